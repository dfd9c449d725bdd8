"""What was learnt of descriptions on disk, in one file of numbers beside the model; nothing that could run code."""

import zipfile
from pathlib import Path
from typing import IO

import numpy as np

from intents.errors import ModelError
from intents.model.file import replace_whole
from intents.model.logistic import Logistic
from intents.model.softmax import Softmax
from intents.statements.matching import Descriptions
from intents.statements.signs import Sign
from intents.statements.telling import Telling

NUMBERS = "descriptions.npz"


def save(learnt: Descriptions, folder: Path) -> None:
    """Write the file, whole or not at all; another process may be reading."""
    folder.mkdir(parents=True, exist_ok=True)
    softmax, judge = learnt.telling.softmax, learnt.judge.numbers

    def write(file: IO[bytes]) -> None:
        np.savez(file, labels=np.array(softmax.labels), weights=softmax.weights, bias=softmax.bias, judge=judge)

    replace_whole(folder / NUMBERS, write)


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
    return Descriptions(Telling(softmax), Logistic.of(judge))
