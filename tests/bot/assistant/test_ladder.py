"""When it is not clear what is meant: choices, then once « dites-le autrement », then the team."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.answer import AnswerKind
from bot.assistant.compose import HELPLINE, MOST_CHOICES, Assistant
from bot.bot_api.replies import Action
from intents.dialogue.state import FADES_AFTER, DialogueState
from intents.meaning.catalogue import DISTRESS, NOT_TOPICS
from intents.meaning.meaning import Candidate, Decision, Meaning
from knowledge.library.library import Library, load_library
from tests.bot.assistant.conftest import NOW, PARIS

LIBRARY = load_library()
ASSISTANT = Assistant(LIBRARY, PARIS)
INTENTS = st.sampled_from([*(topic.id for topic in LIBRARY.topics), *sorted(NOT_TOPICS), "off_topic.weather"])
OTHER = "Autre chose"


def unclear(intent, *others, decision=Decision.ASK, language="fr"):
    """A meaning that may be any of these."""
    return Meaning(
        text="…",
        intent=intent,
        decision=decision,
        confidence=0.3,
        language=language,
        runners_up=tuple(Candidate(other, 0.2) for other in others),
    )


NOTHING = unclear(None, decision=Decision.UNKNOWN)
NO = unclear("no", decision=Decision.ANSWER)


class Talk:
    """A conversation: each turn's answer, in the light of those before."""

    def __init__(self, assistant=ASSISTANT):
        self.assistant, self.context, self.now = assistant, None, NOW

    def hears(self, meaning):
        answer = self.assistant.answer(meaning, (), "fr", self.now, self.context)
        self.context = self.assistant.remember(answer, meaning, self.context, self.now)
        return answer


def label(topic):
    return LIBRARY.topic(topic).label["fr"]


def test_the_likeliest_are_offered_best_first_and_something_else_last():
    answer = Talk().hears(unclear("address", "phone", "sign_up", "parking"))
    assert answer.kind is AnswerKind.CLARIFY
    assert answer.offered == ("address", "phone", "sign_up")
    assert answer.labels[:2] == (label("address"), label("phone"))
    assert answer.labels[-1] == OTHER


@given(INTENTS, st.lists(INTENTS, max_size=6), st.sampled_from(["fr", "en"]))
def test_never_more_than_three_choices_and_each_leads_somewhere(intent, others, language):
    answer = ASSISTANT.answer(unclear(intent, *others), (), language, NOW)
    if answer.kind is not AnswerKind.CLARIFY:
        return
    assert 1 <= len(answer.offered) <= MOST_CHOICES
    *choices, other = [button for row in answer.rows for button in row]
    assert len(choices) == len(set(answer.offered))
    assert len({choice.label for choice in choices}) == len(choices)
    assert other.press.action is Action.OTHER


def test_what_leads_nowhere_is_not_offered():
    answer = Talk().hears(unclear("greeting", "off_topic.joke", "address"))
    assert answer.offered == ("address",)
    assert Talk().hears(unclear("greeting", "thanks", "yes")).kind is AnswerKind.UNKNOWN


def test_what_was_refused_is_not_offered_again_in_this_conversation():
    talk = Talk()
    talk.hears(unclear("address", "phone", "parking"))
    talk.hears(NO)
    assert talk.hears(unclear("address", "website")).offered == ("website",)
    assert talk.hears(unclear("phone", "wifi")).offered == ("wifi",)
    talk.hears(NO)
    assert talk.hears(unclear("address", "wifi", "events")).offered == ("events",)


def test_a_no_is_no_to_what_was_offered_even_where_it_might_mean_something_else():
    talk = Talk()
    talk.hears(unclear("address", "phone"))
    assert talk.hears(unclear("no", "phone", "wifi")).rephrase
    assert talk.context.refused == ("address", "phone")


def test_when_all_was_refused_nothing_is_offered():
    talk = Talk()
    talk.hears(unclear("address"))
    talk.hears(NO)
    answer = talk.hears(unclear("address"))
    assert (answer.kind, answer.rows) == (AnswerKind.UNKNOWN, ())
    assert "équipe" in answer.plain


def test_after_the_team_was_offered_what_was_refused_stays_refused():
    talk = Talk()
    talk.hears(unclear("address"))
    for _ in range(3):
        talk.hears(NO)
    assert talk.hears(unclear("address", "wifi")).offered == ("wifi",)


def test_what_was_refused_may_be_offered_again_when_the_conversation_has_faded():
    talk = Talk()
    talk.hears(unclear("address"))
    talk.hears(NO)
    talk.now += FADES_AFTER + timedelta(minutes=1)
    assert [talk.hears(unclear("address")).offered for _ in range(2)] == [("address",)] * 2


@pytest.mark.parametrize("decision", [Decision.ANSWER, Decision.ASK])
def test_events_that_have_faded_are_not_brought_back_by_another_question(decision):
    talk = Talk()
    faded = NOW - FADES_AFTER - timedelta(minutes=1)
    talk.context = DialogueState(at=faded, intent="events", shown=("a",), listed=("a",))
    talk.hears(unclear("address", decision=decision))
    assert (talk.context.shown, talk.context.listed) == ((), ())


def test_something_new_said_refuses_nothing():
    talk = Talk()
    talk.hears(unclear("address", "phone"))
    talk.hears(unclear("wifi", "parking"))
    assert talk.hears(unclear("address", "phone")).offered == ("address", "phone")


def test_first_it_is_asked_to_say_it_differently_then_the_team_is_offered_for_good():
    talk = Talk()
    first = talk.hears(NOTHING)
    assert first.rephrase
    assert "équipe" not in first.plain
    for _ in range(3):
        again = talk.hears(NOTHING)
        assert not again.rephrase
        assert "équipe" in again.plain


@pytest.mark.parametrize("intent", ["yes", "no"])
def test_a_bare_yes_or_no_to_nothing_leads_to_the_team_too(intent):
    talk, bare = Talk(), unclear(intent, decision=Decision.ANSWER)
    assert talk.hears(bare).rephrase
    assert not talk.hears(bare).rephrase


def test_once_something_was_understood_it_begins_anew():
    talk = Talk()
    talk.hears(NOTHING)
    talk.hears(unclear("address", decision=Decision.ANSWER))
    assert talk.hears(NOTHING).rephrase


def test_what_was_talked_about_is_not_forgotten_while_it_is_unclear():
    talk = Talk()
    talk.context = DialogueState(at=NOW, intent="events", shown=("a", "b"), listed=("a", "b"))
    for meaning in (unclear("address"), NO, NOTHING):
        talk.hears(meaning)
        assert (talk.context.intent, talk.context.shown, talk.context.listed) == ("events", ("a", "b"), ("a", "b"))


def test_what_is_not_ours_is_said_to_be_so_however_often():
    talk, weather = Talk(), unclear("off_topic.weather", decision=Decision.UNKNOWN)
    assert [talk.hears(weather).kind for _ in range(2)] == [AnswerKind.OFF_TOPIC] * 2


def test_the_ladder_speaks_english_too():
    answer = ASSISTANT.answer(unclear("address", "phone"), (), "en", NOW)
    assert answer.labels[0] == LIBRARY.topic("address").label["en"]
    assert answer.labels[-1] != OTHER


KIND = "vous n’avez pas à porter cela"
DISTRESSED = unclear(DISTRESS, decision=Decision.ANSWER)


def with_helpline(fr):
    """The library as it is once the team has given a number to call."""
    known = {"unknown": False, "answer": {"fr": fr, "en": "Call 00 00."}}
    return Library(tuple(replace(one, **known) if one.id == HELPLINE else one for one in LIBRARY.topics))


def test_somebody_in_trouble_gets_kind_words_and_the_team_and_no_number_that_nobody_gave():
    answer = Talk().hears(DISTRESSED)
    assert (answer.kind, answer.action) == (AnswerKind.ACTION, "human")
    assert KIND in answer.plain
    assert not any(character.isdigit() for character in answer.plain)
    assert LIBRARY.topic(HELPLINE).answer["fr"] not in answer.plain


def test_a_number_to_call_is_given_once_the_team_has_given_one():
    answer = Talk(Assistant(with_helpline("Appelez le 00 00 <jour & nuit>."), PARIS)).hears(DISTRESSED)
    assert answer.plain.endswith("Appelez le 00 00 <jour & nuit>.")
    assert KIND in answer.plain
    assert "&lt;jour &amp; nuit&gt;" in answer.text


def test_somebody_in_trouble_is_answered_in_their_language():
    assistant = Assistant(with_helpline("Appelez."), PARIS)
    assert assistant.answer(DISTRESSED, (), "en", NOW).plain.endswith("Call 00 00.")


def test_words_of_distress_are_heard(ask):
    for text in ("on me harcèle au collège", "j'ai envie de mourir", "my boyfriend hits me"):
        answer = ask(text)
        kind = "silence" in answer.plain or "sans aide" in answer.plain
        assert (answer.action, kind) == ("human", True), text
