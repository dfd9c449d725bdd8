"""Rules for times of the clock in figures and words, for their bounds and ranges, and for hours counted from now."""

from dataclasses import replace
from datetime import date, time

from intents.dates.counted import count
from intents.dates.points import DAY_END, DAY_START, Clock, Later, Times
from intents.dates.when import Hours
from intents.text.grammar import Found, Rule

_NOT_DATES = frozenset({(24, 7), (7, 7), (24, 24), (1, 2), (3, 4), (1, 4)})  # "ouvert 24/7", "1/2 heure"
_MONTHS = 12
_NOON_H, _MIDNIGHT_H = 12, 24
_QUARTER, _HALF, _HOUR = 15, 30, 60
_TWO_FIGURES = 10


def _never_a_date(found: Found, today: date) -> object:
    return tuple(found.values(("n12", "n31"), int)) in _NOT_DATES or None


def _clock(found: Found, today: date) -> Clock | None:
    """ "18 h 30", "6:30 pm"; a figure written with a zero ("03 h"), or with a colon, is of the whole day."""
    hour, minute = 1 if found.kind("hour") == "one" else found.get("hour", int), found.get("minute", int)
    half_day = found.get("half", int)
    if hour is None or (half_day is not None and not 1 <= hour <= _NOON_H):
        return None
    if half_day is not None:
        return _made(hour % _NOON_H + half_day, minute, sure=True)
    return _made(hour, minute, loose=not found.has("colon") and _plain(found), sure=not found.has("hour_unit"))


def _made(hour: int, minute: int | None, *, loose: bool = False, sure: bool) -> Clock | None:
    if not 0 <= hour < 24 or not 0 <= (minute or 0) < _HOUR:
        return None
    return Clock(hour, minute or 0, exact=minute is not None, loose=loose and 1 <= hour < _NOON_H, sure=sure)


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
    if minute >= _HOUR or shown >= _MIDNIGHT_H:
        return None
    loose = loose and 1 <= shown < _NOON_H
    return Clock(shown, total % _HOUR, exact=True, loose=loose, sure=found.kind("hour") != "one")


def _hour(found: Found) -> int:
    named = {"noon": _NOON_H, "midnight": _MIDNIGHT_H, "one": 1}
    return named.get(found.kind("hour"), found.get("hour", int) or 0)


def _dotted(found: Found, today: date) -> Clock | None:
    """ "Before 9.15", where it can be no month."""
    minute = found.get("minute", int) or 0
    return _clock(found, today) if minute == 0 or minute > _MONTHS else None


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
    Rule("noise", "(?<! ends) (lasting|during|for) (around|of|THE|one|a)* NUMBER hour_unit NUMBER?"),
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
    Rule("clock", "hour:NUMBER hour_unit (minute:NUMBER minute_unit? (?! MONTH|slash|unit|hour_unit))?", _clock),
    Rule("clock", "hour:NUMBER (colon|dot) minute:NUMBER half:meridiem", _clock),
    Rule("clock", "hour:NUMBER colon minute:NUMBER hour_unit?", _clock),
    Rule(
        "clock",
        "(?<= before|after|at|until|by|around|from) hour:NUMBER dot minute:NUMBER (?! dot|slash|MONTH|NUMBER)",
        _dotted,
    ),
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


_AROUND = 60  # minutes on either side of "vers 14 h" at which something may start
_NOON, _MIDNIGHT = Clock(12, 0), Clock(0, 0)
_LAST_MINUTE = 24 * 60 - 1
_EVENING = 18 * 60


def clock_of(found: Found, label: str) -> Clock:
    """The time of a labelled item; "midi" has one too."""
    return found.get(label, Clock) or (_NOON if found.kind(label) == "noon" else _MIDNIGHT)


def _ends(found: Found, label: str) -> tuple[int, time]:
    """The same as an end: minutes since midnight, and the last start that fits; midnight is that of the evening."""
    if found.kind(label) == "midnight":
        return _LAST_MINUTE + 1, DAY_END
    at = clock_of(found, label)
    return at.minutes, at.at


def before_then(found: Found, today: date) -> Times:
    """From the beginning of the day to just before the labelled time."""
    minutes, _ = _ends(found, "t")
    return Times(Hours(DAY_START, _time(minutes - 1)), None, minutes or 1)


def until_then(found: Found, today: date) -> Times:
    """From the beginning of the day to the labelled time."""
    minutes, at = _ends(found, "t")
    return Times(Hours(DAY_START, at), None, minutes or 1)


def _by(found: Found, today: date) -> Times:
    return replace(until_then(found, today), from_now=True)


def _before_part(found: Found, today: date) -> Times | None:
    part = found.get("p", Times)
    return Times(Hours(DAY_START, _time(part.first - 1)), None, part.first) if part and part.first else None


def from_then(found: Found, today: date) -> Times:
    """From the labelled time to the end of the day."""
    at = clock_of(found, "t")
    return Times(Hours(at.at, DAY_END), at.minutes, None)


def _around_(found: Found, today: date) -> Times:
    at = clock_of(found, "t")
    starts = Hours(_time(at.minutes - _AROUND), _time(at.minutes + _AROUND))
    return Times(starts, at.times.first, at.times.last)


def _at(found: Found, today: date) -> Times:
    return clock_of(found, "t").times


def _between_clocks(found: Found, today: date) -> Times | None:
    minutes, at = _ends(found, "t")
    hour = found.get("hour", int)
    first = clock_of(found, "f") if hour is None else _same_half_day(hour, minutes)
    if first is None:
        return None
    if first.minutes >= _EVENING and found.kind("t") == "clock" and minutes < first.minutes:
        return Times(Hours(first.at, DAY_END), first.minutes, _next_day(clock_of(found, "t")))
    if first.minutes >= minutes:
        return None
    return Times(Hours(first.at, at), first.minutes, minutes)


def _next_day(clock: Clock) -> int:
    """ "de 22 h à 2 h"."""
    return _LAST_MINUTE + 1 + clock.said * 60 + clock.minute


def _same_half_day(hour: int, last: int) -> Clock | None:
    """ "from 2 to 4pm": the first hour is in the afternoon too."""
    afternoon = hour + 12 if last >= _NOON.minutes and (hour + 12) * 60 <= last else hour
    return Clock(afternoon, 0) if afternoon < 24 else None


def _time(minutes: int) -> time:
    kept = min(max(minutes, 0), _LAST_MINUTE)
    return time(kept // 60, kept % 60)


HOURS = (
    Rule("hours", "(BETWEEN_LEAD THE?)? f:CLOCK (AND|TO|UNTIL|slash) THE? t:CLOCK", _between_clocks),
    Rule("hours", "(between|from|of) hour:NUMBER (AND|TO) t:CLOCK", _between_clocks),
    Rule("hours", "(?<! DAY_LEAD|weekday|NUMBER|month|slash|dash|dot) hour:NUMBER (TO|or) t:clock", _between_clocks),
    Rule("hours", "not (BEFORE|UNTIL) t:CLOCK", from_then),
    Rule("hours", "not (AFTER|FROM) t:CLOCK", until_then),
    Rule("hours", "BEFORE a? t:CLOCK", before_then),
    Rule("hours", "UNTIL around? t:CLOCK", until_then),
    Rule("hours", "BY around? t:CLOCK", _by),
    Rule("hours", "off_at word* (a|at)? THE? word? (a|at)? around? t:clock", from_then),
    Rule("hours", "BEFORE THE? p:PART_NAME", _before_part),
    Rule("aside", "since t:CLOCK", from_then),
    Rule("hours", "(AFTER|FROM|des) around? t:CLOCK", from_then),
    Rule("hours", "(a|at|for)? around t:CLOCK", _around_),
    Rule("hours", "(a|at|for) t:clock sharp?", _at),
    Rule("hours", "t:clock sharp", _at),
)


_QUARTER, _HALF, _HOUR = 15, 30, 60
_FIRST_CLOCK, _DAY = 8, 24  # hours


def _minutes(found: Found) -> int:
    hours = count(found, "h") if found.has("hour_unit") and found.kind("h") else 0
    quarters = (count(found, "q") or 1) * _QUARTER if found.has("quarter") else 0
    halves = _HALF if found.has("half") else 0
    return (hours or 0) * _HOUR + quarters + halves + (found.get("m", int) or 0)


def _later(found: Found, today: date) -> Later:
    return Later(_minutes(found))


def _by_then(found: Found, today: date) -> Later | None:
    """ "d'ici 2 h"; "d'ici 14 h" is a time of the clock."""
    hours = found.get("h", int) or 0
    return None if _FIRST_CLOCK <= hours < _DAY and not found.has("half") else Later(_minutes(found), meanwhile=True)


def _later_point(found: Found, today: date) -> Later | None:
    """ "dans 1,5 heure"."""
    tenths = found.get("d", int) or 0
    return Later(((found.get("h", int) or 0) * 10 + tenths) * _HOUR // 10) if tenths < 10 else None


def _earlier(found: Found, today: date) -> Later:
    return Later(-_minutes(found))


def _short(found: Found, today: date) -> object:
    """ "un atelier de 2 h 30" tells how long it is, "celui de 14 h 30" when."""
    return (count(found, "h") or 0) < _FIRST_CLOCK or None


def _stretch_hours(found: Found, today: date) -> Later | None:
    """ "les 2 prochaines heures"."""
    number = (count(found) or count(found, "n2") or 1) * (_HOUR if found.has("hour_unit") else 1)
    return Later(-number if found.has("last") else number, meanwhile=True)


# So many hours and minutes: "une heure et demie", "un quart d'heure", "20 minutes".
_LENGTH = (
    "(h:AN word? hour_unit ((and (one|a)? (half|quarter))|m:NUMBER minute_unit?)?"
    "|(one|a)? half (of|one|a|age_unit)* hour_unit|q:COUNT? quarter of? hour_unit)"
)
_MINUTES = "m:NUMBER minute_unit"
_FROM_NOW = tuple(
    rule
    for length in (_LENGTH, _MINUTES)
    for rule in (
        Rule("later", f"within around? {length} (?! UNIT_OF_TIME)", _later),
        Rule("later", f"{length} from_now", _later),
        Rule("aside", f"ago around? {length}", _earlier),
        Rule("aside", f"{length} back", _earlier),
        Rule("later", f"(in_the_next|by|by_the) {length}", _by_then),
        Rule("noise", f"(?<! ends) (lasting|during|for) (around|of|THE)* {length}"),
    )
)

MINUTES = (
    Rule("noise", f"of {_LENGTH} (?! TO|AND|UNTIL|of|du)", _short),
    Rule("n31", "n:about", lambda found, today: int(found.get("n", int) or 0)),
    *_FROM_NOW,
    Rule("later", "within around? h:NUMBER comma d:NUMBER hour_unit", _later_point),
    Rule("later", "(THE|this|within THE|in_the_next) n:COUNT? next n2:COUNT? (hour_unit|minute_unit)", _stretch_hours),
    Rule("aside", "(THE|this) n:COUNT? last n2:COUNT? (hour_unit|minute_unit)", _stretch_hours),
)
