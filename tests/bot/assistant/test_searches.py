"""What else may be looked for: asked about where nothing is likely, a button below the list where something is."""

from dataclasses import replace
from datetime import date

import pytest

from bot.assistant.answer import AnswerKind
from bot.bot_api.replies import Action
from intents.dates.when import Span, When
from intents.dialogue.state import DialogueState
from intents.meaning.catalogue import EVENTS
from intents.meaning.meaning import Decision, Meaning, Slots

NINE, WEDNESDAYS = Slots(ages=(9,)), Slots(when=When(weekdays=frozenset({2})))
NOWHERE = Slots(when=When(spans=(Span(date(2030, 1, 1), date(2030, 1, 2)),)))


def meaning(decision, query, *others):
    return Meaning(text="", intent=EVENTS, decision=decision, confidence=0.4, slots=query, others=others)


@pytest.fixture
def answered(clerk):
    def one(*told):
        said = meaning(*told)
        answer = clerk.assistant.answer(said, clerk.events, "fr", clerk.now)
        return answer, clerk.assistant.remember(answer, said, None, clerk.now)

    return one


def presses(answer):
    return [button.press for row in answer.rows for button in row if button.press.action is Action.SEARCH]


def test_where_several_searches_may_be_meant_it_is_asked_which_and_nothing_is_claimed(answered):
    answer, state = answered(Decision.ASK, NINE, WEDNESDAYS, Slots())
    assert (answer.kind, answer.events) == (AnswerKind.CLARIFY, ())
    assert answer.labels == ("Pour 9 ans", "Le mercredi", "Tout ce qui est prévu", "Autre chose")
    assert [state.searches[press.revision] for press in presses(answer)] == [NINE, WEDNESDAYS, Slots()]


def test_a_search_that_finds_nothing_is_not_offered(answered):
    answer, _ = answered(Decision.ASK, NINE, NOWHERE, WEDNESDAYS)
    assert answer.labels == ("Pour 9 ans", "Le mercredi", "Autre chose")
    alone, _ = answered(Decision.ASK, NINE, NOWHERE)
    assert alone.kind is AnswerKind.EVENTS


def test_below_a_list_stands_what_else_may_have_been_looked_for(answered):
    answer, state = answered(Decision.ANSWER, NINE, WEDNESDAYS)
    assert answer.kind is AnswerKind.EVENTS
    assert answer.labels[-1] == "Plutôt\xa0: le mercredi"
    assert state.searches == (WEDNESDAYS,)
    assert state.query == NINE


def test_an_event_found_alone_is_offered_by_its_own_button(answered, clerk):
    one = Slots(events=(clerk.events[0].uid,), titled=True)
    answer, _ = answered(Decision.ASK, NINE, one)
    assert [press.revision for press in presses(answer)] == [0]
    assert any(clerk.events[0].title[:12] in label for label in answer.labels)


def test_beside_what_is_not_known_the_event_is_offered_that_may_be_meant(clerk):
    first = clerk.events[0]
    asked = replace(meaning(Decision.ANSWER, Slots()), intent="?other")
    of_one = Slots(events=(first.uid,), titled=True)
    answer, plain, of_many = (
        clerk.assistant.answer(replace(asked, others=others), clerk.events, "fr", clerk.now)
        for others in ((of_one,), (), (Slots(),))
    )
    assert answer.kind is AnswerKind.UNKNOWN
    assert answer.rows[0][0].press.code == first.code
    assert (answer.events, answer.rows[1:]) == ((), plain.rows)
    assert of_many == plain


def test_what_was_offered_outlives_a_restart_and_the_next_answer_forgets_it(answered, clerk):
    _, state = answered(Decision.ASK, NINE, WEDNESDAYS)
    assert DialogueState.from_json(state.to_json()) == state
    old = state.to_json().replace('"searches"', '"of a newer version"')
    assert DialogueState.from_json(old) == replace(state, searches=())
    said = meaning(Decision.ANSWER, NINE)
    answer = clerk.assistant.answer(said, clerk.events, "fr", clerk.now, state)
    assert clerk.assistant.remember(answer, said, state, clerk.now).searches == ()
