"""The team's morning message about an event, in words."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.assistant import cards
from bot.bot_api.replies import Reply
from bot.chat.context import Services
from bot.messages import Messages, dates
from bot.team.announcing import to_event_button, to_family_button
from knowledge.agenda.events import Event
from scheduler.reminders import digest
from scheduler.reminders.digest import Contact

_MOST_BUTTONS = 8


def written(session: Session, event: Event, services: Services, now: datetime, *, named: bool = True) -> Reply:
    """How many come, and whom to telephone; in French, as the team is. `named` False: by numbers, for a group."""
    away = (services.hours.day(event.starts_at) - services.hours.day(now)).days
    words, found = Messages("fr"), digest.of_event(session, event)
    when = dates.span(event.starts_at, event.ends_at, services.zone, "fr")
    lines = [
        words.say("digest-title", away=away),
        words.say("card-title", title=cards.title(event, "fr")),
        when,
        "",
        words.say("digest-confirmed", n=found.confirmed, capacity=event.capacity or 0),
        words.say("digest-waiting", n=found.waiting),
        words.say("digest-cancelled", n=found.cancelled),
        *_people("digest-unreachable", found.unreachable, words, named=named),
        *_people("digest-unsettled", found.unsettled, words, named=named),
        *_people("digest-silent", found.silent, words, named=named),
        *([] if named else ["", words.say("list-names-in-private")]),
    ]
    asked = dict.fromkeys(one.family_number for one in (*found.unsettled, *found.silent))
    families = tuple((to_family_button(number),) for number in list(asked)[:_MOST_BUTTONS])
    return Reply("\n".join(lines), ((to_event_button(event.code),), *families))


def _people(key: str, contacts: tuple[Contact, ...], words: Messages, *, named: bool) -> list[str]:
    if not contacts:
        return []
    return ["", words.say(key), *(_contact(one, words, named=named) for one in contacts)]


def _contact(one: Contact, words: Messages, *, named: bool) -> str:
    if not named:
        return words.say("list-family", family=str(one.family_number))
    who = ", ".join(name or words.label("who-unnamed") for name in one.first_names)
    return words.say("digest-contact", who=who, family=str(one.family_number), phone=one.phone or "none")
