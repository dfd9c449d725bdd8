"""Delivery: takes one message after the other from the outbox, sends it, records what became of it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

from sqlalchemy.orm import Session
from telegram.error import TelegramError, TimedOut

from bot.bot_api import send_errors
from bot.bot_api.api import Api
from bot.bot_api.replies import Call
from bot.bot_api.send_errors import Refusals, Try, is_silence, result_of
from bot.core import clock, telemetry
from bot.core.work import Bell, Leases, Look
from knowledge.store.database import Database
from knowledge.store.engine import DATABASE_FAULTS
from scheduler.outbox import sending
from scheduler.outbox.sending import Claimed, Later, Render, Sender

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

IDLE_S = 1.0  # a pause may be over, or another replica may owe something, which no event of ours announces
FAULT_PAUSE_S = 1.0
SEND_WITHIN_S = 20.0  # with the probe after it and a wait for the database, still within the lease
PROBE_WITHIN_S = 5.0
FRESH_S = 5.0  # how long what is leased may lie before it is sent; what is left of the lease is enough then
LONGEST_PROBE_PAUSE_S = 15.0  # with the probe after it, Telegram is heard again within half a minute
RECORD_TRIES = 8


class Post:
    """What the senders of one process share, for whoever owes messages too.

    One sender looks for a message, in `turn`, while the others send or wait for their turn.
    """

    def __init__(self, db: Database, owner: str, rate: float | None, senders: int) -> None:
        self.rate, self.turn, self.wake = rate, asyncio.Lock(), Bell[Claimed](senders)
        self.leases = Leases(db, owner, sending.give_back)
        self.is_held_up = False  # by a limit, or because Telegram is silent: whoever comes stands in line

    def sender(self) -> Sender | None:
        """A free sender, for a reply that is about to be owed."""
        is_free = self.wake.room and not self.is_held_up
        return Sender(self.leases.name(), self.rate) if is_free else None

    def owed(self, messages: int, in_hand: Claimed | None = None) -> None:
        """So many messages are owed, one of them leased for a sender already."""
        if in_hand is not None:
            self.wake.hand(in_hand)
        self.wake.ring(messages - (in_hand is not None))

    async def close(self) -> None:
        """Free what was leased and not begun, for another process or the next start."""
        self.leases.doubt(*(one.owner for one in self.wake.left()))
        await self.leases.give_back()


class Delivery:
    """One of a few tasks that send; the lease and the limits live in the database."""

    def __init__(self, db: Database, api: Api, render: Render, post: Post, *, staff_chat_id: int | None = None) -> None:
        self._db, self._api, self._render = db, api, render
        self._refusals, self._staff = Refusals(staff_chat_id), staff_chat_id
        self.post, self.wake = post, post.wake
        self._failed_probes = 0

    async def run(self, stopping: asyncio.Event) -> None:
        """Send until told to stop; the message in flight is recorded first."""
        while not stopping.is_set():
            try:
                await self._one(stopping)
            except DATABASE_FAULTS as error:
                _log_fault(error)
                await self._recover()
            except Exception as error:  # a sender that ends would leave the bot silent
                log.exception("sending failed", extra={"action": "send_broke", "error": type(error).__name__})
                await self._recover()

    async def _recover(self) -> None:
        await asyncio.sleep(FAULT_PAUSE_S)
        self.wake.look_again()

    async def _one(self, stopping: asyncio.Event) -> None:
        async with self.post.turn:
            heard = await self.wake.heard(IDLE_S)
            if isinstance(heard, Claimed):
                claimed = self._still_held(heard)
            else:
                claimed = None if stopping.is_set() else await self._next(heard)
        if claimed is not None:
            with self.wake.busy():  # the chat's next message may go then
                await self._send_or_put_aside(claimed)

    def _still_held(self, claimed: Claimed) -> Claimed | None:
        """What was handed over, unless nobody was there for so long that its lease may run out while it is sent."""
        if claimed.leased_until - clock.elapsed() > sending.LEASE_S - FRESH_S:
            return claimed
        self.post.leases.doubt(claimed.owner)
        self.wake.look_again()  # it is freed by whoever looks
        return None

    async def _next(self, look: Look) -> Claimed | None:
        """The next message; None when there was none to send."""
        if self._failed_probes and not await self._telegram_answers():
            self.wake.not_before(look, min(LONGEST_PROBE_PAUSE_S, 2.0 ** (self._failed_probes - 1)))
            return None
        found = await self._claimed()
        self.post.is_held_up = isinstance(found, Later)
        if found is None:
            self.wake.in_vain(look)
        elif isinstance(found, Later):
            self.wake.not_before(look, min(found.seconds, IDLE_S))
        elif not look.promised:
            self.wake.look_again()
        return found if isinstance(found, Claimed) else None

    async def _claimed(self) -> Claimed | Later | None:
        await self.post.leases.give_back()
        name = self.post.leases.name()
        with self.post.leases.doubted_on_a_fault(name):
            return await self._db.run(self._claim, name)

    def _claim(self, session: Session, owner: str) -> Claimed | Later | None:
        return sending.claim(
            session,
            owner=owner,
            clock=clock.elapsed(),
            rate=self.post.rate,
            render=self._render,
            tell=self._tell_aside,
        )

    def _tell_aside(self, session: Session, row_id: int) -> None:
        send_errors.set_aside(session, row_id, self._staff, clock.real_now())

    async def _send_or_put_aside(self, claimed: Claimed) -> None:
        try:
            await self._send(claimed)
        except DATABASE_FAULTS:
            raise
        except Exception as error:  # our own code: it would fail each time that the lease runs out
            name = type(error).__name__
            telemetry.DELIVERIES.labels("set_aside").inc()
            log.exception("cannot be sent", extra={"action": "send_broke", "outbox": claimed.id, "error": name})
            await self._record(self._db.run, self._put_aside, claimed, name)

    def _put_aside(self, session: Session, claimed: Claimed, error: str) -> None:
        sending.put_aside(session, claimed.owner, claimed.id, error)
        self._tell_aside(session, claimed.id)

    async def _send(self, claimed: Claimed) -> None:
        call, begun = _call(claimed), clock.real_now()
        try:
            async with asyncio.timeout(SEND_WITHIN_S):
                result = await self._api.send(call)
        except TimeoutError:
            await self._not_sent(claimed, call, TimedOut())
        except TelegramError as error:
            await self._not_sent(claimed, call, error)
        else:
            number = _number(result)
            # When it began: whoever has read it can only have written after that, however long the answer took.
            telemetry.DELIVERIES.labels("sent").inc()
            await self._record(self._db.run_patiently, sending.mark_sent, claimed.owner, claimed.id, number, begun)

    async def _not_sent(self, claimed: Claimed, call: Call, error: TelegramError) -> None:
        telemetry.DELIVERIES.labels(result_of(error)).inc()
        log.warning("not sent", extra={"action": "send_failed", "outbox": claimed.id, "error": type(error).__name__})
        answers = await self._telegram_answers() if is_silence(error) else True
        await self._record(self._db.run, self._refusals.record, Try(claimed, call, error, answers), clock.elapsed())

    async def _telegram_answers(self) -> bool:
        """Whether Telegram can be reached at all, asked with a call that no person notices.

        While it cannot, no message is tried: each try might arrive although no answer comes.
        """
        try:
            async with asyncio.timeout(PROBE_WITHIN_S):
                await self._api.call("getMe", timeout_s=PROBE_WITHIN_S)
        except TimeoutError:
            return self._heard(silent=True)
        except TelegramError as error:
            return self._heard(silent=is_silence(error))
        return self._heard(silent=False)

    def _heard(self, *, silent: bool) -> bool:
        self._failed_probes = self._failed_probes + 1 if silent else 0
        self.post.is_held_up |= silent
        return not silent

    async def _record(self, run: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Store the outcome, again and again: what was sent and not recorded would be sent again."""
        for _ in range(RECORD_TRIES):
            try:
                return await run(*args, **kwargs)
            except DATABASE_FAULTS as error:
                _log_fault(error)
                await asyncio.sleep(FAULT_PAUSE_S)
        return await run(*args, **kwargs)


def senders(
    count: int,
    db: Database,
    api: Api,
    render: Render,
    *,
    owner: str,
    rate: float | None,
    staff_chat_id: int | None = None,
) -> list[Delivery]:
    """The senders of one process, to be made inside its event loop; the names of its leases begin with `owner`."""
    post = Post(db, owner, rate, count)
    return [Delivery(db, api, render, post, staff_chat_id=staff_chat_id) for _ in range(count)]


def _call(claimed: Claimed) -> Call:
    call = Call.from_json(claimed.payload).to(claimed.chat_id)
    return call if claimed.edits is None else call.editing(claimed.edits)


def _number(result: object) -> int | None:
    """Of the message that was sent; a topic has one too, which is what is kept of its opening."""
    if not isinstance(result, dict):
        return None
    return result.get("message_id") or result.get("message_thread_id")


def _log_fault(error: Exception) -> None:
    log.error("database fault", extra={"action": "db_fault", "error": type(error).__name__})
