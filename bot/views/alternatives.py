"""Other events in place of one that is cancelled or full, each with a button that takes everybody there at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.chat.context import Services
from bot.messages import Messages
from bot.views import seat_status
from knowledge.agenda.events import Event
from scheduler.seats.outcomes import Registration
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
