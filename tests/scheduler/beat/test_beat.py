from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from knowledge.store.database import Database
from scheduler.beat.beat import BeatReport, beat
from scheduler.core.hours import PARIS
from scheduler.core.tables import OutboxRow
from scheduler.core.transactions import Piece
from scheduler.families import families
from scheduler.outbox.outbox import Notice, SendClass
from scheduler.reminders import reminders
from scheduler.reminders.rules import parse_rules
from scheduler.signups import signups
from scheduler.waiting import waiting
from tests.scheduler.scene import NOW, change, join, make_event, make_family, notices, states, transaction

RULES = parse_rules("7d,1d@18:00,2h")
START = NOW + timedelta(days=10)  # a Saturday at noon


def beat_at(session: Session, now: datetime, *, owner: str = "a", clock: float | None = None) -> BeatReport:
    elapsed = now.timestamp() if clock is None else clock
    return beat(session, owner=owner, clock=elapsed, now=now, hours=PARIS, rules=RULES)


def test_each_reminder_is_put_once_however_often_it_beats(database: Database) -> None:
    with transaction(database) as session:
        join(session, make_event(session, capacity=3), 1, "Léa", "Tom")
        put = [beat_at(session, NOW + timedelta(hours=hour)).reminders for hour in range(24 * 11)]
        assert sum(put) == 3
        assert [(notice.rule, len(notice.signup_ids)) for notice in notices(session)] == [
            ("7d", 2),
            ("1d@18:00", 2),
            ("2h", 2),
        ]
        classes = set(session.scalars(select(OutboxRow.send_class)))
        assert classes == {SendClass.REMINDER}


def test_both_parents_are_reminded_and_one_who_blocked_the_bot_is_not(database: Database) -> None:
    with transaction(database) as session:
        join(session, make_event(session), 1, "Léa")
        family, _ = make_family(session, 1)
        for chat in (2, 3):
            assert families.link_chat(session, chat, family)
        families.mark_unreachable(session, 3, NOW)
        assert beat_at(session, START - timedelta(days=7)).reminders == 2
        assert [len(notices(session, chat)) for chat in (1, 2, 3)] == [1, 1, 0]


def test_what_fails_for_one_event_is_told_and_all_others_get_their_offers(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = waiting.fill

    def fill(session: Session, event_id: int, **about: Any) -> Any:
        plain(session, event_id, **about)  # what it wrote is undone
        if event_id == bad:
            raise LookupError("a fault of our own")
        return ()

    with transaction(database) as session:
        bad, good = (make_event(session, capacity=1) for _ in range(2))
        for event, first in ((bad, 10), (good, 20)):
            join(session, event, first, "Léa")
            join(session, event, first + 1, "Tom")
            change(session, event, capacity=2)
        monkeypatch.setattr(waiting, "fill", fill)
        assert beat_at(session, NOW).failed == (Piece("seats", bad),)
        assert [states(session, event) for event in (bad, good)] == [
            ["confirmed", "waiting"],
            ["confirmed", "offered"],
        ]
        monkeypatch.undo()
        assert beat_at(session, NOW).failed == ()
        assert states(session, bad) == ["confirmed", "offered"]


def test_what_fails_for_one_family_keeps_no_reminder_from_the_others_and_is_tried_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = reminders.put_notice

    def put_notice(session: Session, notice: Notice, chats: tuple[int, ...], **about: Any) -> int:
        put = plain(session, notice, chats, **about)
        if 2 in chats:
            session.execute(text("SELECT 1 FROM events WHERE id = 10000000000000000000000 / 0"))
            raise LookupError("a fault of our own")
        return put

    with transaction(database) as session:
        event = make_event(session, capacity=5)
        for chat in (1, 2, 3):
            join(session, event, chat, "Léa")
        monkeypatch.setattr(reminders, "put_notice", put_notice)
        report = beat_at(session, START - timedelta(days=7))
        assert (report.reminders, [(one.part, one.event_id) for one in report.failed]) == (2, [("reminder", event)])
        assert [len(notices(session, chat)) for chat in (1, 2, 3)] == [1, 0, 1]
        monkeypatch.undo()
        assert beat_at(session, START - timedelta(days=7)).reminders == 1
        assert [len(notices(session, chat)) for chat in (1, 2, 3)] == [1, 1, 1]


def test_a_fault_of_the_database_is_nobodys_and_undoes_the_whole_beat(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def put_notice(*args: object, **about: object) -> int:
        raise OperationalError("INSERT", {}, ValueError("database is locked"))

    with transaction(database) as session:
        join(session, make_event(session), 1, "Léa")
        monkeypatch.setattr(reminders, "put_notice", put_notice)
        with pytest.raises(OperationalError):
            beat_at(session, START - timedelta(days=7))


def test_a_moved_event_is_reminded_of_anew(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session)
        join(session, event, 1, "Léa")
        beat_at(session, START - timedelta(days=7))
        moved = START - timedelta(days=6)
        later = START + timedelta(days=7)
        change(session, event, starts_at=later, ends_at=later + timedelta(hours=1), revision=2, revised_at=moved)
        assert beat_at(session, START - timedelta(hours=2)).reminders == 0
        assert beat_at(session, START).reminders == 1
        assert [(notice.revision, notice.rule) for notice in notices(session)] == [(1, "7d"), (2, "7d")]


@pytest.mark.parametrize(("own", "expected"), [("3d", ["3d"]), ("off", []), ("nonsense", ["7d"]), (None, ["7d"])])
def test_an_events_own_rules_come_first(database: Database, own: str | None, expected: list[str]) -> None:
    with transaction(database) as session:
        join(session, make_event(session, reminders=own), 1, "Léa")
        beat_at(session, START - timedelta(days=3))
        assert [notice.rule for notice in notices(session)] == expected


def test_those_who_wait_or_cancelled_or_want_none_are_not_reminded(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=2)
        gone = join(session, event, 1, "Léa")
        join(session, event, 2, "Tom")
        join(session, event, 3, "Zoé")
        families.set_reminders(session, 2, False)
        family, _ = make_family(session, 1)
        ids = [entry.signup_id for entry in gone.registrations]  # type: ignore[union-attr]  # Done, as made
        signups.cancel(session, family_id=family, signup_ids=ids, now=NOW)
        assert beat_at(session, START - timedelta(days=7)).reminders == 0


def test_one_beat_ends_late_offers_and_passes_their_seats_on(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=0)
        for chat, name in enumerate(("Léa", "Tom"), start=1):
            join(session, event, chat, name)
        change(session, event, capacity=1)
        assert len(beat_at(session, NOW).offered) == 1
        second = beat_at(session, NOW + timedelta(days=1))
        assert (len(second.expired), len(second.offered)) == (1, 1)
        assert [notice.kind for notice in notices(session)] == ["offer", "offer_expired", "offer"]


def test_one_replica_at_a_time_beats_and_another_takes_over(database: Database) -> None:
    with transaction(database) as session:
        assert beat_at(session, NOW, owner="a", clock=1000.0).worked
        assert not beat_at(session, NOW, owner="b", clock=1010.0).worked
        assert beat_at(session, NOW, owner="a", clock=1010.0).worked
        assert beat_at(session, NOW, owner="b", clock=1030.0).worked
        assert not beat_at(session, NOW, owner="a", clock=1031.0).worked


def test_replicas_that_beat_one_after_the_other_put_a_reminder_once(database: Database) -> None:
    with transaction(database) as session:
        join(session, make_event(session), 1, "Léa")
    due = START - timedelta(days=7)
    for clock in (0.0, 1000.0, 2000.0):
        with transaction(database) as session:
            beat_at(session, due, owner=f"replica {clock}", clock=clock)
    with transaction(database) as session:
        assert len(notices(session)) == 1
