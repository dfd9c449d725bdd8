"""What the racing processes do; a module of its own because a spawned process imports it."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import bot.models  # noqa: F401  # the tables of the one MetaData
from knowledge.models import EventRow
from knowledge.store import Database, make_engine, vault
from scheduler import moving, seats, signups
from scheduler.models import SEATED, SignupRow, State
from tests.scheduler.scene import NOW

PATIENCE_S = 60


def race(
    racer: Callable[..., None], url: str, key: str, event: int, shares: list[list[tuple[int, int]]]
) -> list[int]:
    """Run a racer a share, each in a process, all starting together; their exit codes."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(len(shares))
    racers = [context.Process(target=racer, args=(url, key, event, share, barrier)) for share in shares]
    for process in racers:
        process.start()
    for process in racers:
        process.join(PATIENCE_S)
    return [process.exitcode if process.exitcode is not None else -1 for process in racers]


def sign_up_all(url: str, key: str, event: int, share: list[tuple[int, int]], barrier: Barrier) -> None:
    """Sign up (family, participant) after (family, participant), each in its own transaction."""
    database = _open(url, key)
    barrier.wait(PATIENCE_S)
    for family, person in share:
        database.do(_sign_up, event, family, person)
    database.close()


def without_the_lock(url: str, key: str, event: int, share: list[tuple[int, int]], barrier: Barrier) -> None:
    """The real sign-up, but the event is only read; everyone has counted before anyone decides."""
    _count_before_anyone_decides(barrier)
    database = _open(url, key)
    for family, person in share:
        database.do(_sign_up, event, family, person)
    database.close()


def _count_before_anyone_decides(barrier: Barrier) -> None:
    plain: Any = seats
    plain.lock = lambda session, event_id: session.get(EventRow, event_id)
    counted = seats.line

    def line(session: Session, event_id: int) -> Any:
        plain.line = counted
        barrier.wait(PATIENCE_S)
        return counted(session, event_id)

    plain.line = line


def move_all(url: str, key: str, event: int, share: list[tuple[int, int]], barrier: Barrier) -> None:
    """Move (family, sign-up) after (family, sign-up) to the event, each in its own transaction."""
    database = _open(url, key)
    barrier.wait(PATIENCE_S)
    for family, signup in share:
        database.do(_move, event, family, signup)
    database.close()


def moving_without_the_lock(
    url: str, key: str, event: int, share: list[tuple[int, int]], barrier: Barrier
) -> None:
    """The real move, but events are only read; everyone has counted before anyone decides."""
    _count_before_anyone_decides(barrier)
    database = _open(url, key)
    for family, signup in share:
        database.do(_move, event, family, signup)
    database.close()


def counting_first(url: str, key: str, event: int, share: list[tuple[int, int]], barrier: Barrier) -> None:
    """The naive way: count in one transaction, insert in the next."""
    database = _open(url, key)
    for family, person in share:
        taken = database.do(_count, event)
        barrier.wait(PATIENCE_S)
        if taken < 2:
            database.do(_insert, event, family, person)
    database.close()


def _open(url: str, key: str) -> Database:
    vault.unlock([key])
    return Database(make_engine(url))


def _sign_up(session: Session, event: int, family: int, person: int) -> None:
    signups.sign_up(
        session, family_id=family, event_id=event, participants=[person], or_wait=True, now=NOW
    )


def _move(session: Session, event: int, family: int, signup: int) -> None:
    moving.move(session, family_id=family, signup_ids=[signup], to_event_id=event, now=NOW)


def _count(session: Session, event: int) -> int:
    seated = select(func.count()).where(SignupRow.event_id == event, SignupRow.state.in_(SEATED))
    return session.scalar(seated) or 0


def _insert(session: Session, event: int, family: int, person: int) -> None:
    row = SignupRow(
        event_id=event, family_id=family, participant_id=person,
        state=State.CONFIRMED, created_at=NOW, confirmed_at=NOW, token="none", token_digest=f"none {person}",
    )  # fmt: skip
    session.add(row)
