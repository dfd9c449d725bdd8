"""How an offer ends: taken, run out or left; back to the end of the line; the sweep of each minute, a safety net."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from itertools import groupby

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import EventRow, Status
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.tables import LIVE, Ending, HoldRow, SignupRow, State
from scheduler.core.transactions import Apart, Piece
from scheduler.families import contacts
from scheduler.seats import seats
from scheduler.seats.outcomes import (
    Accepted,
    AcceptOutcome,
    AgeRefused,
    AlreadyIn,
    CapReached,
    Done,
    EventCancelled,
    Expired,
    ListClosed,
    Offered,
    Past,
    Registration,
    SignUpOutcome,
    Swept,
    TooLate,
    Unknown,
    age_refusals,
)
from scheduler.seats.registrations import cancel_rows, live_rows, of_signups, own_rows, replaced_rows
from scheduler.seats.seats import allot, may_win, next_in_line, open_to_newcomers
from scheduler.waiting import waiting
from scheduler.waiting.waiting import last_call_lost


def has_ended(session: Session, row: SignupRow, endings: Sequence[Ending]) -> bool:
    """Whether the sign-up is over in one of these ways, and its participant has not come back otherwise."""
    if row.state != State.CANCELLED or row.ended not in endings:
        return False
    if row.participant_id is None:
        return True
    again = select(SignupRow.id).where(
        SignupRow.event_id == row.event_id,
        SignupRow.participant_id == row.participant_id,
        SignupRow.state.in_(LIVE),
    )
    return session.scalar(again.limit(1)) is None


def to_the_end_of_line(session: Session, event: EventRow, rows: Sequence[SignupRow], now: datetime) -> bool:
    """Let these wait again, after everyone; needs the event's lock. False when the list is closed."""
    if not rows or not waiting.takes_more(session, event.id, event.starts_at, now):
        return False
    since = seats.end_of_line(session, event.id, now)
    for row in rows:
        row.state, row.waiting_since, row.entry_id = State.WAITING, since, rows[0].id
        row.cancelled_at, row.ended, row.offered_at = None, None, None
    session.flush()
    return True


def accept(
    session: Session, *, family_id: int, signup_ids: Sequence[int], now: datetime, hours: VenueHours = PARIS
) -> AcceptOutcome:
    """Take the seats on offer (still held after the deadline too), or free ones that nobody has a claim to.

    The ids are of one event. A second tap gives the same answer. An offer that had expired takes a free seat
    all the same, else it is back in line, at the end.
    """
    rows = own_rows(session, family_id, signup_ids)
    if not rows or len({row.event_id for row in rows}) > 1:
        return Unknown()
    replaced = {row.event_id for row in replaced_rows(session, family_id, rows)}
    locked = seats.lock_all(session, {rows[0].event_id, *replaced})
    event = locked[rows[0].event_id]
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
    fresh = False
    replaced = [row.id for row in replaced_rows(session, rows[0].family_id, rows)]
    for row in rows:
        if _may_take(session, event, row, now, hours):
            row.state, row.offer_until, row.confirmed_at = State.CONFIRMED, None, now
            row.cancelled_at, row.ended = None, None
            seats.recount(session, event, now)
            fresh = True
    _back_in_line(session, event, rows, now)
    give_up_the_old_ones(session, [row for row in rows if row.state == State.CONFIRMED], now, hours)
    if fresh and not seats.free(event) and waiting.is_last_call(event.starts_at, now, hours):
        last_call_lost(session, event, rows[0].family_id, now)
    standing = of_signups(session, [row.id for row in rows], hours)
    taken = any(entry.state is State.CONFIRMED for entry in standing)
    return Accepted(standing, _moved(session, replaced, hours)) if taken else TooLate(standing)


def _moved(session: Session, replaced: Sequence[int], hours: VenueHours) -> tuple[Registration, ...]:
    return tuple(one for one in of_signups(session, replaced, hours) if one.ended is Ending.MOVED)


def _may_take(session: Session, event: EventRow, row: SignupRow, now: datetime, hours: VenueHours) -> bool:
    if row.state == State.OFFERED:
        return True
    seats.recount(session, event, now)
    free, line = seats.free(event), seats.line(session, event.id)
    # In the last call the first tap counts, else the order of the line.
    first_tap = waiting.is_last_call(event.starts_at, now, hours)
    if row.state == State.WAITING:
        claimants = may_win(free, line) if first_tap else next_in_line(free, line)
        return row.id in {one.signup_id for one in claimants}
    # Back in line, a second tap would take the seat that the first one did not.
    is_open = free > 0 if first_tap else open_to_newcomers(free, line) > 0
    return is_open and _may_come_back(session, event, row)


def _may_come_back(session: Session, event: EventRow, row: SignupRow) -> bool:
    """Whether the offer ran out, and the family has not come to this event otherwise meanwhile."""
    held = len(live_rows(session, event.id, row.family_id))
    return has_ended(session, row, (Ending.EXPIRED,)) and (event.family_cap is None or held < event.family_cap)


def _back_in_line(session: Session, event: EventRow, rows: Sequence[SignupRow], now: datetime) -> None:
    """Those whose offer ran out wait again, as one entry; each is looked at with the one before already back."""
    back: list[SignupRow] = []
    for row in rows:
        if _may_come_back(session, event, row) and to_the_end_of_line(session, event, [row], now):
            back.append(row)
            row.waiting_since, row.entry_id = back[0].waiting_since, back[0].id
            session.flush()


def give_up_the_old_ones(session: Session, rows: Sequence[SignupRow], now: datetime, hours: VenueHours) -> None:
    """These seats are sure: those they replace, at other dates, go to others. Needs all these events' locks."""
    given_up = replaced_rows(session, rows[0].family_id, rows) if rows else []
    for row in (*rows, *given_up):
        row.replaces_id = None
    for event_id in sorted({row.event_id for row in given_up}):
        event = session.get_one(EventRow, event_id)
        if event.starts_at > now:
            old = [row for row in given_up if row.event_id == event_id]
            # All of them first: an entry that is together may need them all.
            if cancel_rows(session, event, old, Ending.MOVED, now):
                waiting.fill(session, event_id, now=now, hours=hours)


_MAY_RETURN = (Ending.EXPIRED, Ending.DECLINED)


def rejoin(
    session: Session, *, family_id: int, signup_ids: Sequence[int], now: datetime, hours: VenueHours = PARIS
) -> SignUpOutcome:
    """Put these ended sign-ups of one event back in line, at its end, or on seats that are free meanwhile.

    Unnamed places come back too, and a second tap changes nothing (AlreadyIn). A closed sign-up does not
    matter, as they were in line before; the family's cap does.
    """
    rows = own_rows(session, family_id, signup_ids)
    if not rows or len({row.event_id for row in rows}) > 1:
        return Unknown()
    old_ones = replaced_rows(session, family_id, rows)
    locked = seats.lock_all(session, (row.event_id for row in (*rows, *old_ones)))
    event = locked[rows[0].event_id]
    rows = own_rows(session, family_id, signup_ids)
    late = _once([row for row in rows if has_ended(session, row, _MAY_RETURN)])
    refused = _refusal(session, event, late, now, hours)
    if refused is not None:
        return refused
    if not late:
        live = [row.id for row in live_rows(session, event.id, family_id)]
        return AlreadyIn(of_signups(session, live, hours)) if live else Unknown()
    free = _seat_or_wait(session, event, late, now, hours)
    return Done(of_signups(session, [row.id for row in late], hours)) if free is None else ListClosed(free)


def _once(rows: Sequence[SignupRow]) -> list[SignupRow]:
    """Nobody comes back twice, who was offered a seat twice."""
    first = {row.participant_id: row.id for row in reversed(rows)}
    return [row for row in rows if row.participant_id is None or first[row.participant_id] == row.id]


def _refusal(
    session: Session, event: EventRow, late: Sequence[SignupRow], now: datetime, hours: VenueHours
) -> SignUpOutcome | None:
    if event.status == Status.CANCELLED:
        return EventCancelled()
    if event.starts_at <= now:
        return Past()
    refusals = age_refusals(session, event, [row.participant_id for row in late], hours)
    if refusals:
        return AgeRefused(refusals)
    held = len(live_rows(session, event.id, late[0].family_id)) if late else 0
    if late and event.family_cap is not None and held + len(late) > event.family_cap:
        return CapReached(event.family_cap, held)
    return None


def _seat_or_wait(
    session: Session, event: EventRow, late: Sequence[SignupRow], now: datetime, hours: VenueHours
) -> int | None:
    """None when it is done; how many seats are free when the line is closed for the others."""
    seats.recount(session, event, now)
    together = all(row.together for row in late)
    seated = allot(seats.free(event), seats.line(session, event.id), len(late), together=together).seated
    waiting = late[seated:]
    if waiting and not to_the_end_of_line(session, event, waiting, now):
        return seated
    for row in late[:seated]:
        row.state, row.confirmed_at, row.cancelled_at, row.ended = State.CONFIRMED, now, None, None
    seats.recount(session, event, now)
    if seated:
        give_up_the_old_ones(session, late[:seated], now, hours)
    return None


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
        waiting.list_closed(session, event, rows, now)


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
        waiting.offer_over(session, ended[-1], now)
        waiting.expired(session, ended[-1], event.revision, now)
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
            waiting.nudge(session, offered, event.revision, now)
