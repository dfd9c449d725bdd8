"""A rendered call to Telegram, as it waits in the outbox."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


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

    def anew(self) -> "Call":
        """The same content as a new message, for when the message to edit is gone."""
        kept = {name: value for name, value in self.parameters.items() if name != "message_id"}
        return Call("sendMessage", kept)

    def without_markup(self) -> "Call":
        """The same call as plain text, for when Telegram cannot read our HTML."""
        return Call(self.method, {k: v for k, v in self.parameters.items() if k != "parse_mode"}, self.document)
