"""The methods about the bot itself: commands, descriptions, names, menu button; and about chats and files."""

import re
from collections.abc import Callable

from bot.sandbox.arguments import Arguments, known_chat
from bot.sandbox.state import Sandbox, chat_json, member_json
from bot.sandbox.values import Json, Malformed, Profile, Refused, in_language

Method = Callable[[Sandbox, Arguments], object]

MOST_COMMANDS, MOST_FETCHED = 100, 20 * 1024 * 1024  # bytes
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}|")
_SCOPES = {
    "default": (), "all_private_chats": (), "all_group_chats": (), "all_chat_administrators": (),
    "chat": ("chat_id",), "chat_administrators": ("chat_id",), "chat_member": ("chat_id", "user_id"),
}  # fmt: skip


def get_me(sandbox: Sandbox, args: Arguments) -> Json:
    """getMe."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": sandbox.profile.reads_groups,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return sandbox.profile.as_json() | abilities


def set_my_commands(sandbox: Sandbox, args: Arguments) -> bool:
    """setMyCommands for one scope and language."""
    commands = args.objects("commands")
    if len(commands) > MOST_COMMANDS:
        raise Malformed("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"].removeprefix("/")):
            raise Malformed("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise Malformed("BOT_COMMAND_DESCRIPTION_INVALID")
    sandbox.profile.commands[_scope(args), _language(args)] = commands
    return True


def get_my_commands(sandbox: Sandbox, args: Arguments) -> list[Json]:
    """getMyCommands of exactly this scope and language."""
    return sandbox.profile.commands.get((_scope(args), _language(args)), [])


def delete_my_commands(sandbox: Sandbox, args: Arguments) -> bool:
    """deleteMyCommands."""
    sandbox.profile.commands.pop((_scope(args), _language(args)), None)
    return True


def _scope(args: Arguments) -> str:
    scope = args.object("scope") or {"type": "default"}
    keys = _SCOPES.get(scope["type"])
    if keys is None or any(key not in scope for key in keys):
        raise Malformed("can't parse BotCommandScope: unsupported type or missing field")
    return ":".join([scope["type"], *(str(scope[key]) for key in keys)])


def _language(args: Arguments) -> str:
    code = args.text("language_code")
    if not _LANGUAGE.fullmatch(code):
        raise Malformed("invalid language code specified")
    return code


def _setter(field: str, most: int, texts: Callable[[Profile], dict[str, str]]) -> Method:
    def set_text(sandbox: Sandbox, args: Arguments) -> bool:
        if len(args.text(field)) > most:
            raise Malformed(f"{field} is too long")
        texts(sandbox.profile)[_language(args)] = args.text(field)
        return True

    return set_text


def _getter(field: str, texts: Callable[[Profile], dict[str, str]]) -> Method:
    def get_text(sandbox: Sandbox, args: Arguments) -> Json:
        found = in_language(texts(sandbox.profile), _language(args))
        return {field: found or (sandbox.profile.name if field == "name" else "")}

    return get_text


set_my_name = _setter("name", 64, lambda profile: profile.names)
get_my_name = _getter("name", lambda profile: profile.names)
set_my_description = _setter("description", 512, lambda profile: profile.descriptions)
get_my_description = _getter("description", lambda profile: profile.descriptions)
set_my_short_description = _setter("short_description", 120, lambda profile: profile.short_descriptions)
get_my_short_description = _getter("short_description", lambda profile: profile.short_descriptions)


def set_chat_menu_button(sandbox: Sandbox, args: Arguments) -> bool:
    """setChatMenuButton, for one private chat or for all."""
    button = args.object("menu_button") or {"type": "default"}
    if button["type"] not in ("commands", "web_app", "default"):
        raise Malformed("can't parse menu button: unsupported type specified")
    sandbox.profile.menu_buttons[args.number("chat_id")] = button
    return True


def get_chat_menu_button(sandbox: Sandbox, args: Arguments) -> Json:
    """getChatMenuButton."""
    buttons = sandbox.profile.menu_buttons
    return buttons.get(args.number("chat_id")) or buttons.get(0) or {"type": "default"}


def get_chat(sandbox: Sandbox, args: Arguments) -> Json:
    """getChat."""
    details = {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }
    return chat_json(sandbox, known_chat(sandbox, args)) | details


def get_chat_member(sandbox: Sandbox, args: Arguments) -> Json:
    """getChatMember."""
    chat, user = known_chat(sandbox, args), args.number("user_id")
    if user == sandbox.profile.id:
        return member_json(sandbox, user, "administrator" if chat.bot_is_admin else "member", chat.bot_rights)
    if user not in sandbox.people:
        raise Refused(400, "Bad Request: user not found")
    return member_json(sandbox, user, "member" if user in chat.members else "left")


def get_file(sandbox: Sandbox, args: Arguments) -> Json:
    """getFile."""
    file = sandbox.files.get(args.text("file_id"))
    if file is None:
        raise Refused(400, "Bad Request: invalid file_id")
    if len(file.upload.data) > MOST_FETCHED:
        raise Refused(400, "Bad Request: file is too big")
    return file.as_json() | {"file_path": file.path}
