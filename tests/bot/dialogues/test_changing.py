"""Two families and the team: what one may see and change of another's registration, which is nothing."""

from datetime import datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.sandbox import actions
from bot.sandbox.visitor import Visitor
from knowledge.agenda import agenda
from knowledge.agenda.agenda import EventRow
from scheduler.core.tables import SignupRow
from scheduler.families import families
from scheduler.signups import signups
from tests.bot.dialogues.agenda import Planned
from tests.bot.dialogues.venue import STAFF_ID, Venue

_numbers = count(7000)


class Dates:
    """Three dates of a workshop of this test's own: open, open later, full."""

    def __init__(self, venue: Venue) -> None:
        number = next(_numbers)
        self.first, self.second, self.full = f"one-{number}", f"two-{number}", f"full-{number}"
        for uid, days, taken in ((self.first, 10, 0), (self.second, 17, 0), (self.full, 24, 1)):
            capacity = 1 if taken else 12
            planned = Planned(title="Poterie à deux", in_days=days, capacity=capacity, taken=taken, of_its_own=True)
            venue.plant("", uid, planned)


@pytest.fixture
def dates(venue: Venue) -> Dates:
    return Dates(venue)


async def family(venue: Venue, name: str, uid: str, *children: str) -> Visitor:
    """Somebody who has signed these children up."""
    person = venue.visitor(name)
    venue.register(await person.id(), uid, *children)
    return person


async def forges(venue: Venue, person: Visitor, data: str) -> None:
    """A press of a button that was never shown, on a fresh message: the same edit twice would not be seen."""
    await person.opens()
    welcome = await person.sees("Bonjour")
    await person.looks_away()
    chat = venue.sandbox.chats[await person.id()]
    actions.forge_press(venue.sandbox, await person.id(), chat.messages[welcome.id], data)


def begin(session: Session, uid: str, now: datetime) -> None:
    """The event began ten minutes ago."""
    started = now - timedelta(minutes=10)
    session.execute(
        update(EventRow).where(EventRow.uid == uid).values(starts_at=started, ends_at=started + timedelta(hours=2))
    )


def take_unnamed(session: Session, chat_id: int, uid: str, places: int, now: datetime) -> str:
    """Take places without a name; the token of the first."""
    event = agenda.by_uid(session, uid)
    assert event is not None
    family_id = families.ensure_family(session, chat_id, "fr", now).id
    signups.sign_up(session, family_id=family_id, event_id=event.id, unnamed=places, now=now)
    first = select(SignupRow.token).where(SignupRow.event_id == event.id).order_by(SignupRow.id)
    return session.scalars(first.limit(1)).one().open()


NOTHING_OF_THEIRS = {
    "ca:{one}:{id}": "Je ne retrouve pas cette inscription parmi les vôtres",
    "ca:{one}:0": "Je ne retrouve pas cette inscription parmi les vôtres",
    "ce:{one}:1": "déjà annulée",
    "cx:{one}:{id}": "Je ne retrouve pas cette inscription parmi les vôtres",
    "cx:{one}:0": "Je ne retrouve pas cette inscription parmi les vôtres",
    "re:{one}:{id}": "Je n’ai pas pu rétablir",
    "re:{one}:0": "Je n’ai pas pu rétablir",
    "mo:{one}:1": "Vous n’avez plus d’inscription à cet événement",
    "mw:{one}:{id}": "Vous n’avez plus d’inscription à cet événement",
    "mt:{one}-{two}:{id}": "Vous n’avez plus d’inscription à cet événement",
    "md:{one}-{two}:{id}": "Vous n’avez plus d’inscription à cet événement",
    "md:{one}-{two}:0": "Vous n’avez plus d’inscription à cet événement",
    "mx:{one}-{full}:{id}": "Vous n’avez plus d’inscription à cet événement",
    "ma:{one}:1": "Vous n’avez plus d’inscription à cet événement",
    "qr:{one}:1": "Le code d’entrée arrive dès que la place est confirmée",
}


async def test_another_family_s_numbers_in_forged_buttons_show_and_change_nothing(venue: Venue, dates: Dates) -> None:
    await family(venue, "Agnès", dates.first, "Léa", "Tom")
    codes = {"one": dates.first, "two": dates.second, "full": dates.full}
    known = {name: venue.code_of(uid) for name, uid in codes.items()}
    known["id"] = str(venue.signup_of(dates.first, "Léa")[0])
    thief = await family(venue, "Bruno", Dates(venue).first, "Noé")
    for data, answer in NOTHING_OF_THEIRS.items():
        await forges(venue, thief, data.format(**known))
        said = await thief.sees(answer)
        assert not said.says("Léa"), data
        assert sorted(venue.standing(dates.first)) == ["Léa confirmed", "Tom confirmed"], data
        assert venue.standing(dates.second) == [], data
    assert "Léa" not in thief.transcript()
    assert venue.sandbox.violations == []


async def test_a_recent_cancellation_of_another_family_cannot_be_undone(venue: Venue, dates: Dates) -> None:
    owner = await family(venue, "Agnès", dates.first, "Léa")
    signup_id, _ = venue.signup_of(dates.first, "Léa")
    await forges(venue, owner, f"cx:{venue.code_of(dates.first)}:{signup_id}")
    await owner.sees("C’est annulé : Léa")
    thief = await family(venue, "Bruno", dates.second, "Noé")
    for number in (signup_id, 0):
        await forges(venue, thief, f"re:{venue.code_of(dates.first)}:{number}")
        await thief.sees("Je n’ai pas pu rétablir")
        assert venue.standing(dates.first) == []


async def test_an_entry_code_tells_others_nothing_and_the_team_what_it_needs(venue: Venue, dates: Dates) -> None:
    await family(venue, "Agnès", dates.first, "Léa")
    _, token = venue.signup_of(dates.first, "Léa")
    stranger, other = venue.visitor("Paul"), await family(venue, "Bruno", dates.first, "Noé")
    for person in (stranger, other):
        await person.opens(f"ci_{token}")
        said = await person.sees("Ce code est celui d’une autre inscription.")
        assert not said.says("Léa")
        assert not said.says("Poterie")
        await person.opens(f"ci_{token[:-1]}")
        await person.sees("Code inconnu")
    team = venue.visitor("Ines", user_id=STAFF_ID)
    await team.opens(f"ci_{token}")
    line = (await team.sees("Léa, 7 ans : une autre date. L’inscription est pour Poterie à deux")).text
    assert "\n" not in line


async def test_the_seat_waited_for_is_taken_and_the_old_one_is_given_up_in_words(venue: Venue, dates: Dates) -> None:
    single = f"single-{next(_numbers)}"
    venue.plant("", single, Planned(title="Poterie à deux", in_days=24, capacity=1, of_its_own=True))
    holder = await family(venue, "Agnès", single, "Noé")
    start = f"start-{single.partition('-')[2]}"
    venue.plant("", start, Planned(title="Poterie à deux", in_days=10, of_its_own=True))
    mover = await family(venue, "Bruno", start, "Léa")
    await mover.opens(f"e_{start}")
    await mover.taps("Changer de date")
    await mover.taps("(complet)")
    await mover.taps("La liste d’attente du")
    await mover.sees("l’ancienne place est gardée")
    await mover.looks_away()
    number, _ = venue.signup_of(single, "Noé")
    await forges(venue, holder, f"cx:{venue.code_of(single)}:{number}")
    await holder.sees("C’est annulé : Noé")
    await mover.sees("Une place s’est libérée pour Léa")
    assert venue.standing(start) == ["Léa confirmed"]
    await mover.taps("Je prends la place")
    said = await mover.sees("la place est à vous")
    assert said.says("Léa : inscription confirmée.")
    assert said.says("Ancienne date, rendue")
    await mover.sees(lambda message: message.photo is not None and message.says("Léa"))
    assert venue.standing(start) == []
    assert venue.standing(single) == ["Léa confirmed"]


async def test_an_event_that_has_begun_can_be_neither_cancelled_nor_left_for_another_date(venue: Venue) -> None:
    uid = f"begun-{next(_numbers)}"
    venue.plant("", uid, Planned(title="Déjà parti", in_days=5, of_its_own=True))
    late = await family(venue, "Agnès", uid, "Léa")
    venue.plant("", f"next-{uid.partition('-')[2]}", Planned(title="Déjà parti", in_days=12, of_its_own=True))
    venue.database.do(begin, uid, venue.now)
    number, _ = venue.signup_of(uid, "Léa")
    for data in (
        f"ca:{venue.code_of(uid)}:{number}",
        f"cx:{venue.code_of(uid)}:{number}",
        f"ca:{venue.code_of(uid)}:0",
    ):
        await forges(venue, late, data)
        await late.sees("a déjà commencé : il n’y a plus rien à annuler")
    await forges(venue, late, f"mo:{venue.code_of(uid)}:1")
    await late.sees("a déjà commencé")
    assert venue.standing(uid) == ["Léa confirmed"]


async def test_five_places_of_a_group_come_with_one_code_that_tells_the_team_how_many(venue: Venue) -> None:
    uid = f"group-{next(_numbers)}"
    venue.plant("", uid, Planned(title="Entre voisins", ages=(None, None), capacity=30))
    person = venue.visitor("Paul")
    token = venue.database.do(take_unnamed, await person.id(), uid, 5, venue.now)
    await person.opens(f"e_{uid}")
    await person.sees("5 places sans prénom : inscription confirmée.")
    await person.taps("Le code d’entrée")
    await person.sees("5 places — un seul code à montrer à l’entrée pour tout le groupe")
    assert sum(message.photo is not None for message in person.messages) == 1
    team = venue.visitor("Ines", user_id=STAFF_ID)
    await team.opens(f"ci_{token}")
    await team.sees("5 places sans prénom : une autre date. L’inscription est pour Entre voisins")
