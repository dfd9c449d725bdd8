"""A rendered call to Telegram, as it waits in the outbox."""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from html import unescape
from typing import Any

_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


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

    def to(self, chat_id: int) -> "Call":
        """The same for this chat: a group's number can change while a message waits."""
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
    return unescape(_TAG.sub("", text))
