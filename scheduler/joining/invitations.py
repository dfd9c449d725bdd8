"""Links with which a second parent's chat asks to join a family: single use, a day, one at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from scheduler.core import people
from scheduler.core.tables import IS_LEAVING, FamilyChatRow, InvitationRow, RemovalRow
from scheduler.families.families import family_of

LASTS = timedelta(days=1)  # the link, and then the question whether somebody may join with it
MOST_CHATS = 2  # one or two parents speak for a family


class Refusal(StrEnum):
    """Why a link leads nowhere; each is a sentence. Used and called back are one, since nobody should learn which."""

    UNKNOWN = "unknown"  # forged, or purged long ago
    OWN = "own"  # the chat speaks for this family already
    ASKED = "asked"  # the chat asked to join already; the family has not answered yet
    ENDED = "ended"  # used, or called back
    EXPIRED = "expired"
    FULL = "full"  # two phones are linked to that family already
    SUSPENDED = "suspended"  # the chat is on its way out of a family, which may take it back
    SHARED = "shared"  # the chat's own family has a second phone, whose children cannot be taken along


@dataclass(frozen=True, slots=True)
class Invitation:
    """An open invitation: `id` for buttons, `until` aware UTC; `asked_by`: the chat that asks to join with it."""

    id: int
    family_id: int
    until: datetime
    asked_by: int | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation. `token` is told once, here: its digest is stored, and itself sealed."""

    token: str
    until: datetime


def invite(session: Session, family_id: int, now: datetime) -> Invited | None:
    """Make a new link, which ends an older one; None when two phones are linked already."""
    if _chats(session, family_id) >= MOST_CHATS:
        return None
    revoke(session, family_id, now)
    token, until = people.new_token(), now + LASTS
    digest = people.digest(people.INVITATION, token)
    session.add(InvitationRow(family_id=family_id, digest=digest, token=token, created_at=now, until=until))
    session.flush()
    return Invited(token, until)


def revoke(session: Session, family_id: int, now: datetime) -> bool:
    """Call the family's open link back; False when there was none."""
    session.flush()
    ended = session.execute(
        update(InvitationRow)
        .where(InvitationRow.family_id == family_id, InvitationRow.ended_at.is_(None), InvitationRow.until > now)
        .values(ended_at=now)
        .returning(InvitationRow.id)
    )
    return bool(ended.all())


def open_one(session: Session, family_id: int, now: datetime) -> Invitation | None:
    """The link that may still be used, if there is one."""
    row = session.scalar(
        select(InvitationRow).where(
            InvitationRow.family_id == family_id, InvitationRow.ended_at.is_(None), InvitationRow.until > now
        )
    )
    return None if row is None else _value(row)


def _value(row: InvitationRow) -> Invitation:
    return Invitation(row.id, row.family_id, row.until, row.asked_by)


def look(session: Session, token: str, chat_id: int, now: datetime) -> Invitation | Refusal:
    """What opening this link would lead to for this chat; nothing changes."""
    digests = people.digests(people.INVITATION, token)
    query = select(InvitationRow).where(InvitationRow.digest.in_(digests))
    row = session.scalar(query.execution_options(populate_existing=True))
    if row is None:
        return Refusal.UNKNOWN
    return _why_not(session, row, chat_id, now) or _value(row)


def _why_not(session: Session, row: InvitationRow, chat_id: int, now: datetime) -> Refusal | None:
    own = family_of(session, chat_id)
    if own is not None and own.id == row.family_id:
        return Refusal.OWN
    if row.ended_at is not None or row.asked_by not in (None, chat_id):
        return Refusal.ENDED
    if row.until <= now:
        return Refusal.EXPIRED
    if row.asked_by is not None:
        return Refusal.ASKED
    return why_not_together(session, row.family_id, chat_id)


def why_not_together(session: Session, family_id: int, chat_id: int) -> Refusal | None:
    """Why this chat cannot become part of the family now; None when it can."""
    own = family_of(session, chat_id)
    if _is_suspended(session, chat_id):
        return Refusal.SUSPENDED
    if own is not None and _chats(session, own.id) > 1:
        return Refusal.SHARED
    return Refusal.FULL if _chats(session, family_id) >= MOST_CHATS else None


def ask(session: Session, invitation: Invitation, chat_id: int, now: datetime) -> bool:
    """Ask with the link to join; the family has another day to answer. False when somebody was quicker."""
    taken = session.execute(
        update(InvitationRow)
        .where(InvitationRow.id == invitation.id, InvitationRow.ended_at.is_(None), InvitationRow.asked_by.is_(None))
        .values(asked_by=chat_id, until=now + LASTS)
        .returning(InvitationRow.id)
    )
    return bool(taken.all())


def answered(session: Session, invitation_id: int, family_id: int, now: datetime) -> int | None:
    """End the request to join this family, once: the chat that asked; None when there is none to answer any more."""
    asked = session.execute(
        update(InvitationRow)
        .where(
            InvitationRow.id == invitation_id,
            InvitationRow.family_id == family_id,
            InvitationRow.ended_at.is_(None),
            InvitationRow.asked_by.is_not(None),
            InvitationRow.until > now,
        )
        .values(ended_at=now)
        .returning(InvitationRow.asked_by)
    )
    return asked.scalar()


def _chats(session: Session, family_id: int) -> int:
    """Its phones, and those that may still come back to it."""
    linked = select(func.count()).where(FamilyChatRow.family_id == family_id)
    leaving = select(func.count()).where(RemovalRow.family_id == family_id, IS_LEAVING)
    return (session.scalar(linked) or 0) + (session.scalar(leaving) or 0)


def _is_suspended(session: Session, chat_id: int) -> bool:
    leaving = select(RemovalRow.id).where(RemovalRow.chat_id == chat_id, IS_LEAVING)
    return session.scalar(leaving.limit(1)) is not None
