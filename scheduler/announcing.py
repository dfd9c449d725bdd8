"""The notices of the waiting list, each owed once: its key says what it is about.

A sign-up may be offered a seat, lose it and be offered one again, so a key tells the instant too.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from knowledge.models import EventRow
from scheduler import seats
from scheduler.families import chats_of_family
from scheduler.models import SignupRow, State
from scheduler.outbox import Notice, NoticeKind, SendClass, put_notice
from scheduler.outcomes import Expired, Offered
from scheduler.places import InLine, may_win


def offer(session: Session, offered: Offered, revision: int, now: datetime) -> None:
    """Owe the family the news of the offer that is made to it at `now`."""
    ids = offered.signup_ids
    key = f"offer:{offered.event_id}:{revision}:{_joined(ids)}:{_instant(now)}"
    _put(session, NoticeKind.OFFER, offered.family_id, offered.event_id, revision, ids, key, now, offered.until)


def nudge(session: Session, offered: Offered, revision: int, now: datetime) -> None:
    """At half-time, remind the family of its offer."""
    ids = offered.signup_ids
    key = f"nudge:{offered.event_id}:{revision}:{_joined(ids)}:{int(offered.until.timestamp())}"
    kind = NoticeKind.OFFER_NUDGE
    _put(session, kind, offered.family_id, offered.event_id, revision, ids, key, now, offered.until)


def expired(session: Session, ended: Expired, revision: int, now: datetime) -> None:
    """Tell the family that its offer is over since `now`."""
    ids = ended.signup_ids
    key = f"offer_expired:{ended.event_id}:{_joined(ids)}:{_instant(now)}"
    _put(session, NoticeKind.OFFER_EXPIRED, ended.family_id, ended.event_id, revision, ids, key, now)


def last_call(session: Session, event: EventRow, line: Sequence[InLine], now: datetime) -> None:
    """Tell all who wait, and whom the free seats suffice for, once each time that one becomes free."""
    freed, told = _seats_given_back(session, event.id), may_win(seats.free(event), line)
    for family_id, ids in _by_family((one.family_id, one.signup_id) for one in told):
        key = f"last_call:{event.id}:{event.revision}:{family_id}:{event.capacity}:{freed}"
        _put(session, NoticeKind.LAST_CALL, family_id, event.id, event.revision, ids, key, now)


def list_closed(session: Session, event: EventRow, rows: Sequence[SignupRow], now: datetime) -> None:
    """Tell the families of these sign-ups that the waiting list is over."""
    for family_id, ids in _by_family((row.family_id, row.id) for row in rows):
        key = f"list_closed:{event.id}:{event.revision}:{family_id}:{_joined(ids)}"
        _put(session, NoticeKind.LIST_CLOSED, family_id, event.id, event.revision, ids, key, now)


def _seats_given_back(session: Session, event_id: int) -> str:
    """Differs once another seat was given back; how many they are may be the same, as one may be undone."""
    had_one = or_(SignupRow.confirmed_at.is_not(None), SignupRow.offered_at.is_not(None))
    query = select(SignupRow.id, SignupRow.cancelled_at).where(
        SignupRow.event_id == event_id, SignupRow.state == State.CANCELLED, had_one
    )
    given_back = ",".join(f"{one}@{at}" for one, at in session.execute(query.order_by(SignupRow.id)))
    return hashlib.sha256(given_back.encode()).hexdigest()[:16]


def _by_family(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, tuple[int, ...]]]:
    for family_id, own in groupby(sorted(pairs), key=lambda pair: pair[0]):
        yield family_id, tuple(signup_id for _, signup_id in own)


def _put(
    session: Session,
    kind: NoticeKind,
    family_id: int,
    event_id: int,
    revision: int,
    signup_ids: tuple[int, ...],
    key: str,
    now: datetime,
    until: datetime | None = None,
) -> None:
    notice = Notice(
        kind=kind, family_id=family_id, event_id=event_id, revision=revision, signup_ids=signup_ids, until=until
    )
    chats = chats_of_family(session, family_id)
    put_notice(session, notice, chats, send_class=SendClass.OFFER, key=key, now=now)


def _instant(at: datetime) -> str:
    return f"{at.timestamp():.6f}"


def _joined(ids: Sequence[int]) -> str:
    return "+".join(map(str, ids))
