"""Rules for what stands around a date: before, after, from, until, by, since, between, every, not."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from intents.dates.counted import count, months_away, stepped
from intents.dates.days import as_point, days_of
from intents.dates.holidays import school_holidays
from intents.dates.pieces import moment, timed
from intents.dates.points import (
    Fixed,
    Habit,
    Later,
    Point,
    Times,
    WeekdayOf,
    between,
    month_span,
    one_day,
    weekend_span,
)
from intents.dates.when import ONE_DAY, OPEN_END, Interval, Span, When, minutes_on, of_span, whole_days
from intents.text.grammar import Found, Rule


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a bound is set at: its days, and to the letter, time of day included."""

    point: Point
    days: Span
    told: Interval

    @property
    def fixed(self) -> Fixed:
        """The point, if it is known in full; else any such days."""
        return self.point if isinstance(self.point, Fixed) else Fixed(self.days)


def _seen(found: Found, today: date) -> _Seen | None:
    """None when the days are themselves open on a side."""
    point = as_point(found, "p")
    days, told = (point.after(today), point.told(today)) if point else (None, None)
    if point is None or days is None or told is None or told.start is None or told.end is None:
        return None
    return _Seen(point, days, timed(told, _moment(found, point)))


def _moment(found: Found, point: Point | None) -> Times | None:
    """The time of day told after the day, or with it ("ce matin")."""
    return moment(found, "t") or (point.hours if isinstance(point, Fixed) else None)


def _before(found: Found, today: date) -> Fixed | None:
    seen = _seen(found, today)
    if seen is None:
        return None
    closes = seen.fixed.closes
    last = seen.days.last if closes else seen.days.first - ONE_DAY
    return Fixed(Span(today, max(last, today)), exact=Interval(None, seen.told.end if closes else seen.told.start))


def _until(found: Found, today: date) -> Fixed | None:
    seen, times = _seen(found, today), moment(found, "t")
    if seen is None:
        return None
    opens = seen.fixed.opens
    begun = opens or (times is not None and times.hours.first == times.hours.last)
    last = seen.days.first - ONE_DAY if opens else seen.days.last
    return Fixed(Span(today, max(last, today)), exact=Interval(None, seen.told.start if begun else seen.told.end))


def _by(found: Found, today: date) -> Fixed | None:
    until = _until(found, today)
    return replace(until, from_now=True) if until else None


def _after(found: Found, today: date) -> Fixed | None:
    seen = _seen(found, today)
    if seen is None or seen.days.last == OPEN_END:
        return None
    return Fixed(Span(seen.days.last + ONE_DAY, OPEN_END), exact=Interval(seen.told.end, None))


def _from(found: Found, today: date) -> Fixed | None:
    seen = _seen(found, today)
    return Fixed(Span(seen.days.first, OPEN_END), exact=Interval(seen.told.start, None)) if seen else None


def _from_des(found: Found, today: date) -> Fixed | None:
    """ "dès samedi", not "des vacances": without accents they look alike."""
    point = as_point(found, "p")
    several = isinstance(point, Fixed) and not point.span.single
    return None if several else _from(found, today)


def _since(found: Found, today: date) -> Fixed | None:
    """From a day gone by on: it tells of the past, and asks for nothing."""
    point, number = as_point(found, "p"), count(found)
    if point is not None:
        span = point.before(today)
    else:
        span = _gone(today, found, number) if number is not None and number < today.year else None
    if span is None:
        return None
    return Fixed(span, exact=Interval(timed(of_span(span), _moment(found, point)).start, None))


def _gone(today: date, found: Found, number: int) -> Span:
    """So long ago to the day, years too."""
    months = 12 if found.has("year_unit") or found.has("age_unit") else 0
    return one_day(months_away(today, -number * months)) if months else stepped(today, found, -number)


def _since_year(found: Found, today: date) -> Fixed:
    day = date(found.get("y", int) or today.year, 1, 1)
    return Fixed(one_day(day), exact=whole_days(day, None))


_AT = "((a|at)? t:MOMENT)?"

BOUNDS = (
    Rule("span", "between now AND LINK* p:POINT", _by),
    Rule("aside", "now", lambda found, today: Later(0)),
    Rule("noise", "born LINK* POINT"),
    Rule("aside", f"since LINK* p:POINT {_AT}", _since),
    Rule("aside", "since LINK* n:COUNT UNIT_OF_TIME", _since),
    Rule("aside", "since y:year", _since_year),
    Rule("span", f"(not|except) LINK* (BEFORE|UNTIL) LINK* p:POINT {_AT}", _from),
    Rule("span", f"(not|except) LINK* (AFTER|FROM) LINK* p:POINT {_AT}", _until),
    Rule("span", "once LINK* p:POINT word? (is_over|last)", _after),
    Rule("span", f"BEFORE LINK* p:POINT {_AT}", _before),
    Rule("span", f"AFTER LINK* p:POINT {_AT}", _after),
    Rule("span", f"UNTIL (?! on) LINK* p:POINT {_AT}", _until),
    Rule("span", f"BY LINK* p:POINT {_AT}", _by),
    Rule("span", f"FROM LINK* p:POINT {_AT}", _from),
    Rule("span", "des p:POINT", _from_des),
)


_YEAR, _WEEK = timedelta(days=365), timedelta(days=7)
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


def _refused_moment(found: Found, today: date) -> When | None:
    """ "Sauf le samedi matin", "not tomorrow evening"."""
    times, weekday, span = moment(found, "t"), found.get("p", int), days_of(found, today)
    if times is None or span is None:
        return None
    return (
        When(weekdays=frozenset({weekday}), hours=times.hours)
        if weekday is not None
        else When((span,), hours=times.hours)
    )


def _refused_part(found: Found, today: date) -> When | None:
    """ "Ce soir c'est mort": no other hour of that day is refused."""
    point = as_point(found, "p")
    hours = point.hours if isinstance(point, Fixed) else None
    return When((point.span,), hours=hours.hours) if isinstance(point, Fixed) and hours else None


def _refused_days_at(found: Found, today: date) -> When | None:
    """ "Sauf le mardi et le jeudi soir"."""
    times = moment(found, "t")
    return When(weekdays=_both_sets(found, today), hours=times.hours) if times else None


def _refused_list(found: Found, today: date) -> tuple[Span, ...] | None:
    return next(iter(found.values(("days",), tuple)), None)


def _all_school_holidays(today: date) -> tuple[Span, ...]:
    spans: list[Span] = []
    day = today
    while (span := school_holidays(None, day)) and span.first <= today + _YEAR:
        spans.append(span)
        day = span.last + ONE_DAY
    return tuple(spans)


def _one_after(span: Span) -> Span | None:
    """The same day of the week, week, weekend or month, the time after."""
    if span.last == OPEN_END:
        return None
    if span == month_span(span.first.year, span.first.month):
        return month_span(span.first.year, span.first.month + 1)
    return Span(span.first + _WEEK, span.last + _WEEK) if span.last - span.first < _WEEK else None


def _not_that_one(found: Found, today: date) -> Fixed | None:
    """ "Pas ce samedi, le suivant", "samedi prochain, pas celui-ci": the one after it, where nothing else is named."""
    span, other = days_of(found, today), as_point(found, "q")
    if span is None or (other is not None and other.after(today) != span):
        return None
    after = _one_after(span)
    return Fixed(after) if after else None


def _refused_hours(found: Found, today: date) -> Times | None:
    return found.get("p", Times)


# "Samedi on peut pas", "cette semaine elle est pas dispo", unless it goes on ("on peut pas avant 14 h").
_GONE = "comma? (on|word)? (word|born)? word? (can not able*|not able+|not la|no_go) (?! able? WANTED_NEXT)"
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

_THAT_ONE = "(comma|word|THE)* (next one?|one after)"

REFUSALS = (
    Rule("except", "(?<= any PARTS) but"),
    Rule("word", "but"),
    Rule("point", f"not FILLER* this? p:POINT here? {_THAT_ONE}", _not_that_one),
    Rule("point", "not FILLER* p:POINT here? (comma|word)+ THE? word? q:POINT", _not_that_one),
    Rule("point", "THE? p:POINT comma? word? not FILLER* (this_one|this? q:POINT here?)", _not_that_one),
    Rule("refused_moment", "(not|except) FILLER* p:POINT (THE|du|of|in|within|at|on)* t:PARTS", _refused_moment),
    Rule("refused_moment", "(not|except) FILLER* WEEKDAYS ((AND|except)+ THE? WEEKDAYS)+ t:PARTS", _refused_days_at),
    Rule("refused_moment", f"THE? p:POINT (THE|du|of)* t:PARTS {_GONE}", _refused_moment),
    Rule("refused_moment", "not FILLER* p:POINT", _refused_part),
    Rule("refused_moment", f"THE? p:POINT {_GONE}", _refused_part),
    Rule("refused_habit", "not FILLER* (LE|LES|every|ONE|du|of) WEEKDAYS (AND+ THE? WEEKDAYS)*", _both_sets),
    Rule("refused_habit", "(not|except) (on|in|at)? a WEEKDAYS (?! next|last|DAY|DATE_DAY|of)", _both_sets),
    Rule("refused_habit", "not FILLER* EVERY_DAY (AND+ THE? WEEKDAYS)*", _both_sets),
    Rule("refused_habit", "except FILLER* WEEKDAYS ((AND|comma|except)+ THE? WEEKDAYS)*", _both_sets),
    Rule("refused_days", "not FILLER* p:POINT", _refused_days),
    Rule("refused_days", "except FILLER* p:DATED", _refused_days),
    Rule("refused_days", "(not|except) FILLER* days", _refused_list),
    Rule("refused_habit", "not weekend (?! next|last|of|du|here)", _both_sets),
    Rule("refused_habit", f"(LE|LES|every|ONE|du) WEEKDAYS {_GONE}", _both_sets),
    Rule("refused_days", f"THE? p:POINT {_GONE}", _refused_days),
    Rule("refused_hours", "(not|except) FILLER* p:PARTS", _refused_hours),
    Rule("refused_hours", "no_such p:PARTS", _refused_hours),
    Rule("refused_habit", "no_such WEEKDAYS (AND+ THE? WEEKDAYS)*", _both_sets),
    Rule("refused_hours", f"THE? p:PARTS {_GONE}", _refused_hours),
)

HABITS = (
    Rule("habit", "any weekday", _coming_habit),
    Rule("habit", "every word weekday", _habit),
    Rule("habit", "weekday (AND weekday)* (?= parts)", _habit),
    Rule("habit", "(every|on|THE)* weekdays ((AND|comma)+ THE? WEEKDAYS)*", _habit),
    Rule("habit", "(LE|LES|ONE|every|du|on a) weekday (AND+ THE? weekday)*", _coming_habit),
    Rule("habit", "(LE|LES|ONE|every|on|du|in|at|the_en|of)* weekend", _coming_habit),
)
