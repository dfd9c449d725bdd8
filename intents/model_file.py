"""The learnt model on disk: numbers as npz, words as json; nothing that could run code when it is read."""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from intents.brain import Model
from intents.catalogue import Example
from intents.errors import ModelError
from intents.evidence import Calibrator
from intents.groups import Groups
from intents.languages import Languages
from intents.model import Index, Linear
from intents.reading import Reader
from intents.spelling import Shorthand, Speller
from intents.text import DATA
from intents.vectors import Weighing

NUMBERS, WORDS = "model.npz", "model.json"


def digest(examples: Sequence[Example], silent: Iterable[str]) -> str:
    """What the model depends on: the phrasings, this package's code and its word lists."""
    mark = hashlib.sha256(json.dumps(sorted(silent)).encode())
    for example in examples:
        mark.update(f"{example.intent}\t{example.language}\t{example.text}\n".encode())
    here = Path(__file__).parent
    for file in sorted((*here.glob("*.py"), *DATA.glob("*.yaml"), *DATA.glob("*/*.yaml"))):
        mark.update(file.read_bytes())
    return mark.hexdigest()


def load_or_train(folder: Path | None, examples: Sequence[Example], silent: Iterable[str] = ()) -> Model:
    """The model that was kept in `folder` if it still fits the data and the code; else a new one, kept there."""
    quiet = frozenset(silent)
    wanted = digest(examples, quiet)
    if folder is not None:
        try:
            return load(folder / wanted[:16])
        except ModelError:
            pass  # none yet, or a broken one: learnt again just below
    from intents.training import train

    model = train(examples, quiet)
    if folder is not None:
        save(model, folder / wanted[:16])
    return model


def is_kept(folder: Path, examples: Sequence[Example], silent: Iterable[str] = ()) -> bool:
    """Whether `folder` holds the model of these examples, so that nothing has to be learnt."""
    return (folder / digest(examples, frozenset(silent))[:16] / WORDS).exists()


def save(model: Model, folder: Path) -> None:
    """Write both files, each whole or not at all; another process may be reading."""
    folder.mkdir(parents=True, exist_ok=True)
    index, linear = model.linear.index, model.linear
    _replace(
        folder / NUMBERS,
        lambda file: np.savez(
            file, idf=model.weighing.idf, weights=linear.weights, bias=linear.bias, starts=index.starts,
            rows=index.rows, values=index.values.astype(np.float16), labels=index.labels,
            families=model.groups.families,
            calibrator=np.append(model.calibrator.weights, [model.calibrator.bias, model.calibrator.claim_from]),
        ),
    )  # fmt: skip
    _replace(folder / WORDS, lambda file: file.write(json.dumps(_words(model), ensure_ascii=False).encode()))


def load(folder: Path) -> Model:
    """Read a kept model; raises ModelError when it is not there or not whole."""
    try:
        said = json.loads((folder / WORDS).read_bytes())
        with np.load(folder / NUMBERS, allow_pickle=False) as numbers:
            return _model(said, {name: numbers[name] for name in numbers.files})
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise ModelError(f"no usable model in {folder.name}: {error}") from error


def _words(model: Model) -> dict[str, Any]:
    speller = model.reader.speller
    return {
        "labels": model.labels,
        "features": [list(names) for names in model.weighing.numbers],
        "shares": model.weighing.shares,
        "shorthand": {short: " ".join(long) for short, long in model.reader.shorthand.stands_for.items()},
        "known": dict(speller.known),
        "real": " ".join(sorted(speller.real)),
        "concepts": dict(model.reader.concepts),
        "languages": {word: dict(votes) for word, votes in model.languages.votes.items()},
    }


def _model(said: Mapping[str, Any], numbers: Mapping[str, Any]) -> Model:
    shorthand = Shorthand({short: tuple(long.split()) for short, long in said["shorthand"].items()})
    index = Index(numbers["starts"], numbers["rows"], numbers["values"].astype(np.float32), numbers["labels"])
    calibrator = numbers["calibrator"]
    return Model(
        reader=Reader(shorthand, Speller(said["known"], frozenset(said["real"].split(" "))), said["concepts"]),
        weighing=Weighing(_numbered(said["features"]), numbers["idf"], tuple(said["shares"])),
        linear=Linear(tuple(said["labels"]), numbers["weights"], numbers["bias"], index),
        groups=Groups(numbers["families"]),
        calibrator=Calibrator(calibrator[:-2].astype(np.float32), float(calibrator[-2]), float(calibrator[-1])),
        languages=Languages(said["languages"]),
    )


def _numbered(blocks: Sequence[Sequence[str]]) -> tuple[dict[str, int], ...]:
    found: list[dict[str, int]] = []
    first = 0
    for names in blocks:
        found.append({name: first + number for number, name in enumerate(names)})
        first += len(names)
    return tuple(found)


def _replace(target: Path, write: Any) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        write(file)
    Path(name).replace(target)
