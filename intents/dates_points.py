"""Partial dates ("the 12th", "January", "Saturday") and the day or days they mean, seen from another day."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from intents.dates_times import Times
from intents.interval import Interval, of_span
from intents.when import ONE_DAY, OPEN_END, Span

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
        return self.span

    def before(self, day: date) -> Span | None:
        return self.earlier if self.earlier and self.span.first > day else self.span

    def told(self, day: date) -> Interval | None:
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
        coming = (found for found in self._days(day.year, day.year + _YEARS_AHEAD) if self.year or found >= day)
        # A day without a month is looked for further, until it has the name told.
        near = list(islice(coming, 1 if self.month or self.weekday is None else _MATCHING_MONTHS))
        found = next((one for one in near if one.weekday() == self.weekday), near[0] if near else None)
        return one_day(found) if found else None

    def before(self, day: date) -> Span | None:
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
        return month_span(self.year or day.year + (self.month < day.month), self.month)

    def before(self, day: date) -> Span:
        return month_span(self.year or day.year - (self.month > day.month), self.month)


@dataclass(frozen=True, slots=True)
class WeekdayOf(Point):
    """A day of the week, Monday is 0."""

    weekday: int

    def after(self, day: date) -> Span:
        return one_day(day + timedelta(days=(self.weekday - day.weekday()) % 7))

    def before(self, day: date) -> Span:
        return one_day(day - timedelta(days=(day.weekday() - self.weekday) % 7))


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
