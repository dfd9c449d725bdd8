"""A thing that the bot does not know, and a further name of one that it does: told from Telegram, used at once."""

import pytest

from bot.bot_api.replies import Action, Press
from bot.run.renewal import renewal_of_filled
from knowledge.agenda import filled_table
from knowledge.store.database import Database
from tests.bot.hostile_names import NAMES
from tests.bot.team.desk import FAMILY, MANAGER, NOT_KNOWN, OTHER_GROUP, SAVED, STRANGER, TEAM, Desk
from tests.bot.team.test_hostile import is_without_markup
from tests.engines import SQLITE_FIRST

PRICE = "Le robotarium est gratuit."


async def named(desk: Desk, asked: str = "prix du robotarium", answer: str = f" : {PRICE}") -> None:
    """A manager adds the thing that this is asked of."""
    assert "Je ne connais pas « le robotarium »" in await desk.says(f"/fait {asked}{answer}")
    await desk.taps("C’est une chose nouvelle")
    await desk.taps("Un lieu, une salle")
    await desk.taps("Enregistrer")


async def test_a_new_thing_is_named_filled_in_and_told_and_so_it_is_by_another_process(database: Database) -> None:
    desk, replica = Desk(database), Desk(database)
    elsewhere = renewal_of_filled(database, replica.assistant)
    await elsewhere.look()
    await named(desk)
    preview = await desk.taps("Répondre à ce qu’on en demande")
    assert "Quel est le prix du robotarium" in preview
    assert PRICE in preview
    assert SAVED in await desk.taps("Enregistrer")
    assert await elsewhere.look()
    for at in (desk, replica):
        assert PRICE in await at.says("c'est combien le robotarium ?", FAMILY)
        said = await at.says("le robotarium est accessible en fauteuil roulant ?", FAMILY)
        assert NOT_KNOWN in said or "Je ne sais pas" in said
        assert PRICE not in await at.says("c'est combien le labo ?", FAMILY)
    await desk.says("/fait")
    assert any(one.press.code == "named1-disabled_access" for one in desk.shown[MANAGER])


async def test_what_is_asked_of_something_unknown_never_becomes_the_venues_by_itself(desk: Desk) -> None:
    await desk.says(f"/fait prix du robotarium : {PRICE}")
    assert "Enregistrer" not in desk.labels()
    assert desk.told() == {}


async def test_a_further_name_of_a_known_thing_is_heard_as_that_thing(desk: Desk) -> None:
    await desk.says("/fait prix de l'antre des makers : Cinq euros.")
    await desk.taps("C’est un autre nom")
    assert "pas ce nom-là non plus" in await desk.says("le truc")
    assert "le laboratoire" in await desk.says("le laboratoire")
    before = await desk.says("c'est quoi le laboratoire ?", FAMILY)
    await desk.taps("Enregistrer")
    assert await desk.says("c'est quoi l'antre des makers ?", FAMILY) == before


async def test_names_are_listed_with_author_and_day_extended_undone_and_brought_back(desk: Desk) -> None:
    await named(desk)
    said = await desk.says("/noms")
    assert "robotarium" in said
    assert "Nadia, 25 novembre 2026, sans date de fin" in said
    await desk.taps("le robotarium")
    await desk.taps("Ajouter des noms")
    assert "salle des bras" in await desk.says("la salle des bras, robotarium")
    await desk.taps("Enregistrer")
    assert "Je ne sais pas" in await desk.says("c'est combien la salle des bras ?", FAMILY)
    await desk.taps("Revenir en arrière")
    (one,) = desk.database.do(filled_table.names_in_force)
    assert one.name.aliases == ("robotarium",)
    await desk.says("/noms")
    await desk.taps("le robotarium")
    await desk.taps("Retirer")
    assert desk.database.do(filled_table.names) == ()
    await desk.taps("Remettre")
    assert len(desk.database.do(filled_table.names)) == 1


@pytest.mark.parametrize(("names", "why"), [("labo", "désigne déjà"), ("vacances", "trop de"), ("Léa", "trop de")])
async def test_a_name_that_would_be_heard_where_nobody_means_it_is_refused(desk: Desk, names: str, why: str) -> None:
    await desk.says("/fait prix du robotarium")
    await desk.taps("C’est une chose nouvelle")
    await desk.taps("Un lieu, une salle")
    await desk.taps("Ajouter d’autres noms")
    assert why in await desk.says(names)
    assert "Je comprendrai" in await desk.says("robotarium")


@pytest.mark.parametrize(
    ("person", "chat"), [(FAMILY, None), (STRANGER, TEAM), (STRANGER, OTHER_GROUP), (MANAGER, OTHER_GROUP)]
)
async def test_nobody_else_names_anything(desk: Desk, person: int, chat: int | None) -> None:
    await named(desk)
    (one,) = desk.database.do(filled_table.names_in_force)
    await desk.says("/noms", person, chat)
    await desk.says("/fait prix du bidule : Rien.", person, chat)
    for code in ("list", "new", "kind-space", "save", "card", "more", "out", "back", "undo", "past"):
        await desk.presses(Press(Action.NAME, code, one.id), person, chat)
    assert desk.database.do(filled_table.names_in_force) == (one,)


@SQLITE_FIRST
async def test_hostile_names_are_shown_as_they_are(desk: Desk) -> None:
    await desk.says("/fait prix du robotarium")
    await desk.taps("C’est une chose nouvelle")
    await desk.taps("Un lieu, une salle")
    for words in NAMES:
        await desk.presses(Press(Action.NAME, "fr", desk.begun()))
        is_without_markup(desk.last)
        await desk.says(words or "x")
        is_without_markup(desk.last)
        await desk.presses(Press(Action.NAME, "aliases", desk.begun()))
        await desk.says(f"x{words}")
        is_without_markup(desk.last)
    await desk.presses(Press(Action.NAME, "save", desk.begun()))
    await desk.says("/noms")
    is_without_markup(desk.last)
