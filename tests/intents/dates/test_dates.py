import calendar
from datetime import date, datetime

import pytest
from babel.dates import get_month_names
from hypothesis import example, given
from hypothesis import strategies as st

from intents.dates.dates import date_words, find_when
from intents.dates.when import Span
from tests.effort import growth
from tests.intents.cases import NOW, PARIS, at, params, read, when

KNOWN, UNSEEN, PHONE, BOUNDS = read("dates"), read("dates_unseen"), read("dates_phone"), read("dates_bounds")
MONTHS = {"fr": tuple(get_month_names("wide", locale="fr").values()), "en": tuple(calendar.month_name[1:])}
# Pieces that dates are made of, so that arbitrary text gets deep into the grammar.
WORDS = sorted({" ".join(phrase.words) for group in date_words().phrases.values() for phrase in group})
PIECES = st.one_of(
    st.sampled_from(WORDS), st.integers(0, 3000).map(str), st.sampled_from("/.-:,'"), st.text(max_size=5)
)
YEARS = st.dates(date(2013, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize("case", params(KNOWN["cases"]))
def test_a_moment_is_read_as_families_mean_it(case):
    assert find_when(case["text"], at(case.get("now", KNOWN["now"]))) == when(case["when"])


@pytest.mark.parametrize("case", params(UNSEEN["cases"]))
def test_a_moment_the_grammar_was_not_written_for_is_read_too(case):
    assert find_when(case["text"], at(case.get("now", UNSEEN["now"]))) == when(case["when"])


@pytest.mark.parametrize("case", params(PHONE["cases"]))
def test_a_moment_typed_on_a_phone_is_read_as_its_writer_meant_it(case):
    assert find_when(case["text"], at(PHONE["now"])) == when(case["when"])


@pytest.mark.parametrize("case", params(BOUNDS["cases"]))
def test_bounds_pairs_of_days_and_weeks_of_school_are_read_as_parents_mean_them(case):
    assert find_when(case["text"], at(case.get("now", BOUNDS["now"]))) == when(case["when"])


@given(YEARS, st.sampled_from(["fr", "en"]), st.sampled_from(["{d} {m} {y}", "le {d} {m} {y} svp", "on {m} {d}, {y}"]))
@example(date(2028, 2, 29), "fr", "{d} {m} {y}")
def test_a_date_told_in_full_is_that_date(day, language, pattern):
    text = pattern.format(d=day.day, m=MONTHS[language][day.month - 1], y=day.year)
    found = find_when(text, NOW)
    assert found is not None
    assert found.spans == (Span(day, day),)


@example(date(2026, 7, 24), "%d/%m/%Y")  # not the "24/7" of an opening all day long
@given(YEARS, st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "le %d/%m/%y"]))
def test_a_date_in_figures_is_that_date(day, pattern):
    found = find_when(day.strftime(pattern), NOW)
    assert found is not None
    assert found.spans == (Span(day, day),)


@given(YEARS, st.integers(1, 28), st.sampled_from(MONTHS["fr"]))
def test_a_date_without_a_year_is_the_next_one(today, number, month):
    found = find_when(f"le {number} {month}", datetime(today.year, today.month, today.day, 9, tzinfo=PARIS))
    assert found is not None
    (span,) = found.spans
    assert (span.first.day, MONTHS["fr"][span.first.month - 1]) == (number, month)
    assert 0 <= (span.first - today).days <= 366


@given(st.lists(PIECES, max_size=12).map(" ".join), YEARS)
def test_no_text_makes_it_stumble_and_spans_come_in_order(text, today):
    found = find_when(text, datetime(today.year, today.month, today.day, 12, tzinfo=PARIS))
    if found is not None:
        assert list(found.spans) == sorted(found.spans)
        assert all(0 <= start < end <= len(text) for start, end in found.pieces)
        assert list(found.pieces) == sorted(found.pieces)


@given(st.text())
def test_no_arbitrary_text_makes_it_stumble(text):
    find_when(text, NOW)


def test_the_words_it_was_read_from_are_told_with_their_places():
    text = "Ya qqch pour mon fils samedi 5 décembre, plutôt l’après-midi ?"
    found = find_when(text, NOW)
    assert found is not None
    assert found.text == "samedi 5 décembre l’après-midi"
    assert [text[start:end] for start, end in found.pieces] == ["samedi 5 décembre", "l’après-midi"]


def test_a_very_long_text_takes_little_more_than_its_length():
    assert growth(lambda text: find_when(text, NOW), "le 12 décembre ou le 13, " * 160) < 5
