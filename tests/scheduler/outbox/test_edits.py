"""An edit of a message, wherever that message is on its way."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.core.tables import OutboxRow
from scheduler.outbox import sending
from scheduler.outbox.outbox import OutboxState, SendClass, put_edit
from scheduler.outbox.sending import Later
from tests.scheduler.outgoing import T0, arrive, claim, claimed, in_words, owe, reminder, row_at
from tests.scheduler.scene import NOW


def test_an_edit_of_what_was_sent_names_its_message(session: Session) -> None:
    row = owe(session, 7)
    claimed(session)
    arrive(session, row, message=44)
    edit = put_edit(session, edits_id=row, chat_id=7, payload="y", now=NOW)
    found = claimed(session)
    assert (found.id, found.payload, found.edits) == (edit, "y", 44)


def test_an_edit_of_what_waits_replaces_its_content(session: Session) -> None:
    row = owe(session, 7, SendClass.OFFER)
    assert put_edit(session, edits_id=row, chat_id=7, notice=reminder("7d"), now=NOW) == row
    found = claimed(session, render=in_words)
    assert (found.id, found.payload, found.edits) == (row, "reminder 7d", None)
    assert session.scalars(select(OutboxRow.id)).all() == [row]


def test_an_edit_of_what_is_in_flight_waits_for_it(session: Session) -> None:
    row = owe(session, 7, SendClass.OFFER)
    claimed(session)
    edit = put_edit(session, edits_id=row, chat_id=7, payload="y", now=NOW)
    assert claim(session) is None
    arrive(session, row, message=44)
    assert (claimed(session).id, row_at(session, row).state) == (edit, OutboxState.SENT)


def test_what_turns_out_not_to_have_gone_out_takes_the_edit_over(session: Session) -> None:
    row = owe(session, 7, SendClass.OFFER)
    claimed(session)
    edit = put_edit(session, edits_id=row, chat_id=7, payload="y", now=NOW)
    sending.retry(session, "a", row, T0, 0.0, "RetryAfter")
    assert claim(session) == Later(0.0)
    found = claimed(session)
    assert (found.id, found.payload, found.edits) == (row, "y", None)
    assert edit is not None
    assert row_at(session, edit).state == OutboxState.VOID


@pytest.mark.parametrize("is_news", [True, False], ids=["news", "only-an-edit"])
def test_an_edit_of_what_never_arrived_goes_out_anew_only_when_it_brings_news(session: Session, is_news: bool) -> None:
    row = owe(session, 7, SendClass.OFFER)
    claimed(session)
    sending.mark_failed(session, "a", row, "BadRequest")
    kind = SendClass.OFFER if is_news else SendClass.EDIT
    edit = put_edit(session, edits_id=row, chat_id=7, payload="y", send_class=kind, now=NOW)
    found = claim(session)
    if is_news:
        assert (found.id, found.edits) == (edit, None)
    else:
        assert found == Later(0.0)
