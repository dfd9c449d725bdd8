"""What nobody told, filled in by a manager from Telegram: its words, both languages, who signs, until when."""

from datetime import date

import pytest

from bot.team.filling import LONGEST
from knowledge.agenda import filled_table
from tests.bot.team.desk import ASKED, FAMILY, FILL, HOURS, NOT_KNOWN, SAVED, TODAY, Desk


async def test_what_families_ask_in_vain_is_told_as_soon_as_a_manager_has_filled_it(desk: Desk) -> None:
    assert NOT_KNOWN in await desk.says(ASKED, FAMILY)
    assert "1 fois : Quels sont les horaires" in str(await desk.says("/fait")) + str(desk.labels())
    assert "Écrivez la réponse en une phrase" in await desk.taps("horaires")
    preview = await desk.says(HOURS)
    assert HOURS in preview
    assert "Signé Nadia : est-ce bien vous ?" in preview
    assert "Our team has only written this in French" in preview
    assert NOT_KNOWN in await desk.says(ASKED, FAMILY)
    assert SAVED in await desk.taps("Enregistrer")
    assert HOURS in await desk.says(ASKED, FAMILY)


async def test_it_is_told_in_english_when_that_was_written_too_else_in_french_said_to_be_so(desk: Desk) -> None:
    english = "From Tuesday to Saturday, 10 to 6."
    await desk.says(f"/fait {FILL}")
    await desk.taps("Enregistrer")
    answer = await desk.says("what time do you open?", FAMILY)
    assert "only written this in French" in answer
    assert HOURS in answer
    await desk.says(f"/fait {FILL}")
    assert "même phrase en anglais" in await desk.taps("Ajouter l’anglais")
    assert english in await desk.says(english)
    await desk.taps("Enregistrer")
    answer = await desk.says("what time do you open?", FAMILY)
    assert english in answer
    assert "French" not in answer


@pytest.mark.parametrize(
    ("asked", "cell"),
    [
        ("horaires de la Cité", "venue.opening_hours"),
        ("prix de l'escape game", "escape.price"),
        ("c'est combien le laboratoire", "lab.price"),
    ],
)
async def test_one_message_tells_cell_and_answer(desk: Desk, asked: str, cell: str) -> None:
    await desk.says(f"/fait {asked} : Voici la réponse.")
    assert "Enregistrer" in desk.labels()
    await desk.taps("Enregistrer")
    assert desk.told() == {cell: "Voici la réponse."}


async def test_a_message_that_is_not_clear_has_up_to_three_cells_to_choose_from(desk: Desk) -> None:
    assert "De quoi s’agit-il" in await desk.says("/fait la durée : Une heure.")
    *choices, last = desk.labels()
    assert (len(choices), last) == (3, "Annuler")
    assert "Une heure." in await desk.taps(choices[1])
    await desk.taps("Enregistrer")
    (cell,) = desk.told()
    assert cell.endswith(".duration")


async def test_words_that_name_no_cell_lead_to_the_list_and_change_nothing(desk: Desk) -> None:
    assert "Je n’ai pas compris" in await desk.says("/fait vacances de Noël : Oui.")
    assert desk.told() == {}


async def test_what_the_document_tells_is_not_filled(desk: Desk) -> None:
    assert "La documentation de la Cité le dit déjà" in await desk.says("/fait adresse de la Cité : Ailleurs.")
    assert desk.told() == {}


@pytest.mark.parametrize(
    ("how", "until"),
    [
        ("Sans date de fin", None),
        ("1 mois", "month"),
        ("jusqu’au 30 juin 2031", date(2031, 6, 30)),
        ("30/06/2031", date(2031, 6, 30)),
    ],
)
async def test_a_last_day_is_tapped_or_typed(desk: Desk, how: str, until: date | str | None) -> None:
    await desk.says(f"/fait {FILL}")
    await (desk.says(how) if isinstance(until, date) else desk.taps(how))
    await desk.taps("Enregistrer")
    (one,) = desk.database.do(filled_table.in_force)
    if until == "month":
        assert one.entry.until is not None
        assert 28 <= (one.entry.until - TODAY).days <= 31
    else:
        assert one.entry.until == until


async def test_a_day_that_is_past_is_refused(desk: Desk) -> None:
    await desk.says(f"/fait {FILL}")
    assert "Cette date est passée" in await desk.says("30 juin 2020")
    await desk.taps("Enregistrer")
    assert desk.database.do(filled_table.in_force)[0].entry.until is None


@pytest.mark.parametrize(
    ("words", "warned"),
    [
        ("Appelez le 06 12 34 56 78.", "numéro de téléphone"),
        ("Écrivez à bonjour@exemple.fr.", "adresse électronique"),
        ("Demandez Élodie à l’accueil.", "prénom (Élodie)"),
        (HOURS, ""),
    ],
)
async def test_what_may_be_somebodys_own_is_pointed_out_before_it_is_told(desk: Desk, words: str, warned: str) -> None:
    preview = await desk.says(f"/fait horaires de la Cité : {words}")
    assert ("⚠️" in preview) is bool(warned)
    assert warned in preview


async def test_a_manager_may_sign_otherwise_correct_and_give_up_in_words_too(desk: Desk) -> None:
    await desk.says(f"/fait {FILL}")
    await desk.says("signer autrement")
    assert "Signé L’accueil" in await desk.says("L’accueil")
    await desk.says("corriger")
    assert "Le matin." in await desk.says("Le matin.")
    await desk.says("enregistrer")
    assert desk.told() == {"venue.opening_hours": "Le matin."}
    await desk.says(f"/fait {FILL}")
    assert "rien n’a changé" in await desk.says("annuler")
    assert desk.told() == {"venue.opening_hours": "Le matin."}


@pytest.mark.parametrize("words", ["…", "x" * (LONGEST + 1)])
async def test_words_that_cannot_be_told_are_asked_for_again(desk: Desk, words: str) -> None:
    await desk.says("/fait horaires de la Cité")
    assert "Cela ne convient pas" in await desk.says(words)
    assert HOURS in await desk.says(HOURS)
