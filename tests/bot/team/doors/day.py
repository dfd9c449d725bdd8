"""Acts days at the door that are written as data: who of the team and of the families does what, and what is seen."""

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from pypdf import PdfReader
from ruamel.yaml import YAML
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bench.chats import TEAM
from bot.bench.rehearsal import STAFF, Rehearsal
from bot.core.staff import Role
from bot.core.tables import MemberRow
from bot.sandbox.viewer import SeenMessage, plain
from bot.sandbox.visitor import Visitor
from knowledge.agenda import agenda
from knowledge.agenda.agenda import EventRow
from scheduler.core.people import BirthMonth
from scheduler.core.tables import ParticipantRow, SignupRow
from scheduler.families import families
from scheduler.seats import answers, registrations
from scheduler.seats.answers import Answer, Question
from scheduler.signups import signups

FOLDER = Path(__file__).parents[3] / "dialogues" / "doors"
AT_DOOR, GROUP = " scans", " in the group"


def dialogues() -> list[tuple[str, list[dict[str, Any]]]]:
    """Each dialogue of each file, with its lines."""
    loaded = [(path.stem, YAML(typ="safe").load(path)) for path in sorted(FOLDER.glob("*.yaml"))]
    return [(f"{stem}: {one['name']}", one["lines"]) for stem, found in loaded for one in found]


class Day:
    """The people of one dialogue. Sophie manages; « team » lets others in; whoever else is named is a family."""

    def __init__(self, bot: Rehearsal) -> None:
        self.bot = bot
        self.people = {"Sophie": Visitor(bot.sandbox, "Sophie", user_id=STAFF, met=True)}
        self.toast = ""

    async def play(self, line: dict[str, Any]) -> None:
        """One line: « clock », « events », « team », « cancel », or a name with what this person does or sees."""
        ((key, value),) = line.items()
        name, _, verb = key.partition(" ")
        act = getattr(self, f"_{name}", None)
        if act is not None:
            await act(value)
            return
        person = await self._person(name)
        if verb.startswith(GROUP.strip()):
            person, verb = await self._there(name), verb.removeprefix(GROUP.strip()).strip()
        await getattr(self, "_" + (verb or "says").replace(" ", "_"))(person, value)

    async def _person(self, name: str) -> Visitor:
        if name not in self.people:
            self.people[name] = Visitor(self.bot.sandbox, name, met=True)
            await self.people[name].id()
        return self.people[name]

    async def _there(self, name: str) -> Visitor:
        key = f"{name}{GROUP}"
        if key not in self.people:
            self.people[key] = await self.people[name].in_group(TEAM)
        return self.people[key]

    # What is so

    async def _clock(self, said: str) -> None:
        """It is then; the beat beats."""
        at = datetime.fromisoformat(said).replace(tzinfo=self.bot.now.tzinfo)
        self.bot.jump(at + timedelta(seconds=1))  # the clock is moved by whole seconds, and must not stand before it
        for _ in range(2):  # what the first owed has been sent: what comes of it
            await self.bot.beat()

    async def _events(self, planned: dict[str, dict[str, Any]]) -> None:
        for uid, given in planned.items():
            starts = datetime.fromisoformat(given["at"])
            ends = f"{starts + timedelta(hours=2):%Y-%m-%dT%H:%M}"
            told = {"capacity": 12, "age_min": 6, "age_max": 12, "kind": "workshop", **given}
            self.bot.plan({"uid": uid, "starts_at": given["at"], "ends_at": ends, **told})

    async def _team(self, names: list[str]) -> None:
        for name in names:
            person = await (await self._person(name)).id()
            row = {"person_id": person, "role": Role.ANIMATOR, "name": name, "invited_by": STAFF, "since": self.bot.now}
            self.bot.db.do(lambda session, row=row: session.add(MemberRow(**row)))

    # What families do beforehand

    async def _has(self, person: Visitor, held: dict[str, list[str]]) -> None:
        for uid, names in held.items():
            self.bot.db.do(_register, await person.id(), uid, names, self.bot.now)

    async def _answered(self, person: Visitor, given: dict[str, dict[str, str]]) -> None:
        for uid, said in given.items():
            self.bot.db.do(_answer, await person.id(), uid, said, self.bot.now)

    async def _gives_up(self, person: Visitor, uid: str) -> None:
        self.bot.db.do(_give_up, await person.id(), uid, self.bot.now)

    # What anybody does

    async def _says(self, person: Visitor, text: str) -> None:
        await person.says(text)
        await self.bot.settle()

    async def _taps(self, person: Visitor, label: str) -> None:
        press = await person.taps(label, timeout=0)
        await self.bot.settle()
        self.toast = plain((await press.answer()).text)

    async def _blocks(self, person: Visitor, _: Any) -> None:
        await person.blocks()
        await self.bot.settle()

    async def _deletes(self, person: Visitor, words: str) -> None:
        """By hand, in Telegram."""
        chat = self.bot.sandbox.chats[await person.id()]
        self.bot.sandbox.delete(chat.messages[self._found(person, words).id])

    async def _scans(self, person: Visitor, whose: str) -> None:
        """« Léa at robots », or a code as it stands."""
        name, _, uid = whose.partition(" at ")
        code = self.bot.db.do(token_of, name, uid) if uid else whose
        await person.opens(f"ci_{code}")
        await self.bot.settle()

    # What is seen

    async def _sees(self, person: Visitor, words: str | list[str]) -> None:
        wanted = [words] if isinstance(words, str) else words
        there = [one for one in person.messages if one.from_bot and not one.deleted][-3:]
        said = "\n".join(plain(one.text) for one in there)
        assert [one for one in wanted if plain(one) not in said] == [], person.transcript()[-3000:]

    async def _does_not_see(self, person: Visitor, words: str | list[str]) -> None:
        for one in [words] if isinstance(words, str) else words:
            assert not any(message.says(one) for message in person.messages if not message.deleted), one

    async def _has_button(self, person: Visitor, labels: str | list[str]) -> None:
        there = self._labels(person)
        assert [one for one in _listed(labels) if not any(plain(one) in label for label in there)] == [], there

    async def _has_no_button(self, person: Visitor, labels: str | list[str]) -> None:
        there = self._labels(person, 1)
        assert [one for one in _listed(labels) if any(plain(one) in label for label in there)] == [], there

    def _labels(self, person: Visitor, newest: int = 3) -> list[str]:
        there = [one for one in person.messages if one.from_bot and not one.deleted][-newest:]
        return [plain(label) for one in there for label in one.labels]

    async def _is_told(self, _: Visitor, words: str) -> None:
        """On top of the screen, after a tap."""
        assert plain(words) in self.toast, self.toast

    async def _has_the_file(self, person: Visitor, expected: dict[str, list[str]]) -> None:
        for ending, words in expected.items():
            text = await self._text_of(person, ending)
            assert [one for one in words if plain(one) not in text] == [], text

    async def _has_not_in_the_file(self, person: Visitor, expected: dict[str, list[str]]) -> None:
        for ending, words in expected.items():
            text = await self._text_of(person, ending)
            assert [one for one in words if plain(one) in text] == [], text

    async def _text_of(self, person: Visitor, ending: str) -> str:
        return read_back(await person.downloads(files_of(person, ending)[-1]), ending)

    async def _has_no_file(self, person: Visitor, ending: str) -> None:
        assert files_of(person, ending) == []

    def _found(self, person: Visitor, words: str) -> SeenMessage:
        return next(one for one in reversed(person.messages) if one.from_bot and not one.deleted and one.says(words))


def files_of(person: Visitor, ending: str) -> list[SeenMessage]:
    """The messages of this chat with a file whose name ends so, the newest last."""
    there = (one for one in person.messages if one.document is not None and not one.deleted)
    return [one for one in there if str((one.document or {})["file_name"]).endswith(ending)]


def read_back(content: bytes, ending: str) -> str:
    """The text in a PDF, or in the first sheet of a spreadsheet."""
    if ending == "pdf":
        return plain("\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))
    rows = load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return plain("\n".join(" ".join(str(cell) for cell in row if cell is not None) for row in rows))


def _listed(labels: str | list[str]) -> list[str]:
    return [labels] if isinstance(labels, str) else labels


def _register(session: Session, chat_id: int, uid: str, names: list[str], now: datetime) -> None:
    event = agenda.by_uid(session, uid)
    assert event is not None
    family = families.ensure_family(session, chat_id, "fr", now)
    birth = BirthMonth(event.starts_at.year - 8, 1)
    people = [families.add_participant(session, family.id, name, birth, now, chat_id).id for name in names]
    signups.sign_up(session, family_id=family.id, event_id=event.id, participants=people, or_wait=True, now=now)


def _answer(session: Session, chat_id: int, uid: str, said: dict[str, str], now: datetime) -> None:
    event, family = agenda.by_uid(session, uid), families.family_of(session, chat_id)
    assert event is not None
    assert family is not None
    rows = registrations.live_rows(session, event.id, family.id)
    answers.keep(session, rows, [Answer(Question(one), words) for one, words in said.items()], now)


def _give_up(session: Session, chat_id: int, uid: str, now: datetime) -> None:
    event, family = agenda.by_uid(session, uid), families.family_of(session, chat_id)
    assert event is not None
    assert family is not None
    ids = [row.id for row in registrations.live_rows(session, event.id, family.id)]
    signups.cancel(session, family_id=family.id, signup_ids=ids, now=now)


def token_of(session: Session, name: str, uid: str) -> str:
    """What stands in the code of who is called so, at this event."""
    rows = session.execute(
        select(SignupRow, ParticipantRow)
        .join(EventRow, EventRow.id == SignupRow.event_id)
        .join(ParticipantRow, ParticipantRow.id == SignupRow.participant_id)
        .where(EventRow.uid == uid)
    ).all()
    return next(row.token for row, who in rows if who.first_name == name)
