"""A phone on its way out of a family: it leaves at once with what it brought, and becomes final after two days."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Update, and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

from scheduler.core import people
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.tables import IS_LEAVING, FamilyChatRow, ParticipantRow, RemovalRow, SignupRow
from scheduler.core.transactions import insert_new
from scheduler.families import consents, families
from scheduler.families.families import Family
from scheduler.joining import joining, merging
from scheduler.joining.joining import What
from scheduler.seats import answers

_MOMENT = timedelta(microseconds=1)


def part(session: Session, chat_id: int, now: datetime) -> Family | None:
    """Give the phone a family of its own, with the children and sign-ups that it brought; None when it shares none.

    A child that others brought too is in both families afterwards: the sign-ups that this phone made for it go along,
    the others stay. No place is lost or passed on, and everybody keeps their place in line. Needs the family's locks,
    since whoever had them before may have taken the phone out.
    """
    old = families.family_of(session, chat_id)
    if old is None or len(families.all_chats_of_family(session, old.id)) < 2:
        return None
    new = families.found_beside(session, old.id, now)
    share = merging.share_of(session, old.id, chat_id)
    for one in share.own:
        _take_along(session, one, new.id)
    for one in share.common:
        _copy(session, one, new.id, chat_id, now)
    session.execute(_made_by(old.id, chat_id, None).values(family_id=new.id))
    _split_entries(session, old.id, new.id)
    consents.copy(session, old.id, new.id)
    joining.revoke(session, old.id, now)
    session.execute(update(FamilyChatRow).where(FamilyChatRow.chat_id == chat_id).values(family_id=new.id))
    merging.move_messages(session, (chat_id,), old.id, new.id)
    session.expire_all()
    for family_id in (old.id, new.id):
        answers.end_unused(session, family_id, now)
    return new


def _take_along(session: Session, participant_id: int, family_id: int) -> None:
    families.settle_in(session, session.get_one(ParticipantRow, participant_id), family_id)
    theirs = update(SignupRow).where(SignupRow.participant_id == participant_id)
    session.execute(theirs.values(family_id=family_id))


def _copy(session: Session, participant_id: int, family_id: int, chat_id: int, now: datetime) -> None:
    one = families.participant_value(session.get_one(ParticipantRow, participant_id))
    copy = insert_new(
        session,
        ParticipantRow,
        family_id=family_id,
        first_name=one.first_name,
        identity=people.identity(family_id, one.first_name, one.birth),
        birth=None if one.birth is None else str(one.birth),
        created_at=now,
    )
    if copy is None:
        return
    merging.bring(session, copy, (chat_id,))
    merging.let_go(session, participant_id, chat_id)
    mine = _made_by(one.family_id, chat_id, participant_id)
    session.execute(mine.values(family_id=family_id, participant_id=copy))


def _made_by(family_id: int, chat_id: int, participant_id: int | None) -> Update:
    whose = SignupRow.participant_id == participant_id if participant_id else SignupRow.participant_id.is_(None)
    return update(SignupRow).where(SignupRow.family_id == family_id, SignupRow.made_by == chat_id, whose)


def _split_entries(session: Session, old_id: int, new_id: int) -> None:
    """Who waits in one entry of the list is of one family: each part keeps its turn, under its own lowest id."""
    session.flush()
    rows = session.scalars(
        select(SignupRow)
        .where(SignupRow.family_id.in_((old_id, new_id)), SignupRow.entry_id.is_not(None))
        .order_by(SignupRow.id)
        .execution_options(populate_existing=True)
    ).all()
    parts: dict[tuple[int | None, int], list[SignupRow]] = defaultdict(list)
    for row in rows:
        parts[row.entry_id, row.family_id].append(row)
    for (entry, family_id), there in parts.items():
        if (entry, old_id) in parts and (entry, new_id) in parts:
            _make_entry(there, _MOMENT if family_id == new_id else timedelta())
    session.flush()


def _make_entry(rows: list[SignupRow], later: timedelta) -> None:
    for row in rows:
        row.entry_id = rows[0].id
        if row.waiting_since is not None:
            row.waiting_since += later  # two entries of one instant would be read as many


FINAL_AFTER = timedelta(hours=48)
DECIDED_WITHIN = timedelta(days=7)  # from the refusal
# Built once, as every message asks it.
_OPEN_OF = (
    select(RemovalRow)
    .where(RemovalRow.chat_id == bindparam("chat"), IS_LEAVING)
    .order_by(RemovalRow.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A phone that left. `family_id`: whom it left, None when that is gone; `away_id`: its family since.

    `until`: when it is final, unless somebody decides before (aware UTC).
    """

    id: int
    chat_id: int
    family_id: int | None
    away_id: int | None
    until: datetime
    is_refused: bool
    is_over: bool


def remove_others(session: Session, chat_id: int, now: datetime) -> tuple[Removal, ...]:
    """Suspend every other phone of this chat's family; each is in a family of its own from now on."""
    family = families.family_of(session, chat_id)
    if family is None:
        return ()
    merging.lock_all_of(session, (family.id,))
    others = [one for one in families.all_chats_of_family(session, family.id) if one != chat_id]
    found = (_goes(session, other, family.id, now) for other in others)
    return tuple(one for one in found if one is not None)


def leave(session: Session, chat_id: int, now: datetime) -> Removal | None:
    """The phone leaves its family by itself: final at once. None when it shares no family."""
    family = families.family_of(session, chat_id)
    if family is None:
        return None
    merging.lock_all_of(session, (family.id,))
    return _goes(session, chat_id, family.id, now, What.LEFT)


def _goes(session: Session, chat_id: int, family_id: int, now: datetime, what: What = What.REMOVED) -> Removal | None:
    away = part(session, chat_id, now)
    if away is None:
        return None
    row = RemovalRow(chat_id=chat_id, family_id=family_id, away_id=away.id, asked_at=now)
    session.add(row)
    session.flush()
    joining.note(session, what, family_id, now, row.id)
    if what is What.LEFT:
        row.ended_at, row.outcome = now, what
        session.flush()
    return _value(row)


def open_of(session: Session, chat_id: int) -> Removal | None:
    """The removal that suspends this phone; None when it may change what is its own."""
    row = session.scalar(_OPEN_OF, {"chat": chat_id})
    return None if row is None else _value(row)


def by_id(session: Session, removal_id: int) -> Removal | None:
    """One removal, over or not."""
    row = session.get(RemovalRow, removal_id, populate_existing=True)
    return None if row is None else _value(row)


def agree(session: Session, chat_id: int, removal_id: int, now: datetime) -> Removal | None:
    """The phone goes, and may change what is its own again; None when there is nothing to agree to."""
    return _end_one(session, What.AGREED, now, RemovalRow.id == removal_id, RemovalRow.chat_id == chat_id)


def refuse(session: Session, chat_id: int, removal_id: int, now: datetime) -> Removal | None:
    """The phone says no, once: the team has a week to decide. None when it cannot any more."""
    said = session.scalars(
        update(RemovalRow)
        .where(RemovalRow.id == removal_id, RemovalRow.chat_id == chat_id, IS_LEAVING, RemovalRow.refused_at.is_(None))
        .values(refused_at=now)
        .returning(RemovalRow)
    ).one_or_none()
    if said is None:
        return None
    joining.note(session, What.REFUSED, said.family_id, now, said.id)
    return _value(said)


def confirm(session: Session, removal_id: int, by: int, now: datetime) -> Removal | None:
    """The team lets it be final; None when it is over already."""
    return _end_one(session, What.CONFIRMED, now, RemovalRow.id == removal_id, by=by)


def take_back(session: Session, removal_id: int, by: int, now: datetime, hours: VenueHours = PARIS) -> Removal | None:
    """The team undoes a removal, a final one too: the phone is of the family again, with all that it took along.

    None when that is not possible: done already, a family is gone, or either has another phone now.
    """
    row = session.get(RemovalRow, removal_id, populate_existing=True, with_for_update=True)
    if row is None or row.outcome == What.RETURNED or row.family_id is None or row.away_id is None:
        return None
    if row.family_id == row.away_id:  # they came together again by themselves
        return None
    merging.lock_all_of(session, (row.family_id, row.away_id))
    alone = families.all_chats_of_family(session, row.away_id) == (row.chat_id,)
    room = len(families.all_chats_of_family(session, row.family_id)) < joining.MOST_CHATS
    if not alone or not room:
        return None
    family_id = row.family_id
    row.ended_at, row.outcome = now, What.RETURNED
    merging.merge(session, from_id=row.away_id, into_id=family_id, now=now, hours=hours)
    families.link_chat(session, row.chat_id, family_id)
    joining.note(session, What.RETURNED, family_id, now, removal_id, by)
    return by_id(session, removal_id)


def end_due(session: Session, now: datetime) -> tuple[Removal, ...]:
    """What nobody decided in time is final: those."""
    late = or_(
        and_(RemovalRow.refused_at.is_(None), RemovalRow.asked_at <= now - FINAL_AFTER),
        RemovalRow.refused_at <= now - DECIDED_WITHIN,
        RemovalRow.family_id.is_(None),
    )
    return _end(session, What.FINAL, now, late)


def _end_one(
    session: Session, what: What, now: datetime, *which: ColumnElement[bool], by: int | None = None
) -> Removal | None:
    return next(iter(_end(session, what, now, *which, by=by)), None)


def _end(
    session: Session, what: What, now: datetime, *which: ColumnElement[bool], by: int | None = None
) -> tuple[Removal, ...]:
    """End those that are not over, in one statement: what was answered while it waited for a row is seen by it."""
    ended = session.scalars(
        update(RemovalRow)
        .where(RemovalRow.ended_at.is_(None), *which)
        .values(ended_at=now, outcome=what)
        .returning(RemovalRow)
    ).all()
    for one in ended:
        joining.note(session, what, one.family_id, now, one.id, by)
    return tuple(_value(one) for one in ended)


def _value(row: RemovalRow) -> Removal:
    until = row.asked_at + FINAL_AFTER if row.refused_at is None else row.refused_at + DECIDED_WITHIN
    return Removal(
        id=row.id,
        chat_id=row.chat_id,
        family_id=row.family_id,
        away_id=row.away_id,
        until=until,
        is_refused=row.refused_at is not None,
        is_over=row.ended_at is not None,
    )
