"""Plays days of the team and its families that are written as data, in this process, the clock going as they say."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.bench.chats import TEAM
from bot.bench.rehearsal import STAFF, Rehearsal
from bot.sandbox.viewer import SeenMessage
from bot.sandbox.visitor import Visitor
from tests.bot.team.desk import plain

FOLDER = Path(__file__).parents[2] / "dialogues" / "days"
GROUP = "in the group"
_SECONDS = {"minutes": 60, "hours": 3600, "days": 86400}


class Days:
    """Sophie manages; whoever else is named is somebody of their own. A line is a mapping of one key.

    « Sophie » says the words; « Sophie taps », « Sophie opens » (a link's payload), « Sophie sees », « Sophie hears
    nothing of » (since their last act), « Sophie keeps » (what the brackets of an expression find in the newest message
    that has it, under a name), « Sophie blocks ». « Sophie in the group taps » does it there. « later: 3 hours »,
    « at: 2026-12-14T08:30 » let time pass, the beat beating; « event: {…} » plans an event, or changes one.
    `{name}` stands for what was kept.
    """

    def __init__(self, bot: Rehearsal) -> None:
        self.bot, self.kept = bot, dict[str, str]()
        self.people = {"Sophie": Visitor(bot.sandbox, "Sophie", user_id=STAFF)}
        self._since: dict[str, int] = {}

    async def play(self, line: dict[str, Any]) -> None:
        """One line, and all that it leads to."""
        ((key, value),) = line.items()
        if key in ("later", "at", "event"):
            await getattr(self, f"_{key}")(value)
            return
        name, _, verb = key.partition(" ")
        if verb.startswith(GROUP):
            name, verb = f"{name} {GROUP}", verb.removeprefix(GROUP).strip()
        person = await self._person(name)
        does = verb.replace(" ", "_") or "says"
        if does in ("says", "taps", "opens", "blocks"):
            self._since[name] = self.bot.sandbox.version
        await getattr(self, f"_{does}")(person, name, self._filled(value))
        await self.bot.settle()

    async def _person(self, name: str) -> Visitor:
        if name not in self.people:
            first = name.removesuffix(f" {GROUP}")
            if first != name:
                self.people[name] = await (await self._person(first)).in_group(TEAM)
            else:
                self.people[name] = Visitor(self.bot.sandbox, name, met=True)
        return self.people[name]

    def _filled(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        for name, kept in self.kept.items():
            value = value.replace("{" + name + "}", kept)
        return value

    def _fresh(self, person: Visitor, name: str) -> list[SeenMessage]:
        since = self._since.get(name, 0)
        return [one for one in person.messages if one.from_bot and not one.deleted and one.version > since]

    async def _says(self, person: Visitor, name: str, text: str) -> None:
        await person.says(text)

    async def _taps(self, person: Visitor, name: str, label: str) -> None:
        await person.taps(label, timeout=0)

    async def _taps_wrong(self, person: Visitor, name: str, right: str) -> None:
        """Another button than the one with these words, in the newest message."""
        self._since[name] = self.bot.sandbox.version
        newest = [one for one in person.messages if one.from_bot and one.buttons][-1]
        await person.presses(newest, next(one.data for one in newest.buttons if not one.bears(right)))

    async def _opens(self, person: Visitor, name: str, payload: str) -> None:
        await person.opens(payload)

    async def _blocks(self, person: Visitor, name: str, value: Any) -> None:
        await person.blocks()

    async def _sees(self, person: Visitor, name: str, words: str | list[str]) -> None:
        for one in map(self._filled, [words] if isinstance(words, str) else words):
            found = any(message.says(one) for message in self._fresh(person, name))
            assert found, f"{name} does not see {one!r}\n{person.transcript()[-2500:]}"

    async def _hears_nothing_of(self, person: Visitor, name: str, words: str) -> None:
        assert not any(message.says(words) for message in self._fresh(person, name)), words

    async def _sees_no_button(self, person: Visitor, name: str, label: str) -> None:
        newest = self._fresh(person, name)[-1]
        assert not any(button.bears(label) for button in newest.buttons), [one.label for one in newest.buttons]

    async def _keeps(self, person: Visitor, name: str, wanted: dict[str, str]) -> None:
        said = [plain(message.text) for message in person.messages if message.from_bot]
        for key, expression in wanted.items():
            found = [match[1] for text in said if (match := re.search(expression, text))]
            assert found, f"{expression!r} is nowhere\n{person.transcript()[-2500:]}"
            self.kept[key] = found[-1]

    async def _later(self, said: str) -> None:
        number, unit = said.split()
        await self.bot.until(self.bot.now + timedelta(seconds=float(number) * _SECONDS[unit]))

    async def _at(self, said: datetime | str) -> None:
        moment = said if isinstance(said, datetime) else datetime.fromisoformat(said)
        await self.bot.until(moment.replace(tzinfo=self.bot.now.tzinfo))

    async def _event(self, fields: dict[str, Any]) -> None:
        starts = datetime.fromisoformat(str(fields["starts_at"]))
        self.bot.plan(
            {
                "ends_at": (starts + timedelta(hours=2)).isoformat(),
                "kind": "workshop",
                "room": "",
                "audiences": "",
                "themes": "",
                "description": "",
                **fields,
                "starts_at": starts.isoformat(),
            }
        )
        await self.bot.beat()
