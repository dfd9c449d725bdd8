"""Families answer a reminder in words: it is understood as an answer to that reminder."""

from datetime import datetime, timedelta
from itertools import count

import pytest

from bot.sandbox.visitor import Visitor
from scheduler.core.hours import PARIS
from tests.bot.dialogues.agenda import Planned
from tests.bot.dialogues.player import places
from tests.bot.dialogues.venue import Venue

_uids = count(1)


@pytest.fixture
def evening(time_machine: Venue) -> datetime:
    """Some days after whatever the test before did; workshops are four days later, at 14 h."""
    day = (time_machine.now + timedelta(days=9)).date()
    ten = datetime(day.year, day.month, day.day, 10, tzinfo=PARIS.zone)
    time_machine.jump_to(ten)
    return ten.replace(hour=18, minute=1) + timedelta(days=3)


async def reminded(venue: Venue, evening: datetime, *names: str) -> tuple[Visitor, str]:
    """A family with a place at a workshop, and one at a later one, that reads the reminder of the first."""
    soon, later = f"typed-{next(_uids)}", f"typed-{next(_uids)}"
    venue.plant("", soon, Planned(title="Robots de papier", in_days=4))
    venue.plant("", later, Planned(title="Film d’animation", in_days=12))
    person = venue.visitor()
    await person.opens(f"e_{soon}")
    await person.taps("S’inscrire")
    await person.taps("J’accepte et je continue")
    await person.sees("prénom de l’enfant")
    born = places(venue, 0)["born 7"]
    await person.says(", ".join(names))
    for name in names:
        await person.sees(f"naissance de {name}")
        await person.says(born)
    await confirms(person)
    await person.opens(f"e_{later}")
    await person.taps("S’inscrire")
    await person.sees("Qui participe")
    await person.taps(names[0])
    await confirms(person)
    await person.looks_away()
    venue.jump_to(evening)
    await person.sees("Rappel")
    return person, soon


async def confirms(person: Visitor) -> None:
    """From the tick list to the confirmation."""
    await person.sees("Qui participe")
    await person.taps("Continuer")
    await person.sees("Vérifions")
    await person.taps("Confirmer")
    await person.sees("C’est noté")
    await person.sees(lambda message: message.photo is not None)


async def test_a_delay_is_noted_and_kept_for_the_team(time_machine: Venue, evening: datetime) -> None:
    person, _ = await reminded(time_machine, evening, "Léa")
    await person.says("bonjour, on aura 10 min de retard")
    await person.sees("Je garde votre message")


async def test_yes_is_an_answer_to_the_reminder_and_later_it_is_not(time_machine: Venue, evening: datetime) -> None:
    person, _ = await reminded(time_machine, evening, "Léa")
    await person.says("Oui on vient !")
    await person.sees("nous vous attendons")
    await person.says("c’est où ?")
    await person.sees("avenue de Vendôme")
    await person.says("non")
    answer = await person.sees("")
    assert not answer.says("Annuler l’inscription")


async def test_no_asks_about_the_workshop_of_the_reminder_and_cancels_nothing_by_itself(
    time_machine: Venue, evening: datetime
) -> None:
    person, soon = await reminded(time_machine, evening, "Léa")
    await person.says("non désolée")
    await person.sees("Annuler l’inscription de Léa à Robots de papier")
    assert time_machine.standing(soon) == ["Léa confirmed"]


async def test_a_sick_child_is_taken_to_be_about_the_workshop_of_the_reminder(
    time_machine: Venue, evening: datetime
) -> None:
    person, soon = await reminded(time_machine, evening, "Léa", "Tom")
    await person.says("mon fils est malade")
    which = await person.sees("Qui ne viendra pas")
    assert not any("Film" in label for label in which.labels)
    await person.taps("Annuler Tom")
    await person.sees("Annuler l’inscription de Tom à Robots de papier")
    await person.taps("Confirmer l’annulation")
    await person.sees("C’est annulé : Tom")
    assert time_machine.standing(soon) == ["Léa confirmed"]


async def test_who_does_not_know_yet_keeps_the_seat_and_is_told_so(time_machine: Venue, evening: datetime) -> None:
    person, soon = await reminded(time_machine, evening, "Léa")
    await person.says("je ne sais pas si on pourra venir")
    answer = await person.sees("rien ne change pour Robots de papier")
    assert answer.labels == ("Nous venons", "Annuler…")
    assert time_machine.standing(soon) == ["Léa confirmed"]
    await person.says("nous venons")
    await person.sees("nous vous attendons")


async def test_who_comes_is_noted_and_how_a_cousin_gets_a_place_is_told(time_machine: Venue, evening: datetime) -> None:
    person, _ = await reminded(time_machine, evening, "Léa")
    await person.says("oui Léa vient. et sa cousine elle peut venir aussi ?")
    await person.sees("nous vous attendons")
    await person.sees("Chaque participant a besoin d’une place")
    card = await person.sees("Pour qui")
    assert "S’inscrire" in card.labels


async def test_a_delay_that_is_only_feared_leaves_no_doubt_who_comes(time_machine: Venue, evening: datetime) -> None:
    person, _ = await reminded(time_machine, evening, "Léa")
    await person.says("Léa viendra, mais on aura peut-être dix minutes de retard")
    await person.sees("nous vous attendons")


async def test_who_comes_along_without_a_place_is_not_passed_over(time_machine: Venue, evening: datetime) -> None:
    person, _ = await reminded(time_machine, evening, "Léa")
    await person.says("oui on sera là, et Ava vient avec nous finalement")
    await person.sees("nous vous attendons")
    await person.sees("pas d’inscription à venir pour Ava")
