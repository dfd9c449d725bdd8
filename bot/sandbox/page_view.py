"""What a person sees: their chat since the last look, the bot's profile, the people of the demo."""

from collections.abc import AsyncIterator

from bot.sandbox.errors import Impossible
from bot.sandbox.profile import in_language
from bot.sandbox.state import Chat, Sandbox
from bot.sandbox.values import Json, Message, Person
from bot.sandbox.views import message_json

KEEP_ALIVE = 15.0


def chat_view(sandbox: Sandbox, person_id: int, chat: Chat, after: int) -> Json:
    """Everything in the chat that changed after that version, and the chat's present state."""
    with sandbox.lock:
        changed = [message for message in chat.messages.values() if message.version > after]
        notices = [notice for notice in chat.notices if notice.version > after and notice.person_id == person_id]
        return {
            "epoch": sandbox.epoch,
            "version": chat.version,
            "messages": [_seen(sandbox, message) for message in sorted(changed, key=lambda m: m.id)],
            "notices": [notice.as_json() for notice in notices],
            "typing": chat.typing_until > sandbox.elapsed(),
            "keyboard": chat.keyboard,
            "blocked": chat.blocked,
            "met": chat.met,
        }


def _seen(sandbox: Sandbox, message: Message) -> Json:
    from_bot = message.sender_id == sandbox.profile.id
    state = {"id": message.id, "version": message.version, "deleted": message.deleted, "from_bot": from_bot}
    return state if message.deleted else state | {"message": message_json(sandbox, message)}


async def next_view(sandbox: Sandbox, person_id: int, chat: Chat, after: int, wait: float) -> Json:
    """The view as soon as something changed after that version, else the same view after `wait` seconds."""

    def changed() -> bool | None:
        with sandbox.lock:
            return True if chat.version > after else None

    if changed() is None and wait > 0:
        await sandbox.changes.until(changed, chat.id, wait)
    return chat_view(sandbox, person_id, chat, after)


async def views(sandbox: Sandbox, person_id: int, chat: Chat, after: int) -> AsyncIterator[Json | None]:
    """One view after another as the chat changes; None when nothing happened for a while."""
    yield chat_view(sandbox, person_id, chat, after)
    after = chat.version
    while not sandbox.changes.closed:
        view = await next_view(sandbox, person_id, chat, after, KEEP_ALIVE)
        yield view if view["version"] > after else None
        after = view["version"]


def setup_view(sandbox: Sandbox) -> Json:
    """Who may be played, and where each of them may write."""
    people = [_person_view(sandbox, person) for person in sandbox.people.values()]
    return {"username": sandbox.profile.username, "people": people}


def _person_view(sandbox: Sandbox, person: Person) -> Json:
    chats = [chat for chat in sandbox.chats.values() if person.id in chat.members]
    return {
        "id": person.id,
        "first_name": person.first_name,
        "language": person.language,
        "chats": [{"id": chat.id, "title": chat.title} for chat in chats],
    }


def profile_view(sandbox: Sandbox, person_id: int, chat: Chat) -> Json:
    """The bot as this person sees it in this chat, in their language."""
    profile, language = sandbox.profile, sandbox.people[person_id].language
    return {
        "name": profile.title(language),
        "username": profile.username,
        "description": in_language(profile.descriptions, language),
        "short_description": in_language(profile.short_descriptions, language),
        "commands": profile.menu(chat.id, person_id, language),
    }


def chat_of(sandbox: Sandbox, person_id: int, chat_id: int) -> Chat:
    """The chat, for somebody who is in it; Impossible for anybody else."""
    chat = sandbox.chats.get(chat_id)
    if chat is None or person_id not in chat.members:
        raise Impossible(f"person {person_id} is not in chat {chat_id}")
    return chat
