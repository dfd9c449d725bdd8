"""A form left open for an hour, a week: what the family is asked when it comes back, over the real process."""

from datetime import datetime, timedelta
from itertools import count

import pytest

from bot.sandbox.viewer import SeenMessage, plain
from bot.sandbox.visitor import Visitor
from scheduler.core.hours import PARIS
from tests.bot.dialogues.agenda import Planned
from tests.bot.dialogues.player import places
from tests.bot.dialogues.venue import Venue

_uids = count(1)
LATER = timedelta(minutes=61)


@pytest.fixture
def uid(time_machine: Venue) -> str:
    """A workshop in twelve days; ten in the morning, some days after the test before."""
    day = (time_machine.now + timedelta(days=9)).date()
    time_machine.jump_to(datetime(day.year, day.month, day.day, 10, tzinfo=PARIS.zone))
    uid = f"draft-{next(_uids)}"
    time_machine.plant("", uid, Planned(title="Robots", in_days=12))
    return uid


async def _leaves_a_form(venue: Venue, uid: str) -> Visitor:
    """Léa is named, her birth month is asked."""
    person = venue.visitor()
    await person.opens(f"e_{uid}")
    await person.taps("S’inscrire")
    await person.taps("J’accepte et je continue")
    await person.sees("prénom de l’enfant")
    await person.says("Léa")
    await person.sees("naissance de Léa")
    await person.looks_away()
    return person


async def _is_asked(person: Visitor) -> SeenMessage:
    asked = await person.sees("Vous étiez en train d’inscrire Léa à Robots.")
    assert [plain(label) for label in asked.labels] == ["Reprendre", "Recommencer", "Laisser"]
    return asked


async def test_an_hour_later_any_other_words_bring_the_question_and_nothing_is_lost(
    time_machine: Venue, uid: str
) -> None:
    person = await _leaves_a_form(time_machine, uid)
    time_machine.jump_to(time_machine.now + LATER)
    await person.says("me revoilà")
    await _is_asked(person)
    await person.says("oui")
    await person.sees("naissance de Léa")
    await person.says(places(time_machine, 0)["born 7"])
    await person.sees("Qui participe")
    time_machine.jump_to(time_machine.now + LATER)
    await person.says("/start")
    await _is_asked(person)
    await person.says("reprendre")
    again = await person.sees("Qui participe")
    assert any("Léa" in label for label in again.labels)


async def test_a_direct_answer_just_goes_on(time_machine: Venue, uid: str) -> None:
    person = await _leaves_a_form(time_machine, uid)
    time_machine.jump_to(time_machine.now + LATER)
    await person.says(places(time_machine, 0)["born 7"])
    await person.sees("Qui participe")


async def test_a_question_is_answered_first(time_machine: Venue, uid: str) -> None:
    person = await _leaves_a_form(time_machine, uid)
    time_machine.jump_to(time_machine.now + LATER)
    await person.says("c’est où ?")
    answered = await person.sees("avenue de Vendôme")
    asked = await _is_asked(person)
    assert answered.id < asked.id
    await person.taps("Laisser")
    await person.sees("je laisse cette inscription")
    await person.says("/annuler")
    await person.sees("rien en cours")


async def test_signing_up_again_an_hour_later_asks_too_and_can_begin_anew(time_machine: Venue, uid: str) -> None:
    person = await _leaves_a_form(time_machine, uid)
    time_machine.jump_to(time_machine.now + LATER)
    await person.opens(f"e_{uid}")
    await person.taps("S’inscrire")
    await _is_asked(person)
    await person.taps("Recommencer")
    await person.sees("prénom de l’enfant")


async def test_within_the_hour_nothing_is_asked(time_machine: Venue, uid: str) -> None:
    person = await _leaves_a_form(time_machine, uid)
    time_machine.jump_to(time_machine.now + timedelta(minutes=55))
    await person.says("zzz 12")
    await person.sees("Je n’ai pas compris la date")


async def test_another_event_asks_which_one(time_machine: Venue, uid: str) -> None:
    other = f"{uid}-other"
    time_machine.plant("", other, Planned(title="Pixels", in_days=13))
    person = await _leaves_a_form(time_machine, uid)
    await person.opens(f"e_{other}")
    await person.taps("S’inscrire")
    asked = await person.sees("Vous étiez en train d’inscrire Léa à Robots.")
    assert asked.says("L’autre événement : Pixels")
    assert [plain(label) for label in asked.labels] == ["Reprendre", plain("Passer à l’autre")]
    await person.taps("Reprendre")
    await person.sees("naissance de Léa")
    await person.opens(f"e_{other}")
    await person.taps("S’inscrire")
    await person.sees("Vous étiez en train d’inscrire Léa à Robots.")
    await person.says("passer à l’autre")
    await person.sees("Pixels")
    await person.sees("prénom de l’enfant")


async def test_after_a_week_it_is_gone_and_its_old_buttons_touch_nothing(time_machine: Venue, uid: str) -> None:
    person = await _leaves_a_form(time_machine, uid)
    old = next(message for message in reversed(person.messages) if message.says("naissance de Léa"))
    time_machine.jump_to(time_machine.now + timedelta(days=7, minutes=1))
    time_machine.beats()
    await person.says("/annuler")
    await person.sees("rien en cours")
    await person.opens(f"e_{uid}")
    await person.taps("S’inscrire")
    await person.sees("prénom de l’enfant")
    press = await person.taps(places(time_machine, 0)["7 year"], on=old)
    await press.is_answered("terminée")


async def test_a_form_for_an_event_that_is_over_is_dropped_in_silence(time_machine: Venue, uid: str) -> None:
    soon = f"{uid}-soon"
    time_machine.plant("", soon, Planned(title="Bientôt", in_days=1, hour=9))
    person = await _leaves_a_form(time_machine, soon)
    time_machine.jump_to(time_machine.now + timedelta(days=2))
    await person.says("/start")
    await person.sees("Je suis un programme")
