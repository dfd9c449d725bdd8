"""Rules for holidays: at school (Zone B, that of Blois), public and religious ones, feasts, seasons."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from intents.dates.days import month_number
from intents.dates.points import Fixed, WeekdayOf, one_day
from intents.dates.when import ONE_DAY, Span, of_span, whole_days
from intents.text.grammar import Found, Rule

BRIDGE = "Pont de l'Ascension"  # a long weekend, not what people call "les vacances"
_FORTNIGHT, _WEEK = 13 * ONE_DAY, 6 * ONE_DAY


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


def public_holiday(name: str, today: date) -> date | None:
    """The next day of that name ("Noël"), today included."""
    days = (day for year in (today.year, today.year + 1) for day in _public(year) if day[1] == name)
    return next((day for day, _ in days if day >= today), None)


@cache
def _school(year: int) -> tuple[tuple[str, Span], ...]:
    """The school holidays that begin in that year, in order; Christmas runs into the next."""
    runs: list[tuple[str, Span]] = []
    for day, name in _days("school", year, year + 1):
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
    return tuple(_days("public", year))


def _days(category: str, *years: int) -> Iterator[tuple[date, str]]:
    from holidays import (
        country_holidays,
    )  # here, because importing it takes 50 ms and most questions name no holiday

    calendar = country_holidays("FR", subdiv="Zone B", years=years, language="fr", categories=(category,))
    return ((day, name) for day, names in sorted(calendar.items()) for name in names.split("; "))


_THURSDAY, _SATURDAY, _SUNDAY = 3, 5, 6
_SEVEN_DAYS = 7 * ONE_DAY
# Days that move with a public holiday: that holiday, and how many days after it.
_MOVABLE = {
    "Pâques": ("Lundi de Pâques", -1),
    "Pentecôte": ("Lundi de Pentecôte", -1),
    "Samedi saint": ("Lundi de Pâques", -2),
    "Vendredi saint": ("Lundi de Pâques", -3),
    "Jeudi saint": ("Lundi de Pâques", -4),
    "Rameaux": ("Lundi de Pâques", -8),
    "Mercredi des cendres": ("Lundi de Pâques", -47),
    "Mardi gras": ("Lundi de Pâques", -48),
}


def feast(name: str, year: int) -> Span | None:
    """The day of that name in a year, or the days; a name is of `holidays`, of this module, or month-day ("12-24")."""
    if name[:2].isdigit():
        month, day = map(int, name.split("-"))
        return one_day(date(year, month, day))
    if name in _COUNTED:
        return _COUNTED[name](year)
    holiday, shift = _MOVABLE.get(name, (name, 0))
    found = public_holiday(holiday, date(year, 1, 1))
    return one_day(found + shift * ONE_DAY) if found else None


def _mothers_day(year: int) -> Span:
    """The last Sunday of May; the Sunday after it when that is Pentecost."""
    sunday = WeekdayOf(_SUNDAY).before(date(year, 5, 31))
    return one_day(sunday.first + _SEVEN_DAYS) if sunday == feast("Pentecôte", year) else sunday


def _nth(weekday: int, month: int, rank: int) -> Callable[[int], Span]:
    return lambda year: one_day(WeekdayOf(weekday).after(date(year, month, 1)).first + timedelta(weeks=rank - 1))


def _black_friday(year: int) -> Span:
    """The day after the fourth Thursday of November."""
    return one_day(_nth(_THURSDAY, 11, 4)(year).first + ONE_DAY)


def _heritage_days(year: int) -> Span:
    """The third Saturday of September, and the Sunday."""
    saturday = _nth(_SATURDAY, 9, 3)(year).first
    return Span(saturday, saturday + ONE_DAY)


_COUNTED: dict[str, Callable[[int], Span]] = {
    "Fête des mères": _mothers_day,
    "Fête des pères": _nth(_SUNDAY, 6, 3),
    "Fête des grands-mères": _nth(_SUNDAY, 3, 1),
    "Black Friday": _black_friday,
    "Journées du patrimoine": _heritage_days,
}


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
_TWO_DAYS = ("Pâques", "Pentecôte")  # for a clerk the Monday counts too


def _feast(found: Found, today: date) -> Fixed | None:
    """That of the year told, or the coming one."""
    name, year = found.get("f", str) or "", found.get("y", int)
    if year:
        return _feast_days(name, feast(name, year))
    since = today + ONE_DAY * found.has("next")
    spans = (feast(name, year) for year in (today.year, today.year + 1))
    coming = _feast_days(name, next((span for span in spans if span and span.last >= since), None))
    return replace(coming, earlier=feast(name, coming.span.first.year - 1)) if coming else None


def _at_feast(found: Found, today: date) -> Fixed | None:
    """ "À Noël", "pour la Toussaint": to the letter the day, for a clerk the school holidays named after it."""
    day, named_after = _feast(found, today), _SCHOOL.get(found.get("f", str) or "")
    if day is None or named_after is None:
        return None
    around = school_holidays(named_after, day.span.first)
    return Fixed(around, exact=of_span(day.span)) if around and day.span.first in around else None


def _last_feast(found: Found, today: date) -> Fixed | None:
    name = found.get("f", str) or ""
    spans = (feast(name, year) for year in (today.year, today.year - 1))
    return _feast_days(name, next((span for span in spans if span and span.last < today), None))


def _feast_days(name: str, span: Span | None) -> Fixed | None:
    if span is None or name not in _TWO_DAYS:
        return Fixed(span) if span else None
    return Fixed(Span(span.first, span.last + ONE_DAY), exact=of_span(span))


def _festive(found: Found, today: date) -> Fixed:
    """Christmas Eve to New Year's Day."""
    year = today.year - (today <= date(today.year, 1, 1))
    return Fixed(Span(date(year, 12, 24), date(year + 1, 1, 1)), opens=True)


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


def _summer_holidays(found: Found, today: date) -> Fixed | None:
    span = school_holidays(_SUMMER, today)
    return Fixed(span, opens=True) if span else None


def _bridge(found: Found, today: date) -> Fixed | None:
    span = school_holidays(BRIDGE, today)
    return Fixed(span) if span else None


def _back_to_school(found: Found, today: date) -> Fixed | None:
    span = back_to_school(today)
    return Fixed(span, opens=True) if span else None


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


HOLIDAYS = (
    Rule("point", "vacations (of|du|THE)* s:SCHOOL_NAME (next|of? y:year)?", _school_holidays),
    Rule("point", "s:SCHOOL_NAME (vacations|break)", _school_holidays),
    Rule("point", "(vacations next|next vacations)", _coming_school_holidays),
    Rule("point", "summer_vacations", _summer_holidays),
    Rule("point", "bridge", _bridge),
    Rule("point", "vacations", _school_holidays),
    Rule("point", "back_to_school (of|du) m:MONTH", month_number),
    Rule("point", "(?<= SEASON_LEAD) back_to_school next?", _back_to_school),
    Rule("point", "festive", _festive),
    Rule("aside", "f:feast last", _last_feast),
    Rule("point", "(?<= a|at|for|during) THE? f:feast (?! next|of|year|eve|vacations|break)", _at_feast),
    Rule("point", "f:feast (next|of? y:year)?", _feast),
    Rule("aside", "(THE|of)? s:season last", _last_season),
    Rule("aside", "last s:season", _last_season),
    Rule("point", "s:season y:year", _season),
    Rule("point", "(?<= SEASON_LEAD) s:season (next|of? y:year)?", _season),
    Rule("point", "(?<= next) s:season", _season),
)
