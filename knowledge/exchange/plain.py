"""Drafts and problems as JSON and back, by their types: what a child process hands over, and what waits in a table."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from knowledge.agenda.events import Audience, Kind, Status, Theme
from knowledge.exchange.draft import Cause, EventDraft, Problem
from knowledge.exchange.rows import Placed

_TIMES = ("starts_at", "ends_at", "signup_opens_at", "signup_closes_at")
_CODES = {"audiences": Audience, "themes": Theme}


def placed_to_json(found: Iterable[Placed]) -> str:
    """The drafts with their places."""
    return json.dumps([[one.line, one.is_entry, _plain(one.draft)] for one in found], ensure_ascii=False)


def placed_from_json(text: str) -> tuple[Placed, ...]:
    """What `placed_to_json` wrote; ValueError, KeyError or TypeError for anything else."""
    return tuple(Placed(int(line), bool(is_entry), _draft(told)) for line, is_entry, told in json.loads(text))


def drafts_to_json(drafts: Iterable[EventDraft]) -> str:
    """The drafts alone."""
    return json.dumps([_plain(one) for one in drafts], ensure_ascii=False)


def drafts_from_json(text: str) -> tuple[EventDraft, ...]:
    """What `drafts_to_json` wrote."""
    return tuple(_draft(told) for told in json.loads(text))


def problems_to_json(problems: Iterable[Problem]) -> str:
    """What is wrong, in its order."""
    return json.dumps([[getattr(one, field.name) for field in fields(Problem)] for one in problems])


def problems_from_json(text: str) -> tuple[Problem, ...]:
    """What `problems_to_json` wrote."""
    return tuple(
        Problem(int(line), Cause(cause), str(column), str(value), str(expected), bool(is_entry))
        for line, cause, column, value, expected, is_entry in json.loads(text)
    )


def _plain(draft: EventDraft) -> dict[str, Any]:
    told = {field.name: getattr(draft, field.name) for field in fields(EventDraft)}
    times = {name: told[name] and told[name].astimezone(UTC).isoformat() for name in _TIMES}
    return told | times | {"unsaid": sorted(draft.unsaid)}


def _draft(told: Mapping[str, Any]) -> EventDraft:
    times = {name: told[name] and datetime.fromisoformat(told[name]) for name in _TIMES}
    codes = {name: tuple(map(kind, told[name])) for name, kind in _CODES.items()}
    named = {"kind": Kind(told["kind"]), "status": Status(told["status"]), "questions": tuple(told["questions"])}
    return EventDraft(**{**told, **times, **codes, **named, "unsaid": frozenset(told["unsaid"])})
