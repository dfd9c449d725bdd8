"""Polling: fetch a batch, commit it, and only then ask for what follows, which acknowledges it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram.error import Conflict, RetryAfter, TelegramError

from bot.api import Api
from bot.intake.inbox import ALLOWED_UPDATES, Incoming, read_raw

log = logging.getLogger(__name__)

POLL_S = 30  # Telegram's longest is 50 s; idle connections are cut at about 39 s
MARGIN_S = 10.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 30.0

Keep = Callable[[tuple[Incoming, ...]], Awaitable[None]]


async def poll(api: Api, keep: Keep, heard: Callable[[], None]) -> None:
    """Poll until cancelled. `keep` returns once the batch is committed; `heard` notes each good answer.

    Starts without an offset, then the last id of this batch + 1, never a stored maximum: update ids start
    again at random after an idle week. No error ends the loop, a refused token included.
    """
    offset: int | None = None
    pause = FIRST_PAUSE_S
    while True:
        try:
            raw = await api.call(
                "getUpdates", timeout_s=POLL_S + MARGIN_S, offset=offset, limit=100, timeout=POLL_S,
                allowed_updates=ALLOWED_UPDATES,
            )  # fmt: skip
            batch = read_raw(raw)
            if batch:
                await keep(batch)
                offset = batch[-1].update_id + 1
            heard()
            pause = FIRST_PAUSE_S
        except RetryAfter as error:
            await asyncio.sleep(_seconds(error))
        except Conflict:
            # Another poller that is about to stop, or a webhook still set.
            await leave_webhook(api)
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, LONGEST_PAUSE_S)
        except Exception as error:  # whatever it was, deafness would be worse
            log.warning("receiving failed", extra={"action": "poll_failed", "error": _name(error)})
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, LONGEST_PAUSE_S)


async def leave_webhook(api: Api) -> None:
    """Polling and webhook exclude each other. A refusal is no reason not to poll."""
    try:
        await api.call("deleteWebhook")
    except TelegramError as error:
        log.warning("webhook not left", extra={"action": "webhook_failed", "error": _name(error)})


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait if isinstance(wait, int | float) else wait.total_seconds())


def _name(error: Exception) -> str:
    # The name only: the text of an error may carry the token.
    return type(error).__name__
