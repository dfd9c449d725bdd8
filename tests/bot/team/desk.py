"""The bot's routes as the team and a family meet them: over a real database, with what each chat remembers."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import unescape

from sqlalchemy.orm import Session

from bot.assistant.compose import Assistant
from bot.bot_api.replies import Button, Press
from bot.chat import state
from bot.chat.context import Services
from bot.chat.state import Conversation, Outcome
from bot.chat.turn import Kind, Turn
from bot.core.tables import QuestionRow
from bot.router.answers import Answering
from bot.router.route import Routes
from knowledge.agenda import filled_table
from knowledge.library.library import load_library
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from tests.model_cache import shared_understanding
from tests.scheduler.scene import NOW

MANAGER, OTHER_MANAGER, FAMILY, STRANGER = 4, 5, 6, 7
TEAM, OTHER_GROUP = -100, -200
TODAY = NOW.astimezone(PARIS.zone).date()
HOURS = "Du mardi au samedi, de 10 h à 18 h."
ASKED = "vous ouvrez à quelle heure ?"
FILL = f"horaires de la Cité : {HOURS}"
NOT_KNOWN = "Je n’ai pas cette information"
SAVED = "Enregistré"
_TAG = re.compile(r"<[^>]*>")


def plain(text: str) -> str:
    """As it is read, whatever the kind of space."""
    return re.sub(r"[\u00a0\u202f]", " ", unescape(_TAG.sub("", text)))


@dataclass
class Desk:
    """The bot's routes over a real database, and what each chat remembers."""

    database: Database
    now: datetime = NOW
    chats: dict[int, Conversation] = field(default_factory=dict)
    shown: dict[int, tuple[Button, ...]] = field(default_factory=dict)
    toast: str | None = None
    topic_id: int | None = None  # where in the team's group people write and press
    last: Outcome = field(default_factory=Outcome)

    def __post_init__(self) -> None:
        services = Services(
            hours=PARIS,
            assistant=Assistant(load_library(), PARIS.zone),
            username="cite_bot",
            staff_chat_id=TEAM,
            staff_ids=frozenset({MANAGER, OTHER_MANAGER}),
        )
        self.services, self.assistant = services, services.assistant
        self.routes = Routes(services, Answering(self.database, shared_understanding(), assistant=self.assistant))

    async def says(
        self,
        text: str,
        person: int = MANAGER,
        chat: int | None = None,
        name: str = "Nadia",
        replied_to: int | None = None,
    ) -> str:
        """Types something; what the bot says to it."""
        command, _, rest = text.removeprefix("/").partition(" ") if text.startswith("/") else ("", "", text)
        kind = Kind.COMMAND if command else Kind.TEXT
        about = who(person, chat, name)
        return await self._does(
            Turn(
                kind=kind,
                text=rest,
                command=command,
                message_id=9,
                replied_to=replied_to,
                copyable=kind is Kind.TEXT,
                **about,
            )
        )

    async def taps(self, label: str, person: int = MANAGER, chat: int | None = None) -> str:
        """Presses the button that was shown there last with these words."""
        where = person if chat is None else chat
        press = next(one.press for one in self.shown[where] if label in plain(one.label))
        return await self.presses(press, person, chat)

    async def presses(self, press: Press, person: int = MANAGER, chat: int | None = None) -> str:
        """Presses anything at all."""
        about = who(person, chat, "Nadia")
        return await self._does(Turn(kind=Kind.PRESS, press=press, pressed_message_id=1, callback_id="q", **about))

    async def _does(self, turn: Turn) -> str:
        turn = turn if turn.is_private else replace(turn, topic_id=self.topic_id)
        before = self.chats.get(turn.chat_id, Conversation())
        prepared = await self.routes.prepare(turn, before, may_shift=False)
        self.last = self.database.do(self.routes.handle, prepared, self.now)
        if self.last.once_committed is not None:
            self.last.once_committed()
        # As it is between two turns: written and read back.
        after = self.last.conversation
        self.chats[turn.chat_id] = state.from_json(state.to_json(after), language=after.language, talk=after.talk)
        buttons = tuple(b for reply in self.last.replies for row in reply.rows for b in row if isinstance(b, Button))
        self.shown[turn.chat_id] = buttons or self.shown.get(turn.chat_id, ())
        self.toast = self.last.toast
        return plain("\n".join(reply.text for reply in self.last.replies))

    def labels(self, chat: int = MANAGER) -> list[str]:
        """The words on the buttons that are there."""
        return [plain(one.label) for one in self.shown[chat]]

    def begun(self, chat: int = MANAGER) -> int:
        """The number that the buttons of what is being written carry there."""
        writing = self.chats[chat].writing
        return 0 if writing is None else writing.begun

    def told(self) -> dict[str, str]:
        """What is in force in the table."""
        return {one.entry.cell: plain(one.entry.fr) for one in self.database.do(filled_table.in_force)}


def who(person: int, chat: int | None, name: str) -> dict[str, object]:
    where = {"chat_id": person if chat is None else chat, "is_private": chat is None}
    return {**where, "person_id": person, "person_name": name}


def count(database: Database, topic: str, times: int) -> None:
    """This was asked so often in vain."""

    def work(session: Session) -> None:
        for _ in range(times):
            session.add(QuestionRow(chat_id=FAMILY, words="…", topic=topic, created_at=NOW))

    database.do(work)
