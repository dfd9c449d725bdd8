"""Each term with a row just inside and a row just outside; `now` stands still."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.core.tables import ChatRow, QuestionRow
from knowledge.agenda.agenda import EventRow
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.core.tables import (
    AnswerRow,
    ConsentRow,
    FamilyChatRow,
    FamilyRow,
    InvitationRow,
    OutboxRow,
    ParticipantRow,
    PurgeRow,
    SignupRow,
)
from scheduler.families import consents, families
from scheduler.families.consents import Purpose
from scheduler.joining import joining
from scheduler.outbox.outbox import OutboxState, SendClass, put
from scheduler.privacy import purge
from scheduler.privacy.purge import Purged, What
from scheduler.seats import answers, registrations
from scheduler.seats.answers import Answer, Question
from tests.scheduler.scene import NOW, join, make_event, make_family, transaction

SECOND = timedelta(seconds=1)
KEEP = timedelta(days=365)
ALL = [Answer(one, "yes") for one in Question]


def purged(session: Session, now: datetime = NOW, keep: timedelta = KEEP) -> dict[What, int]:
    """Purge, and what went."""
    awake = select(ChatRow.chat_id).where(ChatRow.seen_at > now - keep)
    needed = select(QuestionRow.outbox_id).where(QuestionRow.outbox_id.is_not(None))
    done = purge.purge(session, now=now, keep=keep, hours=PARIS, awake=awake, needed=needed)
    return {one.what: one.count for one in done if one.count}


def attended(session: Session, chat_id: int, ends_at: datetime, *names: str, since: datetime | None = None) -> int:
    """A family that came to an event of two hours, answered everything, and has not written since."""
    event = make_event(session, capacity=9)
    join(session, event, chat_id, *names, now=since or ends_at - timedelta(days=20))
    family = families.family_of(session, chat_id)
    assert family is not None
    answers.keep(session, registrations.live_rows(session, event, family.id), ALL, ends_at)
    row = session.get_one(EventRow, event)
    row.starts_at, row.ends_at = ends_at - timedelta(hours=2), ends_at
    session.flush()
    return event


def kinds(session: Session) -> list[str]:
    return sorted(session.scalars(select(AnswerRow.question)))


def count(session: Session, table: type[object]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize(
    ("now", "gone"),
    [
        # The event ends at 18:00 in Paris on 24 November: the note stays that evening, and goes at midnight there.
        (datetime(2026, 11, 24, 22, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 24, 23, 0, tzinfo=UTC), True),
    ],
)
def test_health_notes_go_the_day_after_the_event_on_the_venues_calendar(
    database: Database, now: datetime, gone: bool
) -> None:
    with transaction(database) as session:
        attended(session, 1, datetime(2026, 11, 24, 17, 0, tzinfo=UTC), "Léa")
        assert purged(session, now) == ({What.HEALTH: 1} if gone else {})
        assert kinds(session) == (["alone", "phone", "photo"] if gone else ["allergy", "alone", "phone", "photo"])


def test_an_event_that_went_past_midnight_counts_by_its_end(database: Database) -> None:
    with transaction(database) as session:
        half_past_midnight = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
        attended(session, 1, half_past_midnight, "Léa")
        assert purged(session, half_past_midnight + timedelta(hours=23)) == {}
        assert purged(session, half_past_midnight + timedelta(hours=24)) == {What.HEALTH: 1}


def test_phone_numbers_go_thirty_days_after_the_event(database: Database) -> None:
    with transaction(database) as session:
        attended(session, 1, NOW - timedelta(days=30) + SECOND, "Léa")
        attended(session, 2, NOW - timedelta(days=30), "Tom")
        assert purged(session) == {What.HEALTH: 2, What.PHONES: 1}
        assert kinds(session) == ["alone", "alone", "phone", "photo", "photo"]


def test_sign_ups_and_whoever_has_nothing_left_go_after_the_set_term(database: Database) -> None:
    with transaction(database) as session:
        kept = attended(session, 1, NOW - KEEP + SECOND, "Léa")
        gone = attended(session, 2, NOW - KEEP, "Tom", "Zoé")
        for chat in (1, 2):
            consents.give(session, make_family(session, chat)[0], [Purpose.NOTICE], NOW - KEEP)
        assert purged(session) == {
            What.HEALTH: 3,
            What.PHONES: 3,
            What.SIGNUPS: 2,
            What.PARTICIPANTS: 2,
            What.FAMILIES: 1,
        }
        assert list(session.scalars(select(SignupRow.event_id))) == [kept]
        for table in (FamilyRow, FamilyChatRow, ParticipantRow, SignupRow):
            assert count(session, table) == 1
        assert set(session.scalars(select(ConsentRow.family_id))) == {make_family(session, 1)[0]}
        assert session.get_one(EventRow, gone).taken == 2  # how many came is kept, without their names


def test_the_term_can_be_set(database: Database) -> None:
    with transaction(database) as session:
        attended(session, 1, NOW - timedelta(days=40), "Léa")
        assert purged(session, keep=timedelta(days=41)) == {What.HEALTH: 1, What.PHONES: 1}
        assert What.SIGNUPS in purged(session, keep=timedelta(days=40))


def test_a_family_that_still_writes_or_comes_keeps_its_names(database: Database) -> None:
    with transaction(database) as session:
        for chat in (1, 2, 3):
            attended(session, chat, NOW - KEEP, "Léa")
        join(session, make_event(session), 1, "Léa", now=NOW - KEEP - timedelta(days=20))
        session.add(ChatRow(chat_id=2, seen_at=NOW - KEEP + SECOND))
        session.add(ChatRow(chat_id=3, seen_at=NOW - KEEP))
        found = purged(session)
        assert (found[What.SIGNUPS], found[What.PARTICIPANTS], found[What.FAMILIES]) == (3, 1, 1)
        assert sorted(session.scalars(select(FamilyChatRow.chat_id))) == [1, 2]


def test_a_child_added_lately_keeps_the_family(database: Database) -> None:
    with transaction(database) as session:
        attended(session, 1, NOW - KEEP, "Léa")
        make_family(session, 1, "Tom", now=NOW - KEEP + SECOND)
        assert purged(session)[What.PARTICIPANTS] == 1
        assert [one.first_name for one in families.participants(session, make_family(session, 1)[0])] == ["Tom"]


def test_events_to_come_are_never_touched(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, starts_at=NOW - SECOND)
        join(session, event, 1, "Léa", now=NOW - 2 * KEEP)
        family, _ = make_family(session, 1)
        answers.keep(session, registrations.live_rows(session, event, family), ALL, NOW)
        assert purged(session) == {}


def test_traces_of_messages_go_but_what_waits_and_what_keeps_a_reminder_from_coming_twice_stays(
    database: Database,
) -> None:
    with transaction(database) as session:
        for days, send_class, state in (
            (30, SendClass.REPLY, OutboxState.SENT),
            (30, SendClass.OFFER, OutboxState.VOID),
            (365, SendClass.REMINDER, OutboxState.SENT),
            (30, SendClass.ANNOUNCEMENT, OutboxState.UNCLEAR),
            (30, SendClass.REPLY, OutboxState.WAITING),
            (364, SendClass.REMINDER, OutboxState.SENT),
            (29, SendClass.ANNOUNCEMENT, OutboxState.FAILED),
        ):
            number = put(session, chat_id=1, send_class=send_class, now=NOW - timedelta(days=days))
            session.get_one(OutboxRow, number).state = state
        session.flush()
        assert purged(session) == {What.TRACES: 4}
        assert sorted(session.scalars(select(OutboxRow.id))) == [5, 6, 7]


def test_invitations_go_a_month_after_their_end(database: Database) -> None:
    with transaction(database) as session:
        for chat, over in ((1, timedelta(days=30)), (2, timedelta(days=30) - SECOND)):
            family, _ = make_family(session, chat)
            joining.invite(session, family, NOW - over - joining.LASTS)
        assert purged(session) == {What.INVITATIONS: 1}
        assert count(session, InvitationRow) == 1


def test_what_went_is_noted_with_counts_and_nothing_when_nothing_went(database: Database) -> None:
    with transaction(database) as session:
        purge.note(session, (Purged(What.PHONES, 2), Purged(What.HEALTH, 0)), NOW)
        assert [(row.what, row.count, row.at) for row in session.scalars(select(PurgeRow))] == [("phones", 2, NOW)]


def test_a_batch_is_never_larger_than_said(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purge, "BATCH", 2)
    with transaction(database) as session:
        attended(session, 1, NOW - timedelta(days=1), "Léa", "Tom", "Zoé")
        assert [purged(session) for _ in range(3)] == [{What.HEALTH: 2}, {What.HEALTH: 1}, {}]
