"""The methods about the topics of a group: each tells of itself by a message in the topic, as Telegram's do."""

from bot.sandbox.actions import tell_of
from bot.sandbox.arguments import Arguments, open_chat
from bot.sandbox.state import Chat, Sandbox
from bot.sandbox.values import Json, Malformed, Refused, Topic

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
