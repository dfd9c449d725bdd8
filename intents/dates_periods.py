"""Rules for months and years, and for the beginning, middle and end of a stretch of days."""

from datetime import date

from intents.dates_days import as_point, month_number
from intents.dates_points import Fixed, MonthOf, between, month_span, third_of, week_span
from intents.grammar import Build, Found, Rule
from intents.when import Span

_MID_MONTH = 15


def _last_month(found: Found, today: date) -> Fixed | None:
    month = found.get("m", int)
    return Fixed(month_span(today.year - (month >= today.month), month)) if month else None


def _coming_month(found: Found, today: date) -> Fixed | None:
    month = found.get("m", int)
    return Fixed(month_span(today.year + (month <= today.month), month)) if month else None


def _months_on(months: int) -> Build:
    return lambda found, today: Fixed(month_span(today.year, today.month + months))


def _years_on(years: int) -> Build:
    return lambda found, today: Fixed(_year_span(today.year + years))


def _year_span(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31))


def _months_range(found: Found, today: date) -> Fixed | None:
    first, last = found.get("a", int), found.get("b", int)
    if first is None or last is None:
        return None
    span = between(MonthOf(first, found.get("ya", int)), MonthOf(last, found.get("yb", int)), today)
    return Fixed(span) if span else None


def _years_range(found: Found, today: date) -> Fixed | None:
    first, last = found.get("a", int) or 1, found.get("b", int) or 1
    return Fixed(Span(date(first, 1, 1), date(last, 12, 31))) if today.year <= last and first < last else None


def _year(found: Found, today: date) -> Fixed | None:
    year = found.get("y", int) or found.get("z", int)
    return Fixed(_year_span(year)) if year and year >= today.year else None


def _past_year(found: Found, today: date) -> Fixed | None:
    year = found.get("y", int) or found.get("z", int)
    return Fixed(_year_span(year)) if year and year < today.year else None


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
    if year == today.year and not found.get("y", int) and _which(found) == 0 and today.month > last:
        year += 1
    return Fixed(Span(date(year, first, 1), month_span(year, last).last), closes=found.has("end"))


def _rest(found: Found, today: date) -> Fixed:
    month = month_span(today.year, today.month)
    last = week_span(today).last if found.has("week") else month.last if found.has("month_unit") else None
    return Fixed(Span(today, last or _year_span(today.year).last))


def _half_month(found: Found, today: date) -> Fixed | None:
    """ "la première quinzaine de mars": to the 15th, or from the 16th."""
    month = MonthOf(found.get("m", int) or today.month, found.get("y", int)).after(today)
    rank = 2 if found.kind("n") == "last" else found.get("n", int) or 1
    if rank not in (1, 2):
        return None
    first, last = month.first.replace(day=_MID_MONTH), month.first.replace(day=_MID_MONTH + 1)
    return Fixed(Span(month.first, first) if rank == 1 else Span(last, month.last))


def _which(found: Found) -> int:
    return 0 if found.has("begin") else 1 if found.has("mid") else 2


MONTHS = (
    Rule("point", "(THE? rest (of|du) THE?|from_now this) (week|month_unit|year_unit)", _rest),
    Rule("point", "n:RANK (fortnight|half) (of|du|THE)* (m:MONTH y:year?|month_unit)", _half_month),
    Rule("point", "m:month last", _last_month),
    Rule("point", "m:month next", _coming_month),
    Rule("point", "next m:month", _coming_month),
    Rule("span", "from? a:MONTH ya:year? (a|to|dash) b:MONTH yb:year?", _months_range),
    Rule("span", "between THE? a:MONTH ya:year? AND THE? b:MONTH yb:year?", _months_range),
    Rule("span", "(between|from|of|du)? a:year (AND|TO) b:year", _years_range),
    Rule("point", "m:ANY_MONTH y:year", month_number),
    Rule("point", "m:month", month_number),
    Rule("point", "(?<= MONTH_LEAD) m:LEAD_MONTH", month_number),
    Rule("point", "(this month_unit here?|THE month_unit here|whole month_unit (?! next|last|of|du))", _months_on(0)),
    Rule("aside", "within THE month_unit (?! next|last|of|du)", _months_on(0)),
    Rule("point", "(?<= du|of) month_unit (?! next|last|of|here)", _months_on(0)),
    Rule("point", "(THE? month_unit next|(?<! les) next month_unit)", _months_on(1)),
    Rule("point", "(THE? month_unit last|last month_unit)", _months_on(-1)),
    Rule("point", "PART_OF (of|du|THE)* month_unit", _part_of_month),
    Rule("point", "((this|whole) year_unit (?! next|last|year)|THE year_unit here)", _years_on(0)),
    Rule("aside", "(within THE|during (of|THE)*) year_unit (?! next|last|year)", _years_on(0)),
    Rule("point", "PART_OF (of|du|THE)* (year_unit next|next year_unit|year_unit|y:year)", _part_of_year),
    Rule("point", "(THE? year_unit next|next year_unit)", _years_on(1)),
    Rule("aside", "(THE? year_unit last|last year_unit)", _years_on(-1)),
    Rule("point", "(?<= MONTH_LEAD) y:year", _year),
    Rule("point", "(year_unit y:year|^ z:year $)", _year),
    Rule("aside", "(year_unit y:year|^ z:year $)", _past_year),
    Rule("aside", "(?<= in|within|during|the) y:year", _past_year),
)

PARTS = (Rule("point", "PART_OF (of|du|THE)* p:POINT", _part),)
