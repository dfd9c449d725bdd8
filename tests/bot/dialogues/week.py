"""Plays a week of several people that is written as data: each line is who, what they do, and the words."""

import asyncio
from typing import Any

from bot.sandbox.viewer import SeenMessage
from bot.sandbox.visitor import Visitor
from tests.bot.dialogues.venue import STAFF_ID, TEAM, Venue

GROUP = "in the group"
SILENCE_S = 0.3
PATIENCE_S = 25.0


class Week:
    """The people of one file. `Sophie` manages; whoever else is named is a family, unless invited into the team.

    A line is a mapping of one key: « Camille » says the words; « Camille taps », « Camille sees », « Camille hears
    nothing of », « Camille replies » (to the bot's newest message), « Camille has » (places at events). « Sophie in the
    group » does the same there.
    """

    def __init__(self, venue: Venue) -> None:
        self.venue = venue
        self.people: dict[str, Visitor] = {"Sophie": venue.visitor("Sophie", user_id=STAFF_ID)}

    def person(self, name: str) -> Visitor:
        """Somebody of this name, made when first named."""
        if name not in self.people:
            self.people[name] = self.venue.visitor(name, met=True)
        return self.people[name]

    async def play(self, line: dict[str, Any]) -> None:
        """One line."""
        ((key, value),) = line.items()
        name, _, verb = key.partition(" ")
        person = self.person(name)
        if verb.startswith(GROUP):
            person, verb = await self.in_the_group(name), verb.removeprefix(GROUP).strip()
        await getattr(self, "_" + (verb or "says").replace(" ", "_"))(person, value)

    async def in_the_group(self, name: str) -> Visitor:
        """The same person in the team's group."""
        key = f"{name} there"
        if key not in self.people:
            self.people[key] = await self.person(name).in_group(TEAM)
        return self.people[key]

    async def _says(self, person: Visitor, text: str) -> None:
        await person.says(text)

    async def _taps(self, person: Visitor, label: str) -> None:
        await person.taps(label)

    async def _opens(self, person: Visitor, payload: str) -> None:
        await person.opens(payload)

    async def _sees(self, person: Visitor, words: str | list[str]) -> None:
        wanted = [words] if isinstance(words, str) else words
        await person.sees(lambda message: all(map(message.says, wanted)), PATIENCE_S)

    async def _hears_nothing_of(self, person: Visitor, words: str) -> None:
        await asyncio.to_thread(self.venue.settles)
        await person.sees_nothing(words, within=SILENCE_S)

    async def _replies(self, person: Visitor, text: str) -> None:
        await person.says(text, reply_to=self._last(person))

    def _last(self, person: Visitor) -> SeenMessage:
        return [message for message in person.messages if message.from_bot][-1]

    async def _has(self, person: Visitor, held: dict[str, list[str]]) -> None:
        for uid, names in held.items():
            self.venue.register(await person.id(), uid, *names)
