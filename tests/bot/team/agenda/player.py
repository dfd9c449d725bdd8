"""Plays dialogues about the agenda that are written as data: the whole bot in this process, its clock movable."""

from datetime import timedelta
from fnmatch import fnmatch
from typing import Any

from sqlalchemy.orm import Session

from bot.bench.chats import TEAM, as_csv
from bot.bench.rehearsal import STAFF, Rehearsal
from bot.core import clock
from bot.core.staff import Role
from bot.core.tables import MemberRow
from bot.sandbox.viewer import SeenMessage
from bot.sandbox.visitor import Visitor
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from scheduler.core.people import BirthMonth
from scheduler.families import families
from scheduler.signups import signups
from tests.bot.team.agenda.files import rows
from tests.bot.team.desk import plain

INES = 778
_CHECKS = ("sees", "hears nothing of", "agenda is", "receives", "has buttons", "families see")


class Player:
    """The people of one dialogue. `Sophie` manages, `Inès` animates, whoever else is named is a family.

    A line is a mapping of one key: « Camille » says the words; « Camille taps », « Camille sees », « Camille hears
    nothing of », « Camille has » (places at events), « Sophie sends » (a file with these events, or these very lines),
    « Sophie receives » (a file of this name with these words). « Sophie in the group » does the same there. `agenda`
    imports events by hand, `agenda is` says what is stored, `later` lets time pass, `restart` starts the bot again.
    """

    def __init__(self, bot: Rehearsal) -> None:
        self.bot = bot
        self.people = {
            "Sophie": Visitor(bot.sandbox, "Sophie", user_id=STAFF, met=True),
            "Inès": Visitor(bot.sandbox, "Inès", user_id=INES, met=True),
        }
        bot.db.do(_let_in)
        self._since = 0  # the sandbox's version before the acts that are checked next
        self._checking = False

    async def play(self, line: dict[str, Any]) -> None:
        """One line, and all that it leads to."""
        ((key, value),) = line.items()
        checks = key.endswith(_CHECKS)
        if self._checking and not checks:
            self._since = self.bot.sandbox.version
        self._checking = checks
        if (own := getattr(self, "_" + key.replace(" ", "_"), None)) is not None:
            await own(value)
        else:
            await self._act(key, value)
        await self.bot.settle()
        await self.bot.beat()

    async def _act(self, key: str, value: Any) -> None:
        name, _, verb = key.partition(" ")
        person = await self._person(name)
        if verb.startswith("in the group"):
            person, verb = await self._there(name), verb.removeprefix("in the group").strip()
        await getattr(self, "_" + (verb or "says").replace(" ", "_"))(person, value)

    async def _person(self, name: str) -> Visitor:
        if name not in self.people:
            self.people[name] = Visitor(self.bot.sandbox, name)
            await self.people[name].opens()
            await self.bot.settle()
        return self.people[name]

    async def _there(self, name: str) -> Visitor:
        key = f"{name} there"
        if key not in self.people:
            self.people[key] = await self.people[name].in_group(TEAM)
        return self.people[key]

    # What people do

    async def _says(self, person: Visitor, text: str) -> None:
        await person.says(text)

    async def _replies(self, person: Visitor, text: str) -> None:
        await person.says(text, reply_to=[one for one in person.messages if one.from_bot][-1])

    async def _taps(self, person: Visitor, label: str) -> None:
        await person.taps(label, timeout=0)

    async def _follows(self, person: Visitor, uid: str) -> None:
        """The link of a poster."""
        await person.opens(f"e_{self._event(uid).code}")

    async def _sends(self, person: Visitor, sent: dict[str, Any]) -> None:
        """In reply to the bot's newest message, where it is said so: in a group it hears nothing else."""
        content = "\n".join(sent["lines"]).encode() if "lines" in sent else as_csv(rows(sent["events"]))
        replies = [one for one in person.messages if one.from_bot][-1] if sent.get("replies") else None
        await person.sends_file(sent["file"], content, replies)

    async def _has(self, person: Visitor, held: dict[str, list[str]]) -> None:
        chat = await person.id()
        for uid, names in held.items():
            self.bot.db.do(_register, chat, self._event(uid).id, names)

    async def _families_have(self, held: dict[str, int]) -> None:
        """So many families, each with one child there; who is at several events is counted at each."""
        for uid, count in held.items():
            for number in range(count):
                family = await self._person(f"Famille {number + 1}")
                self.bot.db.do(_register, await family.id(), self._event(uid).id, [f"Enfant {number + 1}"])

    async def _families_see(self, expected: dict[str, int]) -> None:
        """These words stand in the chats of so many families, whenever they were written."""
        theirs = [person for name, person in self.people.items() if name.startswith("Famille")]
        for words, count in expected.items():
            have = sum(any(one.from_bot and one.says(words) for one in person.messages) for person in theirs)
            assert have == count, (words, have)

    async def _language(self, person: Visitor, language: str) -> None:
        chat = await person.id()
        self.bot.db.do(families.ensure_family, chat, language, self.bot.now)
        self.bot.db.do(families.remember_language, chat, language)

    async def _blocks(self, person: Visitor, _: object) -> None:
        await person.blocks()

    # What they see, since what was checked before

    def _fresh(self, person: Visitor) -> list[SeenMessage]:
        return [one for one in person.messages if one.from_bot and not one.deleted and one.version > self._since]

    async def _sees(self, person: Visitor, words: str | list[str]) -> None:
        for one in [words] if isinstance(words, str) else words:
            found = any(message.says(one) for message in self._fresh(person))
            assert found, f"{person.name} does not see {one!r}\n{person.transcript()[-3000:]}"

    async def _hears_nothing_of(self, person: Visitor, words: str) -> None:
        assert not any(message.says(words) for message in self._fresh(person)), person.transcript()

    async def _has_buttons(self, person: Visitor, labels: list[str]) -> None:
        there = [plain(one) for one in person.buttons]
        assert there == labels, there

    async def _receives(self, person: Visitor, file: dict[str, Any]) -> None:
        sent = [one for one in self._fresh(person) if "document" in one.raw]
        found = [one for one in sent if fnmatch(one.raw["document"]["file_name"], file["file"])]
        assert found, person.transcript()[-2000:]
        content = (await person.downloads(found[-1])).decode()
        for words in file["with"]:
            assert words in content, content

    # The agenda, and time

    async def _agenda(self, events: list[dict[str, Any]]) -> None:
        self.bot.imports(as_csv(rows(events)))

    async def _agenda_is(self, expected: dict[str, str]) -> None:
        """Title: how it stands and when, « draft 12-05 14:00 »."""
        there = self.bot.db.do(agenda.everything)
        zone = self.bot.now.tzinfo
        found = {one.title: f"{one.status.value} {one.starts_at.astimezone(zone):%m-%d %H:%M}" for one in there}
        titles = [one.title for one in there]
        found |= {
            f"{one.title} ({one.starts_at.astimezone(zone):%m-%d})": one.status.value
            for one in there
            if titles.count(one.title) > 1
        }
        assert {title: found.get(title) for title in expected} == expected, found

    async def _later(self, said: str) -> None:
        number, unit = said.split()
        await self.bot.until(self.bot.now + timedelta(**{unit: float(number)}))

    async def _restart(self, _: object) -> None:
        await self.bot.restart()

    def _event(self, uid: str) -> Event:
        found = self.bot.db.do(agenda.by_uid, uid)
        assert found is not None, uid
        return found


def _let_in(session: Session) -> None:
    now = clock.business_now(session, may_shift=True)
    session.add(MemberRow(person_id=INES, role=Role.ANIMATOR, name="Inès", invited_by=STAFF, since=now))


def _register(session: Session, chat: int, event_id: int, names: list[str]) -> None:
    now = clock.business_now(session, may_shift=True)
    family = families.ensure_family(session, chat, "fr", now)
    people = [families.add_participant(session, family.id, name, BirthMonth(2018, 3), now).id for name in names]
    signups.sign_up(session, family_id=family.id, event_id=event_id, participants=people, or_wait=True, now=now)
