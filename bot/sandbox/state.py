"""The sandbox's whole state, in memory; what the bot did, for tests; and chats and messages as Telegram's JSON."""

import random
import re
import secrets
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import RLock

from bot.sandbox.faults import Faults, Limiter, Limits
from bot.sandbox.updates import UPDATES, Changes, UpdateQueue, Webhook
from bot.sandbox.values import Files, Json, Message, Notice, Person, Profile, Topic


@dataclass(frozen=True, slots=True)
class Call:
    """One Bot API request that was carried out or refused; `at` is in seconds of the elapsed clock."""

    method: str
    params: Json
    at: float
    ok: bool
    error_code: int = 0
    description: str = ""


@dataclass(frozen=True, slots=True)
class Violation:
    """A request Telegram would never accept from a sound bot, and why."""

    method: str
    description: str
    params: Json
    at: float


@dataclass(slots=True)
class Press:
    """A button press that waits for answerCallbackQuery; `answered_at` is None until the first answer."""

    id: str
    person_id: int
    chat_id: int
    message_id: int
    data: str
    at: float
    answered_at: float | None = None


class Audit:
    """Every call, violation and button press since the start, or since `clear`."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.violations: list[Violation] = []
        self.presses: dict[str, Press] = {}

    def clear(self) -> None:
        """Forgets the calls and violations, not the presses (they can still be answered)."""
        self.calls.clear()
        self.violations.clear()

    def unanswered(self, now: float, older_than: float) -> list[Press]:
        """Presses without any answer `older_than` seconds after they were made."""
        open_presses = (press for press in self.presses.values() if press.answered_at is None)
        return [press for press in open_presses if now - press.at >= older_than]


DEFAULT_TOKEN = "7000000001:AAsandbox_sandbox_sandbox_sandbox_sand"
CALLS = "calls"
"""The topic that rings after each Bot API call."""

_TOKEN = re.compile(r"(\d{1,20}):[A-Za-z0-9_-]{20,}")


@dataclass(slots=True)
class Chat:
    """A private chat (id = the person's) or a group. `met`: the bot may write here; `keyboard`: reply
    buttons; `bot_rights`: of an administrator, such as can_manage_topics.
    """

    id: int
    title: str = ""
    members: set[int] = field(default_factory=set)
    met: bool = False
    blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    keyboard: Json | None = None
    typing_until: float = 0.0
    version: int = 0
    bot_is_admin: bool = False
    bot_rights: set[str] = field(default_factory=set)
    topics: dict[int, Topic] | None = None  # None: the group has no topics

    @property
    def private(self) -> bool:
        """Whether this is one person's chat with the bot."""
        return self.id > 0


def utc_now() -> datetime:
    """The real time."""
    return datetime.now(UTC)


class Sandbox:
    """One bot and everybody who talks to it.

    `token` None accepts any well-formed token. `limits` None never answers 429 (load runs).
    `callback_deadline` is in real seconds. `now` gives messages their date, `elapsed` (seconds, monotonic)
    measures limits and deadlines. What adds people, and `actions.perform`, may be called from any thread.
    `epoch` tells two sandboxes apart that ran one after the other at the same address.
    """

    def __init__(
        self,
        token: str | None = DEFAULT_TOKEN,
        username: str = "CiteNumeriqueBlois_bot",
        name: str = "La Cité du numérique",
        limits: Limits | None = Limits(),  # noqa: B008 (a frozen value)
        callback_deadline: float = 15.0,
        now: Callable[[], datetime] = utc_now,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self.token = token
        self.now = now
        self.elapsed = elapsed
        self.callback_deadline = callback_deadline
        self.profile = Profile(_bot_id(token or DEFAULT_TOKEN), username, name)
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files = Files()
        self.updates = UpdateQueue()
        self.webhook = Webhook()
        self.faults = Faults()
        self.limiter = Limiter(limits, elapsed)
        self.audit = Audit()
        self.changes = Changes()
        self.lock = RLock()
        self.version = 0
        self.epoch = secrets.token_hex(4)
        self._private_messages = 0

    @property
    def calls(self) -> list[Call]:
        """Every Bot API call so far, oldest first."""
        return self.audit.calls

    @property
    def violations(self) -> list[Violation]:
        """Every request a sound bot would not have made."""
        return self.audit.violations

    def unanswered_callbacks(self, older_than: float = 0.0) -> list[Press]:
        """Button presses that still show their hourglass after `older_than` real seconds."""
        return self.audit.unanswered(self.elapsed(), older_than)

    def accepts(self, token: str) -> bool:
        """Whether this is the bot's token."""
        return token == self.token if self.token else is_token(token)

    def add_person(
        self,
        first_name: str,
        *,
        person_id: int | None = None,
        last_name: str = "",
        username: str = "",
        language: str = "fr",
        met: bool = False,
    ) -> Person:
        """Somebody new with a private chat; `met`: they started the bot before, so it may write first."""
        with self.lock:
            number = person_id or self._free_id()
            person = Person(number, first_name, last_name, username, language)
            self.people[number] = person
            self.chats.setdefault(number, Chat(number, members={number})).met |= met
            return person

    def add_group(self, chat_id: int, title: str, members: Collection[int] = (), bot_is_admin: bool = False) -> Chat:
        """A group the bot is in; unless admin it reads only commands, mentions and replies to itself."""
        with self.lock:
            chat = self.chats.setdefault(chat_id, Chat(chat_id, title, met=True))
            chat.title, chat.bot_is_admin = title, bot_is_admin
            chat.members |= set(members)
            return chat

    def add_forum(self, chat_id: int, title: str, members: Collection[int] = ()) -> Chat:
        """A group with topics, in which the bot is an administrator who may manage them and delete messages."""
        with self.lock:
            chat = self.add_group(chat_id, title, members, bot_is_admin=True)
            chat.bot_rights |= {"can_manage_topics", "can_delete_messages"}
            chat.topics = {} if chat.topics is None else chat.topics
            return chat

    def delete_topic(self, chat: Chat, topic_id: int) -> None:
        """Takes a topic away, with whatever was said in it."""
        with self.lock:
            (chat.topics or {}).pop(topic_id, None)
            for message in [one for one in chat.messages.values() if one.topic_id == topic_id and not one.deleted]:
                self.delete(message)

    def join_group(self, person_id: int, chat_id: int) -> Chat:
        """Puts a person in a group, made on the spot if need be."""
        with self.lock:
            chat = self.chats.get(chat_id) or self.add_group(chat_id, f"Groupe {-chat_id}")
            chat.members.add(person_id)
            return chat

    def post(
        self,
        chat: Chat,
        sender_id: int,
        content: Json,
        markup: Json | None = None,
        reply_to: int | None = None,
        topic_id: int | None = None,
    ) -> Message:
        """Adds a message to a chat and tells who watches it."""
        number, version = self._message_number(chat), self.next_version(chat)
        message = Message(
            number, chat.id, sender_id, self.timestamp(), version, content, markup, reply_to, topic_id=topic_id
        )
        chat.messages[number] = message
        chat.typing_until = 0.0
        self.changes.ring(chat.id)
        return message

    def amend(self, message: Message, content: Json, markup: Json | None, edited: bool = True) -> Message:
        """Replaces a message's content and buttons."""
        date = self.timestamp() if edited else message.edited
        return self._swap(replace(message, content=content, markup=markup, edited=date))

    def belongs(self, message: Message) -> Message:
        """This message begins a topic."""
        return self._swap(replace(message, topic_id=message.id))

    def delete(self, message: Message) -> None:
        """Takes a message out of everybody's sight."""
        self._swap(replace(message, content={}, markup=None, deleted=True))

    def send_update(self, kind: str, body: Json, queue: str) -> None:
        """Puts an update in line for the bot."""
        if self.updates.add(kind, body, queue):
            self.changes.ring(UPDATES)

    def next_version(self, chat: Chat) -> int:
        """The number of the chat's next change; a page asks for what changed after the last one it saw."""
        self.version += 1
        chat.version = self.version
        return self.version

    def timestamp(self) -> int:
        """The date of a message written now."""
        return int(self.now().timestamp())

    async def until_called(self, method: str, times: int = 1, timeout: float = 10.0) -> list[Call]:  # noqa: ASYNC109 (how long a test waits)
        """The calls of this method once there are that many (refused ones included); AssertionError if not in
        time.
        """
        wanted = method.lower()

        def enough() -> list[Call] | None:
            found = [call for call in list(self.calls) if call.method.lower() == wanted]
            return found if len(found) >= times else None

        found = await self.changes.until(enough, CALLS, timeout)
        if found is None:
            raise AssertionError(f"{method} was not called {times} times within {timeout} s")
        return found

    def _swap(self, message: Message) -> Message:
        chat = self.chats[message.chat_id]
        changed = replace(message, version=self.next_version(chat))
        chat.messages[message.id] = changed
        self.changes.ring(message.chat_id)
        return changed

    def _message_number(self, chat: Chat) -> int:
        """Private chats share one series, a group has its own: ids of different chats can be equal."""
        if not chat.private:
            return len(chat.messages) + 1
        self._private_messages += 1
        return self._private_messages

    def _free_id(self) -> int:
        while (number := random.randrange(100_000_000, 8_000_000_000)) in self.people:
            continue
        return number


def is_token(token: str) -> bool:
    """Whether a token is well formed."""
    return _TOKEN.fullmatch(token) is not None


def _bot_id(token: str) -> int:
    return int(token.partition(":")[0])


def chat_json(sandbox: Sandbox, chat: Chat) -> Json:
    """Telegram's Chat."""
    if not chat.private:
        forum = {} if chat.topics is None else {"is_forum": True}
        return {"id": chat.id, "type": "supergroup", "title": chat.title, **forum}
    person = sandbox.people[chat.id].as_json()
    names: Json = {key: person[key] for key in ("first_name", "last_name", "username") if key in person}
    return {"id": chat.id, "type": "private", **names}


def sender_json(sandbox: Sandbox, sender_id: int) -> Json:
    """Telegram's User, the bot or a person."""
    if sender_id == sandbox.profile.id:
        return sandbox.profile.as_json()
    return sandbox.people[sender_id].as_json()


def message_json(sandbox: Sandbox, message: Message, nested: bool = False) -> Json:
    """Telegram's Message; a nested one (what it replies to) does not nest again."""
    chat = sandbox.chats[message.chat_id]
    body: Json = {
        "message_id": message.id,
        "from": sender_json(sandbox, message.sender_id),
        "chat": chat_json(sandbox, chat),
        "date": message.date,
        **message.content,
    }
    if message.edited:
        body["edit_date"] = message.edited
    if message.markup and "inline_keyboard" in message.markup:
        body["reply_markup"] = message.markup
    if message.topic_id is not None:
        body |= {"message_thread_id": message.topic_id, "is_topic_message": True}
    # In a topic, what replies to nothing replies to its beginning.
    answered = chat.messages.get(message.reply_to or (message.topic_id if message.topic_id != message.id else 0) or 0)
    if answered and not answered.deleted and not nested:
        body["reply_to_message"] = message_json(sandbox, answered, nested=True)
    return body


def member_json(sandbox: Sandbox, user_id: int, status: str, rights: Iterable[str] = ()) -> Json:
    """Telegram's ChatMember."""
    body: Json = {"user": sender_json(sandbox, user_id), "status": status, **dict.fromkeys(rights, True)}
    return body | {"until_date": 0} if status == "kicked" else body
