"""Who the bot is: its names, descriptions, commands and menu buttons, by language and scope."""

from dataclasses import dataclass, field

from bot.sandbox.values import Json

CommandKey = tuple[str, str]  # (scope, language)


@dataclass(slots=True)
class Profile:
    """Texts by language code, "" being the default; commands by scope and language."""

    id: int
    username: str
    name: str
    reads_groups: bool = False
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[CommandKey, list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)

    def as_json(self) -> Json:
        """Telegram's User for the bot, as a message's sender."""
        return {"id": self.id, "is_bot": True, "first_name": self.title(""), "username": self.username}

    def title(self, language: str) -> str:
        """The bot's name for people of this language."""
        return in_language(self.names, language) or self.name

    def menu(self, chat_id: int, person_id: int, language: str) -> list[Json]:
        """The commands a person sees in a chat: the narrowest scope first, their language before the default.

        Source: core.telegram.org/bots/api#determining-list-of-commands.
        """
        chats = "all_private_chats" if chat_id > 0 else "all_group_chats"
        scopes = (f"chat_member:{chat_id}:{person_id}", f"chat:{chat_id}", chats, "default")
        for scope in scopes:
            for code in (language, ""):
                if found := self.commands.get((scope, code)):
                    return found
        return []


def in_language(texts: dict[str, str], language: str) -> str:
    """The text for this language, else the default one, else nothing."""
    return texts.get(language) or texts.get("", "")
