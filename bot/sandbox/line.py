"""How a visitor reaches the sandbox: directly in the same process, or over HTTP."""

from dataclasses import asdict, dataclass
from typing import Protocol

import httpx

from bot.sandbox.acts import Act, perform
from bot.sandbox.errors import Impossible
from bot.sandbox.page_view import chat_view, next_view
from bot.sandbox.state import Sandbox
from bot.sandbox.values import Json


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
