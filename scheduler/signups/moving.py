"""Moving to another date or event: the old place is kept until the new one is sure; what else there is."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import Event, EventRow, Status, by_id
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.people import fold_name
from scheduler.core.tables import LIVE, SignupRow, State
from scheduler.seats import answers, seats
from scheduler.seats.outcomes import AlreadyIn, Done, EventCancelled, Past, SignUpOutcome, Unknown, age_refusals
from scheduler.seats.registrations import live_rows, of_signups, own_rows, replaced_rows
from scheduler.signups.signups import place, refusal, sign_up
from scheduler.waiting.offers import give_up_the_old_ones

MoveOutcome: TypeAlias = SignUpOutcome


def move(
    session: Session,
    *,
    family_id: int,
    signup_ids: Sequence[int],
    to_event_id: int,
    or_wait: bool = False,
    now: datetime,
    hours: VenueHours = PARIS,
) -> MoveOutcome:
    """Take seats at another date for these live sign-ups of one event, then give the old ones up.

    Without seats for all: NotEnough, or with `or_wait` the rest waits there and keeps its old place until
    it is offered a seat and takes it. Done lists the new sign-ups; asked again, AlreadyIn does. Past: the old
    or the new date has begun.
    """
    rows = own_rows(session, family_id, signup_ids)
    if not rows or len({row.event_id for row in rows}) > 1 or rows[0].event_id == to_event_id:
        return Unknown()
    replaced = [row.event_id for row in replaced_rows(session, family_id, rows)]
    locked = seats.lock_all(session, (rows[0].event_id, to_event_id, *replaced))
    event = locked.get(to_event_id)
    if locked[rows[0].event_id].starts_at <= now:
        return Past()
    asked = own_rows(session, family_id, signup_ids)
    there = [] if event is None else live_rows(session, event.id, family_id)
    rows = [row for row in asked if row.state in LIVE and _standing_for(row, there) is None]
    if event is None or not rows:
        return _already(session, asked, there, hours)
    if event.status == Status.CANCELLED:
        return EventCancelled()
    new = [row.participant_id for row in rows]
    refused = refusal(session, event, new, len(there), now, hours)
    if refused is not None:
        return refused
    return _move(session, event, rows, or_wait, now, hours)


def _move(
    session: Session, event: EventRow, rows: Sequence[SignupRow], or_wait: bool, now: datetime, hours: VenueHours
) -> MoveOutcome:
    new = [row.participant_id for row in rows]
    found = seats.recount_for(session, event, rows[0].family_id, None, now)
    placed = place(
        session, event, rows[0].family_id, new, found, or_wait=or_wait, together=False, chat_id=None, now=now
    )
    if not isinstance(placed, list):
        return placed
    for old, fresh in zip(rows, placed, strict=True):
        fresh.replaces_id, fresh.made_by = old.id, old.made_by
        answers.copy(session, old, fresh)
    give_up_the_old_ones(session, [row for row in placed if row.state == State.CONFIRMED], now, hours)
    return Done(of_signups(session, [row.id for row in placed], hours))


def _already(
    session: Session, asked: Sequence[SignupRow], there: Sequence[SignupRow], hours: VenueHours
) -> MoveOutcome:
    standing = [found.id for row in asked if (found := _standing_for(row, there)) is not None]
    return AlreadyIn(of_signups(session, standing, hours)) if standing else Unknown()


def _standing_for(row: SignupRow, there: Sequence[SignupRow]) -> SignupRow | None:
    """The same participant's sign-up at the other date; an unnamed place's is known by what it replaces."""
    same = (one for one in there if one.replaces_id == row.id or (one.participant_id or 0) == row.participant_id)
    return next(same, None)


def other_dates(session: Session, event: Event, now: datetime) -> tuple[Event, ...]:
    """The other dates to come of the same workshop (the same title) that take sign-ups, soonest first."""
    rows = session.scalars(
        select(EventRow)
        .where(EventRow.starts_at != event.starts_at, EventRow.starts_at > now, EventRow.status == Status.SCHEDULED)
        .order_by(EventRow.starts_at, EventRow.id)
    )
    title = fold_name(event.title)
    values = (row.value() for row in rows if fold_name(row.title) == title)
    return tuple(value for value in values if value.takes_signups(now))


def sign_up_instead(
    session: Session,
    *,
    family_id: int,
    signup_ids: Sequence[int],
    to_event_id: int,
    now: datetime,
    hours: VenueHours = PARIS,
) -> SignUpOutcome:
    """Sign the participants of these sign-ups of one event up at another, all of them or (NotEnough) none.

    Live ones (of a cancelled event) are given up for it. A second tap is AlreadyIn.
    """
    rows = own_rows(session, family_id, signup_ids)
    if not rows or len({row.event_id for row in rows}) > 1:
        return Unknown()
    seats.lock_all(session, (rows[0].event_id, to_event_id))
    rows = own_rows(session, family_id, signup_ids)
    live = [row.id for row in rows if row.state in LIVE]
    if live:
        moved = move(session, family_id=family_id, signup_ids=live, to_event_id=to_event_id, now=now, hours=hours)
        if not isinstance(moved, Unknown):
            return moved
    named = [row.participant_id for row in rows if row.participant_id is not None]
    outcome = sign_up(
        session,
        family_id=family_id,
        event_id=to_event_id,
        participants=named,
        unnamed=len(rows) - len(named),
        now=now,
        hours=hours,
    )
    if isinstance(outcome, Done):
        _take_along(session, rows, [one.signup_id for one in outcome.registrations], family_id)
    return outcome


def unanswered_questions(session: Session, event_id: int, signup_ids: Sequence[int]) -> bool:
    """Whether the event asks something that was not answered for these sign-ups, so that a form is needed."""
    event = session.get(EventRow, event_id)
    asked = set() if event is None else set(event.value().questions)
    known = {kept.question for kept in answers.of_signups(session, signup_ids)}
    return bool(asked - known)


def _take_along(session: Session, old: Sequence[SignupRow], new_ids: Sequence[int], family_id: int) -> None:
    """The answers, and whose sign-up it is: a phone that leaves takes along what it made."""
    before = {row.participant_id: row for row in old}
    for row in own_rows(session, family_id, new_ids):
        known = before.get(row.participant_id)
        if known is None:
            continue
        row.made_by = row.made_by or known.made_by
        if row.participant_id is not None:
            answers.copy(session, known, row)


MOST = 3


def alternatives(
    session: Session,
    *,
    family_id: int,
    event_id: int,
    signup_ids: Sequence[int],
    now: datetime,
    hours: VenueHours = PARIS,
) -> tuple[Event, ...]:
    """The next events that suit all of these participants and take sign-ups: the same title first, then the same ages.

    Those with free places come before full ones, and none where one of the participants is registered already.
    """
    gone = by_id(session, event_id)
    if gone is None:
        return ()
    people = [row.participant_id for row in own_rows(session, family_id, signup_ids)]
    taken = _events_of(session, people)
    found = [row for row in _to_come(session, event_id, now) if row.id not in taken]
    fitting = [row for row in found if row.value().takes_signups(now) and not age_refusals(session, row, people, hours)]
    return tuple(sorted((row.value() for row in fitting), key=lambda event: _distance(event, gone))[:MOST])


def _distance(event: Event, gone: Event) -> tuple[bool, bool, bool, datetime, int]:
    other_title = fold_name(event.title) != fold_name(gone.title)
    other_ages = (event.age_min, event.age_max) != (gone.age_min, gone.age_max)
    return other_title, not event.free_places, other_ages, event.starts_at, event.id


def _to_come(session: Session, event_id: int, now: datetime) -> Sequence[EventRow]:
    return session.scalars(
        select(EventRow).where(
            EventRow.id != event_id,
            EventRow.starts_at > now,
            EventRow.status == Status.SCHEDULED,
            EventRow.capacity.is_not(None),
        )
    ).all()


def _events_of(session: Session, people: Sequence[int | None]) -> set[int]:
    named = [who for who in people if who is not None]
    query = select(SignupRow.event_id).where(SignupRow.participant_id.in_(named), SignupRow.state.in_(LIVE))
    return set(session.scalars(query))
