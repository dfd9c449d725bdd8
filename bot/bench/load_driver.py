"""People who write to whichever bot polls a strict local Telegram, and how long each waits for an answer."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.bench.load_acts import Act
from bot.errors import BotError
from bot.sandbox import acts as sandbox_acts
from bot.sandbox.audit import Call
from bot.sandbox.state import Sandbox

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
