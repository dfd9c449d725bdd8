"""`cite bench recogniser`: our engine, and others beside it, learn one file and are marked on another."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.bench.recogniser.exam import COVERAGE, Candidate, Marks, Paper, Part, Sat, mark, sit
from bot.bench.recogniser.recogniser import Labelled, read_examples
from bot.bench.variants import hurried, typos
from bot.core.errors import BotError

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
