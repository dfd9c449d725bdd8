"""A process: told to stop, telling systemd; on PostgreSQL it beats in a row, and frees what the dead have held."""

import asyncio
import logging
import math
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Float, and_, bindparam, cast, delete, exists, extract, func, insert, select, tuple_, update
from sqlalchemy.orm import Session

from bot.core import clock
from bot.core.clock import Follower, Sample
from bot.core.tables import ProcessRow
from bot.intake import claims
from knowledge.store.columns import table_of
from knowledge.store.database import Database
from knowledge.store.engine import DATABASE_FAULTS
from scheduler.outbox import sending

SIGNALS = (signal.SIGTERM, signal.SIGINT)
END_WITHIN_S = 8.5  # below the 10 s that containers are given


def heed_signals(stop: Callable[[], None], within: float = END_WITHIN_S) -> None:
    """From now on, call `stop` in this event loop at the first signal, and end the process `within` seconds later.

    That holds until the process is gone, so that its own end may hang too.
    """
    loop = asyncio.get_running_loop()
    ear, mouth = socket.socketpair()
    mouth.setblocking(False)
    for number in SIGNALS:
        signal.signal(number, lambda *_: None)  # without a handler, nothing would be written to the socket
    signal.set_wakeup_fd(mouth.fileno(), warn_on_full_buffer=False)
    threading.Thread(target=_listen, args=(ear, mouth, loop, stop, within), name="signals", daemon=True).start()


def _listen(
    ear: socket.socket,
    mouth: socket.socket,  # held, or it would be closed
    loop: asyncio.AbstractEventLoop,
    stop: Callable[[], None],
    within: float,
) -> None:
    while not set(ear.recv(64)) & set(SIGNALS):
        pass
    with suppress(RuntimeError):  # the loop has ended already
        loop.call_soon_threadsafe(stop)
    threading.Event().wait(within)
    log.critical("what hangs is cut off", extra={"action": "cut_off"})
    os._exit(0)


SOCKET = "NOTIFY_SOCKET"
READY = "READY=1"
ALIVE = "WATCHDOG=1"
STOPPING = "STOPPING=1"


def notify(*states: str) -> bool:
    """Tell the supervisor; False where there is none to tell, which is no fault."""
    address = os.environ.get(SOCKET, "")
    if not address.startswith(("/", "@")):
        return False
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as told:
        told.settimeout(1.0)
        told.connect(address.replace("@", "\0", 1) if address.startswith("@") else address)
        told.sendall("\n".join(states).encode())
        return True
    return False


log = logging.getLogger(__name__)

BEAT_EVERY_S = 1.0
DEAD_AFTER_S = (
    4.0  # three beats missed and a second more; even who is handed over by two deaths in a row waits less than 15 s
)
AGAIN_S = 0.5  # after a fault of the database


@dataclass(frozen=True, slots=True)
class Beat:
    """What a beat found. `alive`: how many processes are. `freed`: something that a dead one held is anybody's now.

    `is_anew`: it is the first of a generation: nothing that was held before is this process's own. `stands_by`:
    another one, which was there before, fetches this bot's updates.
    """

    is_anew: bool
    sample: Sample
    alive: int
    freed: bool
    stands_by: bool


class Process:
    """This process as the others see it; each method is one use case. `polls`: the bot whose updates it fetches."""

    def __init__(self, owner: str, polls: int | None) -> None:
        self.owner, self.polls, self.generation = owner, polls, 0
        self._beaten_at: float | None = None

    @property
    def name(self) -> str:
        """How the names begin under which it holds anything, see `prefix_of` in `bot.core.tables`."""
        return f"{self.owner}.{self.generation}-"

    def beat(self, session: Session) -> Beat:
        """Tell that it lives, and bury those that do not.

        Who was silent itself gives the others as much more time: after an outage of the database, all were.
        """
        asked, before = time.monotonic(), self.generation
        at, begun_at = self._tell(session)
        doubt = (time.monotonic() - asked) / 2
        silent = max(0.0, math.inf if self._beaten_at is None else at - self._beaten_at - BEAT_EVERY_S)
        self._beaten_at = at
        late = at - DEAD_AFTER_S - silent
        seen = session.execute(_LOOK, self._mine | {"late": late, "begun": begun_at}).one()
        freed = self._bury(session, late, at) if seen.some_late else False
        if seen.some_bereft or freed:
            freed = claims.free_bereft(session) > 0 or freed
        return Beat(self.generation != before, Sample(at - asked - doubt, doubt), seen.now_alive, freed, seen.stands_by)

    def polls_no_more(self, session: Session) -> None:
        """Whoever stands by may fetch updates now."""
        self.polls = None
        session.execute(_BEAT, self._mine)

    def leave(self, session: Session) -> None:
        """It ends in order: nobody has to wait until that is noticed."""
        session.execute(_LEFT, self._mine)
        claims.free_bereft(session)

    @property
    def _mine(self) -> dict[str, object]:
        return {"mine": self.owner, "its": self.generation, "bot": self.polls}

    def _tell(self, session: Session) -> tuple[float, float]:
        """By the database's clock: now, and when this generation began."""
        found = session.execute(_BEAT, self._mine).first()
        if found is None:  # it is new, or was taken for dead, and what it held is others'
            self.generation, self._beaten_at = self.generation + 1, None
            log.info("begins", extra={"action": "process_begins", "owner": f"{self.owner}.{self.generation}"})
            found = session.execute(_BEGIN, self._mine).one()
        return found.beaten_at, found.begun_at

    def _bury(self, session: Session, late: float, at: float) -> bool:
        dead = session.execute(_DEAD, {"late": late}).all()
        for owner, generation in dead:
            log.warning("a process is gone", extra={"action": "process_gone", "owner": f"{owner}.{generation}"})
            sending.expire(session, f"{owner}.{generation}-", at)
        return bool(dead)


class Heart:
    """Beats for as long as the process lives. `heard` is called in the event loop after each beat."""

    def __init__(self, db: Database, process: Process, heard: Callable[[Beat], None]) -> None:
        self._db, self._process, self._heard = db, process, heard
        self._follower, self._over = Follower(), asyncio.Event()

    async def beat(self) -> None:
        """Once. In a thread of its own: those of the database may all wait for a lock."""
        found = await asyncio.to_thread(self._db.do, self._process.beat)
        clock.follow(self._follower.heard(found.sample))
        self._heard(found)

    async def run(self) -> None:
        """Again and again, until it is stopped."""
        pause = BEAT_EVERY_S
        while not self._over.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._over.wait()
                    return
            try:
                await self.beat()
                pause = BEAT_EVERY_S
            except DATABASE_FAULTS as error:
                log.warning("no beat", extra={"action": "no_beat", "error": type(error).__name__})
                pause = AGAIN_S

    def stop(self) -> None:
        """Beat no more."""
        self._over.set()


_ROWS = table_of(ProcessRow)
NOW = cast(extract("epoch", func.clock_timestamp()), Float)
_BEAT = (
    update(_ROWS)
    .where(_ROWS.c.owner == bindparam("mine"), _ROWS.c.generation == bindparam("its"))
    .values(beaten_at=NOW, polls=bindparam("bot"))
    .returning(_ROWS.c.beaten_at, _ROWS.c.begun_at)
)
_BEGIN = (
    insert(_ROWS)
    .values(owner=bindparam("mine"), generation=bindparam("its"), polls=bindparam("bot"), begun_at=NOW, beaten_at=NOW)
    .returning(_ROWS.c.beaten_at, _ROWS.c.begun_at)
)
_LEFT = delete(_ROWS).where(_ROWS.c.owner == bindparam("mine"))
_IS_LATE = _ROWS.c.beaten_at < bindparam("late", type_=Float())
_LATE = select(_ROWS.c.owner).where(_IS_LATE)
_DEAD = (
    delete(_ROWS)
    .where(_ROWS.c.owner.in_(_LATE.with_for_update(skip_locked=True)))
    .returning(_ROWS.c.owner, _ROWS.c.generation)
)
_BEFORE = and_(
    _ROWS.c.polls == bindparam("bot"),
    tuple_(_ROWS.c.begun_at, _ROWS.c.owner) < tuple_(bindparam("begun", type_=Float()), bindparam("mine")),
)
_LOOK = select(
    select(func.count()).where(~_IS_LATE).scalar_subquery().label("now_alive"),
    _LATE.exists().label("some_late"),
    claims.bereft().label("some_bereft"),
    exists().where(_BEFORE).label("stands_by"),
)
