"""Signing up, and seats kept ten minutes meanwhile: every change happens under the event's lock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import EventRow, Status
from scheduler.core import people
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.tables import HoldRow, ParticipantRow, SignupRow, State
from scheduler.families import families
from scheduler.seats import answers as answering
from scheduler.seats import seats
from scheduler.seats.answers import Answer
from scheduler.seats.outcomes import (
    AgeRefused,
    AlreadyIn,
    CapReached,
    Closed,
    Done,
    EventCancelled,
    ListClosed,
    NotEnough,
    NotNeeded,
    Past,
    SignUpOutcome,
    Unknown,
    age_refusals,
)
from scheduler.seats.registrations import live_rows, of_rows, of_signups, registration, registrations, roster
from scheduler.seats.seats import allot, open_to_newcomers
from scheduler.signups.undoing import restore
from scheduler.waiting import waiting
from scheduler.waiting.waiting import cancel, fill

HOLD_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Held:
    """So many seats are kept until `until` (aware UTC)."""

    seats: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Short:
    """Fewer seats (`free`, perhaps 0) than wanted; nothing new is kept."""

    free: int


def hold(
    session: Session, *, event_id: int, chat_id: int, wanted: int, now: datetime, hours: VenueHours = PARIS
) -> Held | Short:
    """Keep `wanted` seats (1 or more) for this chat. Asked again it keeps the first deadline, for more or fewer."""
    event = seats.lock(session, event_id)
    if event is None:
        return Short(0)
    seats.recount(session, event, now)
    row = _held_row(session, event_id, chat_id)
    mine = 0 if row is None else row.seats
    available = mine + open_to_newcomers(seats.free(event), seats.line(session, event_id))
    if wanted > available:
        return Short(available)
    if row is None:
        row = HoldRow(event_id=event_id, chat_id=chat_id, seats=wanted, until=now + HOLD_FOR)
        session.add(row)
    row.seats = wanted
    seats.recount(session, event, now)
    if wanted < mine:
        waiting.fill(session, event_id, now=now, hours=hours)
    return Held(wanted, row.until)


def seats_kept(session: Session, event_id: int, chat_id: int, now: datetime) -> Held | None:
    """What is kept for this chat; None when nothing is, or not any more."""
    row = _held_row(session, event_id, chat_id)
    return None if row is None or row.until <= now else Held(row.seats, row.until)


def use(session: Session, event_id: int, chat_id: int) -> None:
    """The hold becomes sign-ups; needs the event's lock."""
    session.execute(delete(HoldRow).where(HoldRow.event_id == event_id, HoldRow.chat_id == chat_id))


def release(session: Session, *, event_id: int, chat_id: int, now: datetime, hours: VenueHours = PARIS) -> None:
    """The form was given up: the seats are free again."""
    event = seats.lock(session, event_id)
    if event is not None and _held_row(session, event_id, chat_id) is not None:
        use(session, event_id, chat_id)
        seats.recount(session, event, now)
        waiting.fill(session, event_id, now=now, hours=hours)


def release_all(session: Session, chat_id: int, now: datetime, hours: VenueHours = PARIS) -> None:
    """All that is kept for this chat is free again."""
    held = session.scalars(select(HoldRow.event_id).where(HoldRow.chat_id == chat_id)).all()
    for event_id in sorted(held):
        release(session, event_id=event_id, chat_id=chat_id, now=now, hours=hours)


def _held_row(session: Session, event_id: int, chat_id: int) -> HoldRow | None:
    session.flush()
    query = select(HoldRow).where(HoldRow.event_id == event_id, HoldRow.chat_id == chat_id)
    return session.scalar(query.execution_options(populate_existing=True))


__all__ = [
    "cancel", "keep_seats", "mark_coming", "registration", "registrations", "restore", "roster", "sign_up",
]  # fmt: skip


# Built once: every sign-up needs it.
_THEIRS = select(ParticipantRow).where(
    ParticipantRow.family_id == bindparam("family"), ParticipantRow.id.in_(bindparam("ids", expanding=True))
)


def sign_up(
    session: Session,
    *,
    family_id: int,
    event_id: int,
    participants: Sequence[int] = (),
    unnamed: int = 0,
    or_wait: bool = False,
    together: bool = False,
    chat_id: int | None = None,
    answers: Sequence[Answer] = (),
    now: datetime,
    hours: VenueHours = PARIS,
) -> SignUpOutcome:
    """Register these participants, in the order in which seats are to go to them; asking again adds nothing.

    `unnamed`: places without a name that the family wants there in all. Without seats for all who are new, with
    `or_wait` the last ones wait (`together`: all of them), else the answer is NotEnough. `chat_id`'s hold is used.
    """
    asked = tuple(dict.fromkeys(participants))
    event = seats.lock(session, event_id)
    theirs = _theirs(session, family_id, asked, chat_id)
    if event is None or theirs is None or event.status == Status.DRAFT:
        return Unknown()
    found = seats.recount_for(session, event, family_id, chat_id, now)
    held = live_rows(session, event_id, family_id) if found.live else ()
    mine = [row for row in held if row.participant_id in asked or (unnamed and row.participant_id is None)]
    new = _missing(held, asked, unnamed)
    if event.status == Status.CANCELLED:
        return EventCancelled()
    if mine and not new:
        return AlreadyIn(of_signups(session, [row.id for row in mine], hours))
    placed = refusal(session, event, new, len(held), now, hours) or place(
        session, event, family_id, new, found, or_wait=or_wait, together=together, chat_id=chat_id, now=now
    )
    if not isinstance(placed, list):
        return placed
    answering.keep(session, placed, answers, now)
    if chat_id is not None and seats.free(event):  # more may have been held than were taken
        fill(session, event_id, now=now, hours=hours)
    return Done(of_rows(session, event, (*mine, *placed), theirs, hours))


def _theirs(
    session: Session, family_id: int, asked: tuple[int, ...], chat_id: int | None
) -> Sequence[ParticipantRow] | None:
    """These participants, once nobody can leave the family any more; None if one, or who asks, is not of it."""
    phones = families.keep_together(session, family_id)
    found = session.scalars(_THEIRS, {"family": family_id, "ids": asked}).all()
    return found if len(found) == len(asked) and chat_id in (None, *phones) else None


def refusal(
    session: Session,
    event: EventRow,
    new: Sequence[int | None],
    held: int,
    now: datetime,
    hours: VenueHours,
) -> SignUpOutcome | None:
    """Why these may not take part; None when they may. `held`: places of the family there. Needs the lock."""
    if not new:
        return Unknown()
    closed = _closed(event, now)
    if closed is not None:
        return closed
    refusals = age_refusals(session, event, new, hours)
    if refusals:
        return AgeRefused(refusals)
    if event.family_cap is not None and held + len(new) > event.family_cap:
        return CapReached(event.family_cap, held)
    return None


def _closed(event: EventRow, now: datetime) -> SignUpOutcome | None:
    if event.starts_at <= now:
        return Past()
    if event.capacity is None:
        return NotNeeded()
    if event.value().takes_signups(now):
        return None
    opens = event.signup_opens_at
    return Closed(opens if opens is not None and opens > now else None)


def place(
    session: Session,
    event: EventRow,
    family_id: int,
    new: Sequence[int | None],
    found: seats.Outlook,
    *,
    or_wait: bool,
    together: bool,
    chat_id: int | None,
    now: datetime,
) -> list[SignupRow] | NotEnough | ListClosed:
    """Give these their seats, or their places in line; the new rows. `found` under the event's lock, still held."""
    free = seats.free(event) + found.kept
    line = seats.line(session, event.id) if free else ()
    allotment = allot(free, line, len(new), found.kept, together and or_wait)
    if allotment.waiting and not or_wait:
        return NotEnough(allotment.seated, len(new))
    if allotment.waiting and not waiting.takes_more(session, event.id, event.starts_at, now):
        return ListClosed(allotment.seated)
    if chat_id is not None and found.kept:
        use(session, event.id, chat_id)
    since = [None] * allotment.seated + [found.end_of_line] * allotment.waiting
    rows = [_row(event.id, family_id, *one, now, chat_id) for one in zip(new, since, strict=True)]
    session.add_all(rows)
    session.flush()
    _make_entry(rows[allotment.seated :], together)
    seats.take(session, event, allotment.seated - found.kept)
    return rows


def _make_entry(rows: Sequence[SignupRow], together: bool) -> None:
    if len(rows) > 1:
        for row in rows:
            row.entry_id, row.together = rows[0].id, together


def _row(
    event_id: int,
    family_id: int,
    participant_id: int | None,
    waiting_since: datetime | None,
    now: datetime,
    made_by: int | None,
) -> SignupRow:
    seated, token = waiting_since is None, people.new_token()
    return SignupRow(
        event_id=event_id,
        family_id=family_id,
        participant_id=participant_id,
        state=State.CONFIRMED if seated else State.WAITING,
        created_at=now,
        confirmed_at=now if seated else None,
        waiting_since=waiting_since,
        token=token,
        token_digest=people.digest(people.CHECK_IN, token),
        made_by=made_by,
    )


def mark_coming(session: Session, *, family_id: int, signup_ids: Sequence[int], now: datetime) -> int:
    """Keep that the family answered "we are coming" of these seats; how many they are."""
    return _note(session, family_id, signup_ids, coming_at=now)


def keep_seats(session: Session, *, family_id: int, signup_ids: Sequence[int], revision: int) -> int:
    """Keep of these seats that the family comes at the date of this revision of the event; how many they are."""
    return _note(session, family_id, signup_ids, kept_revision=revision)


def _note(session: Session, family_id: int, signup_ids: Sequence[int], **values: object) -> int:
    session.flush()
    done = session.execute(
        update(SignupRow)
        .where(SignupRow.family_id == family_id, SignupRow.id.in_(signup_ids), SignupRow.state == State.CONFIRMED)
        .values(**values)
        .returning(SignupRow.id)
    )
    return len(done.all())


def _missing(held: Sequence[SignupRow], asked: tuple[int, ...], unnamed: int) -> list[int | None]:
    here = {row.participant_id for row in held}
    without_name = sum(row.participant_id is None for row in held)
    named: list[int | None] = [who for who in asked if who not in here]
    return named + [None] * max(0, unnamed - without_name)
