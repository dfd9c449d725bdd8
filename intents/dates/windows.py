"""Rules for the hours that bounds on both sides leave, for the last one that will do, and for a time given as a reason.

"Pas avant 10 h ni après 17 h" refuses two sides and wishes for what lies between; "17 h dernier délai" and "qui finit à
midi" are ends, though no "until" is said; "à cause de la sortie d'école" tells why, and asks for nothing.
"""

from dataclasses import replace
from datetime import date

from intents.dates.clocks import before_then, clock_of, from_then, until_then
from intents.dates.points import Clock, Times
from intents.dates.when import Hours
from intents.text.grammar import Build, Found, Rule

_DAY, _HALF_DAY = 24, 12
_LATE_ENOUGH = 9  # "samedi de 6 à 10" is of ages


def _bare_hour(found: Found, today: date) -> Clock:
    """ "Weekdays after 6": in English an hour may stand without a word for it."""
    return Clock(found.get("hour", int) or 0, 0, loose=True, sure=True)


def _between_refused(found: Found, today: date) -> Times | None:
    first, last = clock_of(found, "f"), clock_of(found, "t")
    if first.minutes >= last.minutes:
        return None
    return Times(Hours(first.at, last.at), first.minutes, last.minutes)


def _over_by(found: Found, today: date) -> Times:
    """ "Qui finit avant 16 h": it begins before, and is over then."""
    before = before_then(found, today)
    return replace(before, hours=replace(before.hours, over_by=clock_of(found, "t").at))


def _stated(bound: Build) -> Build:
    """ "Rien avant 10 h" refuses; "rien avant 10 h ?" asks for it."""

    def build(found: Found, today: date) -> object:
        rest = found.items[found.match.end() :]
        return None if any(item.kind == "stop" and item.value == "?" for item in rest) else bound(found, today)

    return build


def _bare_range(found: Found, today: date) -> Times | None:
    """ "Mercredi entre 14 et 16", "Wednesdays from 2 to 4": of a day of the week, hours and no days."""
    first, last = found.get("f", int) or 0, found.get("t", int) or 0
    if max(first, last) >= _DAY or (found.has("of") and first < _LATE_ENOUGH):
        return None
    end = Clock(last, 0, loose=True)
    begin = Clock(first, 0, loose=True)
    begin = begin if begin.minutes < end.minutes else replace(begin, loose=False)
    if begin.minutes >= end.minutes:
        end = Clock(last + _HALF_DAY, 0) if last < _HALF_DAY else end
    if begin.minutes >= end.minutes:
        return None
    return Times(Hours(begin.at, end.at), begin.minutes, end.minutes)


# A figure after "after" or "before" that counts nothing: beside a day, or where a bound is refused or followed by one.
_NOT_COUNTED = "(?! NUMBER|SEPARATOR|slash|colon|MONTH|unit|AGE_UNIT|UNIT_OF_TIME|minute_unit|of|nth_suffix|TO)"
_EARLIER_OR_LATER = "(after|before|until|from)"
_REFUSING = "(not|nothing|no_such|except)"
_BESIDE_IT = "(comma|AND|word|can|not|nothing|except|no_such){1,4}"

BARE_HOURS = (
    Rule("clock", f"(?<= WEEKLY {_EARLIER_OR_LATER}) hour:n12 {_NOT_COUNTED}", _bare_hour),
    Rule("clock", f"(?<= not (before|after)) hour:n12 {_NOT_COUNTED}", _bare_hour),
    Rule("clock", f"(?<= nothing (before|after)) hour:n12 {_NOT_COUNTED}", _bare_hour),
    Rule("clock", f"(?<= ends (before|by|at)) hour:n12 {_NOT_COUNTED}", _bare_hour),
    Rule("clock", f"(?<= {_EARLIER_OR_LATER}) hour:n12 (?= on (weekday|weekdays|school_days)|weekdays)", _bare_hour),
    Rule("clock", f"(?<= clock AND (before|after)) hour:n12 {_NOT_COUNTED}", _bare_hour),
)

WINDOWS = (
    Rule("noise", "because LINK* PARTS"),
    Rule("hours", f"{_REFUSING} BEFORE around? f:CLOCK {_BESIDE_IT} AFTER around? t:CLOCK", _between_refused),
    Rule("hours", f"{_REFUSING} AFTER around? t:CLOCK {_BESIDE_IT} BEFORE around? f:CLOCK", _between_refused),
    Rule("hours", f"(?<= WEEKLY) (between|from|of) f:NUMBER (AND|TO) t:NUMBER {_NOT_COUNTED}", _bare_range),
    Rule("hours", "f:clock t:clock", _between_refused),
    Rule("hours", "except (BEFORE|UNTIL) t:CLOCK", from_then),
    Rule("hours", "except (AFTER|FROM) t:CLOCK", until_then),
    Rule("hours", "ends (a|at|for|around|BEFORE|BY|UNTIL)* THE? t:CLOCK", _over_by),
    Rule("hours", "(a|at|for)? t:CLOCK deadline", until_then),
    Rule("hours", "deadline comma? (a|at|for)? t:CLOCK", until_then),
    Rule("hours", "t:CLOCK UNTIL (?! LINK* (POINT|CLOCK|NUMBER))", until_then),
    Rule("hours", "over (BEFORE|BY|UNTIL)+ THE? t:CLOCK", _over_by),
    Rule("hours", "over (a|at|for|around)* THE? t:CLOCK", from_then),
    Rule("hours", "(?<! a|have|can|not) nothing BEFORE around? t:CLOCK", _stated(from_then)),
    Rule("hours", "(?<! a|have|can|not) nothing AFTER around? t:CLOCK", _stated(until_then)),
    Rule("word", "(nothing|deadline|because|ends|over|have)"),
)
