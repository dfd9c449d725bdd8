"""The event as an iCalendar file: a stable UID, and a SEQUENCE that grows when the event changes (RFC 5545).

A cancelled event, or a date that a family gave up, gives a file that takes the entry out of the calendar again
(METHOD:CANCEL, RFC 5546 §3.2.5). A family that comes back to that date after all has the later DTSTAMP.
"""

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot import cards
from bot.assistant import dates_said
from bot.calls import Attachment, AttachmentKind
from bot.messages import Messages
from bot.replies import Reply
from knowledge.events import Event

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
    when = dates_said.span(event.starts_at, event.ends_at, zone, words.language)
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
