"""A second phone for a family: joining by an invitation, and taking a phone out again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from scheduler import consents, families, invitations, merging
from scheduler.hours import PARIS, VenueHours
from scheduler.invitations import Invitation, Refusal
from scheduler.models import FamilyChatRow, OutboxRow
from scheduler.outbox import OutboxState


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The chat speaks for the family now. `others` are its other chats, who should know.

    `merged`: the chat had a family of its own, which is part of this one now.
    """

    family_id: int
    invitation_id: int
    others: tuple[int, ...]
    merged: bool


def join(session: Session, *, token: str, chat_id: int, now: datetime, hours: VenueHours = PARIS) -> Joined | Refusal:
    """Use the invitation, once; nothing changes when it leads nowhere."""
    found = invitations.look(session, token, chat_id, now)
    if isinstance(found, Refusal):
        return found
    if not invitations.use(session, found, now):
        return Refusal.ENDED
    own = families.family_of(session, chat_id)
    if own is not None:
        merging.merge(session, from_id=own.id, into_id=found.family_id, now=now, hours=hours)
    families.link_chat(session, chat_id, found.family_id)
    # The second parent agrees as the first one did: a record of its own.
    consents.add(session, found.family_id, (consents.Purpose.NOTICE, consents.Purpose.GUARDIAN), now)
    return _joined(session, found, chat_id, merged=own is not None)


def _joined(session: Session, found: Invitation, chat_id: int, merged: bool) -> Joined:
    others = tuple(one for one in _chats(session, found.family_id) if one != chat_id)
    return Joined(family_id=found.family_id, invitation_id=found.id, others=others, merged=merged)


def take_out_others(session: Session, chat_id: int, invitation_id: int | None = None) -> tuple[int, ...]:
    """Every other phone of this chat's family speaks for it no more; which those were.

    With `invitation_id` only while that is the family's newest link: a button of long ago must not take out
    somebody who came later. Notices that wait for those phones are not sent any more.
    """
    family = families.family_of(session, chat_id)
    if family is None:
        return ()
    families.lock(session, (family.id,))
    if invitation_id is not None and invitation_id != invitations.newest(session, family.id):
        return ()
    others = tuple(one for one in _chats(session, family.id) if one != chat_id)
    for other in others:
        families.unlink_chat(session, other)
    session.execute(
        delete(OutboxRow).where(
            OutboxRow.chat_id.in_(others), OutboxRow.state == OutboxState.WAITING, OutboxRow.notice.is_not(None)
        )
    )
    session.expire_all()
    return others


def _chats(session: Session, family_id: int) -> tuple[int, ...]:
    """All phones of the family, the one that blocked the bot too."""
    query = select(FamilyChatRow.chat_id).where(FamilyChatRow.family_id == family_id)
    return tuple(session.scalars(query.order_by(FamilyChatRow.chat_id)))
