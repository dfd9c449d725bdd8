"""What is meant, where a message is only written otherwise and where one word of it changes."""

import pytest

from bot.bench import frames
from bot.bench.judging import Conversation, Expect, Turn
from bot.bench.ranker import TaughtSet
from tests.bot.bench.conftest import NOW
from tests.model_cache import shared_understanding

TEXTS = ("Qu'est-ce qu'il y a mercredi pour mon fils de 9 ans ?", "des ateliers en décembre", "vous êtes où")


@pytest.fixture
def read(events):
    """Three messages of one set, read."""
    turns = [Turn(text=text, expect=Expect.EVENTS) for text in TEXTS]
    talks = tuple(Conversation(id=str(number), turns=(turn,)) for number, turn in enumerate(turns))
    return frames.Message.of([TaughtSet("a", talks, events, NOW)], shared_understanding())


def test_what_is_only_written_otherwise_means_the_same(read):
    rows = {row.name: row for row in frames.rewritten(read)}
    assert set(rows) == set(frames.REWRITES)
    assert rows["without accents"] == frames.Row("without accents", 2, 2)
    assert all(row.held == row.asked for row in rows.values())


def test_another_word_means_something_else(read):
    rows = {row.name: row for row in frames.swapped(read)}
    assert [rows[name] for name in ("weekday", "month", "age")] == [
        frames.Row("weekday", 1, 1),
        frames.Row("month", 1, 1),
        frames.Row("age", 1, 1),
    ]
    assert rows["part_of_day"].asked == 0


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("un truc mercredi ?", "un truc jeudi ?"),
        ("dimanche ou rien", "lundi ou rien"),
        ("lundi ou mardi", None),
        ("rien", None),
    ],
)
def test_one_word_of_a_list_gives_way_to_the_next(text, other):
    assert frames.swap(text, frames.swaps()["weekday"]) == other


def test_a_table_sums_its_rows_up():
    rows = [frames.Row("one", 3, 2), frames.Row("two", 1, 1), frames.Row("none", 0, 0)]
    assert list(frames.table(rows, "unchanged"))[-1].split() == ["all", "4", "75.0", "%", "unchanged"]
