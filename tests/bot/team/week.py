"""Acts a week of families and the team that is written as data: what each of them does, and what is then seen."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.bench.chats import TEAM
from bot.bench.rehearsal import STAFF, Rehearsal
from bot.sandbox.state import Chat
from bot.sandbox.viewer import SeenMessage
from bot.sandbox.visitor import Visitor

FOLDER = Path(__file__).parents[2] / "dialogues" / "weeks" / "questions"
_SECONDS = {"minutes": 60, "hours": 3600, "days": 86400}
_CHECKS = ("sees", "see", "sees no more", "topics")  # how the name of a line ends that does nothing


def days() -> list[tuple[str, list[dict[str, Any]]]]:
    """The files of the week, in their order, and the lines of each."""
    return [(path.stem, YAML(typ="safe").load(path)) for path in sorted(FOLDER.glob("*.yaml"))]


def _listed(words: str | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else words


class Week:
    """The people of the week. Each line is a mapping with one key, which names a method below."""

    def __init__(self, bot: Rehearsal) -> None:
        self.bot = bot
        self.families: dict[str, Visitor] = {}
        self.asked = 0
        self.sophie = Visitor(bot.sandbox, "Sophie", TEAM, user_id=STAFF)
        self._since = 0  # the sandbox's version before the acts that are checked next
        self._checking = False

    @property
    def group(self) -> Chat:
        """The team's."""
        return self.bot.sandbox.chats[TEAM]

    async def play(self, line: dict[str, Any]) -> None:
        """One line, and all that it leads to."""
        ((what, value),) = line.items()
        checks = what.endswith(_CHECKS) or what.startswith("stands ")
        if self._checking and not checks:
            self._since = self.bot.sandbox.version
        self._checking = checks
        await getattr(self, "_" + what.replace(" ", "_"))(value)
        await self.bot.settle()
        await self.bot.beat()

    async def _family(self, name: str) -> Visitor:
        if name not in self.families:
            self.families[name] = Visitor(self.bot.sandbox, name)
            await self.families[name].opens()
            await self.bot.settle()
        return self.families[name]

    def _fresh(self, person: Visitor, since: int | None = None) -> list[SeenMessage]:
        after = self._since if since is None else since
        return [one for one in person.messages if one.from_bot and not one.deleted and one.version > after]

    # What families do

    async def _families_ask(self, questions: dict[str, str]) -> None:
        """Each asks, and says yes to the offer to ask the team."""
        for name, words in questions.items():
            person, since = await self._family(name), self.bot.sandbox.version
            await person.says(words)
            await self.bot.settle()
            if not any(one.says("Transmis") for one in self._fresh(person, since)):
                await person.says("oui")
                await self.bot.settle()
            assert any(one.says("Transmis") for one in self._fresh(person, since)), person.transcript()
            self.asked += 1

    async def _families_say(self, said: dict[str, str]) -> None:
        for name, words in said.items():
            await (await self._family(name)).says(words)
            await self.bot.settle()

    async def _families_tap(self, taps: dict[str, str]) -> None:
        for name, label in taps.items():
            await self.families[name].taps(label, timeout=0)
            await self.bot.settle()

    async def _family_blocks(self, name: str) -> None:
        await self.families[name].blocks()

    # What the team does, and who only stands in its group

    async def _team_replies(self, line: dict[str, str]) -> None:
        await self._writes_under(self.sophie, line)

    async def _stranger_replies(self, line: dict[str, str]) -> None:
        await self._writes_under(Visitor(self.bot.sandbox, "Paul", TEAM), line)

    async def _writes_under(self, person: Visitor, line: dict[str, str]) -> None:
        """Replies to the bot's newest message with the words `to`; with a photo, a voice note… where it `sends` one."""
        to = self._found(line["to"])
        if "sends" in line:
            await person.sends(line["sends"], line.get("says", ""), reply_to=to)
        else:
            await person.says(line["says"], reply_to=to)

    async def _team_writes(self, line: dict[str, str]) -> None:
        """In the topic where these words stand, and in reply to nothing."""
        await self.sophie.says(line["says"], topic_id=self._found(line["in"]).topic_id)

    async def _team_taps(self, label: str) -> None:
        """On the newest message with such a button."""
        await self.sophie.taps(label, timeout=0)

    async def _team_deletes_the_topic_of(self, words: str) -> None:
        """By hand, in Telegram."""
        self.bot.sandbox.delete_topic(self.group, self._found(words).topic_id or 0)

    async def _team_takes_the_right_away(self, right: str) -> None:
        self.group.bot_rights.discard(right)

    async def _team_gives_the_right_back(self, right: str) -> None:
        self.group.bot_rights.add(right)
        await self.sophie.says("/equipe")

    def _found(self, words: str) -> SeenMessage:
        there = [one for one in self.sophie.messages if one.from_bot and not one.deleted and one.says(words)]
        assert there, f"the team has no message with {words!r}\n{self.sophie.transcript()}"
        return there[-1]

    # What they see, since what was checked before: when a topic is closed, say, is not the moment of any one act

    async def _family_sees(self, expected: dict[str, str | list[str]]) -> None:
        for name, words in expected.items():
            person = self.families[name]
            for one in _listed(words):
                found = any(message.says(one) for message in self._fresh(person))
                assert found, f"{name} does not see {one!r}\n{person.transcript()}"

    async def _only_these_see(self, expected: dict[str, list[str]]) -> None:
        """These words stand in the chats of exactly these families, whenever they were written."""
        for words, names in expected.items():
            have = {name for name, one in self.families.items() if any(m.says(words) for m in self._fresh(one, 0))}
            assert have == set(names), words

    async def _team_sees(self, words: str | list[str]) -> None:
        for one in _listed(words):
            found = any(message.says(one) for message in self._fresh(self.sophie))
            assert found, f"the team does not see {one!r}\n{self.sophie.transcript()[-3000:]}"

    async def _team_sees_no_more(self, words: str | list[str]) -> None:
        for one in _listed(words):
            assert not any(message.says(one) for message in self.sophie.messages if not message.deleted), one

    async def _stands_in_a_topic(self, words: str) -> None:
        assert self._found(words).topic_id is not None

    async def _stands_outside_any_topic(self, words: str) -> None:
        assert self._found(words).topic_id is None

    async def _topics(self, expected: dict[str, int]) -> None:
        """How many are open in the team's group, and how many closed."""
        topics = (self.group.topics or {}).values()
        counts = {"open": sum(not one.closed for one in topics), "closed": sum(one.closed for one in topics)}
        assert counts == expected, [(one.name, one.closed) for one in topics]

    # Time

    async def _later(self, said: str) -> None:
        number, unit = said.split()
        await self.bot.until(self.bot.now + timedelta(seconds=float(number) * _SECONDS[unit]))

    async def _day(self, said: str) -> None:
        await self.bot.until(datetime.fromisoformat(said).replace(tzinfo=self.bot.now.tzinfo))
