"""Updates of every kind that we ask for, each with one number or one text that Telegram would never send."""

import copy
from collections.abc import Iterator
from typing import Any

from tests.bot.reliability.desk import pressed, said

NUMBERS = (-(10**30), -(10**18), -1, 10**10, 10**12, 10**14, 10**18, 2**63, 10**22, 10**30)
TEXTS = ("\x00", "a\x00b", "\ud800", "é" * 100_000)
FIRST_CHAT = 1_000_000

Json = dict[str, Any]
Path = tuple[str | int, ...]


def updates(first: int) -> Iterator[Json]:
    """One a field and a value; each is from a chat of its own, unless the chat is what is odd."""
    number = first
    for kind in _KINDS:
        for path, odd in _places(kind(number, FIRST_CHAT)):
            if path == ("update_id",):
                continue  # what has no number is not kept at all
            made = kind(number, FIRST_CHAT + number)
            _put(made, path, odd)
            yield made
            number += 1


def _places(value: Any, path: Path = ()) -> Iterator[tuple[Path, int | str]]:
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _places(inner, (*path, key))
    elif isinstance(value, str):
        yield from ((path, text) for text in TEXTS)
    elif not isinstance(value, bool):
        yield from ((path, number) for number in NUMBERS)


def _put(made: Json, path: Path, odd: int | str) -> None:
    *way, last = path
    inside: Any = made
    for step in way:
        inside = inside[step]
    inside[last] = odd


def _message(number: int, chat: int) -> Json:
    made = said(number, chat, "/aide un")
    entity = {"type": "bot_command", "offset": 0, "length": 5}
    under = copy.deepcopy(made["message"])
    made["message"] |= {"entities": [entity], "reply_to_message": under, "edit_date": 1_780_000_001}
    return made


def _picture(number: int, chat: int) -> Json:
    made = said(number, chat, "x")
    size = {"file_id": "f", "file_unique_id": "u", "width": 3, "height": 4, "file_size": 5}
    del made["message"]["text"]
    made["message"] |= {"photo": [size], "caption": "une photo"}
    return made


def _place(number: int, chat: int) -> Json:
    made = said(number, chat, "x")
    del made["message"]["text"]
    made["message"] |= {"contact": {"phone_number": "+33600000000", "first_name": "Léa", "user_id": chat}}
    return made


def _edited(number: int, chat: int) -> Json:
    return {"update_id": number, "edited_message": said(number, chat, "bonjour")["message"]}


def _pressed(number: int, chat: int) -> Json:
    return pressed(number, chat, "he::0")


def _member(number: int, chat: int) -> Json:
    message = said(number, chat, "x")["message"]
    user = {"id": 42, "is_bot": True, "first_name": "Cité"}
    old, new = ({"status": status, "user": user} for status in ("member", "kicked"))
    change = {"chat": message["chat"], "from": message["from"], "date": message["date"]}
    return {"update_id": number, "my_chat_member": {**change, "old_chat_member": old, "new_chat_member": new}}


_KINDS = (_message, _picture, _place, _edited, _pressed, _member)
