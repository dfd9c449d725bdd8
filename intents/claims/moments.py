"""From words to moments: dates, months, years and decades that are claimed."""

from datetime import date
from decimal import Decimal

from intents.claims.claim import Claim, How, Kind
from intents.claims.numbers import number_of
from intents.grammar import Found

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
