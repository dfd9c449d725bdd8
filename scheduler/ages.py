"""How old somebody is on a day, when only the birth month is known, and whether an event suits that age."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.events import CHILDREN_UNTIL


@dataclass(frozen=True, slots=True, order=True)
class BirthMonth:
    """Month (1-12) and year of birth: all that is asked of a child."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @classmethod
    def parse(cls, text: str) -> "BirthMonth":
        """Read what str() wrote."""
        year, month = text.split("-")
        return cls(int(year), int(month))


class AgeFit(StrEnum):
    """What an event's age limits say of somebody."""

    OK = "ok"
    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"


def ages_on(birth: BirthMonth, day: date) -> tuple[int, int]:
    """The youngest and the oldest age in full years that are possible on `day`; never below 0."""
    years = day.year - birth.year
    if day.month < birth.month:
        return max(0, years - 1), max(0, years - 1)
    # On the last day of the birth month, the birthday has passed whichever day it is.
    birthday_open = day.month == birth.month and day.day < monthrange(day.year, day.month)[1]
    return max(0, years - 1 if birthday_open else years), max(0, years)


def fits_age(age_min: int | None, age_max: int | None, birth: BirthMonth | None, day: date) -> AgeFit:
    """Whether the limits (inclusive) suit somebody on `day`, the event's local start day.

    Favourable when the answer depends on the day of birth. `birth` None is an adult of unknown age:
    only an event for children (design.md §1) refuses them.
    """
    if birth is None:
        for_children = age_max is not None and age_max <= CHILDREN_UNTIL
        return AgeFit.TOO_OLD if for_children else AgeFit.OK
    youngest, oldest = ages_on(birth, day)
    if age_min is not None and oldest < age_min:
        return AgeFit.TOO_YOUNG
    if age_max is not None and youngest > age_max:
        return AgeFit.TOO_OLD
    return AgeFit.OK


def shown_age(age_min: int | None, age_max: int | None, birth: BirthMonth, day: date) -> int:
    """The one age to show on `day`: the older possible one, unless only the younger is within the limits."""
    youngest, oldest = ages_on(birth, day)
    over = age_max is not None and oldest > age_max
    return youngest if over and (age_min is None or youngest >= age_min) else oldest
