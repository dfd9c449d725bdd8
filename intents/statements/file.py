"""What was learnt of descriptions on disk, arrays beside the model; nothing that could run code."""

from pathlib import Path

import numpy as np

from intents.errors import ModelError
from intents.model import arrays
from intents.model.logistic import Logistic
from intents.model.softmax import Softmax
from intents.statements.matching import Descriptions
from intents.statements.signs import Sign
from intents.statements.telling import Telling

NUMBERS = "descriptions"


def save(learnt: Descriptions, folder: Path) -> None:
    """Write them; another process may be reading."""
    softmax = learnt.telling.softmax
    found = {"labels": np.array(softmax.labels), "weights": softmax.weights, "bias": softmax.bias}
    arrays.save({**found, "judge": learnt.judge.numbers}, folder / NUMBERS)


def load(folder: Path) -> Descriptions:
    """Read them back; raises ModelError when it is not there or not whole."""
    try:
        numbers = arrays.load(folder / NUMBERS)
        softmax = Softmax(tuple(numbers["labels"].tolist()), numbers["weights"], numbers["bias"])
        judge = numbers["judge"]
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise ModelError(f"nothing usable of descriptions in {folder.name}: {error}") from error
    if len(judge) != len(Sign) + 1:
        raise ModelError(f"what {folder.name} says of descriptions is of another version")
    return Descriptions(Telling(softmax), Logistic.of(judge))
