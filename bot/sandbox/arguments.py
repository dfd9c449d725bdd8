"""A request's checked parameters, read by name, and what they name; or a refusal in Telegram's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from bot.sandbox.state import Chat, Sandbox
from bot.sandbox.values import Json, Malformed, Message, Refused, Upload


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
