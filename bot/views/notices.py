"""A notice on its way into words: what it is about, as things stand now; events that were moved, cancelled, or resumed.

In place of one that is cancelled or full stand others, each with a button that takes everybody there at once. The team
sees what families will read before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Services
from bot.messages import Messages, dates
from bot.views import seat_status
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event, EventRow
from scheduler.core.people import AgeFit
from scheduler.core.tables import LIVE, Ending, FamilyRow, State
from scheduler.outbox.outbox import Notice, NoticeKind, Slot
from scheduler.reminders.still_true import true_of
from scheduler.seats.outcomes import Registration, age_refusals
from scheduler.signups import signups
from scheduler.signups.moving import alternatives


class AnyContext(Protocol):
    """The transaction, the business instant (aware UTC), the services and the family's language."""

    @property
    def session(self) -> Session:
        """The transaction."""

    @property
    def now(self) -> datetime:
        """The business clock."""

    @property
    def services(self) -> Services:
        """What does not change from turn to turn."""

    @property
    def words(self) -> Messages:
        """The sentences of the family's language."""


_AGENDA = Press(Action.AGENDA)


def offered_instead(
    context: AnyContext, family_id: int, event: Event, people: Sequence[Registration]
) -> tuple[list[str], tuple[Row, ...]]:
    """Lines and buttons: the next events that suit all of these people, and the agenda in any case."""
    words = context.words
    agenda: Row = (Button(words.label("button-agenda"), _AGENDA),)
    ids = [one.signup_id for one in people]
    found = (
        ()
        if not ids
        else alternatives(
            context.session,
            family_id=family_id,
            event_id=event.id,
            signup_ids=ids,
            now=context.now,
            hours=context.services.hours,
        )
    )
    if not found:
        return [], (agenda,)
    lines = ["", words.say("instead-lead", who=seat_status.who(people, words))]
    lines += [cards.line(other, words, context.services.zone) for other in found]
    return lines, (*((_button(context, other, ids[0]),) for other in found), agenda)


def _button(context: AnyContext, other: Event, signup_id: int) -> Button:
    key = "instead-sign-up" if other.free_places else "instead-wait"
    lead = context.words.label(key)
    label = cards.short_line(other, context.words, context.services.zone, cards.LABEL_LIMIT - len(lead) - 1)
    return Button(f"{lead} {label}", Press(Action.INSTEAD, other.code, signup_id))


_STATES: dict[NoticeKind, tuple[State, ...]] = {
    NoticeKind.REMINDER: (State.CONFIRMED,),
    NoticeKind.OFFER: (State.OFFERED,),
    NoticeKind.OFFER_NUDGE: (State.OFFERED,),
    NoticeKind.OFFER_EXPIRED: (State.CANCELLED,),
    NoticeKind.OFFER_OVER: (State.CANCELLED,),
    NoticeKind.LAST_CALL: (State.WAITING,),
    NoticeKind.LAST_CALL_LOST: (State.WAITING,),
    NoticeKind.LIST_CLOSED: (State.CANCELLED,),
    NoticeKind.PLACE_CONFIRMED: (State.CONFIRMED,),
    NoticeKind.PLACE_CANCELLED: (State.CANCELLED,),
    NoticeKind.MOVED_NUDGE: (State.CONFIRMED,),
}
_ENDED: dict[NoticeKind, Ending] = {
    NoticeKind.OFFER_EXPIRED: Ending.EXPIRED,
    NoticeKind.OFFER_OVER: Ending.EXPIRED,
    NoticeKind.LIST_CLOSED: Ending.LIST_CLOSED,
}


@dataclass(frozen=True, slots=True)
class NoticeContext:
    """`people` are those whom the notice still speaks of."""

    notice: Notice
    event: Event
    people: tuple[Registration, ...]
    words: Messages
    services: Services
    session: Session
    now: datetime

    @property
    def who(self) -> str:
        """« Léa et Tom »."""
        return seat_status.who(self.people, self.words)

    @property
    def title(self) -> str:
        """The event's, in the family's language."""
        return cards.title(self.event, self.words.language)

    @property
    def when(self) -> str:
        """Day and hours of the event."""
        event = self.event
        return dates.span(event.starts_at, event.ends_at, self.services.zone, self.words.language)

    @property
    def about(self) -> list[str]:
        """The lines that name the event."""
        return ["", self.words.say("card-title", title=self.title), self.when]

    def standing(self, *states: State) -> tuple[Registration, ...]:
        """Those of them who stand so."""
        return tuple(one for one in self.people if one.state in states)

    def speaking_of(self, people: tuple[Registration, ...]) -> "NoticeContext":
        """The same for fewer of them."""
        return replace(self, people=people)

    def button(self, label: str, action: Action, revision: int | None = None) -> Button:
        """A button about the event; without a number of its own it carries the event's revision."""
        return Button(label, Press(action, self.event.code, self.event.revision if revision is None else revision))


def drafted(session: Session, notice: Notice, services: Services, now: datetime) -> NoticeContext | None:
    """The context of a notice to a family; None when what it says is not true any more."""
    event = agenda.by_id(session, notice.event_id)
    family = session.get(FamilyRow, notice.family_id)
    if event is None or family is None or not true_of(session, notice, event, now):
        return None
    return NoticeContext(
        notice, event, _people(session, notice, now, services), Messages(family.language), services, session, now
    )


def _people(session: Session, notice: Notice, now: datetime, services: Services) -> tuple[Registration, ...]:
    # A reminder speaks of whoever has a seat, the others of the sign-ups they were put for.
    if notice.kind is NoticeKind.REMINDER:
        live = signups.registrations(session, notice.family_id, now, services.hours)
        found = [one for one in live if one.event.id == notice.event_id]
    else:
        named = (signups.registration(session, notice.family_id, n, services.hours) for n in notice.signup_ids)
        found = [one for one in named if one is not None]
    states, ended = _STATES.get(notice.kind, LIVE), _ENDED.get(notice.kind)
    return tuple(one for one in found if one.state in states and ended in (None, one.ended))


def moved(context: NoticeContext) -> Reply:
    """The old date and the new one, what becomes of each of them, and what they answer."""
    key = "event-moved-hours" if _same_day(context) else "event-moved"
    lines = [context.words.say(key, title=context.title), "", *dates_of(context), "", *_standing(context)]
    return Reply("\n".join(lines), answers(context))


def resumed(context: NoticeContext) -> Reply:
    """It was cancelled, and takes place after all."""
    lead = context.words.say("event-resumed", title=context.title)
    return Reply("\n".join([lead, "", *dates_of(context), "", *_standing(context)]), answers(context))


def cancelled(context: NoticeContext) -> Reply:
    """It does not take place; where else these people can go."""
    when = context.when if context.notice.was is None else _span(context, context.notice.was)  # the date that they know
    lead = context.words.say("event-cancelled", title=context.title, when=when)
    lines, rows = offered_instead(context, context.notice.family_id, context.event, context.people)
    return Reply("\n".join([lead, *reason_lines(context.event, context.words), *lines]), rows)


def reason_lines(event: Event, words: Messages) -> list[str]:
    """Why it is cancelled, as the team typed it; nothing when it said nothing."""
    return [words.say("event-cancelled-reason", reason=event.cancel_reason)] if event.cancel_reason else []


def quit_button(context: NoticeContext) -> Button:
    """« Quitter la liste », for everyone of the family who waits there."""
    return context.button(context.words.label("offer-quit-list"), Action.QUIT, 0)


def answers(context: NoticeContext) -> tuple[Row, ...]:
    """« Nous gardons », a way out for each of them and for all, and a question to the team."""
    words, seated = context.words, context.standing(State.CONFIRMED)
    rows: list[Row] = []
    if seated:
        rows.append((context.button(words.label("button-keep"), Action.KEEP_SEAT),))
        rows += [(context.button(_cancel(one, context), Action.ASK_CANCEL, one.signup_id),) for one in seated]
    if len(seated) > 1:
        rows.append((context.button(words.label("cancel-all"), Action.ASK_CANCEL, 0),))
    if context.standing(State.WAITING):
        rows.append((quit_button(context),))
    return (*rows, (context.button(words.label("button-question"), Action.QUESTION),))


def _cancel(one: Registration, context: NoticeContext) -> str:
    if one.first_name is None:
        return context.words.label("moved-cancel-unnamed")
    return context.words.label("moved-cancel", who=one.first_name)


def dates_of(context: NoticeContext) -> list[str]:
    """When it is now, with when it was before where that has changed."""
    was, words = context.notice.was, context.words
    if was is None:
        return [words.say("moved-same", when=context.when)]
    return [words.say("moved-before", when=_span(context, was)), words.say("moved-now", when=context.when)]


def _span(context: NoticeContext, slot: Slot) -> str:
    return dates.span(slot.starts_at, slot.ends_at, context.services.zone, context.words.language)


def _same_day(context: NoticeContext) -> bool:
    was, day = context.notice.was, context.services.hours.day
    return was is not None and day(was.starts_at) == day(context.event.starts_at)


def _standing(context: NoticeContext) -> list[str]:
    words = context.words
    groups = ((State.CONFIRMED, "moved-seated"), (State.OFFERED, "moved-offered"), (State.WAITING, "moved-waiting"))
    found = ((key, context.standing(state)) for state, key in groups)
    lines = [words.say(key, who=seat_status.who(people, words)) for key, people in found if people]
    return lines + _out_of_age(context)


def _out_of_age(context: NoticeContext) -> list[str]:
    """Who has not the age any more, or not yet, on the new day: said, and left to the team."""
    row = context.session.get_one(EventRow, context.event.id)
    people = [one.participant_id for one in context.standing(State.CONFIRMED)]
    refusals = age_refusals(context.session, row, people, context.services.hours)
    words, ages = context.words, cards.ages(context.event, context.words)
    return [
        words.say("moved-young" if one.fit is AgeFit.TOO_YOUNG else "moved-old", who=one.first_name, ages=ages)
        for one in refusals
        if one.first_name is not None
    ]
