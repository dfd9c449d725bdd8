"""The reminders that are owed go to the outbox; what is owed to a chat that cannot be written to, and to who returns.

So does one more word to who has not answered to a new date. What was owed to a chat that is lost is void, not retried.
On return, notices are owed again and checked once more when their turn comes; reminders are derived from the facts, so
only their keys are given free for the next beat.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from typing import TypeVar

from sqlalchemy import Select, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import EventRow, Status
from scheduler.core.hours import ReminderRuleError, VenueHours
from scheduler.core.tables import LIVE, FamilyChatRow, FamilyRow, OutboxRow, RemindedRow, SignupRow, State
from scheduler.core.transactions import Apart, Piece, insert_missing
from scheduler.families import contacts, families
from scheduler.families.families import Family, chats_of_family
from scheduler.outbox.outbox import UNREACHABLE, Notice, NoticeKind, OutboxState, SendClass, put_notice
from scheduler.reminders.rules import (
    Facts,
    Plan,
    Reminder,
    Rule,
    Seat,
    about_of,
    due,
    earliest,
    nearest_due,
    parse_rules,
    waits_for_morning,
)
from scheduler.signups.event_changes import MoveAnswer, after_move

_CHUNK = 500
CALLED_FROM = timedelta(days=2)  # before the start: earlier reminders are for who is written to
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Due:
    """An event with a reminder that is due, the nearest one to its start."""

    event_id: int
    plan: Plan
    rule: Rule


def put_due(
    session: Session, now: datetime, hours: VenueHours, rules: tuple[Rule, ...], apart: Apart | None = None
) -> int:
    """Owe every family the reminders that are due; how many rows are new, one a chat.

    `rules` are for events without reminders of their own. Once all of a rule's reminders were put, a mark
    spares looking again: what would be put is fixed at the rule's instant, except for those who come back
    (see :func:`look_again`). The unique key of each reminder is what keeps it from coming twice.
    """
    apart = apart or Apart(session)
    return sum(
        apart.do(Piece("reminders", found.event_id), partial(_put_event, session, found, now, hours, apart), 0)
        for found in tuple(_due_now(session, now, hours, rules))
    )


def _due_now(session: Session, now: datetime, hours: VenueHours, rules: tuple[Rule, ...]) -> Iterator[_Due]:
    done = _done(session)
    for event_id, plan in _plans(session, now, rules):
        rule = nearest_due(plan, now, hours)
        known = rule is not None and (event_id, plan.revision, str(rule)) in done
        if rule is not None and not known and not waits_for_morning(plan.starts_at, now, hours):
            yield _Due(event_id, plan, rule)


def _plans(session: Session, now: datetime, rules: tuple[Rule, ...]) -> Iterator[tuple[int, Plan]]:
    """The events so near that a rule may be due."""
    horizon = now + max((earliest(rule) for rule in rules), default=timedelta(0))
    found = session.execute(
        select(EventRow.id, EventRow.revision, EventRow.revised_at, EventRow.starts_at, EventRow.reminders)
        .where(EventRow.starts_at > now, EventRow.status == Status.SCHEDULED)
        .where(or_(EventRow.starts_at <= horizon, EventRow.reminders.is_not(None)))
        .order_by(EventRow.id)
    )
    for event_id, revision, revised_at, starts_at, own in found:
        yield event_id, Plan(revision, revised_at, starts_at, _own_rules(own, rules))


def _own_rules(own: str | None, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    if own is None:
        return rules
    try:
        return parse_rules(own)
    except ReminderRuleError:
        return rules  # the import refuses such a line; an event that got in otherwise must not stop the beat


def _done(session: Session) -> set[tuple[int, int, str]]:
    rows = session.execute(select(RemindedRow.event_id, RemindedRow.revision, RemindedRow.rule))
    return {(event_id, revision, rule) for event_id, revision, rule in rows}


def _put_event(session: Session, found: _Due, now: datetime, hours: VenueHours, apart: Apart) -> int:
    owed = due(_facts(session, found), now, hours)
    failed = len(apart.failed)
    put = _put_all(session, owed, now, apart)
    if len(apart.failed) > failed:
        return put  # without the mark: the next beat tries those again
    mark = {"event_id": found.event_id, "revision": found.plan.revision, "rule": str(found.rule)}
    insert_missing(session, RemindedRow, [mark])
    return put


def _facts(session: Session, found: _Due) -> tuple[Facts, ...]:
    """The facts of every family with a seat there."""
    rows = session.execute(
        select(SignupRow.family_id, FamilyRow.reminders_on, SignupRow.id, SignupRow.confirmed_at)
        .join(FamilyRow, FamilyRow.id == SignupRow.family_id)
        .where(SignupRow.event_id == found.event_id, SignupRow.state == State.CONFIRMED)
        .order_by(SignupRow.family_id, SignupRow.id)
    ).all()
    return tuple(
        Facts(
            family_id=family_id,
            event_id=found.event_id,
            plan=found.plan,
            reminders_on=on,
            seats=tuple(Seat(signup_id, at) for _, _, signup_id, at in own if at is not None),
        )
        for (family_id, on), own in groupby(rows, key=lambda row: (row[0], row[1]))
    )


def _put_all(session: Session, owed: tuple[Reminder, ...], now: datetime, apart: Apart) -> int:
    chats = _reachable_chats(session, [reminder.family_id for reminder in owed])
    wanted = [(reminder, chat) for reminder in owed for chat in chats.get(reminder.family_id, ())]
    known = _reminded(session, wanted)
    new = ((reminder, chat) for reminder, chat in wanted if (reminder.about, chat) not in known)
    put = sum(apart.do(_piece(reminder), partial(_put, session, reminder, chat, now), 0) for reminder, chat in new)
    to_call = contacts.called(session, [one.family_id for one in owed if one.family_id not in chats])
    calls = (one for one in owed if one.family_id in to_call)
    return put + sum(apart.do(_piece(one), partial(_put_call, session, one, now), 0) for one in calls)


def _piece(reminder: Reminder) -> Piece:
    return Piece("reminder", reminder.event_id, reminder.family_id)


def _reachable_chats(session: Session, family_ids: list[int]) -> dict[int, list[int]]:
    chats: dict[int, list[int]] = {}
    for part in _parts(family_ids):
        rows = session.execute(
            select(FamilyChatRow.family_id, FamilyChatRow.chat_id)
            .where(FamilyChatRow.family_id.in_(part), FamilyChatRow.unreachable_since.is_(None))
            .order_by(FamilyChatRow.chat_id)
        )
        for family_id, chat_id in rows:
            chats.setdefault(family_id, []).append(chat_id)
    return chats


def _reminded(session: Session, wanted: list[tuple[Reminder, int]]) -> set[tuple[str, int]]:
    """What was put since the reminders were due, and for which chat: by this rule, or by one that was changed since.

    The unique key stops the first; a rule whose time came before a reminder that is there would only say it again.
    """
    if not wanted:
        return set()
    since = min(reminder.due for reminder, _ in wanted)
    rows = [row for part in _parts([chat for _, chat in wanted]) for row in _put_since(session, part, since)]
    return {(about_of(key), chat) for key, chat in rows}


def _put_since(session: Session, chats: list[int], since: datetime) -> list[tuple[str, int]]:
    query = select(OutboxRow.key, OutboxRow.chat_id).where(OutboxRow.chat_id.in_(chats), OutboxRow.created_at >= since)
    rows = session.execute(query.where(OutboxRow.send_class == SendClass.REMINDER, OutboxRow.key.is_not(None)))
    return [(key, chat_id) for key, chat_id in rows if key is not None]


def _parts(items: list[T]) -> Iterator[list[T]]:
    return (items[n : n + _CHUNK] for n in range(0, len(items), _CHUNK))


def _put(session: Session, reminder: Reminder, chat_id: int, now: datetime) -> int:
    notice = _notice(reminder)
    return put_notice(session, notice, (chat_id,), send_class=SendClass.REMINDER, key=reminder.key, now=now)


def _put_call(session: Session, reminder: Reminder, now: datetime) -> int:
    """Nobody is rung up a week before, nor twice for one event."""
    if session.get_one(EventRow, reminder.event_id).starts_at > now + CALLED_FROM:
        return 0
    return put_notice(session, _notice(reminder), (), send_class=SendClass.REMINDER, key=reminder.about, now=now)


def _notice(reminder: Reminder) -> Notice:
    return Notice(
        kind=NoticeKind.REMINDER,
        family_id=reminder.family_id,
        event_id=reminder.event_id,
        revision=reminder.revision,
        rule=reminder.rule,
        signup_ids=reminder.signup_ids,
    )


def put_off(session: Session, row: OutboxRow, event_id: int) -> None:
    """This one cannot go out before the quiet hours: it is void, and derived anew when they end."""
    row.key = None
    session.execute(delete(RemindedRow).where(RemindedRow.event_id == event_id))


def look_again(session: Session, family_id: int) -> None:
    """The family can be reached again: what fell due meanwhile, and is still true, is owed at the next beat."""
    events = select(SignupRow.event_id).where(SignupRow.family_id == family_id, SignupRow.state.in_(LIVE))
    session.execute(delete(RemindedRow).where(RemindedRow.event_id.in_(events)))


def forget_past(session: Session, now: datetime) -> None:
    """Drop the marks of events that have begun."""
    begun = select(EventRow.id).where(EventRow.starts_at <= now)
    session.execute(delete(RemindedRow).where(RemindedRow.event_id.in_(begun)))


STILL_LEFT = timedelta(hours=24)  # nearer to the event, the reminders ask
_RULE = "moved_nudge"


def is_due(moved_at: datetime, starts_at: datetime, now: datetime, hours: VenueHours) -> bool:
    """Whether half of the time from the move to the event is over, a day is left, and nobody is asleep."""
    half = moved_at + (starts_at - moved_at) / 2
    return half <= now <= starts_at - STILL_LEFT and not hours.is_quiet(now)


def put_nudges_due(session: Session, now: datetime, hours: VenueHours, apart: Apart | None = None) -> int:
    """Owe the nudges that are due, once a family, event and revision; how many rows are new."""
    events = [event for event in _moved_events(session, now) if event.moved_at is not None]
    due = [event for event in events if event.moved_at and is_due(event.moved_at, event.starts_at, now, hours)]
    apart = apart or Apart(session)
    return sum(apart.do(Piece(_RULE, event.id), partial(_put_nudges, session, event, now), 0) for event in due)


def _moved_events(session: Session, now: datetime) -> list[EventRow]:
    done = exists().where(
        RemindedRow.event_id == EventRow.id, RemindedRow.revision == EventRow.revision, RemindedRow.rule == _RULE
    )
    # Revised again since (cancelled, then not), the families have newer news than the move.
    query = select(EventRow).where(
        EventRow.moved_at == EventRow.revised_at,
        EventRow.starts_at >= now + STILL_LEFT,
        EventRow.status == Status.SCHEDULED,
        ~done,
    )
    return list(session.scalars(query.order_by(EventRow.id)))


def _put_nudges(session: Session, event: EventRow, now: datetime) -> int:
    silent = (one for one in after_move(session, event.id) if one.answer is MoveAnswer.NONE)
    put = 0
    for family_id, seats in groupby(silent, key=lambda one: one.family_id):
        notice = Notice(
            kind=NoticeKind.MOVED_NUDGE,
            family_id=family_id,
            event_id=event.id,
            revision=event.revision,
            signup_ids=tuple(seat.signup_id for seat in seats),
        )
        key = f"{_RULE}:{family_id}:{event.id}:{event.revision}"
        chats = chats_of_family(session, family_id)
        put += put_notice(session, notice, chats, send_class=SendClass.REMINDER, key=key, now=now)
    insert_missing(session, RemindedRow, [{"event_id": event.id, "revision": event.revision, "rule": _RULE}])
    return put


_FRESH: dict[str, object] = {"error": None, "attempts": 0, "not_before": 0.0, "failing_since": None}


def lost(session: Session, chat_id: int, now: datetime) -> Family | None:
    """The person blocked the bot or closed the account; the family when it has no chat left, told once."""
    news = families.mark_unreachable(session, chat_id, now)
    session.execute(
        update(OutboxRow)
        .where(OutboxRow.chat_id == chat_id, OutboxRow.state == OutboxState.WAITING)
        .values(state=OutboxState.VOID, error=UNREACHABLE, payload=None)
    )
    family = families.family_of(session, chat_id) if news else None
    silent = family is not None and not families.chats_of_family(session, family.id)
    return family if silent else None


def group_returned(session: Session, chat_id: int) -> None:
    """The bot is in the team's group again: the notices that were refused there are owed anew, if still true."""
    session.execute(
        update(OutboxRow).where(OutboxRow.id.in_(_parked(chat_id))).values(state=OutboxState.WAITING, **_FRESH)
    )


def _parked(chat_id: int) -> Select[int]:
    return (
        select(OutboxRow.id)
        .where(OutboxRow.chat_id == chat_id, OutboxRow.state.in_([OutboxState.VOID, OutboxState.FAILED]))
        .where(OutboxRow.error == UNREACHABLE, OutboxRow.notice.is_not(None))
    )


def returned(session: Session, chat_id: int) -> bool:
    """The person is there again; whether that is news. What is still true is owed again."""
    if not families.mark_reachable(session, chat_id):
        return False
    rows = update(OutboxRow).where(OutboxRow.id.in_(_parked(chat_id)))
    derived = OutboxRow.send_class == SendClass.REMINDER
    session.execute(rows.where(derived).values(key=None))
    session.execute(rows.where(~derived).values(state=OutboxState.WAITING, **_FRESH))
    family = families.family_of(session, chat_id)
    if family is not None:
        look_again(session, family.id)
    return True
