"""One beat: expired offers end, freed seats are offered, reminders that are due go to the outbox."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.events import Status
from knowledge.models import EventRow
from scheduler.errors import ReminderRuleError
from scheduler.hours import VenueHours
from scheduler.lease import take
from scheduler.models import FamilyChatRow, FamilyRow, OutboxRow, SignupRow, State
from scheduler.notices import Facts, Reminder, Seat, due
from scheduler.outbox import Notice, NoticeKind, SendClass, put_notice
from scheduler.outcomes import Expired, Offered
from scheduler.reminder_rules import Rule, parse_rules
from scheduler.sweep import sweep

LEASE_S = 20.0  # shorter than a beat, so that whoever beats next may take over from a dead replica
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class BeatReport:
    """What a beat did; `worked` False: another replica did it. `reminders` counts new rows, one a chat."""

    worked: bool
    expired: tuple[Expired, ...] = ()
    offered: tuple[Offered, ...] = ()
    reminders: int = 0


def beat(
    session: Session,
    *,
    owner: str,
    clock: float,
    now: datetime,
    hours: VenueHours,
    rules: tuple[Rule, ...],
    lease_s: float = LEASE_S,
) -> BeatReport:
    """Do what is owed at `now`, in this one transaction, if this `owner` holds the lease.

    `clock`: unshifted epoch seconds, for the lease; `rules`: for events without reminders of their own.
    """
    if not take(session, "beat", owner=owner, clock=clock, seconds=lease_s):
        return BeatReport(worked=False)
    swept = sweep(session, now=now, hours=hours)
    owed = due(reminder_facts(session, now, rules), now, hours)
    put = _put_all(session, owed, now)
    return BeatReport(True, swept.expired, swept.offered, put)


def reminder_facts(session: Session, now: datetime, rules: tuple[Rule, ...]) -> tuple[Facts, ...]:
    """The facts of every family with a seat at an event that has not begun."""
    found = session.execute(
        select(SignupRow.family_id, SignupRow.id, SignupRow.confirmed_at, FamilyRow.reminders_on, EventRow)
        .join(EventRow, EventRow.id == SignupRow.event_id)
        .join(FamilyRow, FamilyRow.id == SignupRow.family_id)
        .where(
            SignupRow.state == State.CONFIRMED, EventRow.starts_at > now, EventRow.status == Status.SCHEDULED
        )
        .order_by(EventRow.id, SignupRow.family_id, SignupRow.id)
    )
    grouped = groupby(found, key=lambda row: (row[0], row[3], row[4]))
    return tuple(
        _facts(family_id, on, event, tuple(Seat(row[1], row[2] or now) for row in rows), rules)
        for (family_id, on, event), rows in grouped
    )


def _facts(
    family_id: int, on: bool, event: EventRow, seats: tuple[Seat, ...], rules: tuple[Rule, ...]
) -> Facts:
    return Facts(
        family_id=family_id, event_id=event.id, revision=event.revision, revised_at=event.revised_at,
        starts_at=event.starts_at, cancelled=event.status == Status.CANCELLED, reminders_on=on,
        rules=_own_rules(event, rules), seats=seats,
    )  # fmt: skip


def _own_rules(event: EventRow, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    if event.reminders is None:
        return rules
    try:
        return parse_rules(event.reminders)
    except ReminderRuleError:
        return rules  # the import refuses such a line; an event that got in otherwise must not stop the beat


def _put_all(session: Session, owed: tuple[Reminder, ...], now: datetime) -> int:
    chats = _reachable_chats(session) if owed else {}
    wanted = [(reminder, chat) for reminder in owed for chat in chats.get(reminder.family_id, ())]
    known = _known_keys(session, [f"{reminder.key}:{chat}" for reminder, chat in wanted])
    new = [(reminder, chat) for reminder, chat in wanted if f"{reminder.key}:{chat}" not in known]
    return sum(_put(session, reminder, chat, now) for reminder, chat in new)


def _reachable_chats(session: Session) -> dict[int, list[int]]:
    chats: dict[int, list[int]] = {}
    rows = session.execute(
        select(FamilyChatRow.family_id, FamilyChatRow.chat_id)
        .where(FamilyChatRow.unreachable_since.is_(None))
        .order_by(FamilyChatRow.chat_id)
    )
    for family_id, chat_id in rows:
        chats.setdefault(family_id, []).append(chat_id)
    return chats


def _known_keys(session: Session, keys: list[str]) -> set[str]:
    # Only spares inserts, as what is due stays due until the start: the unique key decides.
    parts = (keys[n : n + _CHUNK] for n in range(0, len(keys), _CHUNK))
    return {
        key
        for part in parts
        for key in session.scalars(select(OutboxRow.key).where(OutboxRow.key.in_(part)))
        if key is not None
    }


def _put(session: Session, reminder: Reminder, chat_id: int, now: datetime) -> int:
    notice = Notice(
        kind=NoticeKind.REMINDER, family_id=reminder.family_id, event_id=reminder.event_id,
        revision=reminder.revision, rule=reminder.rule, signup_ids=reminder.signup_ids,
    )  # fmt: skip
    return put_notice(
        session, notice, (chat_id,), send_class=SendClass.REMINDER, key=reminder.key, now=now
    )
