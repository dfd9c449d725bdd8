"""What an agenda would do to the one that is stored, event by event: pure rules that preview, import and feeds share.

Of a feed that is read again and again, by itself goes what no family is told of: new events as drafts, descriptions,
anything of an event that is a draft still. Everything else is asked. What the source has not changed since it was
settled here changes nothing here.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from knowledge.agenda.agenda import Event, Status
from knowledge.exchange.draft import EventDraft
from knowledge.exchange.rows import drafts_to_json

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


COLUMNS = frozenset(FIELDS) - {"uid"}
TOLD_NOBODY = frozenset({"description", "description_en"})
_TIMES = frozenset({"starts_at", "ends_at"})
FEWEST_TO_HALVE = 4  # of fewer events than that, those that are missing are asked about one by one


class Trouble(StrEnum):
    """Why a reading that worked is not believed."""

    EMPTY = "empty"
    HALVED = "halved"


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of an event that this feed has brought: what of it was settled, None while it waits."""

    settled: str | None = None
    asked: bool = False  # that it is missing
    is_ours: bool = True  # not one that lies here from another source, and was left as it is


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reading leads to; `new` and `by_itself` with all that is not meant among their `unsaid`.

    `waiting`: as the source has them, to be compared with what is stored when somebody says yes. `settled`: the uids
    with nothing left to ask, and the digest of what the source says of each.
    """

    trouble: Trouble | None = None
    new: tuple[EventDraft, ...] = ()
    by_itself: tuple[EventDraft, ...] = ()
    waiting: tuple[EventDraft, ...] = ()
    missing: tuple[Event, ...] = ()
    settled: tuple[tuple[str, str], ...] = ()


def digest(draft: EventDraft) -> str:
    """What tells whether the source says something else than before."""
    return hashlib.sha256(drafts_to_json([draft]).encode()).hexdigest()[:16]


def judge(
    drafts: Sequence[EventDraft],
    stored: Mapping[str, Event],
    known: Mapping[str, Known],
    now: datetime,
    accepts_fewer: bool = False,
) -> Reading:
    """What this reading leads to. `stored`: by uid; `accepts_fewer`: somebody said that half of it may be gone."""
    there = {draft.uid for draft in drafts}
    expected = [event for uid, event in stored.items() if _is_ours(known.get(uid)) and _is_to_come(event, now)]
    missing = tuple(event for event in expected if event.uid not in there)
    if not drafts:
        return Reading(Trouble.EMPTY)
    if not accepts_fewer and len(expected) >= FEWEST_TO_HALVE and 2 * len(missing) >= len(expected):
        return Reading(Trouble.HALVED)
    told = [_told(draft, stored.get(draft.uid), known.get(draft.uid), now) for draft in drafts]
    return Reading(
        new=tuple(one.new for one in told if one.new),
        by_itself=tuple(one.by_itself for one in told if one.by_itself),
        waiting=tuple(one.waiting for one in told if one.waiting),
        missing=tuple(event for event in missing if not known[event.uid].asked),
        settled=tuple((draft.uid, digest(draft)) for draft, one in zip(drafts, told, strict=True) if one.is_settled),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    new: EventDraft | None = None
    by_itself: EventDraft | None = None
    waiting: EventDraft | None = None
    is_ours: bool = True

    @property
    def is_settled(self) -> bool:
        return self.is_ours and self.waiting is None


_NOTHING, _NOT_OURS = _Told(), _Told(is_ours=False)


def _told(draft: EventDraft, event: Event | None, known: Known | None, now: datetime) -> _Told:
    """What one entry leads to. One that was settled here, and then taken out by the team, is not brought back."""
    if event is None:
        is_new = known is None and draft.ends_at > now and draft.status is not Status.CANCELLED
        return _Told(new=replace(draft, status=Status.DRAFT)) if is_new else _Told(is_ours=_is_ours(known))
    if known is not None and known.settled == digest(draft):
        return _NOTHING if known.is_ours else _NOT_OURS
    differing = compared(draft, event, as_drafts=True).differing  # that a draft is published is no change
    if not differing and known is None:
        return _NOTHING  # imported from this very source before its address was added
    if not differing or max(draft.ends_at, event.ends_at) <= now:
        return _NOTHING if _is_ours(known) else _NOT_OURS
    alone = _alone(event) & differing if _is_ours(known) else frozenset()
    return _Told(by_itself=only(draft, alone), waiting=draft if differing - alone else None)


def _is_ours(known: Known | None) -> bool:
    return known is not None and known.is_ours


def _alone(event: Event) -> frozenset[str]:
    return COLUMNS - {"status"} if event.status is Status.DRAFT else TOLD_NOBODY


def only(draft: EventDraft, columns: frozenset[str]) -> EventDraft | None:
    """The draft that says nothing but these columns; None when there are none. Its two times go together."""
    if columns & _TIMES:
        columns |= _TIMES  # one of them alone might end an event before it begins
    return replace(draft, unsaid=COLUMNS - columns) if columns else None


def _is_to_come(event: Event, now: datetime) -> bool:
    return event.ends_at > now and event.status is not Status.CANCELLED
