"""Files with names: to one person's own chat, a day before at most, and taken out of it on the day after.

What stands on one: its head, and a line a child, family by family; as XLSX and as PDF.
"""

import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from io import BytesIO

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.assistant import cards
from bot.bot_api.replies import Action, Attachment, AttachmentKind, Button, Call, Press, Reply, owe
from bot.core import staff
from bot.core.staff import Act
from bot.core.team_tables import ListFileRow, ListWishRow
from bot.messages import dates
from bot.team.lists import access
from bot.team.writing import WORDS
from bot.views import attachments
from intents.readers.births import shown_phone
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event, EventRow
from scheduler.core.hours import VenueHours, wall
from scheduler.core.tables import OutboxRow
from scheduler.core.transactions import insert_missing
from scheduler.door import roll
from scheduler.door.roll import Child, Roll
from scheduler.outbox.outbox import OutboxState, SendClass, put

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_NO_LETTER = "□"
_WIDTHS = (12, 32, 8, 20, 24, 40)


@dataclass(frozen=True, slots=True)
class Line:
    """A child, as it is read."""

    who: str
    age: str
    phone: str
    alone: str
    allergy: str


@dataclass(frozen=True, slots=True)
class Family:
    """Those of one family who come."""

    number: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list, as it is read. `columns`: their names; without allergies one fewer."""

    title: str
    when: str
    counted: str
    columns: tuple[str, ...]
    families: tuple[Family, ...]
    printed: str

    @property
    def has_allergies(self) -> bool:
        """Whether there is a column for them."""
        return len(self.columns) == len(_COLUMNS)


_COLUMNS = ("family", "who", "age", "phone", "alone", "allergy")


def of_roll(roll: Roll, hours: VenueHours, now: datetime) -> Sheet:
    """The event's list; allergies only where a manager wants them on files."""
    event = roll.event
    names = _COLUMNS if roll.door.prints_allergies else _COLUMNS[:-1]
    return Sheet(
        title=cards.title(event, "fr"),
        when=dates.span(event.starts_at, event.ends_at, hours.zone, "fr"),
        counted=WORDS.label("sheet-counted", n=len(roll.children), families=len(roll.households)),
        columns=tuple(WORDS.label(f"sheet-{name}") for name in names),
        families=tuple(_family(household) for household in roll.households),
        printed=_printed(now, hours),
    )


def _printed(now: datetime, hours: VenueHours) -> str:
    return WORDS.label("sheet-printed", at=dates.moment(now, hours.zone, "fr"))


def _family(household: tuple[Child, ...]) -> Family:
    return Family(str(household[0].family_number), tuple(map(_line, household)))


def _line(child: Child) -> Line:
    return Line(
        who=readable(child.first_name) if child.first_name else WORDS.label("who-unnamed"),
        age="" if child.age is None else WORDS.label("sheet-years", age=child.age),
        phone="" if child.phone is None else shown_phone(child.phone),
        alone="" if child.alone is None else WORDS.label("sheet-alone-is", alone="yes" if child.alone else "no"),
        allergy=readable(child.allergy or ""),
    )


def readable(words: str) -> str:
    """On one line, without marks that are not seen: one that turns the direction of reading would turn all the rest."""
    seen = "".join(" " if one.isspace() else one for one in words)
    return " ".join("".join(one for one in seen if unicodedata.category(one) not in _UNSEEN).split())


def printable(words: str) -> str:
    """The same with a box for what the font of the paper has no letter for: a picture, a wide sign.

    Accents that no letter carries any more once letters and accents are one would stand on top of each other: they go.
    """
    folded = (one for one in unicodedata.normalize("NFKC", words) if unicodedata.category(one) not in ("Mn", "Me"))
    return "".join(_NO_LETTER if _has_no_letter(one) else one for one in folded)


def _has_no_letter(one: str) -> bool:
    return unicodedata.category(one) == "So" or unicodedata.east_asian_width(one) in "WF" or ord(one) > 0xFFFF


def pdf(sheet: Sheet, now: datetime) -> bytes:
    """To print."""
    families = [
        {"number": one.number, "lines": [_cells(line, sheet, printable) for line in one.lines]}
        for one in sheet.families
    ]
    data = {
        "title": printable(sheet.title),
        "when": sheet.when,
        "counted": sheet.counted,
        "columns": list(sheet.columns),
        "families": families,
        "printed": sheet.printed,
        "page": WORDS.label("sheet-page"),
    }
    return attachments.pdf("attendance", data, now)


def _cells(line: Line, sheet: Sheet, shown: Callable[[str], str] = str) -> list[str]:
    cells = [shown(line.who), line.age, line.phone, line.alone]
    return [*cells, shown(line.allergy)] if sheet.has_allergies else cells


def xlsx(sheet: Sheet) -> bytes:
    """For a spreadsheet program. Every cell is a text: none can become a formula or a link."""
    import xlsxwriter  # late: few need it

    made = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(made, options) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        page = book.add_worksheet(WORDS.label("sheet-name"))
        for place, words in enumerate((sheet.title, sheet.when, sheet.counted, sheet.printed)):
            page.write_string(place, 0, words, bold if place == 0 else None)
        head = 5
        for column, name in enumerate(sheet.columns):
            page.write_string(head, column, name, bold)
            page.set_column(column, column, _WIDTHS[column])
        for row, cells in enumerate(_rows(sheet), head + 1):
            for column, words in enumerate(cells):
                page.write_string(row, column, words, wrapped)
        page.freeze_panes(head + 1, 0)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(head)
    return made.getvalue()


_A4 = 9  # the format's number for this paper


def _rows(sheet: Sheet) -> list[list[str]]:
    return [[one.number, *_cells(line, sheet)] for one in sheet.families for line in one.lines]


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
    made = of_roll(found, hours, now)
    content = pdf(made, now) if kind == "pdf" else xlsx(made)
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
        elif max(from_when(event), roll.seen_from(event, hours)) <= now:
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
