"""The worker: what a chat’s next update means, worked out; effects and replies committed together; who claims it."""

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from telegram import Update

from bot.bot_api.api import CallbackAnswers
from bot.bot_api.delivery import Post
from bot.bot_api.replies import At, owe, render
from bot.chat.context import Moment, read_moment
from bot.chat.state import Conversation, Outcome, from_json, to_json
from bot.chat.turn import Turn, read
from bot.core import clock, telemetry
from bot.core.errors import FencedError
from bot.core.work import Bell, Leases, Look
from bot.intake import claims, inbox
from bot.intake.claims import Again, Memory, Work
from bot.intake.inbox import Incoming
from bot.router.route import Prepared, Routes
from intents.dialogue.state import DialogueState
from knowledge.store.database import Database
from knowledge.store.engine import DATABASE_FAULTS
from scheduler.outbox.outbox import SendClass, put, put_by
from scheduler.outbox.sending import Claimed, Sender, put_leased


@dataclass(frozen=True, slots=True)
class Task:
    """An update to handle, and what it is read against; None when that could not be read."""

    work: Work
    moment: Moment | None


class Claimer:
    """Shared by the workers, who wait at `wake`."""

    def __init__(
        self,
        db: Database,
        routes: Routes,
        *,
        owner: str,
        may_shift: bool,
        workers: int = 1,
        owed: Callable[[int], None] = lambda many: None,
    ) -> None:
        """`owed` hears of every message that a claim owes: who was set aside is told, and so is the team."""
        self._db, self._routes, self._may_shift, self._owed = db, routes, may_shift, owed
        self.wake = Bell[Task](workers)
        self.leases = Leases(db, owner, claims.give_back)

    async def next(self) -> Task | Again | None:
        """The next update, as `claims.claim` gives it."""
        await self.leases.give_back()
        name = self.leases.name()
        with self.leases.doubted_on_a_fault(name):
            found, owed = await self._db.run(self._claimed, name)
        self._owed(owed)
        return found

    async def store(self, bot_id: int, batch: Sequence[Incoming], since: datetime | None) -> None:
        """Commit a batch, in the same commit claim for whoever is free, and tell the workers."""
        names = [self.leases.name() for _ in range(min(self.wake.room, len(batch)))]
        try:
            with self.leases.doubted_on_a_fault(*names):
                new, tasks, owed = await self._db.run(self._store, bot_id, batch, since, names)
        except DATABASE_FAULTS:
            raise
        except Exception as error:  # what is wrong with a claim must not keep anything from being stored
            log.exception("not claimed", extra={"action": "claim_broke", "error": type(error).__name__})
            new, tasks, owed = await self._db.run(inbox.store, bot_id, batch, clock.real_now(), since), [], 0
        for update in batch:
            telemetry.UPDATES.labels(update.kind).inc()
        self._owed(owed)
        for task in tasks:
            self.wake.hand(task)
        self.wake.ring(max(0, new - len(tasks)))
        if new < len(batch) or any(task.work.update_id not in {one.update_id for one in batch} for task in tasks):
            self.wake.look_again()

    async def close(self) -> None:
        """Free what was claimed and not begun, for another process or the next start."""
        self.leases.doubt(*(task.work.owner for task in self.wake.left()))
        await self.leases.give_back()

    def apologise(self, session: Session, work: Work) -> None:
        """The person, and the team, hear that an update was set aside."""
        now = clock.business_now(session, may_shift=self._may_shift)
        for chat_id, reply in self._routes.apologies(session, work.chat_id, work.update_id, work.language):
            owe(session, chat_id, reply, now, send_class=SendClass.REPLY)

    def _store(
        self, session: Session, bot_id: int, batch: Sequence[Incoming], since: datetime | None, names: Sequence[str]
    ) -> tuple[int, list[Task], int]:
        new, tasks = inbox.store(session, bot_id, batch, clock.real_now(), since), list[Task]()
        for name in names[:new]:
            found = self._claim(session, name)
            if not isinstance(found, Task):
                break
            tasks.append(found)
        return new, tasks, put_by(session)

    def _claimed(self, session: Session, name: str) -> tuple[Task | Again | None, int]:
        """What was found, and how many messages are owed for what was set aside."""
        return self._claim(session, name), put_by(session)

    def _claim(self, session: Session, name: str) -> Task | Again | None:
        work = claims.claim(session, name, clock.real_now(), self.apologise)
        return Task(work, self._moment(session, work)) if isinstance(work, Work) else work

    def _moment(self, session: Session, work: Work) -> Moment | None:
        """When it cannot be read, it will be read for the update alone, and count against that."""
        try:
            return read_moment(session, work.chat_id, None, may_shift=self._may_shift)
        except SQLAlchemyError:
            raise
        except Exception as error:
            log.exception("no moment", extra={"action": "moment_unread", "error": type(error).__name__})
            return None


log = logging.getLogger(__name__)

IDLE_S = 1.0  # another replica may have stored something that no event of ours announces
FAULT_PAUSE_S = 1.0
TOLD_EVERY_S = 10


@dataclass(frozen=True, slots=True)
class Done:
    """What an update led to, how many messages are owed for it, and the one of them that is leased already."""

    outcome: Outcome
    owed: int
    in_hand: Claimed | None


class Worker:
    """One of a few tasks that handle updates, different chats side by side."""

    def __init__(
        self,
        db: Database,
        routes: Routes,
        answers: CallbackAnswers,
        claimer: Claimer,
        post: Post | None = None,
        *,
        may_shift: bool,
    ) -> None:
        self._db, self._routes, self._answers = db, routes, answers
        self._claimer, self._post, self.wake = claimer, post, claimer.wake
        self._may_shift = may_shift
        self._since = clock.real_now()

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until told to stop; the update under way is finished first."""
        while not stopping.is_set():
            # What a fault interrupted is freed at once, whoever else is about to look.
            in_doubt = self._claimer.leases.is_in_doubt
            heard = Look(False, 0) if in_doubt else await self.wake.heard(IDLE_S)
            if stopping.is_set() and not isinstance(heard, Task):
                return
            try:
                await self._one(heard)
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

    async def _one(self, heard: Look | Task) -> None:
        task = heard if isinstance(heard, Task) else await self._next(heard)
        if task is not None:
            with self.wake.busy(), self._claimer.leases.doubted_on_a_fault(task.work.owner):
                await self._work_on(task.work, task.moment)

    async def _next(self, look: Look) -> Task | None:
        found = await self._claimer.next()
        if found is None:
            self.wake.in_vain(look)
        if found is Again.AGAIN or (found is not None and not look.promised):
            self.wake.look_again()
        return found if isinstance(found, Task) else None

    async def _work_on(self, work: Work, at: Moment | None) -> None:
        try:
            await self._handle(work, at)
        except (FencedError, *DATABASE_FAULTS):
            raise
        except Exception as error:  # our own code or the update itself: counted, then set aside
            await self._failed(work, error)
            self.wake.look_again()

    async def _handle(self, work: Work, at: Moment | None) -> None:
        turn = read(Update.de_json(json.loads("" if work.body is None else work.body.open()), None))
        remembered = _remembered(work, turn)
        conversation = remembered or Conversation(language=_language(work, turn))
        if work.is_crowd and await self._collapse(work, conversation):
            return
        prepared = await self._routes.prepare(turn, conversation, self._may_shift, at)
        done = await self._committed(work, prepared, remembered is None)
        telemetry.ANSWERS.labels(_became(prepared, done.outcome)).inc()
        if done.outcome.once_committed is not None:
            done.outcome.once_committed()
        self._tell(done.owed, done.in_hand)
        if turn.callback_id is not None:
            age = (clock.real_now() - work.received_at).total_seconds()
            self._answers.answer(turn.callback_id, done.outcome.toast, age=age)

    async def _committed(self, work: Work, prepared: Prepared, memory_lost: bool) -> Done:
        sender = None if self._post is None else self._post.sender()
        if self._post is None or sender is None:
            return await self._db.run(self._commit, work, prepared, memory_lost, None)
        with self._post.leases.doubted_on_a_fault(sender.owner):
            return await self._db.run(self._commit, work, prepared, memory_lost, sender)

    def _tell(self, owed: int, in_hand: Claimed | None = None) -> None:
        if self._post is not None:
            self._post.owed(owed, in_hand)

    def _commit(
        self, session: Session, work: Work, prepared: Prepared, memory_lost: bool, sender: Sender | None
    ) -> Done:
        at = prepared.moment
        now = clock.real_now() + (at.shift if at else clock.shift(session, may_shift=self._may_shift))
        if memory_lost:
            self._routes.tell_memory_lost(session, work.update_id, now)
        outcome = self._routes.handle(session, prepared, now)
        there = At(topic_id=prepared.turn.topic_id, pressed=prepared.turn.pressed_message_id)
        calls = [render(reply, chat_id=work.chat_id, at=there).to_json() for reply in outcome.replies]
        memory, real = _memory(outcome.conversation, now), clock.real_now()
        if not outcome.waits:
            claims.settle(session, work, memory, real)
        elif not claims.put_off(session, work, memory, real):
            calls = []  # told already
        in_hand = self._leased(session, work.chat_id, calls[0], sender, now) if calls and sender else None
        for call in calls[in_hand is not None :]:
            put(session, chat_id=work.chat_id, send_class=SendClass.REPLY, payload=call, now=now)
        return Done(outcome, put_by(session), in_hand)

    def _leased(self, session: Session, chat_id: int, call: str, sender: Sender, now: datetime) -> Claimed | None:
        """The first reply, in the hand of a free sender, if it may leave at once."""
        return put_leased(session, sender, chat_id=chat_id, payload=call, clock=clock.elapsed(), now=now)

    async def _collapse(self, work: Work, conversation: Conversation) -> bool:
        """Answer in one what the chat typed beyond its share; whether this update is among it."""
        most = claims.MOST_AWAITED if conversation.awaits_words else claims.MOST
        typed = await self._db.run(claims.beyond, work.chat_id, most, self._since)
        alone = await self._routes.answered_alone(tuple(one.text for one in typed), conversation)
        kept = [one.update_id for one, is_alone in zip(typed, alone, strict=True) if is_alone]
        many = [one.update_id for one, is_alone in zip(typed, alone, strict=True) if not is_alone]
        if not kept and not many:
            return False
        is_done, owed = await self._db.run(self._commit_collapsed, work, many, kept)
        telemetry.ANSWERS.labels("collapsed").inc(len(many))
        self._tell(owed)
        return is_done

    def _commit_collapsed(self, session: Session, work: Work, many: list[int], kept: list[int]) -> tuple[bool, int]:
        """Whether this update was among them, and how many messages are owed."""
        real = clock.real_now()
        claims.lock(session, work)
        claims.keep(session, work.bot_id, kept)
        if many:
            claims.collapse(session, work.bot_id, many, real)
            # Whoever goes on and on is told now and then, not at each turn.
            key = f"collapsed:{work.chat_id}:{int(real.timestamp() / TOLD_EVERY_S)}"
            now = clock.business_now(session, may_shift=self._may_shift)
            reply = self._routes.collapsed(len(many), work.language)
            owe(session, work.chat_id, reply, now, send_class=SendClass.REPLY, key=key)
        is_done = work.update_id in many
        if is_done:
            claims.release(session, work, real)
        return is_done, put_by(session)

    async def _failed(self, work: Work, error: Exception) -> None:
        name = type(error).__name__
        log.exception("update failed", extra={"action": "update_failed", "update": work.update_id, "error": name})
        is_aside, owed = await self._db.run(self._count_failure, work, name)
        telemetry.ANSWERS.labels("set_aside" if is_aside else "failed").inc()
        self._tell(owed)

    def _count_failure(self, session: Session, work: Work, error: str) -> tuple[bool, int]:
        """Whether it is set aside, and how many messages are owed: person and team are told in the same commit."""
        is_aside = claims.record_failure(session, work, error)
        if is_aside:
            self._claimer.apologise(session, work)
        return is_aside, put_by(session)


def _became(prepared: Prepared, outcome: Outcome) -> str:
    """What is counted of an update."""
    if outcome.waits:
        return "put_off"
    return "act" if prepared.understood is None else prepared.understood.meaning.decision.value


def _memory(after: Conversation, now: datetime) -> Memory:
    talk = None if after.talk is None else after.talk.to_json()
    draft_at = (after.form and after.touched_at) or (now if after.holds_words else None)
    return Memory(after.language, to_json(after), talk, draft_at)


def _language(work: Work, turn: Turn) -> str:
    return work.language or ("en" if (turn.language_code or "").startswith("en") else "fr")


def _remembered(work: Work, turn: Turn) -> Conversation | None:
    """What the chat remembers; None when it cannot be read, or nothing that this chat says would be handled again."""
    try:
        talk = None if work.context is None else DialogueState.from_json(work.context.open())
        dialogue = None if work.dialogue is None else work.dialogue.open()
        return from_json(dialogue, language=_language(work, turn), talk=talk, touched_at=work.draft_at)
    except Exception as error:  # spoilt, or another version's
        name = type(error).__name__
        log.error("memory lost", extra={"action": "memory_lost", "update": work.update_id, "error": name})
        return None
