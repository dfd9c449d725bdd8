"""What an update is read against: the clock, the agenda and what the chat was told, as its chat is claimed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import clock
from bot.notices import told
from bot.notices.told import Told
from intents.dialogue.state import DialogueState
from knowledge import agenda
from knowledge.events import Event


@dataclass(frozen=True, slots=True)
class Moment:
    """`now`: on the business clock, which is `shift` ahead of the real one.

    `told`: what the chat was told unasked, or the one of it that message `replied_to` is; `talk`: what that is about.
    """

    now: datetime
    shift: timedelta
    events: tuple[Event, ...]
    told: tuple[Told, ...]
    talk: DialogueState | None
    replied_to: int | None


def read(session: Session, chat_id: int, replied_to: int | None, *, may_shift: bool) -> Moment:
    """As it is now."""
    shift = clock.shift(session, may_shift=may_shift)
    now = clock.real_now() + shift
    sent = told.read(session, chat_id, replied_to, now)
    return Moment(now, shift, agenda.upcoming(session, now), sent, told.talk(session, sent, now), replied_to)
