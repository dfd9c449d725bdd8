"""Notices in words, at the moment they are sent: changed events, the waiting list, reminders."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply, render
from bot.chat.context import Services
from bot.core import clock
from bot.features.notices.context import NoticeContext, drafted
from bot.messages import dates
from bot.team import digest, questions
from bot.views import seat_status
from bot.views.alternatives import offered_instead
from bot.views.attachments import calendar_reply
from bot.views.seat_status import place_in_line
from knowledge.agenda import agenda
from knowledge.agenda.tables import EventRow
from scheduler.core.people import AgeFit
from scheduler.core.tables import OutboxRow, State
from scheduler.outbox.outbox import Notice, NoticeKind, SendClass, Slot
from scheduler.reminders import reminders as reminders_owed
from scheduler.reminders.rules import waits_for_morning
from scheduler.reminders.still_true import since_told, true_of
from scheduler.seats.outcomes import Registration, age_refusals
from scheduler.signups.event_changes import unanswered


def offer(draft: NoticeContext) -> Reply:
    """A place is held for them until then: take it, for one of them only, or leave it."""
    return Reply(_held(draft, "offer", "offer-kept"), _answers(draft))


def nudge(draft: NoticeContext) -> Reply:
    """Half of the time is over."""
    return Reply(_held(draft, "offer-nudge", "offer-kept-else"), _answers(draft))


def over(draft: NoticeContext) -> Reply:
    """What the offer's own message says once nobody answered in time; no button is left."""
    at = _at(draft, draft.notice.until or draft.now)
    return Reply(_text(draft, draft.words.say("offer-over", who=draft.who, until=at)))


def expired(draft: NoticeContext) -> Reply:
    """The news of it, with the question whether to wait for another place."""
    words = draft.words
    first = draft.people[0].signup_id if draft.people else 0
    rows: tuple[Row, ...] = (
        (draft.button(words.label("offer-stay"), Action.STAY, first),),
        (draft.button(words.label("offer-quit"), Action.QUIT, first),),
    )
    lead = words.say("offer-expired", who=draft.who, n=len(draft.people))
    return Reply(_text(draft, lead, "", words.say("offer-stay-question")), rows)


def last_call(draft: NoticeContext) -> Reply:
    """No time is left for one after the other: all who wait hear of it, and the first tap wins."""
    words = draft.words
    lead = words.say("last-call", free=draft.event.free_places or 0)
    together = any(one.together for one in draft.people)
    only = () if together else _only(draft)
    rows = ((_take(draft),), *only, (quit_button(draft),))
    return Reply(_text(draft, lead, words.say("last-call-who", who=draft.who)), rows)


def last_call_lost(draft: NoticeContext) -> Reply:
    """What the last call's message says once another family has the place."""
    lead = f"{draft.words.say('last-call-lost')} {place_in_line(draft.people, draft.words)}"
    return Reply(_text(draft, lead), ((quit_button(draft),),))


def list_closed(draft: NoticeContext) -> Reply:
    """No place became free in time; where else they can go."""
    lead = draft.words.say("list-closed", who=draft.who)
    lines, rows = offered_instead(draft, draft.notice.family_id, draft.event, draft.people)
    return Reply(_text(draft, lead, *lines), rows)


def confirmed(draft: NoticeContext) -> Reply:
    """The place is theirs."""
    row = (draft.button(draft.words.label("button-calendar"), Action.CALENDAR),)
    return Reply(_text(draft, draft.words.say("place-confirmed", who=draft.who)), (row,))


def quit_button(draft: NoticeContext) -> Button:
    """« Quitter la liste », for everyone of the family who waits there."""
    return draft.button(draft.words.label("offer-quit-list"), Action.QUIT, 0)


def _held(draft: NoticeContext, lead: str, end: str) -> str:
    n = len(draft.people)
    return _text(draft, draft.words.say(lead, who=draft.who, n=n), "", draft.words.say(end, until=_until(draft), n=n))


def _text(draft: NoticeContext, lead: str, *after: str) -> str:
    return "\n".join([lead, *draft.about, *after])


def _answers(draft: NoticeContext) -> tuple[Row, ...]:
    leave = _about_first(draft, draft.words.label("offer-leave", n=len(draft.people)), Action.LEAVE)
    return ((_take(draft),), *_only(draft), (leave,))


def _take(draft: NoticeContext) -> Button:
    return _about_first(draft, draft.words.label("offer-take", n=len(draft.people)), Action.TAKE)


def _about_first(draft: NoticeContext, label: str, action: Action) -> Button:
    return Button(label, Press(action, str(draft.people[0].signup_id), draft.event.revision))


def _only(draft: NoticeContext) -> tuple[Row, ...]:
    """A button a name, and one for the places that have none: each takes one place."""
    if len(draft.people) < 2:
        return ()
    words = draft.words
    unnamed = [one for one in draft.people if one.first_name is None][:1]
    meant = [(words.label("offer-only", who=one.first_name), one) for one in draft.people if one.first_name]
    meant += [(words.label("offer-only-unnamed"), one) for one in unnamed]
    return tuple((_about_first(draft.speaking_of((one,)), label, Action.ONLY),) for label, one in meant)


def _until(draft: NoticeContext) -> str:
    """« jusqu’à demain, samedi 14 mars 2026 à 18 h »: near to the day it is sent, and in full."""
    held = [one.offer_until for one in draft.people if one.offer_until is not None]
    until = min(held, default=draft.now)
    zone = draft.services.zone
    day, today = until.astimezone(zone).date(), draft.now.astimezone(zone).date()
    near = dates.nearness(day, today, draft.words.language)
    full = _at(draft, until)
    if near is None:
        return draft.words.say("until-far", until=full)
    return draft.words.say("until-near", near=near, until=full)


def _at(draft: NoticeContext, moment: datetime) -> str:
    return dates.moment(moment, draft.services.zone, draft.words.language)


def moved(draft: NoticeContext) -> Reply:
    """The old date and the new one, what becomes of each of them, and what they answer."""
    key = "event-moved-hours" if _same_day(draft) else "event-moved"
    lines = [draft.words.say(key, title=draft.title), "", *_dates(draft), "", *_standing(draft)]
    return Reply("\n".join(lines), answers(draft))


def resumed(draft: NoticeContext) -> Reply:
    """It was cancelled, and takes place after all."""
    lead = draft.words.say("event-resumed", title=draft.title)
    return Reply("\n".join([lead, "", *_dates(draft), "", *_standing(draft)]), answers(draft))


def moved_nudge(draft: NoticeContext) -> Reply:
    """Half of the time has passed, and they have not said whether the new date suits."""
    silent = unanswered(draft.session, draft.event.id, draft.notice.family_id)
    draft = draft.speaking_of(tuple(one for one in draft.people if one.signup_id in silent))
    words = draft.words
    lines = [words.say("moved-nudge", title=draft.title, when=draft.when), "", words.say("moved-ask", who=draft.who)]
    return Reply("\n".join(lines), answers(draft))


def cancelled(draft: NoticeContext) -> Reply:
    """It does not take place; where else these people can go."""
    when = draft.when if draft.notice.was is None else _span(draft, draft.notice.was)  # the date that they know
    lead = draft.words.say("event-cancelled", title=draft.title, when=when)
    lines, rows = offered_instead(draft, draft.notice.family_id, draft.event, draft.people)
    return Reply("\n".join([lead, *lines]), rows)


def calendar(draft: NoticeContext) -> Reply:
    """The file that changes the entry in the family's own calendar, or takes it out."""
    return calendar_reply(draft.event, draft.words, draft.services.zone, draft.now)


def answers(draft: NoticeContext) -> tuple[Row, ...]:
    """« Nous gardons », a way out for each of them and for all, and a question to the team."""
    words, seated = draft.words, draft.standing(State.CONFIRMED)
    rows: list[Row] = []
    if seated:
        rows.append((draft.button(words.label("button-keep"), Action.KEEP_SEAT),))
        rows += [(draft.button(_cancel(one, draft), Action.ASK_CANCEL, one.signup_id),) for one in seated]
    if len(seated) > 1:
        rows.append((draft.button(words.label("cancel-all"), Action.ASK_CANCEL, 0),))
    if draft.standing(State.WAITING):
        rows.append((quit_button(draft),))
    return (*rows, (draft.button(words.label("button-question"), Action.QUESTION),))


def _cancel(one: Registration, draft: NoticeContext) -> str:
    if one.first_name is None:
        return draft.words.label("moved-cancel-unnamed")
    return draft.words.label("moved-cancel", who=one.first_name)


def _dates(draft: NoticeContext) -> list[str]:
    was, words = draft.notice.was, draft.words
    if was is None:
        return [words.say("moved-same", when=draft.when)]
    return [words.say("moved-before", when=_span(draft, was)), words.say("moved-now", when=draft.when)]


def _span(draft: NoticeContext, slot: Slot) -> str:
    return dates.span(slot.starts_at, slot.ends_at, draft.services.zone, draft.words.language)


def _same_day(draft: NoticeContext) -> bool:
    was, day = draft.notice.was, draft.services.hours.day
    return was is not None and day(was.starts_at) == day(draft.event.starts_at)


def _standing(draft: NoticeContext) -> list[str]:
    words = draft.words
    groups = ((State.CONFIRMED, "moved-seated"), (State.OFFERED, "moved-offered"), (State.WAITING, "moved-waiting"))
    found = ((key, draft.standing(state)) for state, key in groups)
    lines = [words.say(key, who=seat_status.who(people, words)) for key, people in found if people]
    return lines + _out_of_age(draft)


def _out_of_age(draft: NoticeContext) -> list[str]:
    """Who has not the age any more, or not yet, on the new day: said, and left to the team."""
    row = draft.session.get_one(EventRow, draft.event.id)
    people = [one.participant_id for one in draft.standing(State.CONFIRMED)]
    refusals = age_refusals(draft.session, row, people, draft.services.hours)
    words, ages = draft.words, cards.ages(draft.event, draft.words)
    return [
        words.say("moved-young" if one.fit is AgeFit.TOO_YOUNG else "moved-old", who=one.first_name, ages=ages)
        for one in refusals
        if one.first_name is not None
    ]


def reminder(draft: NoticeContext) -> Reply:
    """When, where and who, and whether they come."""
    words, event = draft.words, draft.event
    local, today = event.starts_at.astimezone(draft.services.zone), draft.now.astimezone(draft.services.zone)
    near = dates.nearness(local.date(), today.date(), words.language)
    where = words.say("card-where", room=event.room) if event.room else words.say("card-where-unknown")
    lines = [
        words.say("reminder", nearness=f"{near}, " if near else "", when=draft.when),
        words.say("card-title", title=draft.title),
        where,
        words.say("reminder-who", who=", ".join(one.first_name or words.label("who-unnamed") for one in draft.people)),
        "",
        words.say("reminder-question"),
    ]
    rows: tuple[Row, ...] = (
        (
            draft.button(words.label("button-coming"), Action.COMING),
            draft.button(words.label("cancel-button"), Action.ASK_CANCEL_EVENT),
        ),
        (draft.button(words.label("button-route"), Action.ROUTE),),
    )
    return Reply("\n".join(lines), rows)


class NoticeWriter:
    """Renders what the outbox owes; None when it is not true any more."""

    def __init__(self, services: Services, *, may_shift: bool) -> None:
        self._desk, self._may_shift = services, may_shift

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

    def _is_put_off(self, session: Session, row: OutboxRow, draft: NoticeContext) -> bool:
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


def write(draft: NoticeContext) -> Reply:
    """The words and buttons of a notice to a family."""
    return _WRITERS[draft.notice.kind](draft)


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
    NoticeKind.EVENT_MOVED: moved,
    NoticeKind.MOVED_NUDGE: moved_nudge,
    NoticeKind.EVENT_CANCELLED: cancelled,
    NoticeKind.EVENT_RESUMED: resumed,
    NoticeKind.CALENDAR: calendar,
}
