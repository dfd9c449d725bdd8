"""An event as a plain row: what understanding needs to know of it, and whom it welcomes. Pure."""

from collections.abc import Collection, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from intents.dates.holidays import school_holidays
from intents.meaning.meaning import People


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event to come. Instants are local to the venue; `titles` and `descriptions` in every language; `kind`,
    `audiences` and `themes` are codes of the agenda file.
    """

    uid: str
    titles: tuple[str, ...]
    starts_at: datetime
    kind: str = ""
    audiences: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    age_min: int | None = None
    age_max: int | None = None
    ends_at: datetime | None = None
    room: str = ""
    descriptions: tuple[str, ...] = ()

    def lasts_at_most(self, minutes: int) -> bool:
        """Whether it is known to be over after so many minutes."""
        return self.ends_at is not None and self.ends_at - self.starts_at <= timedelta(minutes=minutes)

    @property
    def is_for_children(self) -> bool:
        """Whether only children take part."""
        return self.age_max is not None and self.age_max <= CHILDREN_UNTIL

    def goes_on_after(self, day: date) -> bool:
        """Whether it is open on a later day than this one."""
        return self.ends_at is not None and self.ends_at.date() > day


CHILDREN_UNTIL = 17  # an event whose highest age is this or less is for children


MAJORITY = 18
GROWN_UP = 26  # from here on, nobody is taken for a pupil or a student
LITTLE_UNTIL = 5
# Whom an event without age limits welcomes as a child.
FOR_EVERY_AGE = frozenset({"tous", "familles"})
FOR_ADULTS_TO_LISTEN = frozenset({"conference", "course", "meeting"})
_NO_SCHOOL = frozenset({2, 5, 6})  # days of the week, from Monday as 0
_SCHOOL_BEGINS, _SCHOOL_ENDS = time(8), time(16, 30)
_YOUNG = frozenset({"scolaires", "collegiens", "lyceens", "etudiants"})
PROFESSIONALS = frozenset({"entreprises", "associations", "acteurs-publics"})
# The ages of school years: an event that takes them all is for them, whatever its audience is called.
_SCHOOL_YEARS = {"collegiens": (11, 14), "lyceens": (15, 17)}


class Welcoming(Protocol):
    """What tells whom an event welcomes; codes are those of the agenda file."""

    @property
    def age_min(self) -> int | None:
        """The lowest age."""

    @property
    def age_max(self) -> int | None:
        """The highest age."""

    @property
    def kind(self) -> str:
        """What sort of event it is."""

    @property
    def audiences(self) -> Collection[str]:
        """Whom it is meant for."""

    @property
    def is_for_children(self) -> bool:
        """Whether only children take part."""


def welcomes_age(event: Welcoming, age: int) -> bool:
    """Within the limits and beyond them: an evening for parents sets none, and is still nothing for a child."""
    if (event.age_min or 0) > age or (event.age_max is not None and event.age_max < age):
        return False
    if age >= MAJORITY:
        return not event.is_for_children and not (age >= GROWN_UP and is_for_the_young(event))
    return _has_limits(event) or _takes_any_child(event) or _is_for_pupils_of(event, age)


def welcomes_person(event: Welcoming, person: People) -> bool:
    """Whether a grown-up, a child or a little one may come."""
    if person is People.ADULTS:
        return not event.is_for_children and not is_for_the_young(event)
    if not _has_limits(event):
        return _takes_any_child(event)
    return (event.age_min or 0) <= (LITTLE_UNTIL if person is People.LITTLE else MAJORITY - 1)


def welcomes_any_of(event: Welcoming, audiences: Set[str]) -> bool:
    """Whether it is meant for one of these audiences, by name or by the ages it takes."""
    return bool(audiences & set(event.audiences)) or any(
        event.is_for_children and (event.age_min or 0) <= first and last <= (event.age_max or MAJORITY)
        for first, last in (_SCHOOL_YEARS[audience] for audience in audiences if audience in _SCHOOL_YEARS)
    )


def is_only_for(event: Welcoming, audiences: Set[str]) -> bool:
    """Whether it is meant for one of these audiences, and not for families or everybody as well."""
    meant = set(event.audiences)
    return bool(meant & audiences) and not meant & FOR_EVERY_AGE


def is_for_classes(row: EventRow) -> bool:
    """Whether only school classes come, with their teacher: what begins out of school time is for each pupil."""
    return set(row.audiences) == {"scolaires"} and _in_school_time(row.starts_at)


def _in_school_time(begins: datetime) -> bool:
    """Whether pupils sit in their classes then; on Wednesdays most do not."""
    holidays = school_holidays(None, begins.date())
    free = begins.weekday() in _NO_SCHOOL or (holidays is not None and begins.date() in holidays)
    return not free and _SCHOOL_BEGINS <= begins.time() < _SCHOOL_ENDS


def is_for_the_young(event: Welcoming) -> bool:
    """Whether only pupils and students come."""
    return bool(event.audiences) and set(event.audiences) <= _YOUNG


def is_for_professionals(event: Welcoming) -> bool:
    """Whether only companies, associations or public bodies come."""
    return bool(event.audiences) and set(event.audiences) <= PROFESSIONALS


def _has_limits(event: Welcoming) -> bool:
    return event.age_min is not None or event.age_max is not None


def _is_for_pupils_of(event: Welcoming, age: int) -> bool:
    """Whether it names pupils of that age: an evening about trades for "lycéens" takes one of sixteen."""
    years = (_SCHOOL_YEARS[audience] for audience in event.audiences if audience in _SCHOOL_YEARS)
    return any(first <= age <= last for first, last in years)


def _takes_any_child(event: Welcoming) -> bool:
    return bool(FOR_EVERY_AGE & set(event.audiences)) and event.kind not in FOR_ADULTS_TO_LISTEN
