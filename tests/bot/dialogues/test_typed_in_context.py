"""What families type around a reminder or a change: it counts for what they were told, and for nothing else."""

from datetime import datetime, timedelta

from bot.sandbox.viewer import SeenMessage
from tests.bot.dialogues.reminding import EVE, greeted, reminded, workshop
from tests.bot.dialogues.venue import Venue


async def test_words_in_full_answer_a_reminder_after_a_greeting_too(time_machine: Venue, morning: datetime) -> None:
    person = await reminded(workshop(time_machine), morning, "Léa", "Tom")
    await person.says("bonsoir")
    await person.sees("Bonjour")
    await person.says("oui pas de souci on sera là tous les deux !")
    noted = await person.sees("nous vous attendons")
    assert noted.says("Léa et Tom : Robots à ressort")


async def test_who_comes_alone_is_understood_from_the_shortest_words(time_machine: Venue, morning: datetime) -> None:
    event = workshop(time_machine)
    person = await reminded(event, morning, "Léa", "Tom")
    await person.says("léa oui tom non")
    await person.sees("Annuler l’inscription de Tom à Robots à ressort")
    await person.says("oui")
    await person.sees("C’est annulé : Tom")
    assert event.standing == ["Léa confirmed"]


async def test_one_yes_answers_all_that_was_asked_the_same_evening(time_machine: Venue, morning: datetime) -> None:
    first, second = workshop(time_machine, hour=10), workshop(time_machine, title="Film muet", hour=14)
    person = await first.joins("Bruno", "Léa")
    time_machine.register(await person.id(), second.uid, "Léa")
    await greeted(person)
    time_machine.jump_to(morning + EVE)
    await person.sees("Robots à ressort")
    await person.sees("Film muet")
    await person.says("👍")
    await person.sees("Léa : Robots à ressort")
    await person.sees("Léa : Film muet")


async def test_a_delay_is_of_the_next_event_and_names_it_to_the_team(time_machine: Venue, morning: datetime) -> None:
    today, tomorrow = workshop(time_machine, hour=17), workshop(time_machine, title="Film muet", in_days=7, hour=18)
    person = await today.joins("Bruno", "Léa")
    time_machine.register(await person.id(), tomorrow.uid, "Léa")
    await greeted(person)
    time_machine.jump_to(morning + timedelta(days=6, hours=5, minutes=2))
    await person.sees("aujourd’hui")
    time_machine.jump_to(morning + timedelta(days=6, hours=8, minutes=2))
    await person.sees("Film muet")
    await person.says("on aura dix minutes de retard, coincés dans les bouchons")
    copy = await person.sees("Je garde votre message")
    assert copy.says("« (Au sujet de Robots à ressort")


async def test_a_reply_to_an_older_reminder_is_about_its_event(time_machine: Venue, morning: datetime) -> None:
    first, second = workshop(time_machine, hour=10), workshop(time_machine, title="Film muet", hour=14)
    person = await first.joins("Bruno", "Léa")
    time_machine.register(await person.id(), second.uid, "Léa")
    await greeted(person)
    time_machine.jump_to(morning + EVE)
    of_first = await person.sees(lambda message: message.says("Rappel") and message.says("Robots à ressort"))
    await person.sees("Film muet")
    await person.says("merci")
    await person.sees("")
    await person.says("non", reply_to=of_first)
    await person.sees("Annuler l’inscription de Léa à Robots à ressort")


async def test_a_question_after_a_reminder_is_about_its_event(time_machine: Venue, morning: datetime) -> None:
    workshop(time_machine, title="Film muet", hour=11)
    person = await reminded(workshop(time_machine), morning, "Léa")
    await person.says("à quelle heure ?")
    answer = await person.sees("de 14 h à 16 h")
    assert answer.says("Robots à ressort")
    assert not answer.says("De quel événement")


async def test_whether_it_takes_place_is_answered_as_it_stands(time_machine: Venue, morning: datetime) -> None:
    event = workshop(time_machine)
    person = await reminded(event, morning, "Léa")
    await person.says("c’est annulé ?")
    await person.sees("Léa : inscription confirmée")
    event.plan(in_days=1, status="cancelled")
    await person.sees("Annulation")
    await person.says("c’est annulé ?")
    await person.sees("est annulé")


async def test_an_answer_is_in_the_language_of_the_words(time_machine: Venue, morning: datetime) -> None:
    person = await reminded(workshop(time_machine), morning, "Léa")
    await person.says("yes we will be there")
    await person.sees("we look forward to seeing you")


async def test_a_yes_to_the_old_date_is_no_yes_to_the_new_one(time_machine: Venue, morning: datetime) -> None:
    event = workshop(time_machine)
    person = await reminded(event, morning, "Léa")
    old = person.last
    event.plan(in_days=4)
    await person.sees("change de date")
    press = await person.taps("Nous venons", on=old)
    await press.is_answered("Cet événement a changé")
    await person.sees("Voici la bonne date")


async def test_a_yes_after_the_end_is_not_noted(time_machine: Venue, morning: datetime) -> None:
    event = workshop(time_machine)
    person = await reminded(event, morning, "Léa")
    old = person.last
    time_machine.jump_to(morning + timedelta(days=6, hours=7))
    await person.taps("Nous venons", on=old)
    await person.sees("Cet événement est passé")


async def test_a_family_in_line_that_says_yes_to_a_new_date_stays_in_line(
    time_machine: Venue, morning: datetime
) -> None:
    event = workshop(time_machine, capacity=1)
    await event.joins("Agnès", "Zoé")
    person = await greeted(await event.joins("Bruno", "Tom"))
    event.plan(in_days=8)
    await person.sees("change de date")
    await person.says("ça nous va")
    await person.sees("vous restez en liste d’attente")


async def test_a_place_on_offer_is_answered_by_name(time_machine: Venue, morning: datetime) -> None:
    event = workshop(time_machine, capacity=2)
    holder = await event.joins("Agnès", "Zoé", "Max")
    person = await greeted(await event.joins("Bruno", "Ana", "Tom"))
    await event.gives_up(holder, 2)
    await person.sees("2 places se sont libérées")
    await person.says("c’est trop tard ?")
    again = await person.sees("2 places se sont libérées")
    assert "Seulement pour Tom" in [label.replace("\u00a0", " ") for label in again.labels]
    await person.says("seulement tom")
    await person.sees("la place est à vous")
    assert event.standing == ["Tom confirmed"]


async def test_a_place_is_left_by_who_cannot_come(time_machine: Venue, morning: datetime) -> None:
    event = workshop(time_machine, capacity=1)
    holder, person = await event.joins("Agnès", "Zoé"), await greeted(await event.joins("Bruno", "Tom"))
    await event.gives_up(holder)
    await person.sees("Une place s’est libérée")
    await person.says("désolée on n’est plus disponibles")
    await person.sees("la place est libérée")
    assert event.standing == []


async def test_a_delay_is_told_in_the_middle_of_a_form_which_goes_on(time_machine: Venue, morning: datetime) -> None:
    event, other = workshop(time_machine), workshop(time_machine, title="Film muet", in_days=9)
    person = await greeted(await event.joins("Bruno", "Léa"))
    time_machine.jump_to(morning + EVE - timedelta(minutes=4))
    await person.opens(f"e_{other.uid}")
    await person.taps("S’inscrire")
    await person.sees("Qui participe")
    time_machine.jump_to(morning + EVE)
    await person.sees("Rappel : demain")
    await person.says("on aura un petit retard")
    await person.sees("Je garde votre message")
    form = await person.sees("Qui participe")
    assert form.says("Film muet")


async def test_who_was_cancelled_and_comes_after_all_has_the_place_back(time_machine: Venue, morning: datetime) -> None:
    event = workshop(time_machine)
    person = await reminded(event, morning, "Léa", "Tom")
    await person.says("tom est malade")
    await person.sees("Annuler l’inscription de Tom")
    await person.says("oui")
    await person.sees("C’est annulé : Tom")
    await person.says("tom va mieux finalement il vient")
    await person.sees("C’est rétabli")
    assert event.standing == ["Léa confirmed", "Tom confirmed"]


async def test_after_the_end_nothing_is_called_cancelled(time_machine: Venue, morning: datetime) -> None:
    person = await reminded(workshop(time_machine), morning, "Léa", "Tom")
    old = person.last
    await person.taps("Annuler…", on=old)
    which = await person.sees("Qui ne viendra pas")
    time_machine.jump_to(morning + timedelta(days=6, hours=7))
    await person.taps("Annuler…", on=old)
    await person.sees("Cet événement est passé")
    await person.taps("Annuler Tom", on=which)
    await person.sees("Cet événement est passé")


def is_file(message: SeenMessage) -> bool:
    return message.document is not None


async def test_back_and_forth_while_nobody_could_read_it_is_no_news(time_machine: Venue, morning: datetime) -> None:
    event = workshop(time_machine)
    person = await event.joins("Bruno", "Léa")
    await person.blocks()
    event.plan(in_days=8)
    event.plan()
    await person.looks_away()
    await person.opens()
    await person.sees("Bonjour")
    await person.sees_nothing("change de date", within=1)
    await person.sees_nothing(is_file, within=0.1)
