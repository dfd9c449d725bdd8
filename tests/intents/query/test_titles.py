"""Titles, half remembered, misspelt, translated; and the many words that name no event."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.query.rows import EventRow
from intents.query.titles import Titles
from intents.text.text import words
from tests.intents.cases import PARIS, params, read

CASES = read("titles")
START = datetime(2026, 12, 5, 10, tzinfo=PARIS)
TITLES = Titles.of((EventRow(uid, (title,), START) for uid, title in CASES["titles"].items()), CASES["usual"])


@pytest.mark.parametrize("case", params(CASES["heard"]))
def test_the_event_that_was_named_is_heard(case):
    assert set(TITLES.find(words(case["text"])).uids) == set(case["uids"])


@pytest.mark.parametrize("text", CASES["not_heard"])
def test_words_that_name_no_event_are_left_alone(text):
    assert TITLES.find(words(text)).uids == ()


def test_the_words_of_the_title_give_way_to_one_marker():
    said = words("à quelle heure commence la course des robots samedi")
    assert TITLES.find(said).marked(said) == ["a", "quelle", "heure", "commence", "la", "xtitle", "des", "samedi"]


def test_a_date_inside_a_title_is_recognised_as_part_of_it():
    assert TITLES.hold(("job",), ["d", "ete"])
    assert not TITLES.hold(("job",), ["samedi"])
    assert not TITLES.hold((), ["d", "ete"])


def test_a_title_that_two_dates_bear_names_both():
    twice = Titles.of([EventRow("one", ("Petits drones",), START), EventRow("two", ("Petits drones",), START)], {})
    assert twice.find(["drones"]).uids == ("one", "two")


def test_a_number_that_was_said_tells_two_titles_apart():
    levels = Titles.of([EventRow(one, (f"Robots du Val {one}",), START) for one in ("1", "2")], {})
    assert levels.find(words("robots du Val 2")).uids == ("2",)
    assert levels.find(words("robots du Val")).uids == ("1", "2")


@given(st.lists(st.text(max_size=8), max_size=12))
def test_no_words_make_it_stumble(said):
    heard = TITLES.find(said)
    assert set(heard.uids) <= set(CASES["titles"])
    assert 0 <= heard.share <= 1
    assert all(0 <= place < len(said) for place in heard.places)
