"""What typed words mean right after a reminder."""

import pytest

from intents.readers.attending import Answer, Said, asks_if_still_on, read

NAMES = ("Léa", "Tom", "Ana-Lou")


def said(text: str) -> Said | None:
    answer = read(text, NAMES)
    return None if answer is None else answer.said


@pytest.mark.parametrize(
    "text",
    [
        "Oui", "oui !", "ok", "yes", "OUI MERCI", "👍", "👌🙂", "pas de souci", "c'est noté merci beaucoup", "super",
        "d'accord", "oui pour les deux", "ok pour nous", "that's fine", "oui c'est bon pour nous",
    ],
)  # fmt: skip
def test_a_mere_yes(text: str) -> None:
    assert said(text) is Said.YES


@pytest.mark.parametrize("text", ["Non", "non désolée", "no sorry", "👎", "❌", "non merci"])
def test_a_mere_no(text: str) -> None:
    assert said(text) is Said.NO


@pytest.mark.parametrize(
    "text",
    [
        "On vient", "Nous serons là.", "Présents", "ok on y sera", "yes we'll be there", "ok merci à demain",
        "oui oui pas de soucis on sera la !", "Nous confirmons notre présence", "j'y serai", "comptez sur nous",
        "bonsoir, oui on sera là tous les deux, bonne soirée", "we are coming", "see you tomorrow",
        "oui Léa sera présente", "Léa et Tom seront là", "oui pour léa", "je serai là avec Ana-Lou",
        "Léa viendra avec son papa", "Nous confirmons la présence de Léa",
    ],
)  # fmt: skip
def test_they_come(text: str) -> None:
    assert said(text) is Said.COMING


@pytest.mark.parametrize(
    "text",
    [
        "on ne vient plus", "Il est malade", "can't make it", "on pourra pas dsl", "impossible pour nous",
        "les deux sont malades", "mercredi on est pas là", "on ne peut pas à cette date", "pas possible dimanche",
        "non ça va pas du tout", "nous devons annuler", "we can't make it on that date", "he's sick",
        "ça va pas être possible", "finalement non", "malheureusement on ne pourra pas venir demain, désolée",
    ],
)  # fmt: skip
def test_they_do_not_come(text: str) -> None:
    assert said(text) is Said.NOT_COMING


@pytest.mark.parametrize(
    "text",
    [
        "tom est malade mais léa vient", "finalement que léa", "seulement tom", "un seul viendra", "non pas tom",
        "sans tom finalement", "je viens qu'avec léa", "léa oui tom non", "only Tom will come", "tom a la varicelle",
        "il n'y aura que Léa", "ok pour Léa pas pour Tom", "Léa garde, Tom annule", "Tom pas dispo",
    ],
)  # fmt: skip
def test_some_of_them_come(text: str) -> None:
    assert said(text) is Said.SOME


@pytest.mark.parametrize("text", ["ok on garde", "On garde !", "Nous gardons.", "we'll keep it", "ça nous va"])
def test_they_keep_the_new_date(text: str) -> None:
    assert said(text) is Said.KEEPING


@pytest.mark.parametrize(
    "text",
    [
        "peut-être", "Peut-être bien", "on sait pas encore", "je ne sais pas encore désolée", "on verra",
        "je ne sais pas si on pourra venir", "peut etre, je vous dis demain", "pas sûr", "ça dépend", "maybe",
        "nous ne savons pas si Léa pourra venir", "not sure yet", "we don't know yet, sorry", "peut-être Léa",
        "oui peut-être", "I'll let you know tomorrow", "je vous confirme ça demain", "on vous redit ça ce soir",
    ],
)  # fmt: skip
def test_they_do_not_know_yet(text: str) -> None:
    assert said(text) is Said.UNSURE


def test_a_day_and_a_name_are_told() -> None:
    assert read("mercredi Tom vient pas", NAMES) == Answer(Said.SOME, by_name=True, weekday=2)
    assert read("we are coming on Sunday") == Answer(Said.COMING, weekday=6)


@pytest.mark.parametrize(
    "text",
    [
        "on sera en retard", "On aura 10 min de retard", "un petit retard désolé", "nous arriverons un peu plus tard",
        "Léa arrive plus tard", "10 minutes de retard svp", "on sera à la bourre", "we'll be 10 minutes late",
        "running late", "on sera pas à l'heure", "bonjour, nous aurons un peu de retard",
        "on arrivera vers 18 h 20 désolés", "on arrive dans 5 min", "on sera là un peu après", "Léa sera là vers 18h",
        "we'll be there in 10 minutes", "we will arrive around 6:20", "on est coincés dans les bouchons",
        "on va rater le début",
    ],
)  # fmt: skip
def test_they_will_be_late(text: str) -> None:
    assert said(text) is Said.LATE


@pytest.mark.parametrize(
    "text",
    [
        "que se passe-t-il si on arrive en retard ?", "peut-on arriver en retard", "et si on est en retard",
        "le bus est en retard", "oui mais c'est à quelle heure ?", "quel âge", "non mais il faut quoi",
        "can we come late", "le bus arrive dans combien de temps", "on arrive à l'heure",
        "on vient à combien ?", "il faut venir à quelle heure", "c'est trop tard pour s'inscrire",
        "merci", "bonjour", "Léa", "Léa adore les robots", "Léa a pas d'ordi", "non on vient", "c'est possible",
        "on vient en train", "Tom ?", "on peut venir à 2", "oui " * 100,
    ],
)  # fmt: skip
def test_anything_else_is_no_answer_to_a_reminder(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("c'est annulé ?", True), ("c est toujours bon pour demain ?", True), ("l'atelier est maintenu ?", True),
        ("ça a bien lieu demain ?", True), ("is it still on?", True), ("c'est annulé", False),
        ("je peux annuler ?", False), ("c'est bon ?", False),
    ],
)  # fmt: skip
def test_whether_it_takes_place_may_be_asked(text: str, asks: bool) -> None:
    assert asks_if_still_on(text) is asks
