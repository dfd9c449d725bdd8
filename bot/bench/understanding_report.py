"""The figures of `cite bench understanding`, as a table for people and as JSON for scripts."""

import json
from collections.abc import Iterator

from bot.bench.board import Board, Tally
from bot.bench.judging import Outcome
from bot.bench.understanding import Report

_WIDE = 24


def as_table(report: Report) -> str:
    """One line a group: how many, how they ended, and how its single messages fare with typos and without accents."""
    endings = "".join(f"{outcome.value:>8}" for outcome in Outcome)
    head = (
        f"{'group':{_WIDE}}{'n':>5}{endings}   {'typos: right':>12}{'wrong':>8}   {'no accents: right':>17}{'wrong':>8}"
    )
    return "\n".join([head, *_rows(report), "", *_figures(report)])


def as_json(report: Report) -> str:
    """The same on one line; shares are left to the reader, counts are given."""
    return json.dumps(
        {
            "groups": _counts(report.plain),
            "typos": _counts(report.typos),
            "no_accents": _counts(report.unaccented),
            "latency_ms": {
                "p50": round(report.latency.p50, 2),
                "p99": round(report.latency.p99, 2),
                "max": round(report.latency.max, 2),
            },
            "start_s": round(report.start.seconds, 2),
            "memory_mb": None if report.start.memory_mb is None else round(report.start.memory_mb),
        }
    )


def _rows(report: Report) -> Iterator[str]:
    typos, unaccented = report.typos.groups, report.unaccented.groups
    for group, tally in report.plain.groups.items():
        ended = "".join(f"{_percent(tally, outcome):>8}" for outcome in Outcome)
        variants = f"{_pair(typos.get(group), 12)}   {_pair(unaccented.get(group), 17)}"
        yield f"{group:{_WIDE}}{tally.total:5}{ended}   {variants}"


def _pair(tally: Tally | None, width: int) -> str:
    if tally is None:
        return f"{'-':>{width}}{'-':>8}"
    return f"{_percent(tally, Outcome.RIGHT):>{width}}{_percent(tally, Outcome.WRONG):>8}"


def _percent(tally: Tally, outcome: Outcome) -> str:
    return f"{100 * tally.share(outcome):.1f}%"


def _figures(report: Report) -> Iterator[str]:
    latency, start = report.latency, report.start
    yield f"understanding: p50 {latency.p50:.1f} ms, p99 {latency.p99:.1f} ms, longest {latency.max:.1f} ms"
    yield f"start to first answer: {start.seconds:.2f} s"
    yield f"memory then: {'not told by this system' if start.memory_mb is None else f'{start.memory_mb:.0f} MB'}"


def _counts(board: Board) -> dict[str, dict[str, int]]:
    return {
        group: {"n": tally.total, **{outcome.value: tally.counts.get(outcome, 0) for outcome in Outcome}}
        for group, tally in board.groups.items()
    }
