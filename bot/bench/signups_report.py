"""What `cite bench signups` prints."""

import json
from collections.abc import Sequence

from bot.bench.signups import Rate

_HEAD = f"{'database':<12}{'processes':>10}{'sign-ups':>10}{'a second':>10}{'p50 ms':>10}{'p99 ms':>10}"


def as_table(rates: Sequence[Rate]) -> str:
    """One line a database."""
    return "\n".join((_HEAD, *map(_line, rates)))


def as_json(rates: Sequence[Rate]) -> str:
    """The same for scripts."""
    return json.dumps([
        {
            "database": rate.engine, "processes": rate.processes, "signups": rate.signups,
            "per_second": round(rate.per_second, 1), "p50_ms": round(rate.timing.p50, 2),
            "p99_ms": round(rate.timing.p99, 2),
        }
        for rate in rates
    ])  # fmt: skip


def _line(rate: Rate) -> str:
    return (
        f"{rate.engine:<12}{rate.processes:>10}{rate.signups:>10}{rate.per_second:>10.0f}"
        f"{rate.timing.p50:>10.1f}{rate.timing.p99:>10.1f}"
    )
