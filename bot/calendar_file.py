"""The event as an iCalendar file: a stable UID, and a SEQUENCE that grows when the event moves (RFC 5545)."""

from datetime import datetime

from icalendar import Calendar
from icalendar import Event as CalendarEvent

from bot.calls import Document
from knowledge.events import Event

ADDRESS = "Cité du numérique, 5/11 avenue de Vendôme, Blois"


def calendar_file(event: Event, title: str, now: datetime) -> Document:
    """A small .ics with this one event."""
    entry = CalendarEvent()
    entry.add("uid", f"{event.code}@cite-du-numerique")
    entry.add("sequence", event.revision - 1)
    entry.add("dtstamp", now)
    entry.add("dtstart", event.starts_at)
    entry.add("dtend", event.ends_at)
    entry.add("summary", title)
    entry.add("location", f"{event.room}, {ADDRESS}" if event.room else ADDRESS)
    calendar = Calendar()
    calendar.add("prodid", "-//Cite du numerique//bot//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(entry)
    return Document(f"atelier-{event.code}.ics", calendar.to_ical().decode())
