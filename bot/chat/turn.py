"""One thing a person did, read from an update: typed, pressed, sent a picture, blocked the bot."""

from dataclasses import dataclass
from enum import Enum, auto

from telegram import Chat, ChatMemberUpdated, Message, MessageReactionUpdated, ReactionTypeEmoji, Update
from telegram.constants import MessageType
from telegram.helpers import effective_message_type

from bot.bot_api.replies import Press
from intents.text.reading import unsigned

BLOCKED = {"kicked", "left"}
_ASIDE = "//"  # what the team says among themselves begins so, and is no command
_COPYABLE = {MessageType.TEXT, MessageType.PHOTO, MessageType.VOICE, MessageType.DOCUMENT}


class Kind(Enum):
    """What sort of thing it was."""

    TEXT = auto()
    COMMAND = auto()
    PRESS = auto()
    REACTION = auto()  # a sign put on a message
    MEDIA = auto()  # anything without words: photo, voice note, sticker…
    BLOCKED = auto()
    UNBLOCKED = auto()
    MOVED = auto()  # Telegram gave a group another number
    IGNORED = auto()


@dataclass(frozen=True, slots=True)
class Document:
    """A file that somebody sent; `size` in bytes, as Telegram tells it."""

    file_id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What the routes need to know. `text` is the typed words without a signature, or a command's argument; `typed`:
    all that was typed.

    `message_id`: the number of their own message. `replied_to`: that of the message that they answer with
    Telegram's « Répondre », or put a sign on. `person_id`, `person_name`: who did it, as Telegram knows them; a name is
    freely chosen.
    """

    kind: Kind
    chat_id: int = 0
    is_private: bool = True
    language_code: str | None = None
    text: str = ""
    typed: str = ""
    command: str = ""
    media: str = ""
    press: Press | None = None
    pressed_message_id: int | None = None
    callback_id: str | None = None
    message_id: int | None = None
    replied_to: int | None = None
    addressed_to: str = ""  # the bot that a command names: /aide@cite_bot
    person_id: int | None = None
    person_name: str = ""
    shown_name: str = ""  # the whole of it
    moved: tuple[int, int] | None = None  # a group's number, before and now
    topic_id: int | None = None  # of the group's topic where it was done
    caption: str = ""  # of something without words of its own
    document: Document | None = None
    copyable: bool = False  # whether it is what the team may answer families with: text, photo, voice note, document

    @property
    def whole(self) -> str:
        """The typed words with everything that closes them, as they go out to families."""
        return self.typed or self.text

    @property
    def person(self) -> int | None:
        """Who did it; a private chat has its person's number."""
        return self.chat_id if self.person_id is None and self.is_private else self.person_id


def read(update: Update) -> Turn:
    """The turn in an update. An edited message is ignored: what was answered stays answered."""
    if update.callback_query is not None:
        return _pressed(update)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
    if update.message_reaction is not None:
        return _reaction(update.message_reaction)
    if update.message is None or update.edited_message is not None:
        return Turn(kind=Kind.IGNORED)
    return _message(update.message)


def _pressed(update: Update) -> Turn:
    query = update.callback_query
    assert query is not None
    chat = query.message.chat if query.message else None
    return Turn(
        kind=Kind.PRESS,
        chat_id=chat.id if chat else query.from_user.id,
        is_private=chat is None or chat.type == Chat.PRIVATE,
        language_code=query.from_user.language_code,
        press=Press.decode(query.data or ""),
        pressed_message_id=query.message.message_id if query.message else None,
        topic_id=_topic(query.message) if isinstance(query.message, Message) else None,
        callback_id=query.id,
        person_id=query.from_user.id,
        person_name=query.from_user.first_name,
        shown_name=query.from_user.full_name,
    )


def _membership(change: ChatMemberUpdated) -> Turn:
    gone = change.new_chat_member.status in BLOCKED
    return Turn(
        kind=Kind.BLOCKED if gone else Kind.UNBLOCKED,
        chat_id=change.chat.id,
        is_private=change.chat.type == Chat.PRIVATE,
    )


def _reaction(put: MessageReactionUpdated) -> Turn:
    """The newest sign on the message; one that is taken away says nothing."""
    added = (one for one in put.new_reaction if one not in put.old_reaction)
    signs = [one.emoji for one in added if isinstance(one, ReactionTypeEmoji)]
    return Turn(
        kind=Kind.REACTION if signs else Kind.IGNORED,
        chat_id=put.chat.id,
        is_private=put.chat.type == Chat.PRIVATE,
        text=signs[-1] if signs else "",
        replied_to=put.message_id,
    )


def _moved(message: Message) -> tuple[int, int] | None:
    """Both groups are told, the one that was and the one that is."""
    if message.migrate_to_chat_id is not None:
        return message.chat.id, message.migrate_to_chat_id
    return None if message.migrate_from_chat_id is None else (message.migrate_from_chat_id, message.chat.id)


def _message(message: Message) -> Turn:
    if (moved := _moved(message)) is not None:
        return Turn(kind=Kind.MOVED, chat_id=message.chat.id, is_private=False, moved=moved)
    if _is_of_a_bot(message) or _tells_of_a_topic(message):
        return Turn(kind=Kind.IGNORED, chat_id=message.chat.id, is_private=message.chat.type == Chat.PRIVATE)
    words = message.text or ""
    kind = Kind.TEXT if words else Kind.MEDIA
    command = addressed_to = ""
    if words.startswith("/") and len(words) > 1 and not words.startswith(_ASIDE):
        kind = Kind.COMMAND
        head, _, words = words[1:].partition(" ")
        command, _, addressed_to = head.lower().partition("@")
    private = message.chat.type == Chat.PRIVATE
    writer = message.from_user.first_name if message.from_user else ""
    return Turn(
        kind=kind,
        chat_id=message.chat.id,
        is_private=private,
        language_code=message.from_user.language_code if message.from_user else None,
        # What the team writes goes to a family as it is.
        text=unsigned(words.strip(), writer) if private else words.strip(),
        typed=words.strip(),
        command=command,
        addressed_to=addressed_to,
        media=_media(message),
        message_id=message.message_id,
        replied_to=message.reply_to_message.message_id if message.reply_to_message else None,
        person_id=message.from_user.id if message.from_user else None,
        person_name=writer,
        shown_name=message.from_user.full_name if message.from_user else "",
        topic_id=_topic(message),
        caption=message.caption or "",
        document=_document(message),
        copyable=effective_message_type(message) in _COPYABLE,
    )


def _document(message: Message) -> Document | None:
    found = message.document
    return None if found is None else Document(found.file_id, found.file_name or "", found.file_size or 0)


def _topic(message: Message) -> int | None:
    """In a group without topics, replies to replies have such a number too, and it is none."""
    return message.message_thread_id if message.is_topic_message else None


def _tells_of_a_topic(message: Message) -> bool:
    """Whether Telegram wrote it, of what became of a topic: nobody said anything."""
    return any(
        (
            message.forum_topic_created,
            message.forum_topic_edited,
            message.forum_topic_closed,
            message.forum_topic_reopened,
        )
    )


def _is_of_a_bot(message: Message) -> bool:
    """Whether another bot wrote it: the two would answer each other without end.

    Who writes as a group, such as an admin who stays anonymous, seems a bot too, and is none.
    """
    return bool(message.from_user and message.from_user.is_bot and message.sender_chat is None)


def _media(message: Message) -> str:
    if message.voice or message.audio or message.video_note:
        return "voice"
    if message.photo or message.video or message.animation:
        return "photo"
    if message.sticker:
        return "sticker"
    if message.location or message.venue:
        return "location"
    return "other"
