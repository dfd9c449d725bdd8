"""What an event may ask at sign-up: the agenda's file and the answers that are kept know the same questions."""

from knowledge.exchange.draft import QUESTIONS
from scheduler.seats.answers import Question


def test_the_agenda_may_ask_for_each_answer_that_is_kept() -> None:
    assert tuple(Question) == QUESTIONS
