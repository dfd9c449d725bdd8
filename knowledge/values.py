"""A value that a topic tells, in a form that can be compared: number, euros, date, ages, how often, body, name."""

from dataclasses import dataclass
from enum import StrEnum


class ValueKind(StrEnum):
    """What sort of value it is."""

    NUMBER = "number"
    AMOUNT = "amount"  # euros
    MOMENT = "moment"
    AGE = "age"  # years
    FREQUENCY = "frequency"
    BODY = "body"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value that an answer tells.

    `least` and `most` bound a number, an amount, ages or the years of a decade, and are the same where one number is
    told. `of` is what is counted, how often ("month"), which body, or whose name. A value of one `thing` counts only
    where that thing is named. Of a moment, what is not told is 0. With `others`, more than the body named are meant;
    one that is told `beside` is not what the answer is about, and counts only where a body is asked about.
    """

    kind: ValueKind
    least: int = 0
    most: int = 0
    of: str = ""
    year: int = 0
    month: int = 0
    day: int = 0
    thing: str = ""
    others: bool = False
    beside: bool = False
