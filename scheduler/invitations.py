"""Links with which a second parent's chat joins a family: single use, a week, one at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from scheduler import tokens
from scheduler.families import family_of
from scheduler.models import FamilyChatRow, InvitationRow

LASTS = timedelta(days=7)
MOST_CHATS = 2  # one or two parents speak for a family


class Refusal(StrEnum):
    """Why a link leads nowhere; each is a sentence. Used and called back are one, since nobody should learn which."""

    UNKNOWN = "unknown"  # forged, or purged long ago
    OWN = "own"  # the chat speaks for this family already
    ENDED = "ended"  # used, or called back
    EXPIRED = "expired"
    FULL = "full"  # two phones are linked to that family already
    SHARED = "shared"  # the chat's own family has a second phone, whose children cannot be taken along


@dataclass(frozen=True, slots=True)
class Invitation:
    """An open invitation: `id` for buttons, `until` aware UTC."""

    id: int
    family_id: int
    until: datetime


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
    token, until = tokens.new_token(), now + LASTS
    digest = tokens.digest(tokens.INVITATION, token)
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
    return None if row is None else Invitation(row.id, row.family_id, row.until)


def look(session: Session, token: str, chat_id: int, now: datetime) -> Invitation | Refusal:
    """What opening this link would lead to for this chat; nothing changes."""
    digests = tokens.digests(tokens.INVITATION, token)
    query = select(InvitationRow).where(InvitationRow.digest.in_(digests))
    row = session.scalar(query.execution_options(populate_existing=True))
    if row is None:
        return Refusal.UNKNOWN
    own = family_of(session, chat_id)
    if own is not None and own.id == row.family_id:
        return Refusal.OWN
    if row.ended_at is not None:
        return Refusal.ENDED
    if row.until <= now:
        return Refusal.EXPIRED
    if _chats(session, row.family_id) >= MOST_CHATS:
        return Refusal.FULL
    if own is not None and _chats(session, own.id) > 1:
        return Refusal.SHARED
    return Invitation(row.id, row.family_id, row.until)


def use(session: Session, invitation: Invitation, now: datetime) -> bool:
    """Take the link for oneself; False when somebody was quicker."""
    taken = session.execute(
        update(InvitationRow)
        .where(InvitationRow.id == invitation.id, InvitationRow.ended_at.is_(None))
        .values(ended_at=now)
        .returning(InvitationRow.id)
    )
    return bool(taken.all())


def newest(session: Session, family_id: int) -> int:
    """The id of the family's newest link, 0 when it never made one."""
    query = select(func.max(InvitationRow.id)).where(InvitationRow.family_id == family_id)
    return session.scalar(query) or 0


def _chats(session: Session, family_id: int) -> int:
    query = select(func.count()).where(FamilyChatRow.family_id == family_id)
    return session.scalar(query) or 0
