"""Rules for weeks, weekends, months, quarters and years, and for the beginning, middle and end of a stretch."""

from datetime import date

from intents.dates.days import as_point, days_of, month_number
from intents.dates.points import (
    DayOf,
    Fixed,
    Habit,
    MonthOf,
    WeekdayOf,
    between,
    month_span,
    one_day,
    third_of,
    week_span,
    weekend_span,
)
from intents.dates.when import ONE_DAY, Span, of_span
from intents.text.grammar import Build, Found, Rule

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
    Rule(
        "point",
        "(this month_unit here?|THE month_unit here|whole month_unit (?! next|last|of|du|comma? point))",
        _months_on(0),
    ),
    Rule("aside", "within THE month_unit (?! next|last|of|du)", _months_on(0)),
    Rule("point", "(?<= du|of) month_unit (?! next|last|of|here|point)", _months_on(0)),
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


def _length(found: Found) -> int:
    return 3 if found.has("quarter_unit") else 6


def _nth_of_year(year: int, length: int, index: int) -> Span:
    """The one of that index (0 is the first of the year), running into other years beyond."""
    first = month_span(year, 1 + index * length)
    return Span(first.first, month_span(year, (index + 1) * length).last)


def _away(number: int) -> Build:
    def build(found: Found, today: date) -> Fixed:
        length = _length(found)
        return Fixed(_nth_of_year(today.year, length, (today.month - 1) // length + number))

    return build


def _ranked(found: Found, today: date) -> Fixed | None:
    """ "le troisième trimestre": of the year told, or the next that is not over."""
    length, year = _length(found), found.get("y", int)
    last = 12 // length
    index = last - 1 if found.kind("n") == "last" else (found.get("n", int) or 1) - 1
    if index >= last:
        return None
    span = _nth_of_year(year or today.year, length, index)
    return Fixed(_nth_of_year(today.year + 1, length, index) if year is None and span.last < today else span)


_UNIT = "(quarter_unit|half_unit)"

QUARTERS = (
    Rule("point", f"THE? n:RANK {_UNIT} ((of|du|THE)* y:year)?", _ranked),
    Rule("point", f"THE? n:first {_UNIT} ((of|du|THE)* y:year)?", _ranked),
    Rule("point", f"{_UNIT} n:n12 y:year?", _ranked),
    Rule("point", f"this {_UNIT}", _away(0)),
    Rule("point", f"(THE? {_UNIT} next|THE? next {_UNIT})", _away(1)),
    Rule("aside", f"(THE? {_UNIT} last|THE? last {_UNIT})", _away(-1)),
)


_WEEK = 7 * ONE_DAY
_SATURDAY = 5


def _part_of_week(found: Found, today: date) -> Fixed:
    """Its end is from Friday to Sunday: what people may mean by "fin de semaine"."""
    week = week_span(today + found.has("next") * _WEEK)
    days = {0: (0, 1), 1: (2, 3), 2: (4, 6)}[_which(found)]
    return Fixed(Span(*(week.first + day * ONE_DAY for day in days)), closes=found.has("end"))


def _weeks_on(weeks: int) -> Build:
    return lambda found, today: Fixed(week_span(today + weeks * _WEEK))


def _weekends_on(weeks: int) -> Build:
    """From the weekend that comes; at a weekend, "next" is the one after."""

    def build(found: Found, today: date) -> Fixed:
        return Fixed(weekend_span(today + 7 * (weeks - (weeks > 0 and today.weekday() < 5)) * ONE_DAY))

    return build


def _iso_week(found: Found, today: date) -> Fixed | None:
    number = found.get("n", int) or 0
    for year in (today.year, today.year + 1):
        if 1 <= number <= date(year, 12, 28).isocalendar().week:
            span = week_span(date.fromisocalendar(year, number, 1))
            if span.last >= today:
                return Fixed(span)
    return None


def _week_of(found: Found, today: date) -> Fixed | None:
    span = _monday_told(found, today) or days_of(found, today)
    if span is None or span.last - span.first >= _WEEK:
        return None
    return Fixed(week_span(span.first), exact=of_span(span) if found.kind("p") == "span" else None)


def _monday_told(found: Found, today: date) -> Span | None:
    """ "La semaine du 28" begins on a 28th, where this month's or the next one's is a Monday."""
    point = as_point(found, "p")
    if not isinstance(point, DayOf) or point.month or point.weekday is not None:
        return None
    first = point.after(today)
    second = point.after(first.last + ONE_DAY) if first else None
    return next((one for one in (first, second) if one and one.first.weekday() == 0), None)


def _and_next(found: Found, today: date) -> tuple[Span, ...]:
    """ "ce week-end ou le prochain", "mercredi prochain ou le suivant"."""
    nexts = sum(item.kind == "next" for item in found.inside)
    weekday = found.get("w", int)
    if weekday is not None:
        day = WeekdayOf(weekday).after(today + (nexts > 1) * ONE_DAY).first
        return one_day(day), one_day(day + _WEEK)
    around = weekend_span if found.has("weekend") else week_span
    in_it = today + (nexts > 1 and (found.has("week") or today.weekday() >= _SATURDAY)) * _WEEK
    return around(in_it), around(in_it + _WEEK)


_OR_NEXT = "AND (THE|word)+ (next one?|one? after)"

_NAMED = "weekend|week|WEEKDAY|month_unit|MONTH|vacations|year_unit"

PAIRS = (
    Rule(
        "days",
        "(THE|this|on|at)* (weekend|week|w:WEEKDAY) (next|here)? AND (THE|word) (next one?|one after)",
        _and_next,
    ),
    Rule("days", f"this (weekend|week) or next (?! {_NAMED})", _and_next),
    Rule("days", "this? next (weekend|week|w:WEEKDAY) AND (THE|word)+ (next one?|one? after)", _and_next),
)

_NOT_NAMED = "(?! next|last|of|du|des|here|DAY|AFTER|BEFORE)"
_WEEKDAYS = frozenset(range(5))


def _on_weekdays(found: Found, today: date) -> Habit:
    """ "Un jour de semaine", "les soirs de semaine", "pendant la semaine": Monday to Friday."""
    return Habit(_WEEKDAYS)


WEEKS = (
    Rule("noise", f"(any_day|neutral|(every|any|whole) day_unit) (of|du) week {_NOT_NAMED}"),
    Rule("habit", f"(ONE|THE)? day_unit (of|in) week {_NOT_NAMED}", _on_weekdays),
    Rule("habit", f"(?<= part|parts|noon) (of|in) week {_NOT_NAMED}", _on_weekdays),
    Rule("habit", f"during THE? week {_NOT_NAMED}", _on_weekdays),
    Rule("point", "THE? PART_OF (of|du|THE)* (week next|next week|week (?! of|du|last|here|DAY))", _part_of_week),
    Rule(
        "point", "(this day_unit here? (?! la)|THE day_unit (?= this))", lambda found, today: Fixed(Span(today, today))
    ),
    Rule("point", "(this week here?|THE week here|whole week (?! next|last|of|du|DAY))", _weeks_on(0)),
    Rule("point", "(within THE|of|du) week (?! next|last|of|du|DAY|here)", _weeks_on(0)),
    Rule("point", "THE? week after_next", _weeks_on(2)),
    Rule("point", "(THE? week next|next week)", _weeks_on(1)),
    Rule("point", "(THE? week last|last week (?! of|du|des|(in|within) THE? DATED))", _weeks_on(-1)),
    Rule("point", "this weekend", _weekends_on(0)),
    Rule("point", "THE? weekend after_next", _weekends_on(2)),
    Rule("point", "(THE? weekend next|next weekend)", _weekends_on(1)),
    Rule("point", "(THE? weekend last|last weekend (?! BEFORE|of))", _weekends_on(-1)),
    Rule("point", "(?<! NUMBER) week n:DAY", _iso_week),
)

WEEKS_OF = (
    Rule("point", "(the_week_of|week (of|du)) THE? p:POINT", _week_of),
    Rule("days", "THE? weekend (of|du|THE)* d:days", lambda found, today: found.get("d", tuple)),
    Rule("span", "THE? weekend (of|du|THE)* s:span", lambda found, today: found.get("s", Fixed)),
)
