"""Arrays on disk, one file each, without pickle: read mapped, so that processes which use the same ones share them."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from intents.model.whole import replace_whole


def save(arrays: Mapping[str, Any], folder: Path) -> None:
    """Write each file whole or not at all; another process may be reading."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, numbers in arrays.items():
        replace_whole(folder / f"{name}.npy", partial(np.save, arr=np.asarray(numbers), allow_pickle=False))


def load(folder: Path) -> dict[str, Any]:
    """What :func:`save` wrote, not to be changed; none when there is no such folder. Raises ValueError or OSError."""
    # Of the plain class, since each step with a memmap costs more.
    return {
        file.stem: np.lib.format.open_memmap(file, mode="r").view(np.ndarray)
        for file in sorted(folder.glob("*.npy"))
    }
