"""What goes with an answer as a file: the event for a calendar (RFC 5545), codes for the entrance, sheets to print."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import segno

from bot.assistant import cards
from bot.bot_api.replies import Attachment, AttachmentKind, Reply
from bot.chat.context import Context
from bot.messages import Messages, dates
from knowledge.agenda.agenda import Event
from scheduler.core.tables import State
from scheduler.seats.outcomes import Registration

if TYPE_CHECKING:
    from icalendar import Event as CalendarEvent

ADDRESS = "Cité du numérique, 5/11 avenue de Vendôme, Blois"


def calendar_file(event: Event, title: str, now: datetime, given_up: bool = False) -> Attachment:
    """A small .ics with this one event, or its cancellation; `now` (UTC) is when it is written."""
    from icalendar import Calendar  # late: few need it, and a start would be a tenth longer

    gone = given_up or event.is_cancelled
    calendar = Calendar()
    calendar.add("prodid", "-//Cite du numerique//bot//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if gone else "PUBLISH")
    calendar.add_component(_entry(event, title, now, gone))
    name = "annulation" if given_up else "atelier"
    return Attachment(AttachmentKind.DOCUMENT, f"{name}-{event.code}.ics", calendar.to_ical())


def calendar_reply(event: Event, words: Messages, zone: ZoneInfo, now: datetime, *, given_up: bool = False) -> Reply:
    """The file with the words that say what it is for; `now` (UTC) is when it is written.

    `given_up`: the family does not come to this date any more.
    """
    title = cards.title(event, words.language)
    when = dates.span(event.starts_at, event.ends_at, zone, words.language)
    key = "calendar-caption-cancelled" if event.is_cancelled else "calendar-caption"
    said = words.say("calendar-caption-given-up" if given_up else key, title=title, when=when)
    return Reply(said, attachment=calendar_file(event, title, now, given_up))


def _entry(event: Event, title: str, now: datetime, gone: bool) -> "CalendarEvent":
    from icalendar import Event as CalendarEvent

    entry = CalendarEvent()
    entry.add("uid", f"{event.code}@cite-du-numerique")
    entry.add("sequence", event.revision - 1)
    entry.add("dtstamp", now)
    entry.add("dtstart", event.starts_at)
    entry.add("dtend", event.ends_at)
    entry.add("summary", title)
    entry.add("location", f"{event.room}, {ADDRESS}" if event.room else ADDRESS)
    if gone:
        entry.add("status", "CANCELLED")
    return entry


SIDE_PX = 500  # at most: fills a phone's width, and survives Telegram's compression of photos
QUIET_ZONE = 4  # modules of white around, as the standard asks


def check_in_link(username: str, token: str) -> str:
    """The address that opens the bot `username` (without @) with `ci_` and `token` (1 to 61 of A-Z a-z 0-9 _ -)."""
    return f"https://t.me/{username}?start=ci_{token}"


def qr_image(link: str) -> bytes:
    """`link` as a PNG of 400 to 500 pixels, whole pixels a module; error level M or better.

    Raise segno.DataOverflowError for a link that no QR code holds.
    """
    code = segno.make_qr(link, error="M")
    modules, _ = code.symbol_size(border=QUIET_ZONE)
    image = BytesIO()
    code.save(image, kind="png", scale=SIDE_PX // int(modules), border=QUIET_ZONE)
    return image.getvalue()


MOST_UNNAMED = 3  # more places without a name come as a group, with a single code


def codes(entries: Sequence[Registration], context: Context) -> tuple[Reply, ...]:
    """A message with a QR image for each confirmed place; nothing for those who wait.

    Each named participant has one. Places without a name have one each as long as they are few; a larger
    group shows the code of its first place, which leads to the family's others there.
    """
    seated = [entry for entry in entries if entry.state is State.CONFIRMED]
    named = [
        _code(one, context.words.say("code-caption", who=one.first_name), context) for one in seated if one.first_name
    ]
    return (*named, *_unnamed([one for one in seated if one.first_name is None], context))


def _unnamed(places: Sequence[Registration], context: Context) -> list[Reply]:
    count = len(places)
    if count > MOST_UNNAMED:
        return [_code(places[0], context.words.say("code-caption-group", n=count), context)]
    captions = (context.words.say("code-caption-place", n=n, of=count) for n in range(1, count + 1))
    return [_code(place, caption, context) for place, caption in zip(places, captions, strict=True)]


def _code(entry: Registration, caption: str, context: Context) -> Reply:
    image = qr_image(check_in_link(context.services.username, entry.token))
    return Reply(caption, attachment=Attachment(AttachmentKind.PHOTO, f"code-{entry.event.code}.png", image))


_SHEETS = Path(__file__).parent / "sheets"
_FONTS = Path(__file__).parent / "fonts"


def pdf(sheet: str, data: Mapping[str, Any], now: datetime) -> bytes:
    """A document to print; `sheet` names the template, `data` is what JSON can hold, `now` is its date."""
    return _set(sheet, data, format="pdf", timestamp=int(now.timestamp()))


def png(sheet: str, data: Mapping[str, Any], *, ppi: float = 144.0) -> bytes:
    """A picture of a template of one page."""
    return _set(sheet, data, format="png", ppi=ppi)


def _set(sheet: str, data: Mapping[str, Any], **how: Any) -> bytes:
    import typst  # late: 80 MB that only who prints needs

    found: bytes = typst.compile(
        str(_SHEETS / f"{sheet}.typ"),
        root=str(_SHEETS),
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        **how,
    )
    return found
