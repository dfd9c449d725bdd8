"""What comes nearest when nothing fits what was asked: never past somebody's age. Pure."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.assistant.choosing import choose
from intents.meaning import Slots
from intents.when import When
from knowledge.events import Event

NEAREST = 3
_FAR = 10_000  # days


def nearest(events: tuple[Event, ...], slots: Slots, zone: ZoneInfo) -> tuple[Event, ...]:
    """Another day first, then another subject, then both, for the same people; at most three, in order."""
    whom = replace(slots, themes=(), kinds=(), events=(), titled=False, soonest=False)
    another_day = _only_refused(slots.when)
    for looser in (
        replace(slots, when=another_day, soonest=False),
        whom,
        replace(whom, when=another_day),
        replace(whom, when=another_day, audiences=()),
        Slots(ages=slots.ages, people=slots.people, when=another_day),
    ):
        found = choose(events, looser, zone)
        if found:
            chosen = sorted(found, key=lambda event: _days_from(slots.when, event.starts_at.astimezone(zone).date()))
            return tuple(event for event in found if event in chosen[:NEAREST])
    return ()


def _only_refused(when: When | None) -> When | None:
    """Another day, but none of those that were refused."""
    return when and replace(when, spans=(), weekdays=frozenset(), hours=None)


def _days_from(when: When | None, day: date) -> int:
    """How far a day is from those asked for; 0 when no day was."""
    if when is None or not when.spans:
        return 0
    return min(0 if day in span else min(_apart(day, span.first), _apart(day, span.last)) for span in when.spans)


def _apart(one: date, other: date) -> int:
    return min(abs((one - other).days), _FAR)
