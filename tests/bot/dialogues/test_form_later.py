"""What time does to a form: seats are kept ten minutes, the waiting list closes, the last place goes."""

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
def noon(time_machine: Venue) -> datetime:
    """Noon, some days after whatever the test before did."""
    day = (time_machine.now + timedelta(days=9)).date()
    at = datetime(day.year, day.month, day.day, 12, tzinfo=PARIS.zone)
    time_machine.jump_to(at)
    return at


def plant(venue: Venue, planned: Planned) -> str:
    uid = f"form-{next(_uids)}"
    venue.plant("", uid, planned)
    return uid


async def ticks(venue: Venue, person: Visitor, uid: str, *names: str) -> None:
    """Up to « Continuer »."""
    await person.opens(f"e_{uid}")
    await person.taps("S’inscrire")
    await answers(venue, person, *names)


async def answers(venue: Venue, person: Visitor, *names: str) -> None:
    """Agrees and gives these children, aged seven."""
    await person.taps("J’accepte et je continue")
    await person.sees("prénom de l’enfant")
    await person.says(", ".join(names))
    for name in names:
        await person.sees(f"naissance de {name}")
        await person.says(places(venue, 0)["born 7"])
    await person.sees("Qui participe")
    await person.taps("Continuer")


async def test_seats_are_kept_ten_minutes_then_go_and_nothing_has_to_be_typed_again(
    time_machine: Venue, noon: datetime
) -> None:
    uid = plant(time_machine, Planned(title="La toute dernière place", in_days=6, capacity=1, questions="phone"))
    slow, quick = time_machine.visitor("Agnès"), time_machine.visitor("Bruno")
    await ticks(time_machine, slow, uid, "Léa")
    asked = await slow.sees("quel numéro")
    assert asked.says("Votre place est gardée jusqu’à 12 h 1")  # ten minutes, and those that a busy machine took
    await slow.says("06 12 34 56 78")
    await slow.sees("Vérifions")
    await quick.opens(f"e_{uid}")
    await quick.sees("complet, liste d’attente ouverte")
    time_machine.jump_to(noon + timedelta(minutes=11))
    await slow.taps("Modifier le téléphone")
    await slow.sees("Le délai est passé : votre place n’est plus gardée")
    await slow.says("06 11 22 33 44")
    await slow.sees("Vérifions")
    await quick.taps("Liste d’attente")
    await answers(time_machine, quick, "Tom")
    await quick.sees("quel numéro")
    await quick.says("06 98 76 54 32")
    await quick.sees("Vérifions")
    await quick.taps("Confirmer")
    await quick.sees("C’est noté")
    await slow.taps("Confirmer")
    await slow.sees("C’est complet")
    await slow.taps("Liste d’attente")
    recap = await slow.sees("Vérifions")
    assert recap.says("Téléphone : 06 11 22 33 44")
    await slow.taps("Confirmer")
    await slow.sees("Léa : en liste d’attente ; vous êtes en tête de la liste")
    assert sorted(time_machine.standing(uid)) == ["Léa waiting", "Tom confirmed"]


async def test_a_form_given_up_gives_its_seats_back_at_once(time_machine: Venue, noon: datetime) -> None:
    uid = plant(time_machine, Planned(title="Une place", in_days=6, capacity=1))
    first, second = time_machine.visitor("Agnès"), time_machine.visitor("Bruno")
    await ticks(time_machine, first, uid, "Léa")
    await first.sees("Votre place est gardée jusqu’à")
    await first.taps("Abandonner")
    await first.taps("Oui, abandonner")
    await first.sees("C’est abandonné")
    await ticks(time_machine, second, uid, "Tom")
    await second.sees("Votre place est gardée jusqu’à")
    other = plant(time_machine, Planned(title="Une autre", in_days=6))
    await second.opens(f"e_{other}")
    await second.taps("S’inscrire")
    await second.taps("Passer à l’autre")
    await second.sees("Qui participe")
    await first.opens(f"e_{uid}")
    await first.sees("il en reste 1 sur 1")


async def test_too_late_for_the_waiting_list_only_the_places_that_there_are_can_be_taken(
    time_machine: Venue, noon: datetime
) -> None:
    uid = plant(time_machine, Planned(title="Dans une demi-heure", in_days=0, hour=13, capacity=1))
    time_machine.jump_to(noon + timedelta(minutes=30))
    late, later = time_machine.visitor("Agnès"), time_machine.visitor("Bruno")
    await ticks(time_machine, late, uid, "Léa", "Tom")
    short = await late.sees("Il reste une place pour 2 enfants")
    assert short.says("trop tard pour la liste d’attente")
    assert not any("liste d’attente" in label for label in short.labels)
    await late.taps("Choisir un enfant")
    await late.sees("Qui prend la place")
    await late.taps("Tom")
    recap = await late.sees("Vérifions")
    assert recap.says("Participants : Tom")
    await later.opens(f"e_{uid}")
    await later.taps("Liste d’attente")
    await answers(time_machine, later, "Zoé")
    over = await later.sees("trop tard pour la liste d’attente")
    assert "Voir les ateliers" in over.labels
