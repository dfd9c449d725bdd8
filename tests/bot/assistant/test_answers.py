"""What a person reads: facts, the agenda, known unknowns, and never an invention."""

import json
from collections import Counter

import pytest

from bot.assistant.answer import AnswerKind
from tests.bot.assistant.conftest import PHRASES


def labelled(name):
    lines = (PHRASES / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def test_the_address_is_given(ask):
    answer = ask("c'est où la cité du numérique ?")
    assert answer.kind is AnswerKind.ANSWER
    assert "avenue de Vendôme" in answer.plain


def test_an_unknown_price_is_admitted_and_the_team_offered(ask):
    answer = ask("c combien l'atelier ?")
    assert answer.kind is AnswerKind.UNKNOWN
    assert "€" not in answer.plain
    assert "équipe" in answer.plain


def test_another_language_is_told_which_ones_are_spoken(ask):
    answer = ask("Guten Tag, wo kann ich mein Kind anmelden?")
    assert answer.kind is AnswerKind.LANGUAGE
    assert "français" in answer.plain
    assert "English" in answer.plain


def test_an_english_question_is_answered_in_english(ask):
    assert "address" in ask("what is the address?").plain.lower() or "Blois" in ask("what is the address?").plain


def test_a_date_and_an_age_choose_the_events(ask, clerk):
    answer = ask("qu'est-ce qu'il y a le 12 décembre pour un enfant de 11 ans ?")
    assert answer.kind in (AnswerKind.EVENTS, AnswerKind.EVENT)
    chosen = [event for event in clerk.events if event.uid in answer.events]
    assert chosen
    assert all((event.starts_at.day, event.starts_at.month) == (12, 12) for event in chosen)
    assert all(event.age_min <= 11 <= event.age_max for event in chosen if event.age_min is not None)


def test_when_nothing_fits_it_is_said_and_what_is_near_is_not_claimed(ask):
    answer = ask("vous avez quoi le 25 décembre à 3h du matin pour mon bébé d'un an ?")
    assert answer.events == ()
    assert "rien" in answer.plain


def test_a_follow_up_keeps_the_age_and_changes_the_date(ask, clerk):
    answer = ask("qu'y a-t-il en décembre pour un enfant de 9 ans ?", "et en janvier ?")
    months = {event.starts_at.month for event in clerk.events if event.uid in answer.events}
    assert months <= {1}


def test_signing_up_names_the_event_meant(ask, clerk):
    title = next(event for event in clerk.events if event.is_for_children).title
    answer = ask(f"je veux inscrire Léa à {title}")
    assert answer.kind is AnswerKind.ACTION
    assert answer.action == "sign_up"


@pytest.mark.parametrize("text", ["", " ", "😀", "?", "<b>", "a" * 5000, "'; DROP TABLE events; --", "\u202e", "/"])
def test_odd_words_get_an_answer_and_no_exception(ask, text):
    assert ask(text).text


def test_questions_about_the_venue_get_the_topic_meant_and_seldom_another(clerk):
    """Never learnt from. A fact's label is its topic's id, an unknown must stay unknown."""
    outcomes = Counter()
    for line in labelled("first_venue.jsonl"):
        if line["expect"] not in ("facts", "unknown", "action"):
            continue
        ((_, answer),) = clerk.converse([line["text"]])
        outcomes[judge(line, answer)] += 1
    total = sum(outcomes.values())
    assert total > 300
    assert outcomes["right"] / total >= 0.85, outcomes
    assert outcomes["wrong"] / total <= 0.05, outcomes


def judge(line, answer):
    """A rough judge: by topic, not by words; it is stricter than the evaluation for facts."""
    if answer.kind is AnswerKind.CLARIFY:
        return "asked"
    silent = answer.kind in (AnswerKind.UNKNOWN, AnswerKind.OFF_TOPIC, AnswerKind.LANGUAGE)
    if line["expect"] == "facts":
        if answer.topic in (*line["facts"], *line.get("or", [])):
            return "right"
        return "missed" if silent else "wrong"
    if line["expect"] == "unknown":
        return "right" if silent or answer.action in ("human", "help") else "wrong"
    if answer.action in (line["action"], *line.get("or", [])):
        return "right"
    return "missed" if silent else "wrong"
