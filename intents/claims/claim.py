"""A value claimed in a message, as a value."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What sort of value is claimed."""

    NUMBER = "number"
    AMOUNT = "amount"  # euros
    MOMENT = "moment"
    AGE = "age"  # years
    FREQUENCY = "frequency"
    BODY = "body"
    NAME = "name"


class How(StrEnum):
    """How exactly it is claimed."""

    EXACTLY = "exactly"
    ABOUT = "about"
    MORE = "more"
    AT_LEAST = "at_least"
    LESS = "less"
    AT_MOST = "at_most"
    ONLY = "only"
    MOST = "most"  # more than any other


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One value claimed.

    `least` and `most` bound a number, an amount, ages or a decade, and are the same where one is claimed. `of` is what
    is counted (nothing for a bare number), how often, which body, or whose name; of a moment, what is not told is 0.
    `denied`: « pas en 2024 ». `party`: so many people come, « on sera 12 ». `focus`: it stands where a body is said to
    do something, « c’est la mairie qui … », or a bare number to be an age, « he is nine ».
    """

    kind: Kind
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(0)
    of: str = ""
    year: int = 0
    month: int = 0
    day: int = 0
    how: How = How.EXACTLY
    denied: bool = False
    party: bool = False
    focus: bool = False

    @property
    def is_range(self) -> bool:
        """Whether two bounds are claimed."""
        return self.least != self.most
