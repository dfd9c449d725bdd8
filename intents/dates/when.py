"""What a person means by a moment: days, days of the week, hours, what they refuse; and stretches of local time."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

ONE_DAY = timedelta(days=1)
OPEN_END = date.max  # the last day of a span that has no end ("from January")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from `first` to `last`, both included; `last` may be OPEN_END."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a span ends before it begins")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def single(self) -> bool:
        """Whether this is one day."""
        return self.first == self.last

    def both(self, other: "Span") -> "Span | None":
        """The days that are in both."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Span(first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class Hours:
    """Wall-clock times from `first` to `last`, both included: when an event may start, and by when it must be over."""

    first: time
    last: time
    over_by: time | None = None

    def __contains__(self, at: time) -> bool:
        return self.first <= at.replace(second=0, microsecond=0) <= self.last

    def both(self, other: "Hours") -> "Hours | None":
        """The times that are in both."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Hours(first, last, _earlier(self.over_by, other.over_by)) if first <= last else None

    def suit(self, start: datetime, end: datetime | None) -> bool:
        """Whether something may start then, and is over in time, where its end is known."""
        late = self.over_by is not None and end is not None and end > datetime.combine(start.date(), self.over_by)
        return start.time() in self and not late

    def hull(self, other: "Hours") -> "Hours":
        """The shortest stretch that holds both."""
        return Hours(min(self.first, other.first), max(self.last, other.last))


def _earlier(one: time | None, other: time | None) -> time | None:
    return min((at for at in (one, other) if at is not None), default=None)


@dataclass(frozen=True, slots=True)
class When:
    """A constraint on when something starts. Several spans mean "any of"; an empty field constrains nothing.

    `but` are moments refused, each with hours of its own ("sauf le samedi matin"), `others` moments that would do as
    well ("mercredi après-midi ou samedi").
    `text` is the words it was read from, `pieces` their character offsets in the whole text, in order. What is refused
    ("pas le mercredi", "not this weekend") is in the `not_` fields: somebody who "can't come on Saturday" names a
    Saturday there too.
    """

    spans: tuple[Span, ...] = ()
    weekdays: frozenset[int] = frozenset()  # Monday is 0
    not_weekdays: frozenset[int] = frozenset()
    hours: Hours | None = None
    not_spans: tuple[Span, ...] = ()
    not_hours: Hours | None = None
    but: tuple["When", ...] = ()
    others: tuple["When", ...] = ()
    text: str = field(default="", compare=False)
    pieces: tuple[tuple[int, int], ...] = field(default=(), compare=False)

    def accepts(self, local_start: datetime, local_end: datetime | None = None) -> bool:
        """Whether something that starts then (local wall time, aware or not), and ends then if that is known, fits."""
        start, end = local_start.replace(tzinfo=None), local_end and local_end.replace(tzinfo=None)
        fits = self._accepts_day(start.date()) and self._accepts_time(start, end)
        fits = fits and not any(one.accepts(start, end) for one in self.but)
        return fits or any(other.accepts(start, end) for other in self.others)

    def _accepts_day(self, day: date) -> bool:
        if self.spans and not any(day in span for span in self.spans):
            return False
        if self.weekdays and day.weekday() not in self.weekdays:
            return False
        return day.weekday() not in self.not_weekdays and not any(day in span for span in self.not_spans)

    def _accepts_time(self, start: datetime, end: datetime | None) -> bool:
        if self.hours is not None and not self.hours.suit(start, end):
            return False
        return self.not_hours is None or start.time() not in self.not_hours


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
