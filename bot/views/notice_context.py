"""A notice on its way into words: what it is about, as things stand now."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press
from bot.chat.context import Services
from bot.messages import Messages, dates
from bot.views import seat_status
from knowledge.agenda import agenda
from knowledge.agenda.events import Event
from scheduler.core.tables import LIVE, Ending, FamilyRow, State
from scheduler.outbox.outbox import Notice, NoticeKind
from scheduler.reminders.still_true import true_of
from scheduler.seats.outcomes import Registration
from scheduler.signups import signups

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
