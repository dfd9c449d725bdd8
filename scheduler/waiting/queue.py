"""The waiting list of an event as the team sees it: who waits and why, and what became of each offer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.agenda import agenda
from knowledge.agenda.events import Event
from knowledge.agenda.tables import EventRow
from scheduler.core.tables import Ending, FamilyRow, ParticipantRow, SignupRow, State
from scheduler.core.team_tables import OutOfTurnRow
from scheduler.seats import seats
from scheduler.seats.seats import Decided, PassedOver
from scheduler.waiting.by_team import is_closed


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
