"""What `cite bench load` prints."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from bot.bench.load import Load
from bot.bench.meter import Spent

_HEAD = (
    f"{'bot, mode, processes':<32}{'a second':>9}{'ratio':>7}{'p50 ms':>8}{'p99 ms':>8}{'CPU ms':>8}"
    f"{'alone':>8}{'MB':>6}{'growth':>8}{'stmts':>7}{'commits':>8}"
)
_STAGES = f"{'stage, one at a time':<32}{'times':>9}{'stmts':>8}{'commits':>9}{'CPU ms':>8}"
_LEFT = "the event loop and the rest"


def as_table(loads: Sequence[Load]) -> str:
    """One line a bot, then the stages of each of ours, a message. CPU: of a crowd, then one at a time."""
    return "\n".join((_HEAD, *(_line(one, loads[0]) for one in loads), *(_stages(one) for one in loads if one.stages)))


def as_json(loads: Sequence[Load]) -> str:
    """The same for scripts."""
    return json.dumps([asdict(one) for one in loads])


def _line(load: Load, bare: Load) -> str:
    whole = _whole(load)
    counts = f"{whole.statements / load.acts:>7.1f}{whole.commits / load.acts:>8.1f}" if load.stages else ""
    return (
        f"{load.name:<32}{load.per_second:>9.0f}{load.per_second / bare.per_second:>7.2f}{load.paced.p50:>8.1f}"
        f"{load.paced.p99:>8.1f}{load.crowd_cpu_ms:>8.2f}{load.cpu_ms:>8.2f}{load.memory_mb:>6.0f}"
        f"{100 * load.growth:>7.1f}%{counts}"
    )


def _whole(load: Load) -> Spent:
    return Spent(
        0, sum(one.cpu_ms for one in load.stages.values()), sum(one.statements for one in load.stages.values()),
        sum(one.commits for one in load.stages.values()),
    )  # fmt: skip


def _stages(load: Load) -> str:
    ordered = sorted(load.stages.items(), key=lambda one: -one[1].cpu_ms)
    lines = [_stage(name, spent, load.acts) for name, spent in ordered if spent.times]
    left = load.cpu_ms - _whole(load).cpu_ms / load.acts
    return "\n".join(("", load.name, _STAGES, *lines, f"{_LEFT:<58}{left:>8.2f}"))


def _stage(name: str, spent: Spent, acts: int) -> str:
    return (
        f"{name:<32}{spent.times / acts:>9.2f}{spent.statements / acts:>8.2f}{spent.commits / acts:>9.2f}"
        f"{spent.cpu_ms / acts:>8.2f}"
    )
