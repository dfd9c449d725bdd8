"""Which of the buttons just shown typed words stand for."""

import pytest

from bot.bot_api.replies import Action, Button, Press
from bot.chat.state import press_typed

TAKE, NAME = Press(Action.TAKE, "7"), Press(Action.CORRECT, "name-1")
BUTTONS = (
    Button("Je prends la place", TAKE),
    Button("Le prénom", NAME),
    Button("Non, je la laisse", Press(Action.KEEP)),
)


@pytest.mark.parametrize(
    ("text", "press"),
    [
        ("je prends la place !", TAKE), ("Je prends", TAKE), ("son prénom", NAME), ("prénom", NAME),
        ("je prends ?", None), ("je", None), ("non je", None), ("", None),
    ],
)  # fmt: skip
def test_a_button_is_typed_in_its_own_words_or_the_first_of_them(text: str, press: Press | None) -> None:
    assert press_typed(BUTTONS, text) == press


def test_words_that_begin_two_buttons_are_neither() -> None:
    two = (Button("Samedi 5 à 10 h", TAKE), Button("Samedi 5 à 14 h", NAME))
    assert press_typed(two, "samedi 5") is None
