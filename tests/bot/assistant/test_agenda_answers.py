"""Agenda questions and dialogues as families write them, over four agendas, with the real model."""

from dataclasses import replace

import pytest

from bot.bench.judging import Outcome, events_of
from bot.bench.understanding import score
from tests.bot.assistant.conftest import NOW, PARIS, PHRASES

# The first agenda's questions were written by others; the others' were written to develop on.
ASKED = {
    "first": ["first_questions.jsonl", "first_dialogues.jsonl"],
    "second": ["second_questions.jsonl"],
    "third": ["third_questions.jsonl"],
    "fourth": ["fourth_questions.jsonl"],
}


@pytest.fixture(scope="module", params=ASKED)
def board(request, clerk):
    """Every answer over one agenda, judged."""
    events = events_of(PHRASES / f"{request.param}_agenda.csv", PARIS, NOW)
    return score([PHRASES / name for name in ASKED[request.param]], replace(clerk, events=events))


def test_most_answers_are_right_and_very_few_claim_something_else(board):
    tally = board.tally()
    wrong = [f"{one.turn.text!r}: {one.answer.plain[:80]!r}" for one in board.judged if one.outcome is Outcome.WRONG]
    assert tally.total > 100
    assert tally.share(Outcome.RIGHT) >= 0.90, tally
    assert tally.share(Outcome.WRONG) <= 0.09, wrong


def test_no_answer_gives_an_event_as_both_fitting_and_near(board):
    assert all(not set(one.answer.events) & set(one.answer.near) for one in board.judged)
