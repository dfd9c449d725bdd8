"""« Léa vient », « tous », to what was asked of several: it counts for those who are meant, where they have places."""

from datetime import datetime

from tests.bot.dialogues.reminding import EVE, greeted, reminded, workshop
from tests.bot.dialogues.venue import Venue


async def test_a_yes_by_name_says_nothing_of_an_event_where_others_go(time_machine: Venue, morning: datetime) -> None:
    first, second = workshop(time_machine, hour=10), workshop(time_machine, title="Film muet", hour=14)
    person = await first.joins("Bruno", "Léa")
    time_machine.register(await person.id(), second.uid, "Tom")
    await greeted(person)
    time_machine.jump_to(morning + EVE)
    await person.sees("Film muet")
    await person.says("tom vient")
    await person.sees("Tom : Film muet")
    await person.says("léa vient")
    await person.sees("Léa : Robots à ressort")
    assert not any(message.says("Vous n’avez plus d’inscription") for message in person.messages)


async def test_a_yes_by_name_to_a_new_date_keeps_that_seat(time_machine: Venue, morning: datetime) -> None:
    event = workshop(time_machine)
    person = await greeted(await event.joins("Bruno", "Léa", "Tom"))
    event.plan(in_days=8)
    await person.sees("change de date")
    await person.says("oui pour léa")
    kept = await person.sees("l’inscription est gardée")
    assert kept.says("Léa")
    assert not kept.says("Tom")


async def test_who_is_in_line_is_not_told_that_nothing_is_left(time_machine: Venue, morning: datetime) -> None:
    event = workshop(time_machine, capacity=1)
    person = await reminded(event, morning, "Léa", "Tom")
    await person.says("tom vient")
    await person.sees("vous restez en liste d’attente")


async def test_all_of_a_group_do_not_come_when_it_is_said_of_all(time_machine: Venue) -> None:
    event = workshop(time_machine, ages=(None, None))
    person = await greeted(await event.joins("Bruno", "Léa", unnamed=2))
    await person.says("je veux annuler")
    await person.sees("Qui ne viendra pas")
    await person.says("tous")
    sure = await person.sees("Annuler")
    assert sure.says("2 places sans prénom")
    await person.says("oui")
    await person.sees("C’est annulé")
    assert event.standing == []
