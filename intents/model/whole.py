"""Writing a file whole or not at all: another process may be reading the old one."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO


def replace_whole(target: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Let `write` fill a new file, and put it in the place of `target`."""
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        write(file)
    Path(name).replace(target)
