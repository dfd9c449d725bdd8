"""Which button a typed yes or no stands for."""

import pytest

from bot.bot_api.replies import Action, Button, Press
from bot.chat import state
from bot.chat.state import Question

CANCEL = Question(Press(Action.DO_CANCEL, "abc", 7), Press(Action.KEEP))
OFFER = Question(Press(Action.TAKE, "7", 1), Press(Action.LEAVE, "7", 1))
ERASE = Question(Press(Action.ERASE, "yes"), Press(Action.KEEP))


def asked(*presses: Press) -> Question | None:
    return state.question(Button("…", press) for press in presses)


@pytest.mark.parametrize("text", ["oui", "Oui !", "je confirme", "confirmer", "yes please", "oui merci", "oui annulez"])
def test_a_yes_cancels(text: str) -> None:
    assert state.answer(CANCEL, text) == CANCEL.yes


@pytest.mark.parametrize("text", ["non", "Non merci.", "non, on garde", "no", "keep it", "finalement non"])
def test_a_no_keeps(text: str) -> None:
    assert state.answer(CANCEL, text) == CANCEL.no


@pytest.mark.parametrize("text", ["oui mais quand ?", "oui et Tom aussi", "merci", "non c’est pour Tom", ""])
def test_more_than_a_yes_or_a_no_answers_nothing(text: str) -> None:
    assert state.answer(CANCEL, text) is None


@pytest.mark.parametrize("text", ["annuler ?", "oui ?", "ok ?", "on garde ?", "je prends ?", "?"])
def test_a_question_answers_nothing(text: str) -> None:
    assert (state.answer(CANCEL, text), state.answer(OFFER, text)) == (None, None)


@pytest.mark.parametrize("text", ["oui je la veux", "je la prends !", "on prend la place", "we'll take it"])
def test_an_offer_is_taken_in_its_own_words(text: str) -> None:
    assert state.answer(OFFER, text) == OFFER.yes
    assert state.answer(CANCEL, text) is None


@pytest.mark.parametrize(("text", "press"), [("ok merci", None), ("c’est bon", None), ("oui", ERASE.yes)])
def test_what_cannot_be_undone_wants_a_plain_yes(text: str, press: Press | None) -> None:
    assert state.answer(ERASE, text) == press


def test_a_question_has_one_button_for_yes_and_one_for_no() -> None:
    assert asked(CANCEL.yes, Press(Action.MOVE, "abc"), Press(Action.KEEP)) == CANCEL
    assert asked(Press(Action.ASK_CANCEL, "abc", 7), Press(Action.KEEP)) is None
    assert asked(CANCEL.yes, Press(Action.DO_CANCEL, "abc", 8), Press(Action.KEEP)) is None
    assert asked(Press(Action.JOIN, "t", 1), Press(Action.JOIN, "t", 0)) is not None


def test_the_last_call_is_answered_by_yes_alone() -> None:
    call = asked(OFFER.yes, Press(Action.QUIT, "abc"))
    assert state.answer(call, "oui") == OFFER.yes
    assert state.answer(call, "non") is None


@pytest.mark.parametrize("action", [Action.SIGN_UP, Action.TEAM])
def test_what_a_message_offers_alone_is_begun_by_a_plain_yes_and_by_no_mere_ok(action: Action) -> None:
    offered = asked(Press(action, "abc"), Press(Action.AGENDA))
    assert state.answer(offered, "oui volontiers") == Press(action, "abc")
    assert [state.answer(offered, text) for text in ("ok", "d'accord merci", "non")] == [None] * 3
    assert asked(Press(action, "abc"), Press(action, "abd")) is None


def test_who_joins_is_let_in_by_the_button_alone() -> None:
    accept, refuse = Press(Action.APPROVE, "3", 1), Press(Action.APPROVE, "3", 0)
    assert asked(accept, refuse) is None


@pytest.mark.parametrize("action", [Action.TAKE_OUT, Action.LEAVE_FAMILY])
def test_an_ok_takes_no_phone_out_of_a_family(action: Action) -> None:
    question = Question(Press(action, "yes"), Press(Action.KEEP))
    assert [state.answer(question, text) for text in ("ok", "ok merci", "d’accord")] == [None] * 3
    assert state.answer(question, "oui") == question.yes
