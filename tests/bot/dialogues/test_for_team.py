"""What is written around a question to the team: whole messages are read, parts of longer ones are not."""

import pytest

from bot.bot_api.replies import Action, Press
from bot.chat import state
from bot.chat.state import Question
from intents.readers.births import has_phone, without_phone
from intents.readers.saying import asks_for_a_call, asks_what_became, drops

ASKED = Question(Press(Action.TEAM, "", 7), None)


@pytest.mark.parametrize(
    "text",
    [
        "Rappelez-moi",
        "rappelez-moi au 06 12 34 56 78",
        "Bonjour, pouvez-vous me rappeler au 06.12.34.56.78 s’il vous plaît ? Merci",
        "vous pouvez m'appeler ?",
        "call me back on +33 6 12 34 56 78 please",
        "06 12 34 56 78 rappelez moi",
    ],
)
def test_a_call_is_asked_for(text: str) -> None:
    assert asks_for_a_call(text)


@pytest.mark.parametrize(
    "text",
    [
        "rappelez-moi la date de l'atelier",
        "rappelle-moi demain",
        "ne me rappelez pas",
        "vous pouvez me rappeler l'adresse ?",
        "remettez les rappels",
        "06 12 34 56 78",
        "",
        "merci",
    ],
)
def test_other_words_ask_for_no_call(text: str) -> None:
    assert not asks_for_a_call(text)


@pytest.mark.parametrize(
    "text",
    [
        "Quand est-ce qu’on me répond ?",
        "vous avez transmis ?",
        "bonjour, toujours pas de réponse",
        "et alors, vous me répondez quand ?",
        "did you pass on my question?",
    ],
)
def test_what_became_of_it_is_asked(text: str) -> None:
    assert asks_what_became(text)


@pytest.mark.parametrize("text", ["quand est-ce que l'atelier commence ?", "vous avez transmis mon dossier à la CAF ?"])
def test_other_questions_are_not_about_what_became_of_it(text: str) -> None:
    assert not asks_what_became(text)


@pytest.mark.parametrize(("text", "told"), [("non merci", True), ("laisse tomber", True), ("non, pas ce jour", False)])
def test_a_no_drops_it_a_sentence_does_not(text: str, told: bool) -> None:
    assert drops(text) is told


@pytest.mark.parametrize(
    ("text", "further"),
    [
        ("oui, et dites-leur aussi que j'ai deux enfants", "et dites-leur aussi que j'ai deux enfants"),
        ("Oui c'est pour mon fils de 8 ans", "c'est pour mon fils de 8 ans"),
        ("demandez-leur si c'est de plain-pied", "si c'est de plain-pied"),
        ("non, c'est pour mon fils", ""),
        ("ouistiti et compagnie", ""),
    ],
)
def test_what_follows_a_yes_goes_with_it(text: str, further: str) -> None:
    assert state.answer(ASKED, text) is None
    assert state.further_words(ASKED, text) == further


def test_nothing_follows_when_nothing_was_asked() -> None:
    assert state.further_words(None, "oui, et deux enfants") == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [("au 06 12 34 56 78, après 18 h", True), ("j'ai 2 enfants de 8 et 10 ans", False), ("le 12/03/2026", False)],
)
def test_a_number_is_found_among_other_figures(text: str, found: bool) -> None:
    assert has_phone(text) is found
    assert has_phone(without_phone(text)) is False
