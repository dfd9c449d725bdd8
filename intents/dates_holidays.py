"""Rules for holidays: at school (Zone B), public and religious ones, the festive season, the seasons of the year."""

from datetime import date

from intents.calendar_fr import BRIDGE, back_to_school, public_holiday, school_holidays
from intents.dates_days import month_number
from intents.dates_points import Fixed
from intents.grammar import Found, Rule
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
# Days that move with a public holiday: that holiday, and the first and last day, counted from it.
_MOVABLE = {
    "Pâques": ("Lundi de Pâques", -1, 0),
    "Pentecôte": ("Lundi de Pentecôte", -1, 0),
    "Vendredi saint": ("Lundi de Pâques", -3, -3),
    "Mardi gras": ("Lundi de Pâques", -48, -48),
}


def _feast(found: Found, today: date) -> Fixed | None:
    name = found.get("f", str) or ""
    if name[:2].isdigit():
        month, day = map(int, name.split("-"))
        coming = next(d for d in (date(today.year, month, day), date(today.year + 1, month, day)) if d >= today)
        return Fixed(Span(coming, coming))
    holiday, first, last = _MOVABLE.get(name, (name, 0, 0))
    coming_day = public_holiday(holiday, today - last * ONE_DAY)
    return Fixed(Span(coming_day + first * ONE_DAY, coming_day + last * ONE_DAY)) if coming_day else None


def _festive(found: Found, today: date) -> Fixed:
    """Christmas Eve to New Year's Day."""
    year = today.year - (today <= date(today.year, 1, 1))
    return Fixed(Span(date(year, 12, 24), date(year + 1, 1, 1)), opens=True)


def _school_holidays(found: Found, today: date) -> Fixed | None:
    named = found.get("s", str) or found.get("s", int)
    name = _SCHOOL.get(named) if named else None
    span = school_holidays(name, today) if name or not named else None
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


def _back_to_school(found: Found, today: date) -> Fixed:
    return Fixed(back_to_school(today), opens=True)


def _season(found: Found, today: date) -> Fixed | None:
    name = found.get("s", str) or ""
    if name not in _SEASONS:
        return None
    first, last = _SEASONS[name]
    for year in range(today.year - 1, today.year + 3):
        span = Span(date(year, *first), date(year + (first > last), *last))
        if span.last >= today and not (found.has("next") and span.first <= today):
            return Fixed(span)
    return None


HOLIDAYS = (
    Rule("point", "vacations (of|du|THE)* s:SCHOOL_NAME", _school_holidays),
    Rule("point", "s:SCHOOL_NAME (vacations|break)", _school_holidays),
    Rule("point", "(vacations next|next vacations)", _coming_school_holidays),
    Rule("point", "summer_vacations", _summer_holidays),
    Rule("point", "bridge", _bridge),
    Rule("point", "vacations", _school_holidays),
    Rule("point", "back_to_school (of|du) m:MONTH", month_number),
    Rule("point", "(?<= SEASON_LEAD) back_to_school next?", _back_to_school),
    Rule("point", "festive", _festive),
    Rule("point", "f:feast", _feast),
    Rule("point", "(?<= SEASON_LEAD) s:season next?", _season),
    Rule("point", "(?<= next) s:season", _season),
)
