"""Whether a notice still says something true when its turn has come, and what a change is to one chat."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event, by_id
from scheduler.core.tables import LIVE, FamilyRow, OutboxRow, SignupRow, State
from scheduler.outbox.outbox import Audience, Notice, NoticeKind, OutboxState, Slot
from scheduler.signups.event_changes import unanswered

STATES = {Audience.SEATED: (State.CONFIRMED,), Audience.IN_LINE: (State.WAITING, State.OFFERED)}
AFTERWARDS = timedelta(days=2)  # « merci d’être venus » is told so long after an event


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
    if kind is NoticeKind.ANNOUNCEMENT:
        return event.ends_at + AFTERWARDS
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


def _place_cancelled(session: Session, notice: Notice, event: Event, family: FamilyRow) -> bool:
    return _count(session, notice, (State.CANCELLED,)) > 0


def _event_moved(session: Session, notice: Notice, event: Event, family: FamilyRow) -> bool:
    return not event.is_cancelled and _count(session, notice, LIVE) > 0


def _moved_nudge(session: Session, notice: Notice, event: Event, family: FamilyRow) -> bool:
    return not event.is_cancelled and bool(unanswered(session, notice.event_id, notice.family_id))


def _calendar(session: Session, notice: Notice, event: Event, family: FamilyRow) -> bool:
    return _count(session, notice, (State.CONFIRMED,)) > 0


def _event_cancelled(session: Session, notice: Notice, event: Event, family: FamilyRow) -> bool:
    return event.is_cancelled


def _announcement(session: Session, notice: Notice, event: Event, family: FamilyRow) -> bool:
    return _count(session, notice, STATES[Audience(notice.rule or "")], named=False) > 0


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
_AT_ANY_DATE = (NoticeKind.OFFER_EXPIRED, NoticeKind.OFFER_OVER, NoticeKind.ANNOUNCEMENT)
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
    NoticeKind.PLACE_CANCELLED: _place_cancelled,
    NoticeKind.PLACE_MOVED: _event_moved,
    NoticeKind.EVENT_MOVED: _event_moved,
    NoticeKind.MOVED_NUDGE: _moved_nudge,
    NoticeKind.EVENT_CANCELLED: _event_cancelled,
    NoticeKind.EVENT_RESUMED: _event_moved,
    NoticeKind.CALENDAR: _calendar,
    NoticeKind.ANNOUNCEMENT: _announcement,
}


_OF_CHANGE = (NoticeKind.EVENT_MOVED, NoticeKind.EVENT_RESUMED, NoticeKind.EVENT_CANCELLED)


def since_told(session: Session, notice: Notice, chat_id: int) -> Notice | None:
    """The notice as this chat is to read it; None when it tells nothing that the chat does not know."""
    if notice.kind is NoticeKind.CALENDAR:
        before = _row(session, notice, notice.revision, chat_id)
        return None if before is not None and before.state == OutboxState.VOID else notice
    event = agenda.by_id(session, notice.event_id)
    if notice.kind not in _OF_CHANGE or event is None:
        return notice
    untold = (notice, *_untold_before(session, notice, chat_id))
    known = next((one.was for one in reversed(untold) if one.was is not None), None)
    return _difference(notice, event, known, thought_off=untold[-1].kind is NoticeKind.EVENT_RESUMED)


def _difference(notice: Notice, event: Event, known: Slot | None, thought_off: bool) -> Notice | None:
    was = None if known == Slot(event.starts_at, event.ends_at) else known
    if event.is_cancelled:
        return None if thought_off else replace(notice, kind=NoticeKind.EVENT_CANCELLED, was=was)
    if thought_off:
        return replace(notice, kind=NoticeKind.EVENT_RESUMED, was=was)
    return replace(notice, kind=NoticeKind.EVENT_MOVED, was=was) if was else None


def _untold_before(session: Session, notice: Notice, chat_id: int) -> Iterator[Notice]:
    """The changes just before this one that were never told to the chat, the newest first."""
    for revision in range(notice.revision - 1, 0, -1):
        row = _row(session, notice, revision, chat_id)
        if row is None or row.notice is None or row.state == OutboxState.SENT:
            return
        yield Notice.from_json(row.notice)


def _row(session: Session, notice: Notice, revision: int, chat_id: int) -> OutboxRow | None:
    keys = [f"{kind}:{notice.family_id}:{notice.event_id}:{revision}:{chat_id}" for kind in _OF_CHANGE]
    return session.scalar(select(OutboxRow).where(OutboxRow.key.in_(keys)))
