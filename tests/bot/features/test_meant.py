"""Words that ask for another date, and words that only look like it."""

import pytest

from intents.readers.changes import wants_another_date


@pytest.mark.parametrize(
    "text",
    [
        "je voudrais décaler Léa", "JE VEUX CHANGER DE DATE", "on peut reporter ?", "peut-on reporter au 12 ?",
        "changer de jour svp", "il faudrait passer à une autre date", "can we reschedule?", "please change the date",
    ],
)  # fmt: skip
def test_a_wish_for_another_date_is_understood(text: str) -> None:
    assert wants_another_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "l'atelier est reporté ?", "un atelier reporter radio ?", "on peut se déplacer en fauteuil ?",
        "y a-t-il une autre date pour les robots ?", "je veux changer de prénom", "c'est décalé ?", "what date is it?",
    ],
)  # fmt: skip
def test_a_question_about_dates_moves_nobody(text: str) -> None:
    assert not wants_another_date(text)
