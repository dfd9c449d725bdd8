"""Delivery: takes one message after the other from the outbox, sends it, records what became of it."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot import clock
from bot.api import Api
from bot.calls import Call
from knowledge.store import Database
from scheduler import families, limits, sending
from scheduler.outbox import SendClass
from scheduler.sending import Claimed, Later, Render

log = logging.getLogger(__name__)

IDLE_S = 1.0
NOT_MODIFIED = "message is not modified"
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
UNREADABLE = "can't parse entities"


class Delivery:
    """One of a few tasks that send; the lease and the limits live in the database."""

    def __init__(self, db: Database, api: Api, render: Render, *, owner: str, rate: float | None) -> None:
        self._db, self._api, self._render = db, api, render
        self._owner, self._rate = owner, rate
        self.wake = asyncio.Event()

    async def run(self, stopping: asyncio.Event) -> None:
        """Send until told to stop; the message in flight is recorded first."""
        while not stopping.is_set():
            self.wake.clear()
            try:
                pause = await self._one()
            except (SQLAlchemyError, OSError) as error:
                log.error("database fault", extra={"action": "db_fault", "error": type(error).__name__})
                pause = IDLE_S
            except Exception as error:  # a sender that ends would leave the bot silent
                log.exception("sending failed", extra={"action": "send_broke", "error": type(error).__name__})
                pause = IDLE_S
            if pause > 0:
                await self._rest(pause)

    async def _rest(self, pause: float) -> None:
        try:
            await asyncio.wait_for(self.wake.wait(), min(pause, IDLE_S))
        except TimeoutError:
            return

    async def _one(self) -> float:
        found = await self._db.run(self._claim)
        if found is None:
            return IDLE_S
        if isinstance(found, Later):
            return found.seconds
        await self._send(found)
        return 0.0

    def _claim(self, session: Session) -> Claimed | Later | None:
        return sending.claim(session, owner=self._owner, clock=clock.elapsed(), rate=self._rate, render=self._render)

    async def _send(self, claimed: Claimed) -> None:
        call = Call.from_json(claimed.payload)
        try:
            result = await self._api.send(call)
        except TelegramError as error:
            await self._db.run(self._record_error, claimed, call, error)
            return
        number = result.get("message_id") if isinstance(result, dict) else None
        await self._db.run(sending.mark_sent, self._owner, claimed.id, number, clock.real_now())

    def _record_error(self, session: Session, claimed: Claimed, call: Call, error: TelegramError) -> None:
        log.warning(
            "not sent",
            extra={"action": "send_failed", "outbox": claimed.id, "error": type(error).__name__},
        )
        handle = _HANDLERS.get(type(error), _refused if not isinstance(error, NetworkError) else _unclear)
        handle(self, session, claimed, call, error)


def _told_to_wait(self: Delivery, session: Session, claimed: Claimed, call: Call, error: Any) -> None:
    wait = error.retry_after
    seconds = float(wait if isinstance(wait, int | float) else wait.total_seconds())
    limits.halt(session, clock.elapsed(), seconds)
    sending.retry(session, self._owner, claimed.id, clock.elapsed(), seconds, "RetryAfter")


def _unreachable(self: Delivery, session: Session, claimed: Claimed, call: Call, error: Any) -> None:
    families.mark_unreachable(session, claimed.chat_id, clock.real_now())
    sending.mark_failed(session, self._owner, claimed.id, "unreachable")


def _bad_request(self: Delivery, session: Session, claimed: Claimed, call: Call, error: Any) -> None:
    reason = str(error).lower()
    if NOT_MODIFIED in reason:
        sending.mark_sent(session, self._owner, claimed.id, None, clock.real_now())
    elif call.method == "editMessageText" and any(words in reason for words in GONE):
        sending.replace(session, self._owner, claimed.id, call.anew().to_json())
    elif UNREADABLE in reason and "parse_mode" in call.parameters:
        sending.replace(session, self._owner, claimed.id, call.without_markup().to_json())
    else:
        _refused(self, session, claimed, call, error)


def _unclear(self: Delivery, session: Session, claimed: Claimed, call: Call, error: Any) -> None:
    """No answer: it may have arrived. Only an announcement is not repeated (design.md §3.4)."""
    if claimed.send_class is SendClass.ANNOUNCEMENT:
        sending.mark_failed(session, self._owner, claimed.id, "unclear")
        return
    wait = sending.pause_after(claimed.attempts)
    sending.retry(session, self._owner, claimed.id, clock.elapsed(), wait, type(error).__name__)


def _refused(self: Delivery, session: Session, claimed: Claimed, call: Call, error: Any) -> None:
    sending.mark_failed(session, self._owner, claimed.id, type(error).__name__)


_HANDLERS: dict[type[TelegramError], Callable[[Delivery, Session, Claimed, Call, Any], None]] = {
    RetryAfter: _told_to_wait,
    Forbidden: _unreachable,
    ChatMigrated: _unreachable,
    BadRequest: _bad_request,
    InvalidToken: _unclear,  # seen to be transient: the message is still owed
    TelegramError: _unclear,  # an answer that cannot be read, so nobody knows
}
