"""Whatever families, the team and the clock do, in any order: the tables say what a plain model of the rules says."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from knowledge.store.columns import Base
from knowledge.store.database import Database
from scheduler.core.tables import State
from scheduler.signups import signups
from tests.scheduler.machines import empty, run_on
from tests.scheduler.model import Model
from tests.scheduler.scene import NOW, make_event, make_family, notices
from tests.scheduler.steps import Step, look, perform, told
from tests.scheduler.workshop import Row, Workshop

FAMILIES = 5
LONG = int(os.environ.get("CITE_TEST_SEQUENCES", "20000"))
who, which, nth = st.integers(1, FAMILIES), st.sampled_from([0, 0, 1]), st.integers(0, 9)
AGAIN = {"sign_up", "move", "hold", "release", "accept", "decline", "cancel", "restore", "rejoin"}


class CrashError(Exception):
    """The process dies before the commit."""


class Machine(RuleBasedStateMachine):
    """Does to the tables what it does to the model."""

    engine: Engine
    last: Step | None

    @initialize(
        capacities=st.tuples(st.integers(0, 4), st.integers(1, 4)),
        ahead=st.sampled_from([144, 48, 5, 3]).map(lambda hours: timedelta(hours=hours)),
        cap=st.sampled_from([None, None, None, 1, 2]),
        crowd=st.permutations([1, 2, 3, 4, 5]),
        together=st.integers(0, 2),
    )
    def begin(
        self, capacities: tuple[int, int], ahead: timedelta, cap: int | None, crowd: list[int], together: int
    ) -> None:
        self.now, self.crashes, self.last = NOW, False, None
        empty(self.engine)
        starts = (NOW + ahead, NOW + ahead + timedelta(hours=1))
        with Session(self.engine) as session, session.begin():
            self.events = [
                make_event(session, capacity=capacity, starts_at=at, family_cap=cap)
                for capacity, at in zip(capacities, starts, strict=True)
            ]
            families = [make_family(session, chat, "Léa", "Tom") for chat in range(1, FAMILIES + 1)]
        assert [family for family, _ in families] == list(range(1, FAMILIES + 1))
        self.children = dict(families)
        workshops = zip(self.events, starts, capacities, strict=True)
        self.model = Model(Workshop(event, at, capacity, cap) for event, at, capacity in workshops)
        # Most of what is worth trying needs a full workshop with a line.
        for n, family in enumerate(crowd[: 5 if cap == 1 else 3]):
            people = self.children[family][: 1 if cap == 1 else 2]
            self.step("sign_up", event=self.events[0], family=family, people=people, wait=True, together=n < together)

    def has(self, *states: str) -> bool:
        return any(event.among(*states) for event in self.model.events.values())

    @rule(family=who, event=which, n=st.integers(1, 3), wait=st.booleans(), together=st.booleans(), hold=st.booleans())
    def sign_up(self, family: int, event: int, n: int, **how: bool) -> None:
        children = {1: slice(0, 1), 2: slice(1, 2), 3: slice(0, 2)}[n]
        self.step("sign_up", event=self.events[event], family=family, people=self.children[family][children], **how)

    @rule(event=which, nth=nth, one=st.booleans())
    def cancel(self, event: int, nth: int, one: bool) -> None:
        self.press("cancel", event, nth, one, "confirmed", "waiting", "offered")

    @precondition(lambda self: self.has("offered", "waiting"))
    @rule(kind=st.sampled_from(["cancel", "accept"]), event=which, nth=nth, one=st.booleans(), state=st.booleans())
    def press_in_line(self, kind: str, event: int, nth: int, one: bool, state: bool) -> None:
        self.press(kind, event, nth, one, *("offered", "waiting")[:: 1 if state else -1])

    @precondition(lambda self: self.has("offered"))
    @rule(kind=st.sampled_from(["accept", "accept", "decline"]), event=which, nth=nth, one=st.booleans())
    def answer(self, kind: str, event: int, nth: int, one: bool) -> None:
        self.press(kind, event, nth, one, "offered")

    @precondition(lambda self: self.has("cancelled"))
    @rule(kind=st.sampled_from(["accept", "restore", "rejoin"]), event=which, nth=nth, one=st.booleans())
    def come_back(self, kind: str, event: int, nth: int, one: bool) -> None:
        self.press(kind, event, nth, one, "cancelled")

    def press(self, kind: str, event: int, nth: int, one: bool, *states: str) -> None:
        rows = self.of_somebody(self.events[event], states, nth)
        if rows:
            self.step(kind, family=rows[0].family, ids=tuple(row.id for row in rows[: 1 if one else None]))

    @rule(event=which, nth=nth, one=st.booleans(), wait=st.booleans())
    def move(self, event: int, nth: int, one: bool, wait: bool) -> None:
        rows = self.of_somebody(self.events[event], ("confirmed", "waiting", "offered"), nth)
        if rows:
            ids = tuple(row.id for row in rows[: 1 if one else None])
            self.step("move", family=rows[0].family, ids=ids, to=self.events[1 - event], wait=wait)

    @rule(family=who, event=which, number=st.integers(0, 2))
    def hold(self, family: int, event: int, number: int) -> None:
        self.step("hold" if number else "release", family=family, event=self.events[event], number=number)

    @rule(event=which, number=st.integers(0, 5))
    def resize(self, event: int, number: int) -> None:
        self.step("resize", event=self.events[event], number=number)

    @rule(
        kind=st.sampled_from(["call_off", "reschedule", "block"]),
        event=which,
        family=who,
        hours=st.sampled_from([2, 5, 30]),
    )
    def change(self, kind: str, event: int, family: int, hours: int) -> None:
        if kind != "block":
            self.step(kind, event=self.events[event], number=60 * hours + 7)
        elif family not in self.model.blocked:
            self.step("block", family=family)

    @precondition(lambda self: self.model.blocked or any(event.off for event in self.model.events.values()))
    @rule()
    def mend(self) -> None:
        for event in self.model.events.values():
            if event.off:
                self.step("resume", event=event.id)
        for family in sorted(self.model.blocked):
            self.step("unblock", family=family)

    @rule(minutes=st.sampled_from([1, 11, 45, 370, 1441, -60]))
    def pass_time(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.sweep()

    @rule(nth=nth, seconds=st.sampled_from([-2, -1, -1, 60]), sweep=st.booleans())
    def come_to_an_edge(self, nth: int, seconds: int, sweep: bool) -> None:
        """Just before, at or after the next instants at which something ends."""
        edges = sorted(edge for edge in self.edges() if edge > self.now)
        if edges:
            self.now = edges[nth % min(3, len(edges))] + timedelta(seconds=seconds)
        if sweep:
            self.sweep()

    def edges(self) -> Iterator[datetime]:
        for event in self.model.events.values():
            yield from (event.closes - timedelta(minutes=59), event.closes, event.starts)
            yield from (row.until for row in event.rows if row.until)
            yield from (row.ended_at + timedelta(minutes=10) for row in event.rows if row.ended_at)
            yield from (until for _, until in event.holds.values())

    def sweep(self) -> None:
        self.step("sweep")
        with Session(self.engine) as session:
            assert told(session) == self.model.told
            self.check_last_call(session)

    @rule()
    def crash(self) -> None:
        self.crashes = True

    @rule()
    def again(self) -> None:
        """The same request once more: nothing changes, and nobody is told anything."""
        if self.last is not None and self.last.kind in AGAIN:
            before = self.state()
            self.do(self.last)
            assert self.state() == before

    def step(self, kind: str, **details: Any) -> None:
        self.now += timedelta(seconds=1)
        step = self.last = Step(kind=kind, now=self.now, **details)
        if self.crashes:
            self.crashes, before = False, self.state()
            with pytest.raises(CrashError):
                self.do(step, crashes=True)
            assert self.state() == before
        self.do(step)
        seen, ids = zip(*self.state()[0], strict=True)
        self.model.do(step, {key: one for found in ids for key, one in found.items()})
        for found, event in zip(seen, self.model.events.values(), strict=True):
            assert found == event.seen()
            seats = len(found.confirmed) + len(found.offered) + sum(n for _, n in found.holds)
            assert found.taken == seats <= found.capacity + found.over
        self.check_positions()

    def do(self, step: Step, crashes: bool = False) -> None:
        with Session(self.engine) as session, session.begin():
            perform(session, step)
            if crashes:
                raise CrashError

    def state(self) -> Any:
        with Session(self.engine) as session:
            return [look(session, event) for event in self.events], told(session)

    def of_somebody(self, event: int, states: tuple[str, ...], nth: int) -> list[Row]:
        """The sign-ups of one family there (else at the other event), in the first of these states that has any."""
        places = (self.model.events[event], *self.model.events.values())
        rows = next(filter(None, (place.among(state) for state in states for place in places)), [])
        families = sorted({row.family for row in rows})
        return [row for row in rows if row.family == families[nth % len(families)]]

    def check_positions(self) -> None:
        family = self.last.family if self.last is not None else 0
        if not any(row.family == family for event in self.model.events.values() for row in event.among("waiting")):
            return
        with Session(self.engine) as session:
            found = signups.registrations(session, family, NOW - timedelta(days=9))
        for one in found:
            if one.state is State.WAITING:
                line = self.model.events[one.event.id].among("waiting")
                at = next(n for n, row in enumerate(line, start=1) if row.id == one.signup_id)
                turns = [row.turn for row in line[:at]]
                assert one.position == at
                assert one.entry_position == 1 + sum(a != b for a, b in pairwise(turns))
                assert one.ahead == sum(turn < turns[-1] for turn in turns)

    def check_last_call(self, session: Session) -> None:
        called = {(notice.event_id, notice.family_id) for notice in notices(session) if notice.kind == "last_call"}
        for event in self.model.events.values():
            assert {(event.id, family) for family in self.model.called(event, self.now)} <= called

    def teardown(self) -> None:
        if hasattr(self, "model"):
            with Session(self.engine) as session:
                assert told(session) == self.model.told


@pytest.mark.parametrize(
    ("examples", "steps"), [(60, 20), pytest.param(LONG, 30, marks=pytest.mark.slow)], ids=["short", "long"]
)
def test_any_order_of_events_keeps_the_tables_as_the_rules_say(examples: int, steps: int) -> None:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    run_on(engine, Machine, examples, steps)
    engine.dispose()


@pytest.mark.parametrize(("examples", "steps"), [(5, 20), pytest.param(500, 50, marks=pytest.mark.slow)])
def test_the_same_in_a_file_and_on_postgresql(database: Database, examples: int, steps: int) -> None:
    run_on(database.engine, Machine, examples, steps)
