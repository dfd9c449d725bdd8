"""Rules for what is said around a date: before, after, from, until, between, every, not."""

from datetime import date, timedelta

from intents.calendar_fr import school_holidays
from intents.dates_days import as_point
from intents.dates_points import Fixed, Point, between
from intents.grammar import Found, Rule
from intents.when import ONE_DAY, OPEN_END, Hours, Span

_YEAR = timedelta(days=365)
_WEEKEND = frozenset({5, 6})
_MONDAY_TO_FRIDAY = frozenset(range(5))


def _range(found: Found, today: date) -> Span | frozenset[int] | None:
    first, last = as_point(found, "a"), as_point(found, "b")
    return between(first, last, today) if first and last else None


def _weekday_range(found: Found, today: date) -> frozenset[int] | None:
    first, last = found.get("a", int), found.get("b", int)
    if first is None or last is None:
        return None
    return frozenset((first + n) % 7 for n in range((last - first) % 7 + 1))


def _before(found: Found, today: date) -> Span | None:
    point, span = _seen(found, today)
    if point is None or span is None:
        return None
    if isinstance(point, Fixed) and point.closes:
        return Span(today, max(span.last, today))
    return Span(today, max(span.first - ONE_DAY, today))


def _until(found: Found, today: date) -> Span | None:
    point, span = _seen(found, today)
    if point is None or span is None:
        return None
    last = span.first - ONE_DAY if isinstance(point, Fixed) and point.opens else span.last
    return Span(today, max(last, today))


def _after(found: Found, today: date) -> Span | None:
    _, span = _seen(found, today)
    return Span(span.last + ONE_DAY, OPEN_END) if span and span.last < OPEN_END else None


def _from(found: Found, today: date) -> Span | None:
    _, span = _seen(found, today)
    return Span(span.first, OPEN_END) if span else None


def _from_des(found: Found, today: date) -> Span | None:
    """ "dès samedi", not "des vacances": without accents they look alike."""
    point = as_point(found, "p")
    return None if isinstance(point, Fixed) and point.opens else _from(found, today)


def _seen(found: Found, today: date) -> tuple[Point | None, Span | None]:
    point = as_point(found, "p")
    return point, point.after(today) if point else None


def _weekday_set(found: Found, today: date) -> frozenset[int]:
    return frozenset(found.values(("weekday", "weekdays"), int))


def _both_sets(found: Found, today: date) -> frozenset[int]:
    days = _weekday_set(found, today).union(*found.values(("habit",), frozenset))
    return days | (_WEEKEND if found.has("weekend") else frozenset())


def _refused_days(found: Found, today: date) -> tuple[Span, ...] | None:
    point, span = _seen(found, today)
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


def _refused_hours(found: Found, today: date) -> Hours | None:
    return found.get("p", Hours)


RANGES = (
    Rule("span", "between now AND LINK* p:POINT", _until),
    Rule("habit", "(du|from)? THE? a:weekday (au|to|dash|until|until_the) THE? b:weekday", _weekday_range),
    Rule("span", "(between|from|du|of|des|the_week_of) THE? a:POINT (AND|TO|UNTIL) THE? b:POINT", _range),
    Rule("span", "a:DATED (au|to|dash|UNTIL) THE? b:DATED", _range),
)

FRAMES = (
    Rule("noise", "(since|born) LINK* POINT"),
    Rule("span", "not LINK* (BEFORE|UNTIL) LINK* p:POINT PARTS?", _from),
    Rule("span", "not LINK* (AFTER|FROM) LINK* p:POINT PARTS?", _until),
    Rule("span", "BEFORE LINK* p:POINT PARTS?", _before),
    Rule("span", "AFTER LINK* p:POINT PARTS?", _after),
    Rule("span", "(UNTIL|BY) LINK* p:POINT PARTS?", _until),
    Rule("span", "FROM LINK* p:POINT PARTS?", _from),
    Rule("span", "des p:POINT", _from_des),
)

SCHOOL_DAYS = (Rule("habit", "(school_days|in week)", lambda found, today: _MONDAY_TO_FRIDAY),)

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
    Rule("habit", "weekday (AND weekday)* (?= parts)", _both_sets),
    Rule("habit", "(every|on|THE)* weekdays ((AND|comma)+ THE? WEEKDAYS)*", _both_sets),
    Rule("habit", "(LE|LES|ONE|every|du) weekday (AND+ THE? weekday)*", _both_sets),
    Rule("habit", "(LE|LES|ONE|every|on|du|in|at|the_en|of)* weekend", _both_sets),
)
