"""Telegram's JSON for what the sandbox keeps: chats, messages, members."""

from collections.abc import Iterable

from bot.sandbox.state import Chat, Sandbox
from bot.sandbox.values import Json, Message


def chat_json(sandbox: Sandbox, chat: Chat) -> Json:
    """Telegram's Chat."""
    if not chat.private:
        forum = {} if chat.topics is None else {"is_forum": True}
        return {"id": chat.id, "type": "supergroup", "title": chat.title, **forum}
    person = sandbox.people[chat.id].as_json()
    names: Json = {key: person[key] for key in ("first_name", "last_name", "username") if key in person}
    return {"id": chat.id, "type": "private", **names}


def sender_json(sandbox: Sandbox, sender_id: int) -> Json:
    """Telegram's User, the bot or a person."""
    if sender_id == sandbox.profile.id:
        return sandbox.profile.as_json()
    return sandbox.people[sender_id].as_json()


def message_json(sandbox: Sandbox, message: Message, nested: bool = False) -> Json:
    """Telegram's Message; a nested one (what it replies to) does not nest again."""
    chat = sandbox.chats[message.chat_id]
    body: Json = {
        "message_id": message.id,
        "from": sender_json(sandbox, message.sender_id),
        "chat": chat_json(sandbox, chat),
        "date": message.date,
        **message.content,
    }
    if message.edited:
        body["edit_date"] = message.edited
    if message.markup and "inline_keyboard" in message.markup:
        body["reply_markup"] = message.markup
    if message.topic_id is not None:
        body |= {"message_thread_id": message.topic_id, "is_topic_message": True}
    # In a topic, what replies to nothing replies to its beginning.
    answered = chat.messages.get(message.reply_to or (message.topic_id if message.topic_id != message.id else 0) or 0)
    if answered and not answered.deleted and not nested:
        body["reply_to_message"] = message_json(sandbox, answered, nested=True)
    return body


def member_json(sandbox: Sandbox, user_id: int, status: str, rights: Iterable[str] = ()) -> Json:
    """Telegram's ChatMember."""
    body: Json = {"user": sender_json(sandbox, user_id), "status": status, **dict.fromkeys(rights, True)}
    return body | {"until_date": 0} if status == "kicked" else body
