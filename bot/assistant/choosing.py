"""Which events fit what was asked."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.assistant.event_rows import row_of
from intents.meaning import Slots
from intents.query.table import EventTable
from knowledge.events import Event


def choose(events: Iterable[Event], query: Slots, zone: ZoneInfo) -> tuple[Event, ...]:
    """The events that fit everything that was said, in the order given; of several children, those that take one."""
    listed = tuple(events)
    table = _table(listed, zone)
    fitting = frozenset(table.uids(table.choose(query)))
    return tuple(event for event in listed if event.uid in fitting)


def ahead(events: Iterable[Event], zone: ZoneInfo, now: datetime) -> tuple[Event, ...]:
    """Those that one can still come to: not begun, or open on another day as well."""
    listed = tuple(events)
    table = _table(listed, zone)
    coming = frozenset(table.uids(table.ahead(now.astimezone(zone))))
    return tuple(event for event in listed if event.uid in coming)


@lru_cache(maxsize=4)
def _table(events: tuple[Event, ...], zone: ZoneInfo) -> EventTable:
    return EventTable.of(row_of(event, zone) for event in events)
