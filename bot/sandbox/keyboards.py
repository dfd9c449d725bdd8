"""The rules of buttons that Telegram's types do not say."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.sandbox.errors import Malformed
from bot.sandbox.values import Json

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
MOST_DATA_BYTES = 64
_LOOKS = {"text", "style", "icon_custom_emoji_id"}
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)


def check_markup(markup: Json | None) -> None:
    """Malformed unless Telegram would show this keyboard."""
    if not markup:
        return
    for key in ("inline_keyboard", "keyboard"):
        if key in markup:
            _check_rows(markup[key])
    for button in buttons(markup):
        _check_button(button)


def buttons(markup: Json | None) -> Iterator[Json]:
    """The buttons of an inline keyboard, row by row."""
    for row in (markup or {}).get("inline_keyboard", ()):
        yield from row


def _check_rows(rows: list[list[Json]]) -> None:
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        raise Malformed("reply markup is too long")
    if any(len(row) > MOST_IN_A_ROW for row in rows):
        raise Malformed(f"more than {MOST_IN_A_ROW} buttons in a row")
    for row in rows:
        if any(not button["text"].strip() for button in row):
            raise Malformed("text of a keyboard button can't be empty")


def _check_button(button: Json) -> None:
    actions = set(button) - _LOOKS
    if not actions:
        raise Malformed("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise Malformed(f"an inline keyboard button must have exactly one action, not {sorted(actions)}")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= MOST_DATA_BYTES:
        raise Malformed("BUTTON_DATA_INVALID")
    if "url" in button:
        check_url(button["url"])


def check_url(url: str) -> None:
    """Malformed unless Telegram would open this address: http, https or tg, and a public host."""
    if not _is_public(url):
        raise Malformed(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _is_public(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    named = _HOST.fullmatch(parts.hostname or "") is not None
    return parts.scheme == "tg" or (parts.scheme in ("http", "https") and named)
