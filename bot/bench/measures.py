"""How long something takes, how much memory a process holds, how a start goes; child processes of this very code."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from time import perf_counter, thread_time
from typing import ParamSpec, TypeVar

from bot.core.errors import BotError

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds: what half of the tries, what ninety-nine in a hundred, and what all stay within."""

    p50: float
    p99: float
    max: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Timing":
        """From at least one try."""
        ordered = sorted(1000 * one for one in seconds)
        return cls(_within(ordered, 0.5), _within(ordered, 0.99), ordered[-1])


def timed(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> tuple[T, float]:
    """What `work` returns, and how many seconds it took."""
    start = perf_counter()
    found = work(*args, **kwargs)
    return found, perf_counter() - start


def busy(work: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> float:
    """How many seconds of CPU `work` takes in this thread: what others do beside it does not count."""
    start = thread_time()
    work(*args, **kwargs)
    return thread_time() - start


def _within(ordered: Sequence[float], share: float) -> float:
    """The least value that this share of the tries stays within."""
    return ordered[ceil(share * len(ordered)) - 1]


def resident_mb(process: int) -> float | None:
    """The megabytes that a process holds in memory; None where the system does not tell."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else None


_ROOT = Path(__file__).parents[2]


def module(name: str, *arguments: str) -> tuple[str, ...]:
    """The command that runs one of our modules; -u: what it prints comes out at once, not when it ends."""
    return (sys.executable, "-u", "-m", name, *arguments)


def environment(*folders: Path) -> dict[str, str]:
    """This process's environment, where our code, and packages in these folders, are found first."""
    known = (*map(str, (_ROOT, *folders)), *filter(None, [os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(known)}


ASK = module("bot", "ask", "--jsonl")
_QUESTION = json.dumps({"id": "start", "turns": ["bonjour"]}) + "\n"
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds until the first answer, and the megabytes held then (None where the system does not tell)."""

    seconds: float
    memory_mb: float | None


def measure(command: Sequence[str] = ASK, tries: int = _TRIES) -> Start:
    """The quickest of a few starts: what slows the others is the machine. Raises BotError when none answers."""
    return min((_start(command) for _ in range(tries)), key=lambda one: one.seconds)


def _start(command: Sequence[str]) -> Start:
    begun = perf_counter()
    with subprocess.Popen(
        command, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        answer, seconds = _first_answer(process), perf_counter() - begun
        memory = resident_mb(process.pid)
        process.communicate()
    if not answer:
        raise BotError("The bot's own process did not answer, so its start cannot be measured.")
    return Start(seconds, memory)


def _first_answer(process: subprocess.Popen[str]) -> str:
    if process.stdin is None or process.stdout is None:
        return ""
    try:
        process.stdin.write(_QUESTION)
        process.stdin.flush()
    except BrokenPipeError:
        return ""  # it ended before it read
    return process.stdout.readline()
