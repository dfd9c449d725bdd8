"""Use cases that share a commit on SQLite: each all or nothing, told only once it is on the disk."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, event, func, insert, select, text
from sqlalchemy.exc import OperationalError, StatementError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from knowledge.store import database as together_module
from knowledge.store.columns import UtcDateTime
from knowledge.store.database import Database
from knowledge.store.engine import make_engine

# A MetaData of its own: this table is no part of the project.
LINES = Table("together_test_lines", MetaData(), Column("id", Integer, primary_key=True))


class _Base(DeclarativeBase):
    pass


class Line(_Base):
    """A row that refuses what it cannot keep only when it is written."""

    __tablename__ = "together_test_dated"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


@pytest.fixture
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is, time does not end a commit."""
    monkeypatch.setattr(together_module, "LONGEST_S", 60.0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cite.sqlite"


@pytest.fixture
def store(file: Path) -> Iterator[Database]:
    made = Database(make_engine(f"sqlite:///{file}"))
    LINES.metadata.create_all(made.engine)
    yield made
    made.close()


def write(session: Session, number: int) -> int:
    session.execute(insert(LINES).values(id=number))
    return number


def write_and_break(session: Session, number: int) -> int:
    write(session, number)
    raise LookupError(f"broken {number}")


def write_and_fault(session: Session, number: int) -> int:
    write(session, number)
    session.execute(text("SELECT * FROM nowhere"))
    return number


async def together(store: Database, *calls: tuple[Callable[[Session, int], int], int]) -> list[Any]:
    """All of them at once, while the database thread is busy with something else."""
    go = threading.Event()
    first = asyncio.create_task(store.run(lambda session: go.wait(10)))
    await asyncio.sleep(0)
    rest = [asyncio.create_task(store.run(work, number)) for work, number in calls]
    await asyncio.sleep(0)
    go.set()
    _, *outcomes = await asyncio.gather(first, *rest, return_exceptions=True)
    return outcomes


def kept(store: Database) -> list[int]:
    return store.do(lambda session: list(session.scalars(select(LINES.c.id).order_by(LINES.c.id))))


@pytest.mark.usefixtures("_unhurried")
async def test_what_waits_together_is_written_to_the_disk_once(store: Database) -> None:
    commits: list[object] = []
    event.listen(store.engine, "commit", commits.append)
    assert await together(store, *((write, number) for number in range(10))) == list(range(10))
    assert len(commits) == 1
    assert kept(store) == list(range(10))


@pytest.mark.usefixtures("_unhurried")
async def test_more_than_twenty_are_more_than_one_commit(store: Database) -> None:
    commits: list[object] = []
    event.listen(store.engine, "commit", commits.append)
    await together(store, *((write, number) for number in range(45)))
    assert len(commits) == 3
    assert kept(store) == list(range(45))


async def test_one_that_breaks_is_undone_alone(store: Database) -> None:
    first, broken, last = await together(store, (write, 1), (write_and_break, 2), (write, 3))
    assert (first, str(broken), last) == (1, "broken 2", 3)
    assert kept(store) == [1, 3]


async def test_a_value_that_no_column_takes_is_undone_alone(store: Database) -> None:
    def write_a_string(session: Session, number: int) -> int:
        write(session, number)
        session.add(Line(at=datetime(2026, 1, 1)))  # noqa: DTZ001  # a time without a zone, which is refused
        session.flush()
        return number

    Line.__table__.create(store.engine)  # type: ignore[attr-defined]  # a Table
    first, broken, last = await together(store, (write, 1), (write_a_string, 2), (write, 3))
    assert (first, last) == (1, 3)
    assert isinstance(broken, StatementError)
    assert kept(store) == [1, 3]


@pytest.mark.usefixtures("_unhurried")
async def test_what_shares_a_commit_needs_no_statement_more(store: Database) -> None:
    said: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    await together(store, (write, 2), (write, 3))
    assert [one.split()[0] for one in said] == ["BEGIN", "INSERT", "INSERT"]


async def test_what_is_patient_goes_with_the_next_commit_and_before_it(store: Database) -> None:
    commits: list[object] = []
    event.listen(store.engine, "commit", commits.append)
    counted = asyncio.create_task(store.run_patiently(lambda session: session.scalar(select(func.count(LINES.c.id)))))
    await asyncio.sleep(0)
    await store.run(write, 1)
    assert (await counted, len(commits)) == (0, 1)


async def test_what_is_patient_does_not_wait_in_vain(store: Database) -> None:
    assert await store.run_patiently(write, 1) == 1
    assert kept(store) == [1]


async def test_a_fault_of_the_database_in_one_is_nobody_elses(store: Database) -> None:
    first, faulty, last = await together(store, (write, 1), (write_and_fault, 2), (write, 3))
    assert (first, last) == (1, 3)
    assert isinstance(faulty, OperationalError)
    assert kept(store) == [1, 3]


async def test_nobody_is_told_before_the_commit_and_all_are_told_when_it_fails(store: Database) -> None:
    def refuse(connection: object) -> None:
        raise OSError("the disk is gone")

    event.listen(store.engine, "commit", refuse)
    outcomes = await together(store, (write, 1), (write, 2))
    event.remove(store.engine, "commit", refuse)
    assert [type(outcome) for outcome in outcomes] == [OSError, OSError]
    assert kept(store) == []


async def test_a_full_disk_undoes_all_it_must_and_the_next_one_works(store: Database, file: Path) -> None:
    def fill(session: Session, number: int) -> int:
        pages = session.execute(text("PRAGMA page_count")).scalar_one()
        session.execute(text(f"PRAGMA max_page_count = {pages}"))
        session.execute(text("CREATE TABLE too_much (words)"))
        return number

    first, full, last = await together(store, (write, 1), (fill, 2), (write, 3))
    assert (first, last) == (1, 3)
    assert "full" in str(full)
    assert kept(store) == [1, 3]
    with sqlite3.connect(file) as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    other.close()


async def test_another_program_may_take_its_turn_now_and_then(store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together_module, "BUSY_S", 0.0)
    ends: list[float] = []
    gaps: list[float] = []
    event.listen(store.engine, "begin", lambda connection: gaps.extend(time.monotonic() - end for end in ends[-1:]))
    event.listen(store.engine, "commit", lambda connection: ends.append(time.monotonic()))
    await together(store, *((write, number) for number in range(100)))
    assert len(gaps) >= 4
    assert min(gaps[2:]) >= together_module.GAP_S


async def test_whoever_gave_up_waiting_is_not_served(store: Database) -> None:
    go = threading.Event()
    first = asyncio.create_task(store.run(lambda session: go.wait(10)))
    await asyncio.sleep(0)
    second = asyncio.create_task(store.run(write, 1))
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.wait([second])
    go.set()
    await first
    assert await store.run(write, 2) == 2
    assert kept(store) == [2]
