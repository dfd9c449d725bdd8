"""What the outbox owes to the team's chat, and of its answers, written when its turn comes; its morning message.

That one says how many come to an event, and whom to telephone before it.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.assistant import cards
from bot.bot_api.replies import ANYWHERE, At, Call, Reply, render
from bot.chat.context import Services
from bot.core.tables import ThreadRow
from bot.messages import Messages, dates
from bot.team import answers, questions, threads
from bot.team.announcing import to_event_button, to_family_button
from intents.readers.births import shown_phone
from knowledge.agenda.agenda import Event
from scheduler.core.tables import OutboxRow
from scheduler.door import roll
from scheduler.outbox.outbox import Notice, NoticeKind
from scheduler.reminders import for_team
from scheduler.reminders.for_team import Contact

KINDS = (
    NoticeKind.STAFF_QUESTION,
    NoticeKind.STAFF_TOPIC,
    NoticeKind.STAFF_RECALL,
    NoticeKind.STAFF_FIX,
    NoticeKind.ANSWER_ASKED,
)


def written(session: Session, row: OutboxRow, notice: Notice, services: Services) -> Call | None:
    """The call; None when it is not true any more."""
    match notice.kind:
        case NoticeKind.STAFF_TOPIC:
            return threads.acted(session, notice, questions.titled(session, notice.about, services))
        case NoticeKind.STAFF_QUESTION:
            return _said(row, questions.written(session, row.id, services), _of_question(session, row))
        case NoticeKind.STAFF_RECALL:
            return _said(row, questions.recalled(session, notice.about), _of_thread(session, notice.about, row))
        case NoticeKind.STAFF_FIX:
            asks = answers.asks_instead(session, notice.about)
            return None if asks is None else _said(row, *asks)
        case _:
            return _said(row, answers.asked_whether(session, notice.about), ANYWHERE)


def _said(row: OutboxRow, reply: Reply | None, at: At) -> Call | None:
    return None if reply is None else render(reply, chat_id=row.chat_id, at=at)


def _of_question(session: Session, row: OutboxRow) -> At:
    asked = questions.sent_as(session, row.id)
    return ANYWHERE if asked is None or asked.thread_id is None else _of_thread(session, asked.thread_id, row)


def _of_thread(session: Session, thread_id: int, row: OutboxRow) -> At:
    thread = session.get(ThreadRow, thread_id)
    return ANYWHERE if thread is None else threads.where(session, thread, row.chat_id)


_MOST_BUTTONS = 8


def morning(session: Session, event: Event, services: Services, now: datetime, *, named: bool = True) -> Reply:
    """How many come, and whom to telephone; in French, as the team is. `named` False: by numbers, for a group."""
    away = (services.hours.day(event.starts_at) - services.hours.day(now)).days
    words, found = Messages("fr"), for_team.of_event(session, event)
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


def to_call(session: Session, event: Event, owed: Sequence[for_team.Call], *, named: bool = True) -> str:
    """Whom to telephone: who is silent, whom the bot cannot write to, who has no Telegram and is `owed` something.

    Who was seen at the door is left out.
    """
    words, found, here = Messages("fr"), for_team.of_event(session, event), roll.of_event(session, event.id)
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
