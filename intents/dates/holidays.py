"""Rules for school holidays (Zone B, that of Blois) and seasons; which days are public holidays."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from intents.dates.days import month_number
from intents.dates.holiday_table import days_off
from intents.dates.points import Fixed, Point, WeekdayOf, week_span
from intents.dates.when import ONE_DAY, OPEN_END, Span, whole_days
from intents.text.grammar import Found, Rule

BRIDGE = "Pont de l'Ascension"  # a long weekend, not what people call "les vacances"
_FORTNIGHT, _WEEK, _LAST_MONTH = 13 * ONE_DAY, 6 * ONE_DAY, 29 * ONE_DAY


def school_holidays(name: str | None, today: date) -> Span | None:
    """The next school holidays, those running included; any but the Ascension bridge when no name is given."""
    return next(
        (
            span
            for year in (today.year - 1, today.year, today.year + 1)
            for called, span in _school(year)
            if span.last >= today and (called == name if name else called != BRIDGE)
        ),
        None,
    )


def back_to_school(today: date) -> Span | None:
    """The first two weeks of school after the holidays that come or run, or after those that ended within a week.

    None for years whose school calendar is not known.
    """
    year = today.year
    for called, span in (*_school(year - 1), *_school(year), *_school(year + 1)):
        first = span.last + ONE_DAY
        if called != BRIDGE and first + _WEEK >= today:
            return Span(first, first + _FORTNIGHT)
    return None


def school_days_off(named: str | int, today: date) -> Span | None:
    """The next school holidays that people name after a feast, a season or a month (its number)."""
    name = _SCHOOL.get(named)
    return school_holidays(name, today) if name else None


def is_public(day: date) -> bool:
    """Whether it is a public holiday."""
    return any(one == day for one, _ in _public(day.year))


def public_days(first: date, last: date) -> Iterator[date]:
    """The public holidays between two days, both included, in order."""
    days = (day for year in range(first.year, last.year + 1) for day, _ in _public(year))
    return (day for day in dict.fromkeys(days) if first <= day <= last)


def public_holiday(name: str, today: date) -> date | None:
    """The next day of that name ("Noël"), today included."""
    days = (day for year in (today.year, today.year + 1) for day in _public(year) if day[1] == name)
    return next((day for day, _ in days if day >= today), None)


@cache
def _school(year: int) -> tuple[tuple[str, Span], ...]:
    """The school holidays that begin in that year, in order; Christmas runs into the next."""
    runs: list[tuple[str, Span]] = []
    for day, name in days_off("school", (year, year + 1)):
        if runs and runs[-1][0] == name and runs[-1][1].last + ONE_DAY == day:
            runs[-1] = (name, Span(runs[-1][1].first, day))
        else:
            runs.append((name, Span(day, day)))
    return tuple((name, span) for name, span in runs if span.first.year == year and _begins(span))


def _begins(span: Span) -> bool:
    """Whether the run starts there, rather than continuing one that began the year before."""
    return (span.first.month, span.first.day) != (1, 1)


@cache
def _public(year: int) -> tuple[tuple[date, str], ...]:
    return tuple(days_off("public", (year,)))


_WINTER, _SPRING = "Vacances d'hiver", "Vacances de printemps"
_SUMMER, _AUTUMN, _CHRISTMAS = "Vacances d'été", "Vacances de la Toussaint", "Vacances de Noël"
# What people name school holidays after: a feast, a season or a month.
_SCHOOL = {
    **dict.fromkeys(("winter", 2, 3), _WINTER),
    **dict.fromkeys(("Pâques", "spring", 4, 5), _SPRING),
    **dict.fromkeys(("summer", 7, 8), _SUMMER),
    **dict.fromkeys(("Toussaint", "autumn", 10, 11), _AUTUMN),
    **dict.fromkeys(("Noël", "Jour de l'an", 12, 1), _CHRISTMAS),
}
_SEASONS = {
    "spring": ((3, 20), (6, 20)),
    "summer": ((6, 21), (9, 22)),
    "autumn": ((9, 23), (12, 20)),
    "winter": ((12, 21), (3, 19)),
}
_AFTER_CHRISTMAS = 15  # January, when the holidays of the year before are over


def _school_holidays(found: Found, today: date) -> Fixed | None:
    named = found.get("s", str) or found.get("s", int)
    name = _SCHOOL.get(named) if named else None
    year = found.get("y", int)
    span = school_holidays(name, date(year, 1, _AFTER_CHRISTMAS) if year else today) if name or not named else None
    return Fixed(span, opens=True, school=not named) if span else None


def _coming_school_holidays(found: Found, today: date) -> Fixed | None:
    running = school_holidays(None, today)
    span = school_holidays(None, running.last + ONE_DAY) if running and today in running else running
    return Fixed(span, opens=True) if span else None


def _called(name: str) -> Callable[[Found, date], Fixed | None]:
    """ "Les grandes vacances", "les congés de fin d'année"."""

    def coming(found: Found, today: date) -> Fixed | None:
        span = school_holidays(name, today)
        return Fixed(span, opens=True) if span else None

    return coming


def _back_to_school(found: Found, today: date) -> Fixed | None:
    span = back_to_school(today)
    return Fixed(span, opens=True) if span else None


def _back_in_month(found: Found, today: date) -> Point | None:
    """ "La rentrée de janvier": the first two weeks after the holidays that end then, or the first; else the month."""
    holidays = _SCHOOL.get(found.get("m", int) or 0)
    span = school_holidays(holidays, today) if holidays else None
    if span is None:
        return month_number(found, today)
    first = span.last + ONE_DAY
    week = found.has("week") or found.has("the_week_of")
    return Fixed(week_span(first) if week else Span(first, first + _FORTNIGHT), opens=True)


def _season(found: Found, today: date) -> Fixed | None:
    for year in (found.get("y", int),) if found.has("year") else range(today.year - 1, today.year + 3):
        span = _season_of(found, year or today.year)
        if span and (found.has("year") or (span.last >= today and not (found.has("next") and span.first <= today))):
            return _season_days(span)
    return None


def _last_season(found: Found, today: date) -> Fixed | None:
    spans = (_season_of(found, today.year - ago) for ago in range(3))
    return next((_season_days(span) for span in spans if span and span.last < today), None)


def _season_of(found: Found, year: int) -> Span | None:
    """The season that begins in that year."""
    name = found.get("s", str) or ""
    if name not in _SEASONS:
        return None
    first, last = _SEASONS[name]
    return Span(date(year, *first), date(year + (first > last), *last))


def _season_days(span: Span) -> Fixed:
    """The day on which one season makes way for the next is of both."""
    return Fixed(span, exact=whole_days(span.first, span.last + ONE_DAY), opens=True)


def _school_year(found: Found, today: date) -> Fixed | None:
    """What is left of it; its end is the last month of school."""
    summer = school_holidays(_SUMMER, today)
    if summer is None:
        return None
    last = summer.first - ONE_DAY
    first = last - _LAST_MONTH if found.has("end") or found.has("school_end") else today
    return Fixed(Span(min(first, last), last), closes=True) if today <= last else None


def _school_stops(found: Found, today: date) -> Fixed | None:
    """ "Avant que l'école s'arrête": the last days before the holidays that come."""
    span = school_holidays(None, today)
    if span and today in span:
        span = school_holidays(None, span.last + ONE_DAY)
    last = span.first - ONE_DAY if span else today
    return Fixed(Span(max(today, week_span(last).first), last), closes=True) if span else None


def _weekday_back(found: Found, today: date) -> Fixed | None:
    """ "Le mercredi de la rentrée": the first one when school is back."""
    span, weekday = back_to_school(today), found.get("w", int)
    return Fixed(WeekdayOf(weekday).after(span.first)) if span and weekday is not None else None


def _first_school_day(found: Found, today: date) -> Fixed | None:
    """ "Le jour de la rentrée", "la semaine de la reprise", "après la rentrée"."""
    span = back_to_school(today)
    if span is None:
        return None
    if found.has("week") or found.has("the_week_of"):
        return Fixed(week_span(span.first))
    if found.has("after") or found.has("after_the"):  # to the letter, when it is over
        return Fixed(Span(span.first, OPEN_END), exact=whole_days(span.last + ONE_DAY, None))
    return Fixed(Span(span.first, span.first))


_STRETCH_OF = "(((day_unit|week) (of|du)+|the_week_of) THE?)"
_CALLED = "(of|du|THE)* (SCHOOL_NAME (of? y:year)?)?"

HOLIDAYS = (
    Rule("word", f"even (during|for|in|within|THE)* (vacations|summer_vacations) {_CALLED}"),
    Rule("word", f"THE? (vacations|summer_vacations) {_CALLED} comma? included"),
    Rule("point", "vacations (of|du|THE)* end (of|du|THE)* year_unit", _called(_CHRISTMAS)),
    Rule("point", "vacations (of|du|THE)* s:SCHOOL_NAME (next|of? y:year)?", _school_holidays),
    Rule("point", "s:SCHOOL_NAME (vacations|break)", _school_holidays),
    Rule("point", "(vacations next|next vacations)", _coming_school_holidays),
    Rule("point", "summer_vacations", _called(_SUMMER)),
    Rule("point", "vacations", _school_holidays),
    Rule("point", "(end (of|du|THE)* school_year|school_end|(this|THE)? school_year)", _school_year),
    Rule("point", "school_stops", _school_stops),
    Rule("point", "(?<= BEFORE|UNTIL|BY) THE? school_close", _school_stops),
    Rule(
        "point", "((week|day_unit) (of|du)+ THE?|the_week_of THE?)? back_to_school (of|du|in)+ m:MONTH", _back_in_month
    ),
    Rule("point", "THE? w:WEEKDAY (of|du)+ THE? back_to_school", _weekday_back),
    Rule("point", f"{_STRETCH_OF} back_to_school", _first_school_day),
    Rule("span", "AFTER THE? back_to_school", _first_school_day),
    Rule("point", "(?<= SEASON_LEAD) back_to_school next?", _back_to_school),
    Rule("aside", "(THE|of)? s:season last", _last_season),
    Rule("aside", "last s:season", _last_season),
    Rule("point", "s:season y:year", _season),
    Rule("point", "(?<= SEASON_LEAD) s:season (next|of? y:year)?", _season),
    Rule("point", "(?<= next) s:season", _season),
)
