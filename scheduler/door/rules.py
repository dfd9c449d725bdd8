"""When a door is open, whom a typed name means, when the absent are told of: pure rules."""

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar

from rapidfuzz import fuzz

from knowledge.agenda.events import Event
from scheduler.core.hours import VenueHours, wall
from scheduler.core.people import fold_name

OPENS_BEFORE = timedelta(minutes=30)
ABSENT_AFTER = timedelta(minutes=15)
EVENING = time(18)  # of the day before: from then on an animator sees the list
_ALIKE = 75  # of 100: « Mathias » for « Matthias », not « Léa » for « Léo »
T = TypeVar("T")


class Gate(StrEnum):
    """How an event's door stands at some moment."""

    CALLED_OFF = "called_off"
    TOO_EARLY = "too_early"
    OPEN = "open"
    LATE = "late"  # the event is over; who came may still be written down
    OVER = "over"


def opens_at(event: Event) -> datetime:
    """From when children are checked in (aware UTC)."""
    return event.starts_at - OPENS_BEFORE


def seen_from(event: Event, hours: VenueHours) -> datetime:
    """From when somebody who has the event sees its list: 18:00 on the evening before."""
    return wall(hours.day(event.starts_at) - timedelta(days=1), EVENING, hours.zone)


def seen_until(event: Event, hours: VenueHours) -> datetime:
    """Until when: the day after the event is over."""
    return wall(hours.day(event.ends_at) + timedelta(days=2), time(0), hours.zone)


def is_seen(event: Event, now: datetime, hours: VenueHours) -> bool:
    """Whether its list is there for somebody who has the event."""
    return seen_from(event, hours) <= now < seen_until(event, hours)


def gate(event: Event, now: datetime, hours: VenueHours) -> Gate:
    """How its door stands now."""
    if event.is_cancelled:
        return Gate.CALLED_OFF
    if now < opens_at(event):
        return Gate.TOO_EARLY
    if now < event.ends_at:
        return Gate.OPEN
    return Gate.LATE if now < seen_until(event, hours) else Gate.OVER


def absents_due(event: Event, now: datetime) -> bool:
    """Whether those who have not come are missing by now, and can still be called."""
    return not event.is_cancelled and event.starts_at + ABSENT_AFTER <= now < event.ends_at


def matching(names: Iterable[T], typed: str, name_of: Callable[[T], str]) -> tuple[T, ...]:
    """Those whose name begins like what was typed, in any of its words; where there are none, those that sound alike.

    However it is typed: without case, accents or marks.
    """
    wanted, there = fold_name(typed), [(one, fold_name(name_of(one))) for one in names]
    if not wanted:
        return ()
    begun = [one for one, name in there if name.startswith(wanted) or f" {wanted}" in name]
    if begun:
        return tuple(begun)
    return tuple(one for one, name in there if name and fuzz.ratio(name, wanted) >= _ALIKE)
