"""A second phone for a family: it asks, the inviter decides; a phone on its way out may only look."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from scheduler.core.hours import PARIS, SchedulerError, VenueHours
from scheduler.core.tables import (
    AnswerRow,
    BroughtRow,
    ConsentRow,
    FamilyChatRow,
    FamilyLogRow,
    FamilyRow,
    HoldRow,
    InvitationRow,
    ParticipantRow,
    SignupRow,
)
from scheduler.families import consents, families
from scheduler.joining import invitations, merging
from scheduler.joining.invitations import Refusal


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
    found = invitations.look(session, token, chat_id, now)
    if isinstance(found, Refusal):
        return found
    if not invitations.ask(session, found, chat_id, now):
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
    asker = invitations.answered(session, invitation_id, family.id, now)
    if asker is None:
        return None
    own = families.family_of(session, asker)
    merging.lock_all_of(session, tuple(one.id for one in (family, own) if one is not None))
    why = invitations.why_not_together(session, family.id, asker)
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
    asker = None if family is None else invitations.answered(session, invitation_id, family.id, now)
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
