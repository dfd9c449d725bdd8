"""What the beat does for doors: tells those who check in who is missing after a quarter of an hour, closes the rest."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from bot.assistant import cards
from bot.bot_api.replies import Reply
from bot.core import staff
from bot.team.door import view
from bot.team.lists import screens
from bot.team.writing import WORDS
from intents.readers.births import shown_phone
from scheduler.core.hours import VenueHours
from scheduler.door import closing, roll
from scheduler.door.closing import AtTheDoor
from scheduler.door.roll import Child, Roll

MOST_NAMED = 20


def tell(session: Session, managers: Collection[int], now: datetime, hours: VenueHours) -> None:
    """Once an event, to each who checked somebody in there and is of the team still."""
    for due in closing.absents_due(session, now):
        found = roll.of_event(session, due.event.id, hours)
        if found is not None and found.missing:
            _tell(session, due, found, managers, now, hours)
    closing.close_due(session, now, hours)


def _tell(
    session: Session, due: AtTheDoor, found: Roll, managers: Collection[int], now: datetime, hours: VenueHours
) -> None:
    lines = [WORDS.say("absents", n=len(found.missing), title=cards.title(due.event, "fr"))]
    lines += [_line(child) for child in found.missing[:MOST_NAMED]]
    said = Reply("\n".join([*lines, WORDS.say("absents-how")]), ((view.to_list(due.event),),))
    for person in due.persons:
        if staff.role_of(session, person, managers) is not None:
            screens.owe_noted(session, due.event, person, said, now, hours)


def _line(child: Child) -> str:
    phone = "none" if child.phone is None else shown_phone(child.phone)
    return WORDS.say("absents-line", who=view.named(child), family=str(child.family_number), phone=phone)
