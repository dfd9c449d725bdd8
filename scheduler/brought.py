"""Who brought whom into a family: the phone that told us of a child takes it along when it leaves."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from scheduler.family_models import BroughtRow
from scheduler.models import ParticipantRow
from scheduler.upsert import insert_missing


@dataclass(frozen=True, slots=True)
class Share:
    """What of a family is a phone's: `own` nobody else brought, `common` others may have brought too. Ids."""

    own: tuple[int, ...]
    common: tuple[int, ...]


def bringers(session: Session, participant_id: int) -> tuple[int, ...]:
    """The phones that told us of this participant; none: it was not noted."""
    session.flush()
    rows = select(BroughtRow.chat_id).where(BroughtRow.participant_id == participant_id)
    return tuple(session.scalars(rows.order_by(BroughtRow.chat_id)))


def bring(
    session: Session, participant_id: int, chats: Iterable[int], unless_known_to: Iterable[int] = ()
) -> None:
    """Note that these phones told us of the participant.

    `unless_known_to`: the phones that brought them too if nobody was noted before, lest they count for less.
    """
    known = bringers(session, participant_id) or tuple(unless_known_to)
    rows = [{"participant_id": participant_id, "chat_id": chat} for chat in {*known, *chats}]
    insert_missing(session, BroughtRow, rows)


def hand_over(session: Session, family_id: int, chat_id: int, to: Iterable[int]) -> None:
    """What this phone brought counts as brought by the others: it leaves it to them."""
    heirs = tuple(to)
    for one in session.scalars(select(ParticipantRow.id).where(ParticipantRow.family_id == family_id)).all():
        if bringers(session, one) in ((), (chat_id,)):
            bring(session, one, heirs)
        let_go(session, one, chat_id)


def let_go(session: Session, participant_id: int, chat_id: int) -> None:
    """The phone has its own copy of the participant, or wants none."""
    session.execute(
        delete(BroughtRow).where(BroughtRow.participant_id == participant_id, BroughtRow.chat_id == chat_id)
    )


def share_of(session: Session, family_id: int, chat_id: int) -> Share:
    """What this phone takes along: its own, and a copy of what others brought too. Where nobody was noted: a copy."""
    ids = session.scalars(
        select(ParticipantRow.id).where(ParticipantRow.family_id == family_id).order_by(ParticipantRow.id)
    ).all()
    by = {one: bringers(session, one) for one in ids}
    own = tuple(one for one in ids if by[one] == (chat_id,))
    return Share(own, tuple(one for one in ids if one not in own and (not by[one] or chat_id in by[one])))


def is_others_too(session: Session, participant_id: int, others: Iterable[int]) -> bool:
    """Whether any of these phones brought the participant: forgetting them would take somebody's child away."""
    by = bringers(session, participant_id)
    return bool(set(by or tuple(others)) & set(others))
