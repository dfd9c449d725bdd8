"""The public holidays of France and the school holidays of Blois (Zone B), day by day.

Those of the years that people speak of are read from data/holidays.txt: the library that works them out knows those of
all countries, and holds 16 MB for it. It is asked for other years alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from intents.dates.when import ONE_DAY
from intents.text.text import DATA

TABLE = DATA / "holidays.txt"
KEPT = range(2016, 2046)  # years
CATEGORIES = ("public", "school")
Day = tuple[date, str]


def days_off(category: str, years: Sequence[int]) -> list[Day]:
    """Each day and its name, in order."""
    if any(year not in KEPT for year in years):
        return worked_out(category, years)
    days = (day for day in _kept(category) if day[0].year in years)
    return sorted(days, key=lambda one: one[0])


def worked_out(category: str, years: Iterable[int]) -> list[Day]:
    """The same, as the library works it out."""
    from holidays import country_holidays  # here, because hardly any question needs it

    calendar = country_holidays("FR", subdiv="Zone B", years=years, language="fr", categories=(category,))
    return [(day, name) for day, names in sorted(calendar.items()) for name in names.split("; ")]


def as_table() -> str:
    """What data/holidays.txt holds: a run of days a line, its category, first and last day and name, by tabs."""
    lines = (
        f"{category}\t{first}\t{last}\t{name}\n"
        for category in CATEGORIES
        for name, first, last in _runs(worked_out(category, KEPT))
    )
    return "".join(lines)


def _runs(days: Iterable[Day]) -> Iterator[tuple[str, date, date]]:
    """Days of one name that follow one another, in the order of their first days."""
    runs: list[tuple[str, date, date]] = []
    for day, name in days:
        if runs and runs[-1][0] == name and runs[-1][2] + ONE_DAY == day:
            runs[-1] = (name, runs[-1][1], day)
        else:
            runs.append((name, day, day))
    return iter(runs)


def _kept(category: str) -> Iterator[Day]:
    with TABLE.open(encoding="utf-8") as lines:
        for line in lines:
            written, first, last, name = line.rstrip("\n").split("\t")
            if written == category:
                yield from ((day, name) for day in _between(date.fromisoformat(first), date.fromisoformat(last)))


def _between(first: date, last: date) -> Iterator[date]:
    return (first + number * ONE_DAY for number in range((last - first).days + 1))
