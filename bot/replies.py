"""What the bot answers with, before it becomes calls to Telegram."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from bot.buttons import Button, LinkButton, Row
from bot.calls import Attachment, Call

_TAG, _HALF_ENTITY = re.compile(r"<[^>]*>"), re.compile(r"&[^;]{0,8}$")
TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024  # characters after entity parsing; we count with the markup, so below it


@dataclass(frozen=True, slots=True)
class Reply:
    """One message: HTML text and rows of buttons; replaces the pressed message when `in_place`."""

    text: str
    rows: tuple[Row, ...] = ()
    in_place: bool = False
    attachment: Attachment | None = None


def render(reply: Reply, *, chat_id: int, pressed: int | None = None) -> Call:
    """The call that says `reply`; `pressed` is the message whose button was pressed, if any."""
    if (attached := reply.attachment) is not None:
        return Call(attached.method, _with_caption(reply, chat_id), attached)
    parameters: dict[str, Any] = {
        "chat_id": chat_id,
        "text": shorten(reply.text),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if reply.rows:
        parameters["reply_markup"] = keyboard(reply.rows)
    if reply.in_place and pressed is not None:
        return Call("editMessageText", {**parameters, "message_id": pressed})
    return Call("sendMessage", parameters)


def _with_caption(reply: Reply, chat_id: int) -> dict[str, Any]:
    caption = shorten(reply.text, CAPTION_LIMIT)
    parameters: dict[str, Any] = {"chat_id": chat_id, "caption": caption, "parse_mode": "HTML"}
    if reply.rows:
        parameters["reply_markup"] = keyboard(reply.rows)
    return parameters


def keyboard(rows: tuple[Row, ...]) -> dict[str, Any]:
    """Telegram's InlineKeyboardMarkup."""
    return {"inline_keyboard": [[_button(button) for button in row] for row in rows if row]}


def _button(button: Button | LinkButton) -> dict[str, str]:
    if isinstance(button, LinkButton):
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.press.encode()}


def bare(text: str) -> str:
    """The words of Telegram HTML without its markup."""
    return unescape(_TAG.sub("", text))


def shorten(text: str, limit: int = TEXT_LIMIT) -> str:
    """Cut at a line's end so that Telegram accepts it; lines carry whole tags, so none is torn."""
    if len(text) <= limit:
        return text
    end = text.rfind("\n", 0, limit - 2)
    if end > 0:
        return text[:end] + "\n…"
    # One endless line: its markup goes, so that neither a tag nor an entity can be torn.
    bare = _TAG.sub("", text)[: limit - 1]
    return _HALF_ENTITY.sub("", bare) + "…"
