"""Two parents, one family: the link, the merged children, and taking a phone out again, over the real process."""

import re
from datetime import datetime, timedelta

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


async def _joins(first: Visitor, second: Visitor, link: str) -> None:
    """The second parent asks with this link of the first, who accepts."""
    await second.opens(link)
    await second.sees("Un parent vous invite")
    await second.says("demander à rejoindre")
    await second.sees("C’est demandé")
    await first.sees("veut rejoindre votre famille")
    await first.taps("Accepter")
    await first.sees("deux téléphones sont reliés")
    await second.sees("C’est accepté")


async def _shows(person: Visitor, *there: str, missing: tuple[str, ...] = ()) -> None:
    """« Mes inscriptions » names these, and not those."""
    await person.looks_away()
    await person.says("/mesinscriptions")
    shown = await person.sees("inscription")
    assert [name for name in there if not shown.says(name)] == []
    assert [name for name in missing if shown.says(name)] == []


async def test_a_quarrel_takes_nobody_s_children_away_and_the_team_can_undo_it(venue_with_team: Venue) -> None:
    venue = venue_with_team
    venue.plant("robots", "quarrel")
    anne, bruno, team = venue.visitor("Anne"), venue.visitor("Bruno"), venue.colleague()
    await _signs_up(venue, anne, "quarrel", "Léa")
    await _signs_up(venue, bruno, "quarrel", "Tom")
    link = await _link_of(anne)
    await anne.opens(link)
    await anne.sees("votre propre famille")
    await bruno.opens(link)
    asked = await bruno.sees("Un parent vous invite")
    assert not asked.says("Léa")
    assert asked.says("rejoindront cette famille")
    await bruno.taps("Non")
    await bruno.sees("rien ne change")
    await _joins(anne, bruno, link)
    await _shows(anne, "Léa", "Tom")
    await _shows(bruno, "Léa", "Tom")
    await bruno.says("/donnees")
    shown = await bruno.sees("2 téléphones reliés")
    assert shown.says("Ce téléphone, relié le")
    assert shown.says("L’autre téléphone, relié le")
    assert shown.text.count("Garde de vos données") == 1
    await _signs_up_again(bruno, "quarrel-two", venue)
    # Bruno, who came by a link, removes Anne: she keeps what is hers, and the team puts all back.
    await bruno.says("/donnees")
    await bruno.sees("2 téléphones")
    await bruno.taps("Retirer l’autre téléphone")
    await bruno.sees("Retirer l’autre téléphone ?")
    await bruno.says("oui")
    await bruno.sees("ne voit plus que les enfants qu’il a apportés")
    told = await anne.sees("Un autre téléphone de votre famille a retiré celui-ci")
    await _shows(anne, "Léa", missing=("Tom",))
    await _shows(bruno, "Tom", "Léa")  # Léa at the event that he chose for her: to be seen only
    await anne.looks_away()
    await anne.taps("Annuler Léa")
    await anne.taps("Confirmer l’annulation")
    await anne.sees("sans rien changer")
    assert "Léa confirmed" in venue.standing("quarrel")
    await anne.taps("Je ne suis pas d’accord", on=told)
    await anne.sees("L’équipe de la Cité décide")
    await bruno.sees("n’est pas d’accord")
    case = await team.sees("n’est pas d’accord")
    assert not case.says("Léa")
    await team.taps("Annuler ce retrait", on=case)
    await team.sees("C’est annulé et noté")
    await anne.sees("L’équipe a annulé le retrait")
    await _shows(anne, "Léa", "Tom")
    # Anne leaves by herself, and may do with her own as she likes.
    await anne.says("/donnees")
    await anne.sees("2 téléphones")
    await anne.taps("Quitter cette famille")
    await anne.taps("Oui, quitter")
    await anne.sees("a sa propre famille")
    await bruno.sees("a quitté votre famille")
    await _shows(anne, "Léa", missing=("Tom",))
    await anne.looks_away()
    await anne.taps("Poterie numérique two")
    card = await anne.sees("Un événement des tests")  # older messages have buttons of the same name
    await anne.taps("Annuler Léa", on=card)
    asked = await anne.sees("Annuler l’inscription de Léa")
    await anne.taps("Confirmer l’annulation", on=asked)
    await anne.sees("C’est annulé : Léa")
    assert venue.standing("quarrel") == ["Léa confirmed", "Tom confirmed"]
    assert venue.standing("quarrel-two") == []


async def _signs_up_again(person: Visitor, uid: str, venue: Venue) -> None:
    """Bruno signs Léa up, whom Anne brought."""
    venue.plant("first", uid)
    await person.looks_away()
    await person.opens(f"e_{uid}")
    await person.taps("S’inscrire")
    await person.sees("Qui participe")
    await person.taps("☐ Léa (7 ans)")
    for label in ("Continuer", "Confirmer"):
        await person.taps(label)
    await person.sees("C’est noté")


async def test_nobody_joins_without_a_yes_and_a_no_is_told(venue: Venue) -> None:
    venue.plant("robots", "robots-no")
    anne, carole = venue.visitor("Anne"), venue.visitor("Carole")
    await _signs_up(venue, anne, "robots-no", "Léa")
    link = await _link_of(anne)
    await carole.opens(link)
    await carole.taps("Demander à rejoindre")
    request = await anne.sees("Carole veut rejoindre votre famille")
    await carole.says("/donnees")
    await carole.sees("Je ne garde aucune donnée")
    await carole.opens(link)
    await carole.sees("attend la réponse")
    await anne.taps("Refuser", on=request)
    await anne.sees("personne n’a rejoint")
    await carole.sees("n’a pas été acceptée")
    await carole.says("/donnees")
    await carole.sees("Je ne garde aucune donnée")


async def test_a_removal_that_nobody_refuses_is_final_two_days_later(time_machine: Venue, morning: datetime) -> None:
    venue = time_machine
    venue.plant("robots", "robots-final")
    anne, bruno = venue.visitor("Anne"), venue.visitor("Bruno")
    await _signs_up(venue, anne, "robots-final", "Léa")
    await _signs_up(venue, bruno, "robots-final", "Tom")
    await _joins(anne, bruno, await _link_of(anne))
    await anne.says("/donnees")
    await anne.taps("Retirer l’autre téléphone")
    await anne.taps("Oui, le retirer")
    await bruno.sees("a retiré celui-ci")
    await bruno.says("/langue")
    await bruno.sees("Dans quelle langue")
    venue.jump_to(morning + timedelta(hours=47))
    venue.beats()
    await bruno.says("effacer toutes mes données")
    await bruno.taps("Oui, tout effacer")
    await bruno.sees("sans rien changer")
    venue.jump_to(morning + timedelta(hours=49))
    await bruno.sees("C’est définitif")
    await anne.sees("ne fait plus partie")
    await bruno.says("effacer toutes mes données")
    await bruno.taps("Oui, tout effacer")
    await bruno.sees("Tout est effacé")
    assert venue.standing("robots-final") == ["Léa confirmed"]
    await bruno.taps("Supprimer aussi mes derniers messages")
    await bruno.sees("C’est demandé à Telegram")
    gone = [one for one in bruno.messages if one.says("C’est noté")]
    assert gone == []


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
