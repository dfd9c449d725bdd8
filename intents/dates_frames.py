"""Rules for what is said around a date: before, after, from, until, between, every, not."""

from dataclasses import replace
from datetime import date, timedelta

from intents.calendar_fr import school_holidays
from intents.dates_days import as_point, days_of
from intents.dates_lengths import count, stepped
from intents.dates_points import Fixed, Habit, Later, Point, WeekdayOf, between, one_day, weekend_span
from intents.dates_times import Times
from intents.dates_told import moment, timed
from intents.grammar import Found, Rule
from intents.interval import Interval, minutes_on, of_span, whole_days
from intents.when import ONE_DAY, OPEN_END, Span

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


def _before(found: Found, today: date) -> Fixed | None:
    seen = _seen(found, today)
    if seen is None:
        return None
    point, span, told = seen
    if isinstance(point, Fixed) and point.closes:
        return Fixed(Span(today, max(span.last, today)), exact=Interval(None, told.end))
    return Fixed(Span(today, max(span.first - ONE_DAY, today)), exact=Interval(None, told.start))


def _until(found: Found, today: date) -> Fixed | None:
    seen = _seen(found, today)
    if seen is None:
        return None
    point, span, told = seen
    opens = isinstance(point, Fixed) and point.opens
    times = moment(found, "t")
    end = told.start if opens or (times and times.hours.first == times.hours.last) else told.end
    last = span.first - ONE_DAY if opens else span.last
    return Fixed(Span(today, max(last, today)), exact=Interval(None, end))


def _by(found: Found, today: date) -> Fixed | None:
    until = _until(found, today)
    return replace(until, from_now=True) if until else None


def _after(found: Found, today: date) -> Fixed | None:
    seen = _seen(found, today)
    if seen is None or seen[1].last == OPEN_END:
        return None
    return Fixed(Span(seen[1].last + ONE_DAY, OPEN_END), exact=Interval(seen[2].end, None))


def _from(found: Found, today: date) -> Fixed | None:
    seen = _seen(found, today)
    return Fixed(Span(seen[1].first, OPEN_END), exact=Interval(seen[2].start, None)) if seen else None


def _from_des(found: Found, today: date) -> Fixed | None:
    """ "dès samedi", not "des vacances": without accents they look alike."""
    point = as_point(found, "p")
    return None if isinstance(point, Fixed) and point.opens else _from(found, today)


def _since(found: Found, today: date) -> Fixed | None:
    """From a day gone by on: it tells of the past, and asks for nothing."""
    point, number = as_point(found, "p"), count(found)
    if point is not None:
        span = point.before(today)
    else:
        span = stepped(today, found, -number) if number is not None and number < today.year else None
    if span is None:
        return None
    return Fixed(span, exact=Interval(timed(of_span(span), _moment(found, point)).start, None))


def _since_year(found: Found, today: date) -> Fixed:
    day = date(found.get("y", int) or today.year, 1, 1)
    return Fixed(one_day(day), exact=whole_days(day, None))


def _moment(found: Found, point: Point | None) -> Times | None:
    """The time of day told after the day, or with it ("ce matin")."""
    return moment(found, "t") or (point.hours if isinstance(point, Fixed) else None)


def _seen(found: Found, today: date) -> tuple[Point, Span, Interval] | None:
    """What is pointed at: its days, and to the letter, time of day included."""
    point = as_point(found, "p")
    span, told = (point.after(today), point.told(today)) if point else (None, None)
    return (point, span, timed(told, _moment(found, point))) if point and span and told else None


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


_TIMED = "((a|at)? {}:MOMENT)"
_AT = _TIMED.format("t") + "?"

RANGES = (
    Rule(
        "span",
        f"(between|from|du|of)? THE? a:POINT {_TIMED.format('ta')} (TO|UNTIL) THE? b:POINT {_TIMED.format('tb')}",
        _range_of_times,
    ),
    Rule("span", "between now AND LINK* p:POINT", _by),
    Rule("habit", "(du|from|of)? THE? a:weekday (au|to|a|dash|until|until_the) THE? b:weekday", _weekday_range),
    Rule("span", "(between|from|du|of|des|the_week_of) THE? a:POINT (AND|TO|UNTIL) THE? b:POINT", _range),
    Rule("span", "a:DATED (au|to|dash|UNTIL) THE? b:DATED", _range),
)

FRAMES = (
    Rule("aside", "now", lambda found, today: Later(0)),
    Rule("noise", "born LINK* POINT"),
    Rule("aside", f"since LINK* p:POINT {_AT}", _since),
    Rule("aside", "since LINK* n:COUNT UNIT_OF_TIME", _since),
    Rule("aside", "since y:year", _since_year),
    Rule("span", f"not LINK* (BEFORE|UNTIL) LINK* p:POINT {_AT}", _from),
    Rule("span", f"not LINK* (AFTER|FROM) LINK* p:POINT {_AT}", _until),
    Rule("span", f"BEFORE LINK* p:POINT {_AT}", _before),
    Rule("span", f"AFTER LINK* p:POINT {_AT}", _after),
    Rule("span", f"UNTIL LINK* p:POINT {_AT}", _until),
    Rule("span", f"BY LINK* p:POINT {_AT}", _by),
    Rule("span", f"FROM LINK* p:POINT {_AT}", _from),
    Rule("span", "des p:POINT", _from_des),
)

SCHOOL_DAYS = (Rule("habit", "(school_days|in week)", lambda found, today: Habit(_MONDAY_TO_FRIDAY)),)

REFUSALS = (
    Rule("refused_habit", "not FILLER* (LE|LES|every|ONE|du|of) WEEKDAYS (AND+ THE? WEEKDAYS)*", _both_sets),
    Rule("refused_habit", "not FILLER* EVERY_DAY (AND+ THE? WEEKDAYS)*", _both_sets),
    Rule("refused_habit", "except FILLER* WEEKDAYS ((AND|comma|except)+ THE? WEEKDAYS)*", _both_sets),
    Rule("refused_days", "not FILLER* p:POINT", _refused_days),
    Rule("refused_days", "except FILLER* p:DATED", _refused_days),
    Rule("refused_days", "(not|except) FILLER* days", _refused_list),
    Rule("refused_hours", "(not|except) FILLER* p:PARTS", _refused_hours),
)

HABITS = (
    Rule("habit", "weekday (AND weekday)* (?= parts)", _habit),
    Rule("habit", "(every|on|THE)* weekdays ((AND|comma)+ THE? WEEKDAYS)*", _habit),
    Rule("habit", "(LE|LES|ONE|every|du|on a) weekday (AND+ THE? weekday)*", _coming_habit),
    Rule("habit", "(LE|LES|ONE|every|on|du|in|at|the_en|of)* weekend", _coming_habit),
)
