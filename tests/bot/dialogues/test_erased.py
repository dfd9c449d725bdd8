"""« Tout effacer » leaves nothing of what a family told: not in the tables, not in the bytes of the file."""

import asyncio

from bot.sandbox.visitor import Visitor
from tests.bot.dialogues.player import places
from tests.bot.dialogues.sealed import Sealed, raw_file, sealed, traces
from tests.bot.dialogues.venue import Venue

CHILD, DRAFTED, PHONE, QUESTION = "Canarille", "Canarinet", "canari 06 12", "canaritexte"
CANARIES = (CHILD, DRAFTED, PHONE, QUESTION)


async def _tells_a_lot(venue: Venue, person: Visitor) -> None:
    """A sign-up, an answer to the team, a question for it, and a form left open."""
    born = places(venue, 0)["born 7"]
    await person.opens("e_robots-erased")
    for label in ("S’inscrire", "J’accepte et je continue"):
        await person.taps(label)
    await person.sees("prénom de l’enfant")
    await person.says(f"{CHILD}, {born}")
    await person.sees("Qui participe")
    await person.taps("Continuer")
    await person.sees("Vérifions")
    await person.taps("Confirmer")
    await person.sees("C’est noté")
    venue.answer(await person.id(), "robots-erased", {"phone": PHONE, "photo": "yes"})
    await person.says(f"je voudrais parler à quelqu’un de l’équipe : {QUESTION}")
    await person.sees("équipe")
    await person.opens("e_duo-erased")
    await person.taps("S’inscrire")
    await person.sees("Qui participe")
    await person.says(DRAFTED)
    await person.sees("naissance de")


def _of_ours(values: tuple[Sealed, ...]) -> tuple[Sealed, ...]:
    return tuple(one for one in values if any(word in one.says for word in CANARIES))


async def test_erasing_everything_leaves_no_word_in_the_tables_nor_in_the_file(venue: Venue) -> None:
    for name in ("robots", "duo"):
        venue.plant(name, f"{name}-erased")
    person = venue.visitor()
    await _tells_a_lot(venue, person)
    await asyncio.to_thread(venue.settles)
    before = _of_ours(venue.database.do(sealed))
    assert {one.table for one in before} >= {"participants", "answers", "questions", "chats"}
    assert set(traces(before, raw_file(venue))) == {one.table for one in before}
    await person.says("/donnees")
    await person.sees("Ce que je garde")
    await person.says("tout effacer")
    await person.sees("revenir en arrière")
    await person.says("oui, tout effacer")
    await person.sees("Tout est effacé")
    await asyncio.to_thread(venue.settles)
    assert _of_ours(venue.database.do(sealed)) == ()
    assert traces(before, raw_file(venue)) == []
    assert venue.standing("robots-erased") == []
