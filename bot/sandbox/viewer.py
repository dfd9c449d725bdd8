"""What a visitor sees of the chat, over either way of reaching it, and waiting for more of it."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Protocol, TypeVar

import httpx

from bot.sandbox.actions import Act, perform
from bot.sandbox.page import chat_view, next_view
from bot.sandbox.state import Sandbox
from bot.sandbox.values import Impossible, Json

_PLAIN = str.maketrans({"\u202f": " ", "\u00a0": " ", "’": "'"})


def plain(text: str) -> str:
    """For comparing: ordinary spaces and apostrophes, whatever the typography."""
    return text.translate(_PLAIN)


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button (`data` or `url`), or a button of the reply keyboard (neither)."""

    label: str
    data: str = ""
    url: str = ""
    row: int = 0

    def bears(self, label: str) -> bool:
        """Whether this is the button meant: the same words, or words it contains."""
        return plain(label).casefold() in plain(self.label).casefold()


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """One message of the chat. `raw` is Telegram's own JSON."""

    id: int
    version: int
    from_bot: bool = True
    deleted: bool = False
    raw: Json = field(default_factory=dict, repr=False)

    @property
    def text(self) -> str:
        """The text, or the caption."""
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def edited(self) -> bool:
        """Whether it was changed after it was sent."""
        return "edit_date" in self.raw

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The inline buttons, row by row."""
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return tuple(
            Button(item["text"], item.get("callback_data", ""), item.get("url", ""), number)
            for number, row in enumerate(rows)
            for item in row
        )

    @property
    def labels(self) -> tuple[str, ...]:
        """The words on the inline buttons."""
        return tuple(button.label for button in self.buttons)

    @property
    def links(self) -> tuple[str, ...]:
        """Addresses behind words of the text."""
        return tuple(entity["url"] for entity in self.entities if "url" in entity)

    @property
    def entities(self) -> tuple[Json, ...]:
        """Telegram's entities of the text or caption."""
        return tuple(self.raw.get("entities") or self.raw.get("caption_entities") or ())

    @property
    def document(self) -> Json | None:
        """The file sent with it: file_id, file_name, mime_type."""
        found: Json | None = self.raw.get("document")
        return found

    @property
    def photo(self) -> Json | None:
        """The picture sent with it, the largest size: file_id, width, height."""
        found: list[Json] = self.raw.get("photo", [])
        return found[-1] if found else None

    @property
    def file_id(self) -> str | None:
        """The id of the document or photo sent with it."""
        file = self.document or self.photo
        return None if file is None else str(file["file_id"])

    @property
    def reply_to(self) -> int | None:
        """The message it answers."""
        answered = self.raw.get("reply_to_message")
        return int(answered["message_id"]) if answered else None

    @property
    def topic_id(self) -> int | None:
        """The topic of the group in which it stands."""
        number: int | None = self.raw.get("message_thread_id")
        return number

    def says(self, words: str) -> bool:
        """Whether these words are in it; any space or apostrophe stands for any other, the case counts."""
        return plain(words) in plain(self.text)


def seen(view: Json) -> SeenMessage:
    """A message out of the page's interface."""
    return SeenMessage(view["id"], view["version"], view["from_bot"], view["deleted"], view.get("message", {}))


@dataclass(frozen=True, slots=True)
class Identity:
    """Who visits. `chat_id` None: the private chat; negative: a group. No `user_id`: a new person."""

    first_name: str
    user_id: int | None = None
    chat_id: int | None = None
    last_name: str = ""
    username: str = ""
    language: str = "fr"
    met: bool = False


class Line(Protocol):
    """One person's access to one chat."""

    async def join(self) -> int:
        """Makes sure the person exists and is in the chat; returns the person's id."""

    async def act(self, act: Act) -> str:
        """Does something; the new message's or press's id. Impossible when a person could not."""

    async def view(self, after: int, wait: float) -> Json:
        """The chat since that version, waiting that many seconds for something new."""

    def peek(self, after: int) -> Json | None:
        """The same at once; None where only the network could tell."""

    async def file(self, file_id: str) -> bytes:
        """What is in a file of the chat; Impossible when there is none."""


class LocalLine:
    """Straight to a sandbox of this process, whichever thread serves it."""

    def __init__(self, sandbox: Sandbox, identity: Identity) -> None:
        self.sandbox = sandbox
        self._person = sandbox.add_person(
            identity.first_name,
            person_id=identity.user_id,
            last_name=identity.last_name,
            username=identity.username,
            language=identity.language,
            met=identity.met,
        )
        chat_id = identity.chat_id or self._person.id
        group = chat_id < 0
        self._chat = sandbox.join_group(self._person.id, chat_id) if group else sandbox.chats[chat_id]

    async def join(self) -> int:
        """Done already."""
        return self._person.id

    async def act(self, act: Act) -> str:
        """At once."""
        return perform(self.sandbox, self._person.id, self._chat.id, act)

    async def view(self, after: int, wait: float) -> Json:
        """Woken by the sandbox."""
        return await next_view(self.sandbox, self._person.id, self._chat, after, wait)

    def peek(self, after: int) -> Json | None:
        """Reads the state."""
        return chat_view(self.sandbox, self._person.id, self._chat, after)

    async def file(self, file_id: str) -> bytes:
        """From memory."""
        found = self.sandbox.files.get(file_id)
        if found is None:
            raise Impossible("no such file")
        return found.upload.data


class RemoteLine:
    """Through the page's HTTP interface."""

    def __init__(self, url: str, identity: Identity) -> None:
        self._url = url.rstrip("/")
        self._identity = identity
        self._person_id = 0

    async def join(self) -> int:
        """On first use."""
        if not self._person_id:
            given = {key: value for key, value in asdict(self._identity).items() if value not in (None, "")}
            given["person_id"] = given.pop("user_id", None)
            self._person_id = int((await self._post("/page/people", given))["id"])
        return self._person_id

    async def act(self, act: Act) -> str:
        """Posted."""
        body = {"do": type(act).__name__.lower(), **asdict(act)}
        person_id = await self.join()
        return str((await self._post("/page/acts", {"person": person_id, "chat": self._chat_id, "act": body}))["id"])

    async def view(self, after: int, wait: float) -> Json:
        """A long poll."""
        person_id = await self.join()
        query = {"person": person_id, "chat": self._chat_id, "after": after, "wait": wait}
        async with httpx.AsyncClient(timeout=wait + 10, trust_env=False) as client:
            return _checked(await client.get(f"{self._url}/page/view", params=query))

    def peek(self, after: int) -> Json | None:
        """Not without waiting."""
        return None

    async def file(self, file_id: str) -> bytes:
        """Downloaded, as the page does."""
        async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
            response = await client.get(f"{self._url}/page/files/{file_id}")
        if not response.is_success:
            raise Impossible(response.text)
        return response.content

    @property
    def _chat_id(self) -> int:
        return self._identity.chat_id or self._person_id

    async def _post(self, path: str, body: Json) -> Json:
        async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
            return _checked(await client.post(self._url + path, json=body))


def _checked(response: httpx.Response) -> Json:
    body: Json = response.json()
    if not response.is_success:
        raise Impossible(body.get("error", response.text))
    return body


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
