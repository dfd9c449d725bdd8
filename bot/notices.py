"""Notices in words, at the moment they are sent, so that « demain » is true when it is read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot import cards, clock
from bot.assistant import dates_said
from bot.buttons import Action, Button, Press, Row
from bot.messages import Messages
from bot.replies import Reply, render
from bot.scene import Desk
from bot.staff import digest
from knowledge import agenda
from knowledge.events import Event
from scheduler import signups
from scheduler.models import FamilyRow, OutboxRow, State
from scheduler.outbox import Notice, NoticeKind
from scheduler.outcomes import Registration
from scheduler.still_true import still_true


@dataclass(frozen=True, slots=True)
class _Draft:
    notice: Notice
    event: Event
    people: tuple[Registration, ...]
    words: Messages
    desk: Desk
    now: datetime

    @property
    def who(self) -> str:
        return ", ".join(one.first_name or self.words.label("who-unnamed") for one in self.people)

    @property
    def title(self) -> str:
        return cards.title(self.event, self.words.language)

    @property
    def when(self) -> str:
        event = self.event
        return dates_said.span(event.starts_at, event.ends_at, self.desk.zone, self.words.language)

    def button(self, key: str, action: Action, revision: int | None = None) -> Button:
        number = self.event.revision if revision is None else revision
        return Button(self.words.label(key), Press(action, self.event.code, number))


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
        people = _people(session, notice, now, self._desk)
        draft = _Draft(notice, event, people, Messages(family.language), self._desk, now)
        reply = _WRITERS[notice.kind](draft)
        return render(reply, chat_id=row.chat_id).to_json()


def _people(session: Session, notice: Notice, now: datetime, desk: Desk) -> tuple[Registration, ...]:
    live = signups.registrations(session, notice.family_id, now, desk.hours)
    there = tuple(one for one in live if one.event.id == notice.event_id)
    if notice.kind is NoticeKind.REMINDER:
        return tuple(one for one in there if one.state is State.CONFIRMED)
    named = (signups.registration(session, notice.family_id, n, desk.hours) for n in notice.signup_ids)
    return tuple(one for one in named if one is not None)


def _reminder(draft: _Draft) -> Reply:
    words = draft.words
    local, today = draft.event.starts_at.astimezone(draft.desk.zone), draft.now.astimezone(draft.desk.zone)
    near = dates_said.nearness(local.date(), today.date(), words.language)
    event = draft.event
    where = words.say("card-where", room=event.room) if event.room else words.say("card-where-unknown")
    lines = [
        words.say("reminder", nearness=f"{near}, " if near else "", when=draft.when),
        words.say("card-title", title=draft.title),
        where,
        words.say("reminder-who", who=draft.who),
        "",
        words.say("reminder-question"),
    ]
    rows: tuple[Row, ...] = (
        (
            draft.button("button-coming", Action.COMING),
            draft.button("cancel-button", Action.ASK_CANCEL_EVENT),
        ),
        (draft.button("button-route", Action.ROUTE),),
    )
    return Reply("\n".join(lines), rows)


def _offer(draft: _Draft) -> Reply:
    held = [one.offer_until for one in draft.people if one.offer_until is not None]
    until = dates_said.moment(min(held), draft.desk.zone, draft.words.language) if held else ""
    text = draft.words.say("offer", who=draft.who, title=draft.title, when=draft.when, until=until)
    rows: tuple[Row, ...] = (
        (draft.button("offer-take", Action.TAKE),),
        (draft.button("offer-leave", Action.LEAVE),),
    )
    return Reply(text, rows)


def _expired(draft: _Draft) -> Reply:
    text = draft.words.say("offer-expired", who=draft.who, title=draft.title, when=draft.when)
    first = draft.notice.signup_ids[0] if draft.notice.signup_ids else 0
    stay = draft.button("offer-stay", Action.STAY, first)
    return Reply(text, ((stay,), (draft.button("offer-quit", Action.KEEP),)))


def _confirmed(draft: _Draft) -> Reply:
    text = draft.words.say("place-confirmed", who=draft.who, title=draft.title, when=draft.when)
    return Reply(text, ((draft.button("button-calendar", Action.CALENDAR),),))


def _moved(draft: _Draft) -> Reply:
    text = draft.words.say("event-moved", who=draft.who, title=draft.title, when=draft.when)
    rows: tuple[Row, ...] = (
        (draft.button("button-keep", Action.COMING), draft.button("cancel-button", Action.ASK_CANCEL_EVENT)),
        (draft.button("button-calendar", Action.CALENDAR),),
    )
    return Reply(text, rows)


def _cancelled(draft: _Draft) -> Reply:
    text = draft.words.say("event-cancelled", title=draft.title, when=draft.when)
    return Reply(text, ((Button(draft.words.label("button-agenda"), Press(Action.AGENDA)),),))


_WRITERS: dict[NoticeKind, Callable[[_Draft], Reply]] = {
    NoticeKind.REMINDER: _reminder,
    NoticeKind.OFFER: _offer,
    NoticeKind.OFFER_NUDGE: _offer,
    NoticeKind.OFFER_EXPIRED: _expired,
    NoticeKind.LAST_CALL: _offer,
    NoticeKind.LIST_CLOSED: _expired,
    NoticeKind.PLACE_CONFIRMED: _confirmed,
    NoticeKind.EVENT_MOVED: _moved,
    NoticeKind.EVENT_CANCELLED: _cancelled,
}
