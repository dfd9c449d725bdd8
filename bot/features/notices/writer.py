"""Notices in words, at the moment they are sent: changed events, the waiting list, reminders."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.bot_api.replies import Action, Button, Press, Reply, Row, render
from bot.chat.context import Services
from bot.core import clock
from bot.messages import dates
from bot.team import announcements, weeks
from bot.team import answers as of_the_team
from bot.team.phone.calls import morning
from bot.views.attachments import calendar_reply
from bot.views.notices import (
    NoticeContext,
    answers,
    cancelled,
    dates_of,
    drafted,
    moved,
    offered_instead,
    quit_button,
    resumed,
)
from bot.views.seat_status import place_in_line
from knowledge.agenda import agenda
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import Notice, NoticeKind, SendClass
from scheduler.reminders import reminders as reminders_owed
from scheduler.reminders.rules import waits_for_morning
from scheduler.reminders.still_true import since_told, true_of
from scheduler.signups.event_changes import unanswered


def offer(context: NoticeContext) -> Reply:
    """A place is held for them until then: take it, for one of them only, or leave it."""
    return Reply(_held(context, "offer", "offer-kept"), _answers(context))


def nudge(context: NoticeContext) -> Reply:
    """Half of the time is over."""
    return Reply(_held(context, "offer-nudge", "offer-kept-else"), _answers(context))


def over(context: NoticeContext) -> Reply:
    """What the offer's own message says once nobody answered in time; no button is left."""
    at = _at(context, context.notice.until or context.now)
    return Reply(_text(context, context.words.say("offer-over", who=context.who, until=at)))


def expired(context: NoticeContext) -> Reply:
    """The news of it, with the question whether to wait for another place."""
    words = context.words
    first = context.people[0].signup_id if context.people else 0
    rows: tuple[Row, ...] = (
        (context.button(words.label("offer-stay"), Action.STAY, first),),
        (context.button(words.label("offer-quit"), Action.QUIT, first),),
    )
    lead = words.say("offer-expired", who=context.who, n=len(context.people))
    return Reply(_text(context, lead, "", words.say("offer-stay-question")), rows)


def last_call(context: NoticeContext) -> Reply:
    """No time is left for one after the other: all who wait hear of it, and the first tap wins."""
    words = context.words
    lead = words.say("last-call", free=context.event.free_places or 0)
    together = any(one.together for one in context.people)
    only = () if together else _only(context)
    rows = ((_take(context),), *only, (quit_button(context),))
    return Reply(_text(context, lead, words.say("last-call-who", who=context.who)), rows)


def last_call_lost(context: NoticeContext) -> Reply:
    """What the last call's message says once another family has the place."""
    lead = f"{context.words.say('last-call-lost')} {place_in_line(context.people, context.words)}"
    return Reply(_text(context, lead), ((quit_button(context),),))


def list_closed(context: NoticeContext) -> Reply:
    """No place became free in time; where else they can go."""
    lead = context.words.say("list-closed", who=context.who)
    lines, rows = offered_instead(context, context.notice.family_id, context.event, context.people)
    return Reply(_text(context, lead, *lines), rows)


def confirmed(context: NoticeContext) -> Reply:
    """The place is theirs."""
    row = (context.button(context.words.label("button-calendar"), Action.CALENDAR),)
    return Reply(_text(context, context.words.say("place-confirmed", who=context.who)), (row,))


def place_cancelled(context: NoticeContext) -> Reply:
    """The team gave a place up for them."""
    row = (context.button(context.words.label("button-question"), Action.QUESTION),)
    return Reply(_text(context, context.words.say("notice-place-cancelled", who=context.who)), (row,))


def place_moved(context: NoticeContext) -> Reply:
    """The team moved them to another event or date."""
    words = context.words
    rows: tuple[Row, ...] = (
        (context.button(words.label("button-calendar"), Action.CALENDAR),),
        (context.button(words.label("button-question"), Action.QUESTION),),
    )
    lead = words.say("notice-place-moved", who=context.who)
    return Reply("\n".join([lead, "", words.say("card-title", title=context.title), *dates_of(context)]), rows)


def _held(context: NoticeContext, lead: str, end: str) -> str:
    n = len(context.people)
    return _text(
        context, context.words.say(lead, who=context.who, n=n), "", context.words.say(end, until=_until(context), n=n)
    )


def _text(context: NoticeContext, lead: str, *after: str) -> str:
    return "\n".join([lead, *context.about, *after])


def _answers(context: NoticeContext) -> tuple[Row, ...]:
    leave = _about_first(context, context.words.label("offer-leave", n=len(context.people)), Action.LEAVE)
    return ((_take(context),), *_only(context), (leave,))


def _take(context: NoticeContext) -> Button:
    return _about_first(context, context.words.label("offer-take", n=len(context.people)), Action.TAKE)


def _about_first(context: NoticeContext, label: str, action: Action) -> Button:
    return Button(label, Press(action, str(context.people[0].signup_id), context.event.revision))


def _only(context: NoticeContext) -> tuple[Row, ...]:
    """A button a name, and one for the places that have none: each takes one place."""
    if len(context.people) < 2:
        return ()
    words = context.words
    unnamed = [one for one in context.people if one.first_name is None][:1]
    meant = [(words.label("offer-only", who=one.first_name), one) for one in context.people if one.first_name]
    meant += [(words.label("offer-only-unnamed"), one) for one in unnamed]
    return tuple((_about_first(context.speaking_of((one,)), label, Action.ONLY),) for label, one in meant)


def _until(context: NoticeContext) -> str:
    """« jusqu’à demain, samedi 14 mars 2026 à 18 h »: near to the day it is sent, and in full."""
    held = [one.offer_until for one in context.people if one.offer_until is not None]
    until = min(held, default=context.now)
    zone = context.services.zone
    day, today = until.astimezone(zone).date(), context.now.astimezone(zone).date()
    near = dates.nearness(day, today, context.words.language)
    full = _at(context, until)
    if near is None:
        return context.words.say("until-far", until=full)
    return context.words.say("until-near", near=near, until=full)


def _at(context: NoticeContext, moment: datetime) -> str:
    return dates.moment(moment, context.services.zone, context.words.language)


def moved_nudge(context: NoticeContext) -> Reply:
    """Half of the time has passed, and they have not said whether the new date suits."""
    silent = unanswered(context.session, context.event.id, context.notice.family_id)
    context = context.speaking_of(tuple(one for one in context.people if one.signup_id in silent))
    words = context.words
    lines = [
        words.say("moved-nudge", title=context.title, when=context.when),
        "",
        words.say("moved-ask", who=context.who),
    ]
    return Reply("\n".join(lines), answers(context))


def calendar(context: NoticeContext) -> Reply:
    """The file that changes the entry in the family's own calendar, or takes it out."""
    return calendar_reply(context.event, context.words, context.services.zone, context.now)


def announced(context: NoticeContext) -> Reply:
    """What the team wrote, with its button, for whoever types the button's words; the words are in the chat."""
    return Reply("", ((context.button(context.words.label("button-question"), Action.QUESTION),),))


def reminder(context: NoticeContext) -> Reply:
    """When, where and who, and whether they come."""
    words, event = context.words, context.event
    local, today = event.starts_at.astimezone(context.services.zone), context.now.astimezone(context.services.zone)
    near = dates.nearness(local.date(), today.date(), words.language)
    where = words.say("card-where", room=event.room) if event.room else words.say("card-where-unknown")
    lines = [
        words.say("reminder", nearness=f"{near}, " if near else "", when=context.when),
        words.say("card-title", title=context.title),
        where,
        words.say(
            "reminder-who", who=", ".join(one.first_name or words.label("who-unnamed") for one in context.people)
        ),
        "",
        words.say("reminder-question"),
    ]
    rows: tuple[Row, ...] = (
        (
            context.button(words.label("button-coming"), Action.COMING),
            context.button(words.label("cancel-button"), Action.ASK_CANCEL_EVENT),
        ),
        (context.button(words.label("button-route"), Action.ROUTE),),
    )
    return Reply("\n".join(lines), rows)


class NoticeWriter:
    """Renders what the outbox owes; None when it is not true any more."""

    def __init__(self, services: Services, *, may_shift: bool) -> None:
        self._services, self._may_shift = services, may_shift

    def __call__(self, session: Session, row: OutboxRow, notice: Notice) -> str | None:
        """The payload of this row, written now."""
        now = clock.business_now(session, may_shift=self._may_shift)
        if notice.kind is NoticeKind.STAFF_DIGEST:
            return self._digest(session, row, notice, now)
        if notice.kind in of_the_team.OWED:
            call = of_the_team.written(session, row, notice, self._services)
            return None if call is None else call.to_json()
        if notice.kind is NoticeKind.ANNOUNCEMENT:
            said = announcements.written(session, row.chat_id, notice, self._services, now)
            return None if said is None else render(said, chat_id=row.chat_id).to_json()
        news = since_told(session, notice, row.chat_id)
        context = None if news is None else drafted(session, news, self._services, now)
        if context is None or self._is_put_off(session, row, context):
            return None
        row.notice = context.notice.to_json()
        return render(write(context), chat_id=row.chat_id).to_json()

    def _is_put_off(self, session: Session, row: OutboxRow, context: NoticeContext) -> bool:
        """Whether it is a reminder that was held up until the night (Telegram or the machine was down)."""
        late = row.send_class == SendClass.REMINDER
        if not late or not waits_for_morning(context.event.starts_at, context.now, self._services.hours):
            return False
        reminders_owed.put_off(session, row, context.event.id)
        return True

    def _digest(self, session: Session, row: OutboxRow, notice: Notice, now: datetime) -> str | None:
        event = agenda.by_id(session, notice.event_id)
        if event is None or not true_of(session, notice, event, now):
            return None
        said = morning(session, event, self._services, now, named=row.chat_id > 0)
        said = weeks.with_the_week(session, said, event, now, self._services.hours)
        return render(said, chat_id=row.chat_id).to_json()


def write(context: NoticeContext) -> Reply:
    """The words and buttons of a notice to a family."""
    return _WRITERS[context.notice.kind](context)


_WRITERS: dict[NoticeKind, Callable[[NoticeContext], Reply]] = {
    NoticeKind.REMINDER: reminder,
    NoticeKind.OFFER: offer,
    NoticeKind.OFFER_NUDGE: nudge,
    NoticeKind.OFFER_EXPIRED: expired,
    NoticeKind.OFFER_OVER: over,
    NoticeKind.LAST_CALL: last_call,
    NoticeKind.LAST_CALL_LOST: last_call_lost,
    NoticeKind.LIST_CLOSED: list_closed,
    NoticeKind.PLACE_CONFIRMED: confirmed,
    NoticeKind.PLACE_CANCELLED: place_cancelled,
    NoticeKind.PLACE_MOVED: place_moved,
    NoticeKind.EVENT_MOVED: moved,
    NoticeKind.MOVED_NUDGE: moved_nudge,
    NoticeKind.EVENT_CANCELLED: cancelled,
    NoticeKind.EVENT_RESUMED: resumed,
    NoticeKind.CALENDAR: calendar,
    NoticeKind.ANNOUNCEMENT: announced,
}
