"""`cite bench recogniser`: our engine, and others beside it, learn one file and are marked on another."""

import json
import os
import shutil
import subprocess
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from math import ceil
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.bench import measures
from bot.bench.measures import Timing
from bot.bench.recogniser.recogniser import Labelled, Paper, Reply, Sat, read_examples
from bot.bench.variants import hurried, typos
from bot.core.errors import BotError

HARD_SEED = 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who sits the exam: the command that does it, and the environment to do it in."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]

    @classmethod
    def of_ours(cls, name: str, title: str, *folders: Path) -> "Candidate":
        """One of the recognisers that this program knows by `name`; its packages may lie in `folders`."""
        return cls(title, measures.module("bot.bench.recogniser.recogniser", name), measures.environment(*folders))


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


OURS = Candidate.of_ours("ours", "ours")

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What is learnt and what is asked. `typos` is the seed of the variant with slips, None: without that variant."""

    train: tuple[Labelled, ...]
    test: tuple[Labelled, ...]
    typos: int | None = None
    hard: bool = False

    @classmethod
    def of(cls, train: Path, test: Path, *, typos: int | None, hard: bool) -> "Trial":
        """From two files; raises BotError when one cannot be read or the training file has a single label."""
        learnt = read_examples(train)
        if len({one.label for one in learnt}) < 2:
            raise BotError(f"{train} holds a single label: there is nothing to tell apart.")
        return cls(train=learnt, test=read_examples(test), typos=typos, hard=hard)


@dataclass(frozen=True, slots=True)
class Result:
    """What one candidate made of a trial."""

    name: str
    marks: Marks
    plain: Part


def run(trial: Trial, candidate: Candidate) -> Result:
    """Have a candidate sit the whole trial; raises BotError when it fails."""
    seed = trial.typos
    slips = _rewritten(trial, lambda text: typos(text, seed)) if seed is not None else ()
    hard = _rewritten(trial, lambda text: hurried(text, HARD_SEED if seed is None else seed)) if trial.hard else ()
    asked = (trial.test, slips, hard)
    sat = sit(candidate, Paper(trial.train, tuple(one.text for part in asked for one in part)))
    plain, with_slips, with_all = _parts(asked, sat)
    return Result(candidate.name, mark(sat, plain, with_slips if slips else None, with_all if hard else None), plain)


def write_predictions(result: Result, file: Path) -> None:
    """One JSON line a text of the test file, in its order."""
    file.write_text("".join(f"{line}\n" for line in _predictions(result.plain)), encoding="utf-8")


def _rewritten(trial: Trial, rewrite: Callable[[str], str]) -> tuple[Labelled, ...]:
    """The in-scope texts of the test, written otherwise."""
    return tuple(Labelled(rewrite(one.text), one.label) for one in trial.test if one.label is not None)


def _parts(asked: tuple[tuple[Labelled, ...], ...], sat: Sat) -> Iterator[Part]:
    replies = iter(sat.replies)
    for part in asked:
        yield Part(part, tuple(next(replies) for _ in part))


def _predictions(part: Part) -> Iterator[str]:
    for one, reply in zip(part.asked, part.replies, strict=True):
        ranked = reply.recognised.ranked
        line = {
            "text": one.text,
            "label": one.label,
            "predicted": ranked[0].label if ranked else None,
            "confidence": round(reply.recognised.confidence, 6),
            "top": [[found.label, round(found.score, 6)] for found in ranked],
        }
        yield json.dumps(line, ensure_ascii=False)


_FIRST, _WIDE = 34, 13
_ROWS: tuple[tuple[str, Callable[[Marks], str | None]], ...] = (
    ("accuracy", lambda marks: _percent(marks.accuracy)),
    ("accuracy with typos", lambda marks: _percent(marks.with_typos)),
    ("accuracy, hard variant", lambda marks: _percent(marks.hard)),
    ("top-3", lambda marks: _percent(marks.top_3)),
    ("AUROC, in scope or not", lambda marks: None if marks.auroc is None else f"{marks.auroc:.3f}"),
    (f"refused at {COVERAGE:.0%} coverage", lambda marks: _percent(marks.refused)),
    ("latency p50", lambda marks: f"{marks.latency.p50:.2f} ms"),
    ("latency p99", lambda marks: f"{marks.latency.p99:.2f} ms"),
    ("learning", lambda marks: f"{marks.learning:.1f} s"),
    ("memory", lambda marks: None if marks.memory_mb is None else f"{marks.memory_mb:.0f} MB"),
)


def as_table(trial: Trial, results: Sequence[Result]) -> str:
    """A line a figure, a column a recogniser; figures that nobody has are left out."""
    inside = sum(one.label is not None for one in trial.test)
    lines = [
        f"{len(trial.train)} examples, {len({one.label for one in trial.train if one.label is not None})} labels; "
        f"asked: {inside} in scope, {len(trial.test) - inside} out of scope",
        " " * _FIRST + "".join(f"{result.name:>{_WIDE}}" for result in results),
    ]
    for title, shown in _ROWS:
        cells = [shown(result.marks) for result in results]
        if any(cells):
            lines.append(f"{title:{_FIRST}}" + "".join(f"{cell or '-':>{_WIDE}}" for cell in cells))
    return "\n".join(lines)


def as_json(results: Sequence[Result]) -> str:
    """{"ours": {"accuracy": …, …}, …}: shares, milliseconds, seconds, megabytes."""
    return json.dumps({result.name: asdict(result.marks) for result in results})


def _percent(share: float | None) -> str | None:
    return None if share is None else f"{100 * share:.1f}%"
