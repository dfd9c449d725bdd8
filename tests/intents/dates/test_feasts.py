"""Feasts and the days off around them, by rules that hold in every year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.dates.dates import find_when
from intents.dates.feasts import bridges, feast, weekend_around
from intents.dates.holidays import is_public, public_days
from intents.dates.when import Span
from tests.intents.cases import at

YEARS = st.integers(1970, 2099)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


def day(name, year):
    span = feast(name, year)
    assert span is not None
    assert span.single
    return span.first


@given(YEARS)
def test_easter_leads_the_days_that_move_with_it(year):
    easter = day("Pâques", year)
    assert easter.weekday() == SUNDAY
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)
    assert day("Ascension", year) - easter == timedelta(39)
    assert day("Lundi de Pentecôte", year) - easter == timedelta(50)
    assert day("Mardi gras", year) - easter == timedelta(-47)


@given(YEARS)
def test_mothers_have_the_last_sunday_of_may_unless_it_is_pentecost(year):
    mothers = day("Fête des mères", year)
    last = max(date(year, 5, number) for number in range(25, 32) if date(year, 5, number).weekday() == SUNDAY)
    assert mothers == (last + timedelta(7) if last == day("Pentecôte", year) else last)


@pytest.mark.parametrize(
    ("year", "mothers", "fathers"),
    [(2025, "05-25", "06-15"), (2026, "05-31", "06-21"), (2027, "05-30", "06-20"), (2034, "06-04", "06-18")],
)
def test_mothers_and_fathers_days_are_those_of_the_calendar(year, mothers, fathers):
    assert (f"{day('Fête des mères', year):%m-%d}", f"{day('Fête des pères', year):%m-%d}") == (mothers, fathers)


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_a_weekend_holds_a_saturday_and_a_sunday_and_is_longer_by_public_holidays_alone(today):
    days = weekend_around(today)
    every = [days.first + timedelta(n) for n in range((days.last - days.first).days + 1)]
    assert {SATURDAY, SUNDAY} <= {one.weekday() for one in every}
    assert len(every) <= 5
    between = {one for one in every if one.weekday() not in (SATURDAY, SUNDAY) and not is_public(one)}
    # What is bridged lies between the weekend and a public holiday.
    assert all(one.weekday() in (MONDAY, FRIDAY) for one in between)


@given(YEARS)
def test_a_bridge_holds_a_public_holiday_that_is_no_weekend_nor_wednesday(year):
    for span in bridges(date(year, 1, 1), date(year, 12, 31)):
        off = [one for one in public_days(span.first, span.last) if one.weekday() in (0, 1, 3, 4)]
        assert off
        assert 2 <= (span.last - span.first).days <= 4


@pytest.mark.parametrize(
    ("text", "now", "first", "last"),
    [
        ("pour le pont de l’Ascension", "2027-04-26", "2027-05-06", "2027-05-09"),
        ("on fait le pont, vous avez quoi", "2027-05-04", "2027-05-06", "2027-05-09"),
        ("le week-end de Pâques", "2027-01-10", "2027-03-27", "2027-03-29"),
        ("le week-end de la Pentecôte", "2027-05-04", "2027-05-15", "2027-05-17"),
        ("le pont du 11 novembre", "2027-09-01", "2027-11-11", "2027-11-14"),
        ("le vendredi de l’Ascension", "2027-04-26", "2027-05-07", "2027-05-07"),
        ("anything on Whit Monday?", "2027-05-04", "2027-05-17", "2027-05-17"),
        ("on bank holiday Monday", "2027-05-10", "2027-05-17", "2027-05-17"),
        ("le jour où on fête la victoire de 45", "2027-05-04", "2027-05-08", "2027-05-08"),
        ("le prochain jour férié", "2027-05-09", "2027-05-17", "2027-05-17"),
        ("la veille de Noël", "2027-05-09", "2027-12-24", "2027-12-24"),
        ("fête des voisins", "2027-05-01", "2027-05-28", "2027-05-28"),
    ],
)
def test_feasts_and_bridges_are_read_as_their_days(text, now, first, last):
    found = find_when(text, at(f"{now}T10:00"))
    assert found is not None
    assert found.spans == (Span(date.fromisoformat(first), date.fromisoformat(last)),)


@pytest.mark.parametrize(
    "text", ["c’est près du pont ?", "vous êtes ouverts les jours fériés ?", "le pont Jacques-Gabriel"]
)
def test_a_bridge_over_the_river_and_holidays_in_general_are_no_date(text):
    assert find_when(text, at("2027-05-04T10:00")) is None
