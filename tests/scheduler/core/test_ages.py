from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.people import AgeFit, BirthMonth, ages_on, fits_age, shown_age

MARCH_2018 = BirthMonth(2018, 3)


@pytest.mark.parametrize(
    ("day", "ages"),
    [
        (date(2026, 2, 28), (7, 7)),
        (date(2026, 3, 1), (7, 8)),
        (date(2026, 3, 30), (7, 8)),
        (date(2026, 3, 31), (8, 8)),
        (date(2026, 4, 1), (8, 8)),
        (date(2018, 3, 5), (0, 0)),
    ],
)
def test_ages_leave_the_birth_month_open_until_its_last_day(day: date, ages: tuple[int, int]) -> None:
    assert ages_on(MARCH_2018, day) == ages


@given(st.dates(date(2010, 1, 1), date(2020, 12, 31)), st.dates(date(2021, 1, 1), date(2035, 12, 31)))
def test_the_true_age_is_always_one_of_the_possible_ones(born: date, day: date) -> None:
    true = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    youngest, oldest = ages_on(BirthMonth(born.year, born.month), day)
    leap_day_early = born.month == 2 and born.day == 29 and (day.month, day.day) == (2, 28)
    assert youngest <= true + leap_day_early <= oldest <= youngest + 1


@pytest.mark.parametrize(
    ("limits", "day", "fit"),
    [
        ((8, 10), date(2026, 3, 2), AgeFit.OK),
        ((8, 10), date(2026, 2, 2), AgeFit.TOO_YOUNG),
        ((5, 7), date(2026, 3, 2), AgeFit.OK),
        ((5, 7), date(2026, 4, 2), AgeFit.TOO_OLD),
        ((None, None), date(2026, 4, 2), AgeFit.OK),
        ((18, None), date(2026, 4, 2), AgeFit.TOO_YOUNG),
    ],
)
def test_the_favourable_reading_wins_when_the_day_of_birth_decides(
    limits: tuple[int | None, int | None], day: date, fit: AgeFit
) -> None:
    assert fits_age(*limits, MARCH_2018, day) is fit


@pytest.mark.parametrize(("age_max", "fit"), [(17, AgeFit.TOO_OLD), (18, AgeFit.OK), (None, AgeFit.OK)])
def test_an_adult_may_come_unless_the_event_is_for_children(age_max: int | None, fit: AgeFit) -> None:
    assert fits_age(3, age_max, None, date(2026, 4, 2)) is fit


@pytest.mark.parametrize(("limits", "age"), [((8, 10), 8), ((5, 7), 7), ((None, None), 8)])
def test_the_age_shown_is_the_one_that_fits(limits: tuple[int | None, int | None], age: int) -> None:
    assert shown_age(*limits, MARCH_2018, date(2026, 3, 2)) == age
