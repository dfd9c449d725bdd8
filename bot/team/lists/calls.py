"""Whom to telephone before an event: who was reminded and is silent, who did not answer a new date, who blocked us."""

from sqlalchemy.orm import Session

from bot.assistant import cards
from bot.team.writing import WORDS
from intents.readers.births import shown_phone
from knowledge.agenda.events import Event
from scheduler.door import roll
from scheduler.reminders import digest
from scheduler.reminders.digest import Contact


def listed(session: Session, event: Event, *, named: bool) -> str:
    """By names and phones, or (`named` False) by the families' numbers alone; who was seen at the door is left out."""
    found, here = digest.of_event(session, event), roll.of_event(session, event.id)
    seen = {child.family_number for child in here.children if child.mark is not None} if here is not None else set()
    told = {"unreachable": found.unreachable, "unsettled": found.unsettled, "silent": found.silent}
    groups = {key: [one for one in contacts if one.family_number not in seen] for key, contacts in told.items()}
    lines = [WORDS.say("card-title", title=cards.title(event, "fr"))]
    for key, contacts in groups.items():
        if contacts:
            lines += ["", WORDS.say(f"digest-{key}"), *(_line(one, named=named) for one in contacts)]
    return "\n".join(lines if lines[1:] else [*lines, WORDS.say("list-nobody-to-call")])


def _line(one: Contact, *, named: bool) -> str:
    if not named:
        return WORDS.say("list-family", family=str(one.family_number))
    who = ", ".join(name or WORDS.label("who-unnamed") for name in one.first_names)
    phone = "none" if one.phone is None else shown_phone(one.phone)
    return WORDS.say("digest-contact", who=who, family=str(one.family_number), phone=phone)
