"""Steps of a history as values: done to the tables by the real use cases, and looked at afterwards."""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import EventRow
from scheduler.core.tables import HoldRow, SignupRow, State
from scheduler.families import families
from scheduler.outbox.outbox import Slot
from scheduler.seats import seats
from scheduler.signups import event_changes, moving, signups
from scheduler.waiting import offers, waiting
from tests.scheduler.scene import change, notices

# Told as often as time passes, or beside another notice: looked at in tests of their own.
SILENT = {"offer_nudge", "last_call", "last_call_lost", "offer_over", "calendar", "moved_nudge"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happens. `number`: seats, capacity, or minutes until the new start; a family's chat is its id."""

    kind: str
    now: datetime
    event: int = 0
    family: int = 0
    people: tuple[int, ...] = ()
    ids: tuple[int, ...] = ()
    to: int = 0
    number: int = 0
    wait: bool = False
    together: bool = False
    hold: bool = False

    def to_json(self) -> str:
        return json.dumps({**asdict(self), "now": self.now.isoformat()})

    @classmethod
    def from_json(cls, text: str) -> "Step":
        found = json.loads(text)
        found.update(now=datetime.fromisoformat(found["now"]), people=tuple(found["people"]), ids=tuple(found["ids"]))
        return cls(**found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """All of one event that the rules decide."""

    taken: int
    capacity: int
    over: int
    holds: frozenset[tuple[int, int]]
    confirmed: frozenset[int]
    offered: frozenset[tuple[int, datetime | None]]
    line: tuple[int, ...]
    ended: frozenset[tuple[int, str | None]]


def perform(session: Session, step: Step) -> object:
    """Do it for real; what the use case answered."""
    return _DOINGS[step.kind](session, step)


def _sign_up(session: Session, step: Step) -> object:
    return signups.sign_up(
        session,
        family_id=step.family,
        event_id=step.event,
        participants=step.people,
        or_wait=step.wait,
        together=step.together,
        chat_id=step.family if step.hold else None,
        now=step.now,
    )


def _move(session: Session, step: Step) -> object:
    return moving.move(
        session, family_id=step.family, signup_ids=step.ids, to_event_id=step.to, or_wait=step.wait, now=step.now
    )


def _answer(use_case: Any) -> Any:
    return lambda session, step: use_case(session, family_id=step.family, signup_ids=step.ids, now=step.now)


def _resize(session: Session, step: Step) -> object:
    event = seats.lock(session, step.event)
    assert event is not None
    if event.capacity != step.number:
        event.capacity, event.over = step.number, max(0, event.taken - step.number)
    return waiting.fill(session, step.event, now=step.now)


def _reschedule(session: Session, step: Step) -> object:
    starts = step.now + timedelta(minutes=step.number)
    before = session.get_one(EventRow, step.event)
    was = Slot(before.starts_at, before.ends_at)
    _revise(session, step, starts_at=starts, ends_at=starts + timedelta(hours=1))
    event_changes.event_moved(session, step.event, was=was, now=step.now)
    return waiting.fill(session, step.event, now=step.now)


def _call_off(session: Session, step: Step) -> object:
    if _revise(session, step, status="cancelled"):
        return event_changes.event_cancelled(session, step.event, now=step.now)
    return None


def _resume(session: Session, step: Step) -> object:
    if _revise(session, step, status="scheduled"):
        event_changes.event_resumed(session, step.event, now=step.now)
        return waiting.fill(session, step.event, now=step.now)
    return None


def _revise(session: Session, step: Step, **fields: Any) -> bool:
    event = seats.lock(session, step.event)
    assert event is not None
    differs = any(getattr(event, name) != value for name, value in fields.items())
    if differs:
        change(session, step.event, revision=event.revision + 1, revised_at=step.now, **fields)
    return differs


_DOINGS: dict[str, Any] = {
    "sign_up": _sign_up,
    "move": _move,
    "accept": _answer(offers.accept),
    "decline": _answer(waiting.decline),
    "cancel": _answer(signups.cancel),
    "restore": _answer(signups.restore),
    "rejoin": _answer(offers.rejoin),
    "hold": lambda s, step: signups.hold(s, event_id=step.event, chat_id=step.family, wanted=step.number, now=step.now),
    "release": lambda s, step: signups.release(s, event_id=step.event, chat_id=step.family, now=step.now),
    "sweep": lambda s, step: offers.sweep(s, now=step.now),
    "resize": _resize,
    "reschedule": _reschedule,
    "call_off": _call_off,
    "resume": _resume,
    "block": lambda s, step: families.mark_unreachable(s, step.family, step.now),
    "unblock": lambda s, step: families.mark_reachable(s, step.family),
}


_EVENT = bindparam("event", type_=EventRow.id.type)
_COUNTS = select(EventRow.taken, EventRow.capacity, EventRow.over).where(EventRow.id == _EVENT)
_SIGNUPS = (
    select(SignupRow.id, SignupRow.participant_id, SignupRow.state, SignupRow.offer_until, SignupRow.ended)
    .where(SignupRow.event_id == _EVENT)
    .order_by(SignupRow.waiting_since, SignupRow.id)
)
_HOLDS = select(HoldRow.chat_id, HoldRow.seats).where(HoldRow.event_id == _EVENT)


def look(session: Session, event_id: int) -> tuple[Seen, dict[tuple[int, int], int]]:
    """The event as the tables have it, and the ids of its live sign-ups by event and person."""
    session.flush()
    taken, capacity, over = session.execute(_COUNTS, {"event": event_id}).one()
    rows = session.execute(_SIGNUPS, {"event": event_id}).all()
    held = session.execute(_HOLDS, {"event": event_id})
    seen = Seen(
        taken=taken,
        capacity=capacity or 0,
        over=over,
        holds=frozenset((chat, n) for chat, n in held),
        confirmed=frozenset(row[0] for row in rows if row[2] == State.CONFIRMED),
        offered=frozenset((row[0], row[3]) for row in rows if row[2] == State.OFFERED),
        line=tuple(row[0] for row in rows if row[2] == State.WAITING),
        ended=frozenset((row[0], row[4]) for row in rows if row[2] == State.CANCELLED),
    )
    return seen, {(event_id, row[1] or 0): row[0] for row in rows if row[2] != State.CANCELLED}


def told(session: Session) -> Counter[tuple[str, int, tuple[int, ...]]]:
    """What the families were told, how often; nudges and last calls left out."""
    return Counter(
        (notice.kind.value, notice.event_id, notice.signup_ids)
        for notice in notices(session)
        if notice.kind not in SILENT
    )
