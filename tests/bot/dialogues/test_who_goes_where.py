"""Several children of one sentence, each at an event of their own: who goes where, and what is told of whom."""

from datetime import timedelta

from bot.sandbox.viewer import SeenMessage, plain
from tests.bot.dialogues.agenda import Planned
from tests.bot.dialogues.player import places
from tests.bot.dialogues.venue import Venue

ASKED = "phone;alone;allergy"


def planned(venue: Venue, name: str) -> str:
    """Two events, one of them on two days: the day of the month of the later one."""
    venue.plant("", f"{name}-basket", Planned(title=f"Ocarina {name}", questions=ASKED))
    for weeks in (0, 1):
        day = Planned(title=f"Cyanotype {name}", hour=9, in_days=10 + 7 * weeks, questions="photo;allergy")
        venue.plant("", f"{name}-photo-{weeks}", day)
    return str((venue.now + timedelta(days=17)).day)


def ticked(message: SeenMessage) -> list[str]:
    """The first names that are ticked."""
    return [label.split()[1] for label in message.labels if label.startswith("☑")]


async def test_each_child_goes_to_the_event_and_the_day_that_are_told_of_them(venue: Venue) -> None:
    day, born = planned(venue, "nocturne"), places(venue, 0)["born 7"]
    person = venue.visitor()
    await person.says(f"inscrivez Clément à l'ocarina et Salomé au cyanotype du {day}")
    await person.sees("« Cyanotype nocturne » viendra juste après")
    await person.says(f"Clément né en {born}, Salomé {born}")
    await person.sees("C’est noté pour Clément")
    await person.says("oui j'accepte")
    await person.sees(lambda message: ticked(message) == ["Clément"])
    await person.says("Clément peut rentrer seul, pas d'allergie, Salomé est allergique au kiwi")
    await person.says("06 12 34 56 78")
    recap = await person.sees("Vérifions")
    assert "Repartir sans adulte : oui" in plain(recap.text)
    assert "Allergie : aucune" in plain(recap.text)
    await person.says("oui")
    await person.sees(lambda message: ticked(message) == ["Salomé"])
    await person.says("pas de photo")
    recap = await person.sees("Vérifions")
    assert "Participants : Salomé" in plain(recap.text)
    assert "Allergie : kiwi" in plain(recap.text)
    await person.says("oui")
    await person.sees("Salomé : inscription confirmée")
    assert venue.standing("nocturne-basket") == ["Clément confirmed"]
    assert venue.standing("nocturne-photo-1") == ["Salomé confirmed"]


async def test_what_is_told_of_a_brother_is_not_noted_of_his_sister(venue: Venue) -> None:
    planned(venue, "diurne")
    person = venue.visitor()
    venue.register(await person.id(), "diurne-photo-0", "Clément", "Salomé")
    await person.opens("e_diurne-basket")
    await person.taps("S’inscrire")
    await person.says("Salomé seulement")
    await person.sees(lambda message: ticked(message) == ["Salomé"])
    await person.taps("Continuer")
    await person.sees("téléphone")
    await person.says("Clément peut rentrer seul, pas d'allergie")
    await person.says("06 12 34 56 78")
    await person.sees("autorisez-vous Salomé à repartir sans adulte")
