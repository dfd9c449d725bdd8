"""Rules for weeks and weekends."""

from datetime import date

from intents.dates_days import days_of
from intents.dates_points import Fixed, WeekdayOf, one_day, week_span, weekend_span
from intents.grammar import Build, Found, Rule
from intents.interval import of_span
from intents.when import ONE_DAY, Span

_WEEK = 7 * ONE_DAY
_SATURDAY = 5


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
    span = days_of(found, today)
    if span is None or span.last - span.first >= _WEEK:
        return None
    return Fixed(week_span(span.first), exact=of_span(span) if found.kind("p") == "span" else None)


def _weekend_of(found: Found, today: date) -> Fixed | None:
    span = days_of(found, today)
    return Fixed(weekend_span(span.first)) if span else None


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


PAIRS = (
    Rule("days", "(THE|this|on|at)* (weekend|week|w:WEEKDAY) (next|here)? AND (THE|word) next one?", _and_next),
    Rule("days", "this? next (weekend|week|w:WEEKDAY) AND (THE|word) next one?", _and_next),
)

WEEKS = (
    Rule(
        "point", "(this day_unit here? (?! la)|THE day_unit (?= this))", lambda found, today: Fixed(Span(today, today))
    ),
    Rule("point", "(this week here?|THE week here|whole week (?! next|last|of|du|DAY))", _weeks_on(0)),
    Rule("point", "(within THE|of|du) week (?! next|last|of|du|DAY|here)", _weeks_on(0)),
    Rule("point", "THE? week after_next", _weeks_on(2)),
    Rule("point", "(THE? week next|next week)", _weeks_on(1)),
    Rule("point", "(THE? week last|last week (?! of|du|des))", _weeks_on(-1)),
    Rule("point", "this weekend", _weekends_on(0)),
    Rule("point", "THE? weekend after_next", _weekends_on(2)),
    Rule("point", "(THE? weekend next|next weekend)", _weekends_on(1)),
    Rule("point", "(THE? weekend last|last weekend (?! BEFORE|of))", _weekends_on(-1)),
    Rule("point", "(?<! NUMBER) week n:DAY", _iso_week),
)

WEEKS_OF = (
    Rule("point", "(the_week_of|week (of|du)) THE? p:POINT", _week_of),
    Rule("point", "THE? weekend (of|du) THE? p:POINT", _weekend_of),
    Rule("days", "THE? weekend (of|du)? d:days", lambda found, today: found.get("d", tuple)),
    Rule("span", "THE? weekend (of|du)? s:span", lambda found, today: found.get("s", Fixed)),
)
