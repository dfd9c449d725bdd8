"""Rules for what is counted: "dans deux heures", "il y a trois semaines", "le lendemain de Noël"."""

import calendar
from datetime import date

from intents.dates.days import as_point, days_of
from intents.dates.points import Fixed, WeekdayOf, month_span, one_day, week_span
from intents.dates.when import ONE_DAY, OPEN_END, Interval, Span, of_span, whole_days
from intents.text.grammar import Found, Rule

_WEEK = 7 * ONE_DAY
_SOME = {"week": 4, "month_unit": 3}  # how many are meant by "les prochaines"; days otherwise
_SOME_DAYS = 7
_WEEKS_BY_DAYS = (8, 15)  # "huit jours" and "quinze jours" count the first day too


def count(found: Found, label: str = "n") -> int | None:
    """How many: a number, or "un"."""
    number = found.get(label, int)
    return 1 if found.kind(label) in ("one", "a", "age_unit") else number


def stepped(today: date, found: Found, number: int) -> Span:
    """The day, or the month for years, so many units away."""
    if found.has("week"):
        return one_day(today + number * _WEEK)
    if found.has("day_unit"):
        return one_day(today + number * ONE_DAY)
    if found.has("month_unit"):
        return one_day(months_away(today, number))
    return month_span(today.year + number, today.month)


def months_away(today: date, months: int) -> date:
    """The same day of another month, or its last."""
    span = month_span(today.year, today.month + months)
    return span.first.replace(day=min(today.day, calendar.monthrange(span.first.year, span.first.month)[1]))


def _ahead(found: Found, today: date) -> Fixed | None:
    """ "dans 10 jours" is that very day; a clerk takes weeks and months, which people count roughly, as a whole, and
    knows that eight days are a week in French, and fifteen two.
    """
    number = count(found)
    if number is None or (found.kind("n") == "a" and found.has("year_unit")):  # "how many in a year"
        return None
    said = stepped(today, found, number)
    if found.has("week"):
        return Fixed(week_span(said.first), exact=of_span(said))
    if found.has("month_unit"):
        return Fixed(month_span(said.first.year, said.first.month), exact=of_span(said))
    if found.has("day_unit") and number in _WEEKS_BY_DAYS:
        return Fixed(Span(said.first - ONE_DAY, said.last), exact=of_span(said))
    return Fixed(said)


def _weekday_near(found: Found, today: date) -> Fixed | None:
    """ "Dans quinze jours, le jeudi": the Thursday nearest to that day."""
    number, weekday = count(found), found.get("w", int)
    if number is None or weekday is None:
        return None
    return Fixed(WeekdayOf(weekday).nearest(stepped(today, found, number).first))


def _fortnight(found: Found, today: date) -> Fixed:
    day = today + (found.get("n", int) or 0) * ONE_DAY
    return Fixed(week_span(day), exact=of_span(one_day(day)))


def _within_fortnight(found: Found, today: date) -> Fixed:
    last = today + (found.get("n", int) or 0) * ONE_DAY
    return Fixed(Span(today, last), exact=whole_days(None, last), from_now=True)


def _ago(found: Found, today: date) -> Fixed | None:
    number = count(found)
    return None if number is None or number >= today.year else Fixed(stepped(today, found, -number))


def _within(found: Found, today: date) -> Fixed:
    """ "d'ici 15 jours", "dans les prochaines semaines": from now on."""
    last = stepped(today, found, count(found) or _some(found)).last
    return Fixed(Span(today, last), exact=whole_days(None, last), from_now=True)


def _some(found: Found) -> int:
    return next((some for kind, some in _SOME.items() if found.has(kind)), _SOME_DAYS)


def _coming(found: Found, today: date) -> Fixed | None:
    """ "les 15 prochains jours", "ces jours-ci": only when they are said to come."""
    if not found.has("next") and not found.has("here"):
        return None
    near = _within(found, today)
    return Fixed(near.span, exact=_whole_units(found, today, count(found))) if count(found) else near


def _past(found: Found, today: date) -> Fixed | None:
    number = count(found) or _some(found)
    said = _whole_units(found, today, -number) if number < today.year else None
    return Fixed(Span(today, today), exact=said) if said else None


def _whole_units(found: Found, today: date, number: int | None) -> Interval | None:
    """So many whole days, weeks, months or years after this one, or before it."""
    first, last = (1, number or 1) if (number or 1) > 0 else (number or 1, -1)
    if found.has("week"):
        return whole_days(week_span(today + first * _WEEK).first, week_span(today + last * _WEEK).last)
    if found.has("month_unit"):
        months = [month_span(today.year, today.month + n) for n in (first, last)]
        return whole_days(months[0].first, months[1].last)
    if found.has("day_unit"):
        return whole_days(today + first * ONE_DAY, today + last * ONE_DAY)
    return whole_days(date(today.year + first, 1, 1), date(today.year + last, 12, 31))


def _from_then(found: Found, today: date) -> Fixed | None:
    """ "3 jours à partir de lundi"."""
    span, number = days_of(found, today), count(found)
    if number is None or span is None:
        return None
    start = span.first
    if start == today:
        return Fixed(stepped(today, found, number))  # "2 semaines à partir d'aujourd'hui"
    last = stepped(start, found, number).first - ONE_DAY
    return Fixed(Span(start, last)) if last >= start else None


def _stay(found: Found, today: date) -> int | None:
    """ "Pour quinze jours": so many days."""
    number = count(found)
    return None if number is None else (stepped(today, found, number).first - today).days


def _staying(found: Found, today: date) -> Fixed | None:
    """ "Le 20 février pour quinze jours"."""
    span, days = days_of(found, today), found.get("s", int)
    if span is None or not days or not (span.single or span.last == OPEN_END):
        return None
    return Fixed(Span(span.first, span.first + (days - 1) * ONE_DAY))


def _beside(found: Found, today: date) -> Fixed | None:
    """ "deux semaines avant Noël": that day; "les deux semaines avant Noël" is left to others."""
    point, number = as_point(found, "p"), count(found)
    told = point.told(today) if point else None
    if number is None or told is None or told.start is None or told.end is None:
        return None
    span = Span(told.start.date(), (told.end - ONE_DAY).date())
    back = found.has("before") or found.has("before_the")
    return Fixed(stepped(span.first, found, -number) if back else stepped(span.last, found, number))


def _morrow(found: Found, today: date) -> Fixed | None:
    span = days_of(found, today)
    return Fixed(one_day(span.last + ONE_DAY)) if span and span.last < OPEN_END else None


def _eve(found: Found, today: date) -> Fixed | None:
    point = as_point(found, "p")
    told = point.told(today) if point else None
    return Fixed(one_day(told.start.date() - (found.get("n", int) or 1) * ONE_DAY)) if told and told.start else None


_UNITS = "n:COUNT UNIT_OF_TIME"
_NAMED = "weekend|week|WEEKDAY|month_unit|MONTH|vacations"  # "my 9 year old next weekend" counts no years

LENGTHS = (
    Rule("point", "in_the_next next? (word|few)? n:COUNT next? UNIT_OF_TIME next?", _within),
    Rule("point", "in_the_next next? (word|few)? next? (day_unit|week|month_unit) next?", _within),
    Rule("point", "(THE|this|during|within THE) next few UNIT_OF_TIME", _within),
    Rule("point", "by THE? next? (word|few|n:COUNT) next? UNIT_OF_TIME next?", _within),
    Rule("point", f"(THE|this|within THE)? next? n:COUNT next? UNIT_OF_TIME (next (?! {_NAMED}))?", _coming),
    Rule("aside", "(THE|this|within THE)? last n:COUNT UNIT_OF_TIME", _past),
    Rule("aside", "(THE|this|within THE)? n:COUNT last UNIT_OF_TIME", _past),
    Rule("aside", "(THE|this|within THE) n:COUNT UNIT_OF_TIME last", _past),
    Rule("point", "(THE|this|during) next? (word|few)? day_unit (next|here)?", _coming),
    Rule("point", "(within? LES) next? (week|month_unit) next?", _coming),
    Rule("aside", "(LES|this) last (week|month_unit|day_unit)", _past),
    Rule("point", f"within less of {_UNITS}", _within),
    Rule("point", "within few UNIT_OF_TIME", _within),
    Rule("aside", "ago few UNIT_OF_TIME", _past),
    Rule("aside", "few UNIT_OF_TIME back", _past),
    Rule("point", "within (one|a)? n:fortnight (?! of)", _fortnight),
    Rule("point", "(in_the_next|by) (THE|one)? n:fortnight (?! of)", _within_fortnight),
    Rule("point", "within around? n:COUNT day_unit (comma|THE)* w:WEEKDAY", _weekday_near),
    Rule("point", "THE? w:WEEKDAY within around? n:COUNT day_unit", _weekday_near),
    Rule("point", f"within around? {_UNITS}", _ahead),
    Rule("point", f"{_UNITS} (from_now|FROM now)", _ahead),
    Rule("aside", f"ago around? {_UNITS}", _ago),
    Rule("aside", f"{_UNITS} back", _ago),
    Rule("stay", "(lasting|during|for) (around|of|THE)* n:COUNT (day_unit|week|month_unit)", _stay),
    Rule("noise", f"(lasting|during|for) (around|of|THE)* {_UNITS}"),
)

FROM_THEN = (
    Rule("point", f"{_UNITS} FROM THE? p:POINT", _from_then),
    Rule("point", f"{_UNITS} (AFTER|BEFORE) LINK* p:POINT", _beside),
    Rule("point", "p:POINT s:stay", _staying),
    Rule("point", "morrow LINK* p:POINT", _morrow),
    Rule("point", "n:eve LINK* p:POINT", _eve),
    Rule("aside", "THE? morrow", lambda found, today: Fixed(one_day(today + ONE_DAY))),
)
