"""How long a start takes and what it costs: the bot's own command, in a process of its own, up to its first answer."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from bot.bench import child
from bot.bench.memory import resident_mb
from bot.errors import BotError

ASK = child.module("bot", "ask", "--jsonl")
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
        command, env=child.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
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
