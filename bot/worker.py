"""The worker: claims a chat, works out what its next update means, commits effects and replies together."""

import asyncio
import json
import logging
from collections.abc import Callable

from sqlalchemy.orm import Session
from telegram import Update

from bot import clock
from bot.answering import CallbackAnswers
from bot.bell import Bell
from bot.conversation import Conversation, Outcome, from_json, to_json
from bot.errors import DATABASE_FAULTS, FencedError
from bot.intake import claims
from bot.intake.claims import Again, Work
from bot.replies import render
from bot.routes import Prepared, Routes
from bot.turn import Turn, read
from intents.dialogue.state import DialogueState
from knowledge.store import Database
from scheduler.outbox import SendClass, put, put_by

log = logging.getLogger(__name__)

IDLE_S = 1.0  # another replica may have stored something that no event of ours announces
FAULT_PAUSE_S = 1.0


class Worker:
    """One of a few tasks that handle updates, different chats side by side."""

    def __init__(
        self, db: Database, routes: Routes, answers: CallbackAnswers, *, owner: str, may_shift: bool,
        wake: Bell | None = None,
    ) -> None:  # fmt: skip
        self._db, self._routes, self._answers = db, routes, answers
        self._owner, self._may_shift = owner, may_shift
        self.wake = wake or Bell()
        self.on_commit: Callable[[int], None] = lambda messages: None
        self._interrupted: Work | None = None

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until told to stop; the update under way is finished first."""
        while not stopping.is_set():
            promised = await self.wake.heard(IDLE_S)
            if stopping.is_set():
                return
            try:
                await self._one(promised)
            except FencedError:
                log.warning("lost a chat", extra={"action": "fenced"})
                self.wake.look_again()
            except DATABASE_FAULTS as error:
                # Nothing was marked, so nothing is lost.
                log.error("database fault", extra={"action": "db_fault", "error": type(error).__name__})
                await self._recover()
            except Exception as error:  # a worker that ends would leave the bot mute
                log.exception("worker failed", extra={"action": "worker_broke", "error": type(error).__name__})
                await self._recover()

    async def _recover(self) -> None:
        await asyncio.sleep(FAULT_PAUSE_S)
        self.wake.look_again()

    async def _one(self, promised: bool) -> None:
        await self._give_back()
        work = await self._db.run(self._claim)
        if work is None:
            self.wake.in_vain()
        if work is Again.AGAIN or (work is not None and not promised):
            self.wake.look_again()
        if isinstance(work, Work):
            with self.wake.busy():
                await self._work_on(work)

    async def _work_on(self, work: Work) -> None:
        try:
            await self._handle(work)
        except FencedError:
            raise
        except DATABASE_FAULTS:
            self._interrupted = work
            raise
        except Exception as error:  # our own code or the update itself: counted, then set aside
            await self._failed(work, error)
            self.wake.look_again()

    async def _give_back(self) -> None:
        """Once the database works again, free what its fault interrupted, instead of letting a lease run out."""
        work = self._interrupted
        if work is not None:
            await self._db.run(_released, work, self._owner)
            self._interrupted = None

    def _claim(self, session: Session) -> Work | Again | None:
        return claims.claim(session, self._owner, clock.elapsed(), clock.real_now())

    async def _handle(self, work: Work) -> None:
        turn = read(Update.de_json(json.loads(work.body), None))
        conversation = _remembered(work, turn)
        prepared = await self._routes.prepare(turn, conversation, self._may_shift)
        outcome, owed = await self._db.run(self._commit, work, prepared)
        self.on_commit(owed)
        if turn.callback_id is not None:
            age = (clock.real_now() - work.received_at).total_seconds()
            self._answers.answer(turn.callback_id, outcome.toast, age=age)

    def _commit(self, session: Session, work: Work, prepared: Prepared) -> tuple[Outcome, int]:
        """What the update led to, and how many messages are owed for it, others' included."""
        chat = claims.lock(session, work, self._owner)
        now = clock.business_now(session, may_shift=self._may_shift)
        outcome = self._routes.handle(session, prepared, now)
        for reply in outcome.replies:
            call = render(reply, chat_id=work.chat_id, pressed=prepared.turn.pressed_message_id)
            put(session, chat_id=work.chat_id, send_class=SendClass.REPLY, payload=call.to_json(), now=now)
        after = outcome.conversation
        chat.language, chat.dialogue = after.language, to_json(after)
        chat.context = None if after.context is None else after.context.to_json()
        chat.draft_at = (after.form and after.touched_at) or (now if after.holds_words else None)
        claims.settle(session, work, chat, clock.real_now())
        return outcome, put_by(session)

    async def _failed(self, work: Work, error: Exception) -> None:
        name = type(error).__name__
        log.exception("update failed", extra={"action": "update_failed", "update": work.update_id, "error": name})
        if await self._db.run(self._count_failure, work, name):
            self.on_commit(2)  # the person's and the team's

    def _count_failure(self, session: Session, work: Work, error: str) -> bool:
        """Whether the update is set aside now; person and team are told in the same commit."""
        if not claims.record_failure(session, work, self._owner, error):
            return False
        self._apologise(session, work)
        return True

    def _apologise(self, session: Session, work: Work) -> None:
        now = clock.business_now(session, may_shift=self._may_shift)
        for chat_id, reply in self._routes.apologies(work.chat_id, work.update_id, work.language):
            call = render(reply, chat_id=chat_id)
            put(session, chat_id=chat_id, send_class=SendClass.REPLY, payload=call.to_json(), now=now)


def _released(session: Session, work: Work, owner: str) -> None:
    try:
        claims.give_back(session, work, owner)
    except FencedError:  # its lease ran out meanwhile: it is another worker's now
        return


def _remembered(work: Work, turn: Turn) -> Conversation:
    language = work.language or ("en" if (turn.language_code or "").startswith("en") else "fr")
    try:
        context = DialogueState.from_json(work.context) if work.context else None
        return from_json(work.dialogue, language=language, context=context, touched_at=work.draft_at)
    except Exception as error:  # another version's: forgotten, or nothing that this chat says would be handled again
        name = type(error).__name__
        log.error("memory lost", extra={"action": "memory_lost", "update": work.update_id, "error": name})
        return Conversation(language=language)
