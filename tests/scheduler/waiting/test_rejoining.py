from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.store.database import Database
from scheduler.core.tables import SignupRow, State
from scheduler.seats.outcomes import (
    AgeRefused,
    AlreadyIn,
    CapReached,
    Done,
    EventCancelled,
    ListClosed,
    Past,
    SignUpOutcome,
    Unknown,
)
from scheduler.signups import signups
from scheduler.waiting import offers, waiting
from tests.scheduler.scene import NOW, change, join, make_event, make_family, states, taken_and_seated, transaction

AFTER = NOW + timedelta(days=1, minutes=1)


def rejoin(session: Session, family: int, ids: Sequence[int], now: datetime = AFTER) -> SignUpOutcome:
    return offers.rejoin(session, family_id=family, signup_ids=ids, now=now)


def ended_entry(session: Session, *names: str, others: int = 1) -> tuple[int, int, tuple[int, ...]]:
    """A family's offers ran out, and those who wait behind it (`others`) were offered the seats: event, family, ids."""
    event = make_event(session, capacity=0)
    done = join(session, event, 1, *names)
    assert isinstance(done, Done)
    for chat in range(2, 2 + others):
        join(session, event, chat, "Zoé")
    change(session, event, capacity=len(names))
    waiting.fill(session, event, now=NOW)
    offers.sweep(session, now=AFTER)
    return event, make_family(session, 1)[0], tuple(entry.signup_id for entry in done.registrations)


def test_the_whole_ended_entry_goes_to_the_end_of_the_line_in_one_entry(database: Database) -> None:
    with transaction(database) as session:
        event, family, ids = ended_entry(session, "Léa", "Tom", others=3)
        assert waiting.of_entry(session, family, ids[1]) == ids
        done = rejoin(session, family, ids)
        assert isinstance(done, Done)
        assert [(one.entry_position, one.position) for one in done.waiting] == [(2, 2), (2, 3)]
        assert isinstance(rejoin(session, family, ids), AlreadyIn)
        assert len(states(session, event)) == 5


def test_unnamed_places_come_back_once_too(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=0, age_min=None, age_max=None)
        family, _ = make_family(session, 1)
        signups.sign_up(session, family_id=family, event_id=event, unnamed=2, or_wait=True, now=NOW)
        join(session, event, 2, "Zoé")
        join(session, event, 3, "Max")
        change(session, event, capacity=2)
        waiting.fill(session, event, now=NOW)
        offers.sweep(session, now=AFTER)
        (first, _) = session.scalars(select(SignupRow.id).where(SignupRow.family_id == family)).all()
        for _tap in range(2):
            rejoin(session, family, waiting.of_entry(session, family, first))
        assert states(session, event) == ["waiting", "waiting", "offered", "offered"]


def test_who_rejoins_while_seats_are_free_has_them(database: Database) -> None:
    with transaction(database) as session:
        event, family, ids = ended_entry(session, "Léa", "Tom", others=1)
        done = rejoin(session, family, ids)
        assert isinstance(done, Done)
        assert [one.first_name for one in done.confirmed] == ["Léa"]
        assert [one.first_name for one in done.waiting] == ["Tom"]
        assert taken_and_seated(session, event) == (2, 2)


def test_a_family_that_left_its_offer_may_wait_again(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=0)
        for chat, name in enumerate(("Léa", "Tom"), start=1):
            join(session, event, chat, name)
        change(session, event, capacity=1)
        (offer,) = waiting.fill(session, event, now=NOW)
        waiting.decline(session, family_id=offer.family_id, signup_ids=offer.signup_ids, now=NOW)
        assert isinstance(rejoin(session, offer.family_id, offer.signup_ids, NOW), Done)
        assert states(session, event) == ["waiting", "offered"]


def test_nothing_but_an_ended_offer_comes_back(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session)
        done = join(session, event, 1, "Léa")
        assert isinstance(done, Done)
        family, _ = make_family(session, 1)
        stranger, _ = make_family(session, 2)
        ids = [one.signup_id for one in done.registrations]
        signups.cancel(session, family_id=family, signup_ids=ids, now=NOW)
        assert rejoin(session, family, ids) == Unknown()
        assert rejoin(session, stranger, ids) == Unknown()
        assert rejoin(session, family, []) == Unknown()
        assert states(session, event) == []


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"status": "cancelled"}, EventCancelled),
        ({"starts_at": AFTER}, Past),
        ({"age_min": 11}, AgeRefused),
        ({"family_cap": 1}, CapReached),
        ({"starts_at": AFTER + timedelta(minutes=50)}, ListClosed),
    ],
    ids=["cancelled", "begun", "age", "cap", "list closed"],
)
def test_what_forbids_a_return_is_said_and_nothing_changes(
    database: Database, fields: dict[str, object], answer: type
) -> None:
    with transaction(database) as session:
        event, family, ids = ended_entry(session, "Léa", "Tom", others=3)
        before = states(session, event)
        change(session, event, **fields)
        assert isinstance(rejoin(session, family, ids), answer)
        assert states(session, event) == before


def test_a_button_speaks_of_the_sign_ups_of_its_own_message(database: Database) -> None:
    with transaction(database) as session:
        event, family, ids = ended_entry(session, "Léa", others=0)
        join(session, event, 1, "Tom", now=AFTER)
        tom = waiting.in_state(session, family, event, State.CONFIRMED)
        assert waiting.of_offer(session, family, ids[0]) == ids
        assert waiting.of_offer(session, family, tom[0]) == tom
        assert waiting.of_entry(session, family, tom[0]) == tom
        for one in (ids[0], tom[0]):
            assert waiting.of_offer(session, family + 1, one) == ()
            assert waiting.of_entry(session, family + 1, one) == ()
        assert waiting.everyone_with(session, family, tom[0]) == tom
        assert waiting.everyone_with(session, family, ids[0]) == ids
