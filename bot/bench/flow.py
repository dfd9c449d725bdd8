"""What a family of a bench has: its people, its places, its chat; and how it stands afterwards."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bench.rehearsal import Rehearsal
from bot.bot_api.replies import Action, Press
from bot.chat.state import Conversation, from_json
from bot.core.errors import BotError
from bot.core.tables import ChatRow
from bot.sandbox.actions import forge_press
from bot.sandbox.viewer import SeenMessage
from bot.sandbox.visitor import Visitor
from intents.text.text import fold
from knowledge.agenda.agenda import Event, by_uid
from scheduler.core.people import BirthMonth
from scheduler.core.tables import AnswerRow, ParticipantRow, SignupRow, State
from scheduler.families import families
from scheduler.signups import signups

OTHERS = 9_000_000  # chats of families that took a place before
UID = "event"
Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """One sign-up, live or over. `name` is folded, "" for a place without a name; `comes`: they said so."""

    name: str
    birth: str | None
    state: State
    comes: bool
    together: bool
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Household:
    """One family's chat with the bot in rehearsal."""

    bot: Rehearsal
    person: Visitor
    chat_id: int

    @classmethod
    async def new(cls, bot: Rehearsal, language: str, met: bool = False) -> "Household":
        """Somebody with a phone; `met`: the bot may write first."""
        person = Visitor(bot.sandbox, "Camille", language=language, met=met)
        return cls(bot, person, await person.id())

    async def says(self, text: str, reply_to: SeenMessage | None = None) -> None:
        """Typed, and all that comes of it."""
        await self.person.says(text, reply_to)
        await self.bot.settle()

    async def opens(self, event: Event) -> None:
        """The card of an event, by its link."""
        await self.person.opens(f"e_{event.code}")
        await self.bot.settle()

    async def presses(self, start: str) -> bool:
        """The newest button whose data begins so; whether there is one."""
        shown = [(m, one.data) for m in reversed(self.person.messages) if m.from_bot for one in m.buttons]
        found = next(((message, data) for message, data in shown if data.startswith(start)), None)
        if found is not None:
            await self.person.presses(*found)
            await self.bot.settle()
        return found is not None

    async def presses_anew(self, press: Press) -> None:
        """A button that may be under no message any more."""
        sandbox = self.bot.sandbox
        newest = list(sandbox.chats[self.chat_id].messages.values())[-1]
        forge_press(sandbox, self.chat_id, newest, press.encode())
        await self.bot.settle()

    def is_asked_to_cancel(self) -> bool:
        """Whether the newest message asks if places are to be given up."""
        asked = self.conversation.asked
        return asked is not None and asked.yes.action is Action.DO_CANCEL

    async def agrees(self) -> bool:
        """A yes to what the newest message asks; whether it asks anything."""
        asked = self.conversation.asked
        if asked is not None:
            await self.says("oui" if self.conversation.language == "fr" else "yes")
        return asked is not None

    @property
    def conversation(self) -> Conversation:
        """What the bot remembers of the chat."""
        return self.bot.db.do(_remembered, self.chat_id)

    def knows(self, people: Iterable[Line], adults: Iterable[str] = ()) -> list[int]:
        """Tell the bot of them some day before; their ids."""
        return self.bot.db.do(_known, self.chat_id, list(people), list(adults), self.bot.now)

    def name_of(self, participant_id: int) -> str:
        """How this participant is called; "" where there is none."""
        return self.bot.db.do(_name_of, participant_id)

    def signs_up(self, names: Sequence[str], theirs: Line) -> None:
        """These of its people have a place, or wait for one."""
        self.bot.db.do(_signed_up, self.chat_id, frozenset(map(fold, names)), theirs, self.bot.now)

    def places(self, uid: str = UID) -> tuple[Place, ...]:
        """The family's sign-ups at this event, the last one of each person."""
        return self.bot.db.do(_places, self.chat_id, uid)


def read_lines(file: Path) -> tuple[Line, ...]:
    """One JSON object a line; raises BotError where it is no such file."""
    try:
        return tuple(json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    except ValueError as error:
        raise BotError(f"{file} holds a line that is no JSON: {error}.") from error


def planned(uid: str, event: Line) -> dict[str, Any]:
    """The line of an agenda file."""
    usual = {"uid": uid, "audiences": "tous", "themes": "bases", "capacity": 12, "room": "Salle de créativité"}
    return {**usual, "description": "", **event}


def event_of(bot: Rehearsal, uid: str = UID) -> Event:
    """As it stands now."""
    found = bot.db.do(by_uid, uid)
    assert found is not None
    return found


def take_places(bot: Rehearsal, number: int) -> None:
    """Another family has so many places."""
    bot.sandbox.add_person("Ancien", person_id=OTHERS, met=True)
    event = event_of(bot)
    born = BirthMonth(event.starts_at.year - (event.age_min or event.age_max or 30) - 1, 1)
    bot.db.do(_takes, event, [f"Ancien {n}" for n in range(number)], born, bot.now)


def wait_behind(bot: Rehearsal, number: int) -> None:
    """A third family waits for so many places, behind whoever waits already."""
    bot.sandbox.add_person("Dernier", person_id=OTHERS + 1, met=True)
    event = event_of(bot)
    born = BirthMonth(event.starts_at.year - (event.age_min or event.age_max or 30) - 1, 1)
    bot.db.do(_takes, event, [f"Dernier {n}" for n in range(number)], born, bot.now, OTHERS + 1)


def give_back(bot: Rehearsal, number: int) -> None:
    """The other family cancels so many of them."""
    bot.db.do(_gives_back, event_of(bot), number, bot.now)


def _takes(
    session: Session, event: Event, names: Sequence[str], born: BirthMonth, now: datetime, chat: int = OTHERS
) -> None:
    family = families.ensure_family(session, chat, "fr", now)
    ids = [families.add_participant(session, family.id, name, born, now).id for name in names]
    signups.sign_up(session, family_id=family.id, event_id=event.id, participants=ids, or_wait=True, now=now)


def _gives_back(session: Session, event: Event, number: int, now: datetime) -> None:
    family = families.ensure_family(session, OTHERS, "fr", now)
    held = [one.signup_id for one in signups.registrations(session, family.id, now)]
    signups.cancel(session, family_id=family.id, signup_ids=held[:number], now=now)


def _known(session: Session, chat_id: int, people: list[Line], adults: list[str], now: datetime) -> list[int]:
    family = families.ensure_family(session, chat_id, "fr", now)
    families.record_consent(session, family.id, now)
    born = [(one["name"], BirthMonth.parse(one["birth"])) for one in people]
    everybody = [*born, *((name, None) for name in adults)]
    return [families.add_participant(session, family.id, name, birth, now).id for name, birth in everybody]


def _name_of(session: Session, participant_id: int) -> str:
    row = session.get(ParticipantRow, participant_id)
    return "" if row is None else row.first_name


def _signed_up(session: Session, chat_id: int, names: frozenset[str], theirs: Line, now: datetime) -> None:
    family, event = families.family_of(session, chat_id), by_uid(session, UID)
    assert family is not None
    assert event is not None
    people = [one.id for one in families.participants(session, family.id) if fold(one.first_name) in names]
    signups.sign_up(
        session,
        family_id=family.id,
        event_id=event.id,
        participants=people,
        unnamed=theirs.get("unnamed", 0),
        or_wait=True,
        together=theirs.get("together", False),
        now=now,
    )


def _remembered(session: Session, chat_id: int) -> Conversation:
    row = session.get(ChatRow, chat_id, populate_existing=True)
    if row is None:
        return Conversation()
    return from_json(row.dialogue, language=row.language or "fr", talk=None, touched_at=row.draft_at)


def _places(session: Session, chat_id: int, uid: str) -> tuple[Place, ...]:
    family, event = families.family_of(session, chat_id), by_uid(session, uid)
    assert event is not None
    mine = SignupRow.family_id == (family.id if family else 0)
    rows = session.execute(
        select(SignupRow, ParticipantRow)
        .outerjoin(ParticipantRow, ParticipantRow.id == SignupRow.participant_id)
        .where(mine, SignupRow.event_id == event.id)
        .order_by(SignupRow.id)
        .execution_options(populate_existing=True)
    )
    last = {(row.participant_id or -row.id): (row, who) for row, who in rows}
    return tuple(_place(session, event, row, who) for row, who in last.values())


def _place(session: Session, event: Event, row: SignupRow, who: ParticipantRow | None) -> Place:
    kept = session.scalars(select(AnswerRow).where(AnswerRow.signup_id == row.id))
    comes = row.coming_at is not None or row.kept_revision == event.revision
    state = State.CANCELLED if event.is_cancelled else State(row.state)
    name = "" if who is None else fold(who.first_name)
    answers = {one.question: one.words for one in kept}
    return Place(name, None if who is None else who.birth, state, comes, row.together, answers)


def form_press(verb: str, number: int = 0) -> str:
    """The beginning of the data of a form's button."""
    return f"fo:{verb}-{number}:"
