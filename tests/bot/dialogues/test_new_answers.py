"""What words put an answer right, of whom, and to what; whatever is not clear is asked, and a question is none."""

import pytest

from bot.chat.form import NewAnswer
from bot.features.signup.reading_answers import new_answers
from scheduler.core.people import BirthMonth
from scheduler.families.families import Participant
from scheduler.seats.answers import Question

KNOWN = (
    Participant(id=1, family_id=1, first_name="Léa", birth=BirthMonth(2018, 3)),
    Participant(id=2, family_id=1, first_name="Tom", birth=BirthMonth(2016, 5)),
)


def told(text: str, question: Question) -> list[tuple[str | None, tuple[int, ...]]]:
    return [(one.words, one.people) for one in new_answers(text, KNOWN) if one.question is question]


@pytest.mark.parametrize(
    "text",
    [
        "finalement elle rentrera seule", "il peut partir tout seul", "enfait mon fils rentre a pied tt seul",
        "j’ai changé d’avis, elle peut sortir seule", "she will walk home by herself",
        "actually he can leave on his own",
        "elle peut partir seule sans souci", "il repart sans adulte",
    ],
)  # fmt: skip
def test_a_child_may_leave_alone(text: str) -> None:
    assert told(text, Question.ALONE) == [("yes", ())]


@pytest.mark.parametrize(
    "text",
    [
        "en fait c’est moi qui viendrai la chercher", "c moi ki vien la cherché", "el rentre pa seul",
        "non il ne repart pas tout seul", "non mais elle repart pas seule", "en fait pas seule",
        "je ne veux plus qu’elle rentre seule", "elle n’est pas autorisée à sortir seule",
        "elle ne repart pas sans adulte", "son papa passe la prendre", "elle rentre avec sa tante",
        "j’ai mis oui mais en fait elle ne repart pas seule", "his dad picks him up", "no, she can’t go home alone",
        "repartir seule non", "neither can leave alone", "I’ll come and get her", "no she doesn’t leave alone",
    ],
)  # fmt: skip
def test_a_child_may_not_leave_alone(text: str) -> None:
    assert told(text, Question.ALONE) == [("no", ())]


@pytest.mark.parametrize(
    "text",
    [
        "je sais pas si elle rentre seule", "elle rentre seule sauf s’il pleut", "elle rentre avec sa sœur",
        "l’année prochaine elle rentrera seule", "repartir sans adulte : non",
        "je viendrai pas la chercher", "personne ne vient la chercher", "elle rentre seule, mais pas cette fois",
        "elle rentre seule, non pas vraiment", "maybe she walks home alone", "elle rentre seule, finalement non",
    ],
)  # fmt: skip
def test_it_is_not_clear_whether_a_child_may_leave_alone(text: str) -> None:
    assert told(text, Question.ALONE) == [(None, ())]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Léa et Tom rentrent seuls", [("yes", (1, 2))]),
        ("Léa rentre seule mais Tom ne rentre pas seul", [("yes", (1,)), ("no", (2,))]),
        ("Léa rentre seule, Tom non", [(None, (1, 2))]),
        ("elle ne repart pas seule, Léa", [("no", (1,))]),
        ("Tom : il peut rentrer seul", [("yes", (2,))]),
    ],
)
def test_it_is_said_of_those_who_are_named(text: str, meant: list[tuple[str | None, tuple[int, ...]]]) -> None:
    assert told(text, Question.ALONE) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("finalement pas de photo", "no"), ("je ne suis pas d’accord pour les photos", "no"), ("la photo c non", "no"),
        ("no photos please", "no"), ("je retire mon accord pour les photos", "no"),
        ("finalement ok pour les photos", "yes"), ("pas de souci pour les photos", "yes"),
        ("you can take pictures of her", "yes"), ("vous pouvez la prendre en photo", "yes"),
        ("on a changé d’avis pour la photo", None), ("photos : non", None),
        ("non pour les photos mais en fait c’est oui", None),
    ],
)  # fmt: skip
def test_photos_are_agreed_to_only_in_so_many_words(text: str, meant: str | None) -> None:
    assert told(text, Question.PHOTO) == [(meant, ())]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("j’ai oublié : allergique aux noix", "noix"), ("allergie o noix", "noix"), ("she has a nut allergy", "nut"),
        ("elle est allergique aux arachides et à l’œuf, merci", "arachides et à l’œuf"),
        ("he is allergic to peanuts, and no photos", "peanuts"), ("il a une intolérance au gluten", "gluten"),
        ("en fait il n’a pas d’allergie", "no"), ("no allergy actually", "no"), ("il n’est plus allergique", "no"),
        ("en fait elle est allergique", None), ("je suis allergique", None),
        ("elle n’est allergique à rien", "no"), ("she isn’t allergic to anything", "no"),
        ("elle n’est pas allergique aux noix", None),
    ],
)  # fmt: skip
def test_an_allergy_is_kept_in_the_family_s_own_words(text: str, meant: str | None) -> None:
    assert told(text, Question.ALLERGY) == [(meant, ())]


def test_another_allergy_comes_on_top() -> None:
    (new,) = new_answers("elle a aussi une allergie au lait", KNOWN)
    assert new == NewAnswer(Question.ALLERGY, "lait", adds=True)


def test_an_allergy_of_another_child_in_the_same_words_is_asked() -> None:
    assert told("Léa est allergique aux noix, Tom au lait", Question.ALLERGY) == [(None, (1, 2))]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("en fait le tel c’est le 06 11 22 33 44", "+33611223344"), ("07 98 76 54 32", "+33798765432"),
        ("nouveau num 0611223344", "+33611223344"), ("wrong number, it’s 06 11 22 33 44", "+33611223344"),
        ("je change de numéro", None), ("my number has changed", None),
    ],
)  # fmt: skip
def test_the_telephone_is_another_one(text: str, meant: str | None) -> None:
    assert told(text, Question.PHONE) == [(meant, ())]


@pytest.mark.parametrize(
    "text",
    [
        "elle peut repartir seule ?", "est ce qu’elle peut repartir seule", "can she leave alone",
        "mon fils peut il rentrer seul",
        "il y aura des photos ?", "et s’il est allergique aux noix ?", "je dois venir la chercher à quelle heure",
        "on sera en retard pour venir la chercher", "je cherche un atelier pour Léa", "merci", "non",
        "quels ateliers pour un enfant seul", "Tom vient à l’atelier photo", "je rentre tout seul",
        "la dernière fois elle est rentrée seule", "she walked home alone yesterday", "je vous envoie une photo",
    ],
)  # fmt: skip
def test_a_question_and_other_talk_put_nothing_right(text: str) -> None:
    assert new_answers(text, KNOWN) == ()
