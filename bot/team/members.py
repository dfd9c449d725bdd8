"""Who comes into the team and who leaves it: a link that works once, for a day, and a manager who says yes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from bot.core import staff
from bot.core.staff import Act, Role
from bot.core.tables import MemberInvitationRow, MemberRow, TeamLogRow
from scheduler.core import people

LASTS = timedelta(days=1)  # the link, and then the question whether somebody may join with it
LONGEST_NAME = 60  # anybody can call himself anything at Telegram
_TOKEN = "team"  # what the digest is for
_LIVE = MemberRow.revoked_at.is_(None)


class Refusal(StrEnum):
    """Why a link, or a change, leads nowhere; each is a sentence."""

    OVER = "over"  # used, ended, late or never made: nobody should learn which
    MEMBER = "member"  # who follows it is of the team already
    LAST = "last"  # nobody would be left to manage


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team; `id` for buttons."""

    id: int
    person_id: int
    name: str
    role: Role
    since: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who wants to join with a link; `chat_id`: where that is asked."""

    invitation_id: int
    person_id: int
    name: str
    chat_id: int


def invite(session: Session, by: int, chat_id: int, now: datetime) -> str:
    """The token of a new link, told once, here: stored is its digest."""
    token = people.new_token()
    row = MemberInvitationRow(digest=people.digest(_TOKEN, token), until=now + LASTS, invited_by=by, chat_id=chat_id)
    session.add(row)
    session.flush()
    staff.note(session, by, Act.INVITED, now)
    return token


def ask(
    session: Session, token: str, person_id: int, name: str, managers: Collection[int], now: datetime
) -> Asked | Refusal:
    """Follow the link, which is used up by it: whoever else has it is late."""
    if staff.role_of(session, person_id, managers) is not None:
        return Refusal.MEMBER
    row = session.scalar(
        update(MemberInvitationRow)
        .where(MemberInvitationRow.digest.in_(people.digests(_TOKEN, token)), *_open(now))
        .where(MemberInvitationRow.asked_by.is_(None))
        .values(asked_by=person_id, until=now + LASTS)
        .returning(MemberInvitationRow)
        .execution_options(populate_existing=True)
    )
    if row is None:
        return Refusal.OVER
    row.name = " ".join(name.split())[:LONGEST_NAME]
    staff.note(session, person_id, Act.ASKED, now, row.invited_by)
    return Asked(row.id, person_id, row.name, row.chat_id)


def decide(
    session: Session, invitation_id: int, *, accept: bool, by: int, managers: Collection[int], now: datetime
) -> Asked | None:
    """A manager's yes or no, once; None when there is nothing to answer any more."""
    if not _may_change(session, by, managers):
        return None
    row = session.scalar(
        update(MemberInvitationRow)
        .where(MemberInvitationRow.id == invitation_id, MemberInvitationRow.asked_by.is_not(None), *_open(now))
        .values(ended_at=now)
        .returning(MemberInvitationRow)
        .execution_options(populate_existing=True)
    )
    if row is None or row.asked_by is None:
        return None
    asked = Asked(row.id, row.asked_by, _opened(row), row.chat_id)
    row.name = None
    if accept:
        _let_in(session, asked, row.invited_by, now)
    staff.note(session, by, Act.ACCEPTED if accept else Act.DECLINED, now, asked.person_id)
    return asked


def _let_in(session: Session, asked: Asked, invited_by: int, now: datetime) -> None:
    if staff.role_of(session, asked.person_id, ()) is None:  # two links, both accepted
        session.add(
            MemberRow(person_id=asked.person_id, role=Role.ANIMATOR, name=asked.name, invited_by=invited_by, since=now)
        )
        session.flush()


def _open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return MemberInvitationRow.ended_at.is_(None), MemberInvitationRow.until > now


def live(session: Session) -> tuple[Member, ...]:
    """Who was let in, and is there still; the managers of the settings are not among them."""
    rows = session.scalars(select(MemberRow).where(_LIVE).order_by(MemberRow.id)).all()
    return tuple(map(_value, rows))


def one(session: Session, member_id: int) -> Member | None:
    """The same, one of them."""
    row = session.get(MemberRow, member_id)
    return None if row is None or row.revoked_at is not None else _value(row)


def names(session: Session, persons: Collection[int]) -> dict[int, str]:
    """What they are called, those who have left too."""
    rows = session.scalars(select(MemberRow).where(MemberRow.person_id.in_(persons)).order_by(MemberRow.id)).all()
    return {row.person_id: name for row in rows if (name := _opened(row))}


def _value(row: MemberRow) -> Member:
    return Member(row.id, row.person_id, _opened(row), Role(row.role), row.since)


def _opened(row: MemberRow | MemberInvitationRow) -> str:
    return "" if row.sealed_name is None else row.sealed_name.shown()


def promote(session: Session, member_id: int, by: int, managers: Collection[int], now: datetime) -> Member | None:
    """Make a manager of an animator."""
    row = _changed(session, member_id) if _may_change(session, by, managers) else None
    if row is None or row.role == Role.MANAGER:
        return None
    row.role = Role.MANAGER
    staff.note(session, by, Act.PROMOTED, now, row.person_id)
    return _value(row)


def remove(session: Session, member_id: int, by: int, managers: Collection[int], now: datetime) -> Member | Refusal:
    """Take somebody out, at once, and the links that they made; the last manager stays."""
    row = _changed(session, member_id) if _may_change(session, by, managers) else None
    if row is None:
        return Refusal.OVER
    if row.role == Role.MANAGER and not managers and _managers(session) == 1:
        return Refusal.LAST
    row.revoked_at = now
    theirs = (MemberInvitationRow.invited_by == row.person_id, MemberInvitationRow.ended_at.is_(None))
    session.execute(update(MemberInvitationRow).where(*theirs).values(ended_at=now))
    staff.note(session, by, Act.REMOVED, now, row.person_id)
    return _value(row)


def _may_change(session: Session, by: int, managers: Collection[int]) -> bool:
    """Whether this is a manager, once nobody else changes the team: two may be taking each other out."""
    staff.lock(session)
    return staff.role_of(session, by, managers) is Role.MANAGER


def _changed(session: Session, member_id: int) -> MemberRow | None:
    """The row of somebody who is there still, as it is now."""
    found = select(MemberRow).where(MemberRow.id == member_id, _LIVE)
    return session.scalar(found.execution_options(populate_existing=True))


def _managers(session: Session) -> int:
    there = select(func.count()).select_from(MemberRow).where(_LIVE, MemberRow.role == Role.MANAGER)
    return session.scalar(there) or 0


def purge(session: Session, now: datetime, keep: timedelta) -> int:
    """Erase links whose day is over, and the log and who has left after CITE_KEEP_DAYS; how many rows went."""
    over = (
        delete(MemberInvitationRow).where(MemberInvitationRow.until <= now).returning(MemberInvitationRow.id),
        delete(MemberRow).where(MemberRow.revoked_at <= now - keep).returning(MemberRow.id),
        delete(TeamLogRow).where(TeamLogRow.at <= now - keep).returning(TeamLogRow.id),
    )
    return sum(len(session.scalars(one).all()) for one in over)
