"""Families that telephone: found by their number, called instead of written to, until a chat speaks for them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from scheduler.core import people
from scheduler.core.tables import FamilyChatRow, FamilyRow, SignupRow
from scheduler.core.team_tables import ContactRow
from scheduler.core.transactions import insert_missing
from scheduler.families.families import Family, lock, new_family, of_id

LANGUAGE = "fr"  # the team calls in French

# Whether the family of a sign-up hears of an offer: one of its chats can be written to, or it is called.
HEARS = or_(
    exists().where(FamilyChatRow.family_id == SignupRow.family_id, FamilyChatRow.unreachable_since.is_(None)),
    exists().where(ContactRow.family_id == SignupRow.family_id),
)


def caller(session: Session, phone: str, now: datetime) -> Family:
    """The family that calls from this number ("+33612345678"), made when there is none."""
    known = find(session, phone)
    if known is not None:
        return known
    family = new_family(session, LANGUAGE, now)
    values = {"family_id": family.id, "digest": people.digest(people.CONTACT, phone), "since": now}
    if insert_missing(session, ContactRow, [{**values, "phone": phone}]):
        return family
    session.execute(delete(FamilyRow).where(FamilyRow.id == family.id))  # somebody was quicker
    found = find(session, phone)
    assert found is not None
    return found


def find(session: Session, phone: str) -> Family | None:
    """The family that called from this number before, and has no chat yet."""
    digests = people.digests(people.CONTACT, phone)
    family_id = session.scalar(select(ContactRow.family_id).where(ContactRow.digest.in_(digests)))
    return None if family_id is None else of_id(session, family_id)


def phone_of(session: Session, family_id: int) -> str | None:
    """The number to call; None for a family that is written to."""
    row = session.get(ContactRow, family_id)
    return None if row is None else row.sealed_phone.shown()


def called(session: Session, family_ids: Collection[int]) -> frozenset[int]:
    """Those of these families that are called."""
    found = select(ContactRow.family_id).where(ContactRow.family_id.in_(family_ids))
    return frozenset(session.scalars(found))


def end(session: Session, family_id: int) -> bool:
    """The family is called no more; False when it was not. It is locked, so that two chats are not linked at once."""
    lock(session, (family_id,))
    gone = delete(ContactRow).where(ContactRow.family_id == family_id).returning(ContactRow.family_id)
    return session.scalar(gone) is not None
