"""The learnt model on disk: numbers as npz, words as json; nothing that could run code when it is read."""

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from intents.brain import Model
from intents.encoder import Encoder
from intents.errors import ModelError
from intents.evidence import Calibrator
from intents.groups import Groups
from intents.kernel import Kernel
from intents.languages import Languages
from intents.model import Index, Judges, Linear
from intents.reading import Reader
from intents.speech.linear import Detector, Detectors
from intents.spelling import Shorthand, Speller
from intents.vectors import Weighing

NUMBERS, WORDS = "model.npz", "model.json"
_DETECTOR = "detector_"  # before the names of its arrays
_KEPT = 3  # models: today's, and those that another process may be about to read


def is_kept(folder: Path) -> bool:
    """Whether a whole model lies in `folder`: the words are written last."""
    return (folder / WORDS).exists()


def save(model: Model, folder: Path) -> None:
    """Write both files, each whole or not at all; another process may be reading. Old neighbours are cleared away."""
    folder.mkdir(parents=True, exist_ok=True)
    _replace(folder / NUMBERS, lambda file: np.savez(file, **_numbers(model)))
    _replace(folder / WORDS, lambda file: file.write(json.dumps(_words(model), ensure_ascii=False).encode()))
    models = sorted((one.parent for one in folder.parent.glob(f"*/{WORDS}")), key=lambda one: one.stat().st_mtime)
    for old in models[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def load(folder: Path, encoder: Encoder | None = None) -> Model:
    """Read a kept model; raises ModelError when it is not there or not whole. `encoder` is the one it learnt with."""
    try:
        said = json.loads((folder / WORDS).read_bytes())
        with (folder / NUMBERS).open("rb") as file, np.load(file, allow_pickle=False) as numbers:
            return _model(said, {name: numbers[name] for name in numbers.files}, encoder)
    except (OSError, EOFError, ValueError, TypeError, KeyError, zipfile.BadZipFile) as error:
        raise ModelError(f"no usable model in {folder.name}: {error}") from error


def _numbers(model: Model) -> dict[str, Any]:
    linear, calibrator = model.judges.linear, model.calibrator
    return {
        "idf": model.weighing.idf, "weights": linear.weights, "bias": linear.bias, "families": model.groups.families,
        "calibrator": np.append(calibrator.weights, [calibrator.bias, calibrator.claim_from, calibrator.sharpness]),
        **{f"{_beside(model)}_{field.name}": getattr(model.judges.beside, field.name)
           for field in fields(model.judges.beside)},
        **_detectors(model.detectors),
    }  # fmt: skip


def _detectors(detectors: Detectors | None) -> dict[str, Any]:
    """Two arrays each, under its name; nothing for a model without them."""
    named = {} if detectors is None else detectors.named()
    return {
        f"{_DETECTOR}{name}_{part}": numbers
        for name, one in named.items()
        for part, numbers in (("words", one.words), ("bias", np.array(one.bias)))
    }


def _read_detectors(numbers: Mapping[str, Any]) -> Detectors | None:
    ends = (name for name in numbers if name.startswith(_DETECTOR) and name.endswith("_bias"))
    names = [name.removesuffix("_bias") for name in ends]
    named = {name: Detector(numbers[f"{name}_words"], float(numbers[f"{name}_bias"])) for name in names}
    whole = {name.removeprefix(_DETECTOR): detector for name, detector in named.items()}
    return Detectors.of(whole) if whole else None


def _beside(model: Model) -> str:
    return type(model.judges.beside).__name__


def _words(model: Model) -> dict[str, Any]:
    reader = model.reader
    return {
        "labels": model.labels,
        "features": [list(names) for names in model.weighing.numbers],
        "shares": model.weighing.shares,
        "shorthand": {short: " ".join(long) for short, long in reader.shorthand.stands_for.items()},
        "known": dict(reader.speller.known),
        "real": " ".join(sorted(reader.speller.real)),
        "concepts": dict(reader.concepts),
        "accents": dict(reader.accents),
        "languages": {word: dict(votes) for word, votes in model.languages.votes.items()},
    }


def _model(said: Mapping[str, Any], numbers: Mapping[str, Any], encoder: Encoder | None) -> Model:
    shorthand = Shorthand({short: tuple(long.split()) for short, long in said["shorthand"].items()})
    speller = Speller(said["known"], frozenset(said["real"].split(" ")))
    weights, (bias, claim_from, sharpness) = numbers["calibrator"][:-3], numbers["calibrator"][-3:].tolist()
    return Model(
        reader=Reader(shorthand, speller, said["concepts"], said["accents"]),
        weighing=Weighing(_numbered(said["features"]), numbers["idf"], tuple(said["shares"])),
        judges=Judges(Linear(tuple(said["labels"]), numbers["weights"], numbers["bias"]), _read_beside(numbers)),
        groups=Groups(numbers["families"]),
        calibrator=Calibrator(weights.astype(np.float32), bias, claim_from, sharpness),
        languages=Languages(said["languages"]),
        encoder=encoder,
        detectors=_read_detectors(numbers),
    )


def _read_beside(numbers: Mapping[str, Any]) -> Kernel | Index:
    kind: type[Kernel | Index] = Kernel if "Kernel_examples" in numbers else Index
    return kind(*(numbers[f"{kind.__name__}_{field.name}"] for field in fields(kind)))


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
