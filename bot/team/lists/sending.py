"""Files with names: to one person's own chat, a day before at most, and taken out of it on the day after."""

from collections.abc import Collection
from datetime import datetime, time, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press
from bot.bot_api.replies import Attachment, AttachmentKind, Call, Reply, owe
from bot.core import staff
from bot.core.list_tables import ListFileRow, ListWishRow
from bot.core.staff import Act
from bot.messages import dates
from bot.team.lists import access, sheet
from bot.team.writing import WORDS
from knowledge.agenda import agenda
from knowledge.agenda.events import Event
from knowledge.agenda.tables import EventRow
from scheduler.core.hours import VenueHours, wall
from scheduler.core.tables import OutboxRow
from scheduler.core.transactions import insert_missing
from scheduler.door import roll, rules
from scheduler.outbox.outbox import OutboxState, SendClass, put

AT_MOST_BEFORE = timedelta(hours=24)
TAKEN_OUT_AT = time(3)  # of the day after
DELETABLE = timedelta(hours=47)  # Telegram lets a bot take a message back for 48
_ON_ITS_WAY = (OutboxState.WAITING, OutboxState.LEASED)


def from_when(event: Event) -> datetime:
    """From when the event's files may be had (aware UTC)."""
    return event.starts_at - AT_MOST_BEFORE


def until_when(event: Event, sent_at: datetime, hours: VenueHours) -> datetime:
    """When a file that is sent then is taken out: on the day after, while Telegram still lets us."""
    day_after = wall(hours.day(event.ends_at) + timedelta(days=1), TAKEN_OUT_AT, hours.zone)
    return min(day_after, sent_at + DELETABLE) if day_after > sent_at else sent_at + timedelta(hours=1)


def send(session: Session, event: Event, person: int, kind: str, hours: VenueHours, now: datetime) -> None:
    """Owe this person the list as a "pdf" or an "xlsx"; logged, and noted so that it is taken out again."""
    found = roll.of_event(session, event.id, hours)
    if found is None:
        return
    made = sheet.of_roll(found, hours, now)
    content = sheet.pdf(made, now) if kind == "pdf" else sheet.xlsx(made)
    until = until_when(event, now, hours)
    said = WORDS.say("list-file", title=cards.title(event, "fr"), until=dates.moment(until, hours.zone, "fr"))
    file = Attachment(AttachmentKind.DOCUMENT, f"liste-{event.code}.{kind}", content)
    row_id = owe(session, person, Reply(said, ((_door(event),),), attachment=file), now)
    if row_id is not None:
        session.add(ListFileRow(event_id=event.id, chat_id=person, outbox_id=row_id, until=until))
    staff.note(session, person, Act.LIST_SENT, now, event.id)


def _door(event: Event) -> Button:
    return Button(WORDS.label("list-door"), Press(Action.DOOR, "list-0", event.id))


def is_wanted(session: Session, event_id: int, person: int) -> bool:
    """Whether this person asked for the list on the evening before."""
    return session.get(ListWishRow, (event_id, person), populate_existing=True) is not None


def wish(session: Session, event_id: int, person: int) -> None:
    """They want it on the evening before."""
    insert_missing(session, ListWishRow, [{"event_id": event_id, "person_id": person}])


def unwish(session: Session, event_id: int, person: int) -> None:
    """They do not any more."""
    session.execute(delete(ListWishRow).where(ListWishRow.event_id == event_id, ListWishRow.person_id == person))
    session.expire_all()


def send_due(session: Session, managers: Collection[int], now: datetime, hours: VenueHours) -> None:
    """To whoever wanted it and still has the event: at 18:00 on the evening before, or a day before a late event."""
    wishes = (
        select(ListWishRow, EventRow)
        .join(EventRow, EventRow.id == ListWishRow.event_id)
        .where(ListWishRow.sent_at.is_(None), EventRow.starts_at <= now + timedelta(days=2))
        .order_by(ListWishRow.event_id, ListWishRow.person_id)
    )
    for row, there in session.execute(wishes).all():
        event = there.value()
        if event.is_cancelled or event.ends_at <= now:
            session.delete(row)
        elif max(from_when(event), rules.seen_from(event, hours)) <= now:
            row.sent_at = now
            if access.sees_now(session, row.person_id, event, managers, now, hours):
                send(session, event, row.person_id, "pdf", hours, now)
    session.flush()


def take_out_due(session: Session, managers: Collection[int], now: datetime) -> None:
    """Take out the files whose time is over, or whose reader has left the team; tell where Telegram refuses."""
    for row in session.scalars(select(ListFileRow).order_by(ListFileRow.id)).all():
        if row.deletion_id is not None:
            _settle(session, row, now)
        elif row.until <= now or staff.role_of(session, row.chat_id, managers) is None:
            _take_out(session, row, now)
    session.flush()


def _take_out(session: Session, row: ListFileRow, now: datetime) -> None:
    sent = session.get(OutboxRow, row.outbox_id, populate_existing=True)
    if sent is not None and sent.state == OutboxState.WAITING:
        not_sent = update(OutboxRow).where(OutboxRow.id == sent.id, OutboxRow.state == OutboxState.WAITING)
        session.execute(not_sent.values(state=OutboxState.VOID, payload=None))
        session.delete(row)
    elif sent is None or sent.state != OutboxState.LEASED:
        if sent is None or sent.sent_message_id is None:
            if sent is not None and sent.state == OutboxState.UNCLEAR:  # it may be there, and nobody knows its number
                _tell_left(session, row, now)
            session.delete(row)
            return
        call = Call("deleteMessage", {"chat_id": sent.chat_id, "message_id": sent.sent_message_id})
        row.deletion_id = put(session, chat_id=row.chat_id, send_class=SendClass.EDIT, payload=call.to_json(), now=now)


def _settle(session: Session, row: ListFileRow, now: datetime) -> None:
    done = session.get(OutboxRow, row.deletion_id, populate_existing=True)
    if done is not None and done.state in _ON_ITS_WAY:
        return
    if done is not None and done.state != OutboxState.SENT:
        _tell_left(session, row, now)
    session.delete(row)


def _tell_left(session: Session, row: ListFileRow, now: datetime) -> None:
    event = agenda.by_id(session, row.event_id)
    title = "" if event is None else cards.title(event, "fr")
    owe(session, row.chat_id, Reply(WORDS.say("list-not-taken-out", title=title)), now)


def purge(session: Session, now: datetime, keep: timedelta) -> int:
    """Forget wishes of events that long past; how many rows went."""
    over = select(EventRow.id).where(EventRow.starts_at <= now - keep, EventRow.ends_at <= now - keep)
    gone = delete(ListWishRow).where(ListWishRow.event_id.in_(over)).returning(ListWishRow.event_id)
    return len(session.scalars(gone).all())
