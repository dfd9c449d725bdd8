"""What stands beside something else: a consent, a call for attention, a group, a rank, what is asked of a line."""

import pytest

from intents.readers.agreeing import beside_consent
from intents.readers.asking import asks_rank, tells_of_the_past, waits_for_news
from intents.readers.cutting import cut
from intents.readers.saying import answers_at_length, asks_about_line, speaks_of_a_group


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("j'accepte, Léa est née en mai 2019", "Léa est née en mai 2019"),
        ("I agree, but please write in English", "please write in English"),
        ("ok pour les données. et le téléphone c'est le 06 12 34 56 78", "le téléphone c'est le 06 12 34 56 78"),
        ("je n'accepte pas, c'est trop", None),
        ("si j'accepte, c'est gardé longtemps ?", None),
        ("j'accepte si c'est gratuit", None),
        ("je ne sais pas si j'accepte", None),
        ("oui mais c'est gardé longtemps ?", None),
    ],
)
def test_a_consent_in_so_many_words_stands_beside_anything_but_a_refusal(text: str, beside: str | None) -> None:
    assert beside_consent(text) == beside


def test_a_call_for_attention_goes_with_the_question_behind_it() -> None:
    parts = cut("pas de photo. attendez, c'est quel jour déjà ?")
    assert parts is not None
    assert (parts.told, parts.asked) == ("pas de photo.", "attendez, c'est quel jour déjà ?")


@pytest.mark.parametrize("text", ["ma classe de CE1 viendrait bien", "nous sommes 22 élèves", "our school trip in May"])
def test_a_group_is_heard(text: str) -> None:
    assert speaks_of_a_group(text)


@pytest.mark.parametrize("text", ["mes 3 enfants", "elle est en classe de CE1", "5 élèves de Mme Roy"])
def test_children_are_no_group(text: str) -> None:
    assert not speaks_of_a_group(text)


@pytest.mark.parametrize("text", ["on est combien devant ?", "what place are we in the queue?", "il est combientième"])
def test_a_rank_is_asked(text: str) -> None:
    assert asks_rank(text)


@pytest.mark.parametrize("text", ["combien de places reste-t-il ?", "c'est combien ?", "il y a une file d'attente ?"])
def test_no_rank_is_asked(text: str) -> None:
    assert not asks_rank(text)


def test_who_waits_without_news_says_both() -> None:
    assert waits_for_news("ma fille attend une place et je n'ai aucune nouvelle")
    assert not waits_for_news("je voudrais une place en liste d'attente")


def test_a_question_about_a_line_is_no_answer_to_it() -> None:
    assert asks_about_line("c'est pour internet, la photo ?", "photo", told=False)
    assert asks_about_line("je ne connais pas ce mot, allergie", "allergy", told=True)
    assert not asks_about_line("pas de photo, c'est possible ?", "photo", told=True)


def test_more_than_a_yes_is_told() -> None:
    assert answers_at_length("oui le 16 nous convient très bien")
    assert not answers_at_length("oui merci beaucoup")


def test_the_past_is_told_from_what_comes() -> None:
    assert tells_of_the_past("on y était mercredi, il a adoré")
    assert not tells_of_the_past("on y sera mercredi")
