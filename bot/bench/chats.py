"""The bot in this process, over a throw-away database: chats that say something and press buttons, without Telegram."""

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session

import bot.models  # noqa: F401  # these imports fill the one MetaData
import scheduler.models  # noqa: F401  # same
from bot import clock
from bot.answers import Answering
from bot.assistant.compose import Assistant
from bot.assistant.learning import Understanding
from bot.bench.world import Standing, World
from bot.buttons import Button, Press
from bot.conversation import Conversation, Outcome
from bot.routes import Prepared, Routes
from bot.scene import Desk
from bot.turn import Kind, Turn
from knowledge.library import Library
from knowledge.store import Base, Database, make_engine
from scheduler.hours import VenueHours

TEAM = -1001
_FIRST_CHAT = 1_000


@dataclass(slots=True)
class Chats:
    """One bot with its agenda; each chat is a family of its own."""

    db: Database
    routes: Routes
    world: World
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(_FIRST_CHAT))

    def new(self, standing: Standing = Standing.NEW) -> "Chat":
        """Somebody who has never written, and has this already."""
        chat = Chat(self, next(self.numbers))
        self.db.do(self.world.stand, chat.id, standing)
        return chat


@contextmanager
def opened(world: World, understanding: Understanding, library: Library) -> Iterator[Chats]:
    """A bot that knows this world, in a folder that goes afterwards; the vault is unlocked already."""
    with tempfile.TemporaryDirectory() as folder:
        db = Database(make_engine(f"sqlite:///{Path(folder) / 'chats.db'}"))
        Base.metadata.create_all(db.engine)
        db.do(world.settle)
        desk = Desk(
            hours=VenueHours(understanding.zone, None), assistant=Assistant(library, understanding.zone),
            username="bench_bot", staff_chat_id=TEAM,
        )  # fmt: skip
        try:
            yield Chats(db, Routes(desk, Answering(db, understanding)), world)
        finally:
            db.close()


@dataclass(slots=True)
class Chat:
    """One chat, with what the bot remembers of it."""

    chats: Chats
    id: int
    conversation: Conversation = field(default_factory=Conversation)

    async def says(self, text: str) -> Outcome:
        """Typed words, and what they lead to."""
        return await self._does(Turn(kind=Kind.TEXT, chat_id=self.id, text=text))

    async def presses(self, press: Press) -> Outcome:
        """A button tapped."""
        return await self._does(Turn(kind=Kind.PRESS, chat_id=self.id, press=press, pressed_message_id=1))

    async def opens(self, payload: str) -> Outcome:
        """A link to the bot followed."""
        return await self._does(Turn(kind=Kind.COMMAND, chat_id=self.id, command="start", text=payload))

    async def _does(self, turn: Turn) -> Outcome:
        prepared = await self.chats.routes.prepare(turn, self.conversation, may_shift=True)
        outcome = await self.chats.db.run(self._handled, prepared)
        self.conversation = outcome.conversation
        return outcome

    def _handled(self, session: Session, prepared: Prepared) -> Outcome:
        return self.chats.routes.handle(session, prepared, clock.business_now(session, may_shift=True))


def buttons(outcome: Outcome) -> tuple[Button, ...]:
    """All buttons of its messages."""
    return tuple(one for reply in outcome.replies for row in reply.rows for one in row if isinstance(one, Button))
