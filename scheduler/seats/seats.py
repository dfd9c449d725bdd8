"""The event row under its lock, the counts that are only true while it is held, and who gets a seat: pure rules."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby

from sqlalchemy import ScalarSelect, bindparam, delete, distinct, func, or_, select, update
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import EventRow
from scheduler.core.tables import LIVE, SEATED, HoldRow, SignupRow, State
from scheduler.families import contacts


@dataclass(frozen=True, slots=True)
class Allotment:
    """How many of those asked for get a seat now, and how many wait."""

    seated: int
    waiting: int


@dataclass(frozen=True, slots=True)
class InLine:
    """One participant of the waiting list, in the entry that joined it at once.

    `together`: the entry takes seats for all of it or for nobody; `reachable` is False when the family
    blocked the bot.
    """

    signup_id: int
    family_id: int
    reachable: bool = True
    entry_id: int = 0
    together: bool = False


def next_in_line(free: int, line: Sequence[InLine]) -> tuple[InLine, ...]:
    """Who is to be offered the free seats: the oldest entries that fit; the others keep their place."""
    return tuple(one for entry in decided(free, line) for one in entry.chosen)


class PassedOver(StrEnum):
    """Why an entry, or a part of it, is not offered a seat now."""

    UNREACHABLE = "unreachable"  # nobody would read the offer
    TOGETHER = "together"  # it wants more seats at once than are left
    NO_SEAT = "no_seat"  # none is left


@dataclass(frozen=True, slots=True)
class Decided:
    """What the order of the line decides of one entry: who of it is offered a seat, and why the others are not."""

    entry: tuple[InLine, ...]
    chosen: tuple[InLine, ...]
    why: PassedOver | None


def decided(free: int, line: Sequence[InLine]) -> tuple[Decided, ...]:
    """Every entry in its order, with what is decided of it: what the team is shown is what was decided."""
    found: list[Decided] = []
    left = max(0, free)
    for entry in _entries(line):
        why = _passed_over(entry, left)
        chosen = entry[:left] if why is None else ()
        left -= len(chosen)
        found.append(Decided(entry, chosen, why or (PassedOver.NO_SEAT if len(chosen) < len(entry) else None)))
    return tuple(found)


def _passed_over(entry: tuple[InLine, ...], left: int) -> PassedOver | None:
    if not entry[0].reachable:
        return PassedOver.UNREACHABLE
    if not left:
        return PassedOver.NO_SEAT
    return PassedOver.TOGETHER if entry[0].together and len(entry) > left else None


def may_win(free: int, line: Sequence[InLine]) -> tuple[InLine, ...]:
    """Who could have the free seats by answering first, when the order of the line does not count any more."""
    entries = (entry for entry in _entries(line) if entry[0].reachable)
    fitting = (entry for entry in entries if free > 0 and (len(entry) <= free or not entry[0].together))
    return tuple(one for entry in fitting for one in entry)


def open_to_newcomers(free: int, line: Sequence[InLine]) -> int:
    """Seats that somebody new may take: those that nobody in line is to be offered first."""
    return max(0, free) - len(next_in_line(free, line))


def allot(free: int, line: Sequence[InLine], wanted: int, held: int = 0, together: bool = False) -> Allotment:
    """Share the seats with `wanted` newcomers, who pass nobody in line that could take a seat.

    `held` of the `free` seats are kept for these very newcomers. `together`: all of them, or none.
    """
    kept = min(held, max(0, free))
    seated = min(wanted, kept + open_to_newcomers(free - kept, line))
    if together and seated < wanted:
        seated = 0
    return Allotment(seated, wanted - seated)


def position(line: Sequence[InLine], signup_id: int) -> int | None:
    """The place in line of one participant, from 1 and without gaps; None when not in line."""
    return next((n for n, entry in enumerate(line, start=1) if entry.signup_id == signup_id), None)


def _entries(line: Sequence[InLine]) -> Iterator[tuple[InLine, ...]]:
    return (tuple(entry) for _, entry in groupby(line, key=lambda one: one.entry_id))


# Built once: every sign-up needs these, and building one costs as much as running it.
_EVENT = bindparam("event", type_=EventRow.id.type)
_NOW = bindparam("now", type_=HoldRow.until.type)
_LOCK = update(EventRow).where(EventRow.id == _EVENT).values(taken=EventRow.taken).returning(EventRow)
_END_HOLDS = delete(HoldRow).where(HoldRow.event_id == _EVENT, HoldRow.until <= _NOW)
_SEATED = select(func.count()).where(SignupRow.event_id == _EVENT, SignupRow.state.in_(SEATED)).scalar_subquery()
_HELD = select(func.coalesce(func.sum(HoldRow.seats), 0)).where(HoldRow.event_id == _EVENT).scalar_subquery()
_SEATS = _SEATED + _HELD
_TAKEN = select(_SEATS)
_OVER = select(HoldRow.id).where(HoldRow.event_id == _EVENT, HoldRow.until <= _NOW).exists()
_TAKEN_OR_OVER = select(_SEATS, _OVER)
_LINE = (
    select(
        SignupRow.id, SignupRow.family_id, contacts.HEARS, SignupRow.entry_id, SignupRow.together,
        SignupRow.waiting_since,
    )
    .where(SignupRow.event_id == _EVENT, SignupRow.state == State.WAITING)
    .order_by(SignupRow.waiting_since, SignupRow.id)
)  # fmt: skip
_EARLIER = SignupRow.waiting_since < bindparam("since")
_STANDING = select(
    func.count().filter(or_(_EARLIER, SignupRow.id <= bindparam("signup"))),
    func.count(distinct(SignupRow.waiting_since)),
    func.count().filter(_EARLIER),
).where(SignupRow.event_id == _EVENT, SignupRow.state == State.WAITING, SignupRow.waiting_since <= bindparam("since"))


@dataclass(frozen=True, slots=True)
class Standing:
    """Who waits where: their position and their entry's, from 1, and how many stand `ahead` of the entry."""

    position: int | None = None
    entry: int | None = None
    ahead: int | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a family finds that signs up: `kept` seats for its chat, the `waiting_since` it would get.

    `live`: how many sign-ups it has there already.
    """

    kept: int
    end_of_line: datetime
    live: int


def lock(session: Session, event_id: int) -> EventRow | None:
    """The event, locked until the transaction ends; None when there is none.

    Writing before reading takes the lock on both databases (ARCHITECTURE.md, Seats). Several events: ascending ids.
    """
    session.flush()
    options = {"synchronize_session": False, "populate_existing": True}
    return session.scalars(_LOCK, {"event": event_id}, execution_options=options).one_or_none()


def lock_all(session: Session, event_ids: Iterable[int]) -> dict[int, EventRow]:
    """These events by id, locked in ascending order, so that two of us never wait for each other."""
    found = ((event_id, lock(session, event_id)) for event_id in sorted(set(event_ids)))
    return {event_id: event for event_id, event in found if event is not None}


def recount(session: Session, event: EventRow, now: datetime) -> None:
    """Set `taken` to the seats held: confirmed, offered, kept for a form; needs the lock.

    A form's hold that is over at `now` goes.
    """
    session.flush()
    taken, is_over = session.execute(_TAKEN_OR_OVER, {"event": event.id, "now": now}).one()
    _set_taken(session, event, taken, is_over, now)


def recount_for(session: Session, event: EventRow, family_id: int, chat_id: int | None, now: datetime) -> Outlook:
    """The same, and in the same look what a family finds that signs up now from this chat."""
    session.flush()
    values = {"event": event.id, "now": now, "family": family_id, "chat": chat_id}
    taken, is_over, kept, live, *last = session.execute(_FOR_A_FAMILY, values).one()
    _set_taken(session, event, taken, is_over, now)
    return Outlook(kept, _after(now, last), live)


def _set_taken(session: Session, event: EventRow, taken: int, is_over: bool, now: datetime) -> None:
    if is_over:
        values = {"event": event.id, "now": now}
        session.execute(_END_HOLDS, values, execution_options={"synchronize_session": False})
        taken = session.scalar(_TAKEN, {"event": event.id}) or 0
    take(session, event, taken - event.taken)


def take(session: Session, event: EventRow, more: int) -> None:
    """So many seats more (or, below 0, fewer) are held than `taken` says; needs the lock."""
    if more:
        event.taken += more
        session.flush()


def free(event: EventRow) -> int:
    """Seats nobody holds; 0 for an event without sign-up."""
    return max(0, (event.capacity or 0) - event.taken)


def line(session: Session, event_id: int) -> tuple[InLine, ...]:
    """The waiting list, oldest entry first; siblings of one entry in the order they were given."""
    # Who came back alone is an entry apart from the siblings that stayed.
    first: dict[tuple[int, datetime | None], int] = {}
    return tuple(
        InLine(one, family, bool(can), first.setdefault((entry or one, since), one), together)
        for one, family, can, entry, together, since in session.execute(_LINE, {"event": event_id})
    )


def standing(session: Session, row: SignupRow) -> Standing:
    """Where somebody who waits stands in the line, without reading all of it."""
    found = session.execute(_STANDING, {"event": row.event_id, "signup": row.id, "since": row.waiting_since}).one()
    return Standing(*found)


def end_of_line(session: Session, event_id: int, now: datetime) -> datetime:
    """The `waiting_since` of who joins now: never before anyone in line, even if the clock stepped back.

    Nor before who holds an offer: when it is revoked they are in line again, at their old place.
    """
    return _after(now, session.execute(_LAST, {"event": event_id}).one())


def _after(now: datetime, last: Iterable[datetime | None]) -> datetime:
    # A tie would go to the lower id, which an undone cancellation has.
    return max([now, *(since + timedelta(microseconds=1) for since in last if since is not None)])


def _latest(state: State) -> ScalarSelect[datetime | None]:
    query = select(func.max(SignupRow.waiting_since))
    return query.where(SignupRow.event_id == _EVENT, SignupRow.state == state).scalar_subquery()


_LAST = select(_latest(State.WAITING), _latest(State.OFFERED))
_KEPT = (
    select(func.coalesce(func.sum(HoldRow.seats), 0))
    .where(HoldRow.event_id == _EVENT, HoldRow.chat_id == bindparam("chat"), HoldRow.until > _NOW)
    .scalar_subquery()
)
_THEIR_LIVE = (
    select(func.count())
    .where(SignupRow.event_id == _EVENT, SignupRow.family_id == bindparam("family"), SignupRow.state.in_(LIVE))
    .scalar_subquery()
)
_FOR_A_FAMILY = select(_SEATS, _OVER, _KEPT, _THEIR_LIVE, _latest(State.WAITING), _latest(State.OFFERED))
