"""What families type to a changed event, instead of tapping."""

from datetime import datetime

from tests.bot.dialogues.line import new_event
from tests.bot.dialogues.venue import Venue


async def test_a_new_date_is_kept_in_words_and_kept_again_when_it_is_said_again(
    time_machine: Venue, morning: datetime
) -> None:
    event = new_event(time_machine, title="Robots à ressort", capacity=2)
    family = await event.joins("Bruno", "Léa")
    await family.says("bonjour")
    await family.sees("Bonjour")
    event.plan(in_days=8, hour=10)
    await family.sees("Robots à ressort change de date")
    await family.says("ok on garde")
    await family.sees("l’inscription est gardée : Léa")
    await family.says("on garde")
    await family.sees("l’inscription est gardée : Léa")


async def test_a_delay_is_told_by_the_hour_of_arrival(time_machine: Venue, morning: datetime) -> None:
    event = new_event(time_machine, title="Robots à ressort", in_days=1, hour=18)
    family = await event.joins("Bruno", "Léa")
    await family.says("bonjour")
    await family.sees("Bonjour")
    time_machine.jump_to(morning.replace(hour=18, minute=1))
    await family.sees("Rappel")
    await family.says("on arrivera vers 18 h 20 désolés")
    await family.sees("Je garde votre message")


async def test_a_delay_is_told_without_a_reminder_too_and_signs_nobody_up(
    time_machine: Venue, morning: datetime
) -> None:
    event = new_event(time_machine, title="Robots à ressort", in_days=3, capacity=4)
    new_event(time_machine, title="Autre chose ce jour-là", in_days=3, capacity=4)
    family, stranger = await event.joins("Bruno", "Léa"), time_machine.visitor("Agnès")
    day = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"][(morning.weekday() + 3) % 7]
    for person in (family, stranger):
        await person.says(f"on sera en retard de 10 min {day}")
    await family.sees("Je garde votre message")
    assert "Je garde votre message" not in (await stranger.sees()).text


async def test_a_place_still_free_is_given_instead_of_the_end_of_the_line(
    time_machine: Venue, morning: datetime
) -> None:
    event = new_event(time_machine)
    holder, family = await event.joins("Agnès", "Léa"), await event.joins("Bruno", "Tom")
    await event.gives_up(holder)
    await family.sees("Une place s’est libérée")
    await family.taps("Je laisse ma place")
    await family.sees("Voulez-vous rester en liste")
    await family.taps("Oui, rester en liste")
    await family.sees("La place était encore libre")
    assert event.standing == ["Tom confirmed"]


async def test_anger_about_a_cancelled_event_takes_no_place_at_another(time_machine: Venue, morning: datetime) -> None:
    title = "Robots à ressort"
    event = new_event(time_machine, title=title, capacity=8)
    other = new_event(time_machine, title=title, in_days=20, capacity=8)
    family = await event.joins("Bruno", "Léa")
    event.plan(status="cancelled")
    await family.sees("Annulation")
    await family.says("Annulé, sérieusement ?! On fait une heure de route pour venir. C’est lamentable.")
    await family.sees("")
    assert other.standing == []


async def test_one_of_two_places_without_a_name_is_given_back_in_words(time_machine: Venue, morning: datetime) -> None:
    event = new_event(time_machine, title="Jeux d’hier", ages=(None, None), capacity=8)
    family = await event.joins("Bruno", unnamed=2)
    await family.says("bonjour")
    await family.sees("Bonjour")
    await family.says("finalement une seule place suffira")
    await family.sees("Annuler")
    assert len(event.standing) == 2


async def test_what_the_team_is_to_hear_goes_to_it_beside_who_comes(time_machine: Venue, morning: datetime) -> None:
    event = new_event(time_machine, title="Robots à ressort", in_days=1, hour=18)
    family = await event.joins("Bruno", "Léa")
    await family.says("bonjour")
    await family.sees("Bonjour")
    time_machine.jump_to(morning.replace(hour=18, minute=1))
    await family.sees("Rappel")
    await family.says("oui elle vient, prévenez l’animateur qu’elle a le bras dans le plâtre")
    await family.sees("nous vous attendons")
    await family.sees("Je garde votre message")
    assert event.standing == ["Léa confirmed"]


async def test_who_comes_is_of_the_only_event_with_nothing_asked(time_machine: Venue, morning: datetime) -> None:
    event = new_event(time_machine, title="Robots à ressort", capacity=8)
    family = await event.joins("Bruno", "Léa")
    await family.says("bonjour")
    await family.sees("Bonjour")
    await family.says("c’est confirmé, Léa sera bien là")
    await family.sees("nous vous attendons")
    assert event.standing == ["Léa confirmed"]
