"""The worker: claims a chat, works out what its next update means, commits effects and replies together."""

import asyncio
import json
import logging
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from telegram import Update

from bot import clock
from bot.answering import CallbackAnswers
from bot.conversation import Conversation, Outcome, from_json, to_json
from bot.errors import FencedError
from bot.intake import claims
from bot.intake.claims import Work
from bot.replies import render
from bot.routes import Prepared, Routes
from bot.turn import Turn, read
from intents.context import Context
from knowledge.store import Database
from scheduler.outbox import SendClass, put

log = logging.getLogger(__name__)

IDLE_S = 1.0  # another replica may have stored something that no event of ours announces
FAULT_PAUSE_S = 1.0


class Worker:
    """One of a few tasks that handle updates, different chats side by side."""

    def __init__(self, db: Database, routes: Routes, answers: CallbackAnswers, *, owner: str, may_shift: bool) -> None:
        self._db, self._routes, self._answers = db, routes, answers
        self._owner, self._may_shift = owner, may_shift
        self.wake = asyncio.Event()
        self.on_commit: Callable[[], None] = lambda: None

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until told to stop; the update under way is finished first."""
        while not stopping.is_set():
            self.wake.clear()
            try:
                worked = await self._one()
            except (SQLAlchemyError, OSError) as error:
                # The database or the disk: nobody's fault here. Nothing was marked, so nothing is lost.
                log.error("database fault", extra={"action": "db_fault", "error": type(error).__name__})
                await asyncio.sleep(FAULT_PAUSE_S)
                continue
            if not worked:
                await _wait(self.wake, IDLE_S)

    async def _one(self) -> bool:
        work = await self._db.run(self._claim)
        if work is None:
            return False
        try:
            await self._handle(work)
        except FencedError:
            log.warning("lost a chat", extra={"action": "fenced", "chat": work.chat_id})
        except (SQLAlchemyError, OSError):
            raise
        except Exception as error:  # our own code or the update itself: counted, then set aside
            await self._failed(work, error)
        return True

    def _claim(self, session: Session) -> Work | None:
        return claims.claim(session, self._owner, clock.elapsed(), clock.real_now())

    async def _handle(self, work: Work) -> None:
        turn = read(Update.de_json(json.loads(work.body), None))
        conversation = _remembered(work, turn)
        prepared = await self._routes.prepare(turn, conversation, self._may_shift)
        outcome = await self._db.run(self._commit, work, prepared)
        self.on_commit()
        if turn.callback_id is not None:
            self._answers.answer(turn.callback_id, outcome.toast)

    def _commit(self, session: Session, work: Work, prepared: Prepared) -> Outcome:
        chat = claims.lock(session, work, self._owner)
        now = clock.business_now(session, may_shift=self._may_shift)
        outcome = self._routes.handle(session, prepared, now)
        for reply in outcome.replies:
            call = render(reply, chat_id=work.chat_id, pressed=prepared.turn.pressed_message_id)
            put(session, chat_id=work.chat_id, send_class=SendClass.REPLY, payload=call.to_json(), now=now)
        after = outcome.conversation
        chat.language, chat.dialogue = after.language, to_json(after)
        chat.context = None if after.context is None else after.context.to_json()
        claims.settle(session, work, chat, clock.real_now())
        return outcome

    async def _failed(self, work: Work, error: Exception) -> None:
        name = type(error).__name__
        log.exception("update failed", extra={"action": "update_failed", "update": work.update_id, "error": name})
        if await self._db.run(claims.record_failure, work, self._owner, name):
            await self._db.run(self._apologise, work)
            self.on_commit()

    def _apologise(self, session: Session, work: Work) -> None:
        now = clock.business_now(session, may_shift=self._may_shift)
        for chat_id, reply in self._routes.apologies(work.chat_id, work.update_id, work.language):
            call = render(reply, chat_id=chat_id)
            put(session, chat_id=chat_id, send_class=SendClass.REPLY, payload=call.to_json(), now=now)


def _remembered(work: Work, turn: Turn) -> Conversation:
    spoken = "en" if (turn.language_code or "").startswith("en") else "fr"
    context = Context.from_json(work.context) if work.context else None
    return from_json(work.dialogue, language=work.language or spoken, context=context)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
