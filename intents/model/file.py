"""The learnt model on disk: arrays read mapped, words as json, no code; and the key it lies under."""

import hashlib
import json
import os
import shutil
import tempfile
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import IO, Any

import numpy as np

from intents.model.attributes import Attributes, Explained
from intents.model.model import Groups, Model
from intents.model.softmax import Chooser, Logistic, Softmax, numbered
from intents.speech.listening import Detector, Detectors
from intents.text.languages import Languages, SortedVotes
from intents.text.reading import Alias, Aliases, Reader
from intents.text.spelling import Shorthand, SortedWords, Speller
from intents.text.text import DATA, ModelError


def replace_whole(target: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Let `write` fill a new file, and put it in the place of `target`."""
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        write(file)
    Path(name).replace(target)


def save_arrays(arrays: Mapping[str, Any], folder: Path) -> None:
    """Write each file whole or not at all; another process may be reading."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, numbers in arrays.items():
        replace_whole(folder / f"{name}.npy", partial(np.save, arr=np.asarray(numbers), allow_pickle=False))


def load_arrays(folder: Path) -> dict[str, Any]:
    """What :func:`save` wrote, not to be changed; none when there is no such folder. Raises ValueError or OSError."""
    # Of the plain class, since each step with a memmap costs more.
    return {
        file.stem: np.lib.format.open_memmap(file, mode="r").view(np.ndarray) for file in sorted(folder.glob("*.npy"))
    }


NUMBERS, WORDS = "numbers", "model.json"
_DETECTOR = "detector_"  # before the names of its arrays
_CHOOSER = "chooser_"  # before the names of its numbers
_KEPT = 3  # models: today's, and those that another process may be about to read


def is_kept(folder: Path) -> bool:
    """Whether a whole model lies in `folder`: the words are written last."""
    return (folder / WORDS).exists()


def save(model: Model, folder: Path) -> None:
    """Write numbers, then words; another process may be reading. Old neighbours are cleared away."""
    folder.mkdir(parents=True, exist_ok=True)
    save_arrays(_numbers(model), folder / NUMBERS)
    replace_whole(folder / WORDS, lambda file: file.write(json.dumps(_words(model), ensure_ascii=False).encode()))
    models = sorted(folder.parent.glob(f"*/{WORDS}"), key=lambda words: words.stat().st_mtime)
    for old in models[:-_KEPT]:
        shutil.rmtree(old.parent, ignore_errors=True)


def load(folder: Path) -> Model:
    """Read a kept model; raises ModelError when it is not there or not whole."""
    try:
        said = json.loads((folder / WORDS).read_bytes())
        return _model(said, load_arrays(folder / NUMBERS))
    except (OSError, EOFError, ValueError, TypeError, KeyError) as error:
        raise ModelError(f"no usable model in {folder.name}: {error}") from error


def _numbers(model: Model) -> dict[str, Any]:
    explained = model.explained
    return {
        **softmax_numbers("intents", model.softmax),
        **softmax_numbers("asked", model.attributes.softmax),
        "families": model.groups.families,
        "preference": model.preference,
        **_chooser(model.chooser),
        **softmax_numbers("acts", model.acts),
        **softmax_numbers("roles", model.roles),
        **softmax_numbers("subjects", model.subjects),
        "explained_starts": explained.starts,
        "explained_labels": explained.labels,
        "explained_counts": explained.counts,
        **_detectors(model.detectors),
    }


_PARTS = ("weights", "steps", "bias")


def softmax_numbers(name: str, softmax: Softmax | None) -> dict[str, Any]:
    """Its numbers, under names that begin so."""
    return {} if softmax is None else {f"{name}_{part}": np.asarray(getattr(softmax, part)) for part in _PARTS}


def read_softmax(name: str, labels: Sequence[str], numbers: Mapping[str, Any]) -> Softmax:
    """What :func:`softmax_numbers` gave."""
    weights, steps, bias = (numbers[f"{name}_{part}"] for part in _PARTS)
    return Softmax(tuple(labels), weights, steps, bias)


def _read_optional(name: str, labels: Sequence[str], numbers: Mapping[str, Any]) -> Softmax | None:
    return read_softmax(name, labels, numbers) if labels else None


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


def _words(model: Model) -> dict[str, Any]:
    reader = model.reader
    return {
        "labels": model.labels,
        "attributes": model.attributes.softmax.labels,
        "acts": () if model.acts is None else model.acts.labels,
        "roles": () if model.roles is None else model.roles.labels,
        "subjects": () if model.subjects is None else model.subjects.labels,
        "cells": model.attributes.cells,
        "default": model.attributes.default,
        "aliases": [[one.thing, one.text, one.strong] for one in model.attributes.aliases],
        "explained": " ".join(model.explained.stems),
        "shorthand": {short: " ".join(long) for short, long in reader.shorthand.stands_for.items()},
        "known": dict(reader.speller.known),
        "real": " ".join(sorted(reader.speller.real)),
        "concepts": dict(reader.concepts),
        "accents": dict(reader.accents),
        **_languages(model.languages),
    }


def _model(said: Mapping[str, Any], numbers: Mapping[str, Any]) -> Model:
    shorthand = Shorthand({short: tuple(long.split()) for short, long in said["shorthand"].items()})
    speller = Speller(said["known"], SortedWords.of(said["real"]))
    labels = tuple(said["labels"])
    return Model(
        reader=Reader(shorthand, speller, said["concepts"], said["accents"]),
        softmax=read_softmax("intents", labels, numbers),
        attributes=Attributes(
            read_softmax("asked", said["attributes"], numbers),
            Aliases.of(Alias(*one) for one in said["aliases"]),
            {fact: tuple((thing, number) for thing, number in pairs) for fact, pairs in said["cells"].items()},
            said["default"],
        ),
        explained=Explained(
            tuple(said["explained"].split(" ")),
            numbers["explained_starts"],
            numbers["explained_labels"],
            numbers["explained_counts"],
            len(labels),
        ),
        groups=Groups.in_families(labels, numbers["families"]),
        preference=numbers["preference"],
        chooser=_read_chooser(numbers),
        languages=Languages(
            SortedVotes(SortedWords.of(said["languages"]), array("H", said["languages_votes"]), said["votes"])
        ),
        detectors=_read_detectors(numbers),
        acts=_read_optional("acts", said["acts"], numbers),
        roles=_read_optional("roles", said["roles"], numbers),
        subjects=_read_optional("subjects", said["subjects"], numbers),
    )


def _chooser(chooser: Chooser | None) -> dict[str, Any]:
    parts = () if chooser is None else ("fact", "gap", "pair")
    return {_CHOOSER + name: getattr(chooser, name).numbers for name in parts}


def _read_chooser(numbers: Mapping[str, Any]) -> Chooser | None:
    if f"{_CHOOSER}fact" not in numbers:
        return None
    fact, gap, pair = (Logistic.of(numbers[_CHOOSER + name]) for name in ("fact", "gap", "pair"))
    return Chooser(fact, gap, pair)


def _languages(languages: Languages) -> dict[str, Any]:
    """Most words have the votes of many others: each is written once."""
    words = sorted(languages.votes)
    written = [json.dumps(languages.votes[word]) for word in words]
    number = numbered(list(dict.fromkeys(written)))
    return {
        "votes": [json.loads(one) for one in number],
        "languages": " ".join(words),
        "languages_votes": [number[one] for one in written],
    }


_INTENTS = Path(__file__).parents[1]
_READS_ONLY = ("claims", "readers", "understanding")  # folders of what is not learnt: it may change without learning
_TALK, _OF_TALK = "dialogue", ("__init__.py", "asks.py", "learning.py")  # of that folder only these are learnt with
_RANKER = "ranker.yaml"  # learnt apart, by `cite bench ranker --learn`


def model_key(phrasings: Iterable[Path]) -> str:
    """A key of the files of phrasings, of the code that learns or is learnt from, and of the data beside it."""
    mark = hashlib.sha256()
    for file in (*sorted(phrasings), *_code_and_data()):
        mark.update(file.name.encode())
        mark.update(file.read_bytes())
    return mark.hexdigest()[:16]


def _code_and_data() -> list[Path]:
    code = [file for file in _INTENTS.rglob("*.py") if _is_learnt_with(file)]
    lists = [file for file in DATA.rglob("*.yaml") if file.name != _RANKER]
    return sorted((*code, *lists, *DATA.rglob("*.jsonl"), *DATA.rglob("*.txt")))


def _is_learnt_with(file: Path) -> bool:
    folder = file.parent.name
    return folder not in _READS_ONLY and (folder != _TALK or file.name in _OF_TALK)
