"""An offer is answered in words: a mere yes or no, or « je veux la place finalement »."""

from datetime import datetime

from bot.sandbox.visitor import Visitor
from tests.bot.dialogues.line import Event, new_event
from tests.bot.dialogues.venue import Venue

FREE = "Une place s’est libérée"


async def known(event: Event, name: str, child: str) -> Visitor:
    """A family of the line that has talked to the bot before."""
    person = await event.joins(name, child)
    await person.says("bonjour")
    await person.sees("Bonjour")
    await person.looks_away()
    return person


async def test_a_mere_yes_takes_the_place_and_a_mere_no_leaves_it(time_machine: Venue, morning: datetime) -> None:
    event = new_event(time_machine)
    holder = await event.joins("Agnès", "Léa")
    first, second = await known(event, "Bruno", "Tom"), await known(event, "Chloé", "Zoé")
    await event.gives_up(holder)
    await first.sees(FREE)
    await first.says("non merci")
    await first.sees("Voulez-vous rester en liste pour une autre place")
    await first.says("oui")
    await first.sees("Vous êtes en tête de la liste")
    await second.sees(FREE)
    await second.says("oui je la veux !")
    await second.sees("la place est à vous")
    assert event.standing == ["Tom waiting", "Zoé confirmed"]


async def test_a_yes_after_something_else_was_asked_takes_no_place(time_machine: Venue, morning: datetime) -> None:
    event = new_event(time_machine)
    holder, family = await event.joins("Agnès", "Léa"), await known(event, "Bruno", "Tom")
    await event.gives_up(holder)
    await family.sees(FREE)
    await family.says("c’est où ?")
    await family.sees("avenue de Vendôme")
    await family.says("oui")
    await family.sees("")
    assert event.standing == ["Tom offered"]
    await family.says("finalement je veux la place")
    await family.sees("la place est à vous")


async def test_a_place_that_was_left_is_asked_for_after_all(time_machine: Venue, morning: datetime) -> None:
    event = new_event(time_machine)
    holder = await event.joins("Agnès", "Léa")
    first, second = await known(event, "Bruno", "Tom"), await known(event, "Chloé", "Zoé")
    await event.gives_up(holder)
    await first.sees(FREE)
    await first.says("je la laisse")
    await first.sees("Voulez-vous rester en liste pour une autre place")
    await second.sees(FREE)
    await first.says("je veux la place finalement")
    await first.sees("Vous êtes en tête de la liste")
    assert event.standing == ["Tom waiting", "Zoé offered"]


async def test_no_undoing_is_promised_for_a_place_that_went_on_to_the_next_family(
    time_machine: Venue, morning: datetime
) -> None:
    event = new_event(time_machine)
    holder, family = await known(event, "Agnès", "Léa"), await known(event, "Bruno", "Tom")
    await holder.says("annuler léa")
    await holder.sees("Annuler l’inscription de Léa")
    await holder.taps("Confirmer l’annulation")
    done = await holder.sees("C’est annulé : Léa")
    assert not done.says("rétablir")
    assert done.labels == ("Mes inscriptions",)
    await family.sees(FREE)
    await holder.says("rétablir léa")
    refused = await holder.sees("Je n’ai pas pu rétablir")
    assert refused.labels == ("Mes inscriptions",)
    assert event.standing == ["Tom offered"]


async def test_a_place_for_two_is_not_taken_for_the_other_one_when_only_who_stays_away_is_named(
    time_machine: Venue, morning: datetime
) -> None:
    event = new_event(time_machine, capacity=2)
    holder, family = await event.joins("Agnès", "Léa", "Zoé"), await event.joins("Bruno", "Ana", "Tom")
    await family.says("bonjour")
    await family.sees("Bonjour")
    await event.gives_up(holder, 2)
    await family.sees("2 places se sont libérées")
    await family.says("on ne sait pas encore")
    await family.sees("2 places se sont libérées")
    await family.says("pas Ana")
    asked = await family.sees("seulement pour Tom ?")
    assert asked.labels == ("Seulement pour Tom", "Non, attendre")
    await family.says("non")
    await family.sees("rien ne change")
    assert event.standing == ["Ana offered", "Tom offered"]
    await family.says("seulement pour Tom")
    await family.sees("L’autre place est libérée")
    assert "Tom confirmed" in event.standing
