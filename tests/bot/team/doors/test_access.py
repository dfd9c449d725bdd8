"""Who sees a list and marks at a door: whoever has the event now, alone with the bot; what is forged does nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import cast

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.assistant.compose import Assistant
from bot.bot_api.replies import Action, Press
from bot.chat.context import Services
from bot.chat.state import Conversation, Outcome
from bot.chat.turn import Kind, Turn
from bot.core.staff import Role
from bot.core.tables import MemberRow, TeamLogRow
from bot.core.team_tables import AssignmentRow, ListFileRow
from bot.router.answers import Answering
from bot.router.route import Prepared, Routes
from bot.team.lists import access
from bot.team.lists import files as list_files
from knowledge.library.library import load_library
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.core.tables import OutboxRow
from scheduler.core.team_tables import AttendanceRow
from scheduler.outbox.outbox import OutboxState
from tests.scheduler.door.doors import expected, now_at, seats_of
from tests.scheduler.scene import NOW, transaction

MANAGER, HAS_IT, OTHER, LEFT, FAMILY, TEAM = 777, 60, 61, 62, 101, -100
DESK = Services(
    hours=PARIS, assistant=Assistant(load_library(), PARIS.zone), username="cite_bot", staff_chat_id=TEAM,
    staff_ids=frozenset({MANAGER}),
)  # fmt: skip


@pytest.fixture
def event(database: Database) -> int:
    """An event with two children whose door is open; one animator has it, one who left had it."""
    with transaction(database) as session:
        number = expected(session, ("Léa", "Tom"))
        for person, gone in ((HAS_IT, None), (OTHER, None), (LEFT, NOW)):
            session.add(
                MemberRow(person_id=person, role=Role.ANIMATOR, name="x", invited_by=1, since=NOW, revoked_at=gone)
            )
        for person in (HAS_IT, LEFT, FAMILY):
            session.add(AssignmentRow(event_id=number, person_id=person, by=MANAGER, since=NOW))
        return number


def pressed(session: Session, person: int, press: Press, *, chat: int | None = None, now: datetime = NOW) -> Outcome:
    """What a tap of this person leads to."""
    turn = Turn(
        kind=Kind.PRESS, press=press, chat_id=chat or person, is_private=chat is None, person_id=person,
        pressed_message_id=1, callback_id="q",
    )  # fmt: skip
    return Routes(DESK, cast(Answering, None)).handle(session, Prepared(turn, Conversation(), None), now)


def said(outcome: Outcome) -> str:
    return "\n".join(reply.text for reply in outcome.replies)


DOOR = ("list-0", "in", "fam", "undo", "exc", "closed", "add", "find", "fix-0", "excuse-0")


@contextmanager
def undone(database: Database) -> Iterator[Session]:
    """A transaction of which nothing stays."""
    with Session(database.engine, expire_on_commit=False) as session:
        yield session
        session.rollback()


@pytest.mark.parametrize("person", [MANAGER, HAS_IT, OTHER, LEFT, FAMILY])
def test_only_who_has_the_event_sees_or_marks_anybody(database: Database, event: int, person: int) -> None:
    for verb in DOOR:
        with undone(database) as session:
            _tap(session, event, person, verb)


def _tap(session: Session, event: int, person: int, verb: str) -> None:
    (lea, _) = seats_of(session, event)
    code = f"{verb}-{lea}" if verb in ("in", "fam", "undo", "exc") else verb
    before = now_at(session, event)
    outcome = pressed(session, person, Press(Action.DOOR, code, event))
    after = now_at(session, event)
    if person in (MANAGER, HAS_IT):
        assert outcome.replies
        assert (before != after) == (verb in ("in", "fam", "exc", "closed"))
    else:
        assert before == after
        assert "Léa" not in said(outcome) + (outcome.toast or "")
        assert session.scalars(select(TeamLogRow)).all() == []


@pytest.mark.parametrize("person", [HAS_IT, OTHER, LEFT, FAMILY])
def test_only_who_has_the_event_gets_its_files_and_only_managers_assign(
    database: Database, event: int, person: int
) -> None:
    for code in ("pdf", "xlsx", "event", "calls", "wish", "team", "give-1", "allergy"):
        with undone(database) as session:
            before = access.assigned(session, event)
            pressed(session, person, Press(Action.LIST, code, event))
            files = session.scalar(select(func.count()).select_from(ListFileRow))
            assert files == int(person == HAS_IT and code in ("pdf", "xlsx"))
            assert access.assigned(session, event) == before
            assert not now_at(session, event).door.prints_allergies


FORGED = (
    Press(Action.DOOR, "", 1),
    Press(Action.DOOR, "in", 1),
    Press(Action.DOOR, "in-x", 1),
    Press(Action.DOOR, "in-99999999999", 1),
    Press(Action.DOOR, "undo-1-2-3-4-5-6", 1),
    Press(Action.DOOR, "list-99999", 1),
    Press(Action.DOOR, "in-1", 999_999),
    Press(Action.DOOR, "over", 1),
    Press(Action.DOOR, "age-7", 1),
    Press(Action.LIST, "give-99999", 1),
    Press(Action.LIST, "give-", 1),
    Press(Action.LIST, "all-99999999999999", 0),
    Press(Action.LIST, "nothing", 1),
)


def test_a_forged_press_of_a_manager_marks_nobody(database: Database, event: int) -> None:
    for press in FORGED:
        with undone(database) as session:
            known = Press(press.action, press.code, event if press.revision == 1 else press.revision)
            outcome = pressed(session, MANAGER, known)
            assert outcome.replies or outcome.toast, press
            assert session.scalars(select(AttendanceRow)).all() == [], press


def test_in_the_teams_group_nobody_is_named(database: Database, event: int) -> None:
    with transaction(database) as session:
        for code in ("list-0", f"in-{seats_of(session, event)[0]}"):
            outcome = pressed(session, MANAGER, Press(Action.DOOR, code, event), chat=TEAM)
            assert outcome.replies == ()
        outcome = pressed(session, MANAGER, Press(Action.LIST, "event", event), chat=TEAM)
        assert str(now_at(session, event).children[0].family_number) in said(outcome)
        labels = [getattr(one, "label", "") for reply in outcome.replies for row in reply.rows for one in row]
        assert "Léa" not in said(outcome) + str(labels)
        assert now_at(session, event).present == ()


def test_a_file_goes_to_the_person_even_when_it_is_asked_for_in_the_group(database: Database, event: int) -> None:
    with transaction(database) as session:
        pressed(session, MANAGER, Press(Action.LIST, "pdf", event), chat=TEAM)
        (row,) = session.scalars(select(ListFileRow)).all()
        assert row.chat_id == session.get_one(OutboxRow, row.outbox_id).chat_id == MANAGER


def test_an_animator_sees_a_list_for_two_days_and_a_manager_before_too(database: Database, event: int) -> None:
    with transaction(database) as session:
        value = now_at(session, event).event
        evening = value.starts_at - timedelta(days=2)
        for now, expects in ((evening, False), (NOW, True), (NOW + timedelta(days=3), False)):
            seen = access.sees_now(session, HAS_IT, value, DESK.staff_ids, now, PARIS)
            assert seen is expects
        assert access.sees_now(session, MANAGER, value, DESK.staff_ids, evening, PARIS)


def sent(session: Session, event: int, now: datetime) -> None:
    """A manager and an animator have the list as a file, which has arrived."""
    for person in (MANAGER, HAS_IT):
        list_files.send(session, now_at(session, event).event, person, "xlsx", PARIS, now)
    for number, row in enumerate(session.scalars(select(OutboxRow))):
        row.state, row.sent_message_id = OutboxState.SENT, 500 + number
    session.flush()


def test_a_file_is_taken_out_on_the_day_after_and_at_once_when_its_reader_has_left(
    database: Database, event: int
) -> None:
    with transaction(database) as session:
        sent(session, event, NOW)
        list_files.take_out_due(session, DESK.staff_ids, NOW)
        assert _deletions(session) == []
        (row,) = session.scalars(select(MemberRow).where(MemberRow.person_id == HAS_IT)).all()
        row.revoked_at = NOW
        session.flush()
        list_files.take_out_due(session, DESK.staff_ids, NOW)
        assert _deletions(session) == [HAS_IT]
        list_files.take_out_due(session, DESK.staff_ids, NOW + timedelta(hours=20))
        assert _deletions(session) == [HAS_IT, MANAGER]
        list_files.take_out_due(session, DESK.staff_ids, NOW + timedelta(hours=21))
        assert _deletions(session) == [HAS_IT, MANAGER]  # once


def _deletions(session: Session) -> list[int]:
    rows = session.scalars(select(OutboxRow).order_by(OutboxRow.id))
    return [row.chat_id for row in rows if row.payload and "deleteMessage" in row.payload]


def test_whatever_the_hours_a_file_is_taken_out_while_telegram_still_lets_us(database: Database, event: int) -> None:
    with transaction(database) as session:
        value = now_at(session, event).event
        for hours in range(25):
            at = value.starts_at - timedelta(hours=hours)
            until = list_files.until_when(value, at, PARIS)
            assert at < until <= at + timedelta(hours=48)
            assert PARIS.day(until) == PARIS.day(value.ends_at) + timedelta(days=1)
