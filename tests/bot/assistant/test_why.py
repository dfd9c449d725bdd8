"""`cite understand --why`: how a meaning came about, as a value, in plain words and as JSON."""

import json

import pytest

from bot.assistant.asking import why_in_words
from intents.dialogue.state import DialogueState
from intents.meaning.meaning import Decision
from intents.model.telling import Sign
from intents.model.verdict import FACT_FROM, SILENT_FROM
from intents.understanding.understand import By
from tests.bot.assistant.conftest import NOW

QUESTIONS = [
    "c'est où ?", "combien coûte l'escpae game ?", "des ateliers pour 8 ans samedi ?", "Gérard", "inscris Léa", "?",
    "c'est où et c'est à quel prix le fablab ?", "je voudrais mourir", "wie viel kostet das bitte", "yes", "zzzz qqqq",
    "where are you, and is there a car park?",
]  # fmt: skip


@pytest.fixture(scope="module")
def why(clerk):
    """The trace of a first message."""
    return clerk.why


def words(trace):
    return "\n".join(why_in_words(trace))


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_meaning_that_is_explained_is_the_one_that_is_answered(clerk, why, text):
    ((meaning, _),) = clerk.converse([text])
    assert why(text).meaning == meaning


def test_the_signs_of_a_fact_are_told_that_speak_for_it_or_against_it(why):
    (whole,) = why("c'est où ?").parts
    assert {Sign.FLAT, Sign.OWN, Sign.DEFAULT} <= {sign.name for sign in whole.signs} <= set(Sign)
    assert all(sign.value for sign in whole.signs)
    assert (whole.confidence, whole.intents[0].name) == (whole.intents[0].likelihood, "address")
    assert (whole.verdict, whole.threshold) == ("address", FACT_FROM)


def test_what_is_no_fact_is_trusted_as_far_as_it_is_likely(why):
    (whole,) = why("combien coûte l'escpae game ?").parts
    assert whole.signs == ()
    assert (whole.confidence, whole.threshold) == (whole.intents[0].likelihood, SILENT_FROM)


def test_words_are_told_as_they_were_put_right_and_with_the_things_they_name(why):
    (whole,) = why("combien coûte l'escpae game ?").parts
    assert whole.words == ("combien", "coute", "l", "escape", "game")
    assert whole.things == ("escape",)
    assert whole.attributes[0].name == "price"


@pytest.mark.parametrize("text", QUESTIONS)
def test_five_intents_and_three_attributes_are_told_best_first(why, text):
    for part in why(text).parts:
        assert (len(part.intents), len(part.attributes)) == (5, 3)
        for likely in (part.intents, part.attributes):
            shares = [one.likelihood for one in likely]
            assert shares == sorted(shares, reverse=True)


def test_each_part_is_told_with_how_likely_it_is_asked(why):
    whole, *clauses = why("c'est où et c'est à quel prix le fablab ?").parts
    assert [clause.words[0] for clause in clauses] == ["c", "c"]
    assert 0 <= whole.likelihood < 1
    assert all(0 <= clause.likelihood < 1 for clause in clauses)


def test_the_likeliest_candidates_are_told_with_the_signs_that_make_them_so(why):
    found = why("des ateliers pour 8 ans samedi ?")
    best, *others = found.candidates
    assert (found.meaning.intent, best.intent) == ("events", "events")
    assert [one.likelihood for one in found.candidates] == sorted(one.likelihood for one in found.candidates)[::-1]
    assert all(one.signs for one in (best, *others))
    assert "Candidate events" in words(found)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("c'est où ?", By.RANKED), ("Gérard", By.NAME), ("…", By.NOTHING), ("wie viel kostet das bitte", By.LANGUAGE),
        ("je voudrais mourir", By.DISTRESS), ("des ateliers pour 8 ans samedi ?", By.RANKED),
    ],
)  # fmt: skip
def test_what_decided_is_told(why, text, by):
    assert why(text).by is by


def test_the_context_is_what_the_message_is_explained_in(clerk):
    shown = DialogueState(at=NOW, intent="events", shown=(clerk.events[0].uid,), listed=(clerk.events[0].uid,))
    found = clerk.understanding.trace("c'est à quelle heure ?", shown, clerk.events, NOW)
    assert (found.by, found.candidates[0].intent) == (By.RANKED, "event_when")
    assert found.candidates[0].events == (clerk.events[0].uid,)


def test_plain_words_tell_every_step(why):
    said = words(why("c'est où ?"))
    for told in (
        "means address: answer",
        "decided in the end by: the likeliest",
        "words, put right: c est ou",
        "things named: nothing",
        "likeliest intents: address 0.",
        "likeliest attributes asked: address 0.",
        f"enough from {FACT_FROM:.2f}",
        "so: address, answer",
        *(sign.value for sign in (Sign.FLAT, Sign.OWN, Sign.DEFAULT)),
    ):
        assert told in said


@pytest.mark.parametrize("text", QUESTIONS)
def test_any_message_is_told_in_plain_words(why, text):
    assert len(words(why(text)).splitlines()) >= 3


def test_a_json_line_tells_why_when_asked_and_is_otherwise_as_ever(clerk):
    (plain,), (told,) = (list(clerk.understand_lines(["c'est où ?"], why=why)) for why in (False, True))
    plain, told = json.loads(plain), json.loads(told)
    (part,) = told.pop("why")["parts"]
    assert told == plain
    assert part["intents"]["address"] == max(part["intents"].values())
    assert part["decision"] == Decision.ANSWER.value
    assert Sign.FLAT.name.lower() in {sign["name"] for sign in part["signs"]}
