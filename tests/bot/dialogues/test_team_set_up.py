"""A team that begins with one number in the settings: all else is done in Telegram, with the whole bot."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.dialogues.venue import STAFF_ID, Venue, open_venue

GROUP = -1_002_000_000_777
ANIMATES = ["evenements", "listes", "telephone", "appels", "chiffres", "id"]
MANAGES = [
    *("evenements", "listes", "telephone", "appels", "attente", "chiffres", "agendas", "annonce", "fait", "faits"),
    *("noms", "membres", "inviter", "journal", "equipe", "id"),
]


@pytest.fixture
def begun(home: Path, unlocked: str) -> Iterator[Venue]:
    """A bot of its own, as its team's chat is set here."""
    with open_venue(home, "set_up", unlocked) as venue:
        yield venue


async def test_a_manager_sets_up_the_team_and_who_was_invited_answers_a_family(begun: Venue) -> None:
    venue = begun
    venue.sandbox.add_group(GROUP, "L’équipe")
    sophie = venue.visitor("Sophie", user_id=STAFF_ID)
    await sophie.says("/inviter")
    link = (await sophie.sees("?start=eq_")).text.split("?start=")[1].split()[0]
    ines = venue.visitor("Inès")
    await ines.opens(link)
    await ines.sees("Votre demande est partie")
    await sophie.sees("Inès")
    await sophie.taps("Accepter")
    await sophie.sees("Inès fait maintenant partie de l’équipe")
    await ines.sees("Bienvenue dans l’équipe")

    there = await sophie.in_group(GROUP)
    await there.says("/equipe")
    await there.sees("ce groupe est celui de l’équipe")
    await there.sees("gérer les sujets")

    family = venue.visitor("Camille")
    await family.says("il y a un parking pour les vélos cargos ?")
    await family.sees("Voulez-vous que je demande à l’équipe")
    await family.says("oui")
    asked = await there.sees("« il y a un parking pour les vélos cargos ? »")
    stranger = await venue.visitor("Paul").in_group(GROUP)
    await stranger.says("Non.", asked)
    await there.sees("vous ne faites pas partie de l’équipe")
    animator = await ines.in_group(GROUP)
    await animator.says("Oui, derrière.", asked)
    await family.sees("Oui, derrière.")

    await sophie.says("/journal")
    said = await sophie.sees("Inès : réponse à une famille")
    assert "entrée acceptée (Inès)" in said.text
    menus = {scope: [one["command"] for one in shown] for (scope, _), shown in venue.sandbox.profile.commands.items()}
    assert menus[f"chat:{GROUP}"] == ANIMATES
    assert menus[f"chat_member:{GROUP}:{STAFF_ID}"] == MANAGES
    assert menus[f"chat:{STAFF_ID}"][: len(MANAGES)] == MANAGES
    assert "mesinscriptions" in menus[f"chat:{await ines.id()}"]
