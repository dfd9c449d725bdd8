from datetime import timedelta

import pytest
from sqlalchemy import select, text

from knowledge.store.database import Database
from scheduler.core.tables import FamilyRow, OutboxRow
from scheduler.families import families
from scheduler.outbox.outbox import Notice, NoticeKind, OutboxState, SendClass, Slot, put, put_by
from scheduler.reminders.still_true import still_true
from scheduler.seats.outcomes import Done
from scheduler.signups import signups
from scheduler.waiting import offers, waiting
from tests.scheduler.scene import NOW, change, join, make_event, make_family, notices, transaction


def test_a_row_waits_encrypted_until_it_is_sent(database: Database) -> None:
    with transaction(database) as session:
        row_id = put(session, chat_id=7, send_class=SendClass.REPLY, payload='{"text":"Léa"}', now=NOW)
        row = session.get(OutboxRow, row_id)
        assert row is not None
        assert (row.state, row.payload, row.send_class) == (OutboxState.WAITING, '{"text":"Léa"}', 0)
        stored = session.scalar(text("SELECT payload FROM outbox"))
        assert stored is not None
        assert "Léa" not in stored


def test_a_transaction_tells_how_many_messages_it_owes_anew_to_whomever(database: Database) -> None:
    with transaction(database) as session:
        for chat_id, key in ((7, None), (8, "k"), (8, "k"), (-1, None)):
            put(session, chat_id=chat_id, send_class=SendClass.OFFER, key=key, now=NOW)
        assert put_by(session) == 3
    with transaction(database) as session:
        assert put_by(session) == 0


def test_the_same_key_is_put_once_and_rows_without_a_key_always(database: Database) -> None:
    with transaction(database) as session:
        ids = [put(session, chat_id=7, send_class=SendClass.OFFER, key="k", now=NOW) for _ in range(2)]
        assert ids[0] is not None
        assert ids[1] is None
        more = [put(session, chat_id=7, send_class=SendClass.OFFER, now=NOW) for _ in range(2)]
        assert None not in more
        assert len(session.scalars(select(OutboxRow.id)).all()) == 3


def test_a_notice_survives_its_json() -> None:
    notice = Notice(
        kind=NoticeKind.EVENT_MOVED,
        family_id=1,
        event_id=2,
        revision=3,
        rule="1d@18:00",
        signup_ids=(4, 5),
        was=Slot(NOW, NOW + timedelta(hours=2)),
        until=NOW,
    )
    assert Notice.from_json(notice.to_json()) == notice


def reminder(event: int, family: int, revision: int = 1) -> Notice:
    return Notice(
        kind=NoticeKind.REMINDER,
        family_id=family,
        event_id=event,
        revision=revision,
        rule="7d",
        signup_ids=(1,),
    )


@pytest.mark.parametrize(
    "fields",
    [{"status": "cancelled"}, {"revision": 2}, {"starts_at": NOW}],
    ids=["cancelled", "moved", "begun"],
)
def test_a_reminder_is_void_once_the_event_changed(database: Database, fields: dict[str, object]) -> None:
    with transaction(database) as session:
        event = make_event(session)
        join(session, event, 1, "Léa")
        family, _ = make_family(session, 1)
        assert still_true(session, reminder(event, family), NOW)
        change(session, event, **fields)
        assert not still_true(session, reminder(event, family), NOW)


def test_a_reminder_is_void_once_the_family_left_or_wants_none(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session)
        done = join(session, event, 1, "Léa")
        assert isinstance(done, Done)
        family, _ = make_family(session, 1)
        families.set_reminders(session, 1, False)
        assert not still_true(session, reminder(event, family), NOW)
        families.set_reminders(session, 1, True)
        assert still_true(session, reminder(event, family), NOW)
        ids = [entry.signup_id for entry in done.confirmed]
        signups.cancel(session, family_id=family, signup_ids=ids, now=NOW)
        assert not still_true(session, reminder(event, family), NOW)
        session.delete(session.get_one(FamilyRow, family))
        session.flush()
        assert not still_true(session, reminder(event, family), NOW)


def test_an_offer_is_void_once_it_is_answered_or_over(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=0)
        join(session, event, 1, "Léa")
        family, _ = make_family(session, 1)
        change(session, event, capacity=1)
        waiting.fill(session, event, now=NOW)
        (offer,) = notices(session)
        assert still_true(session, offer, NOW)
        offers.sweep(session, now=NOW + timedelta(days=1))
        assert not still_true(session, offer, NOW)
        ended = notices(session)[-1]
        assert still_true(session, ended, NOW)
        join(session, event, 1, "Léa")
        offers.accept(session, family_id=family, signup_ids=offer.signup_ids, now=NOW)
        assert not still_true(session, offer, NOW)
