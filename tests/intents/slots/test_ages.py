import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.slots.ages import YearMonth, find_ages, parse_birth_month
from tests.intents.cases import NOW, at, params, read

DATA = read("ages")


@pytest.mark.parametrize("case", params(DATA["ages"]))
def test_the_ages_told_are_found_and_nothing_else(case):
    assert list(find_ages(case["text"], at(DATA["now"]))) == case["ages"]


@pytest.mark.parametrize("case", params(DATA["births"]))
def test_a_month_of_birth_is_read_as_typed(case):
    year, _, month = (case["birth"] or "").partition("-")
    expected = YearMonth(int(year), int(month)) if case["birth"] else None
    assert parse_birth_month(case["text"], at(DATA["now"])) == expected


@given(
    st.integers(1950, 2026),
    st.integers(1, 12),
    st.sampled_from(["{m:02}/{y}", "{m}/{y}", "{y}-{m:02}", "{m:02} {y}", "{m:02}{y}"]),
)
def test_a_month_of_birth_in_figures_is_that_month(year, month, pattern):
    assert parse_birth_month(pattern.format(y=year, m=month), NOW) == YearMonth(year, month)


@given(st.integers(0, 99))
def test_an_age_in_figures_is_that_age(age):
    assert find_ages(f"mon fils a {age} ans", NOW) == (age,)


@given(st.text())
def test_no_text_makes_it_stumble(text):
    find_ages(text, NOW)
    parse_birth_month(text, NOW)


@given(st.text(st.sampled_from("0123456789/.- ansmoiet"), max_size=30))
def test_no_figures_make_it_stumble(text):
    assert all(0 <= age <= 110 for age in find_ages(text, NOW))
    parse_birth_month(text, NOW)
