"""Messages that show names to one of the team: emptied on the day after, as what they tell is not kept longer."""

from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bot_api.replies import At, Reply, owe, render
from bot.chat.context import Context, remember_labels
from bot.chat.state import Outcome
from bot.chat.writings import Writing
from bot.core.list_tables import ListScreenRow
from bot.team.writing import WORDS, asking
from knowledge.agenda.events import Event
from scheduler.core.hours import VenueHours, wall
from scheduler.core.transactions import insert_missing
from scheduler.door import rules
from scheduler.outbox.outbox import SendClass, put, put_edit

EMPTIED_AT = time(3)  # of the day after


def until_when(event: Event, now: datetime, hours: VenueHours) -> datetime:
    """When it is emptied: early on the day after, or at the end of that day when it is shown then."""
    early = wall(hours.day(event.ends_at) + timedelta(days=1), EMPTIED_AT, hours.zone)
    return early if now < early else rules.seen_until(event, hours)


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
