"""The team's morning message about an event, and whom to telephone before it, in words."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.assistant import cards
from bot.bot_api.replies import Reply
from bot.chat.context import Services
from bot.messages import Messages, dates
from bot.team.announcing import to_event_button, to_family_button
from intents.readers.births import shown_phone
from knowledge.agenda.events import Event
from scheduler.door import roll
from scheduler.reminders import digest
from scheduler.reminders.calls import Call
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


def to_call(session: Session, event: Event, owed: Sequence[Call], *, named: bool = True) -> str:
    """Whom to telephone: who is silent, whom the bot cannot write to, who has no Telegram and is `owed` something.

    Who was seen at the door is left out.
    """
    words, found, here = Messages("fr"), digest.of_event(session, event), roll.of_event(session, event.id)
    seen = {child.family_number for child in here.children if child.mark is not None} if here is not None else set()
    groups = {
        "digest-unreachable": found.unreachable,
        "digest-unsettled": found.unsettled,
        "digest-silent": found.silent,
        "digest-owed": [Contact(one.family_number, tuple(p.first_name for p in one.people), one.phone) for one in owed],
    }
    lines = [words.say("card-title", title=cards.title(event, "fr"))]
    for key, contacts in groups.items():
        lines += _people(key, [one for one in contacts if one.family_number not in seen], words, named=named)
    return "\n".join(lines if lines[1:] else [*lines, words.say("list-nobody-to-call")])


def _people(key: str, contacts: Sequence[Contact], words: Messages, *, named: bool) -> list[str]:
    if not contacts:
        return []
    return ["", words.say(key), *(_contact(one, words, named=named) for one in contacts)]


def _contact(one: Contact, words: Messages, *, named: bool) -> str:
    if not named:
        return words.say("list-family", family=str(one.family_number))
    who = ", ".join(name or words.label("who-unnamed") for name in one.first_names)
    phone = "none" if one.phone is None else shown_phone(one.phone)
    return words.say("digest-contact", who=who, family=str(one.family_number), phone=phone)
