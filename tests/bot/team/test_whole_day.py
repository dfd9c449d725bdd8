"""One whole day, from four files of an agenda to the last child at the door: the whole bot in this process."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from ruamel.yaml import YAML
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.assistant.asking import Clerk
from bot.assistant.compose import Assistant
from bot.bench.rehearsal import STAFF, rehearsal
from bot.core.settings import Settings
from bot.core.tables import AgendaChangeRow, AgendaImportRow
from bot.intake import inbox
from knowledge.agenda.agenda import EventRow, Status
from knowledge.library.library import load_library
from scheduler.core.tables import FamilyChatRow, FamilyRow, OutboxRow, SignupRow, State
from scheduler.core.team_tables import AttendanceRow, CallRow, DoorRow
from scheduler.door.roll import Mark
from scheduler.outbox.outbox import Notice, NoticeKind, OutboxState
from scheduler.reminders.for_team import Outcome
from tests.bot.team.days import FOLDER
from tests.bot.team.whole_day import WholeDay
from tests.model_cache import shared_understanding

T = TypeVar("T")
BEGINS = "2026-12-07T09:00"


async def test_a_whole_day_goes_as_written(unlocked: str) -> None:
    settings = Settings(_env_file=None, staff_ids=[STAFF])  # type: ignore[call-arg]  # the rest has its default
    now = datetime.fromisoformat(BEGINS).replace(tzinfo=settings.zone)
    assistant = Assistant(load_library(), settings.zone)
    clerk = Clerk(assistant=assistant, understanding=shared_understanding(), events=(), now=now)
    async with rehearsal(clerk, settings, now) as bot:
        played = WholeDay(bot)
        for path in sorted((FOLDER / "whole").glob("*.yaml")):
            for part in YAML(typ="safe").load(path):
                for place, line in enumerate(part["lines"], 1):
                    try:
                        await played.play(line)
                    except AssertionError as error:
                        raise AssertionError(f"{path.stem}: {part['name']}, line {place} {line}: {error}") from error
        assert bot.sandbox.violations == []
        bot.db.do(_adds_up)
        assert {call.method for call in bot.sandbox.calls if not call.ok} == set()


def _adds_up(session: Session) -> None:
    """What people saw is what is stored."""
    assert Counter(_all(session, EventRow.status)) == {Status.SCHEDULED: 159, Status.CANCELLED: 1}
    assert _held(session) == {
        "Robots en carton": (26, 26, 13),
        "Pixel art": (20, 12, 10),
        "Atelier son": (10, 8, 7),
        "Impression 3D": (8, 6, 5),
    }
    with_chat = set(_all(session, FamilyChatRow.family_id))
    assert (len(_all(session, FamilyRow.id)), len(with_chat)) == (35, 30)
    assert Counter(_all(session, SignupRow.state)) == {State.CONFIRMED: 52}
    assert Counter(_all(session, AttendanceRow.mark)) == {Mark.PRESENT: 25}
    (door,) = session.scalars(select(DoorRow)).all()
    assert (door.present, door.absent, door.excused, door.walk_ins) == (25, 1, 0, 0)
    for kind, title in ((NoticeKind.EVENT_MOVED, "Pixel art"), (NoticeKind.EVENT_CANCELLED, "Atelier son")):
        theirs = _families_at(session, title)
        assert _told(session, kind) == (theirs & with_chat, theirs - with_chat)
    assert set(_all(session, CallRow.outcome)) == {Outcome.TOLD}
    assert inbox.count_open(session) == 0
    assert set(_all(session, OutboxRow.state)) <= {OutboxState.SENT, OutboxState.VOID}
    assert _all(session, AgendaImportRow.id) == []
    assert all(row.reported_at for row in session.scalars(select(AgendaChangeRow)))


def _all(session: Session, column: InstrumentedAttribute[T]) -> Sequence[T]:
    return session.scalars(select(column)).all()


def _held(session: Session) -> dict[str, tuple[int | None, int, int]]:
    """Of each event that somebody is at: its places, those that are taken, and of how many families."""
    events = session.scalars(select(EventRow).where(EventRow.taken > 0)).all()
    return {one.title: (one.capacity, one.taken, len(_families_at(session, one.title))) for one in events}


def _families_at(session: Session, title: str) -> set[int]:
    at = select(SignupRow.family_id).join(EventRow, EventRow.id == SignupRow.event_id).where(EventRow.title == title)
    return set(session.scalars(at))


def _told(session: Session, kind: NoticeKind) -> tuple[set[int], set[int]]:
    """The families that such a message reached, and those that were called."""
    sent = select(OutboxRow.notice).where(OutboxRow.state == OutboxState.SENT, OutboxRow.notice.is_not(None))
    found = ([Notice.from_json(text or "") for text in session.scalars(one)] for one in (sent, select(CallRow.notice)))
    written, called = ({one.family_id for one in notices if one.kind is kind} for notices in found)
    return written, called
