"""Events of the agenda as the plain rows that understanding works on."""

from zoneinfo import ZoneInfo

from intents.query.rows import EventRow
from knowledge.events import Event


def row_of(event: Event, zone: ZoneInfo) -> EventRow:
    """The row of an event, its instants local to the venue."""
    return EventRow(
        uid=event.uid,
        titles=tuple(title for title in (event.title, event.title_en) if title),
        starts_at=event.starts_at.astimezone(zone),
        ends_at=event.ends_at.astimezone(zone),
        kind=event.kind.value,
        audiences=tuple(one.value for one in event.audiences),
        themes=tuple(one.value for one in event.themes),
        age_min=event.age_min,
        age_max=event.age_max,
        room=event.room or "",
        descriptions=tuple(text for text in (event.description, event.description_en) if text),
    )
