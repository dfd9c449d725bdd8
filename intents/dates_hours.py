"""Rules for times of day: bounds, ranges and times of the clock."""

from dataclasses import replace
from datetime import date, time

from intents.dates_times import DAY_END, DAY_START, Clock, Times
from intents.grammar import Found, Rule
from intents.when import Hours

_AROUND = 60  # minutes on either side of "vers 14 h" at which something may start
_NOON, _MIDNIGHT = Clock(12, 0), Clock(0, 0)
_LAST_MINUTE = 24 * 60 - 1
_EVENING = 18 * 60


def _clock_of(found: Found, label: str) -> Clock:
    """The time of a labelled item; "midi" has one too."""
    return found.get(label, Clock) or (_NOON if found.kind(label) == "noon" else _MIDNIGHT)


def _ends(found: Found, label: str) -> tuple[int, time]:
    """The same as an end: minutes since midnight, and the last start that fits; midnight is that of the evening."""
    if found.kind(label) == "midnight":
        return _LAST_MINUTE + 1, DAY_END
    at = _clock_of(found, label)
    return at.minutes, at.at


def _before(found: Found, today: date) -> Times:
    minutes, _ = _ends(found, "t")
    return Times(Hours(DAY_START, _time(minutes - 1)), None, minutes or 1)


def _until(found: Found, today: date) -> Times:
    minutes, at = _ends(found, "t")
    return Times(Hours(DAY_START, at), None, minutes or 1)


def _by(found: Found, today: date) -> Times:
    return replace(_until(found, today), from_now=True)


def _before_part(found: Found, today: date) -> Times | None:
    part = found.get("p", Times)
    return Times(Hours(DAY_START, _time(part.first - 1)), None, part.first) if part and part.first else None


def _from(found: Found, today: date) -> Times:
    at = _clock_of(found, "t")
    return Times(Hours(at.at, DAY_END), at.minutes, None)


def _around_(found: Found, today: date) -> Times:
    at = _clock_of(found, "t")
    starts = Hours(_time(at.minutes - _AROUND), _time(at.minutes + _AROUND))
    return Times(starts, at.times.first, at.times.last)


def _at(found: Found, today: date) -> Times:
    return _clock_of(found, "t").times


def _between_clocks(found: Found, today: date) -> Times | None:
    minutes, at = _ends(found, "t")
    hour = found.get("hour", int)
    first = _clock_of(found, "f") if hour is None else _same_half_day(hour, minutes)
    if first is None:
        return None
    if first.minutes >= _EVENING and found.kind("t") == "clock" and minutes < first.minutes:
        return Times(Hours(first.at, DAY_END), first.minutes, _next_day(_clock_of(found, "t")))
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
    Rule("hours", "not (BEFORE|UNTIL) t:CLOCK", _from),
    Rule("hours", "not (AFTER|FROM) t:CLOCK", _until),
    Rule("hours", "BEFORE a? t:CLOCK", _before),
    Rule("hours", "UNTIL around? t:CLOCK", _until),
    Rule("hours", "BY around? t:CLOCK", _by),
    Rule("hours", "off_at word* (a|at)? THE? word? (a|at)? around? t:clock", _from),
    Rule("hours", "BEFORE THE? p:PART_NAME", _before_part),
    Rule("aside", "since t:CLOCK", _from),
    Rule("hours", "(AFTER|FROM|des) around? t:CLOCK", _from),
    Rule("hours", "(a|at|for)? around t:CLOCK", _around_),
    Rule("hours", "(a|at|for) t:clock sharp?", _at),
    Rule("hours", "t:clock sharp", _at),
)
