"""Sealing everything anew with the newest key, so that an old one can go.

It goes through the tables in small transactions, while the bot runs, and may be killed at any moment: what is done is
recognised by the newest key opening it, so that beginning again costs only a look. Digests are made anew from the
sealed cells of their row, in the same transaction.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import Any, TypeAlias

from sqlalchemy import inspect, or_, select, tuple_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.core import clock, database
from bot.core.errors import BotError
from knowledge.store.columns import Base, Sealed, vault
from knowledge.store.database import Database
from knowledge.store.engine import UnreadableError
from scheduler.core import people
from scheduler.core.tables import InvitationRow, LeaseRow, ParticipantRow, SignupRow
from scheduler.core.team_tables import ContactRow
from scheduler.families import families

BATCH = 100  # rows in one transaction: some ten milliseconds of SQLite's lock
MOST_PASSES = 20
GAP_S = 0.01  # between two, for the bot that waits for that lock

# A digest is made of its own row; None: of a version that did not keep what it was made of.
_DIGESTS: dict[type[Base], tuple[str, Callable[[Any], str | None]]] = {
    ParticipantRow: ("identity", families.identity_of),
    SignupRow: ("token_digest", lambda row: people.digest(people.CHECK_IN, row.token)),
    InvitationRow: ("digest", lambda row: row.token and people.digest(people.INVITATION, row.token)),
    ContactRow: ("digest", lambda row: people.digest(people.CONTACT, row.phone)),
}


Columns: TypeAlias = tuple[InstrumentedAttribute[Sealed | None], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a cell is that no key opens."""

    table: str
    row: tuple[int, ...]
    column: str


@dataclass(slots=True)
class Rekeyed:
    """What was done: rows written anew, cells that no key opens, and the names of the keys that may go."""

    rows: int = 0
    unreadable: set[Cell] = field(default_factory=set)
    may_go: tuple[str, ...] = ()


class _Became(Enum):
    """What a row became."""

    NEW = auto()
    BUSY = auto()
    AS_IT_WAS = auto()


@dataclass(frozen=True, slots=True)
class _Page:
    last: tuple[int, ...]
    changed: int
    busy: int  # rows that the bot had locked
    unreadable: tuple[Cell, ...]


def rekey(db: Database, now: datetime, beat_every_s: float) -> Rekeyed:
    """Seal everything with the first key. Raises BotError while a bot runs that has not got it."""
    db.do(_begin, now, beat_every_s)
    done = Rekeyed()
    for _ in range(MOST_PASSES):
        if not _pass(db, done):  # the last one only looks: what the bot wrote meanwhile is with the first key, too
            done.may_go = db.do(database.forget_others)
            return done
    raise BotError(
        f"Something goes on sealing with another key than {vault.names[0]}: start every bot on this database anew "
        f"with this CITE_SECRET_KEY, then come back. Nothing is lost."
    )


def unreadable(db: Database) -> tuple[Cell, ...]:
    """Every cell that no key opens; nothing is changed."""
    found: list[Cell] = []
    for row, columns in database.sealed_columns():
        last: tuple[int, ...] | None = None
        while rows := db.do(_rows, row, columns, last):
            found += [cell for one in rows for cell in _closed(one, columns)]
            last = _number(rows[-1])
    return tuple(found)


def _begin(session: Session, now: datetime, beat_every_s: float) -> None:
    database.check(session)
    lease = session.get(LeaseRow, "beat")
    runs = lease is not None and lease.until + beat_every_s > clock.elapsed()
    if runs and vault.names[0] not in database.needs(session):
        raise BotError(
            f"The bot runs without {database.named(vault.names[:1])}: start it anew with this CITE_SECRET_KEY, then "
            f"come back (if it is stopped, in a minute)."
        )
    database.adopt(session, now)


def _pass(db: Database, done: Rekeyed) -> bool:
    """Go through everything once; whether there was something left to do."""
    busy = False
    for row, columns in database.sealed_columns():
        last: tuple[int, ...] | None = None
        while (page := db.do(_page, row, columns, last)) is not None:
            done.rows += page.changed
            done.unreadable.update(page.unreadable)
            busy = busy or page.changed > 0 or page.busy > 0
            last = page.last
            time.sleep(GAP_S)
    return busy


def _page(session: Session, row: type[Base], columns: Columns, after: tuple[int, ...] | None) -> _Page | None:
    rows = _rows(session, row, columns, after)
    if not rows:
        return None
    closed = tuple(cell for one in rows for cell in _closed(one, columns))
    became = [_anew(session, row, _number(one), columns) for one in rows if _is_old(one, columns)]
    return _Page(_number(rows[-1]), became.count(_Became.NEW), became.count(_Became.BUSY), closed)


def _rows(session: Session, row: type[Base], columns: Columns, after: tuple[int, ...] | None) -> list[Base]:
    key = inspect(row).primary_key
    query = select(row).where(or_(*(column.is_not(None) for column in columns))).order_by(*key).limit(BATCH)
    return list(session.scalars(query if after is None else query.where(tuple_(*key) > tuple_(*after))))


def _anew(session: Session, row: type[Base], number: tuple[int, ...], columns: Columns) -> _Became:
    """Lock a row and seal it anew; not waited for, since whoever holds it may wait for one that is ours."""
    mine = tuple_(*inspect(row).primary_key) == tuple_(*number)
    query = select(row).where(mine).with_for_update(skip_locked=True)
    one = session.scalar(query.execution_options(populate_existing=True))
    if one is None:
        return _Became.BUSY
    cells = _old_cells(one, columns)
    for name, cell in cells:
        setattr(one, name, Sealed.of(cell.open()))
    session.flush()
    return _Became.NEW if _digested(session, one) or cells else _Became.AS_IT_WAS


def _digested(session: Session, one: Base) -> bool:
    """Write the digest of a row anew; False when it is right, or another row of the family has it already."""
    name, digest = _digest_of(one)
    if digest is None or getattr(one, name) == digest:
        return False
    try:
        with session.begin_nested():
            setattr(one, name, digest)
    except IntegrityError:  # two parents at once, with different keys: the other row is the one that is found
        return False
    return True


def _is_old(one: Base, columns: Columns) -> bool:
    name, digest = _digest_of(one)
    return bool(_old_cells(one, columns)) or (digest is not None and getattr(one, name) != digest)


def _digest_of(one: Base) -> tuple[str, str | None]:
    name, made = _DIGESTS.get(type(one), ("", lambda row: None))
    try:
        return name, made(one)
    except UnreadableError:
        return name, None


def _old_cells(one: Base, columns: Columns) -> list[tuple[str, Sealed]]:
    """The cells that another key than the first opens."""
    cells = [(column.key, getattr(one, column.key)) for column in columns]
    return [(name, cell) for name, cell in cells if cell and not vault.writes_like(cell.stored) and cell.opens]


def _closed(one: Base, columns: Columns) -> list[Cell]:
    cells = [(column, getattr(one, column.key)) for column in columns]
    return [
        Cell(one.__tablename__, _number(one), column.expression.name)
        for column, cell in cells
        if cell and not cell.opens
    ]


def _number(one: Base) -> tuple[int, ...]:
    return tuple(inspect(one).identity or ())
