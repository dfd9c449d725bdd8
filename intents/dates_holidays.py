"""Rules for holidays: at school (Zone B), public and religious ones, the festive season, the seasons of the year."""

from dataclasses import replace
from datetime import date

from intents.calendar_fr import BRIDGE, back_to_school, school_holidays
from intents.dates_days import month_number
from intents.dates_points import Fixed
from intents.feasts import feast
from intents.grammar import Found, Rule
from intents.interval import of_span, whole_days
from intents.when import ONE_DAY, Span

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
