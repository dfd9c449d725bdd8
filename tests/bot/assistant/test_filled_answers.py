"""A cell that the team fills in is told from then on, with nothing learnt anew, until its last day."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.assistant.answer import AnswerKind
from bot.assistant.compose import HELPLINE, Assistant
from intents.meaning.catalogue import DISTRESS, gap
from intents.meaning.meaning import Decision, Meaning
from knowledge.library.filled import Fact, Filled
from knowledge.library.library import load_library
from knowledge.library.things import Cell
from tests.bot.assistant.conftest import NOW, PARIS

LIBRARY = load_library()
FREE = {"fr": "C’est gratuit <pour tous>.", "en": "It is free <for all>."}


def asks(intent, *things, also=None):
    return Meaning(text="…", intent=intent, decision=Decision.ANSWER, confidence=0.8, things=things, also=also)


def knowing(*cells, until=None):
    """An assistant for which these cells are filled."""
    facts = tuple(
        Fact(cell=Cell.of(cell), text=FREE, author="Camille", checked=date(2026, 11, 1), until=until) for cell in cells
    )
    return Assistant(LIBRARY, PARIS, filled=Filled(facts))


def answered(assistant, meaning, now=NOW, language="fr", events=()):
    return assistant.answer(meaning, events, language, now)


def told(assistant, meaning, **more):
    """The cell that was told; None when it was not known."""
    answer = answered(assistant, meaning, **more)
    return answer.topic if answer.kind is AnswerKind.ANSWER else None


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("meaning", [asks("price_escape"), asks(gap("price"), "escape")], ids=["topic", "attribute"])
def test_a_gap_whose_cell_is_filled_is_answered_with_the_words_that_were_filled_in(meaning, language):
    answer = answered(knowing("escape.price"), meaning, language=language)
    assert (answer.kind, answer.topic, answer.plain) == (AnswerKind.ANSWER, "escape.price", FREE[language])
    assert "&lt;" in answer.text


@pytest.mark.parametrize("meaning", [asks("price_escape"), asks(gap("price"), "escape")], ids=["topic", "attribute"])
def test_a_cell_that_is_not_filled_is_still_not_known(meaning):
    for assistant in (Assistant(LIBRARY, PARIS), knowing("lab.price", "escape.duration")):
        answer = answered(assistant, meaning)
        assert answer.kind is AnswerKind.UNKNOWN
        assert "équipe" in answer.plain


@pytest.mark.parametrize("meaning", [asks("hours"), asks(gap("opening_hours"))], ids=["topic", "attribute"])
def test_it_is_told_through_its_last_day_on_the_clock_of_the_venue(meaning):
    assistant = knowing("venue.opening_hours", until=date(2026, 12, 1))
    last_minute = datetime(2026, 12, 1, 23, 59, tzinfo=PARIS)
    assert told(assistant, meaning, now=last_minute) == "venue.opening_hours"
    assert told(assistant, meaning, now=last_minute + timedelta(minutes=1)) is None


def test_of_a_topic_of_several_cells_the_one_of_the_thing_that_is_named_is_told():
    assistant = knowing("workshops.late_arrival", "conferences.late_arrival")
    assert told(assistant, asks("late_arrival")) == "workshops.late_arrival"
    assert told(assistant, asks("late_arrival", "conferences")) == "conferences.late_arrival"


def test_what_is_filled_for_one_thing_is_not_told_of_another():
    answer = answered(knowing("workshops.late_arrival"), asks("late_arrival", "conferences"))
    assert (answer.kind, answer.topic) == (AnswerKind.UNKNOWN, "conferences.late_arrival")
    assert "conférences" in answer.plain


def test_what_is_filled_for_the_whole_is_told_of_its_parts():
    assert told(knowing("venue.refund"), asks("refund", "workshops")) == "venue.refund"
    assert told(knowing("workshops.refund"), asks("refund", "venue")) is None


def test_two_gaps_of_which_one_is_filled_tell_that_one_first():
    answer = answered(knowing("venue.phone"), asks("hours", also="phone"))
    assert (answer.kind, answer.topic) == (AnswerKind.ANSWER, "venue.phone")
    assert answer.plain.startswith(FREE["fr"])
    assert LIBRARY.topic("hours").answer["fr"] in answer.plain


def test_the_events_of_a_gap_topic_come_with_what_was_filled_in(clerk):
    plain = answered(Assistant(LIBRARY, PARIS), asks("girls_dates"), events=clerk.events)
    filled = answered(knowing("girls.next_date"), asks("girls_dates"), events=clerk.events)
    assert plain.events
    assert filled.events == plain.events
    assert filled.plain.startswith(FREE["fr"])


def test_the_next_topics_stay_those_of_the_gap_topic():
    plain, filled = Assistant(LIBRARY, PARIS), knowing("escape.price")
    meaning = asks("price_escape")
    contexts = [one.remember(answered(one, meaning), meaning, None, NOW) for one in (plain, filled)]
    assert contexts[0].related == contexts[1].related != ()
    assert answered(plain, meaning).rows == answered(filled, meaning).rows


def test_a_button_to_a_gap_topic_tells_its_filled_cell():
    answer = knowing("venue.phone").topic("phone", "fr", NOW)
    assert (answer.kind, answer.plain) == (AnswerKind.ANSWER, FREE["fr"])


def test_what_is_filled_is_no_gap_any_more():
    for meaning, cell in ((asks("phone"), "venue.phone"), (asks(gap("price"), "escape"), "escape.price")):
        assert Assistant(LIBRARY, PARIS).asks_a_gap(meaning, NOW)
        assert not knowing(cell).asks_a_gap(meaning, NOW)
    assert not knowing().asks_a_gap(asks("address"), NOW)
    assert not knowing().asks_a_gap(asks("events"), NOW)


def test_a_helpline_that_was_filled_in_is_named_to_somebody_in_trouble():
    main = str(LIBRARY.topic(HELPLINE).cells[0])
    assert answered(knowing(main), asks(DISTRESS)).plain.endswith(FREE["fr"])
    assert FREE["fr"] not in answered(knowing(), asks(DISTRESS)).plain


def test_typed_words_are_told_what_was_filled_in(clerk):
    """With the learnt model, as it is: a gap topic, and an attribute that no topic asks."""
    filled = replace(clerk, assistant=knowing("escape.price", "venue.phone"))
    for text, cell in (
        ("combien coûte l'escape game ?", "escape.price"),
        ("c'est quoi votre numéro de téléphone", "venue.phone"),
    ):
        before, after = (next(iter(one.converse([text])))[1] for one in (clerk, filled))
        assert before.kind is AnswerKind.UNKNOWN, text
        assert (after.kind, after.topic, after.plain) == (AnswerKind.ANSWER, cell, FREE["fr"])
