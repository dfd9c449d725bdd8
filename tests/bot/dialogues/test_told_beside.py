"""An order beside a question about an event, and answers that are given after other words came between."""

from datetime import timedelta

from bot.sandbox.visitor import Visitor
from tests.bot.dialogues.agenda import Planned
from tests.bot.dialogues.player import places
from tests.bot.dialogues.venue import Venue


async def signed_up(venue: Venue, uid: str, name: str) -> Visitor:
    """A family with a place."""
    person = venue.visitor()
    await person.opens(f"e_{uid}")
    await person.says(f"inscrivez {name}, {places(venue, 0)['born 7']}")
    await person.taps("J’accepte et je continue")
    await person.taps("Continuer")
    await person.taps("Confirmer")
    await person.sees(lambda message: message.photo is not None)
    return person


async def test_an_order_beside_a_question_is_for_the_event_asked_of(venue: Venue) -> None:
    venue.plant("", "beside-full", Planned(title="Couture lumineuse", capacity=1, taken=1))
    person = venue.visitor()
    await person.says("bonjour la couture lumineuse c'est complet ? inscrivez Zoé et Anna")
    await person.sees("liste d’attente")
    await person.sees("Avant de commencer")
    await person.says("oui mettez les en liste d'attente")
    await person.sees("naissance de Zoé")


async def test_a_yes_for_who_is_there_begins_no_other_sign_up(time_machine: Venue) -> None:
    venue = time_machine
    venue.plant("", "beside-there", Planned(title="Théâtre d’ombres", in_days=8))
    person = await signed_up(venue, "beside-there", "Léa")
    evening = (venue.now + timedelta(days=7)).replace(hour=18, minute=1)
    venue.jump_to(evening)
    await person.sees("Rappel")
    await person.says("elle peut venir avec une copine ?")
    await person.sees("Chaque participant a besoin d’une place")
    await person.says("ok sinon c'est oui pour Léa")
    await person.sees("nous vous attendons")


async def test_the_other_date_of_a_cancelled_event_is_taken_after_other_words(venue: Venue) -> None:
    venue.plant("", "beside-off", Planned(title="Papier sonore", in_days=9))
    venue.plant("", "beside-on", Planned(title="Papier sonore", in_days=16))
    person = await signed_up(venue, "beside-off", "Léa")
    venue.plant("", "beside-off", Planned(title="Papier sonore", in_days=9, status="cancelled"))
    await person.sees("n’aura pas lieu")
    await person.says("vous pourriez prévenir plus tôt, c'est nul")
    await person.sees("désolé")
    day = (venue.now + timedelta(days=16)).day
    await person.says(f"bon mettez la sur celui du {day} alors")
    await person.sees("Léa : inscription confirmée")
    assert venue.standing("beside-on") == ["Léa confirmed"]
