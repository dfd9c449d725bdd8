"""The waiting list: every path that frees a seat ends in `fill`, under the event's lock."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.events import Status
from knowledge.models import EventRow
from scheduler import offers, seats
from scheduler.cancelling import cancel_rows, own_rows
from scheduler.eligibility import age_refusals
from scheduler.families import chats_of_family
from scheduler.hours import PARIS, VenueHours
from scheduler.models import SignupRow, State
from scheduler.outbox import Notice, NoticeKind, SendClass, put_notice
from scheduler.outcomes import (
    Accepted,
    AcceptOutcome,
    AgeRefused,
    Cancelled,
    EventCancelled,
    Expired,
    Offered,
    Past,
    Swept,
    TooLate,
    Unknown,
)
from scheduler.places import InLine, ahead_of_newcomers, next_in_line, position
from scheduler.registrations import of_signups


def fill(
    session: Session, event_id: int, *, now: datetime, hours: VenueHours = PARIS
) -> tuple[Offered, ...]:
    """Offer the free seats to the first in line, and owe each family the news. Nothing to do is ()."""
    event = seats.lock(session, event_id)
    if event is None or event.capacity is None or event.status == Status.CANCELLED:
        return ()
    seats.recount(session, event)
    until = offers.deadline(event.starts_at, now, hours)
    if until is None:
        return ()
    chosen = next_in_line(seats.free(event), seats.line(session, event_id))
    by_family = groupby(sorted(chosen, key=lambda entry: entry.family_id), key=lambda entry: entry.family_id)
    offered = [_offer(session, event, tuple(entries), until, now) for _, entries in by_family]
    seats.recount(session, event)
    return tuple(offered)


def _offer(
    session: Session, event: EventRow, entries: tuple[InLine, ...], until: datetime, now: datetime
) -> Offered:
    ids = tuple(sorted(entry.signup_id for entry in entries))
    for row in _rows(session, ids):
        row.state, row.offer_until = State.OFFERED, until
    offered = Offered(entries[0].family_id, event.id, ids, until)
    announce_offer(session, offered, event.revision, now)
    return offered


def announce_offer(session: Session, offered: Offered, revision: int, now: datetime) -> None:
    """Owe the family the news of its offer, once for these sign-ups, this deadline and this revision."""
    notice = Notice(
        kind=NoticeKind.OFFER, family_id=offered.family_id, event_id=offered.event_id, revision=revision,
        signup_ids=offered.signup_ids,
    )  # fmt: skip
    ids = "+".join(map(str, offered.signup_ids))
    key = f"offer:{offered.event_id}:{revision}:{ids}:{int(offered.until.timestamp())}"
    chats = chats_of_family(session, offered.family_id)
    put_notice(session, notice, chats, send_class=SendClass.OFFER, key=key, now=now)


def accept(
    session: Session, *, family_id: int, signup_ids: Sequence[int], now: datetime, hours: VenueHours = PARIS
) -> AcceptOutcome:
    """Take the seats on offer (still held after the deadline too), or a free one that nobody waits ahead for.

    The ids are of one event. A second tap gives the same answer.
    """
    rows = own_rows(session, family_id, signup_ids)
    if not rows or len({row.event_id for row in rows}) > 1:
        return Unknown()
    event = seats.lock(session, rows[0].event_id)
    assert event is not None  # a foreign key points at it
    rows = own_rows(session, family_id, signup_ids)
    if event.status == Status.CANCELLED:
        return EventCancelled()
    if event.starts_at <= now:
        return Past()
    refusals = age_refusals(session, event, [row.participant_id for row in rows], hours)
    if refusals:
        return AgeRefused(refusals)
    return _take(session, event, rows, now, hours)


def _take(
    session: Session, event: EventRow, rows: Sequence[SignupRow], now: datetime, hours: VenueHours
) -> Accepted | TooLate:
    for row in rows:
        if row.state == State.OFFERED or _may_claim(session, event, row):
            row.state, row.offer_until, row.confirmed_at = State.CONFIRMED, None, now
            seats.recount(session, event)
    standing = of_signups(session, [row.id for row in rows], hours)
    taken = any(entry.state is State.CONFIRMED for entry in standing)
    return Accepted(standing) if taken else TooLate(standing)


def _may_claim(session: Session, event: EventRow, row: SignupRow) -> bool:
    # In the last hour nothing is offered any more: the first in line may still take a seat that stands free.
    if row.state != State.WAITING or not seats.free(event):
        return False
    line = seats.line(session, event.id)
    place = position(line, row.id) or 0
    return ahead_of_newcomers(line[: place - 1]) < seats.free(event)


def decline(
    session: Session, *, family_id: int, signup_ids: Sequence[int], now: datetime, hours: VenueHours = PARIS
) -> Cancelled:
    """Leave the seats on offer, and the line; they are passed on at once. Confirmed ones are left alone."""
    wanted = (State.OFFERED, State.WAITING, State.CANCELLED)
    return _release(session, family_id, signup_ids, wanted, now, hours)


def cancel(
    session: Session, *, family_id: int, signup_ids: Sequence[int], now: datetime, hours: VenueHours = PARIS
) -> Cancelled:
    """Give up these sign-ups, whatever their state, at events not yet begun; the seats are passed on."""
    return _release(session, family_id, signup_ids, tuple(State), now, hours)


def _release(
    session: Session,
    family_id: int,
    signup_ids: Sequence[int],
    states: tuple[State, ...],
    now: datetime,
    hours: VenueHours,
) -> Cancelled:
    asked = own_rows(session, family_id, signup_ids)
    fresh: list[int] = []
    for event_id in sorted({row.event_id for row in asked}):
        event = seats.lock(session, event_id)
        assert event is not None  # a foreign key points at it
        mine = [row for row in own_rows(session, family_id, signup_ids) if row.event_id == event_id]
        if event.starts_at > now:
            fresh += cancel_rows(session, event, [row for row in mine if row.state in states], now)
    freed = sorted({row.event_id for row in asked if row.id in fresh})
    made = [offer for event_id in freed for offer in fill(session, event_id, now=now, hours=hours)]
    gone = [row.id for row in own_rows(session, family_id, signup_ids) if row.state == State.CANCELLED]
    return Cancelled(tuple(gone), tuple(fresh), tuple(made))


def expire(session: Session, *, now: datetime, hours: VenueHours = PARIS) -> Swept:
    """End the offers whose deadline has passed, tell their families, and fill whatever is free anywhere.

    At night nothing ends that could not be passed on anyway, so nobody is woken for it.
    """
    ended: list[Expired] = []
    made: list[Offered] = []
    # One pass in ascending order: two passes would take the locks out of order.
    for event_id in _to_sweep(session, now):
        event = seats.lock(session, event_id)
        assert event is not None  # a foreign key points at it
        if not hours.is_quiet(now) or offers.deadline(event.starts_at, now, hours) is not None:
            ended += _expire_at(session, event, now)
            made += fill(session, event_id, now=now, hours=hours)
    return Swept(tuple(ended), tuple(made))


def _to_sweep(session: Session, now: datetime) -> list[int]:
    late = select(SignupRow.event_id).where(SignupRow.state == State.OFFERED, SignupRow.offer_until <= now)
    open_seats = (
        select(SignupRow.event_id)
        .join(EventRow, EventRow.id == SignupRow.event_id)
        .where(
            SignupRow.state == State.WAITING,
            EventRow.taken < EventRow.capacity,
            EventRow.starts_at > now,
            EventRow.status == Status.SCHEDULED,
        )
    )
    return sorted({*session.scalars(late), *session.scalars(open_seats)})


def _expire_at(session: Session, event: EventRow, now: datetime) -> list[Expired]:
    late = session.scalars(
        select(SignupRow)
        .where(
            SignupRow.event_id == event.id, SignupRow.state == State.OFFERED, SignupRow.offer_until <= now
        )
        .order_by(SignupRow.family_id, SignupRow.id)
        .execution_options(populate_existing=True)
    ).all()
    cancel_rows(session, event, late, now)
    ended = []
    for family_id, rows in groupby(late, key=lambda row: row.family_id):
        ended.append(Expired(family_id, event.id, tuple(row.id for row in rows)))
        _announce_end(session, ended[-1], event.revision, now)
    return ended


def _announce_end(session: Session, ended: Expired, revision: int, now: datetime) -> None:
    notice = Notice(
        kind=NoticeKind.OFFER_EXPIRED, family_id=ended.family_id, event_id=ended.event_id, revision=revision,
        signup_ids=ended.signup_ids,
    )  # fmt: skip
    key = f"offer_expired:{ended.event_id}:{'+'.join(map(str, ended.signup_ids))}"
    chats = chats_of_family(session, ended.family_id)
    put_notice(session, notice, chats, send_class=SendClass.OFFER, key=key, now=now)


def _rows(session: Session, ids: Sequence[int]) -> Sequence[SignupRow]:
    return session.scalars(select(SignupRow).where(SignupRow.id.in_(ids)).order_by(SignupRow.id)).all()
