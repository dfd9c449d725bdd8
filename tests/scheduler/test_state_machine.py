"""Sign-ups, cancellations, capacity, offers and time in any order, against a small model of the rules."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from knowledge.models import EventRow
from knowledge.store import Base
from scheduler import accepting, offers, seats, signups, sweep, waiting
from scheduler.hours import PARIS
from scheduler.models import LIVE, SignupRow, State
from scheduler.outcomes import NotEnough
from tests.scheduler.scene import NOW, make_event, make_family, notices, taken_and_seated

STARTS = NOW + timedelta(days=6)
FAMILIES = 6


class Model:
    """Who sits, who is offered a seat until when, who waits in which order."""

    def __init__(self, capacity: int) -> None:
        self.capacity, self.now = capacity, NOW
        self.seated: set[int] = set()
        self.offered: dict[int, object] = {}
        self.line: list[int] = []

    @property
    def free(self) -> int:
        return max(0, self.capacity - len(self.seated) - len(self.offered))

    def sign_up(self, people: list[int], or_wait: bool) -> bool:
        new = [who for who in people if who not in {*self.seated, *self.offered, *self.line}]
        seats_for_new = max(0, self.free - len(self.line))
        if len(new) > seats_for_new and not or_wait:
            return False
        self.seated |= set(new[:seats_for_new])
        self.line += new[seats_for_new:]
        return True

    def leave(self, who: int) -> None:
        self.seated.discard(who)
        self.offered.pop(who, None)
        self.line = [other for other in self.line if other != who]
        self.fill()

    def fill(self) -> None:
        until = offers.deadline(STARTS, self.now, PARIS)
        while until is not None and self.free and self.line:
            self.offered[self.line.pop(0)] = until

    def tick(self) -> None:
        if not PARIS.is_quiet(self.now) or offers.deadline(STARTS, self.now, PARIS):
            self.offered = {who: until for who, until in self.offered.items() if until > self.now}  # type: ignore[operator]  # instants
            self.fill()


class Machine(RuleBasedStateMachine):
    """Does to the tables what it does to the model."""

    @initialize(capacity=st.integers(0, 4))
    def begin(self, capacity: int) -> None:
        self.engine = create_engine("sqlite://", poolclass=StaticPool)
        Base.metadata.create_all(self.engine)
        self.session = Session(self.engine)
        self.event = make_event(self.session, capacity=capacity, starts_at=STARTS)
        self.families = [make_family(self.session, chat, "Léa", "Tom") for chat in range(1, FAMILIES + 1)]
        self.model = Model(capacity)

    @property
    def open(self) -> bool:
        return self.model.now < STARTS

    @rule(who=st.integers(0, FAMILIES - 1), both=st.booleans(), or_wait=st.booleans())
    def sign_up(self, who: int, both: bool, or_wait: bool) -> None:
        family, children = self.families[who]
        people = list(children if both else children[:1])
        if self.open:
            outcome = signups.sign_up(
                self.session, family_id=family, event_id=self.event, participants=people, or_wait=or_wait,
                now=self.model.now,
            )  # fmt: skip
            assert self.model.sign_up(people, or_wait) is not isinstance(outcome, NotEnough)

    @rule(who=st.integers(0, FAMILIES - 1), child=st.integers(0, 1))
    def cancel(self, who: int, child: int) -> None:
        family, children = self.families[who]
        ids = self.ids_of(children[child])
        if self.open and ids:
            signups.cancel(self.session, family_id=family, signup_ids=ids, now=self.model.now)
            self.model.leave(children[child])

    @rule(nth=st.integers(0, 3), accept=st.booleans())
    def answer(self, nth: int, accept: bool) -> None:
        if not self.open or nth >= len(self.model.offered):
            return
        who = list(self.model.offered)[nth]
        family = next(family for family, children in self.families if who in children)
        use_case = accepting.accept if accept else waiting.decline
        use_case(self.session, family_id=family, signup_ids=self.ids_of(who), now=self.model.now)
        if accept:
            del self.model.offered[who]
            self.model.seated.add(who)
        else:
            self.model.leave(who)

    @rule(capacity=st.integers(0, 6))
    def change_capacity(self, capacity: int) -> None:
        event = seats.lock(self.session, self.event)
        assert event is not None
        event.capacity, event.over = capacity, max(0, event.taken - capacity)
        self.model.capacity = capacity
        waiting.fill(self.session, self.event, now=self.model.now)
        if self.open:
            self.model.fill()

    @rule(minutes=st.sampled_from([1, 30, 130, 370, 600, 1441]))
    def pass_time(self, minutes: int) -> None:
        self.model.now += timedelta(minutes=minutes)
        sweep.sweep(self.session, now=self.model.now)
        self.model.tick()

    @invariant()
    def the_tables_say_what_the_model_says(self) -> None:
        rows = self.session.execute(
            select(SignupRow.participant_id, SignupRow.state)
            .where(SignupRow.state.in_(LIVE))
            .order_by(SignupRow.waiting_since, SignupRow.id)
        ).all()
        assert {who for who, state in rows if state == State.CONFIRMED} == self.model.seated
        assert {who for who, state in rows if state == State.OFFERED} == set(self.model.offered)
        assert [who for who, state in rows if state == State.WAITING] == self.model.line

    @invariant()
    def the_counter_is_right_and_never_above_capacity(self) -> None:
        event = self.session.get_one(EventRow, self.event, populate_existing=True)
        taken, seated = taken_and_seated(self.session, self.event)
        assert taken == seated <= (event.capacity or 0) + event.over

    @invariant()
    def positions_have_no_gap(self) -> None:
        found = [
            (entry.position, entry.participant_id)
            for family, _ in self.families
            for entry in signups.registrations(self.session, family, NOW)
            if entry.position is not None
        ]
        assert sorted(found) == list(enumerate(self.model.line, start=1))

    @invariant()
    def every_offer_was_told_once(self) -> None:
        told = [(notice.kind, notice.signup_ids) for notice in notices(self.session)]
        assert len(told) == len(set(told))

    def ids_of(self, who: int) -> list[int]:
        live = select(SignupRow.id).where(SignupRow.participant_id == who, SignupRow.state.in_(LIVE))
        return list(self.session.scalars(live))

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()
            self.engine.dispose()


@pytest.mark.parametrize(
    ("examples", "steps"), [(40, 25), pytest.param(2000, 50, marks=pytest.mark.slow)], ids=["short", "long"]
)
def test_any_order_of_events_keeps_seats_line_and_counter_right(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )  # fmt: skip
