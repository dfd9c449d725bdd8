"""The worker: claims a chat, works out what its next update means, commits effects and replies together."""

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from telegram import Update

from bot import clock, moment
from bot.answering import CallbackAnswers
from bot.bell import Bell, Look
from bot.conversation import Conversation, Outcome, from_json, to_json
from bot.errors import FencedError
from bot.intake import claims, crowd
from bot.intake.claims import Again, Memory, Work
from bot.moment import Moment
from bot.replies import render
from bot.routes import Prepared, Routes
from bot.turn import Turn, read
from intents.dialogue.state import DialogueState
from knowledge.store import Database
from knowledge.store.faults import DATABASE_FAULTS
from scheduler.outbox import SendClass, put, put_by

log = logging.getLogger(__name__)

IDLE_S = 1.0  # another replica may have stored something that no event of ours announces
FAULT_PAUSE_S = 1.0
TOLD_EVERY_S = 10


@dataclass(frozen=True, slots=True)
class Task:
    """An update to handle, and what it is read against."""

    work: Work
    moment: Moment | None


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
        self._interrupted = False
        self._since = clock.real_now()

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until told to stop; the update under way is finished first."""
        while not stopping.is_set():
            # Who holds a chat because of a fault frees it at once, whoever else is about to look.
            look = Look(False, 0) if self._interrupted else await self.wake.heard(IDLE_S)
            if stopping.is_set():
                return
            try:
                await self._one(look)
            except FencedError:
                log.warning("lost a chat", extra={"action": "fenced"})
                self.wake.look_again()
            except DATABASE_FAULTS as error:
                # Nothing was marked, so nothing is lost.
                self._interrupted = True
                log.error("database fault", extra={"action": "db_fault", "error": type(error).__name__})
                await self._recover()
            except Exception as error:  # a worker that ends would leave the bot mute
                log.exception("worker failed", extra={"action": "worker_broke", "error": type(error).__name__})
                await self._recover()

    async def _recover(self) -> None:
        await asyncio.sleep(FAULT_PAUSE_S)
        self.wake.look_again()

    async def _one(self, look: Look) -> None:
        await self._give_back()
        task = await self._db.run(self._claim)
        if task is None:
            self.wake.in_vain(look)
        if task is Again.AGAIN or (task is not None and not look.promised):
            self.wake.look_again()
        if isinstance(task, Task):
            with self.wake.busy():
                await self._work_on(task.work, task.moment)

    async def _work_on(self, work: Work, at: Moment | None) -> None:
        try:
            await self._handle(work, at)
        except (FencedError, *DATABASE_FAULTS):
            raise
        except Exception as error:  # our own code or the update itself: counted, then set aside
            await self._failed(work, error)
            self.wake.look_again()

    async def _give_back(self) -> None:
        """Once the database works again, free what its fault interrupted, instead of letting a lease run out."""
        if self._interrupted:
            await self._db.run(claims.give_back, self._owner)
            self._interrupted = False

    def _claim(self, session: Session) -> Task | Again | None:
        work = claims.claim(session, self._owner, clock.elapsed(), clock.real_now(), self._apologise)
        return Task(work, self._moment(session, work)) if isinstance(work, Work) else work

    def _moment(self, session: Session, work: Work) -> Moment | None:
        """None when something in it cannot be read: then it is read for the update alone, and counts against that."""
        try:
            return moment.read(session, work.chat_id, None, may_shift=self._may_shift)
        except SQLAlchemyError:
            raise
        except Exception as error:
            log.exception("no moment", extra={"action": "moment_unread", "error": type(error).__name__})
            return None

    async def _handle(self, work: Work, at: Moment | None) -> None:
        turn = read(Update.de_json(json.loads("" if work.body is None else work.body.open()), None))
        remembered = _remembered(work, turn)
        conversation = remembered or Conversation(language=_language(work, turn))
        if work.is_crowd and await self._collapse(work, conversation):
            return
        prepared = await self._routes.prepare(turn, conversation, self._may_shift, at)
        outcome, owed = await self._db.run(self._commit, work, prepared, remembered is None)
        self.on_commit(owed)
        if turn.callback_id is not None:
            age = (clock.real_now() - work.received_at).total_seconds()
            self._answers.answer(turn.callback_id, outcome.toast, age=age)

    def _commit(
        self, session: Session, work: Work, prepared: Prepared, memory_lost: bool
    ) -> tuple[Outcome, int]:
        """What the update led to, and how many messages are owed for it, others' included."""
        at = prepared.moment
        now = clock.real_now() + (at.shift if at else clock.shift(session, may_shift=self._may_shift))
        if memory_lost:
            self._routes.tell_memory_lost(session, work.update_id, now)
        outcome = self._routes.handle(session, prepared, now)
        for reply in outcome.replies:
            call = render(reply, chat_id=work.chat_id, pressed=prepared.turn.pressed_message_id)
            put(session, chat_id=work.chat_id, send_class=SendClass.REPLY, payload=call.to_json(), now=now)
        claims.settle(session, work, _memory(outcome.conversation, now), clock.real_now())
        return outcome, put_by(session)

    async def _collapse(self, work: Work, conversation: Conversation) -> bool:
        """Answer in one what the chat typed beyond its share; whether this update is among it."""
        most = crowd.MOST_AWAITED if conversation.awaits_words else crowd.MOST
        typed = await self._db.run(crowd.beyond, work.chat_id, most, self._since)
        alone = await self._routes.answered_alone(tuple(one.text for one in typed), conversation)
        kept = [one.update_id for one, is_alone in zip(typed, alone, strict=True) if is_alone]
        many = [one.update_id for one, is_alone in zip(typed, alone, strict=True) if not is_alone]
        if not kept and not many:
            return False
        is_done, owed = await self._db.run(self._commit_collapsed, work, many, kept)
        self.on_commit(owed)
        return is_done

    def _commit_collapsed(
        self, session: Session, work: Work, many: list[int], kept: list[int]
    ) -> tuple[bool, int]:
        """Whether this update was among them, and how many messages are owed."""
        real = clock.real_now()
        claims.lock(session, work)
        crowd.keep(session, work.bot_id, kept)
        if many:
            crowd.collapse(session, work.bot_id, many, real)
            call = render(self._routes.collapsed(len(many), work.language), chat_id=work.chat_id)
            # Whoever goes on and on is told now and then, not at each turn.
            key = f"collapsed:{work.chat_id}:{int(real.timestamp() / TOLD_EVERY_S)}"
            now = clock.business_now(session, may_shift=self._may_shift)
            put(
                session, chat_id=work.chat_id, send_class=SendClass.REPLY, payload=call.to_json(), key=key, now=now
            )  # fmt: skip
        is_done = work.update_id in many
        if is_done:
            claims.release(session, work, real)
        return is_done, put_by(session)

    async def _failed(self, work: Work, error: Exception) -> None:
        name = type(error).__name__
        log.exception("update failed", extra={"action": "update_failed", "update": work.update_id, "error": name})
        if await self._db.run(self._count_failure, work, name):
            self.on_commit(2)  # the person's and the team's

    def _count_failure(self, session: Session, work: Work, error: str) -> bool:
        """Whether the update is set aside now; person and team are told in the same commit."""
        if not claims.record_failure(session, work, error):
            return False
        self._apologise(session, work)
        return True

    def _apologise(self, session: Session, work: Work) -> None:
        now = clock.business_now(session, may_shift=self._may_shift)
        for chat_id, reply in self._routes.apologies(work.chat_id, work.update_id, work.language):
            call = render(reply, chat_id=chat_id)
            put(session, chat_id=chat_id, send_class=SendClass.REPLY, payload=call.to_json(), now=now)


def _memory(after: Conversation, now: datetime) -> Memory:
    context = None if after.context is None else after.context.to_json()
    draft_at = (after.form and after.touched_at) or (now if after.holds_words else None)
    return Memory(after.language, to_json(after), context, draft_at)


def _language(work: Work, turn: Turn) -> str:
    return work.language or ("en" if (turn.language_code or "").startswith("en") else "fr")


def _remembered(work: Work, turn: Turn) -> Conversation | None:
    """What the chat remembers; None when it cannot be read, or nothing that this chat says would be handled again."""
    try:
        context = None if work.context is None else DialogueState.from_json(work.context.open())
        dialogue = None if work.dialogue is None else work.dialogue.open()
        return from_json(dialogue, language=_language(work, turn), context=context, touched_at=work.draft_at)
    except Exception as error:  # spoilt, or another version's
        name = type(error).__name__
        log.error("memory lost", extra={"action": "memory_lost", "update": work.update_id, "error": name})
        return None
