"""A tiny training set is learnt, with and without the sentence encoder, and used as the bot uses it."""

import numpy as np
import pytest

from intents.meaning import Decision
from intents.model import Index
from intents.reading import Read
from tests.intents.cases import read
from tests.intents.conftest import EXAMPLES, SILENT

CASES = read("learnt")


def scores(model, *texts):
    found = model.scores([Read(text, tuple(model.reader.words(text))) for text in texts])
    return np.stack([one.blended for one in found])


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
    claims = meaning.decision is Decision.ANSWER and not (meaning.intent or "").startswith("off_topic")
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


def test_confidence_is_a_share(model):
    (found,) = model.scores([Read("où êtes-vous", ("ou", "etes", "vous"))])
    ranked = model.rank(found.blended)
    assert 0 <= model.confidence(found, ranked, ["ou", "etes", "vous"]) <= 1


def test_learning_without_the_encoder_is_complete(by_words):
    assert by_words.encoder is None
    assert isinstance(by_words.judges.beside, Index)
    assert set(by_words.labels) == {example.intent for example in EXAMPLES}
