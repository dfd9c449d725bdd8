"""Whom a change of an event concerns, what they will read word for word, and what else to mind before it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.assistant.compose import Assistant
from bot.bot_api.replies import Reply
from bot.chat.context import Context
from bot.messages import Messages, dates
from bot.team.writing import WORDS
from bot.views import notices
from bot.views.notices import NoticeContext
from intents.readers.wording import same_name
from knowledge.agenda.agenda import Event, EventRow, Status
from knowledge.exchange.compare import What
from knowledge.exchange.draft import EventDraft
from knowledge.library.things import Cell, Thing
from scheduler.core.hours import VenueHours
from scheduler.core.tables import LIVE, FamilyRow, SignupRow, State
from scheduler.families import contacts
from scheduler.outbox.outbox import Notice, NoticeKind, Slot
from scheduler.seats.outcomes import Registration, age_refusals

_KIND, _PARENT, _HOLDS, _OF = "space", "third_place", "capacity", "person"


@dataclass(frozen=True, slots=True)
class Room:
    """`id`: the thing's; `least`, `most`: how many people it holds, None where nothing tells."""

    id: str
    name: str
    names: tuple[str, ...]
    least: int | None = None
    most: int | None = None


def rooms(assistant: Assistant) -> tuple[Room, ...]:
    """Those that an event can be in, in the order of the document's things."""
    spaces = (one for one in assistant.things.things.values() if (one.kind, one.parent) == (_KIND, _PARENT))
    return tuple(_room(one, assistant) for one in spaces if one.strong["fr"] and not one.plural)


def _room(thing: Thing, assistant: Assistant) -> Room:
    names = thing.strong["fr"]
    told = (topic for topic in assistant.library.topics if Cell(thing.id, _HOLDS) in topic.cells and not topic.unknown)
    value = next((one for topic in told for one in topic.values if one.of == _OF), None)
    bounds = (None, None) if value is None else (value.least, value.most)
    return Room(thing.id, names[0][:1].upper() + names[0][1:], names, *bounds)


def called(name: str | None, assistant: Assistant) -> Room | None:
    """The room of this name, however it is written; None for one that the document does not tell of."""
    found = (one for one in rooms(assistant) if name and any(same_name(name, other) for other in one.names))
    return next(found, None)


CONCERNS = (What.MOVED, What.CANCELLED, What.RESUMED)  # what families are told of
_CHUNK = 500  # values a statement


@dataclass
class Concerned:
    """Families and people with a place or in line, of one event or several."""

    families: set[int] = field(default_factory=set)
    people: int = 0
    waiting: int = 0
    to_call: set[int] = field(default_factory=set)  # of the families: they have no Telegram
    languages: set[str] = field(default_factory=set)

    def __ior__(self, other: "Concerned") -> "Concerned":
        self.families |= other.families
        self.people, self.waiting = self.people + other.people, self.waiting + other.waiting
        self.to_call |= other.to_call
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
    called = _called(session, of_all(found.values()).families)
    for one in found.values():
        one.to_call = one.families & called
    return found


def _called(session: Session, families: Iterable[int]) -> frozenset[int]:
    ids, found = tuple(families), set[int]()
    for start in range(0, len(ids), _CHUNK):
        found |= contacts.called(session, ids[start : start + _CHUNK])
    return frozenset(found)


def of(session: Session, event_id: int) -> Concerned:
    """Whom this event concerns."""
    return by_event(session, [event_id]).get(event_id, Concerned())


def of_all(found: Iterable[Concerned]) -> Concerned:
    """Together; a family at two events counts once."""
    whole = Concerned()
    for one in found:
        whole |= one
    return whole


def told(everybody: Concerned) -> Iterator[str]:
    """Who would be told, and how many of them by a call."""
    yield WORDS.say("plan-would-tell" if everybody.families else "plan-would-tell-nobody", who=everybody.counted)
    if everybody.to_call:
        yield WORDS.say("plan-would-call", n=len(everybody.to_call))


def out_of_age(session: Session, event: Event, draft: EventDraft, hours: VenueHours) -> int:
    """How many with a place will not have the age on the new day; they keep it, and read so."""
    seated = (SignupRow.event_id == event.id, SignupRow.state == State.CONFIRMED, SignupRow.participant_id.is_not(None))
    people = session.scalars(select(SignupRow.participant_id).where(*seated)).all()
    there = EventRow(starts_at=draft.starts_at, age_min=draft.age_min, age_max=draft.age_max)  # stored by nobody
    return len(age_refusals(session, there, people, hours))


Wanted = EventDraft | Event


def too_many(wanted: Iterable[Wanted], context: Context) -> Iterator[str]:
    """Warnings of capacities above what the venue's document tells of the room."""
    found = list(wanted)
    known = {name: called(name, context.services.assistant) for name in {one.room for one in found}}
    for one in found:
        room = known[one.room]
        if room is not None and room.most is not None and one.capacity is not None and one.capacity > room.most:
            yield WORDS.say(
                "plan-too-many",
                title=one.title,
                places=one.capacity,
                room=room.name,
                least=room.least or room.most,
                most=room.most,
            )


def clashes(wanted: Iterable[Wanted], others: Iterable[Event], context: Context) -> Iterator[str]:
    """Warnings of what is in a room while something else still is: one of the two is wanted."""
    mine = {one.uid: one for one in wanted if one.room and one.status is not Status.CANCELLED}
    theirs = [one for one in others if one.room and one.uid not in mine]
    last: Wanted | None = None  # of those before, the one that is there longest
    for one in sorted([*mine.values(), *theirs], key=lambda event: (event.room or "", event.starts_at, event.uid)):
        is_there = last is not None and last.room == one.room
        if last is not None and is_there and one.starts_at < last.ends_at and (one.uid in mine or last.uid in mine):
            yield _clash(*((one, last) if one.uid in mine else (last, one)), context)
        if last is None or not is_there or one.ends_at > last.ends_at:
            last = one


def _clash(own: Wanted, beside: Wanted, context: Context) -> str:
    when = dates.moment(beside.starts_at, context.services.zone, "fr")
    return WORDS.say("plan-clash", what=own.title, title=beside.title, room=beside.room or "", when=when)


_KINDS = {
    What.MOVED: NoticeKind.EVENT_MOVED,
    What.RESUMED: NoticeKind.EVENT_RESUMED,
    What.CANCELLED: NoticeKind.EVENT_CANCELLED,
}
_WRITERS = {
    What.MOVED: notices.moved,
    What.RESUMED: notices.resumed,
    What.CANCELLED: notices.cancelled,
}


def messages(
    context: Context, what: What, before: Event, draft: EventDraft, concerned: Concerned, reason: str = ""
) -> tuple[Reply, ...]:
    """The message in each language in which it is read; nothing when families are told of nothing."""
    if what not in _KINDS or not concerned.families or draft.ends_at <= context.now:
        return ()
    after = replace(
        before,
        title=draft.title,
        title_en=draft.title_en,
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        room=draft.room,
        status=draft.status,
        revision=before.revision + 1,
        cancel_reason=reason or None,
    )
    moved = (before.starts_at, before.ends_at) != (draft.starts_at, draft.ends_at)
    was = Slot(before.starts_at, before.ends_at) if moved else None
    return tuple(_message(context, what, after, was, concerned, one) for one in _languages(concerned.languages))


def _languages(read: Collection[str]) -> tuple[str, ...]:
    return ("fr", "en") if "en" in read else ("fr",)


def _message(
    context: Context, what: What, after: Event, was: Slot | None, concerned: Concerned, language: str
) -> Reply:
    words = Messages(language)
    notice = Notice(kind=_KINDS[what], family_id=0, event_id=after.id, revision=after.revision, was=was)
    people = _somebody(after, concerned, words) if what is not What.CANCELLED else ()
    drawn = NoticeContext(notice, after, people, words, context.services, context.session, context.now)
    return Reply(_WRITERS[what](drawn).text)


def _somebody(event: Event, concerned: Concerned, words: Messages) -> tuple[Registration, ...]:
    """In place of the names, which differ from family to family."""
    states = [State.CONFIRMED] * (concerned.people > concerned.waiting) + [State.WAITING] * (concerned.waiting > 0)
    name = words.label("plan-somebody")
    return tuple(
        Registration(signup_id=0, event=event, participant_id=None, first_name=name, age=None, state=state, token="")
        for state in states
    )
