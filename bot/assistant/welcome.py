"""Whom an event welcomes: an age, an audience, children or grown-ups. Pure."""

from collections.abc import Set

from intents.meaning import People
from knowledge.events import Audience, Event, Kind

MAJORITY = 18
GROWN_UP = 26  # from here on, nobody is taken for a pupil or a student
LITTLE_UNTIL = 6
# Whom an event without age limits welcomes as a child.
FOR_EVERY_AGE = frozenset({Audience.EVERYONE, Audience.FAMILIES})
FOR_ADULTS_TO_LISTEN = frozenset({Kind.CONFERENCE, Kind.COURSE, Kind.MEETING})
_YOUNG = frozenset({Audience.PUPILS, Audience.MIDDLE_SCHOOL, Audience.HIGH_SCHOOL, Audience.STUDENTS})
_PROFESSIONALS = frozenset({Audience.COMPANIES, Audience.ASSOCIATIONS, Audience.PUBLIC_BODIES})
# The ages of school years: an event that takes them all is for them, whatever its audience is called.
_SCHOOL_YEARS = {Audience.MIDDLE_SCHOOL: (11, 14), Audience.HIGH_SCHOOL: (15, 17)}


def welcomes_age(event: Event, age: int) -> bool:
    """Within the limits and beyond them: an evening for parents sets none, and is still nothing for a child."""
    if (event.age_min or 0) > age or (event.age_max is not None and event.age_max < age):
        return False
    if age >= MAJORITY:
        return not event.is_for_children and not (age >= GROWN_UP and is_for_the_young(event))
    return _has_limits(event) or _takes_any_child(event)


def welcomes_person(event: Event, person: People) -> bool:
    """Whether a grown-up, a child or a little one may come."""
    if person is People.ADULTS:
        return not event.is_for_children and not is_for_the_young(event)
    if not _has_limits(event):
        return _takes_any_child(event)
    return (event.age_min or 0) <= (LITTLE_UNTIL if person is People.LITTLE else MAJORITY - 1)


def welcomes_any_of(event: Event, audiences: Set[Audience]) -> bool:
    """Whether it is meant for one of these audiences, by name or by the ages it takes."""
    return bool(audiences & set(event.audiences)) or any(
        event.is_for_children and (event.age_min or 0) <= first and last <= (event.age_max or MAJORITY)
        for first, last in (_SCHOOL_YEARS[audience] for audience in audiences if audience in _SCHOOL_YEARS)
    )


def is_for_classes(event: Event) -> bool:
    """Whether only school classes come, with their teacher."""
    return set(event.audiences) == {Audience.PUPILS}


def is_for_the_young(event: Event) -> bool:
    """Whether only pupils and students come."""
    return bool(event.audiences) and set(event.audiences) <= _YOUNG


def is_for_professionals(event: Event) -> bool:
    """Whether only companies, associations or public bodies come."""
    return bool(event.audiences) and set(event.audiences) <= _PROFESSIONALS


def _has_limits(event: Event) -> bool:
    return event.age_min is not None or event.age_max is not None


def _takes_any_child(event: Event) -> bool:
    return bool(FOR_EVERY_AGE & set(event.audiences)) and event.kind not in FOR_ADULTS_TO_LISTEN
