"""Two phones, children of each and of both: whatever they and the team do, in any order, nobody loses what they brought
and nobody sees what they neither brought nor shared. A plain model in sets says who has what.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Engine, create_engine, event, func, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from knowledge.agenda.agenda import EventRow
from knowledge.store.columns import Base
from knowledge.store.database import Database
from scheduler.core.people import BirthMonth
from scheduler.core.tables import FamilyChatRow, FamilyRow, ParticipantRow, RemovalRow, SignupRow, State
from scheduler.families import families
from scheduler.joining import joining, removals
from scheduler.joining.joining import ReadOnlyError, read_only
from scheduler.privacy import privacy
from scheduler.seats.outcomes import Cancelled
from scheduler.seats.registrations import registrations, seen_elsewhere
from scheduler.signups import signups
from tests.scheduler.machines import empty, run_on
from tests.scheduler.scene import NOW, make_event

ANNE, BRUNO, TEAM = 1, 2, 777
PHONES, NAMES = (ANNE, BRUNO), ("Lea", "Tom", "Zoe")
LONG = int(os.environ.get("CITE_TEST_SEQUENCES", "3000"))
phone, name = st.sampled_from(PHONES), st.sampled_from(NAMES)


@dataclass
class Child:
    """A child as a family has it: who brought it, and its place, if any: the how-manieth it was, and who made it."""

    bringers: set[int] = field(default_factory=set)
    place: tuple[int, int] | None = None

    def is_placed_by(self, who: int) -> bool:
        return self.place is not None and self.place[1] == who


@dataclass
class Model:
    """Whose children are whose. `home`: the family of each phone, `leaving`: who was removed, and from where."""

    home: dict[int, int] = field(default_factory=dict)
    children: dict[int, dict[str, Child]] = field(default_factory=dict)
    leaving: dict[int, int] = field(default_factory=dict)
    asked: int | None = None
    fresh: int = 0

    def new_family(self) -> int:
        self.fresh += 1
        self.children[self.fresh] = {}
        return self.fresh

    def with_(self, who: int) -> list[int]:
        return [one for one in PHONES if one != who and self.home.get(one, 0) == self.home.get(who, -1)]

    def part(self, who: int) -> int:
        """Own children go along, those of both are copied, the place of a copy goes to who made it."""
        old, new = self.home[who], self.new_family()
        for called, child in list(self.children[old].items()):
            if child.bringers == {who}:
                self.children[new][called] = self.children[old].pop(called)
            elif who in child.bringers:
                child.bringers.discard(who)
                mine = child.is_placed_by(who)
                self.children[new][called] = Child({who}, child.place if mine else None)
                child.place = None if mine else child.place
        self.home[who] = new
        return old

    def merge(self, who: int, into: int) -> None:
        """A child of both is one; of two places the older one stays."""
        old = self.home[who]
        for called, child in self.children.pop(old).items():
            same = self.children[into].get(called)
            if same is None:
                self.children[into][called] = child
            else:
                same.bringers |= child.bringers
                same.place = min(filter(None, (same.place, child.place)), default=None)
        self.home[who] = into


class Conflict(RuleBasedStateMachine):
    """Does to the tables what it does to the model."""

    engine: Engine

    @initialize(apart=st.sampled_from([False, False, False, True]), places=st.sets(st.tuples(phone, name), max_size=4))
    def begin(self, apart: bool, places: set[tuple[int, str]]) -> None:
        """Each with a child of their own and one of both; mostly in one family, with places that either took."""
        empty(self.engine)
        self.now, self.model = NOW, Model()
        with Session(self.engine) as session, session.begin():
            self.event = make_event(session, capacity=50, starts_at=NOW + timedelta(days=400))
        self.request: joining.Asked | None = None
        self.link: str | None = None
        for who, called in ((ANNE, "Lea"), (ANNE, "Zoe"), (BRUNO, "Tom"), (BRUNO, "Zoe")):
            self.brings(who, called)
        if not apart:
            self.come_together(ANNE)
        for who, called in sorted(places):
            self.signs_up(who, called)

    @rule(who=phone, called=name)
    def brings(self, who: int, called: str) -> None:
        if self.acts(who, lambda session: self._brings(session, who, called)):
            if who not in self.model.home:
                self.model.home[who] = self.model.new_family()
            self.model.children[self.model.home[who]].setdefault(called, Child()).bringers.add(who)

    def _brings(self, session: Session, who: int, called: str) -> None:
        family = families.ensure_family(session, who, "fr", self.now)
        families.record_consent(session, family.id, self.now)
        families.add_participant(session, family.id, called, BirthMonth(NOW.year - 9, 1), self.now, who)

    @rule(who=phone, called=name)
    def signs_up(self, who: int, called: str) -> None:
        child = self.model.children.get(self.model.home.get(who, 0), {}).get(called)
        if child is not None and self.acts(who, lambda session: self._signs_up(session, who, called)):
            self.model.fresh += 1
            child.place = child.place or (self.model.fresh, who)

    def _signs_up(self, session: Session, who: int, called: str) -> None:
        family = families.family_of(session, who)
        assert family is not None
        ids = [one.id for one in families.participants(session, family.id) if one.first_name == called]
        signups.sign_up(session, family_id=family.id, event_id=self.event, participants=ids, chat_id=who, now=self.now)

    @rule(who=phone, called=name)
    def cancels(self, who: int, called: str) -> None:
        """Of the family's own, or of the other one's: an old button, or a forged one."""
        owner = next((family for family, there in self.model.children.items() if called in there), 0)
        home = self.model.home.get(who, 0)
        mine = self.model.children.get(home, {}).get(called)
        if mine is None and not owner:
            return
        if self.acts(who, lambda session: self._cancels(session, who, called)) and mine is not None:
            mine.place = None

    def _cancels(self, session: Session, who: int, called: str) -> None:
        family = families.family_of(session, who)
        rows = session.execute(select(SignupRow, ParticipantRow).join(ParticipantRow)).all()
        ids = [row.id for row, child in rows if child.first_name == called and row.state == State.CONFIRMED]
        signups.cancel(session, family_id=0 if family is None else family.id, signup_ids=ids, now=self.now)

    @rule(who=phone, called=name)
    def forgets(self, who: int, called: str) -> None:
        home = self.model.home.get(who, 0)
        child = self.model.children.get(home, {}).get(called)
        if child is None:
            return
        others = child.bringers - {who}
        if self.acts(who, lambda session: self._forgets(session, who, called, bool(others))) and not others:
            del self.model.children[home][called]

    def _forgets(self, session: Session, who: int, called: str, is_theirs: bool) -> None:
        family = families.family_of(session, who)
        assert family is not None
        child = next(one for one in families.participants(session, family.id) if one.first_name == called)
        done = privacy.remove_participant(session, family.id, child.id, self.now, chat_id=who)
        assert isinstance(done, privacy.BroughtByOthers if is_theirs else Cancelled)

    @rule(who=phone)
    def invites(self, who: int) -> None:
        if who not in self.model.home or who in self.model.leaving:
            return
        with self.session() as session:
            family = families.family_of(session, who)
            assert family is not None
            made = joining.invite(session, family.id, self.now)
        full = bool(self.model.with_(who)) or self.model.home[who] in self.model.leaving.values()
        assert (made is None) == full
        if made is not None:
            self.link, self.request = made.token, None

    @rule(who=phone)
    def asks(self, who: int) -> None:
        if self.link is not None:
            with self.session() as session:
                found = joining.ask(session, token=self.link, chat_id=who, now=self.now)
            if isinstance(found, joining.Asked):
                assert who not in self.model.leaving
                self.request = found
                self.model.asked = who

    @rule(who=phone, yes=st.sampled_from([True, True, True, False]))
    def answers(self, who: int, yes: bool) -> None:
        if self.request is None:
            return
        answer = joining.approve if yes else joining.decline
        with self.session() as session:
            found = answer(session, invitation_id=self.request.invitation_id, chat_id=who, now=self.now)
        if found is not None:
            assert who != self.model.asked
            self.request = None
        if isinstance(found, joining.Joined):
            self.link = None
            asker = found.chat_id
            if asker in self.model.home:
                self.model.merge(asker, self.model.home[who])
            self.model.home[asker] = self.model.home[who]

    @rule(who=phone)
    def come_together(self, who: int) -> None:
        """Without which nothing of the rest is worth trying."""
        (other,) = [one for one in PHONES if one != who]
        self.invites(who)
        self.asks(other)
        self.answers(who, yes=True)

    @rule(who=phone)
    def removes(self, who: int) -> None:
        others = self.model.with_(who)
        with self.session() as session:
            gone = removals.remove_others(session, who, self.now)
        assert [one.chat_id for one in gone] == others
        for other in others:
            self.model.leaving[other] = self.model.part(other)
            self.link = self.request = None

    @rule(who=phone)
    def leaves(self, who: int) -> None:
        others = self.model.with_(who)
        with self.session() as session:
            gone = removals.leave(session, who, self.now)
        assert (gone is not None) == bool(others)
        if gone is not None:
            self.model.part(who)
            self.link = self.request = None

    @rule(who=phone, agrees=st.booleans())
    def replies(self, who: int, agrees: bool) -> None:
        """To the removal of whoever is removed: only that phone is heard."""
        with self.session() as session:
            for one in [removals.open_of(session, phone) for phone in PHONES]:
                if one is not None:
                    say = removals.agree if agrees else removals.refuse
                    done = say(session, who, one.id, self.now)
                    assert done is None or who == one.chat_id
                    if done is not None and agrees:
                        del self.model.leaving[who]

    @rule(back=st.booleans(), nth=st.integers(1, 3))
    def team_decides(self, back: bool, nth: int) -> None:
        """About one of the newest removals, over or not."""
        with self.session() as session:
            ids = session.scalars(select(RemovalRow.id).order_by(RemovalRow.id.desc())).all()
            if len(ids) < nth:
                return
            one = removals.by_id(session, ids[nth - 1])
            assert one is not None
            if back:
                done = removals.take_back(session, one.id, TEAM, self.now)
            else:
                done = removals.confirm(session, one.id, TEAM, self.now)
            into = None if done is None or not back else self._family_in_model(session, done)
        if done is None:
            return
        self.model.leaving.pop(done.chat_id, None)
        if into is not None:
            self.model.merge(done.chat_id, into)

    def _family_in_model(self, session: Session, done: removals.Removal) -> int:
        (stayed,) = [one for one in families.all_chats_of_family(session, done.family_id or 0) if one != done.chat_id]
        return self.model.home[stayed]

    @rule(hours=st.sampled_from([1, 20, 49, 170]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        with self.session() as session:
            for one in removals.end_due(session, self.now):
                self.model.leaving.pop(one.chat_id, None)

    @rule(who=phone, mine=st.booleans())
    def erases(self, who: int, mine: bool) -> None:
        alone = not self.model.with_(who)
        if who not in self.model.home:
            return
        if not self.acts(who, lambda session: privacy.erase(session, who, self.now, with_children=mine)):
            return
        if alone or self.model.asked == who:
            self.link = self.request = None
        if mine and not alone:
            self.model.part(who)
        home = self.model.home.pop(who)
        if alone or mine:
            del self.model.children[home]
            self.model.leaving = {phone: old for phone, old in self.model.leaving.items() if old != home}
        for there in self.model.children.values():
            for child in there.values():
                self._is_forgotten(child, who)

    def _is_forgotten(self, child: Child, who: int) -> None:
        child.bringers.discard(who)
        # Left to the other parent, the child is theirs; who made its place is not known any more.
        child.bringers = child.bringers or {one for one in PHONES if one != who}
        child.place = (child.place[0], 0) if child.place and child.is_placed_by(who) else child.place

    def acts(self, who: int, does: Any) -> bool:
        """Do it as the bot does, and commit; False when the phone may only look."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            if removals.open_of(session, who) is None:
                assert who not in self.model.leaving
                does(session)
                return True
            assert who in self.model.leaving
            before = self.rows(session)
            try:
                with session.begin_nested(), read_only(session):
                    does(session)
            except ReadOnlyError:
                pass
            assert self.rows(session) == before
            return False

    def rows(self, session: Session) -> list[Any]:
        found: list[Any] = []
        for table in (FamilyRow, FamilyChatRow, ParticipantRow, SignupRow):
            found += sorted((tuple(row) for row in session.execute(select(table.__table__))), key=str)
        return found

    @contextmanager
    def session(self) -> Iterator[Session]:
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @invariant()
    def check(self) -> None:
        """Every phone speaks for the children of the model, and sees the places that it made, and no others."""
        if not hasattr(self, "model"):
            return
        with Session(self.engine) as session:
            for who in PHONES:
                self.check_phone(session, who)
            workshop = session.get_one(EventRow, self.event)
            seated = select(func.count()).where(SignupRow.state == State.CONFIRMED)
            assert workshop.taken == session.scalar(seated)
            odd = select(SignupRow.id).join(ParticipantRow).where(ParticipantRow.family_id != SignupRow.family_id)
            assert session.scalars(odd).all() == []
            digests = session.scalars(select(ParticipantRow.identity)).all()
            assert len(digests) == len(set(digests))

    def check_phone(self, session: Session, who: int) -> None:
        family, home = families.family_of(session, who), self.model.home.get(who)
        assert (family is None) == (home is None)
        if family is None or home is None:
            return
        there = self.model.children[home]
        assert {one.first_name for one in families.participants(session, family.id)} == set(there)
        placed = {one.first_name for one in registrations(session, family.id, self.now)}
        assert placed == {called for called, child in there.items() if child.place is not None}
        elsewhere = {one.first_name for one in seen_elsewhere(session, who, family.id, self.now)}
        assert elsewhere == {
            called
            for other, children in self.model.children.items()
            for called, child in children.items()
            if other != home and child.is_placed_by(who)
        }


@pytest.mark.parametrize(
    ("examples", "steps"), [(20, 30), pytest.param(LONG, 60, marks=pytest.mark.slow)], ids=["short", "long"]
)
def test_nobody_loses_their_own_children_and_nobody_sees_another_s(examples: int, steps: int) -> None:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    # What is of a family goes with it, as in the file.
    event.listen(engine, "connect", lambda connection, record: connection.execute("PRAGMA foreign_keys=ON"))
    Base.metadata.create_all(engine)
    run_on(engine, Conflict, examples, steps)
    engine.dispose()


@pytest.mark.slow
def test_the_same_in_a_file_and_on_postgresql(database: Database) -> None:
    run_on(database.engine, Conflict, 100, 40)
