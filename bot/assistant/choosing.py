"""Which events fit what was asked, and which come nearest when none does. Pure."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from intents.meaning import Slots
from knowledge.agenda import EventQuery, fits
from knowledge.events import Audience, Event, Kind, Theme

MAJORITY = 18
NEAREST = 3
# Whom an event without age limits welcomes as a child.
FOR_EVERY_AGE = {Audience.EVERYONE, Audience.FAMILIES}
FOR_ADULTS_TO_LISTEN = {Kind.CONFERENCE, Kind.COURSE, Kind.MEETING}


def choose(events: tuple[Event, ...], slots: Slots, zone: ZoneInfo) -> tuple[Event, ...]:
    """The events that fit everything that was said."""
    return tuple(event for event in events if _fits(event, slots, zone))


def nearest(events: tuple[Event, ...], slots: Slots, zone: ZoneInfo) -> tuple[Event, ...]:
    """When nothing fits: without the date, then without the theme, then simply what comes next."""
    for looser in (
        replace(slots, when=None),
        replace(slots, when=None, themes=(), kinds=(), events=(), titled=False),
        Slots(ages=slots.ages),
        Slots(),
    ):
        found = choose(events, looser, zone)
        if found:
            return found[:NEAREST]
    return ()


def _fits(event: Event, slots: Slots, zone: ZoneInfo) -> bool:
    if slots.titled and event.uid not in slots.events:
        return False
    start = event.starts_at.astimezone(zone)
    if slots.when is not None and not slots.when.accepts(start.replace(tzinfo=None)):
        return False
    return fits(event, _query(slots, event)) and all(_suits_age(event, age) for age in slots.ages)


def _query(slots: Slots, event: Event) -> EventQuery:
    audiences = frozenset(Audience(code) for code in slots.audiences)
    if slots.ages and event.age_min is not None:
        # The age says it all: a "collégien" of 12 fits a workshop for 10 to 15, whatever its audience is called.
        audiences = frozenset()
    if Audience.EVERYONE in event.audiences or Audience.EVERYONE in audiences:
        audiences = frozenset()
    return EventQuery(
        ages=slots.ages,
        audiences=audiences,
        themes=frozenset(Theme(code) for code in slots.themes),
        kinds=frozenset(Kind(code) for code in slots.kinds),
    )


def _suits_age(event: Event, age: int) -> bool:
    """Beyond the limits: an evening for parents sets none, and is still nothing for a child."""
    if age >= MAJORITY:
        return not event.is_for_children
    if event.age_min is not None or event.age_max is not None:
        return True
    welcome = bool(FOR_EVERY_AGE & set(event.audiences))
    return welcome and event.kind not in FOR_ADULTS_TO_LISTEN
