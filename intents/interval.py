"""A stretch of local time, from an instant to another that is no part of it; either side may be open."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from intents.when import ONE_DAY, OPEN_END, Span

_DAY = 24 * 60  # minutes


@dataclass(frozen=True, slots=True)
class Interval:
    """Wall-clock time without zone; None is "no bound"; `end` is excluded."""

    start: datetime | None
    end: datetime | None

    def __post_init__(self) -> None:
        if self.start and self.end and self.end <= self.start:
            raise ValueError("an interval ends before it begins")

    @property
    def day(self) -> date | None:
        """The one day it is, whole; None when it is anything else."""
        if self.start and self.end and self.start.time() == time.min and self.end - self.start == ONE_DAY:
            return self.start.date()
        return None

    @property
    def days(self) -> int:
        """How many days long it is, roughly; a great many when a side is open."""
        return (self.end - self.start).days if self.start and self.end else 10**6

    def both(self, other: "Interval") -> "Interval | None":
        """The time that is in both."""
        start = max(filter(None, (self.start, other.start)), default=None)
        end = min(filter(None, (self.end, other.end)), default=None)
        return Interval(start, end) if start is None or end is None or start < end else None


def midnight(day: date) -> datetime:
    """The instant a day begins."""
    return datetime.combine(day, time.min)


def whole_days(first: date | None, last: date | None) -> Interval:
    """From the first day to the last, included; None leaves that side open."""
    end = midnight(last + ONE_DAY) if last and last < OPEN_END else None
    return Interval(midnight(first) if first else None, end)


def of_span(span: Span) -> Interval:
    """The same days."""
    return whole_days(span.first, span.last)


def minutes_on(day: date, first: int | None, last: int | None) -> Interval:
    """From a minute of a day to another, which may be in the next day; None is that day's bound."""
    start = midnight(day)
    until = _DAY if last is None else last
    return Interval(start + timedelta(minutes=first or 0), start + timedelta(minutes=until))
