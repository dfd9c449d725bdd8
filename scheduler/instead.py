"""One tap under « annulé » or « liste close »: the same people at another event, with what they had answered."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from knowledge.models import EventRow
from scheduler import answers, seats
from scheduler.cancelling import own_rows
from scheduler.hours import PARIS, VenueHours
from scheduler.models import LIVE, SignupRow
from scheduler.moving import move
from scheduler.outcomes import Done, SignUpOutcome, Unknown
from scheduler.signups import sign_up


def sign_up_instead(
    session: Session,
    *,
    family_id: int,
    signup_ids: Sequence[int],
    to_event_id: int,
    now: datetime,
    hours: VenueHours = PARIS,
) -> SignUpOutcome:
    """Sign the participants of these sign-ups of one event up at another, all of them or (NotEnough) none.

    Live ones (of a cancelled event) are given up for it. A second tap is AlreadyIn.
    """
    rows = own_rows(session, family_id, signup_ids)
    if not rows or len({row.event_id for row in rows}) > 1:
        return Unknown()
    seats.lock_all(session, (rows[0].event_id, to_event_id))
    rows = own_rows(session, family_id, signup_ids)
    live = [row.id for row in rows if row.state in LIVE]
    if live:
        moved = move(session, family_id=family_id, signup_ids=live, to_event_id=to_event_id, now=now, hours=hours)
        if not isinstance(moved, Unknown):
            return moved
    named = [row.participant_id for row in rows if row.participant_id is not None]
    outcome = sign_up(
        session, family_id=family_id, event_id=to_event_id, participants=named,
        unnamed=len(rows) - len(named), now=now, hours=hours,
    )  # fmt: skip
    if isinstance(outcome, Done):
        _take_along(session, rows, [one.signup_id for one in outcome.registrations], family_id)
    return outcome


def unanswered_questions(session: Session, event_id: int, signup_ids: Sequence[int]) -> bool:
    """Whether the event asks something that was not answered for these sign-ups, so that a form is needed."""
    event = session.get(EventRow, event_id)
    asked = set() if event is None else set(event.value().questions)
    known = {kept.question for kept in answers.of_signups(session, signup_ids)}
    return bool(asked - known)


def _take_along(session: Session, old: Sequence[SignupRow], new_ids: Sequence[int], family_id: int) -> None:
    """The answers, and whose sign-up it is: a phone that leaves takes along what it made."""
    before = {row.participant_id: row for row in old}
    for row in own_rows(session, family_id, new_ids):
        known = before.get(row.participant_id)
        if known is None:
            continue
        row.made_by = row.made_by or known.made_by
        if row.participant_id is not None:
            answers.copy(session, known, row)
