"""A file of the agenda that a manager sends: fetched and read before the transaction, while others are answered."""

import asyncio
import logging
from datetime import datetime

from sqlalchemy.orm import Session
from telegram.error import TelegramError

from bot.bot_api.api import Api
from bot.bot_api.replies import At, Reply, owe
from bot.chat.context import AgendaFile, Services
from bot.chat.turn import Document, Turn
from bot.core import clock, staff
from bot.core.staff import Role
from bot.core.tables import AgendaImportRow
from bot.team import answers
from bot.team.writing import WORDS
from knowledge.exchange import formats, rows
from knowledge.exchange.draft import AgendaImportError, BadLinesError, EventDraft, UnreadableFileError
from knowledge.store.database import Database
from scheduler.core.hours import VenueHours
from scheduler.outbox.outbox import SendClass, row_of
from scheduler.reminders.rules import fault_in

MOST_MB = 20  # what Telegram lets a bot fetch
MOST_BYTES = MOST_MB * 1024 * 1024
FORMATS = tuple(f".{ending}" for ending in formats.ENDINGS.values())

log = logging.getLogger(__name__)


def read_agenda(content: bytes, name: str, hours: VenueHours, now: datetime) -> tuple[EventDraft, ...]:
    """The events of a file; raises AgendaImportError. Every agenda that comes by Telegram is read here."""
    return formats.read(content, name, hours.zone, now, fault_in)


class Documents:
    """Fetches what a manager sends; whoever else sends something is not even looked at."""

    def __init__(self, db: Database, api: Api, services: Services, *, may_shift: bool) -> None:
        self._db, self._api, self._services, self._may_shift = db, api, services, may_shift

    async def read(self, turn: Turn) -> AgendaFile | None:
        """The agenda in what was sent; None when it is not for the agenda."""
        document = turn.document
        if document is None or not (turn.is_private or _is_agenda(document)):
            return None
        if not await self._db.run(self._is_for_us, turn):
            return None
        if not _is_agenda(document):
            return AgendaFile(document.name, problem="plan-file-format")
        if document.size > MOST_BYTES:
            return AgendaFile(document.name, problem="plan-file-large")
        said_id, now = await self._db.run(self._say_reading, turn)
        return await self._fetched(document, said_id, now)

    async def staged(self, import_id: int) -> AgendaFile | None:
        """The events of a file that waits for a yes."""
        text = await self._db.run(_drafts_of, import_id)
        return None if text is None else AgendaFile("", await asyncio.to_thread(rows.drafts_from_json, text))

    def _is_for_us(self, session: Session, turn: Turn) -> bool:
        """Whether a manager sends it, alone with the bot or in the team's chat, and not as an answer to a family."""
        if answers.answers_a_question(session, turn):
            return False
        if not turn.is_private and turn.chat_id != staff.chat_of(session, self._services.staff_chat_id):
            return False
        return staff.role_of(session, turn.person, self._services.staff_ids) is Role.MANAGER

    def _say_reading(self, session: Session, turn: Turn) -> tuple[int | None, datetime]:
        """Once, however often this update is tried: that it is being read."""
        now = clock.business_now(session, may_shift=self._may_shift)
        key = f"agenda-file:{turn.chat_id}:{turn.message_id}"
        name = turn.document.name if turn.document else ""
        said, at = Reply(WORDS.say("plan-file-reading", name=name)), At(turn.topic_id)
        made = owe(session, turn.chat_id, said, now, send_class=SendClass.REPLY, key=key, at=at)
        return made or row_of(session, key), now

    async def _fetched(self, document: Document, said_id: int | None, now: datetime) -> AgendaFile:
        try:
            content = await self._api.download(document.file_id, most=MOST_BYTES)
        except TelegramError as error:
            log.warning("a file was not fetched", extra={"action": "fetch_failed", "error": type(error).__name__})
            return AgendaFile(document.name, problem="plan-file-unreachable", said_id=said_id)
        if content is None:
            return AgendaFile(document.name, problem="plan-file-large", said_id=said_id)
        try:
            # In a thread: a large file takes a second, and the others are answered meanwhile.
            drafts = await asyncio.to_thread(read_agenda, content, document.name, self._services.hours, now)
        except BadLinesError as error:
            return AgendaFile(document.name, lines=error.problems, said_id=said_id)
        except UnreadableFileError as error:
            return AgendaFile(document.name, problem=f"plan-flaw-{error.flaw}", said_id=said_id)
        except AgendaImportError:
            return AgendaFile(document.name, problem="plan-file-unreadable", said_id=said_id)
        return AgendaFile(document.name, drafts, "" if drafts else "plan-file-empty", said_id=said_id)


def _is_agenda(document: Document) -> bool:
    return document.name.lower().endswith(FORMATS)


def _drafts_of(session: Session, import_id: int) -> str | None:
    row = session.get(AgendaImportRow, import_id)
    return None if row is None else row.drafts
