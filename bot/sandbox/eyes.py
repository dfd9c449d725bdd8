"""What a visitor has seen of the chat so far, and waiting for more of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.sandbox.line import Line
from bot.sandbox.seen import Button, SeenMessage, plain, seen
from bot.sandbox.values import Json

Found = TypeVar("Found")
_LONGEST_LOOK = 20.0


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What the person saw after a press: a toast, or an alert to close; no text: only the hourglass went."""

    text: str
    alert: bool
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A button that can be pressed; no message: it belongs to the reply keyboard."""

    button: Button
    message: SeenMessage | None


class Eyes:
    """The chat as last seen; `mark` is the version from which a message counts as fresh."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._messages: dict[int, SeenMessage] = {}
        self._keyboard: Json | None = None
        self._version = 0
        self.answers: dict[str, CallbackAnswer] = {}
        self.mark = 0

    async def look(self, wait: float = 0.0) -> None:
        """Takes in what changed, waiting that many seconds for something to change."""
        self._take_in(await self._line.view(self._version, wait))

    def glance(self) -> None:
        """The same without waiting, where that is possible."""
        view = self._line.peek(self._version)
        if view is not None:
            self._take_in(view)

    async def look_away(self) -> None:
        """What was seen so far is no longer fresh."""
        await self.look()
        self.mark = self._version

    async def wait(self, found: Callable[[], Found | None], seconds: float) -> Found | None:
        """What `found` returns as soon as it is not None, looking again at each change; None if too late."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        await self.look()
        while (result := found()) is None:
            left = deadline - loop.time()
            if left <= 0:
                return None
            await self.look(min(left, _LONGEST_LOOK))
        return result

    def shown(self) -> list[SeenMessage]:
        """The messages that are there, oldest first."""
        return [self._messages[number] for number in sorted(self._messages) if not self._messages[number].deleted]

    def fresh(self) -> list[SeenMessage]:
        """What the bot wrote or edited since the mark, newest first."""
        return [m for m in reversed(self.shown()) if m.from_bot and m.version > self.mark]

    def message(self, number: int) -> SeenMessage:
        """A message by its id; KeyError if it was never there."""
        return self._messages[number]

    def choice(self, label: str, on: SeenMessage | None) -> Choice | None:
        """The button that bears this label, on one message or on the newest that has one, then on the
        keyboard.
        """
        candidates = [self._messages[on.id]] if on else list(reversed(self.shown()))
        for message in candidates:
            if button := _bearing(label, message.buttons):
                return Choice(button, message)
        rows = (self._keyboard or {}).get("keyboard", []) if on is None else []
        button = _bearing(label, tuple(Button(item["text"]) for row in rows for item in row))
        return Choice(button, None) if button else None

    def transcript(self, name: str) -> str:
        """The conversation, for people."""
        return "\n".join(_line_of(message, name) for message in self.shown()) or "  (an empty chat)"

    def _take_in(self, view: Json) -> None:
        for item in view["messages"]:
            message = seen(item)
            self._messages[message.id] = message
        for notice in view["notices"]:
            self.answers[notice["callback_id"]] = CallbackAnswer(notice["text"], notice["alert"], notice["url"])
        self._keyboard = view["keyboard"]
        self._version = view["version"]


def _bearing(label: str, buttons: tuple[Button, ...]) -> Button | None:
    """The very words first, then words that contain them."""
    exact = (button for button in buttons if plain(button.label) == plain(label))
    return next(exact, None) or next((button for button in buttons if button.bears(label)), None)


def _line_of(message: SeenMessage, name: str) -> str:
    who = "bot" if message.from_bot else name
    what = message.text or str(sorted(message.raw))
    return f"  {who}: {what}" + (f" {list(message.labels)}" if message.labels else "")
