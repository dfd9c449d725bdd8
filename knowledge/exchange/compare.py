"""What an agenda would do to the one that is stored, event by event: a pure rule, which preview and import share."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from knowledge.agenda.events import Event, Status
from knowledge.exchange.draft import EventDraft

FIELDS = tuple(field.name for field in fields(EventDraft) if field.name != "unsaid")


class What(StrEnum):
    """What becomes of one event; of several that hold, the first."""

    NEW = "new"
    CANCELLED = "cancelled"
    RESUMED = "resumed"  # it was cancelled, and takes place after all
    PUBLISHED = "published"  # it was a draft
    MOVED = "moved"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Change:
    """One event of a source beside the stored one, a row or its value: fields by their names, None for a new one.

    `values` is what would be stored, codes as plain text; `differing` names what differs.
    """

    draft: EventDraft
    row: Any | None
    values: dict[str, Any]
    differing: frozenset[str]

    @property
    def what(self) -> What:
        """What becomes of it."""
        if self.row is None:
            return What.NEW
        if "status" in self.differing:
            return self._switched(Status(self.row.status))
        if self.is_move and self.row.status == Status.SCHEDULED:
            return What.MOVED
        return What.CHANGED if self.differing else What.UNCHANGED

    def _switched(self, before: Status) -> What:
        if self.values["status"] == Status.CANCELLED:
            return What.CANCELLED
        return What.PUBLISHED if before is Status.DRAFT else What.RESUMED

    @property
    def is_move(self) -> bool:
        """Whether it starts or ends at another time."""
        return bool(self.differing & {"starts_at", "ends_at"})


def compared(draft: EventDraft, row: Any | None, *, as_drafts: bool) -> Change:
    """What this draft would do to the stored event. `as_drafts`: it publishes nothing (what is new is a draft)."""
    values = {name: stored_as(getattr(draft, name)) for name in FIELDS if row is None or name not in draft.unsaid}
    if "status" in values:
        values["status"] = str(_status(draft.status, None if row is None else Status(row.status), as_drafts))
    stored = {} if row is None else {name: stored_as(getattr(row, name)) for name in values}
    return Change(draft, row, values, frozenset(name for name in stored if stored[name] != values[name]))


def _status(wanted: Status, before: Status | None, as_drafts: bool) -> Status:
    """What families know of is no draft any more, whatever a file says."""
    if before in (None, Status.DRAFT):
        return Status.DRAFT if as_drafts and wanted is Status.SCHEDULED else wanted
    return before if wanted is Status.DRAFT and before is not None else wanted


def stored_as(value: object) -> object:
    """Codes are stored as plain text, several of them with `;` between."""
    if isinstance(value, tuple):
        return ";".join(map(str, value))
    return str(value) if isinstance(value, str) else value


def fingerprint(changes: Iterable[Change]) -> str:
    """What the stored events say, of those that the source names: another one, and somebody has changed them since.

    Places taken meanwhile do not count.
    """
    mark = hashlib.sha256()
    for change in sorted(changes, key=lambda one: one.draft.uid):
        row = change.row
        told = None if row is None else [row.revision, *(_plain(getattr(row, name)) for name in FIELDS)]
        mark.update(repr((change.draft.uid, told)).encode())
    return mark.hexdigest()[:32]


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of one event, for whoever is to say yes to it; `before` None for a new one."""

    what: What
    draft: EventDraft
    before: Event | None
    differing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do, in the source's order. `missing`: events to come, known to families, that it leaves out.

    `fingerprint` goes to `apply`, which then does this or nothing.
    """

    planned: tuple[Planned, ...]
    missing: tuple[Event, ...]
    fingerprint: str

    def of(self, *kinds: What) -> Sequence[Planned]:
        """Those of these kinds."""
        return [one for one in self.planned if one.what in kinds]

    @property
    def changes_something(self) -> bool:
        """Whether it would do anything at all."""
        return any(one.what is not What.UNCHANGED for one in self.planned)
