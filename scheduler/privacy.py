"""What is held about a family, and forgetting it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from scheduler import answers, consents, holds, invitations, seats
from scheduler.answers import KeptAnswer
from scheduler.consents import Consent
from scheduler.families import Family, Participant, family_of, participants, unlink_chat
from scheduler.families import lock as lock_families
from scheduler.hours import PARIS, VenueHours
from scheduler.models import FamilyChatRow, FamilyRow, HoldRow, OutboxRow, ParticipantRow, SignupRow
from scheduler.outbox import OutboxState
from scheduler.outcomes import Cancelled, Registration
from scheduler.registrations import of_signups
from scheduler.waiting import cancel

_UNSENT = (OutboxState.WAITING, OutboxState.LEASED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All that this package holds about a family, readable; past and cancelled sign-ups too."""

    family: Family
    participants: tuple[Participant, ...]
    registrations: tuple[Registration, ...]
    answers: tuple[KeptAnswer, ...]
    consents: tuple[Consent, ...]
    chats: int
    invited_until: datetime | None
    messages_to_come: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was forgotten. `family_kept`: the other parent's chat speaks for it still; only the link went."""

    participants: int = 0
    registrations: int = 0
    cancelled: int = 0
    messages: int = 0
    family_kept: bool = False


def what_we_hold(
    session: Session, chat_id: int, now: datetime, hours: VenueHours = PARIS
) -> Held | None:
    """Everything about the chat's family; None when it has none."""
    family = family_of(session, chat_id)
    if family is None:
        return None
    to_come = select(func.count()).where(OutboxRow.chat_id == chat_id, OutboxRow.state.in_(_UNSENT))
    chats = select(func.count()).where(FamilyChatRow.family_id == family.id)
    ids = _signup_ids(session, family.id)
    invited = invitations.open_one(session, family.id, now)
    return Held(
        family=family, participants=participants(session, family.id),
        registrations=of_signups(session, ids, hours), answers=answers.of_signups(session, ids),
        consents=consents.of_family(session, family.id),
        chats=session.scalar(chats) or 0, invited_until=None if invited is None else invited.until,
        messages_to_come=session.scalar(to_come) or 0,
    )  # fmt: skip


def erase(session: Session, chat_id: int, now: datetime, hours: VenueHours = PARIS) -> Erased:
    """Forget the chat and its family: seats to come are passed on, rows are deleted, messages too.

    What stays is each past event's own count (`events.taken`), which holds no name. While the other parent's
    chat speaks for the family, its children stay and only this chat is forgotten.
    """
    family = family_of(session, chat_id)
    _let_go_of_holds(session, chat_id, family, now, hours)
    if family is None:
        return Erased(messages=_drop_messages(session, chat_id))
    lock_families(session, (family.id,))  # or both parents, at once, would each leave it to the other
    unlink_chat(session, chat_id)
    if session.scalar(select(func.count()).where(FamilyChatRow.family_id == family.id)):
        return Erased(messages=_drop_messages(session, chat_id), family_kept=True)
    ids = _signup_ids(session, family.id)
    cancelled = cancel(session, family_id=family.id, signup_ids=ids, now=now, hours=hours)
    people = session.scalar(select(func.count()).where(ParticipantRow.family_id == family.id)) or 0
    _delete_family(session, family.id)
    return Erased(
        participants=people, registrations=len(ids), cancelled=len(cancelled.fresh),
        messages=_drop_messages(session, chat_id),
    )  # fmt: skip


def remove_participant(
    session: Session, family_id: int, participant_id: int, now: datetime, hours: VenueHours = PARIS
) -> Cancelled | None:
    """Forget one child or adult of the family, sign-ups included; None when they are not of this family."""
    row = session.get(ParticipantRow, participant_id)
    if row is None or row.family_id != family_id:
        return None
    theirs = select(SignupRow.id).where(SignupRow.participant_id == participant_id)
    ids = tuple(session.scalars(theirs))
    cancelled = cancel(session, family_id=family_id, signup_ids=ids, now=now, hours=hours)
    session.execute(delete(SignupRow).where(SignupRow.id.in_(ids)))
    session.execute(delete(ParticipantRow).where(ParticipantRow.id == participant_id))
    session.expire_all()
    return cancelled


def _signup_ids(session: Session, family_id: int) -> tuple[int, ...]:
    return tuple(session.scalars(select(SignupRow.id).where(SignupRow.family_id == family_id)))


def _let_go_of_holds(
    session: Session, chat_id: int, family: Family | None, now: datetime, hours: VenueHours
) -> None:
    """The seats kept for a form of this chat go back. Takes every lock that erasing needs, in their order."""
    held = session.scalars(select(HoldRow.event_id).where(HoldRow.chat_id == chat_id)).all()
    theirs = select(SignupRow.event_id).where(SignupRow.family_id == (family.id if family else None))
    seats.lock_all(session, (*held, *session.scalars(theirs)))
    for event_id in sorted(held):
        holds.release(session, event_id=event_id, chat_id=chat_id, now=now, hours=hours)


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
