"""Rules for figures that are no dates, and for times of day."""

from datetime import date, time

from intents.grammar import Found, Rule
from intents.when import Hours

DAY_START, DAY_END = time(0, 0), time(23, 59)
NOON = time(12, 0)
_AROUND = 60  # minutes on either side of "vers 14 h"
_NOT_DATES = frozenset({(24, 7), (7, 7), (24, 24), (1, 2), (3, 4), (1, 4)})  # "ouvert 24/7", "1/2 heure"


def _never_a_date(found: Found, today: date) -> object:
    return tuple(found.values(("n12", "n31"), int)) in _NOT_DATES or None


def _clock(found: Found, today: date) -> time | None:
    hour, minute = found.get("hour", int), found.get("minute", int) or 0
    half_day = found.get("half", int)
    if hour is None or (half_day is not None and not 1 <= hour <= 12):
        return None
    hour = hour if half_day is None else hour % 12 + half_day
    return time(hour, minute) if hour < 24 and minute < 60 else None


def clock(found: Found, label: str) -> time:
    """The time of a labelled item; "midi" has one too."""
    at = found.get(label, time)
    return at if at is not None else {"noon": NOON, "midnight": DAY_END}.get(found.kind(label), DAY_START)


def _before(found: Found, today: date) -> Hours:
    return Hours(DAY_START, _shifted(clock(found, "t"), -1))


def _until(found: Found, today: date) -> Hours:
    return Hours(DAY_START, clock(found, "t"))


def _from(found: Found, today: date) -> Hours:
    return Hours(clock(found, "t"), DAY_END)


def _around_(found: Found, today: date) -> Hours:
    at = clock(found, "t")
    return Hours(_shifted(at, -_AROUND), _shifted(at, _AROUND))


def _at(found: Found, today: date) -> Hours:
    at = clock(found, "t")
    return Hours(at, at)


def _between_clocks(found: Found, today: date) -> Hours | None:
    last = clock(found, "t")
    hour = found.get("hour", int)
    first = clock(found, "f") if hour is None else _same_half_day(hour, last)
    return Hours(first, last) if first and first <= last else None


def _same_half_day(hour: int, last: time) -> time | None:
    """ "from 2 to 4pm": the first hour is in the afternoon too."""
    afternoon = hour + 12 if last >= NOON and hour + 12 <= last.hour else hour
    return time(afternoon) if afternoon < 24 else None


def _shifted(at: time, minutes: int) -> time:
    total = min(max(at.hour * 60 + at.minute + minutes, 0), 24 * 60 - 1)
    return time(total // 60, total % 60)


# Telephone numbers, addresses, ages, quantities and durations: their figures are no days.
NOISE = (
    Rule("noise", "NUMBER (SEPARATOR? NUMBER){3,}"),
    Rule("noise", "(?<!DAY_LEAD) n:DAY slash n2:DAY (?! month|slash)", _never_a_date),
    Rule("noise", "NUMBER ((slash|dash) NUMBER)? comma? (THE|of|du)* street"),
    Rule("noise", "(?<!DAY_LEAD) NUMBER ((comma|AND|slash|TO) NUMBER)* AGE_UNIT"),
    Rule("noise", "NUMBER (AND NUMBER)* AGE_UNIT"),
    Rule("noise", "NUMBER ((TO|or) NUMBER)? unit"),
    Rule("noise", "wish (PART|weekend|week|vacations|feast|festive|weekday|year_unit|day_unit)"),
    Rule("noise", "good (PART|weekend|feast)"),
    Rule("noise", "(lasting|during|for) (around|of|THE|one|a)* NUMBER hour_unit NUMBER?"),
    Rule("noise", "NUMBER minute_unit"),
    Rule("noise", "ago (around|a)? (NUMBER|one) (day_unit|week|month_unit|year_unit)"),
)

CLOCKS = (
    Rule("clock", "hour:NUMBER hour_unit (minute:NUMBER (?! MONTH|slash|unit))?", _clock),
    Rule("clock", "hour:NUMBER (colon|dot) minute:NUMBER half:meridiem", _clock),
    Rule("clock", "hour:NUMBER colon minute:NUMBER", _clock),
    Rule("clock", "hour:NUMBER half:meridiem", _clock),
    Rule("clock", "hour:NUMBER oclock", _clock),
)

HOURS = (
    Rule("hours", "(BETWEEN_LEAD THE?)? f:CLOCK (AND|TO|UNTIL) THE? t:CLOCK", _between_clocks),
    Rule("hours", "(between|from|of) hour:NUMBER (AND|TO) t:CLOCK", _between_clocks),
    Rule("hours", "(?<! DAY_LEAD|weekday|NUMBER|month) hour:NUMBER (TO|or) t:clock", _between_clocks),
    Rule("hours", "not (BEFORE|UNTIL) t:CLOCK", _from),
    Rule("hours", "not (AFTER|FROM) t:CLOCK", _until),
    Rule("hours", "BEFORE a? t:CLOCK", _before),
    Rule("hours", "(UNTIL|BY) t:CLOCK", _until),
    Rule("hours", "(AFTER|FROM|des) t:CLOCK", _from),
    Rule("hours", "around t:CLOCK", _around_),
    Rule("hours", "(a|at|for) t:clock", _at),
)
