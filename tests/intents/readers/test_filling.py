"""What the team says of a fact: cut at the colon, its last day, what in it is somebody's own."""

from datetime import date, datetime

import pytest

from intents.readers.filling import Parts, last_day, parts, personal

NOW = datetime.fromisoformat("2026-11-29T10:00")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("horaires de la Cité : de 10:30 à 18 h", Parts("horaires de la Cité", "de 10:30 à 18 h")),
        ("prix: gratuit", Parts("prix", "gratuit")),
        ("prix\nGratuit : pour tous", Parts("prix", "Gratuit : pour tous")),
        ("ouvert à 10:30", Parts("ouvert à 10:30", "")),
        (" : rien", Parts("", "rien")),
        ("", Parts("", "")),
    ],
)
def test_what_is_asked_stands_before_the_colon(text: str, found: Parts) -> None:
    assert parts(text) == found


@pytest.mark.parametrize("text", ["30 juin 2027", "30/06/2027", "jusqu’au 30 juin", "fin juin", "2027-06-30"])
def test_a_last_day_is_read_as_people_write_it(text: str) -> None:
    assert last_day(text, NOW) == date(2027, 6, 30)


NO_DAY = ["bonjour", "c’est ouvert le 30 juin ?", "nous serons ouverts aussi le 30 juin 2027 au matin"]


@pytest.mark.parametrize("text", NO_DAY)
def test_words_that_say_more_are_no_last_day(text: str) -> None:
    assert last_day(text, NOW) is None


def test_what_is_somebodys_own_is_found() -> None:
    found = personal("Demandez Élodie au 06 12 34 56 78 ou à bonjour@exemple.fr.")
    assert (found.phone, found.mail, found.names) == (True, True, ("Élodie",))
    found = personal("Du mardi au samedi, de 10 h à 18 h, 12 € par personne.")
    assert (found.phone, found.mail, found.names) == (False, False, ())
