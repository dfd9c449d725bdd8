"""Families, the chats that speak for them, who takes part, and where a chat stands as it says something."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from knowledge.store.columns import table_of
from scheduler.core import people
from scheduler.core.people import BirthMonth
from scheduler.core.tables import BroughtRow, FamilyChatRow, FamilyRow, ParticipantRow, RemovalRow
from scheduler.core.transactions import insert_missing, insert_new
from scheduler.families import consents
from scheduler.families.consents import Purpose

_FOR_NONE = "families.for_none"
_NUMBERS = 90_000_000  # opaque eight-digit numbers: long enough not to be guessed or counted from
# Built once: every message or sign-up needs these, and building one costs as much as running it.
_OF_CHAT = select(FamilyRow).join(FamilyChatRow).where(FamilyChatRow.chat_id == bindparam("chat"))
_CHATS = table_of(FamilyChatRow)
_CHATS_OF = select(_CHATS.c.chat_id).where(_CHATS.c.family_id == bindparam("family")).order_by(_CHATS.c.chat_id)
_STAYS = select(FamilyRow.id).where(FamilyRow.id == bindparam("family")).with_for_update(read=True, key_share=True)
_LOST = update(_CHATS).where(_CHATS.c.chat_id == bindparam("chat"), _CHATS.c.unreachable_since.is_not(None))
_BACK = _LOST.values(unreachable_since=None).returning(_CHATS.c.chat_id)
_SAME = (
    select(ParticipantRow)
    .where(
        ParticipantRow.family_id == bindparam("family"),
        ParticipantRow.identity.in_(bindparam("digests", expanding=True)),
    )
    .order_by(ParticipantRow.id)
    .limit(1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A family as others see it; `number` is what exports show, `id` stays inside."""

    id: int
    number: int
    language: str
    reminders_on: bool
    consented_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody who takes part; `birth` None is an adult."""

    id: int
    family_id: int
    first_name: str
    birth: BirthMonth | None


def family_of(session: Session, chat_id: int) -> Family | None:
    """The family that this private chat speaks for, if it has one yet."""
    if chat_id in session.info.get(_FOR_NONE, ()):
        return None
    row = session.scalar(_OF_CHAT, {"chat": chat_id})
    return None if row is None else _value(row)


def of_id(session: Session, family_id: int) -> Family | None:
    """The family with this id; None when it is gone."""
    row = session.get(FamilyRow, family_id)
    return None if row is None else _value(row)


def speaks_for_none(session: Session, chat_id: int) -> None:
    """The chat has no family yet: this transaction need not ask again."""
    session.info.setdefault(_FOR_NONE, set()).add(chat_id)


def ensure_family(session: Session, chat_id: int, language: str, now: datetime) -> Family:
    """The chat's family, made when there is none; the language counts for a new one only."""
    row = session.scalar(_OF_CHAT, {"chat": chat_id})
    if row is not None:
        return _value(row)
    session.info.pop(_FOR_NONE, None)
    family = new_family(session, language, now)
    session.add(FamilyChatRow(chat_id=chat_id, family_id=family.id, joined_at=now))
    session.flush()
    return family


def found_beside(session: Session, family_id: int, now: datetime) -> Family:
    """A new family with the language and the wishes of this one, for a phone that leaves it."""
    old = session.get_one(FamilyRow, family_id)
    new = new_family(session, old.language, now)
    row = session.get_one(FamilyRow, new.id)
    row.reminders_on, row.consented_at = old.reminders_on, old.consented_at
    session.flush()
    return _value(row)


def link_chat(session: Session, chat_id: int, family_id: int, now: datetime | None = None) -> bool:
    """Let a second parent's chat speak for the family; False when it speaks for another one already."""
    row = session.get(FamilyChatRow, chat_id)
    if row is None:
        session.info.pop(_FOR_NONE, None)
        session.add(FamilyChatRow(chat_id=chat_id, family_id=family_id, joined_at=now))
        session.flush()
        return True
    return row.family_id == family_id


def unlink_chat(session: Session, chat_id: int) -> bool:
    """The chat speaks for no family any more; False when it spoke for none."""
    session.flush()
    gone = delete(FamilyChatRow).where(FamilyChatRow.chat_id == chat_id).returning(FamilyChatRow.chat_id)
    return session.scalar(gone) is not None


def lock(session: Session, family_ids: Iterable[int]) -> None:
    """Lock these families until the transaction ends, after the events: the last in the order of locks."""
    session.flush()
    chosen = select(FamilyRow.id).where(FamilyRow.id.in_(sorted(set(family_ids)))).order_by(FamilyRow.id)
    session.execute(chosen.with_for_update())


def keep_together(session: Session, family_id: int) -> tuple[int, ...]:
    """The family's chats, none of which can leave it or be taken out until the transaction ends; after the events."""
    session.execute(_STAYS, {"family": family_id})
    return all_chats_of_family(session, family_id)


def record_consent(session: Session, family_id: int, now: datetime) -> None:
    """Keep when the family agreed to the notice, which says too who may sign children up; once is enough."""
    consents.give(session, family_id, (Purpose.NOTICE, Purpose.GUARDIAN), now)
    session.execute(
        update(FamilyRow).where(FamilyRow.id == family_id, FamilyRow.consented_at.is_(None)).values(consented_at=now)
    )


def set_reminders(session: Session, chat_id: int, on: bool) -> bool:
    """Turn the family's reminders on or off; False when the chat has no family."""
    row = session.scalar(_OF_CHAT, {"chat": chat_id})
    if row is not None:
        row.reminders_on = on
        session.flush()
    return row is not None


def remember_language(session: Session, chat_id: int, language: str) -> None:
    """Write to the family in this language from now on; nothing happens when the chat has none."""
    row = session.scalar(_OF_CHAT, {"chat": chat_id})
    if row is not None:
        row.language = language
        session.flush()


def chats_of_family(session: Session, family_id: int) -> tuple[int, ...]:
    """The chats through which the family can be reached now."""
    return tuple(
        session.scalars(
            select(FamilyChatRow.chat_id)
            .where(FamilyChatRow.family_id == family_id, FamilyChatRow.unreachable_since.is_(None))
            .order_by(FamilyChatRow.chat_id)
        )
    )


def all_chats_of_family(session: Session, family_id: int) -> tuple[int, ...]:
    """The family's chats, also those that cannot be reached now: news is kept for their return."""
    session.flush()
    return tuple(session.scalars(_CHATS_OF, {"family": family_id}))


def mark_unreachable(session: Session, chat_id: int, now: datetime) -> bool:
    """The person blocked the bot: until it is reachable, nothing is sent to the chat and offers skip it.

    Whether that is news. Callers want :func:`scheduler.reminders.reminders.lost`, which clears what was owed too.
    """
    marked = session.scalar(
        update(FamilyChatRow)
        .where(FamilyChatRow.chat_id == chat_id, FamilyChatRow.unreachable_since.is_(None))
        .values(unreachable_since=now)
        .returning(FamilyChatRow.chat_id)
    )
    return marked is not None


def mark_reachable(session: Session, chat_id: int) -> bool:
    """The person wrote again; whether that is news."""
    session.flush()
    return session.scalar(_BACK, {"chat": chat_id}) is not None


def is_unreachable(session: Session, chat_id: int) -> bool:
    """Whether the chat speaks for a family and cannot be reached."""
    since = select(FamilyChatRow.unreachable_since).where(FamilyChatRow.chat_id == chat_id)
    return session.scalar(since) is not None


def participants(session: Session, family_id: int) -> tuple[Participant, ...]:
    """Who of the family has taken part or may, in the order they were added."""
    rows = session.scalars(
        select(ParticipantRow).where(ParticipantRow.family_id == family_id).order_by(ParticipantRow.id)
    )
    return tuple(participant_value(row) for row in rows)


def add_participant(
    session: Session,
    family_id: int,
    first_name: str,
    birth: BirthMonth | None,
    now: datetime,
    chat_id: int | None = None,
) -> Participant:
    """Add a child or (`birth` None) an adult; the same first name and birth month give the one there is.

    `chat_id`: the phone that brings them.
    """
    one = find_participant(session, family_id, first_name, birth) or _insert(session, family_id, first_name, birth, now)
    if one is None:  # by the other parent a moment before
        one = find_participant(session, family_id, first_name, birth)
        assert one is not None
    if chat_id is not None:
        insert_missing(session, BroughtRow, [{"participant_id": one.id, "chat_id": chat_id}])
    return one


def _insert(
    session: Session, family_id: int, first_name: str, birth: BirthMonth | None, now: datetime
) -> Participant | None:
    name = first_name.strip()
    new = insert_new(
        session,
        ParticipantRow,
        family_id=family_id,
        first_name=name,
        identity=people.identity(family_id, name, birth),
        birth=None if birth is None else str(birth),
        created_at=now,
    )
    return None if new is None else Participant(id=new, family_id=family_id, first_name=name, birth=birth)


def participant_value(row: ParticipantRow) -> Participant:
    """The frozen value of a stored participant."""
    birth = None if row.birth is None else BirthMonth.parse(row.birth)
    return Participant(id=row.id, family_id=row.family_id, first_name=row.first_name, birth=birth)


def find_participant(session: Session, family_id: int, first_name: str, birth: BirthMonth | None) -> Participant | None:
    """Who of the family has this first name, however it is typed, and this birth month."""
    row = _same(session, family_id, people.identities(family_id, first_name, birth))
    return None if row is None else participant_value(row)


def rename(session: Session, row: ParticipantRow, first_name: str, birth: BirthMonth | None) -> None:
    """Write a first name and a birth month, and the digest that stands for both."""
    row.first_name, row.birth = first_name, None if birth is None else str(birth)
    row.identity = people.identity(row.family_id, first_name, birth)
    session.flush()


def identity_of(row: ParticipantRow) -> str:
    """The digest that stands for a stored participant, made with the newest key."""
    one = participant_value(row)
    return people.identity(row.family_id, one.first_name, one.birth)


def settle_in(session: Session, row: ParticipantRow, family_id: int) -> None:
    """Let somebody be of this family from now on; nobody of it may be the same (see :func:`find_participant`)."""
    row.family_id = family_id
    row.identity = identity_of(row)
    session.flush()


def _same(session: Session, family_id: int, digests: tuple[str, ...]) -> ParticipantRow | None:
    return session.scalar(_SAME, {"family": family_id, "digests": digests})


def _value(row: FamilyRow) -> Family:
    return Family(
        id=row.id,
        number=row.number,
        language=row.language,
        reminders_on=row.reminders_on,
        consented_at=row.consented_at,
    )


def new_family(session: Session, language: str, now: datetime) -> Family:
    """A family that no chat speaks for yet."""
    while True:  # until a number that nobody has
        number = 10_000_000 + secrets.randbelow(_NUMBERS)
        values = {"number": number, "language": language, "reminders_on": True}
        found = insert_new(session, FamilyRow, created_at=now, **values)
        if found is not None:
            return Family(id=found, number=number, language=language, reminders_on=True, consented_at=None)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the bot could not write to the chat lately, and whether a removal may suspend it."""

    is_unreachable: bool
    is_removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreachable:
    """A family that the bot cannot write to; `since`: when its last chat was lost (UTC)."""

    id: int
    number: int
    since: datetime


def standing_of(session: Session, chat_id: int) -> Standing:
    """Of this private chat."""
    session.flush()
    family_id, since, removal_id = session.execute(_STANDING, {"chat": chat_id}).one()
    if family_id is None:
        speaks_for_none(session, chat_id)
    return Standing(since is not None, removal_id is not None)


def unreachable_families(session: Session) -> tuple[Unreachable, ...]:
    """The families none of whose chats can be reached, the longest silent first."""
    since = func.max(FamilyChatRow.unreachable_since).label("since")
    silent = func.count(FamilyChatRow.unreachable_since) == func.count()
    found = session.execute(
        select(FamilyRow.id, FamilyRow.number, since)
        .join(FamilyChatRow)
        .group_by(FamilyRow.id, FamilyRow.number)
        .having(silent)
        .order_by(since, FamilyRow.id)
    )
    return tuple(Unreachable(id=row.id, number=row.number, since=row.since) for row in found)


_REMOVALS = table_of(RemovalRow)
_CHAT = select(_CHATS).where(_CHATS.c.chat_id == bindparam("chat"))
_OPEN = select(_REMOVALS.c.id).where(_REMOVALS.c.chat_id == bindparam("chat"), _REMOVALS.c.ended_at.is_(None)).limit(1)
_STANDING = select(
    _CHAT.with_only_columns(_CHATS.c.family_id).scalar_subquery(),
    _CHAT.with_only_columns(_CHATS.c.unreachable_since).scalar_subquery(),
    _OPEN.scalar_subquery(),
)
