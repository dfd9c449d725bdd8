"""The small values the sandbox passes around: people, messages, buttons, who the bot is; and what can go wrong."""

from dataclasses import dataclass, field
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
