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


REQUESTS_ALIKE = Ranker({"sign_up": 9.0, "sign_up.of_none": -9.0, "request.pick.several": -9.0})
CLEAR = Ranker({**REQUESTS_ALIKE.weights, "request.pick.place": 9.0})


def test_a_sign_up_that_may_be_for_some_events_is_for_all_of_them_so_that_it_is_asked_which(turn):
    said = turn("le premier", shown("robots", "sewing", "talk"))
    found, likely = best(said, REQUESTS_ALIKE)
    meaning = meaning_of(found, likely, said)
    assert meaning.intent == "sign_up"
    assert meaning.decision is Decision.ANSWER
    assert len(meaning.slots.events) > 1


def test_a_sign_up_that_is_clear_is_for_the_one_event(turn):
    said = turn("le premier", shown("robots", "sewing", "talk"))
    found, likely = best(said, CLEAR)
    assert meaning_of(found, likely, said).slots.events == ("robots",)


def test_where_only_its_detail_is_not_clear_the_card_of_one_event_is_shown_and_nothing_is_asked(turn):
    said = turn("le premier", shown("robots", "sewing", "talk"))
    ranker = Ranker({"detail.pick.place": 9.0, "detail.gap": -20.0})
    found, likely = best(said, ranker)
    meaning = meaning_of(found, likely, said)
    assert meaning.decision is Decision.ANSWER
    assert not likely.between
    assert meaning.slots.events == ("robots",)
