"""Delivery: takes one message after the other from the outbox, sends it, records what became of it."""

import asyncio
import logging
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session
from telegram.error import TelegramError, TimedOut

from bot import clock, staff_lines
from bot.api import Api
from bot.bell import Bell, Look
from bot.calls import Call
from bot.refusals import Refusals, Try, is_silence
from knowledge.store import Database
from knowledge.store.faults import DATABASE_FAULTS
from scheduler import sending
from scheduler.sending import Claimed, Later, Render

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

IDLE_S = 1.0
SEND_WITHIN_S = 20.0  # with the probe after it and a wait for the database, still within the lease
PROBE_WITHIN_S = 5.0
LONGEST_PROBE_PAUSE_S = 15.0  # with the probe after it, Telegram is heard again within half a minute
RECORD_TRIES = 8


class Delivery:
    """One of a few tasks that send; the lease and the limits live in the database.

    The senders of a process share `turn` and `wake`, see :func:`senders`.
    """

    def __init__(
        self,
        db: Database,
        api: Api,
        render: Render,
        *,
        owner: str,
        rate: float | None,
        staff_chat_id: int | None = None,
        turn: asyncio.Lock,
        wake: Bell,
    ) -> None:
        self._db, self._api, self._render = db, api, render
        self._owner, self._rate = owner, rate
        self._refusals, self._staff = Refusals(owner, staff_chat_id), staff_chat_id
        self._turn, self.wake = turn, wake
        self._failed_probes = 0
        self._in_doubt = False  # whether a claim's answer was lost, and the claim perhaps not
        self._unrecorded: set[int] = set()  # what was perhaps sent, and could not be recorded

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
        await asyncio.sleep(IDLE_S)
        self.wake.look_again()

    async def _one(self, stopping: asyncio.Event) -> None:
        async with self._turn:
            look = await self.wake.heard(IDLE_S)
            claimed = None if stopping.is_set() else await self._next(look)
        if claimed is not None:
            with self.wake.busy():  # the chat's next message may go then
                await self._send_or_put_aside(claimed)

    async def _next(self, look: Look) -> Claimed | None:
        """The next message; None when there was none to send."""
        if self._failed_probes and not await self._telegram_answers():
            self.wake.not_before(look, min(LONGEST_PROBE_PAUSE_S, 2.0 ** (self._failed_probes - 1)))
            return None
        found = await self._claimed()
        if found is None:
            self.wake.in_vain(look)
        elif isinstance(found, Later):
            self.wake.not_before(look, min(found.seconds, IDLE_S))
        elif not look.promised:
            self.wake.look_again()
        return found if isinstance(found, Claimed) else None

    async def _claimed(self) -> Claimed | Later | None:
        if self._in_doubt:
            await self._db.run(sending.give_back, self._owner, frozenset(self._unrecorded))
        self._in_doubt = True
        found = await self._db.run(self._claim)
        self._in_doubt = False
        return found

    def _claim(self, session: Session) -> Claimed | Later | None:
        return sending.claim(
            session, owner=self._owner, clock=clock.elapsed(), rate=self._rate, render=self._render,
            tell=self._tell_aside,
        )  # fmt: skip

    def _tell_aside(self, session: Session, row_id: int) -> None:
        staff_lines.set_aside(session, row_id, self._staff, clock.real_now())

    async def _send_or_put_aside(self, claimed: Claimed) -> None:
        try:
            await self._send(claimed)
        except DATABASE_FAULTS:
            raise
        except Exception as error:  # our own code: it would fail each time that the lease runs out
            name = type(error).__name__
            log.exception("cannot be sent", extra={"action": "send_broke", "outbox": claimed.id, "error": name})
            await self._record(self._put_aside, claimed.id, name)

    def _put_aside(self, session: Session, row_id: int, error: str) -> None:
        sending.put_aside(session, self._owner, row_id, error)
        self._tell_aside(session, row_id)

    async def _send(self, claimed: Claimed) -> None:
        self._unrecorded.add(claimed.id)
        call, begun = _call(claimed), clock.real_now()
        try:
            async with asyncio.timeout(SEND_WITHIN_S):
                result = await self._api.send(call)
        except TimeoutError:
            await self._not_sent(claimed, call, TimedOut())
        except TelegramError as error:
            await self._not_sent(claimed, call, error)
        else:
            number = result.get("message_id") if isinstance(result, dict) else None
            # When it began: whoever has read it can only have written after that, however long the answer took.
            await self._record(sending.mark_sent, self._owner, claimed.id, number, begun)
        self._unrecorded.discard(claimed.id)

    async def _not_sent(self, claimed: Claimed, call: Call, error: TelegramError) -> None:
        log.warning(
            "not sent", extra={"action": "send_failed", "outbox": claimed.id, "error": type(error).__name__}
        )
        answers = await self._telegram_answers() if is_silence(error) else True
        await self._record(self._refusals.record, Try(claimed, call, error, answers), clock.elapsed())

    async def _telegram_answers(self) -> bool:
        """Whether Telegram can be reached at all, asked with a call that no person notices.

        While it cannot, no message is tried: each try might arrive although no answer comes.
        """
        try:
            async with asyncio.timeout(PROBE_WITHIN_S):
                await self._api.call("getMe", timeout_s=PROBE_WITHIN_S)
        except TimeoutError:
            self._failed_probes += 1
            return False
        except TelegramError as error:
            silent = is_silence(error)
            self._failed_probes = self._failed_probes + 1 if silent else 0
            return not silent
        self._failed_probes = 0
        return True

    async def _record(
        self, use_case: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Store the outcome, patiently: what was sent and not recorded would be sent again."""
        for _ in range(RECORD_TRIES):
            try:
                return await self._db.run(use_case, *args, **kwargs)
            except DATABASE_FAULTS as error:
                _log_fault(error)
                await asyncio.sleep(IDLE_S)
        return await self._db.run(use_case, *args, **kwargs)


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
    """The senders of one process, `owner` with a number each; to be made inside its event loop.

    One looks for a message while the others send or wait for their turn.
    """
    turn, wake = asyncio.Lock(), Bell()
    return [
        Delivery(
            db, api, render, owner=f"{owner}{n}", rate=rate, staff_chat_id=staff_chat_id, turn=turn, wake=wake
        )
        for n in range(count)
    ]  # fmt: skip


def _call(claimed: Claimed) -> Call:
    call = Call.from_json(claimed.payload).to(claimed.chat_id)
    return call if claimed.edits is None else call.editing(claimed.edits)


def _log_fault(error: Exception) -> None:
    log.error("database fault", extra={"action": "db_fault", "error": type(error).__name__})
