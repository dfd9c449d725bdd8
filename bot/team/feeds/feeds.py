"""The addresses: added, listed, due, removed. Whoever calls this has seen to it that it is a manager."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Update, delete, select, update
from sqlalchemy.orm import Session

from bot.core import staff
from bot.core.staff import Act
from bot.core.team_tables import FeedEventRow, FeedRow
from bot.core.web import Address, FetchError, checked
from knowledge.exchange.compare import Known
from scheduler.core.transactions import insert_missing

EVERY = timedelta(hours=2)
MOST = 10  # addresses


@dataclass(frozen=True, slots=True)
class Feed:
    """An address as it is listed: by its host, never whole. `good_at`: when it was last read well."""

    id: int
    host: str
    good_at: datetime | None
    trouble: str | None
    waits: bool


def add(session: Session, address: Address, by: int, now: datetime) -> int | None:
    """The number of the new address, read at once; None when it is there already, or too many are."""
    staff.lock(session)  # two managers may be adding the same one
    there = session.scalars(select(FeedRow)).all()
    if len(there) >= MOST or any(_told(row) == address.url for row in there):
        return None
    row = FeedRow(added_by=by, added_at=now, due_at=now, failed=0, version=0, accepts_fewer=False)
    row.address = address.url
    session.add(row)
    session.flush()
    staff.note(session, by, Act.FEED_ADDED, now, row.id)
    return row.id


def listed(session: Session) -> tuple[Feed, ...]:
    """All of them, the oldest first."""
    return tuple(map(value, session.scalars(select(FeedRow).order_by(FeedRow.id)).all()))


def one(session: Session, feed_id: int) -> Feed | None:
    """The same, one of them."""
    row = session.get(FeedRow, feed_id)
    return None if row is None else value(row)


def value(row: FeedRow) -> Feed:
    """What is told of it."""
    try:
        host = checked(_told(row)).host
    except FetchError:
        host = "?"  # no key opens it
    return Feed(row.id, host, row.good_at, row.trouble, bool(row.waiting))


def _told(row: FeedRow) -> str:
    return row.sealed_address.shown()


def read_now(session: Session, feed_id: int, by: int, now: datetime, accepts_fewer: bool = False) -> bool:
    """Let it be read at once; whether it is there. `accepts_fewer`: half of it may be gone this time."""
    row = locked(session, feed_id)
    if row is None:
        return False
    row.due_at = now
    row.accepts_fewer = row.accepts_fewer or accepts_fewer
    staff.note(session, by, Act.FEED_READ, now, feed_id)
    return True


def remove(session: Session, feed_id: int, by: int, now: datetime) -> bool:
    """Forget the address; the events that it brought stay. Whether it was there."""
    gone = session.scalars(delete(FeedRow).where(FeedRow.id == feed_id).returning(FeedRow.id)).all()
    session.execute(delete(FeedEventRow).where(FeedEventRow.feed_id == feed_id))
    if gone:
        staff.note(session, by, Act.FEED_REMOVED, now, feed_id)
    return bool(gone)


def locked(session: Session, feed_id: int) -> FeedRow | None:
    """Its row, written before it is read: a reading and a press of a button go one after the other."""
    session.execute(update(FeedRow).where(FeedRow.id == feed_id).values(version=FeedRow.version))
    return session.get(FeedRow, feed_id, populate_existing=True)


@dataclass(frozen=True, slots=True)
class Due:
    """An address that is to be read now; None: no key opens it."""

    feed_id: int
    address: str | None


def claim(session: Session, now: datetime) -> tuple[Due, ...]:
    """What is due, which is due again later: so no other replica reads it now, nor does it hang if this one dies."""
    due = update(FeedRow).where(FeedRow.due_at <= now).values(due_at=now + EVERY)
    rows = session.execute(due.returning(FeedRow.id, FeedRow.sealed_address)).all()
    return tuple(Due(number, sealed.open() if sealed.opens else None) for number, sealed in rows)


def known(session: Session, feed_id: int) -> dict[str, Known]:
    """What is remembered of the events that it has brought, by uid."""
    rows = session.scalars(select(FeedEventRow).where(FeedEventRow.feed_id == feed_id)).all()
    return {row.uid: Known(row.settled, row.asked, row.is_ours) for row in rows}


def remember(session: Session, feed_id: int, settled: Iterable[tuple[str, str]], is_ours: bool = True) -> None:
    """That nothing is left to ask of these; `is_ours` counts for those that are new here."""
    before = known(session, feed_id)
    settled = [(uid, told) for uid, told in settled if uid not in before or before[uid].settled != told]
    rows: Sequence[dict[str, object]] = [
        {"feed_id": feed_id, "uid": uid, "settled": told, "asked": False, "is_ours": is_ours}
        for uid, told in settled
        if uid not in before
    ]
    for start in range(0, len(rows), _CHUNK):
        insert_missing(session, FeedEventRow, list(rows[start : start + _CHUNK]))
    for uid, told in settled:
        if uid in before:
            session.execute(_row(feed_id, uid).values(settled=told, asked=False))


_CHUNK = 500


def adopt(session: Session, feed_id: int, uids: Iterable[str]) -> None:
    """Somebody said yes to what the feed says of these: they are its own from now on."""
    for uid in uids:
        session.execute(_row(feed_id, uid).values(is_ours=True))


def note_asked(session: Session, feed_id: int, uids: Iterable[str], asked: bool = True) -> None:
    """That these are missing was asked; False: they are there again."""
    for uid in uids:
        session.execute(_row(feed_id, uid).values(asked=asked))


def _row(feed_id: int, uid: str) -> Update:
    return update(FeedEventRow).where(FeedEventRow.feed_id == feed_id, FeedEventRow.uid == uid)
