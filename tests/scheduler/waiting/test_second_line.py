"""What the tables themselves refuse, should a rule ever fail."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from knowledge.store.database import Database
from scheduler.core.tables import HoldRow, OutboxRow, ParticipantRow, SignupRow, State
from scheduler.signups import signups
from scheduler.waiting import offers
from tests.scheduler.scene import NOW, change, join, make_event, make_family, transaction


def seat(event: int, family: int, person: int, n: int, **fields: Any) -> SignupRow:
    values: dict[str, Any] = {"state": State.CONFIRMED, **fields}
    return SignupRow(
        event_id=event,
        family_id=family,
        participant_id=person,
        created_at=NOW,
        token="t",
        token_digest=f"d{n}",
        **values,
    )


def a_child_twice(session: Session, event: int, family: int, person: int) -> None:
    session.add_all(seat(event, family, person, n) for n in (1, 2))


def more_than_the_seats(session: Session, event: int, family: int, person: int) -> None:
    change(session, event, taken=3)


def less_than_nobody(session: Session, event: int, family: int, person: int) -> None:
    change(session, event, taken=-1)


def an_offer_without_end(session: Session, event: int, family: int, person: int) -> None:
    session.add(seat(event, family, person, 1, state=State.OFFERED))


def a_seat_that_runs_out(session: Session, event: int, family: int, person: int) -> None:
    session.add(seat(event, family, person, 1, offer_until=NOW))


def a_hold_of_nothing(session: Session, event: int, family: int, person: int) -> None:
    session.add(HoldRow(event_id=event, chat_id=1, seats=0, until=NOW))


def two_holds_of_a_chat(session: Session, event: int, family: int, person: int) -> None:
    session.add_all(HoldRow(event_id=event, chat_id=1, seats=1, until=NOW) for _ in range(2))


def a_message_twice(session: Session, event: int, family: int, person: int) -> None:
    session.add_all(OutboxRow(chat_id=1, send_class=3, key="offer", state="waiting", created_at=NOW) for _ in range(2))


def one_child_stored_twice(session: Session, event: int, family: int, person: int) -> None:
    row = session.get_one(ParticipantRow, person)
    session.add(ParticipantRow(family_id=family, first_name="Léa", identity=row.identity, created_at=NOW))


@pytest.mark.parametrize(
    "wrong",
    [
        a_child_twice, more_than_the_seats, less_than_nobody, an_offer_without_end, a_seat_that_runs_out,
        a_hold_of_nothing, two_holds_of_a_chat, a_message_twice, one_child_stored_twice,
    ],
)  # fmt: skip
def test_the_tables_refuse(database: Database, wrong: Any) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=2)
        family, (lea,) = make_family(session, 1, "Léa")
    with pytest.raises(IntegrityError), transaction(database) as session:
        wrong(session, event, family, lea)


def test_a_child_who_cancelled_may_come_again_beside_the_old_row(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=2)
        family, (lea,) = make_family(session, 1, "Léa")
        session.add_all([seat(event, family, lea, 1, state=State.CANCELLED), seat(event, family, lea, 2)])


def test_seats_kept_for_a_form_are_nobody_elses_until_it_is_too_late(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        kept = signups.hold(session, event_id=event, chat_id=1, wanted=1, now=NOW)
        assert isinstance(kept, signups.Held)
        assert signups.hold(session, event_id=event, chat_id=2, wanted=1, now=NOW) == signups.Short(0)
        waits = join(session, event, 2, "Tom")
        assert [entry.state for entry in waits.registrations] == [State.WAITING]  # type: ignore[union-attr]  # Done
        later = signups.hold(session, event_id=event, chat_id=1, wanted=1, now=kept.until)
        assert later == signups.Short(0)  # over, and Tom comes first


def test_a_hold_that_is_over_goes_in_the_night_and_at_a_cancelled_event_too(database: Database) -> None:
    night = NOW + timedelta(hours=11)
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        signups.hold(session, event_id=event, chat_id=1, wanted=1, now=NOW)
        change(session, event, status="cancelled", revision=2)
        offers.sweep(session, now=night)
        assert session.scalars(select(HoldRow.id)).all() == []
