"""Two parents, one family: the link, the merged children, and taking a phone out again, over the real process."""

import re

from bot.sandbox.visitor import Visitor
from tests.bot.dialogues.player import places
from tests.bot.dialogues.venue import Venue


async def _signs_up(venue: Venue, person: Visitor, uid: str, *names: str) -> None:
    await person.opens(f"e_{uid}")
    for label in ("S’inscrire", "J’accepte et je continue"):
        await person.taps(label)
    await person.sees("prénom de l’enfant")
    await person.says(", ".join(names))
    for name in names:
        await person.sees(f"naissance de {name}")
        await person.says(places(venue, 0)["born 7"])
    await person.sees("Qui participe")
    for label in ("Continuer", "Confirmer"):
        await person.taps(label)
    await person.sees("C’est noté")


async def _link_of(person: Visitor) -> str:
    """The payload of the link that this parent is given to send."""
    await person.says("/donnees")
    await person.sees("Ce que je garde")
    await person.says("inviter l’autre parent")
    invited = await person.sees("Envoyez ce lien")
    found = re.search(r"start=(p_[\w-]{22})\b", invited.text)
    assert found
    return found[1]


async def test_two_parents_share_one_family_and_the_first_can_undo_it(venue: Venue) -> None:
    venue.plant("robots", "robots-two")
    anne, bruno = venue.visitor("Anne"), venue.visitor("Bruno")
    await _signs_up(venue, anne, "robots-two", "Léa")
    await _signs_up(venue, bruno, "robots-two", "Lea", "Tom")
    link = await _link_of(anne)
    await anne.opens(link)
    await anne.sees("votre propre famille")
    await bruno.opens(link)
    asked = await bruno.sees("Un parent vous invite")
    assert not asked.says("Léa")
    assert asked.says("rejoindront cette famille")
    await bruno.taps("Non")
    await bruno.sees("rien ne change")
    await bruno.opens(link)
    await bruno.sees("Un parent vous invite")
    await anne.looks_away()
    await bruno.says("rejoindre")
    await bruno.sees("C’est fait")
    told = await anne.sees("Un deuxième téléphone est relié")
    assert venue.standing("robots-two") == ["Léa confirmed", "Tom confirmed"]
    await bruno.says("/donnees")
    shown = await bruno.sees("2 téléphones reliés")
    assert shown.says("Léa")
    assert shown.text.count("Garde de vos données") == 1
    await bruno.says("/mesinscriptions")
    await bruno.taps("Annuler Léa")
    await bruno.taps("Confirmer l’annulation")
    await bruno.sees("C’est annulé : Léa")
    await anne.says("/mesinscriptions")
    mine = await anne.sees("Vos inscriptions")
    assert mine.says("Tom")
    assert not mine.says("Léa")
    await bruno.looks_away()
    await anne.taps("Ce n’est pas normal", on=told)
    await anne.sees("seul ce téléphone est relié")
    await bruno.sees("n’est plus relié")
    await bruno.says("/donnees")
    await bruno.sees("Je ne garde aucune donnée")


async def test_a_link_that_was_used_called_back_or_made_up_changes_nothing(venue: Venue) -> None:
    venue.plant("robots", "robots-links")
    anne, carole = venue.visitor("Anne"), venue.visitor("Carole")
    await _signs_up(venue, anne, "robots-links", "Léa")
    link = await _link_of(anne)
    await anne.taps("Annuler l’invitation")
    await anne.sees("le lien ne sert plus à rien")
    await carole.opens(link)
    await carole.sees("a déjà servi, ou il a été annulé")
    await carole.opens("p_" + "A" * 22)
    await carole.sees("Je ne connais pas ce lien")
    await carole.says("/donnees")
    await carole.sees("Je ne garde aucune donnée")
