"""The days of a series, as a calendar has them."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.team.agenda.steps import Every, days_after

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def test_the_second_saturday_stays_the_second_saturday() -> None:
    found = days_after(date(2026, 12, 12), Every.MONTH, 3)
    assert found == (date(2027, 1, 9), date(2027, 2, 13), date(2027, 3, 13))


def test_a_fifth_is_the_last() -> None:
    assert days_after(date(2027, 1, 30), Every.MONTH, 3) == (date(2027, 2, 27), date(2027, 3, 27), date(2027, 4, 24))


@given(DAYS, st.sampled_from(Every), st.integers(1, 24))
def test_each_is_later_than_the_one_before_on_the_same_weekday(first: date, every: Every, count: int) -> None:
    days = (first, *days_after(first, every, count))
    assert len(days) == count + 1
    assert {day.weekday() for day in days} == {first.weekday()}
    gaps = {later - earlier for earlier, later in pairwise(days)}
    allowed = {Every.WEEK: {1}, Every.TWO_WEEKS: {2}, Every.MONTH: {3, 4, 5}}[every]
    assert gaps <= {timedelta(weeks=weeks) for weeks in allowed}


@given(DAYS, st.integers(1, 24))
def test_a_month_has_one_of_a_monthly_series(first: date, count: int) -> None:
    days = days_after(first, Every.MONTH, count)
    months = [day.year * 12 + day.month for day in days]
    assert months == list(range(first.year * 12 + first.month + 1, first.year * 12 + first.month + 1 + count))
