"""The waiting list as families see it, over the real process: offers, their end, the last call, the closing."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.messages import dates
from bot.sandbox import actions, faults
from bot.sandbox.viewer import plain
from bot.sandbox.visitor import Visitor
from scheduler.core.hours import PARIS
from tests.bot.dialogues.line import new_event
from tests.bot.dialogues.venue import Venue

FREE = "Une place s’est libérée"


def said(moment: datetime) -> str:
    return plain(dates.moment(moment, PARIS.zone, "fr"))


def labels(message: object) -> list[str]:
    return [plain(label) for label in message.labels]  # type: ignore[attr-defined]  # a SeenMessage


async def test_a_freed_place_is_offered_to_the_first_in_line_until_tomorrow_said_in_full(
    time_machine: Venue, morning: datetime
) -> None:
    event = new_event(time_machine)
    holder = await event.joins("Agnès", "Léa")
    first, second = await event.joins("Bruno", "Tom"), await event.joins("Chloé", "Zoé")
    await event.gives_up(holder)
    offer = await first.sees(f"{FREE} pour Tom")
    assert offer.says(f"Elle est gardée jusqu’à demain, {said(morning + timedelta(days=1))}")
    assert labels(offer) == ["Je prends la place", "Je laisse ma place"]
    await second.sees_nothing(within=0.3)
    await first.taps("Je prends la place")
    await first.sees("la place est à vous")
    await first.sees(lambda message: message.document is not None)
    assert event.standing == ["Tom confirmed", "Zoé waiting"]


async def test_a_place_that_is_left_goes_on_at_once_and_the_family_may_stay_in_line(
    time_machine: Venue, morning: datetime
) -> None:
    event = new_event(time_machine)
    holder = await event.joins("Agnès", "Léa")
    first, second = await event.joins("Bruno", "Tom"), await event.joins("Chloé", "Zoé")
    await event.gives_up(holder)
    await first.sees(FREE)
    await first.taps("Je laisse ma place")
    question = await first.sees("Voulez-vous rester en liste pour une autre place")
    assert labels(question) == ["Oui, rester en liste", "Non, quitter la liste"]
    await second.sees(f"{FREE} pour Zoé")
    await first.taps("Oui, rester en liste")
    await first.sees("Vous êtes en tête de la liste")
    assert event.standing == ["Tom waiting", "Zoé offered"]
    await first.taps("Quitter la liste")
    await first.sees("vous n’êtes plus en liste d’attente")
    assert event.standing == ["Zoé offered"]


async def test_the_place_for_one_child_is_taken_and_the_others_go_on(time_machine: Venue, morning: datetime) -> None:
    event = new_event(time_machine, capacity=2)
    holder = await event.joins("Agnès", "Léa", "Max")
    family, other = await event.joins("Bruno", "Tom", "Ana"), await event.joins("Chloé", "Zoé")
    await event.gives_up(holder, 2)
    offer = await family.sees("2 places se sont libérées pour Tom et Ana")
    wanted = ["Je prends les 2 places", "Seulement pour Tom", "Seulement pour Ana", "Je laisse mes places"]
    assert labels(offer) == wanted
    await family.taps("Seulement pour Ana")
    taken = await family.sees("la place est à vous")
    assert taken.says("L’autre place est libérée. Voulez-vous rester en liste pour une autre place ?")
    await other.sees(f"{FREE} pour Zoé")
    await family.taps("Oui, rester en liste")
    await family.sees("En liste d’attente : Tom")
    assert event.standing == ["Ana confirmed", "Tom waiting", "Zoé offered"]


async def test_half_way_the_family_is_reminded_of_its_offer(time_machine: Venue, morning: datetime) -> None:
    event = new_event(time_machine)
    holder, family = await event.joins("Agnès", "Léa"), await event.joins("Bruno", "Tom")
    await event.gives_up(holder)
    await family.sees(FREE)
    await family.looks_away()
    time_machine.jump_to(morning + timedelta(hours=13))
    nudge = await family.sees("La place pour Tom vous attend encore")
    assert nudge.says(f"Sans réponse jusqu’à demain, {said(morning + timedelta(days=1))}")
    await family.taps("Je prends la place", on=nudge)
    await family.sees("la place est à vous")


async def test_an_offer_that_ran_out_is_edited_and_the_family_may_wait_again(
    time_machine: Venue, morning: datetime
) -> None:
    event = new_event(time_machine, in_days=8)
    holder = await event.joins("Agnès", "Léa")
    family, next_one = await event.joins("Bruno", "Tom"), await event.joins("Chloé", "Zoé")
    await event.gives_up(holder)
    offer = await family.sees(FREE)
    await family.looks_away()
    time_machine.jump_to(morning + timedelta(days=1, minutes=5))
    over = await family.sees(f"Offre expirée le {said(morning + timedelta(days=1))}")
    assert (over.id, over.edited, over.labels) == (offer.id, True, ())
    question = await family.sees("L’offre pour Tom a pris fin sans réponse")
    assert labels(question) == ["Rester en liste (à la fin)", "Quitter"]
    await next_one.sees(f"{FREE} pour Zoé")
    await family.taps("Rester en liste")
    await family.sees("vous restez en liste d’attente. Vous êtes en tête de la liste.")
    assert event.standing == ["Tom waiting", "Zoé offered"]


async def test_a_late_tap_gets_the_truth_and_the_position(time_machine: Venue, morning: datetime) -> None:
    event = new_event(time_machine, in_days=8)
    holder, family = await event.joins("Agnès", "Léa"), await event.joins("Bruno", "Tom")
    for name, child in (("Chloé", "Zoé"), ("Denis", "Max")):
        await event.joins(name, child)
    await event.gives_up(holder)
    offer = await family.sees(FREE)
    take = next(button.data for button in offer.buttons if button.bears("Je prends"))
    time_machine.jump_to(morning + timedelta(days=1, minutes=5))
    await family.sees("a pris fin sans réponse")
    await taps_an_old_button(time_machine, family, take)
    late = await family.sees("L’offre est passée à la famille suivante.")
    assert late.says("Vous êtes 2e sur la liste (une personne est avant vous).")
    assert labels(late) == ["Quitter la liste"]
    assert "Tom waiting" in event.standing


async def taps_an_old_button(venue: Venue, person: Visitor, data: str) -> None:
    """A tap from a client that has not seen the edit yet."""
    person_id = await person.id()
    await person.looks_away()
    message = venue.sandbox.chats[person_id].messages[person.last.id]
    actions.forge_press(venue.sandbox, person_id, message, data)


async def test_in_the_last_hours_all_hear_of_a_place_and_the_first_tap_wins(
    time_machine: Venue, morning: datetime
) -> None:
    event = new_event(time_machine, in_days=1, hour=14)
    holder = await event.joins("Agnès", "Léa")
    family = [await event.joins(name, child) for name, child in (("Bruno", "Tom"), ("Chloé", "Zoé"), ("Denis", "Max"))]
    time_machine.jump_to(morning + timedelta(days=1, hours=2, minutes=30))
    await event.gives_up(holder)
    calls = [await person.sees("Une place est libre, pour la première famille qui répond") for person in family]
    assert all(labels(call) == ["Je prends la place", "Quitter la liste"] for call in calls)
    await asyncio.gather(
        *(person.taps("Je prends la place", on=call) for person, call in zip(family, calls, strict=True))
    )
    told = await asyncio.gather(
        *(person.sees(lambda message: message.says("à vous") or message.says("plus rapide")) for person in family)
    )
    assert sum(message.says("la place est à vous") for message in told) == 1
    assert sum(message.says("Une autre famille a été plus rapide.") for message in told) == 2
    assert [entry.split()[1] for entry in event.standing].count("confirmed") == 1
    assert len(event.standing) == 3


async def test_who_did_not_tap_in_the_last_call_sees_their_message_edited(
    time_machine: Venue, morning: datetime
) -> None:
    event = new_event(time_machine, in_days=1, hour=14)
    holder = await event.joins("Agnès", "Léa")
    quick, slow = await event.joins("Bruno", "Tom"), await event.joins("Chloé", "Zoé")
    time_machine.jump_to(morning + timedelta(days=1, hours=2, minutes=30))
    await event.gives_up(holder)
    await quick.sees("Une place est libre")
    call = await slow.sees("Une place est libre")
    await quick.taps("Je prends la place")
    await quick.sees("la place est à vous")
    lost = await slow.sees("Une autre famille a été plus rapide. Vous êtes en tête de la liste.")
    assert (lost.id, lost.edited, labels(lost)) == (call.id, True, ["Quitter la liste"])


async def test_when_the_list_closes_the_next_date_is_one_tap_away(time_machine: Venue, morning: datetime) -> None:
    event = new_event(time_machine, title="Pixels du soir", in_days=1, hour=14)
    later = new_event(time_machine, title="Pixels du soir", in_days=9, capacity=5)
    await event.joins("Agnès", "Léa")
    family = await event.joins("Bruno", "Tom")
    time_machine.jump_to(morning + timedelta(days=1, hours=3, minutes=5))
    closed = await family.sees("La liste d’attente est close")
    assert closed.says("aucune place ne s’est libérée à temps pour Tom")
    assert labels(closed)[0].startswith("S'inscrire : Pixels du soir")
    await family.taps("S’inscrire : Pixels du soir")
    await family.sees("Tom : inscription confirmée")
    assert later.standing == ["Tom confirmed"]


async def test_a_family_whom_telegram_refuses_is_passed_over_and_keeps_its_place(
    time_machine: Venue, morning: datetime
) -> None:
    event = new_event(time_machine)
    holder = await event.joins("Agnès", "Léa")
    await event.joins("Bruno", "Tom")
    second = await event.joins("Chloé", "Zoé")
    time_machine.sandbox.faults.add("sendMessage", faults.error(403, "Forbidden: bot was blocked by the user"))
    await event.gives_up(holder)
    await second.sees(f"{FREE} pour Zoé")
    assert event.standing == ["Tom waiting", "Zoé offered"]


@pytest.mark.parametrize("button", ["Je prends la place", "Je laisse ma place"])
async def test_an_older_button_of_a_cancelled_event_says_so(
    time_machine: Venue, morning: datetime, button: str
) -> None:
    event = new_event(time_machine)
    holder, family = await event.joins("Agnès", "Léa"), await event.joins("Bruno", "Tom")
    await event.gives_up(holder)
    offer = await family.sees(FREE)
    event.plan(status="cancelled")
    await family.sees("Annulation : Une seule place")
    press = await family.taps(button, on=offer)
    await press.is_answered("Cet événement est annulé")
    await family.sees("est annulé")
    assert event.standing == ["Tom waiting"]


async def test_an_offer_of_before_a_move_takes_nothing_before_the_new_date_was_read(
    time_machine: Venue, morning: datetime
) -> None:
    event = new_event(time_machine)
    holder, family = await event.joins("Agnès", "Léa"), await event.joins("Bruno", "Tom")
    await event.gives_up(holder)
    offer = await family.sees(FREE)
    event.plan(in_days=7)
    moved = await family.sees("change de date")
    assert moved.says("Une place reste proposée à Tom")
    await family.taps("Je prends la place", on=offer)
    again = await family.sees("Cet événement a changé depuis ce message")
    assert again.says(plain(dates.day((morning + timedelta(days=7)).date(), "fr")))
    assert event.standing == ["Tom offered"]
    await family.taps("Je prends la place", on=again)
    await family.sees("la place est à vous")
    assert event.standing == ["Tom confirmed"]


async def test_the_words_of_a_button_under_an_offer_can_be_typed(time_machine: Venue, morning: datetime) -> None:
    event = new_event(time_machine, capacity=2)
    holder, family = await event.joins("Agnès", "Léa", "Max"), await event.joins("Bruno", "Tom", "Ana")
    await event.gives_up(holder, 2)
    await family.sees("2 places se sont libérées")
    await family.says("seulement pour ana")
    await family.sees("la place est à vous")
    assert event.standing == ["Ana confirmed"]


async def test_a_second_tap_on_an_offer_takes_nothing_twice(time_machine: Venue, morning: datetime) -> None:
    event = new_event(time_machine)
    holder, family = await event.joins("Agnès", "Léa"), await event.joins("Bruno", "Tom")
    await event.gives_up(holder)
    offer = await family.sees(FREE)
    take = next(button.data for button in offer.buttons if button.bears("Je prends"))
    await asyncio.gather(*(family.presses(offer, take) for _ in range(2)))
    await family.sees("la place est à vous")
    await family.sees(lambda message: message.document is not None)
    await family.looks_away()
    await family.sees_nothing(lambda message: message.document is not None, within=0.4)
    assert event.standing == ["Tom confirmed"]
