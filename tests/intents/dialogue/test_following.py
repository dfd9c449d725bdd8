"""Which of the likeliest candidates is answered, and when it is asked instead which events are meant."""

from intents.dialogue.following import best, meaning_of
from intents.dialogue.ranker import Ranker
from intents.meaning.meaning import Decision
from tests.intents.dialogue.conftest import shown

SEARCHES_ALIKE = Ranker({"find": 9.0})


def test_where_several_searches_are_as_likely_their_few_events_are_asked_about(turn):
    said = turn("et samedi ?", shown("robots", "sewing"))
    found, likely = best(said, SEARCHES_ALIKE)
    meaning = meaning_of(found, likely, said)
    assert meaning.decision is Decision.ASK
    assert 0 < len(meaning.between) <= 5


def test_nothing_is_asked_about_events_where_something_else_is_as_likely(turn):
    said = turn("et samedi ?", shown("robots", "sewing"))
    _, likely = best(said, Ranker({"find": 9.0, "say": 9.0}))
    assert not likely.between


def test_nothing_is_asked_where_one_search_is_clear(turn):
    said = turn("et samedi ?", shown("robots", "sewing"))
    _, likely = best(said, Ranker({"find": 9.0, "result.all": 9.0}))
    assert not likely.between
