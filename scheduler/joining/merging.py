"""Two families become one when a second parent joins, and who brought whom."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import EventRow
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.tables import (
    LIVE,
    BroughtRow,
    ConsentRow,
    Ending,
    FamilyChatRow,
    FamilyRow,
    OutboxRow,
    ParticipantRow,
    RemovalRow,
    SignupRow,
    State,
)
from scheduler.core.transactions import insert_missing
from scheduler.families import families
from scheduler.families.families import all_chats_of_family
from scheduler.outbox.outbox import Notice, NoticeKind
from scheduler.seats import seats
from scheduler.seats.outcomes import Offered
from scheduler.waiting import waiting


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


def bring(session: Session, participant_id: int, chats: Iterable[int], unless_known_to: Iterable[int] = ()) -> None:
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


_RANK = {State.CONFIRMED: 0, State.OFFERED: 1, State.WAITING: 2}
_OF_A_FAMILY = (
    NoticeKind.REMINDER, NoticeKind.MOVED_NUDGE, NoticeKind.EVENT_MOVED, NoticeKind.EVENT_RESUMED,
    NoticeKind.EVENT_CANCELLED, NoticeKind.CALENDAR,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Merged:
    """How many participants both families knew, and who was offered the places that were taken twice."""

    twins: int
    offers: tuple[Offered, ...]


def merge(session: Session, *, from_id: int, into_id: int, now: datetime, hours: VenueHours = PARIS) -> Merged:
    """Move everything of one family to the other, and delete the empty one.

    The same child is one child afterwards. Where both had it at the same event the better standing stays, and
    the other place is passed on.
    """
    lock_all_of(session, (from_id, into_id))
    twins = _twins(session, from_id, into_id)
    offers = _give_up_doubles(session, twins, now, hours)
    _move_participants(session, from_id, into_id, twins)
    move_messages(session, all_chats_of_family(session, from_id), from_id, into_id)
    _move_the_rest(session, from_id, into_id)
    return Merged(len(twins), offers)


def lock_all_of(session: Session, family_ids: tuple[int, ...]) -> None:
    """The events by ascending id, then the families; nobody can sign up for them until the transaction ends."""
    locked = seats.lock_all(session, _live_events(session, family_ids))
    families.lock(session, family_ids)
    # What was signed up for while we waited for the families.
    seats.lock_all(session, set(_live_events(session, family_ids)) - locked.keys())


def _live_events(session: Session, family_ids: tuple[int, ...]) -> list[int]:
    rows = select(SignupRow.event_id).where(SignupRow.family_id.in_(family_ids), SignupRow.state.in_(LIVE))
    return list(session.scalars(rows.distinct()))


def _twins(session: Session, from_id: int, into_id: int) -> dict[int, int]:
    """Who of the first family is somebody of the second: their ids by ours."""
    found = {}
    for one in families.participants(session, from_id):
        same = families.find_participant(session, into_id, one.first_name, one.birth)
        if same is not None:
            found[one.id] = same.id
    return found


def _give_up_doubles(session: Session, twins: dict[int, int], now: datetime, hours: VenueHours) -> tuple[Offered, ...]:
    offers: list[Offered] = []
    for row in _doubles(session, twins):
        event = session.get_one(EventRow, row.event_id)
        if event.starts_at > now:
            done = waiting.cancel(session, family_id=row.family_id, signup_ids=(row.id,), now=now, hours=hours)
            offers += done.offers
        else:
            # It has begun: no place to pass on, and how many came stays as it was counted.
            row.state, row.offer_until, row.cancelled_at, row.ended = State.CANCELLED, None, now, Ending.FAMILY
    session.flush()
    return tuple(offers)


def _doubles(session: Session, twins: dict[int, int]) -> list[SignupRow]:
    """Of two live sign-ups of one child for one event, the worse one."""
    rows = session.scalars(
        select(SignupRow)
        .where(SignupRow.participant_id.in_([*twins, *twins.values()]), SignupRow.state.in_(LIVE))
        .execution_options(populate_existing=True)
    )
    worse: list[SignupRow] = []
    best: dict[tuple[int, int], SignupRow] = {}
    for row in sorted(rows, key=_standing):
        assert row.participant_id is not None  # selected by it
        child = twins.get(row.participant_id, row.participant_id)
        if best.setdefault((row.event_id, child), row) is not row:
            worse.append(row)
    return worse


def _standing(row: SignupRow) -> tuple[int, datetime, int]:
    return _RANK[State(row.state)], row.waiting_since or row.created_at, row.id


def _move_participants(session: Session, from_id: int, into_id: int, twins: dict[int, int]) -> None:
    phones, known = all_chats_of_family(session, from_id), all_chats_of_family(session, into_id)
    for theirs, ours in twins.items():
        session.execute(update(SignupRow).where(SignupRow.participant_id == theirs).values(participant_id=ours))
        bring(session, ours, bringers(session, theirs) or phones, unless_known_to=known)
    session.execute(delete(ParticipantRow).where(ParticipantRow.id.in_(twins)))
    for row in session.scalars(select(ParticipantRow).where(ParticipantRow.family_id == from_id)).all():
        bring(session, row.id, () if bringers(session, row.id) else phones)
        families.settle_in(session, row, into_id)
    session.execute(update(SignupRow).where(SignupRow.family_id == from_id).values(family_id=into_id))


def move_messages(session: Session, chats: tuple[int, ...], from_id: int, into_id: int) -> None:
    """Notices name the new family, those that were sent too: they may be answered, and are not owed again."""
    rows = session.scalars(select(OutboxRow).where(OutboxRow.chat_id.in_(chats), OutboxRow.notice.is_not(None))).all()
    known = {row.key for row in rows}  # some name the new family already, when the chat was part of it before
    for row in rows:
        notice = Notice.from_json(row.notice or "")
        if notice.family_id == from_id:
            row.notice = replace(notice, family_id=into_id).to_json()
            key = _renamed(row.key, from_id, into_id)
            row.key = row.key if key in known else key
    session.flush()


def _renamed(key: str | None, from_id: int, into_id: int) -> str | None:
    """The keys of what is owed to a family begin with the kind and its number, those of offers do not name it."""
    kind, _, rest = (key or "").partition(":")
    number, _, rest = rest.partition(":")
    return f"{kind}:{into_id}:{rest}" if kind in _OF_A_FAMILY and number == str(from_id) else key


def _move_the_rest(session: Session, from_id: int, into_id: int) -> None:
    agreed = select(FamilyRow.consented_at).where(FamilyRow.id == from_id).scalar_subquery()
    session.execute(
        update(FamilyRow)
        .where(FamilyRow.id == into_id)
        .values(consented_at=func.coalesce(FamilyRow.consented_at, agreed))
    )
    for table in (ConsentRow, FamilyChatRow, RemovalRow):
        session.execute(update(table).where(table.family_id == from_id).values(family_id=into_id))
    session.execute(update(RemovalRow).where(RemovalRow.away_id == from_id).values(away_id=into_id))
    session.execute(delete(FamilyRow).where(FamilyRow.id == from_id))
    session.expire_all()
