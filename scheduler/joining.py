"""A second phone for a family: it asks with an invitation, and whoever invited says yes or no."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from scheduler import consents, families, family_log, invitations, merging
from scheduler.family_log import What
from scheduler.hours import PARIS, VenueHours
from scheduler.invitations import Refusal
from scheduler.models import FamilyChatRow


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
    family_log.note(session, What.JOINED, family.id, now)
    others = tuple(one for one in families.all_chats_of_family(session, family.id) if one != asker)
    return Joined(family_id=family.id, chat_id=asker, others=others, merged=own is not None)


def decline(session: Session, *, invitation_id: int, chat_id: int, now: datetime) -> Declined | None:
    """`chat_id`'s family says no; None when nobody asks any more."""
    family = families.family_of(session, chat_id)
    asker = None if family is None else invitations.answered(session, invitation_id, family.id, now)
    if family is None or asker is None:
        return None
    family_log.note(session, What.DECLINED, family.id, now)
    return Declined(asker)
