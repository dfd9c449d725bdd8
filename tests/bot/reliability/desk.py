"""The receiving side alone: raw updates in the inbox, real workers, and a route table of a few words."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.orm import Session

from bot.bot_api.api import Api, CallbackAnswers
from bot.bot_api.replies import Call, Reply
from bot.chat.context import Moment
from bot.chat.state import Conversation, ForTeam, Outcome
from bot.chat.turn import Turn
from bot.core import clock
from bot.core.tables import InboxRow
from bot.intake import inbox
from bot.intake.claims import Memory
from bot.intake.worker import Claimer, Worker
from bot.router.route import Prepared, Routes
from knowledge.store.database import Database
from scheduler.core.tables import OutboxRow
from tests.bot.reliability.process import until

BOT = 7
NOTHING = Memory(None, None, None, None)


def said(update_id: int, chat: int, text: str, at: int = 1_780_000_000) -> dict[str, Any]:
    """Telegram's JSON of a message; `at`: when it was written."""
    person = {"id": chat, "is_bot": False, "first_name": "Léa", "language_code": "fr"}
    private = {"id": chat, "type": "private", "first_name": "Léa"}
    message = {"message_id": update_id, "date": at, "chat": private, "from": person, "text": text}
    return {"update_id": update_id, "message": message}


def pressed(update_id: int, chat: int, data: str) -> dict[str, Any]:
    """Telegram's JSON of a press."""
    message = said(update_id, chat, "bouton")["message"]
    query = {"id": f"q{update_id}", "from": message["from"], "message": message, "chat_instance": "1", "data": data}
    return {"update_id": update_id, "callback_query": query}


def keep(database: Database, *raw: Any) -> int:
    """Store a batch; how many were new."""
    return database.do(inbox.store, BOT, inbox.read_raw(raw), clock.real_now())


def kept(database: Database) -> dict[int, tuple[str, int, int]]:
    """Each update's state, tries and failures."""
    return database.do(_kept)


def _kept(session: Session) -> dict[int, tuple[str, int, int]]:
    found = session.execute(select(InboxRow.update_id, InboxRow.state, InboxRow.tries, InboxRow.failures))
    return {number: (state, tries, failures) for number, state, tries, failures in found}


def owed(database: Database, chat: int) -> list[str]:
    """The texts owed to a chat, in order."""
    return database.do(_owed, chat)


def _owed(session: Session, chat: int) -> list[str]:
    payloads = session.scalars(select(OutboxRow.payload).where(OutboxRow.chat_id == chat).order_by(OutboxRow.id))
    return [Call.from_json(payload.open()).parameters["text"] for payload in payloads if payload]


class Pulse:
    """How receiving goes: polls begun, and answered well."""

    def __init__(self) -> None:
        self.begun = self.good = self.rivals = 0

    def tried(self) -> None:
        """One more."""
        self.begun += 1

    def heard(self) -> None:
        """One more."""
        self.good += 1

    def contested(self) -> None:
        """One more."""
        self.rivals += 1


class Table:
    """Repeats what is said, except for the words that break it; notes who was served side by side."""

    def __init__(self) -> None:
        self.here: Counter[int] = Counter()
        self.most_in_a_chat = self.most_at_once = 0
        self.faults_left = 3
        self.gate = asyncio.Event()
        self.gate.set()

    async def prepare(self, turn: Turn, conversation: Conversation, may_shift: bool, moment: Moment | None) -> Prepared:
        """Take a moment, as understanding does."""
        self.here[turn.chat_id] += 1
        self.most_in_a_chat = max(self.most_in_a_chat, self.here[turn.chat_id])
        self.most_at_once = max(self.most_at_once, self.here.total())
        await self.gate.wait()
        await asyncio.sleep(0.002 * (turn.chat_id % 3))
        self.here[turn.chat_id] -= 1
        return Prepared(turn, conversation, None)

    def handle(self, session: Session, prepared: Prepared, now: datetime) -> Outcome:
        """Echo, or break."""
        turn = prepared.turn
        if turn.text == "boom":
            raise LookupError("a fault of our own")
        if turn.text == "huge":
            raise DataError("SELECT", {}, ValueError("out of range"))
        if turn.text == "locked" and self.faults_left:
            self.faults_left -= 1
            raise OperationalError("SELECT", {}, ValueError("database is locked"))
        serial = prepared.conversation.serial + 1
        awaited = ForTeam() if turn.text == "attends" else prepared.conversation.for_team
        after = replace(prepared.conversation, serial=serial, for_team=awaited)
        return Outcome((Reply(f"{serial} {turn.text}"),), after, "noté")

    async def answered_alone(self, texts: tuple[str, ...], conversation: Conversation) -> tuple[bool, ...]:
        """One word is somebody in distress."""
        return tuple(text == "détresse" for text in texts)

    def collapsed(self, count: int, language: str | None) -> Reply:
        """How many."""
        return Reply(f"{count} en un")

    def apologies(
        self, session: Session, chat_id: int, update_id: int, language: str | None
    ) -> tuple[tuple[int, Reply], ...]:
        """One word."""
        return ((chat_id, Reply(f"désolé {update_id}")),)

    def tell_memory_lost(self, session: Session, update_id: int, now: datetime) -> None:
        """There is no team here."""


@asynccontextmanager
async def workers(database: Database, table: Table, api: Api, count: int = 1) -> AsyncIterator[CallbackAnswers]:
    """Running workers, stopped in order."""
    stopping, answers = asyncio.Event(), CallbackAnswers(api)
    routes = cast(Routes, table)
    claimer = Claimer(database, routes, owner="w", may_shift=False, workers=count)
    made = [Worker(database, routes, answers, claimer, may_shift=False) for _ in range(count)]
    tasks = [asyncio.create_task(worker.run(stopping)) for worker in made]
    try:
        yield answers
    finally:
        stopping.set()
        table.gate.set()
        claimer.wake.ring(count)
        await asyncio.gather(*tasks)
        await answers.close(1.0)


async def all_handled(database: Database, table: Table, api: Api, count: int = 1, patience: float = 20) -> None:
    """Work until nothing is open."""
    async with workers(database, table, api, count):
        await until(lambda: database.do(inbox.count_open) == 0, patience, lambda: kept(database))
