"""A tiny training set is learnt, and used as the bot uses it."""

import numpy as np
import pytest

from intents.meaning.catalogue import GAP, OFF_TOPIC
from intents.meaning.meaning import Decision
from intents.model.telling import tell, untaught
from intents.model.training import Doubt, train
from intents.text.reading import Read
from tests.intents.cases import read
from tests.intents.conftest import EXAMPLES, FACTS, SILENT

CASES = read("learnt")


@pytest.fixture(scope="module")
def by_phrasings_alone():
    return train(EXAMPLES, SILENT)


def scores(model, *texts):
    return np.stack(model.scores([read_by(model, text) for text in texts]))


def read_by(model, text):
    return Read(text, tuple(model.reader.words(text)))


@pytest.mark.parametrize("case", CASES["one"], ids=lambda case: case["text"])
def test_a_new_way_of_saying_it_is_understood(meaning_of, case):
    meaning = meaning_of(case["text"])
    assert (meaning.intent, meaning.decision, meaning.also) == (case["intent"], Decision.ANSWER, None)


@pytest.mark.parametrize("case", CASES["two"], ids=lambda case: case["text"])
def test_two_questions_in_one_message_are_both_heard(meaning_of, case):
    meaning = meaning_of(case["text"])
    assert meaning.decision is Decision.ANSWER
    assert {meaning.intent, meaning.also} == set(case["intents"])


@pytest.mark.parametrize("text", CASES["foreign"])
def test_a_language_that_is_not_spoken_here_is_refused(meaning_of, text):
    meaning = meaning_of(text)
    assert (meaning.intent, meaning.decision) == (None, Decision.LANGUAGE)


@pytest.mark.parametrize("text", CASES["not_ours"])
def test_what_is_not_ours_claims_nothing(meaning_of, text):
    meaning = meaning_of(text)
    claims = meaning.decision is Decision.ANSWER and not (meaning.intent or "").startswith((OFF_TOPIC, GAP))
    assert not claims or meaning.intent in SILENT


@pytest.mark.parametrize("text", ["", "   ", "?!", "😀", "\u202e"])
def test_a_message_without_words_is_gibberish(meaning_of, text):
    assert meaning_of(text).intent == "off_topic.gibberish"


def test_every_phrasing_it_learnt_means_what_it_was_written_for(model):
    plain = [example for example in EXAMPLES if "{" not in example.text]
    best = scores(model, *(example.text for example in plain)).argmax(axis=1)
    right = [model.labels[number] == example.intent for number, example in zip(best, plain, strict=True)]
    assert sum(right) / len(right) > 0.97


def test_messages_read_together_score_as_they_do_alone(model):
    texts = ["où êtes-vous", "c'est combien", "on mange où"]
    together = scores(model, *texts)
    alone = np.concatenate([scores(model, text) for text in texts])
    assert together == pytest.approx(alone, abs=1e-3)


def test_the_unknown_topics_and_all_that_is_not_ours_are_silent(model):
    silent = {label for number, label in enumerate(model.labels) if model.groups.is_silent(number)}
    assert silent == {*SILENT, "off_topic.weather", "off_topic.homework"}


@pytest.mark.parametrize("text", ["où êtes-vous", "zorglub", ""])
def test_confidence_is_a_share(model, text):
    assert 0 <= _confidence(model, text) <= 1


@pytest.mark.parametrize("name", ["imprimante 3d", "laboratoire", "Cité"])
@pytest.mark.parametrize(("asked", "attribute"), [("combien coûte la {}", "price"), ("quelle surface, la {}", "size")])
def test_an_attribute_is_heard_whatever_the_thing(model, name, asked, attribute):
    found, _ = model.attributes.best(model.asked(read_by(model, asked.format(name))))
    assert found == attribute


def test_phrasings_of_a_fact_teach_the_attribute_that_it_tells(model):
    found, _ = model.attributes.best(model.asked(read_by(model, "y a-t-il un parking")))
    assert found == "parking"


def test_facts_are_not_needed(by_phrasings_alone):
    assert set(by_phrasings_alone.labels) == {example.intent for example in EXAMPLES}
    assert by_phrasings_alone.attributes.cells == {}


def test_a_few_doubts_teach_nothing(model):
    assert np.array_equal(model.preference, untaught())


def test_doubts_teach_which_fact_tells_what_is_asked_and_nothing_else(model):
    doubts = [Doubt(text, told) for n in range(20) for text, told in _doubts(n)]
    learnt = train(EXAMPLES, SILENT, FACTS, doubts)
    assert np.array_equal(learnt.softmax.weights, model.softmax.weights)
    assert learnt.preference.shape == untaught().shape
    assert not np.array_equal(learnt.preference, untaught())
    plain = "vous êtes situés où"
    assert _confidence(learnt, plain) > _confidence(learnt, f"{plain} le zorglub bleu")


def _doubts(n):
    """Plain questions that are answered, and the same with something added that nothing answers."""
    rest = ("zorglub", "bleu", "canard", "violon")[n % 4]
    plain = [("quelle est votre adresse", "address"), ("on peut se garer", "parking"), ("on mange sur place", "food")]
    yield from ((text, (told,)) for text, told in plain)
    yield from ((f"{text} {rest} {rest}s mou", ()) for text, _ in plain)


def _confidence(model, text):
    """How likely the likeliest fact is."""
    read = read_by(model, text)
    (scores,) = model.scores([read])
    told = tell(model, scores, read, model.asked(read))
    return next((one.likelihood for one in told.ranked if not model.groups.is_silent(one.intent)), 0.0)
