"""What is held about a family, and forgetting it."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.tables import (
    BroughtRow,
    FamilyChatRow,
    FamilyRow,
    HoldRow,
    InvitationRow,
    OutboxRow,
    ParticipantRow,
    RemovalRow,
    SignupRow,
)
from scheduler.door import roll
from scheduler.door.roll import Seen
from scheduler.families import consents, contacts
from scheduler.families.consents import Consent
from scheduler.families.families import Family, Participant, all_chats_of_family, family_of, participants, unlink_chat
from scheduler.families.families import lock as lock_families
from scheduler.joining import joining, merging, removals
from scheduler.joining.joining import Invitation
from scheduler.joining.removals import Removal
from scheduler.outbox.outbox import OutboxState
from scheduler.seats import answers, seats
from scheduler.seats.answers import KeptAnswer
from scheduler.seats.outcomes import Cancelled, Registration
from scheduler.seats.registrations import of_signups, seen_elsewhere
from scheduler.signups import signups
from scheduler.waiting.waiting import cancel

_UNSENT = (OutboxState.WAITING, OutboxState.LEASED)


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone of the family; `is_this`: the one that asks. `since`: when it joined (UTC), None if not noted."""

    is_this: bool
    since: datetime | None


@dataclass(frozen=True, slots=True)
class BroughtByOthers:
    """The other parent's phone brought this child too: it is not ours to forget."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All that this package holds about a family, readable; past and cancelled sign-ups too.

    `seen`: what was marked at the door. `elsewhere`: what this phone signed up for a child of another family's now.
    `removal`: this phone was removed from a family, and may change nothing until that is over.
    """

    family: Family
    participants: tuple[Participant, ...]
    registrations: tuple[Registration, ...]
    answers: tuple[KeptAnswer, ...]
    seen: tuple[Seen, ...]
    consents: tuple[Consent, ...]
    phones: tuple[Phone, ...]
    elsewhere: tuple[Registration, ...]
    invited: Invitation | None
    messages_to_come: int
    removal: Removal | None

    @property
    def chats(self) -> int:
        """How many phones speak for the family."""
        return len(self.phones)


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was forgotten. `stayed`: the other parent's phones, which keep what they brought."""

    participants: int = 0
    registrations: int = 0
    cancelled: int = 0
    messages: int = 0
    stayed: tuple[int, ...] = ()

    @property
    def family_kept(self) -> bool:
        """Whether another parent's phone keeps the family."""
        return bool(self.stayed)


def what_we_hold(session: Session, chat_id: int, now: datetime, hours: VenueHours = PARIS) -> Held | None:
    """Everything about the chat's family; None when it has none."""
    family = family_of(session, chat_id)
    if family is None:
        return None
    to_come = select(func.count()).where(OutboxRow.chat_id == chat_id, OutboxRow.state.in_(_UNSENT))
    ids = _signup_ids(session, family.id)
    return Held(
        family=family,
        participants=participants(session, family.id),
        registrations=of_signups(session, ids, hours),
        answers=answers.of_signups(session, ids),
        seen=roll.marks(session, ids),
        consents=consents.of_family(session, family.id),
        phones=_phones(session, family.id, chat_id),
        elsewhere=seen_elsewhere(session, chat_id, family.id, now, hours),
        removal=removals.open_of(session, chat_id),
        invited=joining.open_one(session, family.id, now),
        messages_to_come=session.scalar(to_come) or 0,
    )


def _phones(session: Session, family_id: int, chat_id: int) -> tuple[Phone, ...]:
    rows = session.execute(
        select(FamilyChatRow.chat_id, FamilyChatRow.joined_at)
        .where(FamilyChatRow.family_id == family_id)
        .order_by(FamilyChatRow.chat_id != chat_id)
    )
    return tuple(Phone(row.chat_id == chat_id, row.joined_at) for row in rows)


def erase(
    session: Session, chat_id: int, now: datetime, hours: VenueHours = PARIS, with_children: bool = False
) -> Erased:
    """Forget the chat and its family: seats to come are passed on, rows are deleted, messages too.

    What stays is each past event's own count (`events.taken`), which holds no name. While another parent's phone
    speaks for the family, its children stay with it and only this chat is forgotten; `with_children`: those that only
    this phone brought are forgotten too.
    """
    family = family_of(session, chat_id)
    _let_go_of_holds(session, chat_id, family, now, hours)
    if family is None:
        return Erased(messages=_drop_messages(session, chat_id))
    lock_families(session, (family.id,))  # or both parents, at once, would each leave it to the other
    if family_of(session, chat_id) != family:  # taken out of it while we waited
        return erase(session, chat_id, now, hours, with_children)
    stayed = tuple(one for one in all_chats_of_family(session, family.id) if one != chat_id)
    own_id: int | None = family.id
    if stayed and with_children:
        left = removals.leave(session, chat_id, now)
        own_id = None if left is None else left.away_id
    elif stayed:
        merging.hand_over(session, family.id, chat_id, stayed)
        own_id = None
    unlink_chat(session, chat_id)
    _forget_chat(session, chat_id)
    erased = Erased() if own_id is None else _erase_family(session, own_id, now, hours)
    return replace(erased, messages=_drop_messages(session, chat_id), stayed=stayed)


def erase_called(session: Session, family_id: int, now: datetime, hours: VenueHours = PARIS) -> Erased | None:
    """Forget a family that telephones, as it asked; None when a chat speaks for it, whose own it is to do so."""
    seats.lock_all(session, session.scalars(select(SignupRow.event_id).where(SignupRow.family_id == family_id)).all())
    if not contacts.end(session, family_id):
        return None
    return _erase_family(session, family_id, now, hours)


def _erase_family(session: Session, family_id: int, now: datetime, hours: VenueHours) -> Erased:
    ids = _signup_ids(session, family_id)
    cancelled = cancel(session, family_id=family_id, signup_ids=ids, now=now, hours=hours)
    people = session.scalar(select(func.count()).where(ParticipantRow.family_id == family_id)) or 0
    _delete_family(session, family_id)
    return Erased(participants=people, registrations=len(ids), cancelled=len(cancelled.fresh))


def _forget_chat(session: Session, chat_id: int) -> None:
    """Nothing of other families names this phone any more."""
    session.execute(update(SignupRow).where(SignupRow.made_by == chat_id).values(made_by=None))
    session.execute(delete(InvitationRow).where(InvitationRow.asked_by == chat_id))
    session.execute(delete(BroughtRow).where(BroughtRow.chat_id == chat_id))
    session.execute(delete(RemovalRow).where(RemovalRow.chat_id == chat_id))
    session.expire_all()


def remove_participant(
    session: Session,
    family_id: int,
    participant_id: int,
    now: datetime,
    hours: VenueHours = PARIS,
    chat_id: int | None = None,
) -> Cancelled | BroughtByOthers | None:
    """Forget one child or adult of the family, sign-ups included; None when they are not of this family.

    Not when another phone than `chat_id` brought them too: nobody loses a child because the other one says so.
    """
    row = session.get(ParticipantRow, participant_id)
    if row is None or row.family_id != family_id:
        return None
    others = tuple(one for one in all_chats_of_family(session, family_id) if one != chat_id)
    if chat_id is not None and merging.is_others_too(session, participant_id, others):
        return BroughtByOthers()
    theirs = select(SignupRow.id).where(SignupRow.participant_id == participant_id)
    ids = tuple(session.scalars(theirs))
    cancelled = cancel(session, family_id=family_id, signup_ids=ids, now=now, hours=hours)
    session.execute(delete(SignupRow).where(SignupRow.id.in_(ids)))
    session.execute(delete(ParticipantRow).where(ParticipantRow.id == participant_id))
    session.expire_all()
    answers.end_unused(session, family_id, now)
    return cancelled


def _signup_ids(session: Session, family_id: int) -> tuple[int, ...]:
    return tuple(session.scalars(select(SignupRow.id).where(SignupRow.family_id == family_id)))


def _let_go_of_holds(session: Session, chat_id: int, family: Family | None, now: datetime, hours: VenueHours) -> None:
    """The seats kept for a form of this chat go back. Takes every lock that erasing needs, in their order."""
    held = session.scalars(select(HoldRow.event_id).where(HoldRow.chat_id == chat_id)).all()
    theirs = select(SignupRow.event_id).where(SignupRow.family_id == (family.id if family else None))
    seats.lock_all(session, (*held, *session.scalars(theirs)))
    signups.release_all(session, chat_id, now, hours)


def _delete_family(session: Session, family_id: int) -> None:
    session.flush()
    # Answers go with their sign-ups, consents and invitations with the family (ON DELETE CASCADE).
    for table in (SignupRow, ParticipantRow, FamilyChatRow):
        session.execute(delete(table).where(table.family_id == family_id))
    session.execute(delete(FamilyRow).where(FamilyRow.id == family_id))
    session.expire_all()


def _drop_messages(session: Session, chat_id: int) -> int:
    # One that is leased is on its way this second; its text goes when it is marked as sent.
    rows = delete(OutboxRow).where(OutboxRow.chat_id == chat_id, OutboxRow.state != OutboxState.LEASED)
    states = session.scalars(rows.returning(OutboxRow.state)).all()
    return sum(state == OutboxState.WAITING for state in states)
