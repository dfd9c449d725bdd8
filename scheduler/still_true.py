"""Whether a notice still says something true when its turn to be sent has come; if not, it is void."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.agenda import by_id
from knowledge.events import Event
from scheduler.models import LIVE, FamilyRow, SignupRow, State
from scheduler.move_answers import unanswered
from scheduler.outbox import Notice, NoticeKind


def still_true(session: Session, notice: Notice, now: datetime) -> bool:
    """Whether to send it: decided on the event, the family and the sign-ups as they are now."""
    event = by_id(session, notice.event_id)
    return event is not None and true_of(session, notice, event, now)


def true_of(session: Session, notice: Notice, event: Event, now: datetime) -> bool:
    """The same for whoever has the event as it is now."""
    if _too_late_for(notice.kind, event) <= now:
        return False
    if event.revision != notice.revision and notice.kind not in _AT_ANY_DATE:
        return False
    if notice.kind is NoticeKind.STAFF_DIGEST:
        return not event.is_cancelled
    family = session.get(FamilyRow, notice.family_id, populate_existing=True)
    return family is not None and _RULES[notice.kind](session, notice, event, family)


def _too_late_for(kind: NoticeKind, event: Event) -> datetime:
    """Whoever stands before a closed door wants to know why."""
    return event.ends_at if kind is NoticeKind.EVENT_CANCELLED else event.starts_at


def _reminder(session: Session, notice: Notice, event: Event, family: FamilyRow) -> bool:
    seated = _count(session, notice, (State.CONFIRMED,), named=False)
    return not event.is_cancelled and family.reminders_on and seated > 0


def _offer(session: Session, notice: Notice, event: Event, family: FamilyRow) -> bool:
    return not event.is_cancelled and _count(session, notice, (State.OFFERED,)) > 0


def _offer_expired(session: Session, notice: Notice, event: Event, family: FamilyRow) -> bool:
    return not event.is_cancelled and _count(session, notice, (State.CANCELLED,)) > 0


def _last_call_lost(session: Session, notice: Notice, event: Event, family: FamilyRow) -> bool:
    return not event.is_cancelled and not event.free_places and _count(session, notice, (State.WAITING,)) > 0


def _last_call(session: Session, notice: Notice, event: Event, family: FamilyRow) -> bool:
    return not event.is_cancelled and bool(event.free_places) and _count(session, notice, (State.WAITING,)) > 0


def _list_closed(session: Session, notice: Notice, event: Event, family: FamilyRow) -> bool:
    return not event.is_cancelled and _count(session, notice, LIVE) == 0


def _place_confirmed(session: Session, notice: Notice, event: Event, family: FamilyRow) -> bool:
    return not event.is_cancelled and _count(session, notice, (State.CONFIRMED,)) > 0


def _event_moved(session: Session, notice: Notice, event: Event, family: FamilyRow) -> bool:
    return not event.is_cancelled and _count(session, notice, LIVE) > 0


def _moved_nudge(session: Session, notice: Notice, event: Event, family: FamilyRow) -> bool:
    return not event.is_cancelled and bool(unanswered(session, notice.event_id, notice.family_id))


def _calendar(session: Session, notice: Notice, event: Event, family: FamilyRow) -> bool:
    return _count(session, notice, (State.CONFIRMED,)) > 0


def _event_cancelled(session: Session, notice: Notice, event: Event, family: FamilyRow) -> bool:
    return event.is_cancelled


def _count(session: Session, notice: Notice, states: tuple[State, ...], named: bool = True) -> int:
    query = (
        select(func.count())
        .select_from(SignupRow)
        .where(
            SignupRow.family_id == notice.family_id,
            SignupRow.event_id == notice.event_id,
            SignupRow.state.in_(states),
        )
    )
    # A reminder speaks of whoever holds a seat when it is sent, not only of those it was put for.
    return session.scalar(query.where(SignupRow.id.in_(notice.signup_ids)) if named else query) or 0


# That an offer is over stays true when the event moves, and nothing else tells those who have no seat any more.
_AT_ANY_DATE = (NoticeKind.OFFER_EXPIRED, NoticeKind.OFFER_OVER)
_RULES: dict[NoticeKind, Callable[[Session, Notice, Event, FamilyRow], bool]] = {
    NoticeKind.REMINDER: _reminder,
    NoticeKind.OFFER: _offer,
    NoticeKind.OFFER_NUDGE: _offer,
    NoticeKind.OFFER_EXPIRED: _offer_expired,
    NoticeKind.OFFER_OVER: _offer_expired,
    NoticeKind.LAST_CALL: _last_call,
    NoticeKind.LAST_CALL_LOST: _last_call_lost,
    NoticeKind.LIST_CLOSED: _list_closed,
    NoticeKind.PLACE_CONFIRMED: _place_confirmed,
    NoticeKind.EVENT_MOVED: _event_moved,
    NoticeKind.MOVED_NUDGE: _moved_nudge,
    NoticeKind.EVENT_CANCELLED: _event_cancelled,
    NoticeKind.EVENT_RESUMED: _event_moved,
    NoticeKind.CALENDAR: _calendar,
}
