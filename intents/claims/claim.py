"""A value claimed in a message: moments, and numbers as they are typed ("2 450 000", "4,9 millions", "deux mille")."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from intents.text.grammar import Found, Item
from intents.text.wordlists import FIGURES


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


NUMBER = "number"  # one that can be no year
YEAR = "year"
ASIDE = "aside"
_THOUSANDS = 3  # digits of a group
_HUNDRED, _THOUSAND, _MILLION, _TENTHS = 100, 1000, Decimal(10**6), 10
_SHORTEST_TELEPHONE = 4  # figures one after the other: "06 12 34 56"
_LONGEST = 12  # digits
_ONE = ("un", " a", "one")
_YEARS = range(1900, 2101)


def put_together(items: Sequence[Item], text: str) -> list[Item]:
    """The items, each number as one item with a decimal value, of the kind of a number or of a year."""
    return list(_Numbers(items, text).all())


def number_of(found: Found, label: str) -> Decimal | None:
    """The number of that label in what a rule found."""
    return found.get(label, Decimal)


class _Numbers:
    """One reading of the items, from the left."""

    def __init__(self, items: Sequence[Item], text: str) -> None:
        self._items, self._text, self._at = items, text, 0

    def all(self) -> Iterator[Item]:
        while self._at < len(self._items):
            item = self._items[self._at]
            if telephone := self._telephone():
                yield Item(ASIDE, True, item.start, self._items[self._at + telephone - 1].end)
                self._at += telephone
            elif item.kind in FIGURES and self._follows_letters(item):
                yield Item(ASIDE, True, item.start, item.end)
                self._at += 1
            elif item.kind in FIGURES or (item.kind == "scale" and self._is_word(item)):
                yield self._number(item)
            else:
                yield item
                self._at += 1

    def _follows_letters(self, item: Item) -> bool:
        """« CM2 », « A10 »: a figure that belongs to a name; « 4M9 » is a number."""
        if self._kind(self._at - 1) == "letter_m":
            return False
        return bool(self._digits_of(item)) and self._text[item.start - 1 : item.start].isalpha()

    def _telephone(self) -> int:
        """How many items a telephone number is: long, or pairs of digits of which the first begins with 0."""
        first = self._digits(self._at)
        if not first.startswith("0") or first == "0":
            return 0
        length = 0
        while self._at + length < len(self._items) and (
            self._digits(self._at + length) or (length and self._kind(self._at + length) == "dot")
        ):
            length += 1
        return length if len(first) >= 2 * _SHORTEST_TELEPHONE or length >= _SHORTEST_TELEPHONE else 0

    def _number(self, first: Item) -> Item:
        total, current, last = Decimal(0), Decimal(0), first
        while self._goes_on(first, last):
            if self._kind(self._at) in FIGURES:
                figure, last = self._figure()
                current += figure
                continue
            last = self._items[self._at]
            scale = int(str(last.value))
            current = (current or Decimal(1)) * scale
            if scale > _HUNDRED:
                total, current = total + current, Decimal(0)
            self._at += 1
        if last.kind == "scale" and current == 0 and self._kind(self._at) == "half":
            current, last = Decimal(int(str(last.value))) / 2, self._items[self._at]
            self._at += 1
        elif total >= _MILLION and total % _MILLION == 0 and 0 < current < _TENTHS:  # « un million six »
            current *= _MILLION / _TENTHS
        total += current
        is_year = total in _YEARS and last is first
        return Item(YEAR if is_year else NUMBER, total, first.start, last.end)

    def _goes_on(self, first: Item, last: Item) -> bool:
        """Whether the item here belongs to the number: after hundreds or thousands more may come, in words."""
        kind = self._kind(self._at)
        if kind == "scale" or self._at >= len(self._items) or self._items[self._at] is first:
            return kind in FIGURES or kind == "scale"
        after_scale = last.kind == "scale"
        return kind in FIGURES and after_scale and (not self._digits(self._at) or int(str(last.value)) > _THOUSAND)

    def _figure(self) -> tuple[Decimal, Item]:
        """The figures here with their groups of thousands and decimals."""
        item = self._items[self._at]
        digits = self._digits(self._at)
        value, last = Decimal(digits or int(str(item.value))), item
        self._at += 1
        if self._kind(self._at) == "spoken_comma" and self._kind(self._at + 1) in FIGURES:
            tenths = str(self._items[self._at + 1].value)
            self._at += 2
            return value + Decimal(f"0.{tenths}"), self._items[self._at - 1]
        if self._kind(self._at) == "half" and self._kind(self._at + 1) == "scale":  # "two and a half million"
            self._at += 1
            return value + Decimal("0.5"), self._items[self._at - 1]
        if not digits:
            return value, last
        while 0 < len(digits) <= _LONGEST and value < 10**_LONGEST and (step := self._group(len(digits), last)):
            value, last = value * 1000 + Decimal(self._digits(self._at + step - 1)), self._items[self._at + step - 1]
            self._at += step
            digits = "000"
        fraction = self._digits(self._at + 1) if self._kind(self._at) in ("comma", "dot", "stop") else ""
        if fraction and len(fraction) < _THOUSANDS and self._glued(self._at, last):
            value, last = value + Decimal(f"0.{fraction}"), self._items[self._at + 1]
            self._at += 2
        return value, last

    def _group(self, before: int, last: Item) -> int:
        """How many items the next group of thousands is, with its sign; 0 where there is none."""
        if before > _THOUSANDS:
            return 0
        if len(self._digits(self._at)) == _THOUSANDS and self._items[self._at].start - last.end <= 1:
            return 1
        signed = self._kind(self._at) in ("comma", "dot", "stop") and len(self._digits(self._at + 1)) == _THOUSANDS
        return 2 if signed and self._glued(self._at, last) else 0

    def _glued(self, sign: int, last: Item) -> bool:
        return last.end == self._items[sign].start and self._items[sign].end == self._items[sign + 1].start

    def _is_word(self, item: Item) -> bool:
        """Whether the scale may begin a number: « mille », « un million », but no « k » and no « en millions »."""
        if int(str(item.value)) <= _THOUSAND:
            return item.end - item.start > 1
        return self._text[: item.start].lower().rstrip().endswith(_ONE)

    def _kind(self, at: int) -> str:
        return self._items[at].kind if at < len(self._items) else ""

    def _digits(self, at: int) -> str:
        """The digits typed there; nothing for a number in words."""
        if self._kind(at) not in FIGURES:
            return ""
        return self._digits_of(self._items[at])

    def _digits_of(self, item: Item) -> str:
        typed = self._text[item.start : item.end]
        return typed if typed.isascii() and typed.isdecimal() and len(typed) <= _LONGEST else ""


_CENTURY = 100  # years
_SHORT_YEARS = range(10, 41)  # "mars 25"
_DAYS = range(1, 32)


def day_first(found: Found, today: date) -> tuple[Claim, ...] | None:
    """A date in figures, « 20/03/2025 »."""
    return _moment(number_of(found, "y"), number_of(found, "m"), number_of(found, "d"))


def named(found: Found, today: date) -> tuple[Claim, ...] | None:
    """A month by its name, with a day or a year or neither."""
    month = found.item("m")
    day = Decimal(1) if found.has("first") else number_of(found, "d")
    return _moment(number_of(found, "y"), Decimal(str(month.value)) if month else None, day)


def _moment(year: Decimal | None, month: Decimal | None, day: Decimal | None) -> tuple[Claim, ...] | None:
    if year is not None and year < _CENTURY:
        year = year + 2000 if year in _SHORT_YEARS else None
    if (day is not None and day not in _DAYS) or (month is not None and month not in range(1, 13)):
        return None
    parts = [int(part) if part is not None else 0 for part in (year, month, day)]
    return (Claim(kind=Kind.MOMENT, year=parts[0], month=parts[1], day=parts[2]),) if any(parts) else None


def year(found: Found, today: date) -> tuple[Claim, ...] | None:
    """A year alone."""
    return _moment(number_of(found, "y"), None, None)


def day(found: Found, today: date) -> tuple[Claim, ...] | None:
    """A day of a month that is not told."""
    return _moment(None, None, number_of(found, "d"))


def short_year(found: Found, today: date) -> tuple[Claim, ...] | None:
    """« en 25 »."""
    year = number_of(found, "y")
    return _moment(year, None, None) if year in _SHORT_YEARS else None


def decade(found: Found, today: date) -> tuple[Claim, ...] | None:
    """« les années 2010 », « les années 80 »."""
    first = number_of(found, "y")
    if first is not None and first < _CENTURY:
        first += 1900 if first >= _CENTURY // 2 else 2000
    return None if first is None else (Claim(kind=Kind.MOMENT, least=first, most=first + 9),)


def year_from_now(found: Found, today: date) -> tuple[Claim, ...] | None:
    """« l’année dernière »."""
    item = found.item("y")
    return None if item is None else (Claim(kind=Kind.MOMENT, year=today.year + int(str(item.value))),)


def years_ago(found: Found, today: date) -> tuple[Claim, ...] | None:
    """« depuis dix ans »: in about that year."""
    years = number_of(found, "n")
    if years is None or not 0 < years < _CENTURY:
        return None
    return (Claim(kind=Kind.MOMENT, year=today.year - int(years), how=How.ABOUT),)
