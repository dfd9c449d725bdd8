"""A family that telephones gets a chat: the team reads a code out or sends a link, and the parent proves the rest.

Whoever has the code names the end of the number that was given to the team; a wrong one ends the code. Nothing of the
family is seen before.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from knowledge.store.columns import vault
from scheduler.core import people
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.tables import FamilyChatRow, InvitationRow
from scheduler.core.team_tables import CallRow, ContactRow
from scheduler.families import consents, contacts, families
from scheduler.joining import joining, merging
from scheduler.joining.joining import Invited, Refusal, What, note
from scheduler.outbox.outbox import Notice, SendClass, put_notice

LASTS = timedelta(days=7)
CHOICES = 8  # ends of numbers, one of which is right
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Proof:
    """Of which number is it? `endings`: four figures each, in an order that tells nothing. `has_own`: the chat has a
    family already, which becomes part of this one.
    """

    endings: tuple[int, ...]
    has_own: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """The chat speaks for the family now. `merged`: so does what it had of its own; `news`: calls that it reads now."""

    family_id: int
    merged: bool
    news: int


@dataclass(frozen=True, slots=True)
class WrongNumber:
    """The end of another number: the code is worth nothing any more. `family_id`: for the team, which is told."""

    family_id: int


def invite(session: Session, family_id: int, now: datetime) -> Invited | None:
    """A new code, which ends an older one; None for a family that is not called."""
    if session.get(ContactRow, family_id) is None:
        return None
    joining.revoke(session, family_id, now)
    token, until = people.new_spoken_token(), now + LASTS
    digest = people.digest(people.INVITATION, token)
    session.add(InvitationRow(family_id=family_id, digest=digest, token=token, created_at=now, until=until))
    session.flush()
    return Invited(token, until)


def is_ours(session: Session, code: str) -> bool:
    """Whether it is, or was, the code of a family that is called."""
    row = _row(session, code)
    return row is not None and session.get(ContactRow, row.family_id) is not None


def look(session: Session, code: str, chat_id: int, now: datetime) -> Proof | Refusal:
    """What this chat is to prove; nothing changes."""
    row = _row(session, code)
    if row is None:
        return Refusal.UNKNOWN
    contact = session.get(ContactRow, row.family_id)
    if contact is None or row.ended_at is not None:
        return Refusal.ENDED
    if row.until <= now:
        return Refusal.EXPIRED
    why = joining.why_not_together(session, row.family_id, chat_id)
    if why is not None:
        return why
    return Proof(_choices(people.heard_token(code), contact.phone), families.family_of(session, chat_id) is not None)


def link(
    session: Session, *, code: str, chat_id: int, ending: int, now: datetime, hours: VenueHours = PARIS
) -> Linked | WrongNumber | Refusal:
    """Let this chat speak for the family, if it knows the number; what the family was to be called for is written."""
    found, row = look(session, code, chat_id, now), _row(session, code)
    if isinstance(found, Refusal) or row is None:
        return found if isinstance(found, Refusal) else Refusal.UNKNOWN
    own = families.family_of(session, chat_id)
    merging.lock_all_of(session, tuple({row.family_id, *(() if own is None else (own.id,))}))
    contact = session.get(ContactRow, row.family_id, populate_existing=True)
    session.refresh(row)
    if contact is None or row.ended_at is not None:  # somebody was quicker
        return Refusal.ENDED
    row.ended_at, family_id, phone = now, row.family_id, contact.phone
    session.flush()
    if ending != _ending(phone):
        return WrongNumber(family_id)
    contacts.end(session, family_id)
    if own is not None:
        merging.merge(session, from_id=own.id, into_id=family_id, now=now, hours=hours)
    _speaks_for(session, chat_id, family_id, now)
    return Linked(family_id, own is not None, _written_instead(session, family_id, now))


def _speaks_for(session: Session, chat_id: int, family_id: int, now: datetime) -> None:
    families.link_chat(session, chat_id, family_id, now)
    session.get_one(FamilyChatRow, chat_id, populate_existing=True).joined_at = now
    for one in families.participants(session, family_id):
        merging.bring(session, one.id, (chat_id,))
    # Agreed to on the telephone before, and now in writing: a record of its own.
    consents.add(session, family_id, (consents.Purpose.NOTICE, consents.Purpose.GUARDIAN), now)
    note(session, What.JOINED, family_id, now)


def _written_instead(session: Session, family_id: int, now: datetime) -> int:
    """What nobody has called for yet is owed to the chat; whether it is still true is seen when it is sent."""
    rows = session.scalars(select(CallRow).where(CallRow.family_id == family_id).order_by(CallRow.id)).all()
    chats = families.all_chats_of_family(session, family_id)
    news = 0
    for row in rows:
        if row.done_at is None:
            notice = Notice.from_json(row.notice)
            news += put_notice(session, notice, chats, send_class=SendClass(row.send_class), key=row.key, now=now)
    session.execute(delete(CallRow).where(CallRow.family_id == family_id))
    return news


def _row(session: Session, code: str) -> InvitationRow | None:
    digests = people.digests(people.INVITATION, people.heard_token(code))
    query = select(InvitationRow).where(InvitationRow.digest.in_(digests))
    return session.scalar(query.execution_options(populate_existing=True))


def _ending(phone: str) -> int:
    return int(phone[-_DIGITS:])


def _choices(token: str, phone: str) -> tuple[int, ...]:
    """The same ones each time this code is looked at, or whoever looks twice would know which one stays."""
    made_up = (int(vault.fingerprints(f"ending:{token}:{n}")[0][:8], 16) % 10**_DIGITS for n in range(CHOICES * 2))
    shown = list(dict.fromkeys((_ending(phone), *made_up)))[:CHOICES]
    return tuple(sorted(shown))
