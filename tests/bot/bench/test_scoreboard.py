"""How well families are understood: floors under the figures that `cite bench understanding` prints."""

import pytest

from bot.assistant.asking import Clerk
from bot.assistant.compose import Assistant
from bot.bench.judging import Outcome, events_of
from bot.bench.understanding import DIALOGUES, MESSAGES, agenda_file, labelled_files, score
from knowledge.library.library import load_library
from tests.bot.assistant.conftest import NOW, PARIS
from tests.model_cache import shared_understanding


@pytest.fixture(scope="module")
def board():
    """Every held-out question, asked and judged."""
    files = labelled_files([])
    events = events_of(agenda_file(None, files), PARIS, NOW)
    clerk = Clerk(
        assistant=Assistant(load_library(), PARIS), understanding=shared_understanding(), events=events, now=NOW
    )
    return score(files, clerk)


def test_the_set_is_as_large_as_promised(board):
    assert board.tally(MESSAGES).total >= 600
    assert len({one.conversation.id for one in board.judged if one.conversation.is_dialogue}) >= 60


@pytest.mark.parametrize(
    ("group", "floor"), [("all", 0.92), (DIALOGUES, 0.90), ("en", 0.89), ("facts", 0.92), ("unknown", 0.88)]
)
def test_right_answers_do_not_fall_below(board, group, floor):
    assert board.tally(group).share(Outcome.RIGHT) >= floor, board.tally(group)


@pytest.mark.parametrize(("group", "ceiling"), [("all", 0.06), (DIALOGUES, 0.09), ("unknown", 0.10)])
def test_wrong_claims_do_not_rise_above(board, group, ceiling):
    wrong = [f"{one.turn.text!r}: {one.answer.plain[:60]!r}" for one in board.judged if one.outcome is Outcome.WRONG]
    assert board.tally(group).share(Outcome.WRONG) <= ceiling, wrong


def test_spelling_mistakes_cost_at_most_five_points(board):
    clean, typo = board.tally("style:clean"), board.tally("style:typo")
    assert typo.share(Outcome.RIGHT) >= clean.share(Outcome.RIGHT) - 0.05
