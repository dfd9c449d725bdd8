"""`cite bench recogniser`: our engine, and others beside it, learn one file and are marked on another."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.bench.exam import Candidate, Paper, Sat, sit
from bot.bench.marks import Marks, Part, mark
from bot.bench.recogniser import Labelled, read_examples
from bot.bench.variants import hurried, typos
from bot.errors import BotError

OURS = Candidate.of_ours("ours", "ours")
HARD_SEED = 1


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
