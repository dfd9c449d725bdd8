"""The waiting list: every path that frees a seat ends in `fill`, under the event's lock; how long an offer holds."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import EventRow, Status
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.tables import LIVE, Ending, FamilyChatRow, OutboxRow, SignupRow, State
from scheduler.core.team_tables import ClosedListRow
from scheduler.families.families import chats_of_family
from scheduler.outbox.outbox import Notice, NoticeKind, OutboxState, SendClass, put_edit, put_notice
from scheduler.seats import seats
from scheduler.seats.outcomes import Cancelled, Expired, Offered
from scheduler.seats.registrations import cancel_rows, live_rows, own_rows
from scheduler.seats.seats import InLine, may_win, next_in_line

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
            last_call(session, event, line, now)
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
    offer(session, offered, event.revision, now)
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


def offer(session: Session, offered: Offered, revision: int, now: datetime) -> None:
    """Owe the family the news of the offer that is made to it at `now`."""
    ids = offered.signup_ids
    key = f"offer:{offered.event_id}:{revision}:{_joined(ids)}:{_instant(now)}"
    _put(session, NoticeKind.OFFER, offered.family_id, offered.event_id, revision, ids, key, now, offered.until)


def nudge(session: Session, offered: Offered, revision: int, now: datetime) -> None:
    """At half-time, remind the family of its offer."""
    ids = offered.signup_ids
    key = f"nudge:{offered.event_id}:{revision}:{_joined(ids)}:{int(offered.until.timestamp())}"
    kind = NoticeKind.OFFER_NUDGE
    _put(session, kind, offered.family_id, offered.event_id, revision, ids, key, now, offered.until)


def expired(session: Session, ended: Expired, revision: int, now: datetime) -> None:
    """Tell the family that its offer is over since `now`."""
    ids = ended.signup_ids
    key = f"offer_expired:{ended.event_id}:{_joined(ids)}:{_instant(now)}"
    _put(session, NoticeKind.OFFER_EXPIRED, ended.family_id, ended.event_id, revision, ids, key, now)


def last_call(session: Session, event: EventRow, line: Sequence[InLine], now: datetime) -> None:
    """Tell all who wait, and whom the free seats suffice for, once each time that one becomes free."""
    freed, told = _seats_given_back(session, event.id), may_win(seats.free(event), line)
    for family_id, ids in _by_family((one.family_id, one.signup_id) for one in told):
        key = f"last_call:{event.id}:{event.revision}:{family_id}:{event.capacity}:{freed}"
        _put(session, NoticeKind.LAST_CALL, family_id, event.id, event.revision, ids, key, now)


def list_closed(session: Session, event: EventRow, rows: Sequence[SignupRow], now: datetime) -> None:
    """Tell the families of these sign-ups that the waiting list is over."""
    for family_id, ids in _by_family((row.family_id, row.id) for row in rows):
        key = f"list_closed:{event.id}:{event.revision}:{family_id}:{_joined(ids)}"
        _put(session, NoticeKind.LIST_CLOSED, family_id, event.id, event.revision, ids, key, now)


def _seats_given_back(session: Session, event_id: int) -> str:
    """Differs once another seat was given back; how many they are may be the same, as one may be undone."""
    had_one = or_(SignupRow.confirmed_at.is_not(None), SignupRow.offered_at.is_not(None))
    query = select(SignupRow.id, SignupRow.cancelled_at).where(
        SignupRow.event_id == event_id, SignupRow.state == State.CANCELLED, had_one
    )
    given_back = ",".join(f"{one}@{at}" for one, at in session.execute(query.order_by(SignupRow.id)))
    return hashlib.sha256(given_back.encode()).hexdigest()[:16]


def _by_family(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, tuple[int, ...]]]:
    for family_id, own in groupby(sorted(pairs), key=lambda pair: pair[0]):
        yield family_id, tuple(signup_id for _, signup_id in own)


def _put(
    session: Session,
    kind: NoticeKind,
    family_id: int,
    event_id: int,
    revision: int,
    signup_ids: tuple[int, ...],
    key: str,
    now: datetime,
    until: datetime | None = None,
) -> None:
    notice = Notice(
        kind=kind, family_id=family_id, event_id=event_id, revision=revision, signup_ids=signup_ids, until=until
    )
    chats = chats_of_family(session, family_id)
    put_notice(session, notice, chats, send_class=SendClass.OFFER, key=key, now=now)


def _instant(at: datetime) -> str:
    return f"{at.timestamp():.6f}"


def _joined(ids: Sequence[int]) -> str:
    return "+".join(map(str, ids))


# One that is still unsent is void by itself when its turn comes.
_SHOWN = (OutboxState.SENT, OutboxState.LEASED)


@dataclass(frozen=True, slots=True)
class _Shown:
    row_id: int
    chat_id: int
    notice: Notice


def offer_over(session: Session, ended: Expired, now: datetime) -> None:
    """The messages that offered these seats, and the nudge, say that the offer ran out."""
    chats = chats_of_family(session, ended.family_id)
    for shown in _shown(session, chats, f"offer:{ended.event_id}:", f"nudge:{ended.event_id}:"):
        if set(shown.notice.signup_ids) & set(ended.signup_ids):
            _edit(session, shown, replace(shown.notice, kind=NoticeKind.OFFER_OVER), now)


def last_call_lost(session: Session, event: EventRow, winner_id: int, now: datetime) -> None:
    """The last free seat is taken: the messages of the other families who wait say so."""
    chats = session.scalars(
        select(FamilyChatRow.chat_id)
        .join(SignupRow, SignupRow.family_id == FamilyChatRow.family_id)
        .where(
            SignupRow.event_id == event.id,
            SignupRow.state == State.WAITING,
            SignupRow.family_id != winner_id,
            FamilyChatRow.unreachable_since.is_(None),
        )
        .distinct()
        .order_by(FamilyChatRow.chat_id)
    ).all()
    for shown in _shown(session, chats, f"last_call:{event.id}:"):
        _edit(session, shown, replace(shown.notice, kind=NoticeKind.LAST_CALL_LOST), now)


def _shown(session: Session, chats: Sequence[int], *keys: str) -> Iterator[_Shown]:
    session.flush()
    rows = session.execute(
        select(OutboxRow.id, OutboxRow.chat_id, OutboxRow.notice)
        .where(OutboxRow.chat_id.in_(chats), OutboxRow.state.in_(_SHOWN), OutboxRow.notice.is_not(None))
        .where(or_(*(OutboxRow.key.startswith(key, autoescape=True) for key in keys)))
        .order_by(OutboxRow.id)
    ).all()
    for row_id, chat_id, notice in rows:
        if notice is not None:
            yield _Shown(row_id, chat_id, Notice.from_json(notice))


def _edit(session: Session, shown: _Shown, notice: Notice, now: datetime) -> None:
    key = f"{notice.kind}:{shown.row_id}"
    put_edit(session, edits_id=shown.row_id, chat_id=shown.chat_id, notice=notice, key=key, now=now)


def of_offer(session: Session, family_id: int, signup_id: int) -> tuple[int, ...]:
    """What « Je prends la place » is about, in a message that spoke of this sign-up.

    All that the family has on offer there (or waits for, in a last call); once it has ended, who ended with it.
    """
    one = _own(session, family_id, signup_id)
    if one is None:
        return ()
    if one.state == State.CANCELLED:
        return of_entry(session, family_id, signup_id)
    return in_state(session, family_id, one.event_id, State(one.state))


def of_entry(session: Session, family_id: int, signup_id: int) -> tuple[int, ...]:
    """Everyone who ended together with this sign-up, or waits in one entry with it; unnamed places too."""
    one = _own(session, family_id, signup_id)
    if one is None:
        return ()
    rows = [row for row in _rows(session, family_id, one.event_id) if row.state == one.state]
    if one.state == State.CANCELLED:
        return tuple(row.id for row in rows if (row.ended, row.cancelled_at) == (one.ended, one.cancelled_at))
    if one.state == State.WAITING:
        return tuple(row.id for row in rows if row.entry_id == one.entry_id)
    return (one.id,)


def everyone_with(session: Session, family_id: int, signup_id: int) -> tuple[int, ...]:
    """All of the family's live sign-ups at the event of this one; when it has ended, who ended with it."""
    one = _own(session, family_id, signup_id)
    if one is None or one.state == State.CANCELLED:
        return of_entry(session, family_id, signup_id)
    return tuple(row.id for row in _rows(session, family_id, one.event_id) if row.state in LIVE)


def in_state(session: Session, family_id: int, event_id: int, state: State) -> tuple[int, ...]:
    """The family's sign-ups at this event that stand so."""
    return tuple(row.id for row in _rows(session, family_id, event_id) if row.state == state)


def _own(session: Session, family_id: int, signup_id: int) -> SignupRow | None:
    row = session.get(SignupRow, signup_id, populate_existing=True)
    return None if row is None or row.family_id != family_id else row


def _rows(session: Session, family_id: int, event_id: int) -> Sequence[SignupRow]:
    session.flush()
    query = select(SignupRow).where(SignupRow.family_id == family_id, SignupRow.event_id == event_id)
    return session.scalars(query.order_by(SignupRow.id).execution_options(populate_existing=True)).all()
