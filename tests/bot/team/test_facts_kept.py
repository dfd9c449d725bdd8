"""What was filled in: told until its last day, ranked, listed, undone, put right, brought back."""

from datetime import timedelta

from knowledge.agenda import filled_table
from tests.bot.team.desk import ASKED, FAMILY, FILL, HOURS, NOT_KNOWN, Desk, count


async def test_a_fact_that_has_had_its_last_day_is_told_no_more_and_is_asked_for_first(desk: Desk) -> None:
    await desk.says(f"/fait {FILL}")
    await desk.taps("1 mois")
    await desk.taps("Enregistrer")
    assert HOURS in await desk.says(ASKED, FAMILY)
    count(desk.database, "escape.price", 3)
    desk.now += timedelta(days=40)
    assert NOT_KNOWN in await desk.says(ASKED, FAMILY)
    assert "Terminé depuis" in await desk.says("/faits")
    await desk.says("/fait")
    assert desk.labels()[0].startswith("Terminé : Quels sont les horaires")
    assert desk.labels()[1].startswith("3 fois : ")


async def test_the_ten_asked_most_are_ranked_and_what_was_filled_leaves_the_list(desk: Desk) -> None:
    for times, cell in enumerate((str(one) for one in desk.assistant.things.cells() if one.attribute == "price"), 1):
        count(desk.database, cell, times)
    count(desk.database, "other", 50)
    await desk.says("/fait")
    numbers = [int(label.partition(" ")[0]) for label in desk.labels()]
    assert len(numbers) == 10
    assert numbers == sorted(numbers, reverse=True)
    first = desk.labels()[0]
    await desk.taps(first)
    await desk.says("C’est gratuit.")
    await desk.taps("Enregistrer")
    await desk.says("/fait")
    assert first not in desk.labels()


async def test_a_saved_fact_is_undone_and_the_former_one_is_in_force_again(desk: Desk) -> None:
    for words in ("Le matin.", "Le soir."):
        await desk.says(f"/fait horaires de la Cité : {words}")
        await desk.taps("Enregistrer")
    assert "Le soir." in await desk.says(ASKED, FAMILY)
    await desk.taps("Revenir en arrière")
    assert "Le matin." in await desk.says(ASKED, FAMILY)
    await desk.taps("Revenir en arrière")
    assert "Le soir." in await desk.says(ASKED, FAMILY)


async def test_the_first_fact_of_a_cell_undone_leaves_it_not_known(desk: Desk) -> None:
    await desk.says(f"/fait {FILL}")
    await desk.taps("Enregistrer")
    await desk.taps("Revenir en arrière")
    assert NOT_KNOWN in await desk.says(ASKED, FAMILY)
    await desk.taps("Remettre")
    assert HOURS in await desk.says(ASKED, FAMILY)


async def test_what_is_filled_is_listed_put_right_taken_out_and_brought_back_from_its_history(desk: Desk) -> None:
    await desk.says("/fait horaires de la Cité : Le matin.")
    await desk.says("30 juin 2031")
    await desk.taps("Enregistrer")
    said = await desk.says("/faits")
    assert "Nadia, " in said
    assert "Jusqu’au 30 juin 2031" in said
    await desk.taps("horaires")
    assert desk.labels() == ["Modifier", "Retirer", "Historique"]
    await desk.taps("Modifier")
    assert "Jusqu’au 30 juin 2031" in await desk.says("Le soir.")
    await desk.taps("Enregistrer")
    assert "Le soir." in await desk.says(ASKED, FAMILY)
    await desk.says("/faits")
    await desk.taps("horaires")
    assert "en vigueur" in await desk.taps("Historique")
    await desk.taps("Remettre le n°")
    assert "Le matin." in await desk.says(ASKED, FAMILY)
    await desk.says("/faits")
    await desk.taps("horaires")
    await desk.taps("Retirer")
    assert NOT_KNOWN in await desk.says(ASKED, FAMILY)
    assert len(desk.database.do(filled_table.history, "venue.opening_hours")) == 3
