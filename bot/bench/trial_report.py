"""The marks of one or more recognisers, side by side, and as JSON."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict

from bot.bench.marks import COVERAGE, Marks
from bot.bench.trial import Result, Trial

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
