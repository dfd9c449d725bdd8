"""What the churning processes do: random steps, each in a transaction that also writes what was done and seen."""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Text, select
from sqlalchemy.orm import Session

from scheduler.core.tables import LIVE, SignupRow, State
from scheduler.seats import seats
from tests.scheduler import racers
from tests.scheduler.scene import NOW
from tests.scheduler.steps import Seen, Step, look, perform

# The tests' own: what is committed, in the order of the commits, as it is written while the events are locked.
JOURNAL = Table(
    "churn_journal", MetaData(),
    Column("id", Integer, primary_key=True), Column("step", Text), Column("seen", LargeBinary),
)  # fmt: skip
WEIGHTS = {
    "sign_up": 60, "cancel": 32, "accept": 28, "decline": 12, "restore": 12, "rejoin": 8, "move": 16,
    "hold": 10, "release": 6, "sweep": 16, "resize": 8, "reschedule": 2, "call_off": 1, "resume": 6,
}  # fmt: skip
ABOUT = {
    "cancel": LIVE, "decline": (State.OFFERED,), "restore": (State.CANCELLED,), "rejoin": (State.CANCELLED,),
    "move": LIVE, "accept": (State.OFFERED, State.OFFERED, State.WAITING, State.CANCELLED),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Town:
    """Who churns where: families with their children, and the events."""

    families: dict[int, tuple[int, ...]]
    events: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A committed step, and what it left of each event that it had locked, with the live sign-ups' ids."""

    step: Step
    seen: dict[int, tuple[Seen, dict[tuple[int, int], int]]]


def churn(seed: int, town: Town, steps: int) -> int:
    """Do so many steps; how many were done."""
    random, clock = Random(seed), racers.clock()
    for _ in range(steps):
        with clock.get_lock():
            # No two steps at one instant; now and then an hour passes, or the clock steps back.
            clock.value += random.choices([1, 60, 3600, -600], [70, 27, 2, 1])[0]
            now = NOW + timedelta(seconds=clock.value, microseconds=random.randrange(1_000_000))
        racers.database().do(_one_step, random.random(), town, now)
    return steps


def _one_step(session: Session, luck: float, town: Town, now: datetime) -> None:
    step = _invent(session, Random(luck), town, now)
    events = _concerned(session, step, town)
    if step.kind == "sweep":
        seats.lock_all(session, events)  # else what is seen of an event that it leaves alone might be newer
    perform(session, step)
    seen = {event: look(session, event) for event in events}
    session.execute(JOURNAL.insert(), {"step": step.to_json(), "seen": pickle.dumps(seen)})


def _invent(session: Session, random: Random, town: Town, now: datetime) -> Step:
    (kind,) = random.choices(list(WEIGHTS), list(WEIGHTS.values()))
    family, event = random.choice(list(town.families)), random.choice(town.events)
    children = town.families[family]
    details: dict[str, object] = {"family": family, "event": event, "number": random.randint(1, 3)}
    if kind in ABOUT:
        family, ids = _somebodys(session, random, ABOUT[kind])
        details.update(family=family, ids=ids, to=random.choice(town.events))
    if kind == "sign_up":
        details["people"] = random.choice([children, children[:1], children[1:]])
    if kind == "resize":
        details["number"] = random.randint(1, 6)
    if kind == "reschedule":
        details["number"] = random.choice([300, 3000, 9000])
    chances = {"wait": 0.85, "together": 0.4, "hold": 0.5}
    return Step(kind=kind, now=now, **details, **{name: random.random() < odds for name, odds in chances.items()})  # type: ignore[arg-type]  # of mixed types


def _somebodys(session: Session, random: Random, states: Sequence[State]) -> tuple[int, tuple[int, ...]]:
    """A family, and some of its sign-ups at one event that are in one of these states."""
    query = select(SignupRow.family_id, SignupRow.event_id, SignupRow.id).order_by(SignupRow.id.desc())
    rows = session.execute(query.where(SignupRow.state == random.choice(states)).limit(60)).all()
    if not rows:
        return 0, ()
    family, event, _ = random.choice(rows)
    ids = tuple(sorted(row[2] for row in rows if row[:2] == (family, event)))
    return family, random.choice([ids, ids, ids[:1]])


def _concerned(session: Session, step: Step, town: Town) -> tuple[int, ...]:
    """The events that the step locks, as far as one can know before: what it sees of others may be newer."""
    if step.kind == "sweep":
        return town.events
    if step.kind in ("move", "accept", "cancel", "decline", "restore", "rejoin"):
        own = select(SignupRow.event_id).where(SignupRow.id.in_(step.ids))
        events = set(session.scalars(own))
        if step.kind in ("accept", "rejoin"):  # which give up what is replaced
            replaced = select(SignupRow.replaces_id).where(SignupRow.id.in_(step.ids))
            events |= set(session.scalars(select(SignupRow.event_id).where(SignupRow.id.in_(replaced))))
        if step.kind != "move":
            return tuple(sorted(events))
        # To where one is already: refused at once, without a lock.
        return tuple(sorted({*events, step.to})) if events and step.to not in events else ()
    return (step.event,)


def read_journal(session: Session) -> list[Entry]:
    """All that was committed, in order."""
    rows = session.execute(select(JOURNAL.c.step, JOURNAL.c.seen).order_by(JOURNAL.c.id))
    return [Entry(Step.from_json(step), pickle.loads(seen)) for step, seen in rows]
