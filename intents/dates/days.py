"""Rules for days: in figures, in words, in lists and ranges, relative to today."""

from datetime import date, timedelta

from intents.dates.points import DayOf, Fixed, MonthOf, Point, Times, WeekdayOf, between, month_span
from intents.dates.when import ONE_DAY, Span
from intents.text.grammar import Found, Rule

_MARDI, _SATURDAY = 1, 5
_MONTHS = 12
_CENTURY = 2000
_SIGNS = ("slash", "dot", "dash")
_FULL_DAY = "wa:weekday? a:DATE_DAY of? ma:MONTH? of? ya:year?"
_LAST_FULL_DAY = "wb:weekday? b:DATE_DAY of? mb:MONTH (of? yb:year)?"


def _day(found: Found, today: date) -> DayOf | None:
    return _day_of(found, "d", "m", "y", "w")


def _day_of(found: Found, day: str, month: str, year: str, weekday: str) -> DayOf | None:
    number = found.get(day, int)
    point = DayOf(number or 0, found.get(month, int), _year(found, year), found.get(weekday, int))
    return point if _exists(point) else None


def _exists(point: DayOf) -> bool:
    return (point.year is None or point.month is not None) and point.after(date(_CENTURY, 1, 1)) is not None


def _year(found: Found, label: str) -> int | None:
    year = found.get(label, int)
    return year + _CENTURY if year is not None and year < 100 else year


def _day_range(found: Found, today: date) -> Fixed | None:
    last = _day_of(found, "b", "mb", "yb", "wb")
    first = _day_of(found, "a", "ma", "ya", "wa")
    span = between(first, last, today) if first and last else None
    return Fixed(span) if span else None


def _day_list(found: Found, today: date) -> tuple[Span, ...] | None:
    month, year = found.get("m", int), found.get("y", int)
    days = [DayOf(day, month, year) for day in found.values(("n12", "n31", "nth", "first"), int)]
    spans = [span for day in days if (span := day.after(today))]
    return tuple(spans) if len(spans) == len(days) else None


def _last_day(found: Found, today: date) -> Fixed | None:
    point = _day(found, today)
    span = point.before(today) if point else None
    return Fixed(span) if span else None


def _day_of_month(found: Found, today: date) -> Fixed | None:
    """ "le 2 du mois prochain"."""
    month = month_span(today.year, today.month + found.has("next") - found.has("last"))
    day = month.first + ((found.get("d", int) or 1) - 1) * ONE_DAY
    return _fixed_day(day) if day in month else None


def _relative(found: Found, today: date) -> Fixed:
    return _fixed_day(today + (found.get("n", int) or 0) * ONE_DAY)


def _relative_week(found: Found, today: date) -> Fixed:
    return _fixed_day(today + ((found.get("n", int) or 0) + _weeks_later(found)) * ONE_DAY)


def _weekday_weeks_later(found: Found, today: date) -> Fixed:
    return _fixed_day(_next_weekday(found, today) + _weeks_later(found) * ONE_DAY)


def _weeks_later(found: Found) -> int:
    return 14 if found.has("in_fifteen") else 7


def _coming_weekday(found: Found, today: date) -> Fixed:
    """ "samedi prochain": the next that comes, not today."""
    return _fixed_day(_next_weekday(found, today + ONE_DAY))


def _last_weekday(found: Found, today: date) -> Fixed:
    return _fixed_day(_next_weekday(found, today - 7 * ONE_DAY))


def _next_weekday(found: Found, day: date) -> date:
    return day + timedelta(days=((found.get("w", int) or 0) - day.weekday()) % 7)


def _today_part(found: Found, today: date) -> Fixed | None:
    hours = found.get("p", Times)
    return Fixed(Span(today, today), hours) if hours else None


def _last_part(found: Found, today: date) -> Fixed | None:
    """ "la nuit dernière", "last night"."""
    hours = found.get("p", Times) or found.get("q", Times)
    return Fixed(Span(today - ONE_DAY, today - ONE_DAY), hours) if hours else None


def _weekday(found: Found, today: date) -> int | None:
    return _MARDI if found.kind("w") == "month_or_day" else found.get("w", int)


def _fixed_day(day: date) -> Fixed:
    return Fixed(Span(day, day))


def as_point(found: Found, label: str) -> Point | None:
    """What a labelled item points at: a date, a month, a bare day of the week, days already told in full."""
    weekday = found.get(label, int) if found.kind(label) in ("weekday", "weekday_short") else None
    return found.get(label, Point) if weekday is None else WeekdayOf(weekday)


def days_of(found: Found, today: date) -> Span | None:
    """The days the item labelled `p` points at, the next if it comes again."""
    point = as_point(found, "p")
    return point.after(today) if point else None


def month_number(found: Found, today: date) -> MonthOf | None:
    """The labelled month, with its year if one is told."""
    month = found.get("m", int)
    return MonthOf(month, found.get("y", int)) if month else None


_COUNTED = "UNIT_OF_TIME|hour_unit|minute_unit|unit"

_NEAR = 31  # days within which the 16th is a Tuesday, for "mar 16" to be one
_DAYS_APART = 6


def _pair(found: Found, today: date) -> tuple[Span, ...] | None:
    """ "18/19 septembre", "sam 20/dim 21 mars": two days, few days apart."""
    first, last = found.get("a", int) or 0, found.get("b", int) or 0
    return _day_list(found, today) if 0 < last - first <= _DAYS_APART else None


def _pair_without_month(found: Found, today: date) -> tuple[Span, ...] | None:
    """ "Le week-end du 18/19", "les 20/21": where they follow one another, and are no day of a month beside it."""
    first, last = found.get("a", int) or 0, found.get("b", int) or 0
    saturday = DayOf(first, weekday=_SATURDAY).after(today)
    near = saturday is not None and _soon(saturday, _SATURDAY, today)
    sure = last > _MONTHS or (near and found.has("weekend"))
    day = saturday if found.has("weekend") and near else DayOf(first).after(today)
    return (day, _next_day(day)) if sure and last == first + 1 and day else None


def _soon(day: Span, weekday: int, today: date) -> bool:
    return day.first.weekday() == weekday and day.first - today <= _NEAR * ONE_DAY


def _next_day(day: Span) -> Span:
    return Span(day.first + ONE_DAY, day.first + ONE_DAY)


def _tuesday(found: Found, today: date) -> DayOf | None:
    """ "Mar 16" is a Tuesday the 16th soon, or the 16th of March."""
    number = found.get("d", int) or 0
    near = DayOf(number, weekday=_MARDI).after(today)
    return DayOf(number, weekday=_MARDI) if near and _soon(near, _MARDI, today) else DayOf(number, found.get("m", int))


SEVENS = (
    Rule("n12", f"month_or_seven (?= {_COUNTED})", lambda found, today: 7),
    Rule("n12", f"month_or_seven (?= (TO|AND|comma) NUMBER half? ({_COUNTED}))", lambda found, today: 7),
)

ORDINALS = (
    Rule("of", "(of|du|au)? month_unit of (?= MONTH)"),
    Rule("nth", "d:DAY nth_suffix", lambda found, today: found.get("d", int)),
    Rule("nth", "d:ordinal (?= of? MONTH)", lambda found, today: found.get("d", int)),
    Rule("nth", "month_or_seven (?= of? MONTH)", lambda found, today: 7),
)

# Short names of days that are also words: only where they can be nothing else.
SHORT = (
    Rule("weekday", "(?<= this|every|the|on|not|except|next) w:weekday_short", _weekday),
    Rule("weekday", "w:SHORT_DAY (?= PART|clock|DATE_DAY MONTH)", _weekday),
    Rule("weekday", "w:weekday_short (?= next|in_eight|DATE_DAY)", _weekday),
    Rule("weekday", "w:weekday_short (?= (AND|slash|dash|to) THE? (weekday|weekday_short))", _weekday),
    Rule("weekday", "(?<= weekday (AND|slash|dash|to)) w:weekday_short", _weekday),
    Rule("weekday", "^ w:weekday_short (?= for)", _weekday),
)

_OF_MONTH = "(of|du) (this|THE)? ((next|last) month_unit|month_unit (next|last|here)?)"

DAYS = (
    *(Rule("point", f"y:year {sign} m:n12 {sign} d:DAY", _day) for sign in _SIGNS),
    *(Rule("point", f"WEEKDAY? d:DAY {sign} m:n12 {sign} y:YEAR (?! {sign})", _day) for sign in _SIGNS),
    Rule("days", "WEEKDAY? THE? a:DAY slash (WEEKDAY THE?)? b:DAY of? m:MONTH y:year?", _pair),
    Rule("days", "THE? weekend (of|du|THE)* a:DAY slash b:DAY (?! slash|NUMBER)", _pair_without_month),
    Rule("days", "(?<= DAY_LEAD|les) a:DAY slash b:n31 (?! slash|NUMBER|hour_unit|unit)", _pair_without_month),
    Rule("point", "m:month_or_day d:DAY (?! NUMBER|slash|dash|dot|hour_unit|unit|MONTH)", _tuesday),
    Rule("point", "(?<! slash) d:DAY slash m:n12 (?! slash|NUMBER)", _day),
    Rule("point", "(?<= DAY_LEAD) d:DAY (dot|dash) m:n12 (?! MONTH|dot|dash|NUMBER)", _day),
    Rule("span", f"(between|FROM) THE? {_FULL_DAY} (AND|TO|UNTIL) THE? {_LAST_FULL_DAY}", _day_range),
    Rule("span", f"(BETWEEN_LEAD THE?)? {_FULL_DAY} (TO|UNTIL) THE? {_LAST_FULL_DAY}", _day_range),
    Rule("span", "(du|the_week_of|des) THE? a:DATE_DAY ma:MONTH? (TO|UNTIL) THE? b:DATE_DAY", _day_range),
    Rule(
        "span", "(?<! NUMBER|slash|weekday) a:DAY au b:DAY (?! MONTH|NUMBER|slash|unit|AGE_UNIT|hour_unit)", _day_range
    ),
    Rule("span", "between THE? a:DATE_DAY ma:MONTH? AND THE? b:DATE_DAY", _day_range),
    Rule("span", "FROM THE? a:DATE_DAY ma:MONTH? (TO|UNTIL) THE? b:DATE_DAY", _day_range),
    Rule("span", "mb:MONTH a:DATE_DAY TO b:DATE_DAY (comma? yb:year)?", _day_range),
    Rule(
        "days",
        "WEEKDAY? THE? DATE_DAY ((AND|comma)+ (DAY_LEAD|THE)? WEEKDAY? DATE_DAY)+ of? m:MONTH y:year?",
        _day_list,
    ),
    Rule(
        "days",
        "(DAY_LEAD|THE) DATE_DAY ((AND|comma)+ (DAY_LEAD|THE)? WEEKDAY? DATE_DAY (?! of? MONTH))+",
        _day_list,
    ),
    Rule("aside", "THE? WEEKDAY? THE? d:ANY_DAY of? m:MONTH last", _last_day),
    Rule("point", "THE? w:WEEKDAY? THE? d:ANY_DAY of? m:MONTH (comma? of? y:year)?", _day),
    Rule("point", "w:WEEKDAY? m:PLAIN_MONTH THE? d:ANY_DAY (?! NUMBER|slash) (comma? y:year)?", _day),
    Rule("point", f"(?<= DAY_LEAD) d:DATE_DAY {_OF_MONTH}", _day_of_month),
    Rule("point", "w:weekday d:DATE_DAY (?! NUMBER|slash|dash|dot)", _day),
    Rule("point", "(?<! within) (?<= DAY_LEAD) d:DATE_DAY (?! NUMBER|slash|dash|dot|hour_unit|of? MONTH)", _day),
    Rule("point", "THE? d:nth", _day),
    Rule("point", "n:relative_day (in_eight|in_fifteen)", _relative_week),
    Rule("point", "a week (on|from)? n:relative_day", _relative_week),
    Rule("point", "n:relative_day week", _relative_week),
    Rule("point", "n:relative_day", _relative),
    Rule("point", "THE? w:WEEKDAY (in_eight|in_fifteen)", _weekday_weeks_later),
    Rule("point", "w:WEEKDAY week (?! next|last|of|du|DAY|here)", _weekday_weeks_later),
    Rule("point", "a week (on|from) w:WEEKDAY", _weekday_weeks_later),
    Rule("point", "(THE|this)? w:WEEKDAY next", _coming_weekday),
    Rule("point", "next w:WEEKDAY", _coming_weekday),
    Rule("point", "THE? w:WEEKDAY last", _last_weekday),
    Rule("point", "last w:WEEKDAY", _last_weekday),
    Rule("point", "this p:part", _today_part),
    Rule("point", "(last p:part|THE? q:part last)", _last_part),
    Rule("weekday", "this w:WEEKDAY", _weekday),
)
