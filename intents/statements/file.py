"""What was learnt of descriptions on disk, in one file of numbers beside the model; nothing that could run code."""

import os
import tempfile
import zipfile
from pathlib import Path

import numpy as np

from intents.errors import ModelError
from intents.model.logistic import Logistic
from intents.model.softmax import Softmax
from intents.statements.matching import Descriptions
from intents.statements.signs import Sign
from intents.statements.telling import Telling

NUMBERS = "descriptions.npz"


def save(learnt: Descriptions, folder: Path) -> None:
    """Write the file, whole or not at all; another process may be reading."""
    folder.mkdir(parents=True, exist_ok=True)
    softmax, judge = learnt.telling.softmax, learnt.judge
    handle, name = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as file:
        np.savez(
            file, labels=np.array(softmax.labels), weights=softmax.weights, bias=softmax.bias,
            judge=np.append(judge.weights, judge.bias),
        )  # fmt: skip
    Path(name).replace(folder / NUMBERS)


def load(folder: Path) -> Descriptions:
    """Read it back; raises ModelError when it is not there or not whole."""
    try:
        with (folder / NUMBERS).open("rb") as file, np.load(file, allow_pickle=False) as numbers:
            softmax = Softmax(tuple(numbers["labels"].tolist()), numbers["weights"], numbers["bias"])
            judge = numbers["judge"]
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise ModelError(f"nothing usable of descriptions in {folder.name}: {error}") from error
    if len(judge) != len(Sign) + 1:
        raise ModelError(f"what {folder.name} says of descriptions is of another version")
    return Descriptions(Telling(softmax), Logistic(judge[:-1].astype(np.float32), float(judge[-1])))
