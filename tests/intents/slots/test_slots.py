"""What a message says beside its intent: refusals, people without an age, words that point."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.meaning.meaning import Slots
from intents.query.rows import EventRow
from intents.query.titles import Titles
from intents.slots.slots import find_slots
from intents.text.text import words
from tests.intents.cases import NOW, PARIS, params, read

DATA = read("titles")
START = datetime(2026, 12, 5, 10, tzinfo=PARIS)
TITLES = Titles.of((EventRow(uid, (title,), START) for uid, title in DATA["titles"].items()), DATA["usual"])
BESIDE = {"when", "count", "names"}


def slots(text):
    return find_slots(text, words(text), TITLES, NOW, is_word=lambda word: word in {"paris", "merci"}).slots


@pytest.mark.parametrize("case", params(read("slots")))
def test_everything_beside_the_intent_is_read(case):
    found = slots(case["text"])
    for name in sorted(set(Slots.__dataclass_fields__) - BESIDE):
        value = getattr(found, name)
        said = list(value) if isinstance(value, tuple) else value
        assert said == case.get(name, getattr(Slots(), name) if not isinstance(value, tuple) else []), name


def test_the_season_in_a_title_is_no_date():
    found = slots("le job d'été c'est quand")
    assert found.events == ("job",)
    assert found.when is None


def test_a_date_beside_a_title_stays_a_date():
    assert slots("le job d'été en janvier").when is not None


@given(st.text(max_size=80))
def test_no_text_makes_it_stumble(text):
    found = slots(text)
    assert not set(found.themes) & set(found.not_themes)
    assert not set(found.kinds) & set(found.not_kinds)
    assert not set(found.events) & set(found.not_events)
