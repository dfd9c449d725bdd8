"""« D’où vient cette information ? »: the source of what was told last, by a button or in words."""

from datetime import date

import pytest

from bot.assistant.answer import AnswerKind
from bot.bot_api.replies import MAX_BYTES, Action
from bot.messages import Messages
from tests.bot.assistant.conftest import NOW

ASKED = {"fr": "D’où vient cette information ?", "en": "Where does this come from?"}
DOCUMENT = "le document de présentation de la Cité du numérique, relu le 20 novembre 2026"


def source_buttons(answer):
    return [button for row in answer.rows for button in row if button.press.action is Action.SOURCE]


@pytest.fixture(scope="module")
def assistant(clerk):
    return clerk.assistant


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_told_fact_and_no_gap_has_the_button_last_and_alone_in_its_row(assistant, language):
    for topic in assistant.library.topics:
        answer = assistant.topic(topic.id, language, NOW)
        found = source_buttons(answer)
        assert len(found) == (0 if topic.unknown else 1), topic.id
        if found:
            assert answer.rows[-1] == (found[0],)
            assert found[0].press.code == topic.id
            assert len(found[0].press.encode().encode()) <= MAX_BYTES


def test_beside_events_the_button_stays_the_last(ask):
    answer = ask("vous parlez d'intelligence artificielle ?")
    assert answer.events
    assert answer.topic is not None
    assert [button.press.action for button in answer.rows[-1]] == [Action.SOURCE]


def test_the_agenda_alone_has_no_such_button(ask):
    assert source_buttons(ask("qu'est-ce qu'il y a samedi ?")) == []


@pytest.mark.parametrize("asked", [ASKED["fr"], "ok mais c’est quoi ta source ?", "d'ou vous tenez ca"])
def test_the_source_of_a_fact_is_the_document_and_the_day_it_was_checked(ask, asked):
    answer = ask("c'est où ?", asked)
    assert (answer.kind, answer.topic) == (AnswerKind.ANSWER, "address")
    assert answer.plain.startswith("L’adresse\n")
    assert DOCUMENT in answer.plain


def test_in_english_too(ask):
    answer = ask("where are you?", ASKED["en"])
    assert "presentation document, last checked on 20 November 2026" in answer.plain


def test_the_source_may_be_asked_twice(ask):
    assert ask("c'est où ?", ASKED["fr"], "source ?").topic == "address"


def test_the_source_of_a_list_is_the_agenda(ask):
    answer = ask("qu'est-ce qu'il y a samedi ?", ASKED["fr"])
    assert "agenda" in answer.plain
    assert "document" not in answer.plain


def test_a_fact_with_events_rests_on_both(ask):
    answer = ask("vous parlez d'intelligence artificielle ?", ASKED["fr"])
    assert DOCUMENT in answer.plain
    assert "agenda" in answer.plain


def test_what_is_not_known_has_no_source(ask):
    answer = ask("combien coûte l'escape game ?", ASKED["fr"])
    assert "pas de source" in answer.plain


def test_where_nothing_was_told_both_sources_are_named(ask):
    answer = ask(ASKED["fr"])
    assert DOCUMENT in answer.plain
    assert "agenda" in answer.plain


def test_the_source_of_what_was_told_before_a_thank_you_is_still_known(ask):
    assert ask("c'est où ?", "merci", ASKED["fr"]).topic == "address"


def test_the_button_in_words_is_short_enough_for_a_phone():
    assert all(len(Messages(language).label("source-button")) <= 30 for language in ("fr", "en"))


def test_the_day_is_that_of_the_file(assistant):
    assert assistant.document.checked == date(2026, 11, 20)
