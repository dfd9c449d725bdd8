"""Whom a change of an event concerns: families and people, their languages; and what else to mind before it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.chat.context import Context
from bot.messages import dates
from bot.team.agenda import rooms
from bot.team.writing import WORDS
from knowledge.agenda.events import Event
from knowledge.exchange.draft import EventDraft
from scheduler.core.tables import LIVE, FamilyRow, SignupRow, State

_CHUNK = 500  # values a statement


@dataclass
class Concerned:
    """Families and people with a place or in line, of one event or several."""

    families: set[int] = field(default_factory=set)
    people: int = 0
    waiting: int = 0
    languages: set[str] = field(default_factory=set)

    def __ior__(self, other: "Concerned") -> "Concerned":
        self.families |= other.families
        self.people, self.waiting = self.people + other.people, self.waiting + other.waiting
        self.languages |= other.languages
        return self

    @property
    def counted(self) -> str:
        """« 14 familles, 17 personnes »."""
        count = {"families": len(self.families), "people": self.people}
        return WORDS.label("announcement-counted", kind="people", **count)


def by_event(session: Session, event_ids: Iterable[int]) -> dict[int, Concerned]:
    """Whom each of these events concerns, in few statements; events of nobody are left out."""
    ids, found = tuple(event_ids), dict[int, Concerned]()
    columns = select(SignupRow.event_id, SignupRow.family_id, SignupRow.state, FamilyRow.language)
    for start in range(0, len(ids), _CHUNK):
        there = (SignupRow.event_id.in_(ids[start : start + _CHUNK]), SignupRow.state.in_(LIVE))
        for event_id, family, state, language in session.execute(columns.join(FamilyRow).where(*there)):
            one = found.setdefault(event_id, Concerned())
            one.families.add(family)
            one.people += 1
            one.waiting += state == State.WAITING
            one.languages.add(language)
    return found


def of(session: Session, event_id: int) -> Concerned:
    """Whom this event concerns."""
    return by_event(session, [event_id]).get(event_id, Concerned())


def of_all(found: Iterable[Concerned]) -> Concerned:
    """Together; a family at two events counts once."""
    whole = Concerned()
    for one in found:
        whole |= one
    return whole


def too_many(draft: EventDraft | Event, context: Context) -> str | None:
    """The warning of a capacity above what the venue's document tells of the room; None where there is none."""
    room = rooms.called(draft.room, context.services.assistant)
    if room is None or room.most is None or draft.capacity is None or draft.capacity <= room.most:
        return None
    return WORDS.say(
        "plan-too-many",
        title=draft.title,
        places=draft.capacity,
        room=room.name,
        least=room.least or room.most,
        most=room.most,
    )


def clashes(event: Event | EventDraft, others: Sequence[Event], context: Context) -> Iterator[str]:
    """Warnings of what else is in the same room at that time."""
    for other in others:
        apart = other.ends_at <= event.starts_at or event.ends_at <= other.starts_at
        if event.room and other.room == event.room and other.uid != event.uid and not apart:
            when = dates.moment(other.starts_at, context.services.zone, "fr")
            yield WORDS.say("plan-clash", title=other.title, room=event.room, when=when)
