"""Who comes to what grown-ups may come to: whoever writes, and who comes along without a name."""

from datetime import UTC, datetime

import pytest

from intents.readers.party import comes_oneself, party
from intents.slots.names import known_names

NOW = datetime(2026, 12, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "count", "names", "others"),
    [
        ("Deux places pour mon mari et moi, au nom de Sylvie", 2, ("Sylvie",), 1),
        ("mettez-moi 3 places, je m'appelle Denis", 3, ("Denis",), 2),
        ("I'm coming with my wife Laura. My name's Peter.", 0, ("Laura", "Peter"), 0),
        ("Put me down, I'm Graham. My wife Linda would come too.", 0, ("Linda", "Graham"), 0),
        ("je m'inscris, je m'appelle Gérard et ma femme Colette", 0, ("Colette", "Gérard"), 0),
        ("je viens avec mon collègue Bertrand, moi c'est Agathe", 0, ("Bertrand", "Agathe"), 0),
        ("Nous serons deux : Christian et Odile", 2, ("Christian", "Odile"), 0),
        ("inscrivez Léo et moi", 0, ("Léo",), 1),
        ("inscrire Léa et Tom, 2 places", 2, ("Léa", "Tom"), 0),
        ("inscrivez Léo, mon mari vient le chercher", 0, ("Léo",), 0),
        ("inscrivez Monique aussi, c'est notre voisine", 0, ("Monique",), 0),
    ],
)
def test_everybody_is_counted_once(text: str, count: int, names: tuple[str, ...], others: int) -> None:
    found = party(text, known_names(text), count, with_adults=True, of_adults=False, now=NOW)
    assert (found.named.names, found.named.adults, found.unnamed) == (names, others, 0)


@pytest.mark.parametrize(
    ("text", "count", "unnamed"),
    [
        ("une place pour moi et une pour mon mari", 1, 2),
        ("je souhaite m'inscrire avec mon épouse", 0, 2),
        ("je m'inscris", 0, 1),
        ("inscrivez ma femme", 0, 1),
        ("met nous 3 places", 3, 3),
        ("une place pour un ami de mon fils", 1, 1),
    ],
)
def test_where_nobody_is_named_places_are_counted(text: str, count: int, unnamed: int) -> None:
    assert party(text, (), count, with_adults=True, of_adults=True, now=NOW).unnamed == unnamed


def test_a_parent_has_no_place_among_children() -> None:
    text = "je m'appelle Sylvie, inscrivez-moi Léo, je viens avec lui"
    found = party(text, known_names(text), 0, with_adults=False, of_adults=False, now=NOW)
    assert "Sylvie" not in found.named.names


def test_who_signs_children_up_does_not_come_by_that() -> None:
    text = "je m'appelle Sylvie, deux places pour mes enfants"
    found = party(text, (), 2, with_adults=True, of_adults=False, now=NOW)
    assert (found.named.names, found.unnamed) == ((), 2)
    assert not comes_oneself("mettez-moi deux places pour mes enfants")
