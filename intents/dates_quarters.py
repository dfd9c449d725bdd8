"""Rules for quarters and half-years, of the calendar."""

from datetime import date

from intents.dates_points import Fixed, month_span
from intents.grammar import Build, Found, Rule
from intents.when import Span


def _length(found: Found) -> int:
    return 3 if found.has("quarter_unit") else 6


def _nth_of_year(year: int, length: int, index: int) -> Span:
    """The one of that index (0 is the first of the year), running into other years beyond."""
    first = month_span(year, 1 + index * length)
    return Span(first.first, month_span(year, (index + 1) * length).last)


def _away(number: int) -> Build:
    def build(found: Found, today: date) -> Fixed:
        length = _length(found)
        return Fixed(_nth_of_year(today.year, length, (today.month - 1) // length + number))

    return build


def _ranked(found: Found, today: date) -> Fixed | None:
    """ "le troisième trimestre": of the year told, or the next that is not over."""
    length, year = _length(found), found.get("y", int)
    last = 12 // length
    index = last - 1 if found.kind("n") == "last" else (found.get("n", int) or 1) - 1
    if index >= last:
        return None
    span = _nth_of_year(year or today.year, length, index)
    return Fixed(_nth_of_year(today.year + 1, length, index) if year is None and span.last < today else span)


_UNIT = "(quarter_unit|half_unit)"

QUARTERS = (
    Rule("point", f"THE? n:RANK {_UNIT} ((of|du|THE)* y:year)?", _ranked),
    Rule("point", f"THE? n:first {_UNIT} ((of|du|THE)* y:year)?", _ranked),
    Rule("point", f"{_UNIT} n:n12 y:year?", _ranked),
    Rule("point", f"this {_UNIT}", _away(0)),
    Rule("point", f"(THE? {_UNIT} next|THE? next {_UNIT})", _away(1)),
    Rule("aside", f"(THE? {_UNIT} last|THE? last {_UNIT})", _away(-1)),
)
