"""The safety net: offers end, waiting lists close, and whatever is free anywhere is offered, each minute."""

from datetime import datetime
from functools import partial
from itertools import groupby

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from knowledge.agenda.events import Status
from knowledge.agenda.tables import EventRow
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.tables import Ending, HoldRow, SignupRow, State
from scheduler.core.transactions import Apart, Piece
from scheduler.families import contacts
from scheduler.seats import seats
from scheduler.seats.outcomes import Expired, Offered, Swept
from scheduler.seats.registrations import cancel_rows
from scheduler.waiting import announcing, waiting
from scheduler.waiting.accepting import to_the_end_of_line


def sweep(session: Session, *, now: datetime, hours: VenueHours = PARIS, apart: Apart | None = None) -> Swept:
    """End the offers whose deadline has passed and the lists that are too late, and fill what is free.

    At night no offer ends that could not be passed on anyway, so nobody is woken for it.
    """
    apart = apart or Apart(session)
    # One pass in ascending order: two passes would take the locks out of order.
    events = seats.lock_all(session, _to_sweep(session, now)).values()
    swept = [
        apart.do(Piece("seats", event.id), partial(_sweep_event, session, event, now, hours), Swept((), ()))
        for event in events
    ]
    expired = tuple(one for part in swept for one in part.expired)
    return Swept(expired, tuple(one for part in swept for one in part.offered))


def _sweep_event(session: Session, event: EventRow, now: datetime, hours: VenueHours) -> Swept:
    # At a cancelled event too, whose seats nobody is offered.
    seats.recount(session, event, now)
    _close_list(session, event, now)
    _pass_over_unreachable(session, event, now)
    ended: list[Expired] = []
    if not hours.is_quiet(now) or waiting.deadline(event.starts_at, now, hours) is not None:
        ended = _expire_at(session, event, now)
    _nudge_at(session, event, now, hours)
    return Swept(tuple(ended), tuple(waiting.fill(session, event.id, now=now, hours=hours)))


def _to_sweep(session: Session, now: datetime) -> set[int]:
    held = select(HoldRow.event_id).where(HoldRow.until <= now)
    in_line = select(SignupRow.event_id).join(EventRow).where(SignupRow.state == State.WAITING)
    open_seats = in_line.where(
        EventRow.taken < EventRow.capacity, EventRow.starts_at > now, EventRow.status == Status.SCHEDULED
    )
    too_late = in_line.where(EventRow.starts_at <= now + waiting.LAST_HOUR)
    unread = _unread_offers().with_only_columns(SignupRow.event_id)
    found = (session.scalars(query.distinct()) for query in (held, open_seats, too_late, unread))
    return {*_offers_due(session, now), *(event_id for ids in found for event_id in ids)}


def _offers_due(session: Session, now: datetime) -> set[int]:
    """The events where an offer is over, or half over."""
    query = select(SignupRow.event_id, SignupRow.offered_at, SignupRow.offer_until)
    rows = session.execute(query.where(SignupRow.state == State.OFFERED).distinct())
    return {event_id for event_id, since, until in rows if (until and until <= now) or _is_nudge_due(since, until, now)}


def _is_nudge_due(since: datetime | None, until: datetime | None, now: datetime) -> bool:
    return since is not None and until is not None and waiting.is_nudge_due(since, until, now)


def _close_list(session: Session, event: EventRow, now: datetime) -> None:
    if now < waiting.closes_at(event.starts_at):
        return
    rows = session.scalars(
        select(SignupRow).where(SignupRow.event_id == event.id, SignupRow.state == State.WAITING).order_by(SignupRow.id)
    ).all()
    cancel_rows(session, event, rows, Ending.LIST_CLOSED, now)
    if event.status == Status.SCHEDULED:
        announcing.list_closed(session, event, rows, now)


def _expire_at(session: Session, event: EventRow, now: datetime) -> list[Expired]:
    late = session.scalars(
        select(SignupRow)
        .where(SignupRow.event_id == event.id, SignupRow.state == State.OFFERED, SignupRow.offer_until <= now)
        .order_by(SignupRow.family_id, SignupRow.id)
        .execution_options(populate_existing=True)
    ).all()
    cancel_rows(session, event, late, Ending.EXPIRED, now)
    called = contacts.called(session, {row.family_id for row in late})
    ended = []
    for family_id, rows in groupby(late, key=lambda row: row.family_id):
        own = list(rows)
        ended.append(Expired(family_id, event.id, tuple(row.id for row in own)))
        if family_id in called:  # nobody called in time: it is not to leave the line for that
            to_the_end_of_line(session, event, own, now)
        announcing.offer_over(session, ended[-1], now)
        announcing.expired(session, ended[-1], event.revision, now)
    return ended


def _pass_over_unreachable(session: Session, event: EventRow, now: datetime) -> None:
    """An offer that nobody can read goes back to its old place in line, and its seat to the next."""
    for row in session.scalars(_unread_offers().where(SignupRow.event_id == event.id)):
        row.state, row.offer_until, row.offered_at = State.WAITING, None, None
    seats.recount(session, event, now)


def _unread_offers() -> Select[SignupRow]:
    return select(SignupRow).where(SignupRow.state == State.OFFERED, ~contacts.HEARS)


def _nudge_at(session: Session, event: EventRow, now: datetime, hours: VenueHours) -> None:
    if hours.is_quiet(now):
        return
    held = session.scalars(
        select(SignupRow)
        .where(SignupRow.event_id == event.id, SignupRow.state == State.OFFERED)
        .order_by(SignupRow.family_id, SignupRow.offer_until, SignupRow.id)
    ).all()
    by_hold = groupby(held, key=lambda row: (row.family_id, row.offer_until, row.offered_at))
    for (family_id, until, since), rows in by_hold:
        if until is not None and _is_nudge_due(since, until, now):
            offered = Offered(family_id, event.id, tuple(row.id for row in rows), until)
            announcing.nudge(session, offered, event.revision, now)
