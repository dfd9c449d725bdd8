"""The notices of the waiting list, each owed once, what their buttons speak of, and their edits once they are over."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from knowledge.agenda.tables import EventRow
from scheduler.core.tables import LIVE, FamilyChatRow, OutboxRow, SignupRow, State
from scheduler.families.families import chats_of_family
from scheduler.outbox.outbox import Notice, NoticeKind, OutboxState, SendClass, put_edit, put_notice
from scheduler.seats import seats
from scheduler.seats.outcomes import Expired, Offered
from scheduler.seats.seats import InLine, may_win


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


# One that is still unsent is void by itself when its turn comes.
_SHOWN = (OutboxState.SENT, OutboxState.LEASED)


@dataclass(frozen=True, slots=True)
class _Shown:
    row_id: int
    chat_id: int
    notice: Notice


def offer_over(session: Session, ended: Expired, now: datetime) -> None:
    """The messages that offered these seats, and the nudge, say that the offer ran out."""
    chats = chats_of_family(session, ended.family_id)
    for shown in _shown(session, chats, f"offer:{ended.event_id}:", f"nudge:{ended.event_id}:"):
        if set(shown.notice.signup_ids) & set(ended.signup_ids):
            _edit(session, shown, replace(shown.notice, kind=NoticeKind.OFFER_OVER), now)


def last_call_lost(session: Session, event: EventRow, winner_id: int, now: datetime) -> None:
    """The last free seat is taken: the messages of the other families who wait say so."""
    chats = session.scalars(
        select(FamilyChatRow.chat_id)
        .join(SignupRow, SignupRow.family_id == FamilyChatRow.family_id)
        .where(
            SignupRow.event_id == event.id,
            SignupRow.state == State.WAITING,
            SignupRow.family_id != winner_id,
            FamilyChatRow.unreachable_since.is_(None),
        )
        .distinct()
        .order_by(FamilyChatRow.chat_id)
    ).all()
    for shown in _shown(session, chats, f"last_call:{event.id}:"):
        _edit(session, shown, replace(shown.notice, kind=NoticeKind.LAST_CALL_LOST), now)


def _shown(session: Session, chats: Sequence[int], *keys: str) -> Iterator[_Shown]:
    session.flush()
    rows = session.execute(
        select(OutboxRow.id, OutboxRow.chat_id, OutboxRow.notice)
        .where(OutboxRow.chat_id.in_(chats), OutboxRow.state.in_(_SHOWN), OutboxRow.notice.is_not(None))
        .where(or_(*(OutboxRow.key.startswith(key, autoescape=True) for key in keys)))
        .order_by(OutboxRow.id)
    ).all()
    for row_id, chat_id, notice in rows:
        if notice is not None:
            yield _Shown(row_id, chat_id, Notice.from_json(notice))


def _edit(session: Session, shown: _Shown, notice: Notice, now: datetime) -> None:
    key = f"{notice.kind}:{shown.row_id}"
    put_edit(session, edits_id=shown.row_id, chat_id=shown.chat_id, notice=notice, key=key, now=now)


def of_offer(session: Session, family_id: int, signup_id: int) -> tuple[int, ...]:
    """What « Je prends la place » is about, in a message that spoke of this sign-up.

    All that the family has on offer there (or waits for, in a last call); once it has ended, who ended with it.
    """
    one = _own(session, family_id, signup_id)
    if one is None:
        return ()
    if one.state == State.CANCELLED:
        return of_entry(session, family_id, signup_id)
    return in_state(session, family_id, one.event_id, State(one.state))


def of_entry(session: Session, family_id: int, signup_id: int) -> tuple[int, ...]:
    """Everyone who ended together with this sign-up, or waits in one entry with it; unnamed places too."""
    one = _own(session, family_id, signup_id)
    if one is None:
        return ()
    rows = [row for row in _rows(session, family_id, one.event_id) if row.state == one.state]
    if one.state == State.CANCELLED:
        return tuple(row.id for row in rows if (row.ended, row.cancelled_at) == (one.ended, one.cancelled_at))
    if one.state == State.WAITING:
        return tuple(row.id for row in rows if row.entry_id == one.entry_id)
    return (one.id,)


def everyone_with(session: Session, family_id: int, signup_id: int) -> tuple[int, ...]:
    """All of the family's live sign-ups at the event of this one; when it has ended, who ended with it."""
    one = _own(session, family_id, signup_id)
    if one is None or one.state == State.CANCELLED:
        return of_entry(session, family_id, signup_id)
    return tuple(row.id for row in _rows(session, family_id, one.event_id) if row.state in LIVE)


def in_state(session: Session, family_id: int, event_id: int, state: State) -> tuple[int, ...]:
    """The family's sign-ups at this event that stand so."""
    return tuple(row.id for row in _rows(session, family_id, event_id) if row.state == state)


def _own(session: Session, family_id: int, signup_id: int) -> SignupRow | None:
    row = session.get(SignupRow, signup_id, populate_existing=True)
    return None if row is None or row.family_id != family_id else row


def _rows(session: Session, family_id: int, event_id: int) -> Sequence[SignupRow]:
    session.flush()
    query = select(SignupRow).where(SignupRow.family_id == family_id, SignupRow.event_id == event_id)
    return session.scalars(query.order_by(SignupRow.id).execution_options(populate_existing=True)).all()
