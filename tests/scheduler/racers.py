"""What the racing processes do; a module of its own because a started process imports it."""

import asyncio
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Barrier
from time import perf_counter
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import EventRow
from knowledge.store.columns import vault
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from scheduler.core.tables import SEATED, SignupRow, State
from scheduler.seats import seats
from scheduler.seats.outcomes import Done
from scheduler.signups import moving, signups
from tests.scheduler.scene import NOW, join

PATIENCE_S = 60
T = TypeVar("T")


class _Here:
    """What this process was given when it started."""

    database: Database
    barrier: Barrier
    clock: "Synchronized[int]"


def race(racer: Callable[..., T], url: str, key: str, shares: Sequence[Any], *others: Any) -> list[T]:
    """Run `racer(share, *others)` for each share, each in a process, all starting together; what they return.

    An error of any of them is raised here.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    barrier, clock = context.Barrier(len(shares)), context.Value("q", 0)
    with ProcessPoolExecutor(len(shares), context, _begin, (url, key, barrier, clock)) as processes:
        racing = [processes.submit(_start, racer, share, *others) for share in shares]
        return [one.result() for one in racing]


def together() -> None:
    """Wait until all racers have come this far."""
    _Here.barrier.wait(PATIENCE_S)


def clock() -> "Synchronized[int]":
    """A number that all racers share."""
    return _Here.clock


def database() -> Database:
    """This process's own."""
    return _Here.database


def _begin(url: str, key: str, barrier: Barrier, clock: "Synchronized[int]") -> None:
    vault.unlock([key])
    _Here.database, _Here.barrier, _Here.clock = Database(make_engine(url)), barrier, clock


def _start(racer: Callable[..., T], *arguments: Any) -> T:
    together()
    try:
        return racer(*arguments)
    finally:
        database().close()


def one_after_the_other(chats: Sequence[int], event: int) -> list[float]:
    """Each chat's family comes and signs a child up, each in a transaction; the seconds each took."""
    return [_timed(database(), event, chat) for chat in chats]


def over_threads(url: str, chats: Sequence[int], event: int, threads: int) -> list[float]:
    """The same in this process, over threads that know nothing of each other."""
    shared = Database(make_engine(url))
    with ThreadPoolExecutor(threads) as pool:
        took = list(pool.map(lambda chat: _timed(shared, event, chat), chats))
    shared.close()
    return took


def as_the_bot_does(url: str, chats: Sequence[int], event: int) -> list[float]:
    """The same from one event loop that hands all of them to the database's own threads at once."""

    async def ask(shared: Database, chat: int) -> float:
        asked = perf_counter()
        await shared.run(_come, event, chat)
        return perf_counter() - asked

    async def all_at_once() -> list[float]:
        shared = Database(make_engine(url))
        took = await asyncio.gather(*(ask(shared, chat) for chat in chats))
        shared.close()
        return took

    return asyncio.run(all_at_once())


def without_the_lock(share: list[tuple[int, int]], event: int) -> int:
    """The real sign-up, but the event is only read; everyone has counted before anyone decides.

    How many the table's own check stopped: those who count again late enough to see the others.
    """
    _count_before_anyone_decides()
    return sum(_is_stopped(_sign_up, event, family, person) for family, person in share)


def _count_before_anyone_decides() -> None:
    plain: Any = seats
    plain.lock = lambda session, event_id: session.get(EventRow, event_id)
    counted = seats.line

    def line(session: Session, event_id: int) -> Any:
        plain.line = counted
        together()
        return counted(session, event_id)

    plain.line = line


def move_all(share: list[tuple[int, int]], event: int) -> None:
    """Move (family, sign-up) after (family, sign-up) to the event, each in its own transaction."""
    for family, signup in share:
        database().do(_move, event, family, signup)


def moving_without_the_lock(share: list[tuple[int, int]], event: int) -> int:
    """The real move in the same way."""
    _count_before_anyone_decides()
    return sum(_is_stopped(_move, event, family, signup) for family, signup in share)


def _is_stopped(use_case: Callable[[Session, int, int, int], None], event: int, family: int, whom: int) -> bool:
    try:
        database().do(use_case, event, family, whom)
    except IntegrityError:
        return True
    return False


def counting_first(share: list[tuple[int, int]], event: int) -> None:
    """The naive way: count in one transaction, insert in the next."""
    for family, person in share:
        taken = database().do(_count, event)
        together()
        if taken < 2:
            database().do(_insert, event, family, person)


def _timed(shared: Database, event: int, chat: int) -> float:
    asked = perf_counter()
    shared.do(_come, event, chat)
    return perf_counter() - asked


def _come(session: Session, event: int, chat: int) -> None:
    assert isinstance(join(session, event, chat, "Léa"), Done)


def _sign_up(session: Session, event: int, family: int, person: int) -> None:
    signups.sign_up(session, family_id=family, event_id=event, participants=[person], or_wait=True, now=NOW)


def _move(session: Session, event: int, family: int, signup: int) -> None:
    moving.move(session, family_id=family, signup_ids=[signup], to_event_id=event, now=NOW)


def _count(session: Session, event: int) -> int:
    seated = select(func.count()).where(SignupRow.event_id == event, SignupRow.state.in_(SEATED))
    return session.scalar(seated) or 0


def _insert(session: Session, event: int, family: int, person: int) -> None:
    row = SignupRow(
        event_id=event,
        family_id=family,
        participant_id=person,
        state=State.CONFIRMED,
        created_at=NOW,
        confirmed_at=NOW,
        token="none",
        token_digest=f"none {person}",
    )
    session.add(row)
