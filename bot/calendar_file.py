"""The event as an iCalendar file: a stable UID, and a SEQUENCE that grows when the event changes (RFC 5545).

A cancelled event gives a file that takes the entry out of the calendar again (METHOD:CANCEL, RFC 5546 §3.2.5).
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as CalendarEvent

from bot import cards
from bot.assistant import dates_said
from bot.calls import Attachment, AttachmentKind
from bot.messages import Messages
from bot.replies import Reply
from knowledge.events import Event

ADDRESS = "Cité du numérique, 5/11 avenue de Vendôme, Blois"


def calendar_file(event: Event, title: str, now: datetime) -> Attachment:
    """A small .ics with this one event, or its cancellation; `now` (UTC) is when it is written."""
    calendar = Calendar()
    calendar.add("prodid", "-//Cite du numerique//bot//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if event.is_cancelled else "PUBLISH")
    calendar.add_component(_entry(event, title, now))
    return Attachment(AttachmentKind.DOCUMENT, f"atelier-{event.code}.ics", calendar.to_ical())


def calendar_reply(event: Event, words: Messages, zone: ZoneInfo, now: datetime) -> Reply:
    """The file with the words that say what it is for; `now` (UTC) is when it is written."""
    title = cards.title(event, words.language)
    when = dates_said.span(event.starts_at, event.ends_at, zone, words.language)
    key = "calendar-caption-cancelled" if event.is_cancelled else "calendar-caption"
    return Reply(words.say(key, title=title, when=when), attachment=calendar_file(event, title, now))


def _entry(event: Event, title: str, now: datetime) -> CalendarEvent:
    entry = CalendarEvent()
    entry.add("uid", f"{event.code}@cite-du-numerique")
    entry.add("sequence", event.revision - 1)
    entry.add("dtstamp", now)
    entry.add("dtstart", event.starts_at)
    entry.add("dtend", event.ends_at)
    entry.add("summary", title)
    entry.add("location", f"{event.room}, {ADDRESS}" if event.room else ADDRESS)
    if event.is_cancelled:
        entry.add("status", "CANCELLED")
    return entry
