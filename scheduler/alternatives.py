"""Other events for people whose event is cancelled, or whose waiting list is closed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.agenda import by_id
from knowledge.events import Event, Status
from knowledge.models import EventRow
from scheduler.cancelling import own_rows
from scheduler.eligibility import age_refusals
from scheduler.hours import PARIS, VenueHours
from scheduler.models import LIVE, SignupRow
from scheduler.names import fold_name

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
            EventRow.id != event_id, EventRow.starts_at > now, EventRow.status == Status.SCHEDULED,
            EventRow.capacity.is_not(None),
        )
    ).all()  # fmt: skip


def _events_of(session: Session, people: Sequence[int | None]) -> set[int]:
    named = [who for who in people if who is not None]
    query = select(SignupRow.event_id).where(SignupRow.participant_id.in_(named), SignupRow.state.in_(LIVE))
    return set(session.scalars(query))
