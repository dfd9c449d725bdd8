"""The small values the sandbox passes around: people, messages, buttons, files; and what can go wrong.

Files are kept in memory; what kind of picture one really is is read from its first bytes.
"""

import secrets
import struct
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a phone. Their private chat with the bot has the same (positive) id."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language: str = "fr"

    def as_json(self) -> Json:
        """Telegram's User."""
        known = {"last_name": self.last_name, "username": self.username, "language_code": self.language}
        given = {key: value for key, value in known.items() if value}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, **given}


@dataclass(frozen=True, slots=True)
class Entity:
    """A run of formatted text; offset and length count UTF-16 units, as Telegram does."""

    type: str
    offset: int
    length: int
    extra: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> Json:
        """Telegram's MessageEntity."""
        return {"type": self.type, "offset": self.offset, "length": self.length, **dict(self.extra)}


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text without its markup, and where the markup was."""

    text: str
    entities: tuple[Entity, ...] = ()

    def as_json(self, text_key: str, entities_key: str) -> Json:
        """The two fields of a Message; no entities, no field."""
        if not self.text:
            return {}
        marks = {entities_key: [entity.as_json() for entity in self.entities]} if self.entities else {}
        return {text_key: self.text, **marks}


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat. `content` holds Telegram's own fields (text, entities, document, venue...)."""

    id: int
    chat_id: int
    sender_id: int
    date: int
    version: int
    content: Json = field(default_factory=dict)
    markup: Json | None = None
    reply_to: int | None = None
    edited: int | None = None
    deleted: bool = False
    topic_id: int | None = None


# What a message holds that nobody wrote: Telegram tells of topics.
SERVICE = frozenset({"forum_topic_created", "forum_topic_closed", "forum_topic_reopened"})


@dataclass(slots=True)
class Topic:
    """A topic of a group; its number is that of the message that tells of its beginning."""

    name: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in a request."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file Telegram keeps; `id` is what the Bot API calls file_id."""

    id: str
    unique_id: str
    path: str
    upload: Upload

    def as_json(self) -> Json:
        """The fields every kind of file has."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.upload.data)}


@dataclass(frozen=True, slots=True)
class Notice:
    """What answerCallbackQuery shows to who pressed: a toast, an alert, or nothing (empty text)."""

    version: int
    callback_id: str
    person_id: int
    text: str
    alert: bool
    url: str

    def as_json(self) -> Json:
        """For the page and for visitors."""
        shown = {"text": self.text, "alert": self.alert, "url": self.url}
        return {
            "version": self.version,
            "callback_id": self.callback_id,
            "person_id": self.person_id,
            **shown,
        }


class SandboxError(Exception):
    """The base of everything raised here."""


class Refused(SandboxError):
    """Telegram's answer is no: `{"ok": false}` with this code and description.

    A plain refusal belongs to normal life (a blocked bot, a message that is gone).
    """

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


class Malformed(Refused):
    """The request itself is wrong: a bug of the bot, kept among the sandbox's violations."""

    def __init__(self, problem: str) -> None:
        super().__init__(400, f"Bad Request: {problem}")


class Impossible(SandboxError):
    """A person tried what no Telegram client offers: a button that is not there, a chat they blocked."""


CommandKey = tuple[str, str]  # (scope, language)


@dataclass(slots=True)
class Profile:
    """Texts by language code, "" being the default; commands by scope and language."""

    id: int
    username: str
    name: str
    reads_groups: bool = False
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[CommandKey, list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)

    def as_json(self) -> Json:
        """Telegram's User for the bot, as a message's sender."""
        return {"id": self.id, "is_bot": True, "first_name": self.title(""), "username": self.username}

    def title(self, language: str) -> str:
        """The bot's name for people of this language."""
        return in_language(self.names, language) or self.name

    def menu(self, chat_id: int, person_id: int, language: str) -> list[Json]:
        """The commands a person sees in a chat: the narrowest scope first, their language before the default.

        Source: core.telegram.org/bots/api#determining-list-of-commands.
        """
        chats = "all_private_chats" if chat_id > 0 else "all_group_chats"
        scopes = (f"chat_member:{chat_id}:{person_id}", f"chat:{chat_id}", chats, "default")
        for scope in scopes:
            for code in (language, ""):
                if found := self.commands.get((scope, code)):
                    return found
        return []


def in_language(texts: dict[str, str], language: str) -> str:
    """The text for this language, else the default one, else nothing."""
    return texts.get(language) or texts.get("", "")


class Files:
    """Keeps every file that was sent; ids are opaque, as Telegram's."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}

    def store(self, upload: Upload, folder: str) -> StoredFile:
        """Keeps the file under a new id; `folder` is the first part of getFile's file_path."""
        suffix = PurePosixPath(upload.name).suffix
        path = f"{folder}/file_{len(self._files)}{suffix}"
        file = StoredFile(f"BQAC{secrets.token_urlsafe(36)}", f"Ag{secrets.token_urlsafe(8)}", path, upload)
        self._files[file.id] = file
        return file

    def get(self, file_id: str) -> StoredFile | None:
        """The file with this file_id."""
        return self._files.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """The file at a getFile path."""
        return next((file for file in self._files.values() if file.path == path), None)


_NO_FRAME = (0xC4, 0xC8, 0xCC)  # JPEG markers in the range of the frame headers that are none


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, JPEG or WebP picture; width and height in pixels."""

    mime: str
    width: int
    height: int


def picture_in(data: bytes) -> Picture | None:
    """The picture these bytes are; None for anything else, a GIF and a picture that is cut off included."""
    readers = {"image/png": _png_size, "image/jpeg": _jpeg, "image/webp": _webp}
    for mime, reader in readers.items():
        try:
            size = reader(data)
        except struct.error:  # it ends too soon
            continue
        if size is not None and min(size) > 0:
            return Picture(mime, *size)
    return None


def _png_size(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or data[12:16] != b"IHDR" or data[-8:-4] != b"IEND":
        return None
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """Goes from segment to segment up to the frame's header."""
    if not data.startswith(b"\xff\xd8\xff") or b"\xff\xd9" not in data:
        return None
    at = 2
    while True:
        start, marker, length = struct.unpack_from(">BBH", data, at)
        if start != 0xFF:
            return None
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + length


def _webp(data: bytes) -> tuple[int, int] | None:
    length, chunk = struct.unpack_from("<4xI4x4s", data)
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or len(data) < length + 8:
        return None
    if chunk == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if chunk == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", data, 26)
    return (width & 0x3FFF, height & 0x3FFF) if chunk == b"VP8 " else None
