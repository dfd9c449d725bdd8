"""Rules for stretches of days: months, weeks, weekends, years, "in a fortnight", holidays and feasts."""

from datetime import date

from intents.calendar_fr import BRIDGE, back_to_school, public_holiday, school_holidays
from intents.dates_days import as_point, month_number
from intents.dates_points import Fixed, MonthOf, month_span, third_of, week_span, weekend_span
from intents.grammar import Build, Found, Rule
from intents.when import ONE_DAY, Span

_UNITS = {"week": (7, 4), "month_unit": (31, 3)}  # days in one, and how many are meant by "les prochaines"
_WEEK = 7 * ONE_DAY
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
_WITH_MONDAY = {"Pâques": "Lundi de Pâques", "Pentecôte": "Lundi de Pentecôte"}  # Sunday and Monday


def _last_month(found: Found, today: date) -> Fixed | None:
    month = found.get("m", int)
    return Fixed(month_span(today.year - (month >= today.month), month)) if month else None


def _coming_month(found: Found, today: date) -> Fixed | None:
    month = found.get("m", int)
    return Fixed(month_span(today.year + (month <= today.month), month)) if month else None


def _months_on(months: int) -> Build:
    return lambda found, today: Fixed(month_span(today.year, today.month + months))


def _weeks_on(weeks: int) -> Build:
    return lambda found, today: Fixed(week_span(today + 7 * weeks * ONE_DAY))


def _weekends_on(weeks: int) -> Build:
    """From the weekend that comes; at a weekend, "next" is the one after."""

    def build(found: Found, today: date) -> Fixed:
        return Fixed(weekend_span(today + 7 * (weeks - (weeks > 0 and today.weekday() < 5)) * ONE_DAY))

    return build


def _years_on(years: int) -> Build:
    return lambda found, today: Fixed(_year_span(today.year + years))


def _year_span(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31))


def _year(found: Found, today: date) -> Fixed | None:
    year = found.get("y", int)
    return Fixed(_year_span(year)) if year and year >= today.year else None


def _iso_week(found: Found, today: date) -> Fixed | None:
    number = found.get("n", int) or 0
    for year in (today.year, today.year + 1):
        if 1 <= number <= date(year, 12, 28).isocalendar().week:
            span = week_span(date.fromisocalendar(year, number, 1))
            if span.last >= today:
                return Fixed(span)
    return None


def _week_of(found: Found, today: date) -> Fixed | None:
    span = _days_of(found, today)
    return Fixed(week_span(span.first)) if span and span.last - span.first < _WEEK else None


def _week_in(found: Found, today: date) -> Fixed | None:
    """ "la première semaine des vacances", "the last week of October": seven days."""
    span = _days_of(found, today)
    if span is None:
        return None
    rank = (found.get("n", int) or 1) - 1
    first = span.last - 6 * ONE_DAY if found.kind("n") == "last" else span.first + 7 * rank * ONE_DAY
    return Fixed(week) if (week := Span(first, first + 6 * ONE_DAY).both(span)) else None


def _weekend_of(found: Found, today: date) -> Fixed | None:
    span = _days_of(found, today)
    return Fixed(weekend_span(span.first)) if span else None


def _days_of(found: Found, today: date) -> Span | None:
    point = as_point(found, "p")
    return point.after(today) if point else None


def _ahead(found: Found, today: date) -> Fixed | None:
    """ "dans 15 jours" is that very day; weeks and months, which people count roughly, are the whole week or month."""
    number = _count(found)
    if number is None:
        return None
    if found.has("week"):
        return Fixed(week_span(today + 7 * number * ONE_DAY))
    if found.has("month_unit"):
        return Fixed(month_span(today.year, today.month + number))
    day = today + number * ONE_DAY
    return Fixed(Span(day, day))


def _within(found: Found, today: date) -> Fixed:
    """ "d'ici 15 jours", "dans les prochaines semaines": from today on."""
    length, some = next((_UNITS[kind] for kind in _UNITS if found.has(kind)), (1, 7))
    return Fixed(Span(today, today + length * (_count(found) or some) * ONE_DAY))


def _coming_days(found: Found, today: date) -> Fixed | None:
    """ "les 15 prochains jours", "ces jours-ci": only when they are said to come."""
    return _within(found, today) if found.has("next") or found.has("here") else None


def _count(found: Found) -> int | None:
    number = found.get("n", int)
    return 1 if found.kind("n") in ("one", "a") else number


def _part(found: Found, today: date) -> Fixed | None:
    """ "début janvier", "fin de la semaine prochaine": a third of it, the coming one."""
    point = as_point(found, "p")
    span = point.after(today) if point else None
    if point is None or span is None:
        return None
    third = third_of(span, _which(found))
    if third.last < today and isinstance(point, MonthOf) and point.year is None:
        third = third_of(month_span(span.first.year + 1, span.first.month), _which(found))
    return Fixed(third, closes=found.has("end"))


def _part_of_month(found: Found, today: date) -> Fixed:
    return Fixed(third_of(month_span(today.year, today.month), _which(found)), closes=found.has("end"))


def _part_of_year(found: Found, today: date) -> Fixed:
    """January to March, May to August, November and December."""
    year = found.get("y", int) or today.year + found.has("next")
    first, last = ((1, 3), (5, 8), (11, 12))[_which(found)]
    if not found.get("y", int) and _which(found) == 0 and today.month > last:
        year += 1
    return Fixed(Span(date(year, first, 1), month_span(year, last).last), closes=found.has("end"))


def _which(found: Found) -> int:
    return 0 if found.has("begin") else 1 if found.has("mid") else 2


def _feast(found: Found, today: date) -> Fixed | None:
    name = found.get("f", str) or ""
    if name[:2].isdigit():
        month, day = map(int, name.split("-"))
        coming = next(d for d in (date(today.year, month, day), date(today.year + 1, month, day)) if d >= today)
        return Fixed(Span(coming, coming))
    coming_day = public_holiday(_WITH_MONDAY.get(name, name), today)
    if coming_day is None:
        return None
    return Fixed(Span(coming_day - (name in _WITH_MONDAY) * ONE_DAY, coming_day))


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


SCHOOL = (
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
)

MONTHS = (
    Rule("point", "m:month last", _last_month),
    Rule("point", "m:month next", _coming_month),
    Rule("point", "next m:month", _coming_month),
    Rule("point", "m:ANY_MONTH y:year", month_number),
    Rule("point", "m:month", month_number),
    Rule("point", "(?<= MONTH_LEAD) m:LEAD_MONTH", month_number),
    Rule("point", "this month_unit here?", _months_on(0)),
    Rule("point", "(?<= du|of) month_unit (?! next|last|of|here)", _months_on(0)),
    Rule("point", "(THE? month_unit next|(?<! les) next month_unit)", _months_on(1)),
    Rule("point", "(THE? month_unit last|last month_unit)", _months_on(-1)),
    Rule("point", "PART_OF (of|du|THE)* month_unit", _part_of_month),
    Rule("point", "(?<= SEASON_LEAD) s:season next?", _season),
    Rule("point", "(?<= next) s:season", _season),
)

WEEKS = (
    Rule("point", "(in_the_next|by) next? word? n:COUNT? next? (day_unit|week|month_unit) next?", _within),
    Rule("point", "(THE|within THE) next? n:COUNT next? (day_unit|week|month_unit) next?", _coming_days),
    Rule("point", "(THE|this) next? word? day_unit (next|here)?", _coming_days),
    Rule("point", "(within? LES) next? (week|month_unit) next?", _coming_days),
    Rule("point", "this week here?", _weeks_on(0)),
    Rule("point", "(within THE|of|du) week (?! next|last|of|du|DAY)", _weeks_on(0)),
    Rule("point", "(THE? week next|next week)", _weeks_on(1)),
    Rule("point", "(THE? week last|last week (?! of|du|des))", _weeks_on(-1)),
    Rule("point", "this weekend", _weekends_on(0)),
    Rule("point", "(THE? weekend next|next weekend)", _weekends_on(1)),
    Rule("point", "(THE? weekend last|last weekend)", _weekends_on(-1)),
    Rule("point", "this year_unit", _years_on(0)),
    Rule("point", "(PART_OF (of|du|THE)* (year_unit next|next year_unit|year_unit|y:year))", _part_of_year),
    Rule("point", "(THE? year_unit next|next year_unit)", _years_on(1)),
    Rule("point", "(?<= MONTH_LEAD) y:year", _year),
    Rule("point", "within around? n:COUNT (day_unit|week|month_unit)", _ahead),
    Rule("point", "n:COUNT (day_unit|week|month_unit) from_now", _ahead),
    Rule("point", "(?<! NUMBER) week n:DAY", _iso_week),
)

WHOLES = (
    Rule("point", "PART_OF (of|du|THE)* p:POINT", _part),
    Rule("point", "n:RANK (week (of|du|des)|the_week_of) THE? p:DATED", _week_in),
    Rule("point", "(the_week_of|week (of|du)) THE? p:POINT", _week_of),
    Rule("point", "THE? weekend (of|du) THE? p:POINT", _weekend_of),
)
