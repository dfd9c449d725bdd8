"""A town of families: an agenda with one workshop, and the ten things that every family does to sign up."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.core import clock
from bot.core import database as schema
from bot.core.tables import InboxRow, InboxState
from bot.sandbox import actions
from bot.sandbox.state import Sandbox
from knowledge.agenda.agenda import EventRow
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from scheduler.core.tables import FamilyChatRow, OutboxRow, SignupRow, State
from scheduler.outbox import lines
from tests.scheduler.scene import make_event

EVENT = "c9000001"
STEPS = (
    f"/start e_{EVENT}", "/aide", f"press su:{EVENT}:1", "press fo:agree-0:1", "Léa",
    "press fo:year-2017:1", "press fo:month-3:1", "press fo:next-0:1", "press fo:confirm-0:1",
    "/mesinscriptions",
)  # fmt: skip
SENDING = ("sendmessage", "editmessagetext", "senddocument", "sendphoto")


def prepare(url: str, capacity: int = 1000) -> Database:
    """The migrated database with its workshop."""
    engine = make_engine(url)
    schema.upgrade(engine)
    database = Database(engine)
    database.do(_workshop, capacity)
    return database


def _workshop(session: Session, capacity: int) -> None:
    if session.scalar(select(EventRow.id)) is None:
        make_event(session, now=clock.real_now(), code=EVENT, capacity=capacity)


def family_does(sandbox: Sandbox, person: int, step: str) -> None:
    """One update: words, or a press on the bot's newest message (on one of their own when there is none)."""
    if not step.startswith("press "):
        actions.perform(sandbox, person, person, actions.Say(step))
        return
    with sandbox.lock:
        messages = sandbox.chats[person].messages.values()
        newest = max(messages, key=lambda message: (message.sender_id != person, message.id))
    actions.forge_press(sandbox, person, newest, step.removeprefix("press "))


def families(sandbox: Sandbox, count: int) -> list[int]:
    """So many people who know the bot already."""
    return [sandbox.add_person(f"Parent {n}", met=True).id for n in range(count)]


def everybody_signs_up(sandbox: Sandbox, people: list[int], steps: Sequence[str] = STEPS) -> None:
    """Ten updates each, or these of the ten, side by side, as they come on a busy day."""
    for step in steps:
        for person in people:
            family_does(sandbox, person, step)


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of a chat's updates, and of what it was owed."""

    updates: tuple[tuple[str, int], ...]
    owed: int
    sent: int
    seats: int


def tally(session: Session, chat: int) -> Tally:
    """Count one chat."""
    states = Counter(session.scalars(select(InboxRow.state).where(InboxRow.chat_id == chat)))
    outbox = Counter(session.scalars(select(OutboxRow.state).where(OutboxRow.chat_id == chat)))
    return Tally(tuple(sorted(states.items())), outbox.total(), outbox["sent"], _seats(session, chat))


def _seats(session: Session, chat: int) -> int:
    mine = select(FamilyChatRow.family_id).where(FamilyChatRow.chat_id == chat)
    held = select(func.count()).where(SignupRow.family_id.in_(mine), SignupRow.state == State.CONFIRMED)
    return session.scalar(held) or 0


def settled(session: Session) -> int:
    """How many updates will not be touched again."""
    done = select(func.count()).select_from(InboxRow).where(InboxRow.state != InboxState.OPEN)
    return session.scalar(done) or 0


def unsent(session: Session) -> int:
    """How many messages are still owed."""
    owed = select(func.count()).select_from(OutboxRow).where(lines.is_open(lines.ROWS.c))
    return session.scalar(owed) or 0


def delivered(sandbox: Sandbox, chat: int | None = None) -> int:
    """How many messages and edits the server took (for one chat, or for all)."""
    calls = [call for call in list(sandbox.calls) if call.ok and call.method.lower() in SENDING]
    return sum(chat is None or int(call.params["chat_id"]) == chat for call in calls)
