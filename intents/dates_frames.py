"""Rules for what is said around a date: before, after, from, until, between, every, not."""

from datetime import date, timedelta

from intents.calendar_fr import school_holidays
from intents.dates_days import as_point, days_of
from intents.dates_pieces import moment
from intents.dates_points import Fixed, Habit, WeekdayOf, between, weekend_span
from intents.dates_times import Times
from intents.grammar import Found, Rule
from intents.interval import Interval, minutes_on, of_span, whole_days
from intents.when import ONE_DAY, Span

_YEAR = timedelta(days=365)
_WEEKEND = frozenset({5, 6})
_MONDAY_TO_FRIDAY = frozenset(range(5))


def _range(found: Found, today: date) -> Fixed | None:
    first, last = as_point(found, "a"), as_point(found, "b")
    span = between(first, last, today) if first and last else None
    return Fixed(span) if span else None


def _range_of_times(found: Found, today: date) -> Fixed | None:
    """ "de samedi 14 h à dimanche 18 h"."""
    days, first, last = _range(found, today), moment(found, "ta"), moment(found, "tb")
    if days is None or first is None or last is None:
        return None
    start = minutes_on(days.span.first, first.first, None).start
    return Fixed(days.span, exact=Interval(start, minutes_on(days.span.last, None, _stop(last)).end))


def _stop(times: Times) -> int | None:
    """When it ends: at a time of the clock, or with a part of the day."""
    return times.first if times.hours.first == times.hours.last else times.last


def _weekday_range(found: Found, today: date) -> Habit | None:
    first, last = found.get("a", int), found.get("b", int)
    if first is None or last is None:
        return None
    start = WeekdayOf(first).after(today).first
    days = frozenset((first + n) % 7 for n in range((last - first) % 7 + 1))
    return Habit(days, (whole_days(start, WeekdayOf(last).after(start).last),))


def _weekday_set(found: Found, today: date) -> frozenset[int]:
    return frozenset(found.values(("weekday", "weekdays"), int))


def _both_sets(found: Found, today: date) -> frozenset[int]:
    days = _weekday_set(found, today).union(*(habit.days for habit in found.values(("habit",), Habit)))
    return days | (_WEEKEND if found.has("weekend") else frozenset())


def _habit(found: Found, today: date) -> Habit:
    return Habit(_both_sets(found, today))


def _coming_habit(found: Found, today: date) -> Habit:
    """ "le mercredi" is every Wednesday for a clerk, and the next one to the letter."""
    if found.has("every") or found.has("one") or found.has("a") or found.has("les"):
        return _habit(found, today)
    days = found.values(("weekday",), int)
    spans = [WeekdayOf(day).after(today) for day in days] + [weekend_span(today)] * found.has("weekend")
    return Habit(_both_sets(found, today), tuple(map(of_span, spans)))


def _refused_days(found: Found, today: date) -> tuple[Span, ...] | None:
    point, span = as_point(found, "p"), days_of(found, today)
    if isinstance(point, Fixed) and point.school:
        return _all_school_holidays(today)
    return (span,) if span else None


def _refused_list(found: Found, today: date) -> tuple[Span, ...] | None:
    return next(iter(found.values(("days",), tuple)), None)


def _all_school_holidays(today: date) -> tuple[Span, ...]:
    spans: list[Span] = []
    day = today
    while (span := school_holidays(None, day)) and span.first <= today + _YEAR:
        spans.append(span)
        day = span.last + ONE_DAY
    return tuple(spans)


def _refused_hours(found: Found, today: date) -> Times | None:
    return found.get("p", Times)


# "Samedi on peut pas", "cette semaine elle est pas dispo", unless it goes on ("on peut pas avant 14 h").
_GONE = "comma? (on|word)? word? (can not able*|not able+|not la|no_go) (?! able? WANTED_NEXT)"
_TIMED = "((a|at)? {}:MOMENT)"

RANGES = (
    Rule(
        "span",
        f"(between|from|du|of)? THE? a:POINT {_TIMED.format('ta')} (TO|UNTIL) THE? b:POINT {_TIMED.format('tb')}",
        _range_of_times,
    ),
    Rule("habit", "(du|from|of)? THE? a:weekday (au|to|a|dash|until|until_the) THE? b:weekday", _weekday_range),
    Rule("span", "(between|FROM|du|of|des|the_week_of) THE? a:POINT (AND|TO|UNTIL) THE? b:POINT", _range),
    Rule("span", "a:DATED (au|to|dash|UNTIL) THE? b:DATED", _range),
)

SCHOOL_DAYS = (Rule("habit", "(school_days|in week)", lambda found, today: Habit(_MONDAY_TO_FRIDAY)),)

REFUSALS = (
    Rule("refused_habit", "not FILLER* (LE|LES|every|ONE|du|of) WEEKDAYS (AND+ THE? WEEKDAYS)*", _both_sets),
    Rule("refused_habit", "not FILLER* EVERY_DAY (AND+ THE? WEEKDAYS)*", _both_sets),
    Rule("refused_habit", "except FILLER* WEEKDAYS ((AND|comma|except)+ THE? WEEKDAYS)*", _both_sets),
    Rule("refused_days", "not FILLER* p:POINT", _refused_days),
    Rule("refused_days", "except FILLER* p:DATED", _refused_days),
    Rule("refused_days", "(not|except) FILLER* days", _refused_list),
    Rule("refused_habit", f"(LE|LES|every|ONE|du) WEEKDAYS {_GONE}", _both_sets),
    Rule("refused_days", f"THE? p:POINT {_GONE}", _refused_days),
    Rule("refused_hours", "(not|except) FILLER* p:PARTS", _refused_hours),
    Rule("refused_hours", f"THE? p:PARTS {_GONE}", _refused_hours),
)

HABITS = (
    Rule("habit", "any weekday", _coming_habit),
    Rule("habit", "weekday (AND weekday)* (?= parts)", _habit),
    Rule("habit", "(every|on|THE)* weekdays ((AND|comma)+ THE? WEEKDAYS)*", _habit),
    Rule("habit", "(LE|LES|ONE|every|du|on a) weekday (AND+ THE? weekday)*", _coming_habit),
    Rule("habit", "(LE|LES|ONE|every|on|du|in|at|the_en|of)* weekend", _coming_habit),
)
