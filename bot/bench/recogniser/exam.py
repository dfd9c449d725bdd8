"""An exam: learn these examples, then recognise these texts. Each candidate sits it in a process of its own, so that
what it loads, and what it holds in memory, is its own.

`python -m bot.bench.recogniser.exam NAME`, in and out as JSON lines.
"""

import gc
import json
import os
import shutil
import subprocess
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from math import ceil
from pathlib import Path
from typing import TextIO

from pydantic import TypeAdapter, ValidationError

from bot.bench import measures
from bot.bench.measures import Timing, resident_mb, timed
from bot.bench.recogniser.recogniser import Labelled, Recognised, Recogniser
from bot.core.errors import BotError


@dataclass(frozen=True, slots=True)
class Paper:
    """What a candidate is given."""

    examples: tuple[Labelled, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What it makes of one text, and in how many seconds."""

    recognised: Recognised
    seconds: float


@dataclass(frozen=True, slots=True)
class Sat:
    """A whole exam: the replies in the order of the texts. Seconds of learning; megabytes held at the end."""

    replies: tuple[Reply, ...]
    learning: float
    memory_mb: float | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who sits the exam: the command that does it, and the environment to do it in."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]

    @classmethod
    def of_ours(cls, name: str, title: str, *folders: Path) -> "Candidate":
        """One of the recognisers that this program knows by `name`; its packages may lie in `folders`."""
        return cls(title, measures.module("bot.bench.recogniser.exam", name), measures.environment(*folders))


_SAT = TypeAdapter(Sat)


def sit(candidate: Candidate, paper: Paper) -> Sat:
    """Have a candidate sit the exam; raises BotError with its last words when it fails."""
    done = subprocess.run(
        candidate.command,
        input=json.dumps(asdict(paper)),
        env=dict(candidate.environment),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    try:
        return _SAT.validate_json(done.stdout)
    except ValidationError as error:
        last_words = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise BotError(f"{candidate.name} did not finish: {last_words}") from error


def examine(recogniser: type[Recogniser], paper: Paper) -> Sat:
    """Learn and recognise in this process."""
    learnt, learning = timed(recogniser.learn, paper.examples)
    gc.collect()
    learnt.recognise(paper.texts[0])  # what is loaded on first use is no part of how long a text takes
    replies = [Reply(*timed(learnt.recognise, text)) for text in paper.texts]
    return Sat(tuple(replies), learning, resident_mb(os.getpid()))


def main(arguments: Sequence[str], paper: TextIO, answers: TextIO) -> None:
    """The child's part."""
    given = TypeAdapter(Paper).validate_json(paper.read())
    answers.write(json.dumps(asdict(examine(_named(arguments[0]), given))))


def _named(name: str) -> type[Recogniser]:
    # Each imports what it needs, and nothing that another one needs.
    if name == "ours":
        from bot.bench.recogniser.recogniser import Ours

        return Ours
    from bot.bench.recogniser.recogniser import Fuzzy, NgramSvm

    return NgramSvm if name == "svm" else Fuzzy


if __name__ == "__main__":
    main(sys.argv[1:], sys.stdin, sys.stdout)


COVERAGE = 0.9  # of the in-scope texts are answered at the threshold where refusals are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Shares from 0 to 1, None where nothing was asked that tells; seconds, megabytes.

    `accuracy` and `top_3` are over in-scope texts; `auroc`: how often an in-scope text is trusted more than an
    out-of-scope one; `refused`: the share of out-of-scope texts below the confidence that nine in ten others have.
    """

    accuracy: float
    top_3: float
    auroc: float | None
    refused: float | None
    with_typos: float | None
    hard: float | None
    latency: Timing
    learning: float
    memory_mb: float | None


@dataclass(frozen=True, slots=True)
class Part:
    """Texts that were asked, in one way of writing, and the replies."""

    asked: tuple[Labelled, ...]
    replies: tuple[Reply, ...]

    def hits(self, within: int = 1) -> float:
        """The share of in-scope texts whose label is among the first `within`."""
        scoped = [(one, reply) for one, reply in zip(self.asked, self.replies, strict=True) if one.label is not None]
        hits = [any(found.label == one.label for found in reply.recognised.ranked[:within]) for one, reply in scoped]
        return sum(hits) / len(hits)

    def confidences(self, in_scope: bool) -> list[float]:
        """How sure it was of the texts in scope, or of the others."""
        return [
            reply.recognised.confidence
            for one, reply in zip(self.asked, self.replies, strict=True)
            if (one.label is not None) == in_scope
        ]


def mark(sat: Sat, plain: Part, with_typos: Part | None, hard: Part | None) -> Marks:
    """The figures; the variants give an accuracy each, everything else comes from the plain texts."""
    inside, outside = plain.confidences(True), plain.confidences(False)
    return Marks(
        accuracy=plain.hits(),
        top_3=plain.hits(3),
        auroc=auroc(inside, outside) if outside else None,
        refused=refused(inside, outside) if outside else None,
        with_typos=with_typos.hits() if with_typos else None,
        hard=hard.hits() if hard else None,
        latency=Timing.of([reply.seconds for reply in plain.replies]),
        learning=sat.learning,
        memory_mb=sat.memory_mb,
    )


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """How often one of `inside` is above one of `outside`; a draw counts half. Both hold something."""
    ordered = sorted(outside)
    above = sum(bisect_left(ordered, value) + bisect_right(ordered, value) for value in inside)
    return above / (2 * len(inside) * len(outside))


def refused(inside: Sequence[float], outside: Sequence[float], coverage: float = COVERAGE) -> float:
    """The share of `outside` below the highest threshold that lets this share of `inside` pass."""
    threshold = sorted(inside, reverse=True)[ceil(coverage * len(inside)) - 1]
    return sum(value < threshold for value in outside) / len(outside)


_NODE_PACKAGES = ("@nlpjs/basic@4", "@nlpjs/lang-fr@4")
_PIP = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input")
_SCRIPT = Path(__file__).with_name("nlpjs.cjs")
_PYTHON_PEERS = (
    ("svm", "n-gram SVM", "sklearn", "scikit-learn>=1.7,<2"),
    ("fuzzy", "rapidfuzz", "rapidfuzz", "rapidfuzz>=3.14,<4"),
)


def peers(folder: Path) -> Iterator[Candidate | BotError]:
    """Each peer ready to sit an exam, or why it cannot; what they need goes into `folder`."""
    for make in (_nlpjs, *(lambda into, peer=peer: _python(into, *peer) for peer in _PYTHON_PEERS)):
        try:
            yield make(folder)
        except BotError as error:
            yield error


def aiogram(folder: Path) -> Path:
    """aiogram in a folder of its own, made now. Raises BotError when it cannot be had."""
    _install("aiogram", (*_PIP, "--target", str(folder), "aiogram>=3.22,<4"))
    return folder


def _nlpjs(folder: Path) -> Candidate:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise BotError(f"NLP.js is left out: {'node' if node is None else 'npm'} is not installed.")
    quietly = ("--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1")
    _install("NLP.js", (npm, "install", "--prefix", str(folder), *quietly, *_NODE_PACKAGES))
    return Candidate("NLP.js", (node, str(_SCRIPT)), {**os.environ, "NODE_PATH": str(folder / "node_modules")})


def _python(folder: Path, name: str, title: str, module: str, requirement: str) -> Candidate:
    if find_spec(module) is not None:
        return Candidate.of_ours(name, title)
    target = folder / name
    _install(title, (*_PIP, "--target", str(target), requirement))
    return Candidate.of_ours(name, title, target)


def _install(title: str, command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise BotError(f"{title} is left out: it could not be installed ({reason}).")
