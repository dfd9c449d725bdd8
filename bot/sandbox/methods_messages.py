"""The methods that write, change and remove messages, and those about a group's topics, which tell by a message."""

from collections.abc import Callable

from bot.sandbox.actions import tell_of
from bot.sandbox.arguments import (
    Arguments,
    check_markup,
    known_chat,
    message_in,
    open_chat,
    own_message,
    replied_to,
    topic_in,
)
from bot.sandbox.contents import (
    caption_content,
    document_content,
    location_content,
    photo_content,
    text_content,
    venue_content,
)
from bot.sandbox.state import Chat, Sandbox, message_json
from bot.sandbox.values import SERVICE, Json, Malformed, Message, Refused, Topic

_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
_TYPING_SECONDS = 5.0
_DELETABLE_S = 48 * 3600
_MOST_DELETED = 100  # in one call
_NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)


def _post(sandbox: Sandbox, args: Arguments, content: Callable[[], Json]) -> Message:
    """Checks in Telegram's order: the chat, the content, the buttons, the reply, then the limits."""
    chat = open_chat(sandbox, args)
    topic_id = topic_in(chat, args)
    body = content()
    markup = args.object("reply_markup")
    check_markup(markup)
    reply_to = replied_to(sandbox, chat, args)
    _limit(sandbox, chat)
    _remember_keyboard(chat, markup)
    if args.flag("protect_content"):
        body["has_protected_content"] = True
    return sandbox.post(chat, sandbox.profile.id, body, _inline(markup), reply_to, topic_id)


def _limit(sandbox: Sandbox, chat: Chat) -> None:
    if wait := sandbox.limiter.refuse(chat.id):
        raise Refused(429, f"Too Many Requests: retry after {wait}", retry_after=wait)


def _inline(markup: Json | None) -> Json | None:
    return markup if markup and markup.get("inline_keyboard") else None


def _remember_keyboard(chat: Chat, markup: Json | None) -> None:
    if markup and "keyboard" in markup:
        chat.keyboard = markup
    elif markup and "remove_keyboard" in markup:
        chat.keyboard = None


def send_message(sandbox: Sandbox, args: Arguments) -> Json:
    """sendMessage."""
    return message_json(sandbox, _post(sandbox, args, lambda: text_content(args)))


def send_document(sandbox: Sandbox, args: Arguments) -> Json:
    """sendDocument."""
    return message_json(sandbox, _post(sandbox, args, lambda: document_content(sandbox, args)))


def send_photo(sandbox: Sandbox, args: Arguments) -> Json:
    """sendPhoto."""
    return message_json(sandbox, _post(sandbox, args, lambda: photo_content(sandbox, args)))


def send_venue(sandbox: Sandbox, args: Arguments) -> Json:
    """sendVenue."""
    return message_json(sandbox, _post(sandbox, args, lambda: venue_content(args)))


def send_location(sandbox: Sandbox, args: Arguments) -> Json:
    """sendLocation."""
    return message_json(sandbox, _post(sandbox, args, lambda: location_content(args)))


def copy_message(sandbox: Sandbox, args: Arguments) -> Json:
    """copyMessage: without the original's buttons, with a new caption if one is given."""
    source = known_chat(sandbox, args, "from_chat_id")
    original = message_in(source, args.number("message_id"), "message to copy not found")
    if set(original.content) & SERVICE:
        raise Refused(400, "Bad Request: message can't be copied")
    posted = _post(sandbox, args, lambda: _copied(original.content, args))
    return {"message_id": posted.id}


def _copied(content: Json, args: Arguments) -> Json:
    if not args.has("caption") or "text" in content:
        return dict(content)
    bare = {key: value for key, value in content.items() if not key.startswith("caption")}
    return bare | caption_content(args)


def edit_message_text(sandbox: Sandbox, args: Arguments) -> Json:
    """editMessageText: buttons that are not given again go away."""
    if not args.has("text"):
        raise Malformed("message text is empty")
    message = own_message(sandbox, args)
    if "text" not in message.content:
        raise Refused(400, "Bad Request: there is no text in the message to edit")
    return _edited(sandbox, args, message, text_content(args))


def edit_message_caption(sandbox: Sandbox, args: Arguments) -> Json:
    """editMessageCaption."""
    message = own_message(sandbox, args)
    if not {"document", "photo"} & set(message.content):
        raise Refused(400, "Bad Request: there is no caption in the message to edit")
    kept = {key: value for key, value in message.content.items() if not key.startswith("caption")}
    return _edited(sandbox, args, message, kept | caption_content(args))


def edit_message_reply_markup(sandbox: Sandbox, args: Arguments) -> Json:
    """editMessageReplyMarkup."""
    message = own_message(sandbox, args)
    return _edited(sandbox, args, message, message.content)


def _edited(sandbox: Sandbox, args: Arguments, message: Message, content: Json) -> Json:
    markup = args.object("reply_markup")
    check_markup(markup)
    if content == message.content and _inline(markup) == message.markup:
        raise Refused(400, _NOT_MODIFIED)
    _limit(sandbox, sandbox.chats[message.chat_id])
    return message_json(sandbox, sandbox.amend(message, content, _inline(markup)))


def delete_message(sandbox: Sandbox, args: Arguments) -> bool:
    """deleteMessage."""
    chat = open_chat(sandbox, args)
    message = message_in(chat, args.number("message_id"), "message to delete not found")
    may = "can_delete_messages" in chat.bot_rights or chat.private or message.sender_id == sandbox.profile.id
    if not may or sandbox.timestamp() - message.date >= _DELETABLE_S:
        raise Refused(400, "Bad Request: message can't be deleted")
    sandbox.delete(message)
    return True


def delete_messages(sandbox: Sandbox, args: Arguments) -> bool:
    """deleteMessages: those that are not there are passed over."""
    chat, ids = open_chat(sandbox, args), args.numbers("message_ids")
    if not 1 <= len(ids) <= _MOST_DELETED:
        raise Refused(400, "Bad Request: too few or too many message identifiers specified")
    for message in [chat.messages[one] for one in ids if one in chat.messages]:
        if not message.deleted:
            sandbox.delete(message)
    return True


def send_chat_action(sandbox: Sandbox, args: Arguments) -> bool:
    """sendChatAction: shown for five seconds or until the next message."""
    chat = open_chat(sandbox, args)
    if args.text("action") not in _ACTIONS:
        raise Malformed("wrong parameter action in request")
    chat.typing_until = sandbox.elapsed() + _TYPING_SECONDS
    sandbox.next_version(chat)
    sandbox.changes.ring(chat.id)
    return True


MOST_NAME = 128
_COLOUR = 7322096


def create_forum_topic(sandbox: Sandbox, args: Arguments) -> Json:
    """createForumTopic: its number is that of the message that tells of its beginning."""
    chat, topics = _forum(sandbox, args, "create a topic")
    name = args.text("name")
    if not 1 <= len(name.strip()) <= MOST_NAME:
        raise Malformed("TOPIC_TITLE_INVALID")
    if wait := sandbox.limiter.refuse(chat.id):
        raise Refused(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
    told = {"name": name, "icon_color": _COLOUR}
    message = tell_of(sandbox, chat, {"forum_topic_created": told}, None)
    topics[message.id] = Topic(name)
    return {"message_thread_id": message.id, **told}


def close_forum_topic(sandbox: Sandbox, args: Arguments) -> bool:
    """closeForumTopic."""
    return _shut(sandbox, args, closed=True)


def reopen_forum_topic(sandbox: Sandbox, args: Arguments) -> bool:
    """reopenForumTopic."""
    return _shut(sandbox, args, closed=False)


def _shut(sandbox: Sandbox, args: Arguments, *, closed: bool) -> bool:
    chat, topics = _forum(sandbox, args, "close or reopen the topic")
    number = _number(topics, args)
    if topics[number].closed == closed:
        raise Refused(400, "Bad Request: TOPIC_NOT_MODIFIED")
    topics[number].closed = closed
    tell_of(sandbox, chat, {"forum_topic_closed" if closed else "forum_topic_reopened": {}}, number)
    return True


def delete_forum_topic(sandbox: Sandbox, args: Arguments) -> bool:
    """deleteForumTopic: with all that was said there, however long ago."""
    chat, topics = _forum(sandbox, args, "delete the topic", right="can_delete_messages")
    sandbox.delete_topic(chat, _number(topics, args))
    return True


def _number(topics: dict[int, Topic], args: Arguments) -> int:
    number = args.number("message_thread_id")
    if number not in topics:
        raise Refused(400, "Bad Request: TOPIC_ID_INVALID")
    return number


def _forum(
    sandbox: Sandbox, args: Arguments, act: str, right: str = "can_manage_topics"
) -> tuple[Chat, dict[int, Topic]]:
    chat = open_chat(sandbox, args)
    if chat.topics is None:
        raise Refused(400, "Bad Request: the chat is not a forum")
    if right not in chat.bot_rights:
        raise Refused(400, f"Bad Request: not enough rights to {act}")
    return chat, chat.topics
