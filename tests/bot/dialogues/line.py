"""Families at an event and in its waiting list, put there without the form, which has dialogues of its own."""

from dataclasses import dataclass
from datetime import datetime
from itertools import count

from sqlalchemy.orm import Session

from bot.sandbox.visitor import Visitor
from knowledge.agenda import agenda
from scheduler.core.people import BirthMonth
from scheduler.core.tables import State
from scheduler.families import families
from scheduler.seats import seats
from scheduler.seats.outcomes import Done
from scheduler.signups import signups
from tests.bot.dialogues.agenda import NEVER_QUIET, Planned
from tests.bot.dialogues.venue import Venue

_uids = count(1)


@dataclass(frozen=True, slots=True)
class Event:
    """One event of one test."""

    venue: Venue
    uid: str
    planned: Planned

    @property
    def standing(self) -> list[str]:
        """« Léa confirmed »…, in alphabetical order."""
        return sorted(self.venue.standing(self.uid))

    async def joins(
        self, name: str, *children: str, unnamed: int = 0, together: bool = False, born: int = 7
    ) -> Visitor:
        """A new family signs up, or waits when it is full; the children are `born` years old."""
        person = self.venue.visitor(name, met=True)
        chat_id, now = await person.id(), self.venue.now
        self.venue.database.do(_join, self.uid, chat_id, children, unnamed, together, born, now)
        return person

    async def gives_up(self, person: Visitor, seats_too: int = 1) -> None:
        """Some of a family's seats become free, the oldest first."""
        self.venue.database.do(_cancel, self.uid, await person.id(), seats_too, self.venue.now)

    def plan(self, **changed: object) -> None:
        """Import the event again with other values."""
        self.venue.plant("", self.uid, Planned(**{**_fields(self.planned), **changed}))  # type: ignore[arg-type]  # a test's own names


def new_event(venue: Venue, **planned: object) -> Event:
    """An event of its own: six days off, one seat, unless told otherwise."""
    values = {"title": "Une seule place", "in_days": 6, "capacity": 1, **planned}
    event = Event(venue, f"line-{next(_uids)}", Planned(**values))  # type: ignore[arg-type]  # a test's own names
    venue.plant("", event.uid, event.planned)
    return event


def _fields(planned: Planned) -> dict[str, object]:
    return {name: getattr(planned, name) for name in Planned.__slots__}


def _join(
    session: Session,
    uid: str,
    chat_id: int,
    names: tuple[str, ...],
    unnamed: int,
    together: bool,
    born: int,
    now: datetime,
) -> None:
    event = agenda.by_uid(session, uid)
    assert event is not None
    family = families.ensure_family(session, chat_id, "fr", now)
    families.record_consent(session, family.id, now)
    # Half a year from any birthday, so that the age is sure.
    month = (now.month + 5) % 12 + 1
    birth = BirthMonth(now.year - born - (1 if month > now.month else 0), month)
    people = [families.add_participant(session, family.id, name, birth, now).id for name in names]
    done = signups.sign_up(
        session,
        family_id=family.id,
        event_id=event.id,
        participants=people,
        unnamed=unnamed,
        or_wait=True,
        together=together,
        now=now,
        hours=NEVER_QUIET,
    )
    assert isinstance(done, Done), done


def _cancel(session: Session, uid: str, chat_id: int, most: int, now: datetime) -> None:
    event = agenda.by_uid(session, uid)
    family = families.family_of(session, chat_id)
    assert event is not None
    assert family is not None
    seats.lock(session, event.id)
    held = [one for one in signups.registrations(session, family.id, now) if one.event.id == event.id]
    ids = [one.signup_id for one in held if one.state is State.CONFIRMED][:most]
    signups.cancel(session, family_id=family.id, signup_ids=ids, now=now, hours=NEVER_QUIET)
