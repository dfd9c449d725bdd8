"""The codec of button presses: nothing is lost, nothing is too long, nothing forged gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bot_api.replies import LARGEST_ID, MAX_BYTES, Action, Press
from bot.chat.form import Verb

CODES = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", max_size=40)
PRESSES = st.builds(Press, st.sampled_from(Action), CODES, st.integers(0, LARGEST_ID))


@given(PRESSES)
def test_a_press_comes_back_as_it_was_and_fits_telegram(press: Press) -> None:
    assert Press.decode(press.encode()) == press
    assert len(press.encode().encode()) <= MAX_BYTES


@given(st.text(max_size=80))
def test_any_text_at_all_is_either_a_press_or_none(data: str) -> None:
    press = Press.decode(data)
    assert press is None or Press.decode(press.encode()) == press


@pytest.mark.parametrize(
    "data", ["", "zz:code:1", "ev:code", "ev:co de:1", "ev:code:-1", "ev:code:1\n", "EV:code:1", "ev:é:1", "ev::٣"]
)
def test_foreign_data_is_not_a_press(data: str) -> None:
    assert Press.decode(data) is None


@pytest.mark.parametrize("verb", Verb)
def test_every_verb_of_the_form_travels_in_a_press(verb: Verb) -> None:
    press = Press(Action.FORM, f"{verb.value}-{10**9}", 10**9)
    assert Press.decode(press.encode()) == press
    assert "-" not in verb.value
