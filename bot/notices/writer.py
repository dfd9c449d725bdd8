"""Notices in words, at the moment they are sent, so that « demain » is true when it is read."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from bot import clock
from bot.messages import Messages
from bot.notices import changes, offers, reminders
from bot.notices.draft import Draft, people_of
from bot.replies import Reply, render
from bot.scene import Desk
from bot.staff import digest
from knowledge import agenda
from scheduler.models import FamilyRow, OutboxRow
from scheduler.outbox import Notice, NoticeKind
from scheduler.still_true import still_true


class NoticeWriter:
    """Renders what the outbox owes; None when it is not true any more."""

    def __init__(self, desk: Desk, *, may_shift: bool) -> None:
        self._desk, self._may_shift = desk, may_shift

    def __call__(self, session: Session, row: OutboxRow, notice: Notice) -> str | None:
        """The payload of this row, written now."""
        now = clock.business_now(session, may_shift=self._may_shift)
        event = agenda.by_id(session, notice.event_id)
        if event is None or not still_true(session, notice, now):
            return None
        if notice.kind is NoticeKind.STAFF_DIGEST:
            return render(digest.written(session, event, self._desk), chat_id=row.chat_id).to_json()
        family = session.get_one(FamilyRow, notice.family_id)
        people = people_of(session, notice, now, self._desk)
        draft = Draft(notice, event, people, Messages(family.language), self._desk, session, now)
        return render(_WRITERS[notice.kind](draft), chat_id=row.chat_id).to_json()


_WRITERS: dict[NoticeKind, Callable[[Draft], Reply]] = {
    NoticeKind.REMINDER: reminders.reminder,
    NoticeKind.OFFER: offers.offer,
    NoticeKind.OFFER_NUDGE: offers.nudge,
    NoticeKind.OFFER_EXPIRED: offers.expired,
    NoticeKind.OFFER_OVER: offers.over,
    NoticeKind.LAST_CALL: offers.last_call,
    NoticeKind.LAST_CALL_LOST: offers.last_call_lost,
    NoticeKind.LIST_CLOSED: offers.list_closed,
    NoticeKind.PLACE_CONFIRMED: offers.confirmed,
    NoticeKind.EVENT_MOVED: changes.moved,
    NoticeKind.MOVED_NUDGE: changes.moved_nudge,
    NoticeKind.EVENT_CANCELLED: changes.cancelled,
    NoticeKind.EVENT_RESUMED: changes.resumed,
    NoticeKind.CALENDAR: changes.calendar,
}
