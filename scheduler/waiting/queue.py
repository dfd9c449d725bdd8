"""The waiting list of an event as the team has it: who waits and why, what became of offers, who goes first, closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event, EventRow, Status
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.tables import Ending, FamilyRow, ParticipantRow, SignupRow, State
from scheduler.core.team_tables import ClosedListRow, OutOfTurnRow
from scheduler.core.transactions import insert_missing
from scheduler.seats import seats
from scheduler.seats.registrations import cancel_rows, live_rows
from scheduler.seats.seats import Decided, PassedOver
from scheduler.waiting import waiting


class Became(StrEnum):
    """What became of an offer."""

    OPEN = "open"
    TAKEN = "taken"
    LEFT = "left"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Waits:
    """An entry of the line. `why` None: seats are offered to all of it. `reason`: why the team let it go first."""

    family_number: int
    first_names: tuple[str | None, ...]
    since: datetime
    together: bool
    why: PassedOver | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class OfferMade:
    """A seat that was offered to somebody of this family; `until`: of one that stands."""

    family_number: int
    first_name: str | None
    at: datetime
    until: datetime | None
    became: Became


@dataclass(frozen=True, slots=True)
class Queue:
    """All of it; `closed`: the team lets nobody join any more."""

    event: Event
    closed: bool
    entries: tuple[Waits, ...]
    offers: tuple[OfferMade, ...]

    @property
    def families(self) -> int:
        """How many families wait."""
        return len({one.family_number for one in self.entries})


def of_event(session: Session, event_id: int) -> Queue | None:
    """The line as it stands, with what the rule that offers seats decides of each entry; None: no such event."""
    event = agenda.by_id(session, event_id)
    if event is None:
        return None
    decided = seats.decided(event.free_places or 0, seats.line(session, event_id))
    rows = {row.id: row for row in _rows(session, event_id)}
    reasons = _reasons(session, event_id)
    entries = tuple(_waits(session, one, rows, reasons) for one in decided)
    made = (row for row in rows.values() if row.offered_at is not None)
    return Queue(event, is_closed(session, event_id), entries, tuple(_made(session, made)))


def _rows(session: Session, event_id: int) -> Iterable[SignupRow]:
    session.flush()
    query = select(SignupRow).where(SignupRow.event_id == event_id).order_by(SignupRow.offered_at, SignupRow.id)
    return session.scalars(query.execution_options(populate_existing=True)).all()


def _reasons(session: Session, event_id: int) -> dict[int, OutOfTurnRow]:
    """Why a family went first, the newest word of it."""
    rows = session.scalars(select(OutOfTurnRow).where(OutOfTurnRow.event_id == event_id).order_by(OutOfTurnRow.id))
    return {row.family_id: row for row in rows}


def _waits(session: Session, decided: Decided, rows: dict[int, SignupRow], reasons: dict[int, OutOfTurnRow]) -> Waits:
    theirs = [rows[one.signup_id] for one in decided.entry]
    first = decided.entry[0]
    let_first = reasons.get(first.family_id)
    since = theirs[0].waiting_since or theirs[0].created_at
    return Waits(
        family_number=_number(session, first.family_id),
        first_names=tuple(_name(session, row) for row in theirs),
        since=since if let_first is None else let_first.was_since,
        together=first.together and len(theirs) > 1,
        why=decided.why,
        reason=None if let_first is None else let_first.sealed_reason.shown(),
    )


def _made(session: Session, rows: Iterable[SignupRow]) -> Iterable[OfferMade]:
    for row in rows:
        became = _became(row)
        if became is not None and row.offered_at is not None:
            number, name = _number(session, row.family_id), _name(session, row)
            yield OfferMade(number, name, row.offered_at, row.offer_until, became)


def _became(row: SignupRow) -> Became | None:
    """None for an offer that was revoked, of who waits again."""
    if row.state == State.OFFERED:
        return Became.OPEN
    if row.confirmed_at is not None:
        return Became.TAKEN
    ends = {Ending.DECLINED: Became.LEFT, Ending.FAMILY: Became.LEFT, Ending.EXPIRED: Became.EXPIRED}
    return None if row.ended is None else ends.get(Ending(row.ended))


def _number(session: Session, family_id: int) -> int:
    return session.get_one(FamilyRow, family_id).number


def _name(session: Session, row: SignupRow) -> str | None:
    who = None if row.participant_id is None else session.get(ParticipantRow, row.participant_id)
    return None if who is None else who.sealed_first_name.shown()


def lines(session: Session, now: datetime) -> tuple[tuple[Event, int], ...]:
    """The events to come for which somebody waits, or is offered a seat, and how many families these are."""
    in_line = SignupRow.state.in_((State.WAITING, State.OFFERED))
    found = session.execute(
        select(EventRow, func.count(SignupRow.family_id.distinct()))
        .join(SignupRow, SignupRow.event_id == EventRow.id)
        .where(EventRow.starts_at > now, in_line)
        .group_by(EventRow.id)
        .order_by(EventRow.starts_at, EventRow.id)
    )
    return tuple((row.value(), families) for row, families in found)


_BEFORE = timedelta(microseconds=1)


class FirstOutcome(StrEnum):
    """What became of letting a family go first."""

    OFFERED = "offered"  # a seat was free, and is held for it now
    FIRST = "first"  # it stands at the head of the line
    NOT_IN_LINE = "not_in_line"
    OVER = "over"  # cancelled, begun, or too late for the list


def let_go_first(
    session: Session,
    *,
    event_id: int,
    family_id: int,
    reason: str,
    by: int,
    now: datetime,
    hours: VenueHours = PARIS,
) -> FirstOutcome:
    """Let all of this family who wait there go to the head of the line; the next free seat is offered to them.

    Their entries keep their order and whether they go together. Everybody's place in line follows from it.
    """
    event = seats.lock(session, event_id)
    if event is None or event.status == Status.CANCELLED or now >= waiting.closes_at(event.starts_at):
        return FirstOutcome.OVER
    rows = [row for row in live_rows(session, event_id, family_id) if row.state == State.WAITING]
    since = sorted({row.waiting_since for row in rows if row.waiting_since is not None}, reverse=True)
    if not since:
        return FirstOutcome.NOT_IN_LINE
    head = _head(session, event_id)
    place = {at: head - (n + 1) * _BEFORE for n, at in enumerate(since)}
    for row in rows:
        row.waiting_since = place.get(row.waiting_since or now, row.waiting_since)
    session.add(OutOfTurnRow(event_id=event_id, family_id=family_id, at=now, by=by, reason=reason, was_since=since[-1]))
    session.flush()
    waiting.fill(session, event_id, now=now, hours=hours)
    offered = any(row.state == State.OFFERED for row in live_rows(session, event_id, family_id))
    return FirstOutcome.OFFERED if offered else FirstOutcome.FIRST


def _head(session: Session, event_id: int) -> datetime:
    """Since when the first in line waits; needs the event's lock."""
    first = select(func.min(SignupRow.waiting_since)).where(
        SignupRow.event_id == event_id, SignupRow.state.in_((State.WAITING, State.OFFERED))
    )
    found = session.scalar(first)
    assert found is not None  # somebody waits
    return found


def close(session: Session, *, event_id: int, by: int, now: datetime) -> bool:
    """Let nobody join the line any more; who waits stays. False when it was closed already."""
    if seats.lock(session, event_id) is None:
        return False
    return insert_missing(session, ClosedListRow, [{"event_id": event_id, "at": now, "by": by}]) > 0


def reopen(session: Session, event_id: int) -> bool:
    """One may join the line again; False when it was open."""
    if seats.lock(session, event_id) is None:
        return False
    gone = delete(ClosedListRow).where(ClosedListRow.event_id == event_id).returning(ClosedListRow.event_id)
    return session.scalar(gone) is not None


def is_closed(session: Session, event_id: int) -> bool:
    """Whether the team has closed this line."""
    return session.get(ClosedListRow, event_id, populate_existing=True) is not None


def send_away(session: Session, *, event_id: int, by: int, now: datetime) -> int:
    """Close the line, and tell who waits, and what else fits; how many families that are. Offers stand."""
    close(session, event_id=event_id, by=by, now=now)
    event = session.get(EventRow, event_id)
    if event is None or event.status == Status.CANCELLED or event.starts_at <= now:
        return 0
    rows = session.scalars(
        select(SignupRow)
        .where(SignupRow.event_id == event_id, SignupRow.state == State.WAITING)
        .order_by(SignupRow.id)
        .execution_options(populate_existing=True)
    ).all()
    cancel_rows(session, event, rows, Ending.LIST_CLOSED, now)
    waiting.list_closed(session, event, rows, now)
    return len({row.family_id for row in rows})
