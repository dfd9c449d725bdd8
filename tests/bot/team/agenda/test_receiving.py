"""Whose file is read, which files are, and what is said of one that is not."""

from typing import cast

import pytest
from sqlalchemy.orm import Session
from telegram.error import NetworkError

from bot.assistant.compose import Assistant
from bot.bot_api.api import Api
from bot.chat.context import AgendaFile, Services
from bot.chat.turn import Document, Kind, Turn
from bot.core.staff import Role
from bot.core.tables import MemberRow, QuestionRow
from bot.team.agenda.imports import MOST_BYTES, Documents
from knowledge.library.library import load_library
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import Notice, NoticeKind, OutboxState, SendClass, put
from tests.knowledge.exchange.build import agenda_file
from tests.scheduler.scene import NOW, transaction

MANAGER, ANIMATOR, FAMILY, TEAM, GROUP = 4, 5, 6, -100, -200


class Telegram:
    """Gives the one file that there is, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.content: bytes | None = agenda_file({"uid": "robots"}).encode()

    async def download(self, file_id: str, *, most: int) -> bytes | None:
        self.asked += 1
        return self.content


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
def documents(database: Database, telegram: Telegram) -> Documents:
    with transaction(database) as session:
        session.add(MemberRow(person_id=ANIMATOR, role=Role.ANIMATOR, name="Inès", invited_by=MANAGER, since=NOW))
    services = Services(
        hours=PARIS,
        assistant=Assistant(load_library(), PARIS.zone),
        staff_chat_id=TEAM,
        staff_ids=frozenset({MANAGER}),
    )
    return Documents(database, cast(Api, telegram), services, may_shift=False)


def sent(person: int, chat: int | None = None, name: str = "agenda.csv", size: int = 100, **about: int) -> Turn:
    where = person if chat is None else chat
    document = Document("f", name, size)
    return Turn(
        kind=Kind.MEDIA,
        chat_id=where,
        is_private=chat is None,
        person_id=person,
        message_id=9,
        document=document,
        replied_to=about.get("replied_to"),
    )


@pytest.mark.parametrize("chat", [None, TEAM])
async def test_a_managers_file_is_read_alone_and_in_the_teams_chat(documents: Documents, chat: int | None) -> None:
    file = await documents.read(sent(MANAGER, chat))
    assert file is not None
    assert [one.uid for one in file.drafts] == ["robots"]


@pytest.mark.parametrize(
    ("person", "chat"), [(ANIMATOR, None), (ANIMATOR, TEAM), (FAMILY, None), (FAMILY, TEAM), (MANAGER, GROUP)]
)
async def test_nobody_elses_is_even_fetched(
    documents: Documents, telegram: Telegram, person: int, chat: int | None
) -> None:
    assert await documents.read(sent(person, chat)) is None
    assert telegram.asked == 0


async def test_what_answers_a_familys_question_is_for_the_family(
    database: Database, documents: Documents, telegram: Telegram
) -> None:
    with transaction(database) as session:
        session.add(QuestionRow(chat_id=FAMILY, words="Et le programme ?", created_at=NOW, asked_team_at=NOW))
        notice = Notice(kind=NoticeKind.STAFF_QUESTION, family_id=0, event_id=0, revision=0, about=1)
        row = put(session, chat_id=TEAM, send_class=SendClass.CONFIRMATION, notice=notice, now=NOW)
        _mark_sent(session, row, 7)
    assert await documents.read(sent(MANAGER, TEAM, replied_to=7)) is None
    assert telegram.asked == 0


def _mark_sent(session: Session, row_id: int | None, message_id: int) -> None:
    row = session.get_one(OutboxRow, row_id)
    row.state, row.sent_message_id = OutboxState.SENT, message_id


async def test_another_kind_of_file_is_said_not_to_be_read(documents: Documents, telegram: Telegram) -> None:
    assert await documents.read(sent(MANAGER, name="photo.png")) == AgendaFile("photo.png", problem="plan-file-format")
    assert await documents.read(sent(MANAGER, TEAM, name="photo.png")) is None  # there people send each other things
    assert telegram.asked == 0


async def test_a_large_one_is_not_fetched(documents: Documents, telegram: Telegram) -> None:
    file = await documents.read(sent(MANAGER, size=MOST_BYTES + 1))
    assert file == AgendaFile("agenda.csv", problem="plan-file-large")
    assert telegram.asked == 0
    telegram.content = None  # larger than Telegram had said
    file = await documents.read(sent(MANAGER))
    assert file is not None
    assert file.problem == "plan-file-large"


async def test_when_telegram_does_not_give_it_the_manager_is_told_and_the_update_is_done(
    documents: Documents, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(file_id: str, *, most: int) -> bytes:
        raise NetworkError("gone")

    monkeypatch.setattr(telegram, "download", fails)
    file = await documents.read(sent(MANAGER))
    assert file is not None
    assert file.problem == "plan-file-unreachable"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"<html>"])
async def test_bytes_that_are_no_agenda_are_a_sentence(
    documents: Documents, telegram: Telegram, content: bytes
) -> None:
    telegram.content = content
    file = await documents.read(sent(MANAGER))
    assert file is not None
    assert file.problem or file.lines
    assert file.drafts == ()
