"""A request's parameters: checked against the Bot API's description, read by name, and what they name.

And buttons, against rules that the description does not say. What is wrong is refused in Telegram's words.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from bot.sandbox.state import Chat, Sandbox
from bot.sandbox.values import Json, Malformed, Message, Refused, Upload

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter: the type names it may have, and whether it must be there."""

    name: str
    types: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A method or an object type: its name and fields."""

    name: str
    fields: Mapping[str, Field]


@cache
def methods() -> Mapping[str, Shape]:
    """Every method of the Bot API by its name in lower case (Telegram ignores the case)."""
    described = json.loads((_HERE / "bot-api.json").read_text("utf-8"))["methods"]
    return {name.lower(): _shape(name, body) for name, body in described.items()}


@cache
def types() -> Mapping[str, Shape]:
    """The object types whose inside is checked; any other object only has to be an object."""
    described = json.loads((_HERE / "bot-api-types.json").read_text("utf-8"))
    return {name: _shape(name, body) for name, body in described.items()}


def _shape(name: str, body: Json) -> Shape:
    fields = {key: Field(key, tuple(field["types"]), bool(field["required"])) for key, field in body["fields"].items()}
    return Shape(name, fields)


_MISSING = {"chat_id": "chat_id is empty", "text": "message text is empty"}
_ARRAY = "Array of "


class _Unfit(Exception):
    """The value has not this type; another type of the union may do."""


def checked(shape: Shape, given: Mapping[str, Any]) -> Json:
    """The parameters with their true types (forms carry only strings); Malformed when one is wrong."""
    if unknown := sorted(set(given) - set(shape.fields)):
        raise Malformed(f'unknown parameter "{unknown[0]}" in {shape.name}')
    for one in shape.fields.values():
        if one.required and given.get(one.name) is None:
            raise Malformed(_MISSING.get(one.name, f'parameter "{one.name}" is required in {shape.name}'))
    return {name: _value(shape.fields[name], value) for name, value in given.items() if value is not None}


def _value(field: Field, value: Any) -> Any:
    problems: list[Malformed] = []
    for kind in field.types:
        try:
            return _as(kind, value)
        except _Unfit:
            continue
        except Malformed as problem:
            problems.append(problem)
    if problems:
        raise problems[0]
    raise Malformed(f'parameter "{field.name}" must be {" or ".join(field.types)}')


def _as(kind: str, value: Any) -> Any:
    if kind.startswith(_ARRAY):
        items = _decoded(value, list)
        return [_as(kind.removeprefix(_ARRAY), item) for item in items]
    simple = _SIMPLE.get(kind)
    return simple(value) if simple else _object(kind, value)


def _object(kind: str, value: Any) -> Json:
    found: Json = _decoded(value, dict)
    shape = types().get(kind)
    if shape is None:
        return found
    if any(field.required and field.name not in found for field in shape.fields.values()):
        raise _Unfit
    return checked(shape, found)


def _decoded(value: Any, wanted: type) -> Any:
    """An object or array, itself or as JSON text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError as cause:
            raise _Unfit from cause
    if not isinstance(value, wanted):
        raise _Unfit
    return value


def _integer(value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,19}", value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise _Unfit


def _float(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _Unfit
    try:
        return float(value)
    except ValueError as cause:
        raise _Unfit from cause


def _boolean(value: Any) -> bool:
    known = {"true": True, "false": False, "1": True, "0": False}
    word = str(value).lower()
    if word not in known:
        raise _Unfit
    return known[word]


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise _Unfit
    return value


def _file(value: Any) -> Upload | str:
    if isinstance(value, Upload) or (isinstance(value, str) and value.startswith("attach://")):
        return value
    raise _Unfit


_SIMPLE: Mapping[str, Callable[[Any], Any]] = {
    "Integer": _integer, "Float": _float, "Boolean": _boolean, "String": _string, "InputFile": _file,
}  # fmt: skip


MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
MOST_DATA_BYTES = 64
_LOOKS = {"text", "style", "icon_custom_emoji_id"}
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)


def check_markup(markup: Json | None) -> None:
    """Malformed unless Telegram would show this keyboard."""
    if not markup:
        return
    for key in ("inline_keyboard", "keyboard"):
        if key in markup:
            _check_rows(markup[key])
    for button in buttons(markup):
        _check_button(button)


def buttons(markup: Json | None) -> Iterator[Json]:
    """The buttons of an inline keyboard, row by row."""
    for row in (markup or {}).get("inline_keyboard", ()):
        yield from row


def _check_rows(rows: list[list[Json]]) -> None:
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        raise Malformed("reply markup is too long")
    if any(len(row) > MOST_IN_A_ROW for row in rows):
        raise Malformed(f"more than {MOST_IN_A_ROW} buttons in a row")
    for row in rows:
        if any(not button["text"].strip() for button in row):
            raise Malformed("text of a keyboard button can't be empty")


def _check_button(button: Json) -> None:
    actions = set(button) - _LOOKS
    if not actions:
        raise Malformed("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise Malformed(f"an inline keyboard button must have exactly one action, not {sorted(actions)}")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= MOST_DATA_BYTES:
        raise Malformed("BUTTON_DATA_INVALID")
    if "url" in button:
        check_url(button["url"])


def check_url(url: str) -> None:
    """Malformed unless Telegram would open this address: http, https or tg, and a public host."""
    if not _is_public(url):
        raise Malformed(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _is_public(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    named = _HOST.fullmatch(parts.hostname or "") is not None
    return parts.scheme == "tg" or (parts.scheme in ("http", "https") and named)


@dataclass(frozen=True, slots=True)
class Arguments:
    """`values` passed validation; `attached` are the request's files that a parameter names by attach://."""

    values: Json
    attached: Mapping[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the parameter was given."""
        return name in self.values

    def text(self, name: str, default: str = "") -> str:
        """A String."""
        return str(self.values.get(name, default))

    def number(self, name: str, default: int = 0) -> int:
        """An Integer."""
        return int(self.values.get(name, default))

    def real(self, name: str) -> float:
        """A Float."""
        return float(self.values.get(name, 0.0))

    def flag(self, name: str) -> bool:
        """A Boolean, false when absent."""
        return bool(self.values.get(name, False))

    def object(self, name: str) -> Json | None:
        """An object."""
        return cast(Json | None, self.values.get(name))

    def objects(self, name: str) -> list[Json]:
        """An array of objects."""
        return cast(list[Json], self.values.get(name, []))

    def numbers(self, name: str) -> list[int]:
        """An array of whole numbers."""
        return cast(list[int], self.values.get(name, []))

    def names(self, name: str) -> list[str] | None:
        """An array of strings; None when absent."""
        return cast(list[str] | None, self.values.get(name))

    def file(self, name: str) -> Upload | str:
        """A file that came along, or a file_id or address."""
        value: Upload | str = self.values.get(name, "")
        if isinstance(value, str) and value.startswith("attach://"):
            return self.attached.get(value.removeprefix("attach://"), "")
        return value


def known_chat(sandbox: Sandbox, args: Arguments, name: str = "chat_id") -> Chat:
    """The chat, if the bot has ever met it."""
    value = args.values.get(name)
    chat = sandbox.chats.get(value) if isinstance(value, int) else None
    if chat is None or not chat.met:
        raise Refused(400, "Bad Request: chat not found")
    return chat


def open_chat(sandbox: Sandbox, args: Arguments) -> Chat:
    """The chat, if the bot may write to it now."""
    chat = known_chat(sandbox, args)
    if chat.blocked:
        why = "bot was blocked by the user" if chat.private else "bot was kicked from the supergroup chat"
        raise Refused(403, f"Forbidden: {why}")
    return chat


def topic_in(chat: Chat, args: Arguments) -> int | None:
    """The topic that is written in; one that is closed is open to who may manage it."""
    if not args.has("message_thread_id"):
        return None
    number = args.number("message_thread_id")
    topic = (chat.topics or {}).get(number)
    if topic is None:
        raise Refused(400, "Bad Request: message thread not found")
    if topic.closed and "can_manage_topics" not in chat.bot_rights:
        raise Refused(400, "Bad Request: TOPIC_CLOSED")
    return number


def message_in(chat: Chat, message_id: int, missing: str) -> Message:
    """A message that is still there."""
    message = chat.messages.get(message_id)
    if message is None or message.deleted:
        raise Refused(400, f"Bad Request: {missing}")
    return message


def own_message(sandbox: Sandbox, args: Arguments) -> Message:
    """The bot's own message that an edit names."""
    if args.has("inline_message_id"):
        raise Refused(400, "Bad Request: MESSAGE_ID_INVALID")
    if not args.has("message_id"):
        raise Malformed("message identifier is not specified")
    chat = open_chat(sandbox, args)
    message = message_in(chat, args.number("message_id"), "message to edit not found")
    if message.sender_id != sandbox.profile.id:
        raise Refused(400, "Bad Request: message can't be edited")
    return message


def replied_to(sandbox: Sandbox, chat: Chat, args: Arguments) -> int | None:
    """The message this one answers; a missing one is refused unless the bot said that it does not matter."""
    asked = args.object("reply_parameters")
    if not asked:
        return None
    message = chat.messages.get(asked["message_id"])
    if message and not message.deleted:
        return message.id
    if asked.get("allow_sending_without_reply"):
        return None
    raise Refused(400, "Bad Request: message to be replied not found")
