"""Storing an imported agenda: by uid, all of it or nothing, and what families must hear of is reported."""

import logging
import secrets
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from knowledge.agenda.events import Status
from knowledge.agenda.tables import EventRow
from knowledge.exchange.draft import MADE_UP_PREFIX, EventDraft, SignupsExistError

# Read out on the phone or copied by hand: no 0/o, no 1/l/i.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 8


def new_code(used: Container[str], pick: Callable[[str], str] = secrets.choice) -> str:
    """A code that is not among `used`; random, so that nobody guesses one from another."""
    while True:
        code = "".join(pick(ALPHABET) for _ in range(LENGTH))
        if code not in used:
            return code


_log = logging.getLogger(__name__)
_FIELDS = tuple(field.name for field in fields(EventDraft) if field.name != "unsaid")
_CHUNK = 500  # uids a query: SQLite and PostgreSQL both limit the number of parameters


@dataclass(frozen=True, slots=True)
class MovedEvent:
    """An event that takes place at another time now (its start, its end, or both)."""

    event_id: int
    old_start: datetime
    old_end: datetime


@dataclass(frozen=True, slots=True)
class OverEvent:
    """An event whose capacity was set below what is taken: `over` people too many hold a place."""

    event_id: int
    over: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, by event id. `changed` holds every stored event that differs now, whatever differs.

    `moved` leaves out what is cancelled; `resumed` was cancelled and takes place after all.
    """

    added: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    moved: tuple[MovedEvent, ...] = ()
    cancelled: tuple[int, ...] = ()
    resumed: tuple[int, ...] = ()
    unchanged: tuple[int, ...] = ()
    over: tuple[OverEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class _Change:
    row: EventRow
    fields: frozenset[str]
    old_start: datetime
    old_end: datetime

    @property
    def is_move(self) -> bool:
        return bool(self.fields & {"starts_at", "ends_at"})


def apply(session: Session, drafts: Sequence[EventDraft], now: datetime, made_up: bool = False) -> ImportReport:
    """Add and update events by uid; those the drafts do not name stay as they are. Commits nothing itself.

    A move, a cancellation or its withdrawal raises the revision. Raise SignupsExistError, with nothing
    written, where an empty capacity meets sign-ups. An event made up once stays so.
    """
    with session.begin_nested():
        stored = _locked(session, drafts)
        _refuse_lost_capacity(drafts, stored)
        changes = [_update(stored[d.uid], d, now) for d in drafts if d.uid in stored]
        used = set(session.scalars(select(EventRow.code)))
        added = [_add(d, now, made_up, used) for d in drafts if d.uid not in stored]
        session.add_all(added)
        session.flush()
    return _report(added, changes)


def _locked(session: Session, drafts: Sequence[EventDraft]) -> dict[str, EventRow]:
    """The stored events by uid, each locked by being written, in ascending id (ARCHITECTURE.md, Seats)."""
    uids = [draft.uid for draft in drafts]
    chunks = (uids[start : start + _CHUNK] for start in range(0, len(uids), _CHUNK))
    ids = [
        event_id for chunk in chunks for event_id in session.scalars(select(EventRow.id).where(EventRow.uid.in_(chunk)))
    ]
    return {row.uid: row for row in _lock_each(session, sorted(ids))}


def _lock_each(session: Session, ids: Sequence[int]) -> Iterator[EventRow]:
    for event_id in ids:
        session.execute(
            update(EventRow)
            .where(EventRow.id == event_id)
            .values(taken=EventRow.taken)
            .execution_options(synchronize_session=False)
        )
        row = session.get(EventRow, event_id, populate_existing=True)
        if row is not None:
            yield row


def _refuse_lost_capacity(drafts: Sequence[EventDraft], stored: dict[str, EventRow]) -> None:
    emptied = (d.uid for d in drafts if d.capacity is None and "capacity" not in d.unsaid)
    lost = [uid for uid in emptied if uid in stored and stored[uid].taken]
    if lost:
        raise SignupsExistError(lost)


def _add(draft: EventDraft, now: datetime, made_up: bool, used: set[str]) -> EventRow:
    code = new_code(used)
    used.add(code)
    made_up = made_up or draft.uid.startswith(MADE_UP_PREFIX)
    values = {name: _stored_as(getattr(draft, name)) for name in _FIELDS}
    return EventRow(**values, code=code, taken=0, over=0, revision=1, revised_at=now, made_up=made_up)


def _update(row: EventRow, draft: EventDraft, now: datetime) -> _Change:
    values = {name: _stored_as(getattr(draft, name)) for name in _FIELDS if name not in draft.unsaid}
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    change = _Change(row, frozenset(differing), row.starts_at, row.ends_at)
    for name, value in differing.items():
        setattr(row, name, value)
    if "capacity" in differing:
        _settle_over(row)
    if change.is_move or "status" in differing:
        row.revision += 1
        row.revised_at = now
    if change.is_move:
        row.moved_at = now
    return change


def _settle_over(row: EventRow) -> None:
    over = 0 if row.capacity is None else max(0, row.taken - row.capacity)
    if over or row.over:
        _log.warning("event %d: capacity %s, taken %d, over %d -> %d", row.id, row.capacity, row.taken, row.over, over)
    row.over = over


def _stored_as(value: object) -> object:
    """Codes are stored as plain text, several of them with `;` between."""
    if isinstance(value, tuple):
        return ";".join(map(str, value))
    return str(value) if isinstance(value, str) else value


def _report(added: Sequence[EventRow], changes: Sequence[_Change]) -> ImportReport:
    switched = [change.row for change in changes if "status" in change.fields]
    return ImportReport(
        added=tuple(row.id for row in added),
        changed=tuple(change.row.id for change in changes if change.fields),
        moved=tuple(
            MovedEvent(change.row.id, change.old_start, change.old_end)
            for change in changes
            if change.is_move and change.row.status != Status.CANCELLED
        ),
        cancelled=tuple(row.id for row in switched if row.status == Status.CANCELLED),
        resumed=tuple(row.id for row in switched if row.status == Status.SCHEDULED),
        unchanged=tuple(change.row.id for change in changes if not change.fields),
        over=tuple(
            OverEvent(change.row.id, change.row.over)
            for change in changes
            if "capacity" in change.fields and change.row.over
        ),
    )
