"""What the bot answers with: replies, the calls to Telegram that they become, the rows that hold them."""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from html import unescape
from typing import Any

from sqlalchemy.orm import Session

from bot.bot_api.buttons import Button, LinkButton, Row
from scheduler.outbox.outbox import SendClass, put

_ANY_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


class AttachmentKind(StrEnum):
    """How Telegram shows it; the value is the parameter's name in the Bot API."""

    DOCUMENT = "document"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A small file to attach. A photo is a PNG, JPEG or WebP picture, and Telegram compresses it."""

    kind: AttachmentKind
    name: str
    content: bytes

    @property
    def method(self) -> str:
        """The method that sends it."""
        return f"send{self.kind.capitalize()}"

    def to_kept(self) -> list[str]:
        """Its part of the outbox's JSON."""
        return [self.kind, self.name, b64encode(self.content).decode()]

    @classmethod
    def from_kept(cls, kept: list[str]) -> "Attachment":
        """Read back what :meth:`to_kept` wrote, or the name and text that were kept of a file before photos came."""
        if len(kept) == 2:
            return cls(AttachmentKind.DOCUMENT, kept[0], kept[1].encode())
        kind, name, content = kept
        return cls(AttachmentKind(kind), name, b64decode(content))


@dataclass(frozen=True, slots=True)
class Call:
    """A method of the Bot API with its parameters, ready to be sent."""

    method: str
    parameters: Mapping[str, Any]
    attachment: Attachment | None = None

    def to_json(self) -> str:
        """The form in which the outbox keeps it (encrypted there)."""
        attached = None if self.attachment is None else self.attachment.to_kept()
        return json.dumps([self.method, dict(self.parameters), attached], ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Call":
        """Read back what :meth:`to_json` wrote."""
        method, parameters, attached = json.loads(text)
        return cls(method, parameters, None if attached is None else Attachment.from_kept(attached))

    @property
    def is_edit(self) -> bool:
        """Whether repeating it changes nothing: it replaces a message that is there."""
        return self.method == "editMessageText"

    @property
    def topic_id(self) -> int | None:
        """The topic of a group that it is for."""
        number = self.parameters.get("message_thread_id")
        return number if isinstance(number, int) else None

    def outside(self) -> "Call":
        """The same beside all topics, for when its topic is gone."""
        kept = {name: value for name, value in self.parameters.items() if name != "message_thread_id"}
        return replace(self, parameters=kept)

    def to(self, chat_id: int) -> "Call":
        """The same for this chat: a group's number can change while a message waits."""
        if "chat_id" not in self.parameters:
            return self
        return replace(self, parameters={**self.parameters, "chat_id": chat_id})

    def editing(self, message_id: int) -> "Call":
        """The same content in place of a message that is there."""
        return Call("editMessageText", {**self.parameters, "message_id": message_id})

    def anew(self) -> "Call":
        """The same content as a new message, for when the message to edit is gone."""
        kept = {name: value for name, value in self.parameters.items() if name != "message_id"}
        return Call("sendMessage", kept)

    def without_markup(self) -> "Call":
        """The same call as plain text, for when Telegram cannot read our HTML."""
        kept = {name: value for name, value in self.parameters.items() if name != "parse_mode"}
        words = {name: _plain(kept[name]) for name in ("text", "caption") if name in kept}
        return replace(self, parameters=kept | words)


def _plain(text: str) -> str:
    return unescape(_ANY_TAG.sub("", text))


_TAG, _HALF_ENTITY = re.compile(r"<[^>]*>"), re.compile(r"&[^;]{0,8}$")
TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024  # characters after entity parsing; we count with the markup, so below it


@dataclass(frozen=True, slots=True)
class Reply:
    """One message: HTML text and rows of buttons; replaces the pressed message when `in_place`."""

    text: str
    rows: tuple[Row, ...] = ()
    in_place: bool = False
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class At:
    """Where in a chat something is said: in a topic of the group, under another message, or in place of the one whose
    button was pressed.
    """

    topic_id: int | None = None
    under: int | None = None
    pressed: int | None = None

    def parameters(self) -> dict[str, Any]:
        """What a call that sends something says of it; what it stands under may be gone meanwhile."""
        under = {"message_id": self.under, "allow_sending_without_reply": True}
        return ({} if self.topic_id is None else {"message_thread_id": self.topic_id}) | (
            {} if self.under is None else {"reply_parameters": under}
        )


ANYWHERE = At()


def render(reply: Reply, *, chat_id: int, at: At = ANYWHERE) -> Call:
    """The call that says `reply` there."""
    if (attached := reply.attachment) is not None:
        return Call(attached.method, _with_caption(reply, chat_id) | at.parameters(), attached)
    parameters: dict[str, Any] = {
        "chat_id": chat_id,
        "text": shorten(reply.text),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if reply.rows:
        parameters["reply_markup"] = keyboard(reply.rows)
    if reply.in_place and at.pressed is not None:
        return Call("editMessageText", {**parameters, "message_id": at.pressed})
    return Call("sendMessage", parameters | at.parameters())


def _with_caption(reply: Reply, chat_id: int) -> dict[str, Any]:
    caption = shorten(reply.text, CAPTION_LIMIT)
    parameters: dict[str, Any] = {"chat_id": chat_id, "caption": caption, "parse_mode": "HTML"}
    if reply.rows:
        parameters["reply_markup"] = keyboard(reply.rows)
    return parameters


def keyboard(rows: tuple[Row, ...]) -> dict[str, Any]:
    """Telegram's InlineKeyboardMarkup."""
    return {"inline_keyboard": [[_button(button) for button in row] for row in rows if row]}


def _button(button: Button | LinkButton) -> dict[str, str]:
    if isinstance(button, LinkButton):
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.press.encode()}


def bare(text: str) -> str:
    """The words of Telegram HTML without its markup."""
    return unescape(_TAG.sub("", text))


def shorten(text: str, limit: int = TEXT_LIMIT) -> str:
    """Cut at a line's end so that Telegram accepts it; lines carry whole tags, so none is torn."""
    if len(text) <= limit:
        return text
    end = text.rfind("\n", 0, limit - 2)
    if end > 0:
        return text[:end] + "\n…"
    # One endless line: its markup goes, so that neither a tag nor an entity can be torn.
    bare = _TAG.sub("", text)[: limit - 1]
    return _HALF_ENTITY.sub("", bare) + "…"


def owe(
    session: Session,
    chat_id: int,
    reply: Reply,
    now: datetime,
    *,
    send_class: SendClass = SendClass.CONFIRMATION,
    key: str | None = None,
    at: At = ANYWHERE,
) -> int | None:
    """Owe a chat these words: its row's id, None when `key` exists."""
    payload = render(reply, chat_id=chat_id, at=at).to_json()
    return put(session, chat_id=chat_id, send_class=send_class, payload=payload, key=key, now=now)
