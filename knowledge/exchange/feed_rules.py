"""What a reading of a feed changes by itself, what waits for somebody's yes, and what only looks like a change.

By itself goes what no family is told of: new events as drafts, descriptions, anything of an event that is a draft
still. Everything else is asked. What the source has not changed since it was settled here changes nothing here.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from knowledge.agenda.events import Event, Status
from knowledge.exchange.compare import FIELDS, compared
from knowledge.exchange.draft import EventDraft
from knowledge.exchange.rows import drafts_to_json

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
