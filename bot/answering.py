"""Answers to button presses: outside outbox and limiter, once, soon, and never too late (design.md §3.5)."""

import asyncio
import logging

from telegram.error import TelegramError

from bot.api import Api

log = logging.getLogger(__name__)

EMPTY_AFTER_S = 5.0
NEVER_AFTER_S = 10.0
REMEMBERED_S = 120.0  # longer than the worker may still come with a toast after the empty answer
AT_ONCE = 8  # half of the connections: after an outage, thousands of presses must not hold up what is sent
TOAST_LIMIT = 200  # Bot API, answerCallbackQuery.text


class CallbackAnswers:
    """Every press heard gets an answer: with its toast after the commit, empty if that takes too long."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._waiting: dict[str, tuple[float, asyncio.TimerHandle]] = {}
        self._answered: dict[str, float] = {}
        self._sending: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(AT_ONCE)

    def heard(self, callback_id: str) -> None:
        """Start the clock of a press that has just come in."""
        if callback_id in self._waiting or callback_id in self._answered:
            return  # Telegram repeats what it is not sure that we have
        loop = asyncio.get_running_loop()
        timer = loop.call_later(EMPTY_AFTER_S, self.answer, callback_id, None)
        self._waiting[callback_id] = (loop.time(), timer)

    def answer(self, callback_id: str, toast: str | None, *, age: float = 0.0) -> None:
        """Answer once; nothing when it was answered already, or is too old to be answered at all.

        `age` is the seconds since it was stored, for a press that another process heard, or this one before
        it was started again.
        """
        now = asyncio.get_running_loop().time()
        if callback_id in self._answered:
            return
        heard_at, timer = self._waiting.pop(callback_id, (now - age, None))
        if timer is not None:
            timer.cancel()
        self._remember(callback_id, now)
        if now - heard_at < NEVER_AFTER_S:
            task = asyncio.create_task(self._send(callback_id, toast, heard_at + NEVER_AFTER_S))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    def _remember(self, callback_id: str, now: float) -> None:
        while self._answered:  # in the order in which they were answered
            oldest = next(iter(self._answered))
            if now - self._answered[oldest] < REMEMBERED_S:
                break
            del self._answered[oldest]
        self._answered[callback_id] = now

    async def close(self, within: float) -> None:
        """Answer what still waits, and let the last answers go out, for so many seconds at most."""
        for callback_id in list(self._waiting):
            self.answer(callback_id, None)
        if self._sending:
            await asyncio.wait(self._sending, timeout=within)

    async def _send(self, callback_id: str, toast: str | None, until: float) -> None:
        async with self._slots:
            if asyncio.get_running_loop().time() < until:
                await self._call(callback_id, toast)

    async def _call(self, callback_id: str, toast: str | None) -> None:
        text = {"text": toast[:TOAST_LIMIT]} if toast else {}
        try:
            await self._api.call("answerCallbackQuery", timeout_s=NEVER_AFTER_S, callback_query_id=callback_id, **text)
        except TelegramError as error:
            # "query is too old": the press did its work, only the little clock on the button is late.
            log.info("press not answered", extra={"action": "answer_refused", "error": type(error).__name__})
