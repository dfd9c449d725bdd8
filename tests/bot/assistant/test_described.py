"""Questions about one event of the demo's agenda: answered by its columns, by its description, or not known."""

from dataclasses import replace

import pytest

from bot.assistant.answer import AnswerKind
from bot.bench.judging import events_of
from knowledge.exchange.spreadsheets import sample_csv
from knowledge.library.content import in_language
from tests.bot.assistant.conftest import NOW, PARIS

STAYS = in_language("La présentation dit : « Un adulte reste avec chaque enfant. »", "fr")


@pytest.fixture(scope="module")
def sample(clerk, tmp_path_factory):
    """The same clerk over the demo's agenda."""
    file = tmp_path_factory.mktemp("sample") / "agenda.csv"
    file.write_bytes(sample_csv(NOW.date()))
    return replace(clerk, events=events_of(file, PARIS, NOW))


@pytest.fixture(scope="module")
def say(sample):
    """Several turns, the last answer."""
    return lambda *turns: list(sample.converse(turns))[-1][1]


@pytest.mark.parametrize("question", ["les parents restent ?", "faut rester avec lui ?", "un adulte doit rester ?"])
def test_a_question_about_the_event_just_shown_is_answered_by_one_sentence(say, question):
    answer = say("les petits robots", question)
    assert answer.kind is AnswerKind.EVENT
    assert answer.events == ("demo-petits-robots-matin",)
    assert STAYS in answer.plain
    assert "Guider" not in answer.plain


def test_a_question_that_names_the_event_is_answered_too(say):
    assert STAYS in say("Petits robots : un adulte doit rester ?").plain


def test_in_english_the_english_description_answers(say):
    answer = say("the little robots", "do parents stay?")
    assert "The description says: “An adult stays with each child.”" in answer.plain


@pytest.mark.parametrize(
    ("question", "said"),
    [("y a un goûter ?", "Je ne sais pas si un goûter est prévu pendant"),
     ("c'est qui qui anime ?", "Je ne sais pas qui anime")],
)  # fmt: skip
def test_what_no_sentence_tells_is_not_known_of_that_event(say, question, said):
    answer = say("les petits robots", question)
    assert answer.kind is AnswerKind.UNKNOWN
    assert said in answer.plain
    assert in_language("« Petits robots »", "fr") in answer.plain


def test_beside_what_is_not_known_a_short_description_is_said_whole(say):
    assert "La présentation dit seulement" in say("les petits robots", "c'est qui qui anime ?").plain
    said = say("the little robots", "is there a snack?").plain
    assert "I don’t know whether there is a snack" in said
    assert "The description only says: " in said


def test_what_can_be_asked_of_the_venue_alone_is_not_known_of_the_venue(say):
    answer = say("les petits robots", "combien de personnes travaillent chez vous ?")
    assert "combien de personnes travaillent" in answer.plain
    assert "La présentation dit" not in answer.plain


def test_the_event_stays_in_focus_after_what_is_not_known(say):
    assert STAYS in say("les petits robots", "y a un goûter ?", "les parents restent ?").plain


@pytest.mark.parametrize(
    ("question", "said"), [("c'est à quelle heure ?", "10 h à 11 h"), ("c'est pour quel âge ?", "de 3 à 6")]
)
def test_what_the_agenda_has_in_a_column_is_answered_from_it(say, question, said):
    answer = say("les petits robots", question)
    assert in_language(said, "fr") in answer.plain
    assert "La présentation dit" not in answer.plain


def test_a_question_about_the_venue_is_answered_of_the_venue(say):
    answer = say("les petits robots", "c'est quoi l'adresse de la cité ?")
    assert "avenue de Vendôme" in answer.plain


def test_without_an_event_nothing_is_quoted(say):
    assert "présentation" not in say("les parents restent ?").plain


@pytest.mark.parametrize("question", ["un adulte doit rester ?", "les parents restent ?"])
def test_asked_of_a_short_list_what_a_description_tells_is_said_of_its_event(say, question):
    listed = say("quoi ce week-end ?")
    assert 1 < len(listed.events) <= 4
    answer = say("quoi ce week-end ?", question)
    assert STAYS in answer.plain
    assert "Petits robots" in answer.plain
    assert set(answer.events) <= set(listed.events)
