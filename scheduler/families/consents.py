"""What a family agreed to: each purpose apart, dated, and a withdrawal kept beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from scheduler.core.tables import AnswerRow, ConsentRow, SignupRow


class Purpose(StrEnum):
    """What was agreed to."""

    NOTICE = "notice"  # the data is held, as the notice tells
    GUARDIAN = "guardian"  # the one who writes is an adult, and the parent or guardian of the children
    PHOTO = "photo"  # a child may be photographed
    ALLERGY = "allergy"  # what is told of a child's health is kept until the day after the event


# The date of the text that is agreed to now; a text that says something else gets another one.
VERSIONS = {
    Purpose.NOTICE: "2026-11", Purpose.GUARDIAN: "2026-11", Purpose.PHOTO: "2026-11", Purpose.ALLERGY: "2026-11",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Consent:
    """One agreement; instants are aware UTC. `version`: of the text agreed to, None before versions were noted."""

    purpose: Purpose
    given_at: datetime
    withdrawn_at: datetime | None
    version: str | None = None


def give(session: Session, family_id: int, purposes: Iterable[Purpose], now: datetime) -> None:
    """Note that the family agrees; what it agrees to already keeps its first date."""
    standing = {one.purpose for one in of_family(session, family_id) if one.withdrawn_at is None}
    add(session, family_id, (purpose for purpose in purposes if purpose not in standing), now)


def add(session: Session, family_id: int, purposes: Iterable[Purpose], now: datetime) -> None:
    """Note an agreement even beside one that stands: another parent's."""
    session.add_all(
        ConsentRow(family_id=family_id, purpose=purpose, version=VERSIONS[purpose], given_at=now)
        for purpose in purposes
    )
    session.flush()


def copy(session: Session, from_id: int, to_id: int) -> None:
    """What one family agreed to stands for the part of it that leaves, too."""
    standing = {one.purpose: one for one in of_family(session, from_id) if one.withdrawn_at is None}
    session.add_all(
        ConsentRow(family_id=to_id, purpose=one.purpose, version=one.version, given_at=one.given_at)
        for one in standing.values()
    )
    session.flush()


def withdraw_photo(session: Session, family_id: int, now: datetime) -> bool:
    """No photo from now on, for any child at any event; False when none was agreed to.

    The agreement stays as a record, with the date of its end; the answers for each event become "no".
    """
    ended = end(session, family_id, Purpose.PHOTO, now)
    theirs = select(SignupRow.id).where(SignupRow.family_id == family_id)
    # Sealed words cannot be compared in the database: all of them are written anew.
    session.execute(
        update(AnswerRow)
        .where(AnswerRow.signup_id.in_(theirs), AnswerRow.question == "photo")
        .values(words="no", answered_at=now)
    )
    session.expire_all()
    return ended


def end(session: Session, family_id: int, purpose: Purpose, now: datetime) -> bool:
    """Note that an agreement ends; False when none stood."""
    session.flush()
    standing = ConsentRow.purpose == purpose, ConsentRow.withdrawn_at.is_(None)
    ended = session.execute(
        update(ConsentRow)
        .where(ConsentRow.family_id == family_id, *standing)
        .values(withdrawn_at=now)
        .returning(ConsentRow.id)
    ).all()
    return bool(ended)


def of_family(session: Session, family_id: int) -> tuple[Consent, ...]:
    """Everything the family ever agreed to, oldest first."""
    session.flush()
    rows = session.scalars(
        select(ConsentRow)
        .where(ConsentRow.family_id == family_id)
        .order_by(ConsentRow.given_at, ConsentRow.id)
        .execution_options(populate_existing=True)
    )
    return tuple(Consent(Purpose(row.purpose), row.given_at, row.withdrawn_at, row.version) for row in rows)
