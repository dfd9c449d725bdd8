"""A rendered call to Telegram, as it waits in the outbox."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


@dataclass(frozen=True, slots=True)
class Document:
    """A small text file to attach."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Call:
    """A method of the Bot API with its parameters, ready to be sent."""

    method: str
    parameters: Mapping[str, Any]
    document: Document | None = None

    def to_json(self) -> str:
        """The form in which the outbox keeps it (encrypted there)."""
        attached = None if self.document is None else [self.document.name, self.document.content]
        return json.dumps([self.method, dict(self.parameters), attached], ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Call":
        """Read back what :meth:`to_json` wrote."""
        method, parameters, attached = json.loads(text)
        return cls(method, parameters, None if attached is None else Document(*attached))

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
