"""Plays a dialogue that is written as data: what the person does, and what the bot must answer."""

import asyncio
from datetime import timedelta
from typing import Any

from bot.messages import dates
from bot.sandbox import actions
from bot.sandbox.viewer import SeenMessage, plain
from bot.sandbox.visitor import Press, Visitor
from tests.bot.dialogues.agenda import EVENTS
from tests.bot.dialogues.venue import Venue

SILENCE_S = 0.25
GROUP = -1_000_000_000_000


def places(venue: Venue, number: int) -> dict[str, str]:
    """What `{robots}`, `{7 month}`… stand for in this dialogue: its own events, and births by age."""
    found = {name: f"{name}-{number}" for name in EVENTS}
    found["next year"] = str(venue.now.year + 1)
    for age in range(19):
        # Half a year away from any birthday, so that the age is sure at every event of the agenda.
        born = venue.now.date() + timedelta(days=11) - timedelta(days=round(age * 365.25 + 183))
        month = dates.months("fr")[born.month - 1]
        found |= {
            f"{age} year": str(born.year),
            f"{age} month": month,
            f"{age} number": f"{born:%m}",
            f"{age} english": dates.months("en")[born.month - 1],
            f"born {age}": f"{month} {born.year}",
        }
    for name, planned in EVENTS.items():
        on = venue.now.date() + timedelta(days=planned.in_days)
        found |= {
            f"{name} title": f"{planned.title} {number}" if planned.of_its_own else planned.title,
            f"{name} day": dates.short_day(on, "fr"),
            f"{name} date": dates.day_of_month(on, "fr"),
            f"{name} full": dates.day(on, "fr"),
            f"{name} weekday": dates.day(on, "fr").split()[0],
        }
    return found


class Player:
    """One person and the lines that are played."""

    def __init__(self, venue: Venue, number: int, person: Visitor, group: bool = False) -> None:
        self.venue, self.person, self.number = venue, person, number
        self.values = places(venue, number)
        self.said: SeenMessage | None = None
        self.own: SeenMessage | None = None
        self.press: Press | None = None
        self.manager = venue.manager()
        self.asked: SeenMessage | None = None  # the team, by the message that it saw last

    async def meets_the_team(self) -> None:
        """The team's chat may be looked at, and written in; what the dialogue before it led to is there by then."""
        self.team = self.venue.colleague()
        await asyncio.to_thread(self.venue.settles)
        await self.team.looks_away()

    async def play(self, line: dict[str, Any]) -> None:
        """One line: a mapping with one key."""
        ((what, value),) = line.items()
        await getattr(self, "_" + what.replace(" ", "_"))(self._filled(value))

    def _filled(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._filled(one) for one in value]
        if isinstance(value, dict):
            return {self._filled(key): self._filled(one) for key, one in value.items()}
        if isinstance(value, str):
            for name, meant in self.values.items():
                value = value.replace(f"{{{name}}}", meant)
        return value

    # What the person does

    async def _person(self, text: str) -> None:
        self.own = await self.person.says(text)

    async def _replies(self, text: str) -> None:
        """With Telegram's « Répondre », to the bot's last message."""
        last = [message for message in self.person.messages if message.from_bot][-1]
        await self.person.says(text, reply_to=last)

    async def _opens(self, payload: str) -> None:
        name, _, wanted = payload.partition(" of ")
        if name == "entry":
            first_name, _, uid = wanted.partition(" at ")
            payload = f"ci_{self.venue.signup_of(uid, first_name)[1]}"
        await self.person.opens(f"e_{self.venue.code_of(wanted)}" if name == "code" else payload)

    async def _has(self, held: dict[str, list[str]]) -> None:
        """What the family signed up for before this dialogue begins."""
        for uid, names in held.items():
            self.venue.register(await self.person.id(), uid, *names)

    async def _taps(self, label: str) -> None:
        self.press = await self.person.taps(label)

    async def _taps_twice(self, label: str) -> None:
        message = next(m for m in reversed(self.person.messages) if any(b.bears(label) for b in m.buttons))
        data = next(button.data for button in message.buttons if button.bears(label))
        presses = await asyncio.gather(*(self.person.presses(message, data) for _ in range(2)))
        self.press = presses[1]

    async def _forges(self, data: str) -> None:
        person_id = await self.person.id()
        await self.person.looks_away()
        message = self.venue.sandbox.chats[person_id].messages[self.person.last.id]
        actions.forge_press(self.venue.sandbox, person_id, message, data)

    async def _sends(self, thing: str) -> None:
        await self.person.sends(thing)

    async def _corrects(self, text: str) -> None:
        assert self.own is not None
        await self.person.edits(self.own, text)

    async def _blocks(self, _: Any) -> None:
        await self.person.blocks()

    async def _unblocks(self, _: Any) -> None:
        await self.person.unblocks()

    async def _restarts(self, how: str) -> None:
        await asyncio.to_thread(self.venue.kill if how == "killed" else self.venue.stop)
        await asyncio.to_thread(self.venue.start)

    async def _answers(self, given: dict[str, dict[str, str]]) -> None:
        """What this person's family told the team about an event, as if the form had asked for it."""
        chat_id = await self.person.id()
        for uid, answers in given.items():
            self.venue.answer(chat_id, uid, answers)

    # What the team does, and sees

    async def _manager_says(self, text: str) -> None:
        await self.manager.says(text)

    async def _manager_taps(self, label: str) -> None:
        self.press = await self.manager.taps(label)

    async def _manager_sees(self, words: str | list[str]) -> None:
        wanted = [words] if isinstance(words, str) else words
        await self.manager.sees(lambda message: all(map(message.says, wanted)))

    async def _team_answers(self, text: str) -> None:
        await asyncio.to_thread(self.venue.settles)
        await self.team.says(text, self.asked)

    async def _team_sends(self, thing: str) -> None:
        await asyncio.to_thread(self.venue.settles)
        await self.team.sends(thing, reply_to=self.asked)

    async def _team_puts_the_bot_out(self, _: Any) -> None:
        await asyncio.to_thread(self.venue.settles)
        await self.team.blocks()

    async def _team_takes_it_back(self, _: Any) -> None:
        await asyncio.to_thread(self.venue.settles)
        await self.team.unblocks()

    async def _team_writes(self, text: str) -> None:
        await self.team.says(text)

    async def _team_sees(self, words: str | list[str]) -> None:
        wanted = [words] if isinstance(words, str) else words
        self.asked = await self._team_seen(wanted)

    async def _team_is_told(self, words: str) -> None:
        """What became of its answer, under that answer."""
        assert (await self._team_seen([words])).reply_to is not None

    async def _team_seen(self, wanted: list[str]) -> SeenMessage:
        try:
            return await self.team.sees(lambda message: all(map(message.says, wanted)))
        except AssertionError:
            raise AssertionError(f"the team never saw {wanted}\n{self.team.transcript()}") from None

    async def _team_does_not_see(self, words: str) -> None:
        await self.team.sees_nothing(words, within=SILENCE_S)

    async def _team_counts(self, expected: dict[str, int]) -> None:
        await asyncio.to_thread(self.venue.settles)
        for words, count in expected.items():
            assert sum(one.from_bot and one.says(words) for one in self.team.messages) == count, words

    # What the bot does

    async def _bot_says(self, words: str | list[str]) -> None:
        wanted = [words] if isinstance(words, str) else words
        self.said = await self._seen(wanted, edited=False)

    async def _bot_edits(self, words: str | list[str]) -> None:
        wanted = [words] if isinstance(words, str) else words
        self.said = await self._seen(wanted, edited=True)

    async def _bot_adds(self, words: list[str]) -> None:
        """A message of its own: the one whose button was pressed stays as it was."""
        self.said = await self.person.sees(lambda message: not message.edited and all(map(message.says, words)))

    async def _seen(self, wanted: list[str], edited: bool) -> SeenMessage:
        try:
            return await self.person.sees(
                lambda message: (message.edited or not edited) and all(message.says(w) for w in wanted)
            )
        except AssertionError:
            raise AssertionError(f"never said {wanted}\n{self.person.transcript()}") from None

    async def _bot_does_not_say(self, words: str) -> None:
        await self.person.sees_nothing(words, within=SILENCE_S)

    async def _bot_is_silent(self, _: Any) -> None:
        await self.person.sees_nothing(within=SILENCE_S)

    async def _toast(self, words: str) -> None:
        assert self.press is not None
        await self.press.is_answered(words)

    async def _buttons(self, labels: list[str]) -> None:
        assert self.said is not None
        assert [plain(label) for label in self.said.labels] == [plain(label) for label in labels]

    async def _button(self, label: str) -> None:
        assert self.said is not None
        assert any(plain(label) in plain(one) for one in self.said.labels), self.said.labels

    async def _no_button(self, label: str) -> None:
        assert self.said is not None
        assert not any(plain(label) in plain(one) for one in self.said.labels), self.said.labels

    async def _file(self, name: str) -> None:
        await self._document(name)

    async def _no_file(self, name: str) -> None:
        await self.person.sees_nothing(lambda m: m.document is not None and name in m.document["file_name"], SILENCE_S)

    async def _document(self, name: str) -> SeenMessage:
        return await self.person.sees(lambda m: m.document is not None and name in m.document["file_name"])

    async def _file_says(self, expected: dict[str, list[str]]) -> None:
        for name, wanted in expected.items():
            message = await self._document(name)
            text = plain((await self.person.downloads(message)).decode())
            assert [words for words in wanted if plain(words) not in text] == [], text

    async def _code(self, whose: str) -> None:
        self.said = await self.person.sees(lambda message: message.photo is not None and message.says(whose))

    async def _no_code(self, whose: str) -> None:
        await self.person.sees_nothing(lambda message: message.photo is not None and message.says(whose), SILENCE_S)

    async def _signed_up(self, expected: dict[str, list[str]]) -> None:
        for uid, people in expected.items():
            assert sorted(self.venue.standing(uid)) == sorted(people)

    async def _answers_kept(self, expected: dict[str, list[str]]) -> None:
        for uid, kept in expected.items():
            assert sorted(self.venue.answered(uid)) == sorted(kept)

    async def _messages_at_once(self, most: int) -> None:
        fresh = [m for m in self.person.messages if m.from_bot]
        assert len(fresh) <= most
