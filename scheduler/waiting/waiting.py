"""The waiting list: every path that frees a seat ends in `fill`, under the event's lock; how long an offer holds."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.agenda.events import Status
from knowledge.agenda.tables import EventRow
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.tables import Ending, SignupRow, State
from scheduler.core.team_tables import ClosedListRow
from scheduler.seats import seats
from scheduler.seats.outcomes import Cancelled, Offered
from scheduler.seats.registrations import cancel_rows, live_rows, own_rows
from scheduler.seats.seats import InLine, next_in_line
from scheduler.waiting import announcing

LAST_HOUR = timedelta(hours=1)  # no hold lasts into it, and the waiting list closes when it begins
SHORTEST = timedelta(hours=1)  # a hold would be too short: whoever answers first has the seat
NUDGE_FROM = timedelta(hours=3)  # a longer hold is worth one reminder
NUDGE_LEAVES = timedelta(minutes=30)  # later than that it only announces the end
MORNING_ENDS_H = 12


def duration(before_start: timedelta) -> timedelta:
    """The hold, by how far off the start is."""
    if before_start > timedelta(days=3):
        return timedelta(hours=24)
    return timedelta(hours=6) if before_start > timedelta(days=1) else timedelta(hours=2)


def deadline(starts_at: datetime, now: datetime, hours: VenueHours) -> datetime | None:
    """Until when a seat offered at `now` is held (UTC); None when nothing is to be offered now.

    At night nothing is, unless the event is that very morning; its clock starts when the quiet hours end. Nor is
    anything lost at night: a hold that would end then, when nobody else could be asked, lasts into the morning.
    """
    opens = clock_starts(now, hours)
    if opens > now and not _that_morning(starts_at, opens, hours):
        return None
    until = min(opens + duration(starts_at - opens), closes_at(starts_at))
    return _by_day(until, starts_at, hours) if until - now >= SHORTEST else None


def _by_day(until: datetime, starts_at: datetime, hours: VenueHours) -> datetime:
    morning = hours.quiet_ends(until)
    if morning == until or _that_morning(starts_at, morning, hours):
        return until
    return min(morning + SHORTEST, closes_at(starts_at))


def clock_starts(now: datetime, hours: VenueHours) -> datetime:
    """From when the hold of a seat offered at `now` is counted: in the night, from its end."""
    return hours.quiet_ends(now)


def closes_at(starts_at: datetime) -> datetime:
    """When the waiting list is over."""
    return starts_at - LAST_HOUR


def takes_more(session: Session, event_id: int, starts_at: datetime, now: datetime) -> bool:
    """Whether one may still join the waiting list: it is not too late, and the team has not closed it."""
    return now < closes_at(starts_at) and session.get(ClosedListRow, event_id) is None


def is_last_call(starts_at: datetime, now: datetime, hours: VenueHours) -> bool:
    """Whether all who wait are told of a free seat at once, since there is no time for one after the other."""
    closes = closes_at(starts_at)
    asleep = hours.is_quiet(now) and not _that_morning(starts_at, hours.quiet_ends(now), hours)
    return closes - SHORTEST < now < closes and not asleep


def is_nudge_due(offered_at: datetime, until: datetime, now: datetime) -> bool:
    """Whether a hold that is worth a reminder is half over, and not about to end."""
    half = offered_at + (until - offered_at) / 2
    return until - offered_at > NUDGE_FROM and half <= now <= until - NUDGE_LEAVES


def _that_morning(starts_at: datetime, opens: datetime, hours: VenueHours) -> bool:
    local = starts_at.astimezone(hours.zone)
    return starts_at < opens or (local.date() == hours.day(opens) and local.hour < MORNING_ENDS_H)


_OPEN_TO_ANSWER = (State.OFFERED, State.WAITING, State.CANCELLED)


def fill(session: Session, event_id: int, *, now: datetime, hours: VenueHours = PARIS) -> tuple[Offered, ...]:
    """Offer the free seats to the first in line, and owe each family the news. Nothing to do is ().

    When there is no time left for one after the other, all who wait are told, and the first to answer has it.
    """
    event = seats.lock(session, event_id)
    if event is None or event.capacity is None or event.status == Status.CANCELLED:
        return ()
    seats.recount(session, event, now)
    if not seats.free(event):
        return ()
    line = seats.line(session, event_id)
    if is_last_call(event.starts_at, now, hours):
        if next_in_line(seats.free(event), line):
            announcing.last_call(session, event, line, now)
        return ()
    return _offer_all(session, event, line, now, hours)


def _offer_all(
    session: Session, event: EventRow, line: Sequence[InLine], now: datetime, hours: VenueHours
) -> tuple[Offered, ...]:
    until = deadline(event.starts_at, now, hours)
    chosen = next_in_line(seats.free(event), line)
    if until is None or not chosen:
        return ()
    since = clock_starts(now, hours)
    by_family = groupby(sorted(chosen, key=lambda entry: entry.family_id), key=lambda entry: entry.family_id)
    offered = [_offer(session, event, tuple(entries), since, until, now) for _, entries in by_family]
    seats.recount(session, event, now)
    return tuple(offered)


def _offer(
    session: Session, event: EventRow, entries: tuple[InLine, ...], since: datetime, until: datetime, now: datetime
) -> Offered:
    ids = tuple(sorted(entry.signup_id for entry in entries))
    for row in session.scalars(select(SignupRow).where(SignupRow.id.in_(ids))):
        row.state, row.offered_at, row.offer_until = State.OFFERED, since, until
    offered = Offered(entries[0].family_id, event.id, ids, until)
    announcing.offer(session, offered, event.revision, now)
    return offered


def decline(
    session: Session, *, family_id: int, signup_ids: Sequence[int], now: datetime, hours: VenueHours = PARIS
) -> Cancelled:
    """Leave the seats on offer, and the line; they are passed on at once. Confirmed ones are left alone."""
    return _release(session, family_id, signup_ids, _OPEN_TO_ANSWER, Ending.DECLINED, now, hours)


def cancel(
    session: Session, *, family_id: int, signup_ids: Sequence[int], now: datetime, hours: VenueHours = PARIS
) -> Cancelled:
    """Give up these sign-ups, whatever their state, at events not yet begun; the seats are passed on."""
    return _release(session, family_id, signup_ids, tuple(State), Ending.FAMILY, now, hours)


def _release(
    session: Session,
    family_id: int,
    signup_ids: Sequence[int],
    states: tuple[State, ...],
    ended: Ending,
    now: datetime,
    hours: VenueHours,
) -> Cancelled:
    asked = own_rows(session, family_id, signup_ids)
    fresh: list[int] = []
    for event_id, event in seats.lock_all(session, (row.event_id for row in asked)).items():
        mine = [row for row in own_rows(session, family_id, signup_ids) if row.event_id == event_id]
        if event.starts_at > now:
            fresh += cancel_rows(session, event, [row for row in mine if row.state in states], ended, now)
    freed = sorted({row.event_id for row in asked if row.id in fresh})
    made = [offer for event_id in freed for offer in fill(session, event_id, now=now, hours=hours)]
    gone = [row.id for row in own_rows(session, family_id, signup_ids) if row.state == State.CANCELLED]
    return Cancelled(tuple(gone), tuple(fresh), tuple(made))


def regroup(
    session: Session, *, family_id: int, event_id: int, together: bool, now: datetime, hours: VenueHours = PARIS
) -> tuple[int, ...]:
    """Let those of the family who wait there wait for all their seats at once, or one by one, at their old place.

    Their sign-ups; a seat that suffices now is offered at once.
    """
    event = seats.lock(session, event_id)
    if event is None:
        return ()
    rows = [row for row in live_rows(session, event_id, family_id) if row.state == State.WAITING]
    since = [row.waiting_since for row in rows if row.waiting_since is not None]
    for row in rows:
        # Who joined later than the others waits as long as the last of them: nobody is passed.
        row.entry_id, row.together = rows[0].id, together
        row.waiting_since = max(since) if together else row.waiting_since
    session.flush()
    fill(session, event_id, now=now, hours=hours)
    return tuple(row.id for row in rows)
