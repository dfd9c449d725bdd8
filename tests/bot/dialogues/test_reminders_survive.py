"""Reminders when the machine sleeps, or the bot dies just before or just after they fall due."""

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
def due(time_machine: Venue) -> datetime:
    """The instant of « la veille à 18 h » for a workshop four days later, some days after the test before."""
    day = (time_machine.now + timedelta(days=9)).date()
    ten = datetime(day.year, day.month, day.day, 10, tzinfo=PARIS.zone)
    time_machine.jump_to(ten)
    return ten.replace(hour=18, minute=0) + timedelta(days=3)


async def signed_up(venue: Venue) -> Visitor:
    """A family with a place."""
    uid = f"survives-{next(_uids)}"
    venue.plant("", uid, Planned(title="Robots de bois", in_days=4))
    person = venue.visitor()
    await person.opens(f"e_{uid}")
    await person.taps("S’inscrire")
    await person.taps("J’accepte et je continue")
    await person.sees("prénom de l’enfant")
    await person.says(f"Léa, {places(venue, 0)['born 7']}")
    await person.sees("Qui participe")
    await person.taps("Continuer")
    await person.sees("Vérifions")
    await person.taps("Confirmer")
    await person.sees("C’est noté")
    await person.sees(lambda message: message.photo is not None)
    await person.looks_away()
    return person


async def test_a_machine_that_slept_over_the_instant_reminds_when_it_wakes(time_machine: Venue, due: datetime) -> None:
    person = await signed_up(time_machine)
    with time_machine.suspended():
        time_machine.jump_to(due + timedelta(hours=2))
        await person.sees_nothing(within=0.5)
    reminder = await person.sees("Rappel")
    assert reminder.says("demain")
    await person.looks_away()
    await person.sees_nothing(within=0.6)


async def test_a_machine_that_slept_until_after_the_start_reminds_of_nothing(
    time_machine: Venue, due: datetime
) -> None:
    person = await signed_up(time_machine)
    with time_machine.suspended():
        time_machine.jump_to(due + timedelta(hours=21))
    await person.sees_nothing(within=1.0)


async def test_a_bot_killed_just_before_the_instant_reminds_once_it_is_back(time_machine: Venue, due: datetime) -> None:
    person = await signed_up(time_machine)
    time_machine.jump_to(due - timedelta(seconds=2))
    time_machine.settles()
    time_machine.kill()
    time_machine.jump_to(due + timedelta(minutes=5))
    time_machine.start()
    await person.sees("Rappel")
    await person.looks_away()
    time_machine.settles()
    time_machine.kill()
    time_machine.start()
    await person.sees_nothing(within=1.0)
