"""What the team writes to the families of an event, or to one family: whom it reaches, and its words.

It goes out as notices, a row a phone, behind everything else. Whether a family is still to get it is seen at its turn.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from bot.assistant import cards
from bot.bot_api.replies import TEXT_LIMIT, Action, Button, Press, Reply
from bot.chat.context import Services
from bot.core import staff
from bot.core.staff import Act
from bot.core.tables import AnnouncementRow
from bot.messages import Messages, dates
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event, EventRow
from knowledge.library.content import LANGUAGES
from scheduler.core.tables import FamilyRow, SignupRow
from scheduler.families import contacts, families
from scheduler.outbox.outbox import Audience, Notice, NoticeKind, SendClass, put, put_notice
from scheduler.reminders import for_team
from scheduler.reminders.still_true import AFTERWARDS, STATES, true_of

LONGEST = 3000  # characters
_TO_ONE_LASTS = timedelta(days=2)  # what was written to one family is sent so long, should it come back meanwhile


@dataclass(frozen=True, slots=True)
class Written:
    """What the team wrote; without English, `en` is empty."""

    fr: str
    en: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Whom it is for: the families of an event, or the one with this number."""

    audience: Audience
    event_code: str = ""
    family_number: int = 0


@dataclass(frozen=True, slots=True)
class Recipient:
    """A family and its phones. `people`: its places at the event."""

    family_id: int
    number: int
    chats: tuple[int, ...]
    languages: frozenset[str]
    people: int = 0
    is_reachable: bool = True
    is_called: bool = False  # it has no chat, and gave its number


@dataclass(frozen=True, slots=True)
class Recipients:
    """All of them, and the event, if it is about one."""

    event: Event | None
    families: tuple[Recipient, ...]

    @property
    def people(self) -> int:
        """How many take part, or wait to."""
        return sum(one.people for one in self.families)

    @property
    def out_of_reach(self) -> int:
        """How many families have blocked the bot."""
        return sum(not one.is_reachable for one in self.families)

    @property
    def to_call(self) -> int:
        """How many families have no chat: the team calls them."""
        return sum(one.is_called for one in self.families)

    @property
    def languages(self) -> frozenset[str]:
        """In which languages it will be read."""
        return frozenset(language for one in self.families for language in one.languages)


def recipients(session: Session, target: Target) -> Recipients:
    """Whom it would reach now."""
    if target.audience is Audience.FAMILY:
        one = _family(session, target)
        return Recipients(None, () if one is None else (one,))
    event = agenda.by_code(session, target.event_code)
    return Recipients(event, () if event is None else tuple(_of_event(session, event, target.audience)))


def _of_event(session: Session, event: Event, audience: Audience) -> Iterator[Recipient]:
    held = (SignupRow.event_id == event.id, SignupRow.state.in_(STATES[audience]))
    people = Counter(session.scalars(select(SignupRow.family_id).where(*held)))
    for row in session.scalars(select(FamilyRow).where(FamilyRow.id.in_(people)).order_by(FamilyRow.id)).all():
        yield _recipient(session, row, people[row.id])


def _recipient(session: Session, row: FamilyRow, people: int = 0) -> Recipient:
    chats = families.all_chats_of_family(session, row.id)
    can_read = bool(families.chats_of_family(session, row.id))
    is_called = not chats and bool(contacts.called(session, (row.id,)))
    return Recipient(row.id, row.number, chats, frozenset({row.language}), people, can_read or is_called, is_called)


def _family(session: Session, target: Target) -> Recipient | None:
    row = session.scalar(select(FamilyRow).where(FamilyRow.number == target.family_number))
    found = None if row is None else _recipient(session, row)
    return None if found is None or found.is_called else found


def worded(written: Written, event: Event | None, words: Messages, services: Services) -> Reply:
    """The message as a family reads it, in its language; in French, said to be so, where no English was written."""
    named = [] if event is None else [Messages.escape(about(event, words, services))]
    told = written.fr if words.language == "fr" else written.en
    lines = [words.say("announcement"), *named, ""]
    lines += [Messages.escape(told)] if told else [words.say("announcement-in-french"), "", Messages.escape(written.fr)]
    question = Button(words.label("button-question"), Press(Action.QUESTION, "" if event is None else event.code))
    answer = Button(words.label("announcement-answer"), Press(Action.TEAM))
    return Reply("\n".join(lines), ((answer if event is None else question,),))


def about(event: Event, words: Messages, services: Services) -> str:
    """« Petits robots, samedi 5 décembre 2026 à 10 h », plain text."""
    when = dates.moment(event.starts_at, services.zone, words.language)
    return words.label("announcement-about", title=cards.title(event, words.language), when=when)


def fits(written: Written, event: Event | None, services: Services) -> bool:
    """Whether there are words, and Telegram takes the whole message in either language."""
    if not written.fr or max(len(written.fr), len(written.en)) > LONGEST:
        return False
    both = (worded(written, event, Messages(language), services) for language in LANGUAGES)
    return all(len(reply.text) <= TEXT_LIMIT for reply in both)


def send(
    session: Session, target: Target, written: Written, found: Recipients, *, by: int, chat_id: int, now: datetime
) -> AnnouncementRow:
    """Owe it to each phone of each of these families, once; in this transaction, with what tells how far it is."""
    until = now + _TO_ONE_LASTS if found.event is None else max(found.event.ends_at, now) + AFTERWARDS
    row = AnnouncementRow(
        event_id=None if found.event is None else found.event.id,
        audience=target.audience.value,
        fr=written.fr,
        en=written.en or None,
        by=by,
        chat_id=chat_id,
        families=len(found.families) - found.to_call,
        created_at=now,
        until=until,
    )
    session.add(row)
    session.flush()
    for one in found.families:
        for chat in one.chats:
            _put(session, row, found.event, one.family_id, chat, now)
        if one.is_called:
            notice, key = _notice(row, found.event, one.family_id), f"{calls_of(row.id)}{one.family_id}"
            put_notice(session, notice, (), send_class=SendClass.ANNOUNCEMENT, key=key, now=now)
    staff.note(session, by, Act.WROTE if target.audience is Audience.FAMILY else Act.ANNOUNCED, now, row.id)
    return row


def _put(
    session: Session, row: AnnouncementRow, event: Event | None, family_id: int, chat_id: int, now: datetime
) -> None:
    notice = _notice(row, event, family_id)
    # One family is waited for by whoever writes to it, and its message is worth a second one after an unclear failure.
    send_class = SendClass.CONFIRMATION if event is None else SendClass.ANNOUNCEMENT
    put(session, chat_id=chat_id, send_class=send_class, notice=notice, key=f"{key_of(row.id)}{chat_id}", now=now)


def _notice(row: AnnouncementRow, event: Event | None, family_id: int) -> Notice:
    return Notice(
        kind=NoticeKind.ANNOUNCEMENT,
        family_id=family_id,
        event_id=0 if event is None else event.id,
        revision=0,
        rule=row.audience,
        about=row.id,
    )


def key_of(announcement_id: int) -> str:
    """How the keys of its outbox rows begin."""
    return f"announcement-{announcement_id}:"


def calls_of(announcement_id: int) -> str:
    """How the keys of its calls begin."""
    return f"{key_of(announcement_id)}call:"


def written(session: Session, chat_id: int, notice: Notice, services: Services, now: datetime) -> Reply | None:
    """The words for this phone, now; None when it was stopped, or is not for its family any more."""
    row = session.get(AnnouncementRow, notice.about, populate_existing=True)
    if row is None or row.stopped_at is not None or row.until <= now or not row.fr:
        return None
    event = None if row.event_id is None else agenda.by_id(session, row.event_id)
    family = families.family_of(session, chat_id)
    if family is None or family.id != notice.family_id:
        return None
    if notice.event_id and (event is None or not true_of(session, notice, event, now)):
        return None
    return worded(Written(row.fr, row.en or ""), event, Messages(family.language), services)


def stop(session: Session, announcement_id: int, by: int, now: datetime) -> bool:
    """What has not left does not leave; False when there is nothing to stop."""
    going = (AnnouncementRow.stopped_at.is_(None), AnnouncementRow.reported_at.is_(None))
    stopped = update(AnnouncementRow).where(AnnouncementRow.id == announcement_id, *going).values(stopped_at=now)
    if session.scalar(stopped.returning(AnnouncementRow.id)) is None:
        return False
    for_team.call_off(session, calls_of(announcement_id), now)
    staff.note(session, by, Act.STOPPED, now, announcement_id)
    return True


def with_families(session: Session, since: datetime) -> tuple[tuple[Event, int], ...]:
    """The events that have not ended before `since` and that families have a place at, or wait for; how many people."""
    live = [state for states in STATES.values() for state in states]
    there = exists().where(SignupRow.event_id == EventRow.id, SignupRow.state.in_(live))
    rows = session.scalars(select(EventRow).where(EventRow.ends_at > since, there).order_by(EventRow.starts_at)).all()
    people = Counter(
        session.scalars(
            select(SignupRow.event_id).where(
                SignupRow.event_id.in_([row.id for row in rows]), SignupRow.state.in_(live)
            )
        )
    )
    return tuple((row.value(), people[row.id]) for row in rows)
