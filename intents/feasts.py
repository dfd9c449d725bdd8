"""Days that have a name: public holidays, and the feasts that families keep."""

from collections.abc import Callable
from datetime import date, timedelta

from intents.calendar_fr import public_holiday
from intents.dates_points import WeekdayOf, one_day
from intents.when import ONE_DAY, Span

_THURSDAY, _SATURDAY, _SUNDAY = 3, 5, 6
_WEEK = 7 * ONE_DAY
# Days that move with a public holiday: that holiday, and how many days after it.
_MOVABLE = {
    "Pâques": ("Lundi de Pâques", -1),
    "Pentecôte": ("Lundi de Pentecôte", -1),
    "Samedi saint": ("Lundi de Pâques", -2),
    "Vendredi saint": ("Lundi de Pâques", -3),
    "Jeudi saint": ("Lundi de Pâques", -4),
    "Rameaux": ("Lundi de Pâques", -8),
    "Mercredi des cendres": ("Lundi de Pâques", -47),
    "Mardi gras": ("Lundi de Pâques", -48),
}


def feast(name: str, year: int) -> Span | None:
    """The day of that name in a year, or the days; a name is of `holidays`, of this module, or month-day ("12-24")."""
    if name[:2].isdigit():
        month, day = map(int, name.split("-"))
        return one_day(date(year, month, day))
    if name in _COUNTED:
        return _COUNTED[name](year)
    holiday, shift = _MOVABLE.get(name, (name, 0))
    found = public_holiday(holiday, date(year, 1, 1))
    return one_day(found + shift * ONE_DAY) if found else None


def _mothers_day(year: int) -> Span:
    """The last Sunday of May; the Sunday after it when that is Pentecost."""
    sunday = WeekdayOf(_SUNDAY).before(date(year, 5, 31))
    return one_day(sunday.first + _WEEK) if sunday == feast("Pentecôte", year) else sunday


def _nth(weekday: int, month: int, rank: int) -> Callable[[int], Span]:
    return lambda year: one_day(WeekdayOf(weekday).after(date(year, month, 1)).first + timedelta(weeks=rank - 1))


def _black_friday(year: int) -> Span:
    """The day after the fourth Thursday of November."""
    return one_day(_nth(_THURSDAY, 11, 4)(year).first + ONE_DAY)


def _heritage_days(year: int) -> Span:
    """The third Saturday of September, and the Sunday."""
    saturday = _nth(_SATURDAY, 9, 3)(year).first
    return Span(saturday, saturday + ONE_DAY)


_COUNTED: dict[str, Callable[[int], Span]] = {
    "Fête des mères": _mothers_day,
    "Fête des pères": _nth(_SUNDAY, 6, 3),
    "Fête des grands-mères": _nth(_SUNDAY, 3, 1),
    "Black Friday": _black_friday,
    "Journées du patrimoine": _heritage_days,
}
