"""Storing an imported agenda: by uid, all of it or nothing, in few statements; what families must hear is reported."""

import logging
import secrets
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import EventRow, Status, event_of
from knowledge.exchange.compare import FIELDS, Change, Planned, Preview, What, compared, fingerprint
from knowledge.exchange.draft import MADE_UP_PREFIX, AgendaChangedError, EventDraft, SignupsExistError
from knowledge.store.columns import table_of

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
_CHUNK = 500  # values a statement: SQLite and PostgreSQL both limit the number of parameters


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

    `moved` leaves out what is cancelled, and drafts; `resumed` was cancelled and takes place after all.
    """

    added: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    moved: tuple[MovedEvent, ...] = ()
    cancelled: tuple[int, ...] = ()
    resumed: tuple[int, ...] = ()
    published: tuple[int, ...] = ()
    unchanged: tuple[int, ...] = ()
    over: tuple[OverEvent, ...] = ()


def preview(session: Session, drafts: Sequence[EventDraft], now: datetime, *, as_drafts: bool = False) -> Preview:
    """What `apply` would do now. Raise SignupsExistError as it does. Changes and locks nothing."""
    changes = _compared(drafts, _rows(session, drafts, lock=False), as_drafts)
    named = frozenset(draft.uid for draft in drafts)
    return Preview(
        tuple(
            Planned(one.what, one.draft, None if one.row is None else event_of(one.row), one.differing)
            for one in changes
        ),
        tuple(event_of(row) for row in session.execute(_KNOWN, {"now": now}) if row.uid not in named),
        fingerprint(changes),
    )


def apply(
    session: Session,
    drafts: Sequence[EventDraft],
    now: datetime,
    made_up: bool = False,
    *,
    as_drafts: bool = False,
    seen: str | None = None,
) -> ImportReport:
    """Add and update events by uid; those the drafts do not name stay as they are. Commits nothing itself.

    A move, a cancellation or its withdrawal raises the revision. With nothing written, raise SignupsExistError
    where an empty capacity meets sign-ups, and AgendaChangedError where the preview `seen` is not true any more.
    An event made up once stays so. `as_drafts`: nothing is published by it.
    """
    session.flush()
    changes = _compared(drafts, _rows(session, drafts, lock=True), as_drafts)
    if seen is not None and fingerprint(changes) != seen:
        raise AgendaChangedError
    with session.begin_nested():
        _store(session, [_written(one, now) for one in changes if one.differing])
        added = _add(session, [one for one in changes if one.row is None], now, made_up)
    session.expire_all()  # what this session has read of them before is old
    return _report(added, [one for one in changes if one.row is not None])


def _compared(drafts: Sequence[EventDraft], stored: dict[str, Any], as_drafts: bool) -> list[Change]:
    emptied = (d.uid for d in drafts if d.capacity is None and "capacity" not in d.unsaid)
    lost = [uid for uid in emptied if uid in stored and stored[uid].taken]
    if lost:
        raise SignupsExistError(lost)
    return [compared(draft, stored.get(draft.uid), as_drafts=as_drafts) for draft in drafts]


def _rows(session: Session, drafts: Sequence[EventDraft], *, lock: bool) -> dict[str, Any]:
    """The stored events by uid; each locked, in ascending id (ARCHITECTURE.md, Seats).

    SQLite locks nothing by it: its one writer is this transaction already.
    """
    uids = [draft.uid for draft in drafts]
    ids = [one for chunk in _chunks(uids) for one in session.scalars(_IDS, {"uids": chunk})]
    query = _EVENTS_OF.with_for_update() if lock else _EVENTS_OF
    return {row.uid: row for chunk in _chunks(sorted(ids)) for row in session.execute(query, {"ids": chunk})}


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))


def _add(session: Session, changes: Sequence[Change], now: datetime, made_up: bool) -> list[int]:
    if not changes:
        return []
    used, rows = set(session.scalars(select(_EVENTS.c.code))), []
    for change in changes:
        code = new_code(used)
        used.add(code)
        invented = made_up or change.draft.uid.startswith(MADE_UP_PREFIX)
        own = {"code": code, "taken": 0, "over": 0, "revision": 1, "revised_at": now, "made_up": invented}
        rows.append(change.values | own)
    return sorted(session.scalars(insert(_EVENTS).returning(_EVENTS.c.id), rows))


def _written(change: Change, now: datetime) -> dict[str, Any]:
    """The whole row as it is to be, under the names of the one statement that stores all of them."""
    row = change.row
    assert row is not None
    new = {name: getattr(row, name) for name in _WRITTEN} | {name: change.values[name] for name in change.differing}
    if "capacity" in change.differing:
        new["over"] = _over(row, new["capacity"])
    if change.is_move or "status" in change.differing:
        new |= {"revision": row.revision + 1, "revised_at": now}
    if change.is_move:
        new["moved_at"] = now
    if new["status"] != Status.CANCELLED:
        new["cancel_reason"] = None
    return {"event": row.id} | {f"new_{name}": value for name, value in new.items()}


def _over(row: Any, capacity: int | None) -> int:
    over = _excess(row, capacity)
    if over or row.over:
        _log.warning("event %d: capacity %s, taken %d, over %d -> %d", row.id, capacity, row.taken, row.over, over)
    return over


def _store(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        session.connection().execute(_UPDATE, rows)


def _report(added: Sequence[int], changes: Sequence[Change]) -> ImportReport:
    def ids(what: What) -> tuple[int, ...]:
        return tuple(_id(one) for one in changes if one.what is what)

    differing = [one for one in changes if one.differing]
    return ImportReport(
        added=tuple(added),
        changed=tuple(map(_id, differing)),
        moved=tuple(map(_moved, filter(_is_told_as_moved, changes))),
        cancelled=ids(What.CANCELLED),
        resumed=ids(What.RESUMED),
        published=ids(What.PUBLISHED),
        unchanged=ids(What.UNCHANGED),
        over=tuple(
            OverEvent(_id(one), over)
            for one in differing
            if "capacity" in one.differing and (over := _excess(one.row, one.values["capacity"]))
        ),
    )


def _id(change: Change) -> int:
    found: int = change.row.id if change.row is not None else 0
    return found


def _moved(change: Change) -> MovedEvent:
    assert change.row is not None
    return MovedEvent(change.row.id, change.row.starts_at, change.row.ends_at)


def _is_told_as_moved(change: Change) -> bool:
    status = change.values.get("status", change.row.status if change.row is not None else "")
    return change.is_move and status == Status.SCHEDULED and change.what is not What.PUBLISHED


def _excess(row: Any, capacity: int | None) -> int:
    excess: int = 0 if capacity is None else max(0, row.taken - capacity)
    return excess


# Built once, of columns: thousands of events are read and written, and making an object of each costs most of all.
_EVENTS = table_of(EventRow)
_IDS = select(_EVENTS.c.id).where(_EVENTS.c.uid.in_(bindparam("uids", expanding=True)))
_EVENTS_OF = select(_EVENTS).where(_EVENTS.c.id.in_(bindparam("ids", expanding=True))).order_by(_EVENTS.c.id)
_KNOWN = (
    select(_EVENTS)
    .where(_EVENTS.c.ends_at > bindparam("now", type_=_EVENTS.c.ends_at.type), _EVENTS.c.status == Status.SCHEDULED)
    .order_by(_EVENTS.c.starts_at, _EVENTS.c.id)
)
_WRITTEN = (*FIELDS, "over", "revision", "revised_at", "moved_at", "cancel_reason")
_UPDATE = (
    update(_EVENTS)
    .where(_EVENTS.c.id == bindparam("event"))
    .values({name: bindparam(f"new_{name}", type_=_EVENTS.c[name].type) for name in _WRITTEN})
)
