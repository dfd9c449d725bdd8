"""Who cannot be written to, and what is owed again when they return."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.core.tables import FamilyChatRow, OutboxRow
from scheduler.families import families
from scheduler.outbox import sending
from scheduler.outbox.outbox import UNREACHABLE, Notice, NoticeKind, OutboxState, SendClass, Slot, put
from scheduler.outbox.sending import Claimed
from scheduler.reminders import for_team, reminders
from scheduler.reminders.rules import parse_rules
from scheduler.reminders.still_true import still_true
from scheduler.signups import event_changes
from tests.scheduler.scene import NOW, change, join, make_event, make_family, transaction

RULES = parse_rules("7d,1d@18:00")
WAS = Slot(NOW + timedelta(days=5), NOW + timedelta(days=5, hours=2))
DAY = timedelta(days=1)
T0, TEAM = NOW.timestamp(), -100


def beat(session: Session, at: datetime) -> int:
    return reminders.put_due(session, at, PARIS, RULES)


def sendable(session: Session, now: datetime) -> list[Notice]:
    """What a sender would send now, true things only."""

    def render(session: Session, row: OutboxRow, notice: Notice) -> str | None:
        return notice.to_json() if still_true(session, notice, now) else None

    found: list[Notice] = []
    while (one := sending.claim(session, owner="a", clock=T0, rate=None, render=render)) is not None:
        if isinstance(one, Claimed):
            found.append(Notice.from_json(one.payload))
            sending.mark_sent(session, "a", one.id, 1, now)
    return found


def states(session: Session) -> list[str]:
    return list(session.scalars(select(OutboxRow.state).order_by(OutboxRow.id)))


def test_what_was_owed_to_a_lost_chat_is_void_and_its_words_are_erased(database: Database) -> None:
    with transaction(database) as session:
        join(session, make_event(session, starts_at=NOW + 6 * DAY), 1, "Léa", now=NOW - 10 * DAY)
        assert beat(session, NOW) == 1
        put(session, chat_id=1, send_class=SendClass.REPLY, payload="Léa", now=NOW)
        put(session, chat_id=2, send_class=SendClass.REPLY, payload="x", now=NOW)
        reminders.lost(session, 1, NOW)
        assert states(session) == [OutboxState.VOID, OutboxState.VOID, OutboxState.WAITING]
        assert session.scalars(select(OutboxRow.payload).where(OutboxRow.chat_id == 1)).all() == [None, None]


def test_on_return_the_reminder_that_is_nearest_is_owed_once(database: Database) -> None:
    with transaction(database) as session:
        join(session, make_event(session, starts_at=NOW + 6 * DAY), 1, "Léa", now=NOW - 10 * DAY)
        beat(session, NOW)
        reminders.lost(session, 1, NOW)
        assert beat(session, NOW + 5 * DAY + timedelta(hours=8)) == 0
        back = NOW + 5 * DAY + timedelta(hours=8, minutes=30)
        assert reminders.returned(session, 1)
        beat(session, back)
        beat(session, back)
        assert [notice.rule for notice in sendable(session, back)] == ["1d@18:00"]
        assert not reminders.returned(session, 1)


def test_on_return_the_very_reminder_that_could_not_be_sent_is_owed_again(database: Database) -> None:
    with transaction(database) as session:
        join(session, make_event(session, starts_at=NOW + 6 * DAY), 1, "Léa", now=NOW - 10 * DAY)
        beat(session, NOW)
        reminders.lost(session, 1, NOW)
        reminders.returned(session, 1)
        assert beat(session, NOW + DAY) == 1
        assert [notice.rule for notice in sendable(session, NOW + DAY)] == ["7d"]


def test_a_reminder_that_came_before_the_block_does_not_come_again(database: Database) -> None:
    with transaction(database) as session:
        join(session, make_event(session, starts_at=NOW + 6 * DAY), 1, "Léa", now=NOW - 10 * DAY)
        beat(session, NOW)
        assert len(sendable(session, NOW)) == 1
        reminders.lost(session, 1, NOW)
        reminders.returned(session, 1)
        assert beat(session, NOW) == 0
        assert sendable(session, NOW) == []


def test_on_return_nothing_is_owed_for_what_has_begun(database: Database) -> None:
    with transaction(database) as session:
        join(session, make_event(session, starts_at=NOW + DAY), 1, "Léa", now=NOW - 10 * DAY)
        beat(session, NOW)
        reminders.lost(session, 1, NOW)
        reminders.returned(session, 1)
        assert beat(session, NOW + DAY) == 0
        assert sendable(session, NOW + DAY) == []


@pytest.mark.parametrize("when", ["before the block", "while out of reach"])
def test_a_cancellation_is_told_on_return_whenever_it_happened(database: Database, when: str) -> None:
    with transaction(database) as session:
        event = make_event(session, starts_at=NOW + 6 * DAY)
        join(session, event, 1, "Léa")
        if when == "while out of reach":
            reminders.lost(session, 1, NOW)
        change(session, event, status="cancelled")
        event_changes.event_cancelled(session, event, now=NOW)
        if when == "before the block":
            reminders.lost(session, 1, NOW)
        assert sendable(session, NOW) == []
        reminders.returned(session, 1)
        kinds = [notice.kind for notice in sendable(session, NOW)]
        assert kinds == [NoticeKind.EVENT_CANCELLED, NoticeKind.CALENDAR]


def test_of_two_moves_missed_only_the_last_is_told(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, starts_at=NOW + 6 * DAY)
        join(session, event, 1, "Léa")
        reminders.lost(session, 1, NOW)
        for revision in (2, 3):
            change(session, event, revision=revision, revised_at=NOW)
            event_changes.event_moved(session, event, was=WAS, now=NOW)
        reminders.returned(session, 1)
        told = [(one.kind, one.revision) for one in sendable(session, NOW)]
        assert told == [(NoticeKind.EVENT_MOVED, 3), (NoticeKind.CALENDAR, 3)]


def test_a_family_is_out_of_reach_once_its_last_chat_is_and_that_is_news_once(database: Database) -> None:
    with transaction(database) as session:
        family, _ = make_family(session, 1)
        make_family(session, 3)
        families.link_chat(session, 2, family)
        assert reminders.lost(session, 1, NOW) is None
        assert families.unreachable_families(session) == ()
        lost = reminders.lost(session, 2, NOW + DAY)
        assert lost is not None
        assert reminders.lost(session, 2, NOW + DAY) is None
        (found,) = families.unreachable_families(session)
        assert (found.id, found.number, found.since) == (family, lost.number, NOW + DAY)
        reminders.returned(session, 1)
        assert families.unreachable_families(session) == ()


def test_a_chat_without_a_family_comes_and_goes_quietly(database: Database) -> None:
    with transaction(database) as session:
        assert reminders.lost(session, 9, NOW) is None
        assert not reminders.returned(session, 9)
        assert session.scalars(select(FamilyChatRow.chat_id)).all() == []


def test_a_digest_that_the_teams_group_refused_is_owed_again_when_the_bot_is_back_in_it(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, starts_at=NOW + timedelta(hours=3))
        join(session, event, 1, "Léa", now=NOW - DAY)
        assert for_team.put_due(session, TEAM, NOW, PARIS) == 1
        one = sending.claim(session, owner="a", clock=T0, rate=None, render=lambda *_: "{}")
        assert isinstance(one, Claimed)
        sending.mark_failed(session, "a", one.id, UNREACHABLE)
        reminders.group_returned(session, TEAM)
        assert [notice.kind for notice in sendable(session, NOW)] == [NoticeKind.STAFF_DIGEST]
        assert sendable(session, NOW) == []
