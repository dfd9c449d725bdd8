"""The days of a series of events: a pure rule of the calendar."""

from datetime import date, timedelta
from enum import StrEnum

_WEEK = timedelta(weeks=1)


class Every(StrEnum):
    """How far apart they are."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    MONTH = "month"  # the same weekday of the month: the second Saturday; the fifth is the last


def days_after(first: date, every: Every, count: int) -> tuple[date, ...]:
    """The `count` days that follow `first`, which is not among them."""
    if every is Every.MONTH:
        return tuple(_in_month(first, months) for months in range(1, count + 1))
    step = _WEEK if every is Every.WEEK else 2 * _WEEK
    return tuple(first + step * number for number in range(1, count + 1))


def _in_month(first: date, months: int) -> date:
    """The day of the same weekday and rank, so many months later."""
    years, month = divmod(first.month - 1 + months, 12)
    begins = date(first.year + years, month + 1, 1)
    earliest = begins + timedelta(days=(first.weekday() - begins.weekday()) % 7)
    rank = (first.day - 1) // 7
    found = earliest + _WEEK * rank
    return found if found.month == begins.month else found - _WEEK
