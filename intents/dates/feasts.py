"""Rules for feasts and public holidays, and for the days off around them: bridges and long weekends.

Public holidays are those of the Code du travail (L3133-1), from the package holidays; Mothers' Day is that of the Code
de l'action sociale et des familles (D215-1); the days of fathers, grandparents and neighbours are customs.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from intents.dates.days import days_of
from intents.dates.holidays import is_public, public_days, public_holiday, school_days_off
from intents.dates.points import Fixed, Times, WeekdayOf, one_day, weekend_span
from intents.dates.when import ONE_DAY, Span, of_span
from intents.text.grammar import Found, Rule

_MONDAY, _TUESDAY, _THURSDAY, _FRIDAY, _SATURDAY, _SUNDAY = 0, 1, 3, 4, 5, 6
_WEEK = 7 * ONE_DAY
# Days that move with a public holiday: that holiday, and how many days after it.
_MOVABLE = {
    "Pâques": ("Lundi de Pâques", -1),
    "Pentecôte": ("Lundi de Pâques", 48),
    "Lundi de Pentecôte": ("Lundi de Pâques", 49),
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
    return one_day(sunday.first + _WEEK) if sunday == feast("Pentecôte", year) else sunday


def _nth(weekday: int, month: int, rank: int) -> Callable[[int], Span]:
    return lambda year: one_day(WeekdayOf(weekday).after(date(year, month, 1)).first + timedelta(weeks=rank - 1))


def _black_friday(year: int) -> Span:
    """The day after the fourth Thursday of November."""
    return one_day(_nth(_THURSDAY, 11, 4)(year).first + ONE_DAY)


def _heritage_days(year: int) -> Span:
    """The third Saturday of September, and the Sunday."""
    saturday = _nth(_SATURDAY, 9, 3)(year).first
    return Span(saturday, saturday + ONE_DAY)


def _neighbours_day(year: int) -> Span:
    """The last Friday of May."""
    return WeekdayOf(_FRIDAY).before(date(year, 5, 31))


_COUNTED: dict[str, Callable[[int], Span]] = {
    "Fête des mères": _mothers_day,
    "Fête des pères": _nth(_SUNDAY, 6, 3),
    "Fête des grands-mères": _nth(_SUNDAY, 3, 1),
    "Fête des grands-pères": _nth(_SUNDAY, 10, 1),
    "Fête des voisins": _neighbours_day,
    "Black Friday": _black_friday,
    "Journées du patrimoine": _heritage_days,
}
_TWO_DAYS = ("Pâques", "Pentecôte")  # for a clerk the Monday counts too


def weekend_around(day: date) -> Span:
    """The weekend of a day, with the public holidays beside it: to Monday at Pentecost, from Thursday at Ascension."""
    off = is_public(day)
    weekend = weekend_span(day - _WEEK if off and day.weekday() in (_MONDAY, _TUESDAY) else day)
    first, last = weekend.first, weekend.last
    if off and day.weekday() != 2:
        first, last = min(first, day), max(last, day)
    while is_public(last + ONE_DAY):
        last += ONE_DAY
    return Span(first, last)


def bridges(first: date, last: date) -> Iterator[Span]:
    """The long weekends that a public holiday beside one makes between two days, in order."""
    for day in public_days(first, last):
        if day.weekday() in (_MONDAY, _TUESDAY, _THURSDAY, _FRIDAY):
            yield weekend_around(day)


def _next_bridge(found: Found, today: date) -> Fixed | None:
    """ "On fait le pont": the one that runs, or the next."""
    coming = bridges(today - 4 * ONE_DAY, today + timedelta(days=300))
    return next((Fixed(span) for span in coming if span.last >= today), None)


def _bridge_at(found: Found, today: date) -> Fixed | tuple[Span, ...] | None:
    """ "Le pont du 14 juillet", "les ponts de mai"; one in the middle of a week goes on to Sunday."""
    span = days_of(found, today)
    if span is None:
        return None
    if span.last - span.first > _WEEK:
        near = dict.fromkeys(bridges(span.first, span.last))
        long = [one for one in near if (one.last - one.first).days > 2]
        return Fixed((long or list(near))[0]) if near else None
    around = weekend_around(span.first)
    return Fixed(Span(min(span.first, around.first), max(span.first, around.last)))


def _weekend_of(found: Found, today: date) -> Fixed | None:
    """ "Le week-end du 12", "le week-end de Pentecôte": to the letter the Saturday and the Sunday."""
    span = days_of(found, today)
    if span is None or span.last - span.first >= _WEEK:
        return None
    around = weekend_around(span.first)
    return Fixed(around, exact=of_span(weekend_span(around.first)))


def _next_public(found: Found, today: date) -> Fixed | None:
    """ "Le prochain jour férié", "bank holiday Monday"."""
    days = public_days(today + ONE_DAY * found.has("next"), today + timedelta(days=800))
    wanted = found.get("w", int)
    return next((Fixed(one_day(day)) for day in days if wanted is None or day.weekday() == wanted), None)


def _feast(found: Found, today: date) -> Fixed | None:
    """That of the year told, or the coming one."""
    name, year = found.get("f", str) or "", found.get("y", int)
    if year:
        return _feast_days(name, feast(name, year))
    since = today + ONE_DAY * found.has("next")
    spans = (feast(name, year) for year in (today.year, today.year + 1))
    coming = _feast_days(name, next((span for span in spans if span and span.last >= since), None))
    return replace(coming, earlier=feast(name, coming.span.first.year - 1)) if coming else None


def _weekday_of_feast(found: Found, today: date) -> Fixed | None:
    """ "Le vendredi de l'Ascension": the nearest to it."""
    day, weekday = _feast(found, today), found.get("w", int)
    if day is None or weekday is None:
        return None
    return Fixed(WeekdayOf(weekday).nearest(day.span.first))


def _part_of_feast(found: Found, today: date) -> Fixed | None:
    """ "Le soir d'Halloween", "the evening of Halloween"."""
    day, part = _feast(found, today), found.get("p", Times)
    return replace(day, hours=part) if day and part and day.span.single else None


def _at_feast(found: Found, today: date) -> Fixed | None:
    """ "À Noël", "pour la Toussaint": to the letter the day, for a clerk the school holidays named after it."""
    day = _feast(found, today)
    around = school_days_off(found.get("f", str) or "", day.span.first) if day else None
    return Fixed(around, exact=of_span(day.span)) if day and around and day.span.first in around else None


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


FEASTS = (
    Rule("point", "festive", _festive),
    Rule("aside", "f:feast last", _last_feast),
    Rule("point", "THE? w:WEEKDAY (of|du|at)+ THE? f:feast (next|of? y:year)?", _weekday_of_feast),
    Rule("point", "THE? p:part (of|du)+ THE? f:feast (?! next|of|year|eve|vacations|break)", _part_of_feast),
    Rule("point", "(?<= a|at|for|during|around) THE? f:feast (?! next|of|year|eve|vacations|break)", _at_feast),
    Rule("point", "^ f:feast (?! next|of|year|eve|vacations|break|DAY)", _at_feast),
    Rule(
        "point",
        "(?<! (day_unit|weekend|bridge|long_weekend|WEEKDAY|eve|morrow|before|after|next|last|public_holiday))"
        " of THE? f:feast (?! next|of|year|eve|vacations|break)",
        _at_feast,
    ),
    Rule("point", "f:feast (next|of? y:year)?", _feast),
    Rule("point", "w:WEEKDAY public_holiday", _next_public),
    Rule("point", "public_holiday w:WEEKDAY", _next_public),
    Rule("point", "((this|next|THE next) public_holiday next?|THE? public_holiday next)", _next_public),
)

BRIDGES = (
    Rule("point", "THE? (bridge|long_weekend) (of|du|in|within)+ THE? p:POINT", _bridge_at),
    Rule("point", "THE? weekend (of|du|at)+ THE? p:POINT", _weekend_of),
    Rule("point", "((?<= for|during|this) THE? bridge|weekend du bridge|bridge_made|long_weekend)", _next_bridge),
)
