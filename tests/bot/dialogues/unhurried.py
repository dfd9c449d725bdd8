"""A visitor as slow as the quickest real one: nobody answers a message before it is even recorded as sent."""

import asyncio
import threading
import time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.sandbox.viewer import SeenMessage
from bot.sandbox.visitor import Visitor
from knowledge.store.database import Database
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import OutboxState

_LONGEST_S = 2.0  # a killed sender's messages stay in flight for longer, and may well be answered


class Unhurried(Visitor):
    """Writes when what it has seen is recorded."""

    reader: Database

    async def says(self, text: str, reply_to: SeenMessage | None = None) -> SeenMessage:
        """Reads, then writes."""
        await asyncio.to_thread(self._reads, await self.id())
        return await super().says(text, reply_to)

    def _reads(self, chat_id: int) -> None:
        until = time.monotonic() + _LONGEST_S
        while self.reader.do(_in_flight, chat_id) and time.monotonic() < until:
            threading.Event().wait(0.01)


def _in_flight(session: Session, chat_id: int) -> int:
    leased = OutboxRow.chat_id == chat_id, OutboxRow.state == OutboxState.LEASED
    return session.scalar(select(func.count()).where(*leased)) or 0
