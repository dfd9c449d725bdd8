"""A phone leaves its family with what it brought: the reverse of :mod:`scheduler.merging`."""

from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy import Update, select, update
from sqlalchemy.orm import Session

from scheduler import answers, brought, consents, families, invitations, merging, names
from scheduler.families import Family
from scheduler.models import FamilyChatRow, ParticipantRow, SignupRow
from scheduler.upsert import insert_new

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
    share = brought.share_of(session, old.id, chat_id)
    for one in share.own:
        _take_along(session, one, new.id)
    for one in share.common:
        _copy(session, one, new.id, chat_id, now)
    session.execute(_made_by(old.id, chat_id, None).values(family_id=new.id))
    _split_entries(session, old.id, new.id)
    consents.copy(session, old.id, new.id)
    invitations.revoke(session, old.id, now)
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
        session, ParticipantRow, family_id=family_id, first_name=one.first_name,
        identity=names.identity(family_id, one.first_name, one.birth),
        birth=None if one.birth is None else str(one.birth), created_at=now,
    )  # fmt: skip
    if copy is None:
        return
    brought.bring(session, copy, (chat_id,))
    brought.let_go(session, participant_id, chat_id)
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
