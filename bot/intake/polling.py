"""Polling: fetch a batch, commit it, and only then ask for what follows, which acknowledges it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from telegram.error import RetryAfter, TimedOut

from bot.api import Api
from bot.intake.inbox import ALLOWED_UPDATES, Incoming, read_raw

log = logging.getLogger(__name__)

Keep = Callable[[tuple[Incoming, ...]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Timing:
    """How long receiving waits, in seconds; after any fault for less than a minute in all.

    A silence is noticed after `poll` and `margin`, and has been pause enough: then for less than half a minute.
    """

    poll: int = 20  # Telegram's longest is 50; idle connections are cut at about 39
    margin: float = 5.0
    first_pause: float = 1.0
    longest_pause: float = 15.0
    longest_halt: float = 60.0  # however long a 429 asks for: at worst the next one is a 429 too


class Pulse(Protocol):
    """Who wants to know how receiving goes."""

    def tried(self) -> None:
        """A poll begins."""

    def heard(self) -> None:
        """A poll was answered well, and what it brought is committed."""


TIMING = Timing()


async def poll(api: Api, keep: Keep, pulse: Pulse, timing: Timing = TIMING) -> None:
    """Poll until cancelled. `keep` returns once the batch is committed.

    Starts without an offset, then the last id of this batch + 1, never a stored maximum: update ids start
    again at random after an idle week. No error ends the loop, a refused token included.
    """
    offset: int | None = None
    pause = timing.first_pause
    while True:
        pulse.tried()
        try:
            offset = await _one(api, keep, offset, timing)
        except Exception as error:  # whatever it was, deafness would be worse
            if isinstance(error, TimedOut | TimeoutError):
                pause = timing.first_pause  # the silence was one
            await asyncio.sleep(await _wait_after(error, api, pause, timing))
            pause = min(pause * 1.5, timing.longest_pause)
        else:
            pulse.heard()
            pause = timing.first_pause


async def _one(api: Api, keep: Keep, offset: int | None, timing: Timing) -> int | None:
    """One poll; the offset of the next, which confirms what was committed here."""
    async with asyncio.timeout(timing.poll + timing.margin):  # the client's own limit starts anew with each byte
        raw = await api.call(
            "getUpdates", timeout_s=timing.poll + timing.margin, offset=offset, limit=100, timeout=timing.poll,
            allowed_updates=ALLOWED_UPDATES,
        )  # fmt: skip
    batch = read_raw(raw)
    if not batch:
        if raw:
            raise ValueError("updates without a number")  # without a pause they would be asked for without end
        return offset
    await keep(batch)
    return batch[-1].update_id + 1


async def _wait_after(error: Exception, api: Api, pause: float, timing: Timing) -> float:
    """Do what may help against this error; the seconds to wait then.

    A conflict, another poller or a webhook, is nothing that a poll may end.
    """
    if isinstance(error, RetryAfter):
        return min(_seconds(error), timing.longest_halt)
    log.warning("receiving failed", extra={"action": "poll_failed", "error": _name(error)})
    # RuntimeError: the last reconnection failed half way.
    if isinstance(error, TimedOut | TimeoutError | RuntimeError):
        await api.reconnect()
    return pause


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait if isinstance(wait, int | float) else wait.total_seconds())


def _name(error: Exception) -> str:
    # The name only: the text of an error may carry the token.
    return type(error).__name__
