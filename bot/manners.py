"""How the bot presents itself in Telegram: its commands and descriptions, in each language."""

import logging

from telegram.error import TelegramError

from bot.api import Api
from bot.commands import MENU
from bot.messages import LANGUAGES, Messages

log = logging.getLogger(__name__)


async def present(api: Api) -> None:
    """Set commands and descriptions. A refusal is a warning: answering families matters more."""
    for language in (None, *LANGUAGES):
        words = Messages(language or "fr")
        try:
            await _present_in(api, words, language)
        except TelegramError as error:
            log.warning("not presented", extra={"action": "present_failed", "error": type(error).__name__})


async def _present_in(api: Api, words: Messages, code: str | None) -> None:
    commands = [{"command": name, "description": words.label(f"command-{name}")} for name in MENU]
    private = {"type": "all_private_chats"}
    await api.call("setMyCommands", commands=commands, scope=private, language_code=code)
    await api.call("setMyDescription", description=words.label("bot-description"), language_code=code)
    await api.call("setMyShortDescription", short_description=words.label("bot-short-description"), language_code=code)
