"""Which events fit what was asked. Pure."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from bot.assistant.welcome import (
    MAJORITY,
    is_for_classes,
    is_for_professionals,
    welcomes_age,
    welcomes_any_of,
    welcomes_person,
)
from intents.meaning import Slots
from knowledge.events import Audience, Event, Kind, Theme

# Said loosely: "une réunion pour les artisans" is also glad of a conference, "des ateliers" of anything.
LOOSE = frozenset({Kind.COURSE, Kind.MEETING})


def choose(events: Iterable[Event], slots: Slots, zone: ZoneInfo) -> tuple[Event, ...]:
    """The events that fit everything that was said; of several children, those that take at least one."""
    found = [event for event in events if _fits(event, slots, zone)]
    if not slots.titled:
        found = _of_audiences(found, slots)
        found = _of_kinds(found, slots)
        found = ([event for event in found if event.kind is not Kind.VISIT] or found) if slots.hands_on else found
    return tuple(found[:1] if slots.soonest else found)


def _fits(event: Event, slots: Slots, zone: ZoneInfo) -> bool:
    return (
        (event.uid in slots.events if slots.titled else _is_about(event, slots))
        and not _is_refused(event, slots)
        and (slots.when is None or slots.when.accepts(event.starts_at.astimezone(zone).replace(tzinfo=None)))
        and _welcomes(event, slots)
    )


def _welcomes(event: Event, slots: Slots) -> bool:
    if not (slots.ages or slots.people):
        return True
    apart = is_for_classes(event) or is_for_professionals(event)
    if apart and not slots.titled and not set(slots.audiences) & set(event.audiences):
        return False
    by_age = not slots.ages or any(welcomes_age(event, age) for age in slots.ages)
    return by_age and all(welcomes_person(event, person) for person in slots.people)


def _is_about(event: Event, slots: Slots) -> bool:
    """Any of the themes; "du code entre filles" is first of all for girls."""
    asked = {Theme(code) for code in slots.themes}
    return not asked or bool((asked & {Theme.WOMEN} or asked) & set(event.themes))


def _is_refused(event: Event, slots: Slots) -> bool:
    return (
        event.uid in slots.not_events
        or event.kind in {Kind(code) for code in slots.not_kinds}
        or bool({Theme(code) for code in slots.not_themes} & set(event.themes))
    )


def _of_audiences(found: list[Event], slots: Slots) -> list[Event]:
    """Those meant for the audience; those for everyone only when there are none."""
    asked = {Audience(code) for code in slots.audiences}
    if not asked or Audience.EVERYONE in asked:
        return found
    # A child's age says it all: a "collégien" of 12 fits a workshop for 10 to 15, whatever its audience is called.
    of_age = any(age < MAJORITY for age in slots.ages)
    meant = [e for e in found if (of_age and e.age_min is not None) or welcomes_any_of(e, asked)]
    return meant or [event for event in found if Audience.EVERYONE in event.audiences]


def _of_kinds(found: list[Event], slots: Slots) -> list[Event]:
    asked = {Kind(code) for code in slots.kinds}
    if not asked:
        return [e for e in found if e.kind is Kind.WORKSHOP] or found if slots.soonest else found
    of_kind = [event for event in found if event.kind in asked]
    return found if not of_kind and asked & LOOSE else of_kind
