"""How the bot shows itself in Telegram: the commands of each kind of chat, descriptions; what it may do in a group."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from telegram.error import TelegramError

from bot.bot_api.api import Api
from bot.bot_api.replies import Call
from bot.core.staff import Role
from bot.messages import Messages
from knowledge.library.content import LANGUAGES
from scheduler.outbox.outbox import SendClass, put

# What Telegram's menu shows, in this order; the words are messages named command-….
MENU = ("ateliers", "mesinscriptions", "aide", "donnees", "confidentialite", "langue", "annuler")
TEAM_MENU: dict[Role, tuple[str, ...]] = {
    Role.ANIMATOR: ("evenements", "listes", "telephone", "appels", "chiffres", "id"),
    Role.MANAGER: (
        "evenements", "listes", "telephone", "appels", "attente", "chiffres", "agendas", "annonce", "fait", "faits",
        "noms", "membres", "inviter", "journal", "equipe", "id",
    ),
}  # fmt: skip
WANTED = ("can_manage_topics", "can_delete_messages")  # rights in the team's group
ASKS_WITHIN_S = 5.0

log = logging.getLogger(__name__)


async def present(api: Api, team: Iterable[Call] = ()) -> None:
    """Set commands and descriptions, and those of the `team`. A refusal is a warning: families matter more."""
    for call in (*_to_families(), *team):
        try:
            await api.call(call.method, **call.parameters)
        except TelegramError as error:
            log.warning("not presented", extra={"action": "present_failed", "error": type(error).__name__})


def _to_families() -> Iterable[Call]:
    for code in (None, *LANGUAGES):
        words = Messages(code or "fr")
        yield _menu(MENU, {"type": "all_private_chats"}, code)
        yield Call("setMyDescription", {"description": words.label("bot-description"), "language_code": code})
        short = {"short_description": words.label("bot-short-description"), "language_code": code}
        yield Call("setMyShortDescription", short)


def _menu(names: Iterable[str], scope: dict[str, Any], code: str | None = None) -> Call:
    words = Messages(code or "fr")
    commands = [{"command": name, "description": words.label(f"command-{name}")} for name in names]
    return Call("setMyCommands", {"commands": commands, "scope": scope, "language_code": code})


def menus(person_id: int, role: Role | None, team_chat: int | None) -> tuple[Call, ...]:
    """What this person's menu shows, alone with the bot and in the team's group; None: not of the team any more."""
    own: dict[str, Any] = {"type": "chat", "chat_id": person_id}
    there = {"type": "chat_member", "chat_id": team_chat, "user_id": person_id}
    scopes = (own, there) if team_chat is not None and team_chat < 0 else (own,)
    if role is None:
        return tuple(Call("deleteMyCommands", {"scope": scope}) for scope in scopes)
    names = TEAM_MENU[role]
    return tuple(_menu((*names, *MENU) if scope is own else names, scope) for scope in scopes)


def menu_of_the_group(team_chat: int | None) -> tuple[Call, ...]:
    """What the menu of the team's group shows to whoever has none of his own there."""
    if team_chat is None or team_chat > 0:
        return ()
    return (_menu(TEAM_MENU[Role.ANIMATOR], {"type": "chat", "chat_id": team_chat}),)


def owe_menus(session: Session, chat_id: int, calls: Iterable[Call], now: datetime) -> None:
    """Change these menus as soon as the transaction that is their reason is committed."""
    for call in calls:
        put(session, chat_id=chat_id, send_class=SendClass.EDIT, payload=call.to_json(), now=now)


async def rights_in(api: Api, bot_id: int, chat_id: int) -> frozenset[str] | None:
    """Which of the rights WANTED the bot has in this group; None when Telegram does not say."""
    try:
        member = await api.call("getChatMember", chat_id=chat_id, user_id=bot_id, timeout_s=ASKS_WITHIN_S)
    except TelegramError:
        return None
    return frozenset(name for name in WANTED if member.get(name) is True)
