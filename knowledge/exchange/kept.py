"""Drafts as JSON and back, for those that wait until somebody has said yes to them."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from knowledge.agenda.events import Audience, Event, Kind, Status, Theme
from knowledge.exchange.draft import EventDraft

_NAMES = tuple(field.name for field in fields(EventDraft))
_READ: dict[str, Callable[[Any], Any]] = {
    "starts_at": datetime.fromisoformat,
    "ends_at": datetime.fromisoformat,
    "signup_opens_at": datetime.fromisoformat,
    "signup_closes_at": datetime.fromisoformat,
    "kind": Kind,
    "status": Status,
    "audiences": lambda codes: tuple(map(Audience, codes)),
    "themes": lambda codes: tuple(map(Theme, codes)),
    "questions": tuple,
    "unsaid": frozenset,
}


def to_json(drafts: Sequence[EventDraft]) -> str:
    """All of them; of each the fields that say something."""
    return json.dumps([dict(_said(one)) for one in drafts])


def _said(draft: EventDraft) -> Iterator[tuple[str, Any]]:
    for name in _NAMES:
        value = getattr(draft, name)
        if isinstance(value, datetime):
            yield name, value.isoformat()
        elif value not in (None, (), frozenset()):
            yield name, sorted(value) if isinstance(value, frozenset) else value


def from_json(text: str) -> tuple[EventDraft, ...]:
    """Read back what :func:`to_json` wrote."""
    return tuple(EventDraft(**{name: _value(name, value) for name, value in one.items()}) for one in json.loads(text))


def _value(name: str, value: Any) -> Any:
    read = _READ.get(name)
    return value if read is None else read(value)


def draft_of(event: Event) -> EventDraft:
    """The event as a source would describe it, to be changed in part and applied."""
    return EventDraft(**{name: getattr(event, name) for name in _NAMES if name != "unsaid"})
