"""An event changes again before the first change was told: a chat reads the difference to what it knows."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import EventRow
from knowledge.store.database import Database
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import Notice, OutboxState, Slot
from scheduler.reminders.still_true import since_told
from scheduler.signups import event_changes
from tests.scheduler.scene import NOW, change, join, make_event, transaction

DAYS = {"A": 10, "B": 12, "C": 14}


def slot(day: str) -> Slot:
    starts_at = NOW + timedelta(days=DAYS[day])
    return Slot(starts_at, starts_at + timedelta(hours=2))


def imported(session: Session, event: int, to: str) -> None:
    """A day, or "off"."""
    row = session.get_one(EventRow, event)
    was, revision, was_off = Slot(row.starts_at, row.ends_at), row.revision + 1, row.status == "cancelled"
    if to == "off":
        change(session, event, status="cancelled", revision=revision)
        event_changes.event_cancelled(session, event, now=NOW)
        return
    now_at = slot(to)
    change(session, event, status="scheduled", revision=revision, starts_at=now_at.starts_at, ends_at=now_at.ends_at)
    if was_off:
        event_changes.event_resumed(session, event, was=None if was == now_at else was, now=NOW)
    else:
        event_changes.event_moved(session, event, was=was, now=NOW)


def news(session: Session) -> str | None:
    """What the newest change tells the family, as « event_moved A »."""
    rows = session.scalars(select(OutboxRow).where(~OutboxRow.key.startswith("calendar")).order_by(OutboxRow.id))
    last = rows.all()[-1]
    told = since_told(session, Notice.from_json(last.notice or ""), last.chat_id)
    if told is None:
        return None
    old = next((day for day in DAYS if told.was == slot(day)), "")
    return f"{told.kind} {old}".strip()


def told_so_far(session: Session) -> None:
    session.execute(update(OutboxRow).values(state=OutboxState.SENT))


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("B", "event_moved A"),
        ("B C", "event_moved A"),
        ("B A", None),
        ("B C A", None),
        ("off A", None),
        ("off B", "event_moved A"),
        ("B off", "event_cancelled A"),
        ("B off A", None),
        ("off A off", "event_cancelled"),
        ("B told A", "event_moved B"),
        ("B told C B", None),
        ("off told A", "event_resumed"),
        ("off told B", "event_resumed A"),
        ("off told A off", None),
        ("off told B C", "event_resumed A"),
        ("off told B told A", "event_moved B"),
    ],
)
def test_a_chat_reads_the_difference_to_what_it_knows(database: Database, steps: str, expected: str | None) -> None:
    with transaction(database) as session:
        event = make_event(session)
        join(session, event, 1, "Léa")
        for step in steps.split():
            if step == "told":
                told_so_far(session)
            else:
                imported(session, event, step)
        assert news(session) == expected


def test_a_cancellation_whose_row_was_purged_still_makes_its_withdrawal_news(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session)
        join(session, event, 1, "Léa")
        imported(session, event, "off")
        session.execute(OutboxRow.__table__.delete())  # type: ignore[attr-defined]  # what the purge does after 30 days
        imported(session, event, "A")
        assert news(session) == "event_resumed"


@pytest.mark.parametrize(("state", "goes"), [(OutboxState.VOID, False), (OutboxState.SENT, True)])
def test_the_calendar_file_goes_only_with_the_words_that_explain_it(
    database: Database, state: OutboxState, goes: bool
) -> None:
    with transaction(database) as session:
        event = make_event(session)
        join(session, event, 1, "Léa")
        imported(session, event, "B")
        words, file = session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()
        words.state = state
        session.flush()
        assert (since_told(session, Notice.from_json(file.notice or ""), 1) is not None) is goes
