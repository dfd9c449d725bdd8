"""Rules for the bounds of a moment: before, after, from, until, by, since."""

from dataclasses import dataclass, replace
from datetime import date

from intents.dates_days import as_point
from intents.dates_lengths import count, months_away, stepped
from intents.dates_pieces import moment, timed
from intents.dates_points import Fixed, Later, Point, one_day
from intents.dates_times import Times
from intents.grammar import Found, Rule
from intents.interval import Interval, of_span, whole_days
from intents.when import ONE_DAY, OPEN_END, Span


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
    Rule("span", f"not LINK* (BEFORE|UNTIL) LINK* p:POINT {_AT}", _from),
    Rule("span", f"not LINK* (AFTER|FROM) LINK* p:POINT {_AT}", _until),
    Rule("span", f"BEFORE LINK* p:POINT {_AT}", _before),
    Rule("span", f"AFTER LINK* p:POINT {_AT}", _after),
    Rule("span", f"UNTIL LINK* p:POINT {_AT}", _until),
    Rule("span", f"BY LINK* p:POINT {_AT}", _by),
    Rule("span", f"FROM LINK* p:POINT {_AT}", _from),
    Rule("span", "des p:POINT", _from_des),
)
