"""School holidays (Zone B, that of Blois) and public holidays, by the names the package `holidays` gives them."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from intents.when import ONE_DAY, Span

BRIDGE = "Pont de l'Ascension"  # a long weekend, not what people call "les vacances"
_FORTNIGHT, _WEEK = 13 * ONE_DAY, 6 * ONE_DAY


def school_holidays(name: str | None, today: date) -> Span | None:
    """The next school holidays, those running included; any but the Ascension bridge when no name is given."""
    return next(
        (
            span
            for year in (today.year - 1, today.year, today.year + 1)
            for called, span in _school(year)
            if span.last >= today and (called == name if name else called != BRIDGE)
        ),
        None,
    )


def back_to_school(today: date) -> Span | None:
    """The first two weeks of school after the holidays that come or run, or after those that ended within a week.

    None for years whose school calendar is not known.
    """
    year = today.year
    for called, span in (*_school(year - 1), *_school(year), *_school(year + 1)):
        first = span.last + ONE_DAY
        if called != BRIDGE and first + _WEEK >= today:
            return Span(first, first + _FORTNIGHT)
    return None


def public_holiday(name: str, today: date) -> date | None:
    """The next day of that name ("Noël"), today included."""
    days = (day for year in (today.year, today.year + 1) for day in _public(year) if day[1] == name)
    return next((day for day, _ in days if day >= today), None)


@cache
def _school(year: int) -> tuple[tuple[str, Span], ...]:
    """The school holidays that begin in that year, in order; Christmas runs into the next."""
    runs: list[tuple[str, Span]] = []
    for day, name in _days("school", year, year + 1):
        if runs and runs[-1][0] == name and runs[-1][1].last + ONE_DAY == day:
            runs[-1] = (name, Span(runs[-1][1].first, day))
        else:
            runs.append((name, Span(day, day)))
    return tuple((name, span) for name, span in runs if span.first.year == year and _begins(span))


def _begins(span: Span) -> bool:
    """Whether the run starts there, rather than continuing one that began the year before."""
    return (span.first.month, span.first.day) != (1, 1)


@cache
def _public(year: int) -> tuple[tuple[date, str], ...]:
    return tuple(_days("public", year))


def _days(category: str, *years: int) -> Iterator[tuple[date, str]]:
    from holidays import (
        country_holidays,
    )  # here, because importing it takes 50 ms and most questions name no holiday

    calendar = country_holidays("FR", subdiv="Zone B", years=years, language="fr", categories=(category,))
    return ((day, name) for day, names in sorted(calendar.items()) for name in names.split("; "))
