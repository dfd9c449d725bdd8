"""Who of the team has which event, and so sees its list: a manager any, an animator those they have, for two days.

What shows names on their screens is emptied on the day after, as what it tells is not kept longer.
"""

from collections.abc import Collection
from datetime import datetime, time, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.bot_api.replies import At, Reply, owe, render
from bot.chat.context import Context, remember_labels
from bot.chat.state import Outcome
from bot.chat.writings import Writing
from bot.core import staff
from bot.core.staff import Act, Role
from bot.core.team_tables import AssignmentRow, ListScreenRow, ListWishRow
from bot.team.writing import WORDS, asking
from knowledge.agenda.agenda import Event, EventRow
from scheduler.core.hours import VenueHours, wall
from scheduler.core.tables import LIVE, SignupRow
from scheduler.core.transactions import insert_missing
from scheduler.door import roll
from scheduler.outbox.outbox import SendClass, put, put_edit

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
        return now < roll.seen_until(event, hours)
    return roll.is_seen(event, now, hours) and person_id in assigned(session, event.id)


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
    """Forget who had which event, and who wanted its list, when that is `keep` ago; how many rows went."""
    over = select(EventRow.id).where(EventRow.starts_at <= now - keep, EventRow.ends_at <= now - keep)
    assignments = delete(AssignmentRow).where(AssignmentRow.event_id.in_(over)).returning(AssignmentRow.event_id)
    wishes = delete(ListWishRow).where(ListWishRow.event_id.in_(over)).returning(ListWishRow.event_id)
    return sum(len(session.scalars(gone).all()) for gone in (assignments, wishes))


EMPTIED_AT = time(3)  # of the day after


def until_when(event: Event, now: datetime, hours: VenueHours) -> datetime:
    """When it is emptied: early on the day after, or at the end of that day when it is shown then."""
    early = wall(hours.day(event.ends_at) + timedelta(days=1), EMPTIED_AT, hours.zone)
    return early if now < early else roll.seen_until(event, hours)


def show(context: Context, event: Event, writing: Writing | None, *replies: Reply, toast: str | None = None) -> Outcome:
    """Say this, and note which messages are to be emptied; what replaces the tapped message is known by its number."""
    said: list[Reply] = []
    done = asking(context, writing, *replies)
    for reply in replies:
        if reply.in_place and context.was_pressed:
            said.append(reply)
            _note(context, event, context.turn.pressed_message_id)
        else:
            owe_noted(context.session, event, context.turn.chat_id, reply, context.now, context.services.hours)
    return Outcome(tuple(said), remember_labels(done.conversation, replies), toast)


def _note(context: Context, event: Event, message_id: int | None) -> None:
    until = until_when(event, context.now, context.services.hours)
    row = {"chat_id": context.turn.chat_id, "message_id": message_id, "until": until}
    insert_missing(context.session, ListScreenRow, [row])


def owe_noted(session: Session, event: Event, chat_id: int, reply: Reply, now: datetime, hours: VenueHours) -> None:
    """Owe somebody of the team a message with names, which is emptied in time too."""
    row_id = owe(session, chat_id, reply, now)
    session.add(ListScreenRow(chat_id=chat_id, outbox_id=row_id, until=until_when(event, now, hours)))
    session.flush()


def empty_due(session: Session, now: datetime) -> None:
    """Let those whose time is over say only that they are."""
    for row in session.scalars(select(ListScreenRow).where(ListScreenRow.until <= now).order_by(ListScreenRow.id)):
        call = render(Reply(WORDS.say("list-screen-over")), chat_id=row.chat_id)
        if row.outbox_id is not None:
            put_edit(session, edits_id=row.outbox_id, chat_id=row.chat_id, payload=call.to_json(), now=now)
        elif row.message_id is not None:
            edited = render(
                Reply(WORDS.say("list-screen-over"), in_place=True), chat_id=row.chat_id, at=At(pressed=row.message_id)
            )
            put(session, chat_id=row.chat_id, send_class=SendClass.EDIT, payload=edited.to_json(), now=now)
        session.delete(row)
    session.flush()
