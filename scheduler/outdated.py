"""Messages whose buttons do nothing any more are edited where they stand: an offer that is over, a lost last call."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from knowledge.models import EventRow
from scheduler.families import chats_of_family
from scheduler.models import FamilyChatRow, OutboxRow, SignupRow, State
from scheduler.outbox import Notice, NoticeKind, OutboxState, put_edit
from scheduler.outcomes import Expired

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
            SignupRow.event_id == event.id, SignupRow.state == State.WAITING,
            SignupRow.family_id != winner_id, FamilyChatRow.unreachable_since.is_(None),
        )
        .distinct()
        .order_by(FamilyChatRow.chat_id)
    ).all()  # fmt: skip
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
