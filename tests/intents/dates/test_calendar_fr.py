from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.dates.holidays import back_to_school, public_holiday, school_holidays
from intents.dates.when import Span


@pytest.mark.parametrize(
    ("name", "today", "first", "last"),
    [
        (None, date(2026, 11, 25), date(2026, 12, 19), date(2027, 1, 3)),
        (None, date(2027, 1, 2), date(2026, 12, 19), date(2027, 1, 3)),
        ("Vacances d'hiver", date(2026, 11, 25), date(2027, 2, 20), date(2027, 3, 7)),
        ("Vacances d'hiver", date(2027, 3, 8), date(2028, 2, 5), date(2028, 2, 20)),
        ("Pont de l'Ascension", date(2026, 11, 25), date(2027, 5, 6), date(2027, 5, 9)),
        (None, date(2027, 5, 3), date(2027, 7, 3), date(2027, 9, 1)),  # the bridge is not "les vacances"
    ],
)
def test_school_holidays_are_those_of_zone_b_to_come_or_running(name, today, first, last):
    assert school_holidays(name, today) == Span(first, last)


def test_holidays_nobody_has_heard_of_do_not_exist():
    assert school_holidays("Vacances de la Saint-Glinglin", date(2026, 11, 25)) is None
    assert public_holiday("Saint-Glinglin", date(2026, 11, 25)) is None


def test_two_public_holidays_on_one_day_are_both_known():
    assert public_holiday("Ascension", date(2008, 1, 1)) == public_holiday("Fête du Travail", date(2008, 1, 1))


def test_a_public_holiday_is_today_if_it_is_today():
    assert public_holiday("Noël", date(2026, 12, 25)) == date(2026, 12, 25)
    assert public_holiday("Noël", date(2026, 12, 26)) == date(2027, 12, 25)


@given(st.dates(date(2018, 1, 1), date(2060, 12, 31)))
def test_school_is_always_out_again_and_back_again(today):
    holidays = school_holidays(None, today)
    assert holidays is not None
    assert holidays.last >= today
    back = back_to_school(today)
    assert back is not None
    assert back.last >= today


def test_years_whose_school_calendar_is_unknown_have_no_first_day_of_school():
    assert back_to_school(date(1995, 1, 1)) is None
