"""The invented world that labelled messages speak of, and chats over it in this process, without Telegram."""

import csv
import io
import itertools
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

import bot.core.tables  # noqa: F401  # these imports fill the one MetaData
import scheduler.core.tables  # noqa: F401  # same
from bot.assistant.compose import Assistant
from bot.assistant.learning import Understanding
from bot.bot_api.replies import Button, Press
from bot.chat.context import Services
from bot.chat.state import Conversation, Outcome
from bot.chat.turn import Kind, Turn
from bot.core import clock
from bot.core.errors import BotError
from bot.router.answers import Answering
from bot.router.route import Prepared, Routes
from knowledge.agenda.agenda import Event, by_uid
from knowledge.exchange.apply import apply
from knowledge.exchange.cells import KNOWN
from knowledge.exchange.spreadsheets import parse_csv
from knowledge.library.library import Library
from knowledge.store.columns import Base
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from scheduler.core.hours import VenueHours
from scheduler.core.people import BirthMonth
from scheduler.core.tables import OutboxRow
from scheduler.families import families
from scheduler.families.families import Participant
from scheduler.outbox.outbox import Notice, NoticeKind, OutboxState, SendClass, put
from scheduler.signups import signups

_ANY_AGE = (0, 99)
_ROOM = 5_000  # places for every family that a run makes
_OTHERS = 9_000_000  # a chat of a family that took a place before


class Standing(StrEnum):
    """What the family has before its message."""

    NEW = "new"
    REGISTERED = "registered"
    REMINDED = "reminded"
    WAITING = "waiting"
    RECAP = "recap"  # the sign-up form is open at its last step


@dataclass(frozen=True, slots=True)
class Child:
    """First name, and birth month as "2018-03"."""

    name: str
    birth: str


@dataclass(frozen=True, slots=True)
class World:
    """`registered`, `waiting` and `reminded` are the uids of the events that a standing is about."""

    now: datetime
    agenda: bytes
    registered: str
    waiting: str
    reminded: str
    children: tuple[Child, ...]
    zone: ZoneInfo

    @classmethod
    def read(cls, file: Path, zone: ZoneInfo) -> "World":
        """From JSON: {"now", "events": [...], "registered": {"uid", "children"}, "waiting": {"uid"}, "reminded"}."""
        try:
            said: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            now = datetime.fromisoformat(said["now"])
            children = tuple(Child(one["name"], one["birth"]) for one in said["registered"]["children"])
            registered, waiting, reminded = (said[what]["uid"] for what in ("registered", "waiting", "reminded"))
            roomy = [
                {**event, **({"capacity": _ROOM} if event["uid"] in (registered, reminded) else {})}
                for event in said["events"]
            ]
            return cls(now.replace(tzinfo=zone), as_csv(roomy), registered, waiting, reminded, children, zone)
        except (KeyError, TypeError, ValueError) as error:
            raise BotError(f"{file} describes no world: {error}.") from error

    def settle(self, session: Session) -> None:
        """Fill an empty database: the clock, the agenda, a full event."""
        clock.set_shift(session, round((self.now - clock.real_now()).total_seconds()))
        apply(session, parse_csv(self.agenda, self.zone), self.now)
        full = self.event(session, self.waiting)
        self._takes_places(session, full, full.capacity or 0)

    def event(self, session: Session, uid: str) -> Event:
        """The event of this uid; raises BotError where the agenda has none."""
        found = by_uid(session, uid)
        if found is None:
            raise BotError(f"The world has no event {uid}.")
        return found

    def stand(self, session: Session, chat_id: int, standing: Standing) -> None:
        """Give the family of this chat what it has, short of an open form."""
        if standing is Standing.NEW:
            return
        family = families.ensure_family(session, chat_id, "fr", self.now)
        families.record_consent(session, family.id, self.now)
        people = [self._child(session, family.id, one) for one in self.children]
        if standing is Standing.RECAP:
            return
        uid = {Standing.WAITING: self.waiting, Standing.REMINDED: self.reminded}.get(standing, self.registered)
        event = self.event(session, uid)
        signups.sign_up(
            session,
            family_id=family.id,
            event_id=event.id,
            participants=[one.id for one in people],
            or_wait=True,
            now=self.now,
        )
        if standing is Standing.REMINDED:
            self._remind(session, chat_id, family.id, event)

    def _child(self, session: Session, family_id: int, child: Child) -> Participant:
        return families.add_participant(session, family_id, child.name, BirthMonth.parse(child.birth), self.now)

    def _takes_places(self, session: Session, event: Event, number: int) -> None:
        for place in range(number):
            family = families.ensure_family(session, _OTHERS + place, "fr", self.now)
            one = self._child(session, family.id, self.children[0])
            signups.sign_up(session, family_id=family.id, event_id=event.id, participants=[one.id], now=self.now)

    def _remind(self, session: Session, chat_id: int, family_id: int, event: Event) -> None:
        notice = Notice(
            kind=NoticeKind.REMINDER, family_id=family_id, event_id=event.id, revision=event.revision, rule="1d@18:00"
        )
        number = put(session, chat_id=chat_id, send_class=SendClass.REMINDER, notice=notice, now=self.now)
        row = session.get(OutboxRow, number)
        assert row is not None
        row.state, row.sent_at, row.sent_message_id = OutboxState.SENT, self.now, 1


def as_csv(events: Sequence[Mapping[str, Any]]) -> bytes:
    """The agenda file of these events; a list is written with semicolons, None as nothing."""
    lines = io.StringIO()
    writer = csv.DictWriter(lines, KNOWN, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in {**event, **_ages(event)}.items()} for event in events)
    return lines.getvalue().encode()


def _cell(value: Any) -> Any:
    return ";".join(value) if isinstance(value, list) else value


def _ages(event: Mapping[str, Any]) -> dict[str, Any]:
    """No limit is often written as 0 to 99."""
    low, high = event.get("age_min"), event.get("age_max")
    return {
        "age_min": "" if low in (None, _ANY_AGE[0]) else low,
        "age_max": "" if high in (None, _ANY_AGE[1]) else high,
    }


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
        services = Services(
            hours=VenueHours(understanding.zone, None),
            assistant=Assistant(library, understanding.zone),
            username="bench_bot",
            staff_chat_id=TEAM,
        )
        try:
            yield Chats(db, Routes(services, Answering(db, understanding)), world)
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
