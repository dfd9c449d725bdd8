"""Raw JSON of the Bot API, read without trust: answers, and lists of updates of which some cannot be read."""

import json
import re
from typing import Any

_MARKS = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)
_GOOD = re.compile(rb'\s*\{\s*"ok"\s*:\s*true\b')
_UPDATE_ID = re.compile(r'(?<!\\)"update_id"\s*:\s*(\d{1,18})\b')
_UPDATE_DEPTH = 3  # {"ok": true, "result": [{…


def read_answer(payload: bytes) -> dict[str, Any]:
    """An answer of the Bot API; in a list of updates, those that cannot be read stay bytes.

    Raises ValueError when it is not whole, so that nothing is taken for received that was cut off.
    """
    try:
        read: dict[str, Any] = json.loads(payload.decode(errors="replace"))
    except (ValueError, RecursionError):
        if not _GOOD.match(payload):
            raise ValueError("not an answer") from None
        return {"ok": True, "result": [_read_update(part) for part in _split(payload)]}
    return read


def read_update(body: bytes) -> Any:
    """One update from a webhook. Raises ValueError for what has no number either."""
    found = _read_update(body)
    if isinstance(found, bytes) and number_of(found) is None:
        raise ValueError("not an update")
    return found


def number_of(unread: bytes) -> int | None:
    """The update_id in bytes that cannot be read. People's words cannot pose as one: their quotes are escaped."""
    found = _UPDATE_ID.search(unread.decode(errors="replace"))
    return int(found[1]) if found else None


def _read_update(part: bytes) -> Any:
    try:
        return json.loads(part.decode(errors="replace"))
    except (ValueError, RecursionError):
        return part


def _split(payload: bytes) -> list[bytes]:
    parts: list[bytes] = []
    depth = start = 0
    for mark in _MARKS.finditer(payload):
        if mark[0] in b"[{":
            depth += 1
            start = mark.start() if depth == _UPDATE_DEPTH else start
        elif mark[0] in b"]}":
            parts += [payload[start : mark.end()]] if depth == _UPDATE_DEPTH else []
            depth -= 1
    if depth != 0:
        raise ValueError("cut off")
    return parts
