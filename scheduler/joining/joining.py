"""A second phone for a family: invited by a link, it asks, the inviter decides; one on its way out may only look.

A link works once, for a day, one at a time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import event, func, select, update
from sqlalchemy.orm import ORMExecuteState, Session

from scheduler.core import people
from scheduler.core.hours import PARIS, SchedulerError, VenueHours
from scheduler.core.tables import (
    IS_LEAVING,
    AnswerRow,
    BroughtRow,
    ConsentRow,
    FamilyChatRow,
    FamilyLogRow,
    FamilyRow,
    HoldRow,
    InvitationRow,
    ParticipantRow,
    RemovalRow,
    SignupRow,
)
from scheduler.families import consents, families
from scheduler.families.families import family_of
from scheduler.joining import merging

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


def ask_with(session: Session, invitation: Invitation, chat_id: int, now: datetime) -> bool:
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


class What(StrEnum):
    """What a line says."""

    JOINED = "joined"
    DECLINED = "declined"
    REMOVED = "removed"  # suspended at once, and for 48 hours
    REFUSED = "refused"  # the phone says no: the team decides
    LEFT = "left"
    AGREED = "agreed"
    FINAL = "final"  # the time was over
    CONFIRMED = "confirmed"  # by the team
    RETURNED = "returned"  # by the team, before or after the removal was final


def note(
    session: Session,
    what: What,
    family_id: int | None,
    now: datetime,
    removal_id: int | None = None,
    by: int | None = None,
) -> None:
    """Write a line. `by`: the member of the team who decided."""
    family = None if family_id is None else session.get(FamilyRow, family_id)
    number = 0 if family is None else family.number
    session.add(FamilyLogRow(at=now, what=what, family_number=number, removal_id=removal_id, by=by))
    session.flush()


@dataclass(frozen=True, slots=True)
class Asked:
    """The chat asks to join. `phones`: the family's chats, any of which may answer."""

    family_id: int
    invitation_id: int
    phones: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The chat speaks for the family now. `others` are its other chats.

    `merged`: the chat had a family of its own, which is part of this one now.
    """

    family_id: int
    chat_id: int
    others: tuple[int, ...]
    merged: bool


@dataclass(frozen=True, slots=True)
class Declined:
    """Nobody joins: the family said no, or it cannot be any more. The chat that asked."""

    chat_id: int
    why: Refusal | None = None


def ask(session: Session, *, token: str, chat_id: int, now: datetime) -> Asked | Refusal:
    """Ask to join with the invitation; nothing of either family is seen or changed until it is answered."""
    found = look(session, token, chat_id, now)
    if isinstance(found, Refusal):
        return found
    if not ask_with(session, found, chat_id, now):
        return Refusal.ENDED
    return Asked(found.family_id, found.id, families.all_chats_of_family(session, found.family_id))


def approve(
    session: Session, *, invitation_id: int, chat_id: int, now: datetime, hours: VenueHours = PARIS
) -> Joined | Declined | None:
    """`chat_id`'s family lets in who asked; None when nobody asks any more."""
    family = families.family_of(session, chat_id)
    if family is None:
        return None
    merging.lock_all_of(session, (family.id,))
    asker = answered(session, invitation_id, family.id, now)
    if asker is None:
        return None
    own = families.family_of(session, asker)
    merging.lock_all_of(session, tuple(one.id for one in (family, own) if one is not None))
    why = why_not_together(session, family.id, asker)
    if why is not None:
        return Declined(asker, why)
    if own is not None:
        merging.merge(session, from_id=own.id, into_id=family.id, now=now, hours=hours)
    families.link_chat(session, asker, family.id, now)
    session.get_one(FamilyChatRow, asker, populate_existing=True).joined_at = now
    # The second parent agrees as the first one did: a record of its own.
    consents.add(session, family.id, (consents.Purpose.NOTICE, consents.Purpose.GUARDIAN), now)
    note(session, What.JOINED, family.id, now)
    others = tuple(one for one in families.all_chats_of_family(session, family.id) if one != asker)
    return Joined(family_id=family.id, chat_id=asker, others=others, merged=own is not None)


def decline(session: Session, *, invitation_id: int, chat_id: int, now: datetime) -> Declined | None:
    """`chat_id`'s family says no; None when nobody asks any more."""
    family = families.family_of(session, chat_id)
    asker = None if family is None else answered(session, invitation_id, family.id, now)
    if family is None or asker is None:
        return None
    note(session, What.DECLINED, family.id, now)
    return Declined(asker)


_GUARDED = (ParticipantRow, BroughtRow, SignupRow, AnswerRow, HoldRow, ConsentRow, InvitationRow)
_TABLES = {row.__table__ for row in (*_GUARDED, FamilyRow)}


class ReadOnlyError(SchedulerError):
    """Something of a family was about to be changed by a phone that may only look."""


@contextmanager
def read_only(session: Session) -> Iterator[None]:
    """Raise ReadOnlyError before anything of a family is written, whoever asks for it: no writer can forget to look.

    How a family is written to (its language, its reminders) is no part of it; a new family and its end are.
    """
    session.flush()
    event.listen(session, "before_flush", _refuse_rows)
    event.listen(session, "do_orm_execute", _refuse_statement)
    try:
        yield
        session.flush()
    finally:
        event.remove(session, "before_flush", _refuse_rows)
        event.remove(session, "do_orm_execute", _refuse_statement)


def _refuse_rows(session: Session, context: Any, instances: Any) -> None:
    touched = [*session.new, *session.deleted, *(one for one in session.dirty if session.is_modified(one))]
    if any(isinstance(one, _GUARDED) for one in touched):
        raise ReadOnlyError("a phone that was removed changes nothing")


def _refuse_statement(state: ORMExecuteState) -> None:
    if state.is_select:
        return
    table = getattr(state.statement, "table", None)
    writes = state.is_insert or state.is_delete or (state.is_update and table is not FamilyRow.__table__)
    if writes and table in _TABLES:
        raise ReadOnlyError("a phone that was removed changes nothing")
