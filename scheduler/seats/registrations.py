"""Reading sign-ups: what a family holds, who comes; and the one way in which one ends."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import Event, EventRow, Status, by_uid
from scheduler.core import people as tokens
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.people import ages_on, shown_age
from scheduler.core.tables import LIVE, Ending, FamilyRow, ParticipantRow, SignupRow, State
from scheduler.families.families import participant_value
from scheduler.seats import answers, seats
from scheduler.seats.answers import KeptAnswer
from scheduler.seats.outcomes import Registration, RosterRow
from scheduler.seats.seats import InLine, position

_ORDER = {State.CONFIRMED: 0, State.OFFERED: 1, State.WAITING: 2, State.CANCELLED: 3}


def registrations(
    session: Session, family_id: int, now: datetime, hours: VenueHours = PARIS
) -> tuple[Registration, ...]:
    """What the family holds at events that have not ended, soonest first."""
    query = _everything().where(SignupRow.family_id == family_id, SignupRow.state.in_(LIVE), EventRow.ends_at > now)
    return _values(session, query, hours)


def seen_elsewhere(
    session: Session, chat_id: int, family_id: int, now: datetime, hours: VenueHours = PARIS
) -> tuple[Registration, ...]:
    """What this phone signed up for a child that is another family's since they parted: to be seen, not changed."""
    query = _everything().where(
        SignupRow.made_by == chat_id,
        SignupRow.family_id != family_id,
        SignupRow.state.in_(LIVE),
        EventRow.ends_at > now,
    )
    return _values(session, query, hours)


def registration(session: Session, family_id: int, signup_id: int, hours: VenueHours = PARIS) -> Registration | None:
    """One sign-up of the family, cancelled or past as it may be; None when it is not theirs."""
    query = _everything().where(SignupRow.family_id == family_id, SignupRow.id == signup_id)
    return next(iter(_values(session, query, hours)), None)


def of_signups(session: Session, signup_ids: Sequence[int], hours: VenueHours = PARIS) -> tuple[Registration, ...]:
    """These sign-ups, whatever their state, soonest event first."""
    return _values(session, _OF_SIGNUPS, hours, {"ids": list(signup_ids)})


def of_rows(
    session: Session,
    event: EventRow,
    rows: Sequence[SignupRow],
    people: Sequence[ParticipantRow],
    hours: VenueHours = PARIS,
) -> tuple[Registration, ...]:
    """The same for sign-ups of one locked event that are at hand, with those who take part: nothing is read twice."""
    by_id = {who.id: who for who in people}
    return tuple(
        _value(row, event.value(), by_id.get(row.participant_id or 0), _standing(session, row), hours)
        for row in sorted(rows, key=lambda row: row.id)
    )


def overlapping(
    session: Session,
    family_id: int,
    event: Event,
    participant_ids: Sequence[int],
    hours: VenueHours = PARIS,
) -> tuple[Registration, ...]:
    """Where these participants have a place, or are in line, at the same hours as `event`."""
    query = _everything().where(
        SignupRow.family_id == family_id,
        SignupRow.participant_id.in_(participant_ids),
        SignupRow.state.in_(LIVE),
        EventRow.id != event.id,
        EventRow.status == Status.SCHEDULED,
        EventRow.starts_at < event.ends_at,
        EventRow.ends_at > event.starts_at,
    )
    return _values(session, query, hours)


def by_token(session: Session, token: str, hours: VenueHours = PARIS) -> tuple[int, Registration] | None:
    """The sign-up behind a check-in link, with its family's id; None when no such link was given out."""
    digests = tokens.digests(tokens.CHECK_IN, token)
    row = session.scalar(select(SignupRow).where(SignupRow.token_digest.in_(digests)))
    if row is None:
        return None
    return row.family_id, _values(session, _everything().where(SignupRow.id == row.id), hours)[0]


def roster(session: Session, uid: str, hours: VenueHours = PARIS) -> tuple[RosterRow, ...] | None:
    """Everyone who signed up: seats, offers, the waiting list in its order, then who cancelled. None: no such event."""
    event = by_uid(session, uid)
    if event is None:
        return None
    line = seats.line(session, event.id)
    found = session.execute(
        select(SignupRow, ParticipantRow, FamilyRow.number)
        .join(FamilyRow, FamilyRow.id == SignupRow.family_id)
        .outerjoin(ParticipantRow, ParticipantRow.id == SignupRow.participant_id)
        .where(SignupRow.event_id == event.id)
    )
    rows = sorted(found.all(), key=lambda one: _roster_key(one[0], line))
    said = answers.of_signups(session, [row.id for row, _, _ in rows])
    return tuple(
        _roster_row(row, who, n, event, line, hours, tuple(one for one in said if one.signup_id == row.id))
        for row, who, n in rows
    )


def _everything() -> Select[SignupRow, EventRow, ParticipantRow]:
    return (
        select(SignupRow, EventRow, ParticipantRow)
        .join(EventRow, EventRow.id == SignupRow.event_id)
        .outerjoin(ParticipantRow, ParticipantRow.id == SignupRow.participant_id)
        .order_by(EventRow.starts_at, EventRow.id, SignupRow.id)
        .execution_options(populate_existing=True)
    )


# Built once: every sign-up ends with it.
_OF_SIGNUPS = _everything().where(SignupRow.id.in_(bindparam("ids", expanding=True)))


def _values(
    session: Session,
    query: Select[SignupRow, EventRow, ParticipantRow],
    hours: VenueHours,
    values: Mapping[str, object] | None = None,
) -> tuple[Registration, ...]:
    session.flush()
    found = session.execute(query, values or {}).all()
    return tuple(_value(row, event.value(), who, _standing(session, row), hours) for row, event, who in found)


def _standing(session: Session, row: SignupRow) -> seats.Standing:
    return seats.standing(session, row) if row.state == State.WAITING else seats.Standing()


def _value(
    row: SignupRow,
    event: Event,
    who: ParticipantRow | None,
    standing: seats.Standing,
    hours: VenueHours,
) -> Registration:
    return Registration(
        signup_id=row.id,
        event=event,
        participant_id=row.participant_id,
        first_name=None if who is None else who.first_name,
        age=_age(event, who, hours),
        state=State(row.state),
        token=row.token,
        position=standing.position,
        entry_position=standing.entry,
        ahead=standing.ahead,
        together=row.together,
        offer_until=row.offer_until,
        coming=row.coming_at is not None,
        kept_revision=row.kept_revision,
        ended=None if row.ended is None else Ending(row.ended),
        replaces_id=row.replaces_id,
    )


def _roster_row(
    row: SignupRow,
    who: ParticipantRow | None,
    number: int,
    event: Event,
    line: tuple[InLine, ...],
    hours: VenueHours,
    said: tuple[KeptAnswer, ...],
) -> RosterRow:
    # In the team's list, one damaged cell must not hide the others.
    birth = None if who is None or not who.can_be_read else participant_value(who).birth
    day = hours.day(event.starts_at)
    ages = (0, 0) if birth is None else ages_on(birth, day)
    return RosterRow(
        family_number=number,
        first_name=None if who is None else who.sealed_first_name.shown(),
        age=None if birth is None else shown_age(event.age_min, event.age_max, birth, day),
        state=State(row.state),
        position=position(line, row.id),
        created_at=row.created_at,
        age_is_open=len(set(ages)) > 1,
        answers=said,
    )


def _roster_key(row: SignupRow, line: tuple[InLine, ...]) -> tuple[int, int, int]:
    return _ORDER[State(row.state)], position(line, row.id) or 0, row.id


def _age(event: Event, who: ParticipantRow | None, hours: VenueHours) -> int | None:
    birth = None if who is None else participant_value(who).birth
    if birth is None:
        return None
    return shown_age(event.age_min, event.age_max, birth, hours.day(event.starts_at))


# Built once: every sign-up needs it.
_LIVE_ROWS = (
    select(SignupRow)
    .where(
        SignupRow.event_id == bindparam("event"), SignupRow.family_id == bindparam("family"),
        SignupRow.state.in_(LIVE),
    )
    .order_by(SignupRow.id)
    .execution_options(populate_existing=True)
)  # fmt: skip


def own_rows(session: Session, family_id: int, signup_ids: Sequence[int]) -> Sequence[SignupRow]:
    """The family's sign-ups among these, read afresh: once locked, nothing is stale."""
    session.flush()
    return session.scalars(
        select(SignupRow)
        .where(SignupRow.family_id == family_id, SignupRow.id.in_(signup_ids))
        .order_by(SignupRow.id)
        .execution_options(populate_existing=True)
    ).all()


def replaced_rows(session: Session, family_id: int, rows: Sequence[SignupRow]) -> list[SignupRow]:
    """What these are to take the place of: also what those, moved on while they still waited, were to."""
    ids = [row.replaces_id for row in rows if row.replaces_id is not None]
    found = list(own_rows(session, family_id, ids)) if ids else []
    return found + replaced_rows(session, family_id, found) if found else []


def live_rows(session: Session, event_id: int, family_id: int) -> Sequence[SignupRow]:
    """The family's live sign-ups at this event, read afresh."""
    return session.scalars(_LIVE_ROWS, {"event": event_id, "family": family_id}).all()


def cancel_rows(
    session: Session, event: EventRow, rows: Sequence[SignupRow], ended: Ending, now: datetime
) -> list[int]:
    """Cancel the live ones of these rows of one locked event; the ids that were live."""
    live = [row for row in rows if row.state != State.CANCELLED]
    for row in live:
        row.state, row.offer_until, row.cancelled_at, row.ended = State.CANCELLED, None, now, ended
    seats.recount(session, event, now)
    return [row.id for row in live]
