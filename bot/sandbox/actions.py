"""What a person can do in a chat, with small made-up photos; each act becomes the update Telegram would send."""

import random
import re
import struct
import zlib
from base64 import b64decode
from dataclasses import dataclass
from enum import StrEnum

from bot.sandbox.arguments import buttons
from bot.sandbox.contents import trimmed, with_found_entities
from bot.sandbox.state import Chat, Press, Sandbox, chat_json, member_json, message_json, sender_json
from bot.sandbox.values import Formatted, Impossible, Json, Message, Upload

_LATITUDE, _LONGITUDE = 47.5861, 1.3359
"""Blois, roughly."""


def sample_content(sandbox: Sandbox, person_id: int, thing: str, caption: str = "") -> Json:
    """Telegram's fields for a sample of this kind of message."""
    if thing == "location":
        return {"location": {"latitude": _LATITUDE, "longitude": _LONGITUDE}}
    if thing == "contact":
        person = sandbox.people[person_id]
        return {"contact": {"phone_number": "+33600000000", "first_name": person.first_name, "user_id": person.id}}
    formatted = with_found_entities(trimmed(Formatted(caption)))
    return _file_content(sandbox, thing) | formatted.as_json("caption", "caption_entities")


def _file_content(sandbox: Sandbox, thing: str) -> Json:
    upload, details = _SAMPLES[thing]
    stored = sandbox.files.store(upload, f"{thing}s").as_json()
    if thing == "photo":
        return {"photo": [stored | details]}
    if thing == "document":
        return {"document": stored | _named(upload)}
    return {thing: stored | details}


def _document_content(sandbox: Sandbox, upload: Upload) -> Json:
    return {"document": sandbox.files.store(upload, "documents").as_json() | _named(upload)}


def _named(upload: Upload) -> Json:
    return {"file_name": upload.name, "mime_type": upload.mime}


def _png(width: int, height: int) -> bytes:
    """A plain square of one colour."""
    rows = (b"\0" + b"\x8f\xb4\xd9" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    packed = (struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d)) for t, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


_STICKER = {
    "width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular", "emoji": "👍",
}  # fmt: skip
_SAMPLES: dict[str, tuple[Upload, Json]] = {
    "photo": (Upload("photo.png", "image/png", _png(320, 240)), {"width": 320, "height": 240}),
    "voice": (Upload("voice.ogg", "audio/ogg", b"OggS\0"), {"duration": 3, "mime_type": "audio/ogg"}),
    "sticker": (Upload("sticker.webp", "image/webp", b"RIFF\0\0\0\0WEBP"), _STICKER),
    "document": (Upload("note.txt", "text/plain", b"Bonjour\n"), {}),
}


PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
MOST_TEXT = 4096


class Thing(StrEnum):
    """What can be sent besides text."""

    PHOTO = "photo"
    VOICE = "voice"
    STICKER = "sticker"
    DOCUMENT = "document"
    CONTACT = "contact"
    LOCATION = "location"


@dataclass(frozen=True, slots=True)
class Say:
    """Writes a text, perhaps as a reply, or in a topic."""

    text: str
    reply_to: int | None = None
    topic_id: int | None = None


@dataclass(frozen=True, slots=True)
class Tap:
    """Presses the inline button with this callback data, on this message."""

    message_id: int
    data: str


@dataclass(frozen=True, slots=True)
class React:
    """Puts an emoji on a message, in place of the one that was there."""

    message_id: int
    emoji: str


@dataclass(frozen=True, slots=True)
class Send:
    """Sends something that is not a text, perhaps as a reply."""

    thing: Thing
    caption: str = ""
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Attach:
    """Sends a file of one's own, perhaps as a reply; `content` in base64."""

    name: str
    content: str
    mime: str = "application/octet-stream"
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """Presses Start, or follows t.me/<bot>?start=payload."""

    payload: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Changes a text one wrote before."""

    message_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """Blocks the bot (in a group: removes it)."""


@dataclass(frozen=True, slots=True)
class Unblock:
    """Lets the bot write again."""


Act = Say | Tap | React | Send | Attach | Open | Edit | Block | Unblock


def perform(sandbox: Sandbox, person_id: int, chat_id: int, act: Act) -> str:
    """Does it; returns the id of the new message or button press ("" if there is none).

    Impossible says why not.
    """
    with sandbox.lock:
        chat = sandbox.chats.get(chat_id)
        if chat is None or person_id not in sandbox.people or person_id not in chat.members:
            raise Impossible(f"person {person_id} is not in chat {chat_id}")
        return _Actor(sandbox, person_id, chat).do(act)


@dataclass(frozen=True, slots=True)
class _Actor:
    sandbox: Sandbox
    person_id: int
    chat: Chat

    def do(self, act: Act) -> str:
        match act:
            case Say(text, reply_to, topic_id):
                return self._write(_text_content(text), reply_to, topic_id)
            case Send(thing, caption, reply_to):
                return self._write(sample_content(self.sandbox, self.person_id, thing.value, caption), reply_to)
            case Attach(name, content, mime, reply_to):
                upload = Upload(name, mime, b64decode(content))
                return self._write(_document_content(self.sandbox, upload), reply_to)
            case Open(payload):
                return self._open(payload)
            case Edit(message_id, text):
                return self._edit(message_id, text)
            case Tap(message_id, data):
                return self._tap(message_id, data)
            case React(message_id, emoji):
                return self._react(message_id, emoji)
            case Block():
                return self._block(True)
            case Unblock():
                return self._block(False)

    def _write(self, content: Json, reply_to: int | None, topic_id: int | None = None) -> str:
        if self.chat.blocked:
            raise Impossible("the bot is blocked: unblock it first")
        self.chat.met = True
        if reply_to is not None:
            topic_id = self._message(reply_to).topic_id
        message = self.sandbox.post(self.chat, self.person_id, content, reply_to=reply_to, topic_id=topic_id)
        if self._reaches_the_bot(message):
            self._update("message", message_json(self.sandbox, message), f"chat {self.chat.id}")
        return str(message.id)

    def _open(self, payload: str) -> str:
        if payload and not PAYLOAD.fullmatch(payload):
            raise Impossible(f"not a deep-link payload (1-64 of A-Z a-z 0-9 _ -): {payload!r}")
        if self.chat.blocked:
            self._block(False)
        return self._write(_text_content(f"/start {payload}".strip()), None)

    def _edit(self, message_id: int, text: str) -> str:
        message = self._message(message_id)
        if message.sender_id != self.person_id or "text" not in message.content:
            raise Impossible("only one's own texts can be edited")
        changed = self.sandbox.amend(message, _text_content(text), None)
        if self._reaches_the_bot(changed):
            self._update("edited_message", message_json(self.sandbox, changed), f"chat {self.chat.id}")
        return str(message_id)

    def _tap(self, message_id: int, data: str) -> str:
        message = self._message(message_id)
        if not any(button.get("callback_data") == data for button in buttons(message.markup)):
            raise Impossible(f"message {message_id} has no button with the data {data!r}")
        return self.press(message, data)

    def _react(self, message_id: int, emoji: str) -> str:
        message = self._message(message_id)
        put = {
            "chat": chat_json(self.sandbox, self.chat),
            "message_id": message.id,
            "user": sender_json(self.sandbox, self.person_id),
            "date": self.sandbox.timestamp(),
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": emoji}],
        }
        self._update("message_reaction", put, f"chat {self.chat.id}")
        return str(message_id)

    def press(self, message: Message, data: str) -> str:
        now = self.sandbox.elapsed()
        press = Press(_random_id(), self.person_id, self.chat.id, message.id, data, now)
        self.sandbox.audit.presses[press.id] = press
        query = {
            "id": press.id,
            "from": sender_json(self.sandbox, self.person_id),
            "message": message_json(self.sandbox, message),
            "chat_instance": str(hash(self.chat.id)),
            "data": data,
        }
        self._update("callback_query", query, f"presses of {self.person_id}")
        return press.id

    def _block(self, blocked: bool) -> str:
        if self.chat.blocked == blocked:
            return ""
        self.chat.blocked, self.chat.met = blocked, True
        was, now = ("member", "kicked") if blocked else ("kicked", "member")
        bot = self.sandbox.profile.id
        change = {
            "chat": chat_json(self.sandbox, self.chat),
            "from": sender_json(self.sandbox, self.person_id),
            "date": self.sandbox.timestamp(),
            "old_chat_member": member_json(self.sandbox, bot, was),
            "new_chat_member": member_json(self.sandbox, bot, now),
        }
        self.sandbox.next_version(self.chat)
        self.sandbox.changes.ring(self.chat.id)
        self._update("my_chat_member", change, f"member {self.chat.id}")
        return ""

    def _message(self, message_id: int) -> Message:
        message = self.chat.messages.get(message_id)
        if message is None or message.deleted:
            raise Impossible(f"there is no message {message_id} in this chat")
        return message

    def _reaches_the_bot(self, message: Message) -> bool:
        """In a group, privacy mode hides what is not meant for the bot.

        Source: core.telegram.org/bots/features.
        """
        if self.chat.private or self.chat.bot_is_admin or self.sandbox.profile.reads_groups:
            return True
        text = str(message.content.get("text", ""))
        answered = self.chat.messages.get(message.reply_to or 0)
        to_bot = answered is not None and answered.sender_id == self.sandbox.profile.id
        return text.startswith("/") or f"@{self.sandbox.profile.username}" in text or to_bot

    def _update(self, kind: str, body: Json, queue: str) -> None:
        self.sandbox.send_update(kind, body, queue)


def forge_press(sandbox: Sandbox, person_id: int, message: Message, data: str) -> str:
    """A press with any data at all, as a hostile client can send it; returns the callback query's id."""
    with sandbox.lock:
        return _Actor(sandbox, person_id, sandbox.chats[message.chat_id]).press(message, data)


def tell_of(sandbox: Sandbox, chat: Chat, content: Json, topic_id: int | None) -> Message:
    """A message in which Telegram tells what the bot did to a topic; None: it begins one of its own number."""
    message = sandbox.post(chat, sandbox.profile.id, content, topic_id=topic_id)
    return message if topic_id is not None else sandbox.belongs(message)


def add_bot_to_group(sandbox: Sandbox, person_id: int, chat: Chat) -> None:
    """The my_chat_member update of a group the bot has just been put in."""
    with sandbox.lock:
        chat.blocked = True
        _Actor(sandbox, person_id, chat).do(Unblock())


def _text_content(text: str) -> Json:
    formatted = with_found_entities(trimmed(Formatted(text)))
    if not formatted.text:
        raise Impossible("an empty text cannot be sent")
    if len(formatted.text) > MOST_TEXT:
        raise Impossible(f"a text has at most {MOST_TEXT} characters")
    return formatted.as_json("text", "entities")


def _random_id() -> str:
    return str(random.randrange(10**17, 10**18))
