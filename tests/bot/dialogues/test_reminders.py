"""Reminders and changes end to end: the business clock jumps, the family reads what it should."""

from datetime import datetime, timedelta
from itertools import count

import pytest

from bot.messages import dates
from bot.sandbox.viewer import plain
from bot.sandbox.visitor import Visitor
from tests.bot.dialogues.agenda import Planned
from tests.bot.dialogues.player import places
from tests.bot.dialogues.venue import Venue

_uids = count(1)
WORKSHOP = Planned(title="Robots de carton", in_days=4)


@pytest.fixture
def uid(time_machine: Venue, morning: datetime) -> str:
    """A workshop in four days at 14 h."""
    uid = f"later-{next(_uids)}"
    time_machine.plant("", uid, WORKSHOP)
    return uid


async def signs_up(venue: Venue, person: Visitor, uid: str, *names: str, place: bool = True) -> None:
    """A whole first sign-up of children aged seven."""
    await person.opens(f"e_{uid}")
    await person.taps("S’inscrire" if place else "Liste d’attente")
    await person.taps("J’accepte et je continue")
    await person.sees("prénom de l’enfant")
    born = places(venue, 0)["born 7"]
    await person.says(", ".join(names))
    for name in names:
        await person.sees(f"naissance de {name}")
        await person.says(born)
    await person.sees("Qui participe")
    await person.taps("Continuer")
    if not place:
        await person.sees("C’est complet")
        await person.taps("Liste d’attente")
    await person.sees("Vérifions")
    await person.taps("Confirmer")
    await person.sees("C’est noté")
    if place:
        await person.sees(lambda message: message.photo is not None and message.says(names[-1]))
    await person.looks_away()


def day_in_words(moment: datetime) -> str:
    return plain(dates.day(moment.date(), "fr"))


async def test_a_family_gets_one_reminder_for_both_children_saying_tomorrow_and_the_date(
    time_machine: Venue, morning: datetime, uid: str
) -> None:
    family = time_machine.visitor()
    await signs_up(time_machine, family, uid, "Léa", "Tom")
    time_machine.jump_to(morning.replace(hour=18, minute=1) + timedelta(days=3))
    reminder = await family.sees("Rappel")
    assert reminder.says(f"demain, {day_in_words(morning + timedelta(days=4))} de 14 h à 16 h")
    assert reminder.says("Léa, Tom")
    assert reminder.says("5/11, avenue de Vendôme")
    assert [plain(label) for label in reminder.labels] == ["Nous venons", "Annuler…", "Itinéraire"]
    await family.looks_away()
    await family.sees_nothing(within=0.6)


async def test_two_hours_before_the_reminder_says_today(time_machine: Venue, morning: datetime, uid: str) -> None:
    family = time_machine.visitor()
    await signs_up(time_machine, family, uid, "Léa")
    time_machine.jump_to(morning.replace(hour=12, minute=1) + timedelta(days=4))
    reminder = await family.sees("Rappel")
    assert reminder.says(f"aujourd’hui, {day_in_words(morning + timedelta(days=4))}")


async def test_the_buttons_of_a_reminder_do_what_they_say(time_machine: Venue, morning: datetime, uid: str) -> None:
    family = time_machine.visitor()
    await signs_up(time_machine, family, uid, "Léa", "Tom")
    time_machine.jump_to(morning.replace(hour=18, minute=1) + timedelta(days=3))
    reminder = await family.sees("Rappel")
    press = await family.taps("Nous venons", on=reminder)
    await press.is_answered("c’est noté")
    await family.taps("Itinéraire", on=reminder)
    await family.sees("5/11, avenue de Vendôme")
    await family.taps("Annuler…", on=reminder)
    await family.sees("Qui ne viendra pas")
    await family.taps("Annuler Tom")
    await family.sees("Annuler l’inscription de Tom")
    await family.taps("Confirmer l’annulation")
    await family.sees("C’est annulé : Tom")
    assert time_machine.standing(uid) == ["Léa confirmed"]


async def test_a_moved_workshop_is_announced_and_reminded_for_the_new_date_only(
    time_machine: Venue, morning: datetime, uid: str
) -> None:
    family = time_machine.visitor()
    await signs_up(time_machine, family, uid, "Léa")
    time_machine.plant("", uid, Planned(title=WORKSHOP.title, in_days=6))
    news = await family.sees("change de date")
    assert news.says(f"Avant : {day_in_words(morning + timedelta(days=4))}")
    assert news.says(f"Maintenant : {day_in_words(morning + timedelta(days=6))}")
    assert [plain(label) for label in news.labels] == ["Nous gardons", "Annuler Léa", "Une question"]
    await family.sees(lambda message: message.document is not None)
    await family.taps("Nous gardons")
    await family.sees("l’inscription est gardée : Léa")
    await family.looks_away()
    time_machine.jump_to(morning.replace(hour=18, minute=1) + timedelta(days=3))
    await family.sees_nothing(within=0.8)
    time_machine.jump_to(morning.replace(hour=18, minute=1) + timedelta(days=5))
    reminder = await family.sees("Rappel")
    assert reminder.says(f"demain, {day_in_words(morning + timedelta(days=6))}")


async def test_a_cancelled_workshop_is_told_and_never_reminded(
    time_machine: Venue, morning: datetime, uid: str
) -> None:
    family = time_machine.visitor()
    await signs_up(time_machine, family, uid, "Léa")
    time_machine.plant("", uid, Planned(title=WORKSHOP.title, in_days=4, status="cancelled"))
    news = await family.sees("Annulation : Robots de carton")
    assert news.says(day_in_words(morning + timedelta(days=4)))
    await family.sees(lambda message: message.document is not None)
    await family.looks_away()
    time_machine.jump_to(morning.replace(hour=18, minute=1) + timedelta(days=3))
    await family.sees_nothing(within=0.8)


async def test_a_move_and_a_cancellation_bring_the_file_that_changes_the_entry_in_the_calendar(
    time_machine: Venue, uid: str
) -> None:
    family = time_machine.visitor()
    await signs_up(time_machine, family, uid, "Léa")
    time_machine.plant("", uid, Planned(title=WORKSHOP.title, in_days=6))
    await family.sees("change de date")
    moved = await family.sees(lambda message: message.document is not None)
    assert "SEQUENCE:1" in (await family.downloads(moved)).decode()
    time_machine.plant("", uid, Planned(title=WORKSHOP.title, in_days=6, status="cancelled"))
    await family.sees("Annulation : Robots de carton")
    file = (await family.downloads(await family.sees("Annulé : Robots de carton"))).decode()
    assert "METHOD:CANCEL" in file
    assert "SEQUENCE:2" in file


async def test_who_signs_up_after_a_reminder_was_due_does_not_get_it(
    time_machine: Venue, morning: datetime, uid: str
) -> None:
    time_machine.jump_to(morning.replace(hour=18, minute=5) + timedelta(days=3))
    late = time_machine.visitor()
    await signs_up(time_machine, late, uid, "Léa")
    await late.sees_nothing(within=0.8)
    time_machine.jump_to(morning.replace(hour=12, minute=1) + timedelta(days=4))
    await late.sees("aujourd’hui")
