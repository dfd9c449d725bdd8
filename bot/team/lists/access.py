"""Who of the team has which event, and so sees its list: a manager any, an animator those they have, for two days."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.chat.context import Context
from bot.core import staff
from bot.core.list_tables import AssignmentRow
from bot.core.staff import Act, Role
from knowledge.agenda.events import Event
from knowledge.agenda.tables import EventRow
from scheduler.core.hours import VenueHours
from scheduler.core.tables import LIVE, SignupRow
from scheduler.core.transactions import insert_missing
from scheduler.door import rules

_LOOKS_BACK = timedelta(days=4)  # longer than any event and the day after it
AHEAD = timedelta(days=30)


def sees(context: Context, event: Event) -> bool:
    """Whether this person sees the event's list now."""
    return sees_now(
        context.session, context.turn.person, event, context.services.staff_ids, context.now, context.services.hours
    )


def sees_now(
    session: Session, person_id: int | None, event: Event, managers: Collection[int], now: datetime, hours: VenueHours
) -> bool:
    """The same of anybody; `managers`: those of the settings."""
    role = staff.role_of(session, person_id, managers)
    if role is None or person_id is None:
        return False
    if role is Role.MANAGER:
        return now < rules.seen_until(event, hours)
    return rules.is_seen(event, now, hours) and person_id in assigned(session, event.id)


def events(context: Context) -> tuple[Event, ...]:
    """The events whose list this person sees, the soonest first."""
    somebody = select(SignupRow).where(SignupRow.event_id == EventRow.id, SignupRow.state.in_(LIVE)).exists()
    query = (
        select(EventRow)
        .where(EventRow.starts_at > context.now - _LOOKS_BACK, EventRow.starts_at < context.now + AHEAD)
        .where(EventRow.capacity.is_not(None), somebody)
        .order_by(EventRow.starts_at, EventRow.id)
    )
    found = (row.value() for row in context.session.scalars(query))
    return tuple(event for event in found if not event.is_cancelled and sees(context, event))


def assigned(session: Session, event_id: int) -> frozenset[int]:
    """Who has the event."""
    return frozenset(session.scalars(select(AssignmentRow.person_id).where(AssignmentRow.event_id == event_id)))


def assign(session: Session, event_id: int, person_id: int, *, by: int, now: datetime) -> bool:
    """Give somebody the event, or take it from who has it; whether they have it now."""
    row = {"event_id": event_id, "person_id": person_id, "by": by, "since": now}
    given = bool(insert_missing(session, AssignmentRow, [row]))
    if not given:
        session.execute(
            delete(AssignmentRow).where(AssignmentRow.event_id == event_id, AssignmentRow.person_id == person_id)
        )
    staff.note(session, by, Act.ASSIGNED if given else Act.UNASSIGNED, now, person_id)
    return given


def purge(session: Session, now: datetime, keep: timedelta) -> int:
    """Forget who had which event when that is `keep` ago; how many rows went."""
    over = select(EventRow.id).where(EventRow.starts_at <= now - keep, EventRow.ends_at <= now - keep)
    gone = delete(AssignmentRow).where(AssignmentRow.event_id.in_(over)).returning(AssignmentRow.event_id)
    return len(session.scalars(gone).all())
