"""Two transactions at the very moment at which a phone is removed: one has read what the other is about to change."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from scheduler.core.tables import ParticipantRow, RemovalRow, SignupRow
from scheduler.families import families
from scheduler.joining import removals
from scheduler.privacy import privacy
from scheduler.seats.outcomes import Done, Unknown
from scheduler.signups import signups
from tests.scheduler.joining.test_removals import ANNE, BRUNO, TEAM, sign_up, together
from tests.scheduler.scene import NOW, make_event, make_family, taken_and_seated, transaction

PATIENCE_S = 20.0
LATER = NOW + removals.FINAL_AFTER
Act = Callable[[Session], Any]


@dataclass(frozen=True, slots=True)
class Home:
    """Anne (Léa) and Bruno (Tom) in one family, which also has Zoé from both; Léa has a place at the first event."""

    family: int
    event: int
    other_event: int
    removal: int = 0


def at_home(session: Session) -> Home:
    make_family(session, ANNE, "Léa", "Zoé")
    make_family(session, BRUNO, "Tom", "Zoé")
    family = together(session)
    event, other = (make_event(session, capacity=9, age_max=None) for _ in range(2))
    sign_up(session, event, ANNE, "Léa")
    return Home(family, event, other)


@pytest.fixture
def home(database: Database) -> Home:
    with transaction(database) as session:
        return at_home(session)


@pytest.fixture
def left(database: Database) -> Home:
    """The same, and Bruno was removed."""
    with transaction(database) as session:
        home = at_home(session)
        (removal,) = removals.remove_others(session, ANNE, NOW)
        return replace(home, removal=removal.id)


@pytest.fixture
def other(database_url: str) -> Iterator[Database]:
    """The second process's database."""
    made = Database(make_engine(database_url))
    yield made
    made.close()


def at_once(database: Database, other: Database, first: Act, second: Act) -> tuple[Any, Any]:
    """`second` reads and waits, or has ended, while `first` is done and not yet committed."""

    def does(act: Act) -> Any:
        with transaction(other) as session:
            return act(session)

    with ThreadPoolExecutor(1) as pool:
        with transaction(database) as session:
            one = first(session)
            session.flush()
            waits = pool.submit(does, second)
            if not database.is_sqlite:  # there nobody reads while another writes
                _until_it_waits(database, waits)
        return one, waits.result(PATIENCE_S)


def _until_it_waits(database: Database, act: "Future[Any]") -> None:
    locked = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    deadline = time.monotonic() + PATIENCE_S
    while not act.done():
        with database.engine.connect() as connection:
            if connection.execute(locked).scalar_one():
                return
        assert time.monotonic() < deadline, "it neither waits nor ends"
        time.sleep(0.01)  # a lock that is waited for is announced nowhere


def removes(who: int) -> Act:
    return lambda session: removals.remove_others(session, who, NOW)


def leaves(who: int) -> Act:
    return lambda session: removals.leave(session, who, NOW)


def signs_up(home: Home, name: str | None) -> Act:
    """Bruno confirms a form that he opened before: for a child, or for an unnamed place.

    No place of the family is there yet, so that the removal does not lock that event.
    """

    def act(session: Session) -> Any:
        people = [one.id for one in families.participants(session, home.family) if one.first_name == name]
        return signups.sign_up(
            session,
            family_id=home.family,
            event_id=home.other_event,
            participants=people,
            unnamed=int(name is None),
            chat_id=BRUNO,
            now=NOW,
        )

    return act


def children(session: Session, chat_id: int) -> set[str]:
    """Whom this phone speaks for."""
    family = families.family_of(session, chat_id)
    return set() if family is None else {one.first_name for one in families.participants(session, family.id)}


def assert_nothing_is_lost(database: Database, event: int) -> None:
    with transaction(database) as session:
        assert (children(session, ANNE), children(session, BRUNO)) == ({"Léa", "Zoé"}, {"Tom", "Zoé"})
        assert_all_is_in_order(session, event)


def assert_all_is_in_order(session: Session, event: int) -> None:
    """Each child has a phone, each place is its child's family's, and the counter is right."""
    spoken_for = {family.id for one in (ANNE, BRUNO) if (family := families.family_of(session, one)) is not None}
    home = dict(session.execute(select(ParticipantRow.id, ParticipantRow.family_id)).all())
    assert set(home.values()) <= spoken_for
    placed = session.execute(select(SignupRow.participant_id, SignupRow.family_id)).all()
    assert all(home.get(child or 0, family) == family for child, family in placed)
    taken, seated = taken_and_seated(session, event)
    assert taken == seated


def test_two_phones_that_remove_each_other_at_once_the_first_stays(
    database: Database, other: Database, home: Home
) -> None:
    gone, none = at_once(database, other, removes(ANNE), removes(BRUNO))
    assert ([one.chat_id for one in gone], none) == ([BRUNO], ())
    assert_nothing_is_lost(database, home.event)
    with transaction(database) as session:
        assert removals.open_of(session, ANNE) is None
        assert removals.open_of(session, BRUNO) is not None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(removes(ANNE), leaves(BRUNO), id="removed-leaves"),
        pytest.param(leaves(BRUNO), removes(ANNE), id="leaves-removed"),
        pytest.param(leaves(BRUNO), leaves(ANNE), id="both-leave"),
    ],
)
def test_of_two_who_part_at_once_each_keeps_their_own_and_it_happens_once(
    database: Database, other: Database, home: Home, first: Act, second: Act
) -> None:
    _, again = at_once(database, other, first, second)
    assert again in (None, ())
    assert_nothing_is_lost(database, home.event)
    with transaction(database) as session:
        assert len(session.scalars(select(RemovalRow)).all()) == 1


@pytest.mark.parametrize("with_children", [False, True])
def test_who_is_removed_while_erasing_everything_leaves_no_child_behind_that_nobody_speaks_for(
    database: Database, other: Database, home: Home, with_children: bool
) -> None:
    at_once(
        database,
        other,
        removes(ANNE),
        lambda session: privacy.erase(session, BRUNO, NOW, with_children=with_children),
    )
    with transaction(database) as session:
        assert (children(session, ANNE), families.family_of(session, BRUNO)) == ({"Léa", "Zoé"}, None)
        assert_all_is_in_order(session, home.event)


@pytest.mark.parametrize("name", ["Tom", "Zoé"], ids=["own", "shared"])
def test_a_form_confirmed_while_its_phone_is_removed_takes_no_place_in_the_family(
    database: Database, other: Database, home: Home, name: str | None
) -> None:
    _, outcome = at_once(database, other, removes(ANNE), signs_up(home, name))
    assert isinstance(outcome, Unknown)
    assert_nothing_is_lost(database, home.other_event)


@pytest.mark.parametrize("name", ["Zoé", None], ids=["shared", "unnamed"])
def test_a_place_taken_while_the_removal_waits_goes_along_with_who_took_it(
    database: Database, other: Database, home: Home, name: str | None
) -> None:
    outcome, (removal,) = at_once(database, other, signs_up(home, name), removes(ANNE))
    assert isinstance(outcome, Done)
    assert_nothing_is_lost(database, home.other_event)
    with transaction(database) as session:
        taken = session.scalars(select(SignupRow).where(SignupRow.made_by == BRUNO)).one()
        assert taken.family_id == removal.away_id


def refuses(left: Home) -> Act:
    return lambda session: removals.refuse(session, BRUNO, left.removal, LATER)


def test_a_veto_that_comes_first_is_heard_though_the_removal_was_found_to_be_due(
    database: Database, other: Database, left: Home
) -> None:
    veto, ended = at_once(database, other, refuses(left), lambda session: removals.end_due(session, LATER))
    assert veto is not None
    assert ended == ()
    with transaction(database) as session:
        assert removals.open_of(session, BRUNO) == veto


def test_a_veto_against_what_has_just_become_final_is_said_to_be_too_late(
    database: Database, other: Database, left: Home
) -> None:
    ended, veto = at_once(database, other, lambda session: removals.end_due(session, LATER), refuses(left))
    assert ([one.id for one in ended], veto) == ([left.removal], None)


def test_a_phone_that_agrees_while_the_team_takes_the_removal_back_is_told_that_it_is_over(
    database: Database, other: Database, left: Home
) -> None:
    back, agreed = at_once(
        database,
        other,
        lambda session: removals.take_back(session, left.removal, TEAM, NOW),
        lambda session: removals.agree(session, BRUNO, left.removal, NOW),
    )
    assert back is not None
    assert agreed is None
    with transaction(database) as session:
        everybody = {"Léa", "Tom", "Zoé"}
        assert (children(session, ANNE), children(session, BRUNO)) == (everybody, everybody)
