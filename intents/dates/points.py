"""Partial dates ("the 12th", "January", "Saturday") and times of day, and what they mean seen from another day."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import islice

from intents.dates.when import ONE_DAY, OPEN_END, Hours, Interval, Span, of_span

_HALF_DAY = 12
_LATEST_LOOSE = 6  # "à 3 h" is in the afternoon, "à 7 h" in the morning
_FIRST_BARE_HOUR = 8  # "14h" alone is a time of day, "2h" alone a length of time
DAY_START, DAY_END = time(0, 0), time(23, 59)


@dataclass(frozen=True, slots=True)
class Times:
    """A stretch of a day.

    `hours` is when something may start to fit; `first` and `last` (minutes since midnight, `last` excluded and beyond
    1440 after midnight, None for that end of the day) are what was said, to the letter. `clock` is the time of the
    clock that it is; `from_now`: it begins at the present instant.
    """

    hours: Hours
    first: int | None
    last: int | None
    clock: "Clock | None" = None
    from_now: bool = False

    def both(self, other: "Times") -> "Times":
        """What is in both; the other one when they share nothing. A part of the day tells which half a clock means."""
        if self.clock or other.clock:
            part = other if self.clock else self
            return (self.clock or other.clock or NOON_CLOCK).within(part).times
        hours = self.hours.both(other.hours)
        first = max(filter(None, (self.first, other.first)), default=None)
        last = min(filter(None, (self.last, other.last)), default=None)
        return Times(hours, first, last) if hours and (first or 0) < (last or _WHOLE) else other


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the clock. `exact`: its minutes were told. `loose`: whether it is before or after noon was not.

    `sure`: it can be no length of time, as "2 h" can.
    """

    said: int  # the hour, as said
    minute: int
    exact: bool = False
    loose: bool = False
    sure: bool = False

    @property
    def at(self) -> time:
        """The time meant; by day, when both halves of the day would do."""
        return time(self.said + _HALF_DAY * (self.loose and 1 <= self.said <= _LATEST_LOOSE), self.minute)

    @property
    def alone(self) -> bool:
        """Whether it is a time even with nothing beside it."""
        return self.sure or self.said >= _FIRST_BARE_HOUR or self.said == 0

    @property
    def minutes(self) -> int:
        """Minutes since midnight."""
        return self.at.hour * 60 + self.at.minute

    @property
    def times(self) -> Times:
        """An hour, or a minute when minutes were told."""
        return Times(Hours(self.at, self.at), self.minutes, self.minutes + (1 if self.exact else 60), self)

    def within(self, part: Times) -> "Clock":
        """ "8 h du soir" is 20:00, "3 h du matin" is 3:00."""
        if not self.loose:
            return replace(self, sure=True)
        halves = [Clock(hour, self.minute, self.exact, sure=True) for hour in (self.said, (self.said + _HALF_DAY) % 24)]
        return next((one for one in halves if (part.first or 0) <= one.minutes < (part.last or _WHOLE)), halves[0])


_WHOLE = 24 * 60
MIDDAY = Times(Hours(time(11, 30), time(13, 59)), 12 * 60, 13 * 60)
NOON_CLOCK = Clock(12, 0)
NOON = NOON_CLOCK.times
MIDNIGHT = Times(Hours(DAY_START, DAY_END), _WHOLE, _WHOLE + 60)


def read_times(written: str) -> Times:
    """Times from "18:00-24:00 17:30-23:59": what is said, then when something may start; the latter may be left out."""
    told, _, starts = written.partition(" ")
    first, last = (_minutes(one) for one in told.split("-"))
    bounds = starts.split("-") if starts else (_written(first), _written(min(last, _WHOLE) - 1))
    return Times(Hours(*map(time.fromisoformat, bounds)), first, last)


def _minutes(written: str) -> int:
    hour, minute = written.split(":")
    return int(hour) * 60 + int(minute)


def _written(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


_MONTHS, _MONTH_THIRD = range(28, 32), 10  # days
_YEARS_AHEAD = 9  # 29 February comes every four years, once in a while every eight
_MATCHING_MONTHS = 6  # how far "samedi 12" looks for a 12th that is a Saturday


class Point:
    """A date that may need another day to be told in full."""

    def after(self, day: date) -> Span | None:
        """Its next occurrence, or the one that `day` is in; None if there is no such date."""
        raise NotImplementedError

    def before(self, day: date) -> Span | None:
        """Its last occurrence that has begun by `day`."""
        raise NotImplementedError

    def told(self, day: date) -> Interval | None:
        """Its next occurrence as it was said, to the letter."""
        span = self.after(day)
        return of_span(span) if span else None


@dataclass(frozen=True, slots=True)
class Fixed(Point):
    """Days known in full, whatever the day they are seen from.

    `opens`: "until" such days means until they begin ("jusqu'aux vacances"). `closes`: "before" them means until
    they end ("avant la fin du mois"). `school`: any school holidays, so that refusing them refuses them all.
    `exact` is what was said when that is not simply these days; `from_now` when it begins at the present instant.
    `earlier` are the same days the time before ("depuis Noël").
    """

    span: Span
    hours: Times | None = None
    exact: Interval | None = None
    from_now: bool = False
    earlier: Span | None = None
    opens: bool = False
    closes: bool = False
    school: bool = False

    def after(self, day: date) -> Span | None:
        """These days, wherever the day lies."""
        return self.span

    def before(self, day: date) -> Span | None:
        """These days, or the same the time before when they have not begun."""
        return self.earlier if self.earlier and self.span.first > day else self.span

    def told(self, day: date) -> Interval | None:
        """What was said, or these days."""
        return self.exact or of_span(self.span)


@dataclass(frozen=True, slots=True)
class Habit:
    """Days of the week that come again; `told` are those that come next, when they may be what was meant."""

    days: frozenset[int]
    told: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """So many minutes from now, or before now; `meanwhile`: all the time until then, or since."""

    minutes: int
    meanwhile: bool = False


@dataclass(frozen=True, slots=True)
class DayOf(Point):
    """A day of a month; the month, the year and the name of the day may be missing."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None

    def after(self, day: date) -> Span | None:
        """The next such day; one without a month is looked for until its name fits."""
        coming = (found for found in self._days(day.year, day.year + _YEARS_AHEAD) if self.year or found >= day)
        # A day without a month is looked for further, until it has the name told.
        near = list(islice(coming, 1 if self.month or self.weekday is None else _MATCHING_MONTHS))
        found = next((one for one in near if one.weekday() == self.weekday), near[0] if near else None)
        return one_day(found) if found else None

    def before(self, day: date) -> Span | None:
        """The last such day up to `day`."""
        days = [found for found in self._days(day.year - _YEARS_AHEAD, day.year) if self.year or found <= day]
        return one_day(days[-1]) if days else None

    def _days(self, first: int, last: int) -> Iterator[date]:
        years = (self.year,) if self.year else range(max(first, 1), min(last, date.max.year) + 1)
        months = (self.month,) if self.month else range(1, 13)
        for year in years:
            for month in months:
                if 1 <= self.day <= calendar.monthrange(year, month)[1]:
                    yield date(year, month, self.day)


@dataclass(frozen=True, slots=True)
class MonthOf(Point):
    """A month; the year may be missing."""

    month: int
    year: int | None = None

    def after(self, day: date) -> Span:
        """The month that `day` is in, or the next of that name."""
        return month_span(self.year or day.year + (self.month < day.month), self.month)

    def before(self, day: date) -> Span:
        """The month that `day` is in, or the last of that name."""
        return month_span(self.year or day.year - (self.month > day.month), self.month)


@dataclass(frozen=True, slots=True)
class WeekdayOf(Point):
    """A day of the week, Monday is 0."""

    weekday: int

    def after(self, day: date) -> Span:
        """The next such day of the week, today included."""
        return one_day(day + timedelta(days=(self.weekday - day.weekday()) % 7))

    def before(self, day: date) -> Span:
        """The last such day of the week, today included."""
        return one_day(day - timedelta(days=(day.weekday() - self.weekday) % 7))

    def nearest(self, day: date) -> Span:
        """Such a day of the week, three days away at most."""
        return self.after(day - 3 * ONE_DAY)


def month_span(year: int, month: int) -> Span:
    """All the days of a month; months beyond 12 or below 1 run into the next or the last year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def week_span(day: date) -> Span:
    """The week a day is in, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + 6 * ONE_DAY)


def weekend_span(day: date) -> Span:
    """The Saturday and Sunday of the week a day is in."""
    sunday = week_span(day).last
    return Span(sunday - ONE_DAY, sunday)


def third_of(span: Span, which: int) -> Span:
    """The beginning (0), middle (1) or end (2) of a stretch of days; of a month: 1-10, 11-20, the rest."""
    days = (span.last - span.first).days + 1
    third = _MONTH_THIRD if span.first.day == 1 and days in _MONTHS else min(max(round(days / 3), 1), days)
    first = span.first + timedelta(days=min(which * third, days - 1))
    return Span(first, span.last if which == 2 else min(first + timedelta(days=third - 1), span.last))


def between(first: Point, last: Point, today: date) -> Span | None:
    """From the one to the other: what the first leaves out ("du 5 au 12 décembre") the other tells, and the reverse."""
    if _detail(first) > _detail(last) or not _detail(last):
        start = first.after(today)
        end = last.after(start.first) if start else None
    else:
        end = last.after(today)
        start = first.before(end.last) if end else None
    if start is None or end is None or end.last < start.first or end.last == OPEN_END:
        return None
    return Span(start.first, end.last)


def _detail(point: Point) -> int:
    match point:
        case DayOf() | MonthOf():
            return (point.month is not None) + 2 * (point.year is not None)
        case Fixed():
            return 3
        case _:
            return 0


def one_day(day: date) -> Span:
    """That day as a span."""
    return Span(day, day)
