"""People who write to whichever bot polls a strict local Telegram: what they do, and how long each waits."""

import asyncio
import random
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML

from bot.bench.variants import typos
from bot.bot_api.replies import Action, Press
from bot.core.errors import BotError
from bot.sandbox import actions as sandbox_acts
from bot.sandbox.state import Call, Sandbox

_FILE = Path(__file__).with_name("load_questions.yaml")
_SLOT = re.compile(r"\{(\w+)\}")
_VENUE, _AGENDA, _PRESSES = 50, 25, 25  # of a hundred acts
_WITH_TYPOS = 0.3
REPEATED = 20  # texts, where the same come again


@dataclass(frozen=True, slots=True)
class Act:
    """Words that somebody writes, or the callback data of a button that they press."""

    words: str = ""
    press: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is to ask about: the titles of the agenda, and the codes of its events."""

    titles: Sequence[str]
    codes: Sequence[str]


def acts(seen: Seen, seed: int, *, presses: bool = True, repeat: bool = False) -> Iterator[Act]:
    """Without end, the same for the same seed; no two texts are alike, unless they are to repeat."""
    chance = random.Random(seed)
    kinds = ("venue", "agenda", "press")
    texts = _Texts(seen, chance)
    kept = {kind: [texts.next(kind) for _ in range(REPEATED)] for kind in kinds[:2]} if repeat else {}
    shares = (_VENUE, _AGENDA, _PRESSES if presses else 0)
    while True:
        (kind,) = chance.choices(kinds, shares)
        if kind == "press":
            yield Act(press=_pressed(seen, chance))
        else:
            yield Act(words=chance.choice(kept[kind]) if repeat else texts.next(kind))


class _Texts:
    def __init__(self, seen: Seen, chance: random.Random) -> None:
        self._lists: Mapping[str, Sequence[str]] = {**_listed(), "title": seen.titles}
        self._chance, self._said = chance, set[str]()

    def next(self, kind: str) -> str:
        """A text that was not said yet."""
        while True:
            whole = "".join(self._chance.choice(self._lists[part]) for part in ("openings", kind, "closings"))
            text = _SLOT.sub(self._filled, whole)
            if self._chance.random() < _WITH_TYPOS or text in self._said:
                text = typos(text, self._chance.randrange(10**9))
            if text not in self._said:
                self._said.add(text)
                return text

    def _filled(self, slot: re.Match[str]) -> str:
        numbers = {"age": (4, 15), "count": (2, 8), "date": (2, 28)}
        if slot[1] in numbers:
            return str(self._chance.randint(*numbers[slot[1]]))
        return self._chance.choice(self._lists[slot[1]])


def _listed() -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = YAML(typ="safe", pure=True).load(_FILE.read_text(encoding="utf-8"))
    return found


def _pressed(seen: Seen, chance: random.Random) -> str:
    """The agenda, an event's card, how to come, one's own registrations, help."""
    of_none = (Action.AGENDA, Action.MINE, Action.HELP, Action.PRIVACY)
    if chance.random() < 0.5:
        return Press(chance.choice(of_none)).encode()
    return Press(chance.choice((Action.EVENT, Action.ROUTE)), chance.choice(seen.codes), 1).encode()


CHATS = 200  # an act goes to the chat that has rested longest
PATIENCE_S = 60.0
_ANSWERS = {"sendmessage", "editmessagetext", "senddocument", "sendphoto", "sendvenue"}


@dataclass(frozen=True, slots=True)
class Waited:
    """The seconds that each act waited for its answer, and the seconds that all took together."""

    each: tuple[float, ...]
    seconds: float

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.each) / self.seconds


@dataclass(slots=True)
class People:
    """Everybody of one run."""

    sandbox: Sandbox
    resting: asyncio.Queue[int] = field(default_factory=asyncio.Queue)
    waiting: dict[int, asyncio.Event] = field(default_factory=dict)
    refused: int = 0

    @classmethod
    def of(cls, sandbox: Sandbox, count: int = CHATS) -> "People":
        """So many who know the bot already; from now on they see its calls."""
        people = cls(sandbox)
        sandbox.audit.calls = _Watched(people)
        for number in range(count):
            people.resting.put_nowait(sandbox.add_person(f"Parent {number}", met=True).id)
        return people

    def saw(self, call: Call) -> None:
        """Wake who waits for this; what is kept of it is only whether it was refused."""
        self.refused += not call.ok
        if call.method.lower() in _ANSWERS and (event := self.waiting.get(int(call.params.get("chat_id", 0)))):
            event.set()

    async def at_once(self, acts: Iterator[Act], count: int, together: int) -> Waited:
        """So many acts, so many of them under way at any time."""
        left, waits, begun = iter(range(count)), list[float](), time.perf_counter()

        async def one_after_the_other() -> None:
            for _ in left:
                waits.append(await self._act(next(acts)))

        await asyncio.gather(*(one_after_the_other() for _ in range(together)))
        return Waited(tuple(waits), time.perf_counter() - begun)

    async def at_rate(self, acts: Iterator[Act], count: int, rate: float) -> Waited:
        """So many acts, begun evenly, however the earlier ones fare."""
        begun, under_way = time.perf_counter(), []
        for number in range(count):
            await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
            under_way.append(asyncio.create_task(self._act(next(acts))))
        waits = await asyncio.gather(*under_way)
        return Waited(tuple(waits), time.perf_counter() - begun)

    async def _act(self, act: Act) -> float:
        chat = await self.resting.get()
        event = self.waiting[chat] = asyncio.Event()
        begun = time.perf_counter()
        self._perform(chat, act)
        try:
            async with asyncio.timeout(PATIENCE_S):
                await event.wait()
        except TimeoutError:
            raise BotError(f"No answer within {PATIENCE_S:.0f} seconds.") from None
        waited = time.perf_counter() - begun
        del self.waiting[chat]
        self.resting.put_nowait(chat)
        return waited

    def _perform(self, chat: int, act: Act) -> None:
        """A press needs a message of the bot's; whoever has none yet asks for help instead."""
        mine = self.sandbox.chats[chat].messages.values()
        newest = next((one for one in reversed(list(mine)) if one.sender_id != chat), None)
        if act.press and newest is not None:
            sandbox_acts.forge_press(self.sandbox, chat, newest, act.press)
        else:
            sandbox_acts.perform(self.sandbox, chat, chat, sandbox_acts.Say(act.words or "/aide"))


class _Watched(list[Call]):
    def __init__(self, people: People) -> None:
        super().__init__()
        self._people = people

    def append(self, call: Call) -> None:
        """Told, not kept: twenty thousand calls would weigh on who measures."""
        self._people.saw(call)
