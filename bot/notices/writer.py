"""Notices in words, at the moment they are sent, so that « demain » is true when it is read."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot import clock
from bot.notices import changes, offers, reminders
from bot.notices.draft import Draft, drafted
from bot.replies import Reply, render
from bot.scene import Desk
from bot.staff import digest, questions
from knowledge import agenda
from scheduler import reminders as reminders_owed
from scheduler.models import OutboxRow
from scheduler.news import since_told
from scheduler.notices import waits_for_morning
from scheduler.outbox import Notice, NoticeKind, SendClass
from scheduler.still_true import true_of


class NoticeWriter:
    """Renders what the outbox owes; None when it is not true any more."""

    def __init__(self, desk: Desk, *, may_shift: bool) -> None:
        self._desk, self._may_shift = desk, may_shift

    def __call__(self, session: Session, row: OutboxRow, notice: Notice) -> str | None:
        """The payload of this row, written now."""
        now = clock.business_now(session, may_shift=self._may_shift)
        if notice.kind is NoticeKind.STAFF_DIGEST:
            return self._digest(session, row, notice, now)
        if notice.kind is NoticeKind.STAFF_QUESTION:
            asked = questions.written(session, row.id, self._desk)
            return None if asked is None else render(asked, chat_id=row.chat_id).to_json()
        news = since_told(session, notice, row.chat_id)
        draft = None if news is None else drafted(session, news, self._desk, now)
        if draft is None or self._is_put_off(session, row, draft):
            return None
        row.notice = draft.notice.to_json()
        return render(write(draft), chat_id=row.chat_id).to_json()

    def _is_put_off(self, session: Session, row: OutboxRow, draft: Draft) -> bool:
        """Whether it is a reminder that was held up until the night (Telegram or the machine was down)."""
        late = row.send_class == SendClass.REMINDER
        if not late or not waits_for_morning(draft.event.starts_at, draft.now, self._desk.hours):
            return False
        reminders_owed.put_off(session, row, draft.event.id)
        return True

    def _digest(self, session: Session, row: OutboxRow, notice: Notice, now: datetime) -> str | None:
        event = agenda.by_id(session, notice.event_id)
        if event is None or not true_of(session, notice, event, now):
            return None
        return render(digest.written(session, event, self._desk, now), chat_id=row.chat_id).to_json()


def write(draft: Draft) -> Reply:
    """The words and buttons of a notice to a family."""
    return _WRITERS[draft.notice.kind](draft)


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
