"""Rules for figures that are no dates, and for times of the clock in figures and words."""

from datetime import date

from intents.dates_times import Clock, Times
from intents.grammar import Found, Rule

_NOT_DATES = frozenset({(24, 7), (7, 7), (24, 24), (1, 2), (3, 4), (1, 4)})  # "ouvert 24/7", "1/2 heure"
_NOON, _MIDNIGHT = 12, 24
_QUARTER, _HALF, _HOUR = 15, 30, 60
_TWO_FIGURES = 10


def _never_a_date(found: Found, today: date) -> object:
    return tuple(found.values(("n12", "n31"), int)) in _NOT_DATES or None


def _clock(found: Found, today: date) -> Clock | None:
    """ "18 h 30", "6:30 pm"; a figure written with a zero ("03 h"), or with a colon, is of the whole day."""
    hour, minute = 1 if found.kind("hour") == "one" else found.get("hour", int), found.get("minute", int)
    half_day = found.get("half", int)
    if hour is None or (half_day is not None and not 1 <= hour <= _NOON):
        return None
    if half_day is not None:
        return _made(hour % _NOON + half_day, minute, sure=True)
    return _made(hour, minute, loose=not found.has("colon") and _plain(found), sure=not found.has("hour_unit"))


def _made(hour: int, minute: int | None, *, loose: bool = False, sure: bool) -> Clock | None:
    if not 0 <= hour < 24 or not 0 <= (minute or 0) < _HOUR:
        return None
    return Clock(hour, minute or 0, exact=minute is not None, loose=loose and 1 <= hour < _NOON, sure=sure)


def _plain(found: Found) -> bool:
    """Whether the hour is in words or in a figure without a leading zero."""
    hour = found.item("hour")
    return hour is None or hour.end - hour.start != len("03") or (found.get("hour", int) or 0) >= _TWO_FIGURES


def _spoken(found: Found, today: date) -> Clock | None:
    """ "huit heures et quart", "midi moins dix", "half past three"."""
    hour = _hour(found)
    minute = found.get("minute", int) or (_HALF if found.has("half") else _QUARTER)
    if found.kind("minute") and found.get("minute", int) is None:
        return None
    less = found.has("less") or (found.has("to") and not found.has("last"))
    total = hour * _HOUR + (-minute if less else minute)
    loose = found.kind("hour") not in ("noon", "midnight")
    shown = total // _HOUR % 24
    if minute >= _HOUR or shown >= _MIDNIGHT:
        return None
    return Clock(shown, total % _HOUR, exact=True, loose=loose and 1 <= shown < _NOON, sure=found.kind("hour") != "one")


def _hour(found: Found) -> int:
    named = {"noon": _NOON, "midnight": _MIDNIGHT, "one": 1}
    return named.get(found.kind("hour"), found.get("hour", int) or 0)


def _in_part(found: Found, today: date) -> Clock | None:
    clock, part = found.get("t", Clock), found.get("p", Times)
    return clock.within(part) if clock and part else None


# Telephone numbers, addresses, ages, quantities and durations: their figures are no days.
NOISE = (
    Rule("noise", "NUMBER (SEPARATOR? NUMBER){3,}"),
    Rule("noise", "NUMBER (slash NUMBER){3,}"),
    Rule("noise", "NUMBER (hour_unit|day_unit) (slash|of) NUMBER"),  # "24h/24"
    Rule("noise", "(?<!DAY_LEAD) n:DAY slash n2:DAY (?! month|slash)", _never_a_date),
    Rule("noise", "NUMBER ((slash|dash|comma|AND) THE? NUMBER)* comma? (THE|of|du)* street"),
    Rule("noise", "size (of|du|in|NUMBER|AND)* NUMBER (?! hour_unit|MONTH|slash)"),
    Rule("noise", "first (unit|ranked)"),
    Rule("noise", "born LINK* ((DATE_DAY of?)? MONTH of?)? year"),
    Rule("noise", "(?<!DAY_LEAD) NUMBER ((comma|AND|slash|TO) NUMBER)* AGE_UNIT"),
    Rule("noise", "NUMBER (AND NUMBER)* AGE_UNIT (AND half)?"),
    Rule("noise", "(?<! SEASON_LEAD) MONTH a noise"),  # first names
    Rule("noise", "NUMBER ((TO|or) NUMBER)? unit"),
    Rule("noise", "wish (PART|weekend|week|vacations|feast|festive|weekday|year_unit|day_unit)"),
    Rule("noise", "good (PART|weekend|feast)"),
    Rule("noise", "(lasting|during|for) (around|of|THE|one|a)* NUMBER hour_unit NUMBER?"),
    Rule("noise", "(?<! hour_unit) NUMBER minute_unit (?! (to|last) NUMBER)"),
)

CLOCKS = (
    Rule("clock", "hour:HOUR hour_unit less the? (quarter|minute:NUMBER)", _spoken),
    Rule("clock", "hour:HOUR hour_unit (and|one)+ (half|quarter)", _spoken),
    Rule("clock", "hour:HALF_DAY (less the?|and? one?) (quarter|half)", _spoken),
    Rule("clock", "hour:HALF_DAY (less|and)? minute:NUMBER (?! MONTH|slash|unit|hour_unit|AND)", _spoken),
    Rule("clock", "(half|a? (quarter|quarter_unit)) last hour:NUMBER oclock?", _spoken),
    Rule("clock", "a? (quarter|quarter_unit) to hour:NUMBER oclock?", _spoken),
    Rule("clock", "minute:NUMBER minute_unit? last hour:NUMBER oclock?", _spoken),
    Rule("clock", "minute:NUMBER minute_unit to hour:NUMBER oclock?", _spoken),
    Rule("clock", "(?<= at) minute:NUMBER to hour:NUMBER oclock?", _spoken),
    Rule("clock", "hour:one hour_unit (?= (of|du) part)", _clock),
    Rule("clock", "(?<= a|around) hour:one hour_unit", _clock),
    Rule("clock", "hour:NUMBER hour_unit (minute:NUMBER minute_unit? (?! MONTH|slash|unit))?", _clock),
    Rule("clock", "hour:NUMBER (colon|dot) minute:NUMBER half:meridiem", _clock),
    Rule("clock", "hour:NUMBER colon minute:NUMBER hour_unit?", _clock),
    Rule("clock", "hour:NUMBER half:meridiem", _clock),
    Rule("clock", "hour:NUMBER oclock", _clock),
    Rule("clock", "hour:n12 (?= within the_en part)", _clock),
    Rule("clock", "(?<= BEFORE_AT at) hour:n12 (?! NUMBER|SEPARATOR|slash|colon|word{0,2} street|unit)", _clock),
    Rule("clock", "(?<= at) hour:n12 (?= on? (weekday|relative_day)|this part)", _clock),
)

HALVES = (
    Rule("clock", "t:clock (?= (of|du|THE|in|this|within|comma)* p:PART_NAME)", _in_part),
    Rule("clock", "(?<= p:PART_NAME (a|at|around|for|comma|from)) t:clock", _in_part),
    Rule("clock", "(?<= p:PART_NAME) t:clock", _in_part),
)
