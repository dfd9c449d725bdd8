"""An agenda that a manager sent: what it would do, seen before; then all of it or nothing, at one press.

Its file is fetched and read before the transaction, while others are answered.
"""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session
from telegram.error import TelegramError

from bot.bot_api.api import Api
from bot.bot_api.replies import Action, At, Button, Press, Reply, Row, owe, render
from bot.chat.context import AgendaFile, Context, Services, remember_labels
from bot.chat.state import Outcome
from bot.chat.turn import Document, Turn
from bot.core import clock, staff
from bot.core.staff import Act, Role
from bot.core.tables import AgendaImportRow
from bot.messages import dates
from bot.team import answers
from bot.team.agenda import concerned
from bot.team.agenda.concerned import CONCERNS, Concerned
from bot.team.agenda.planned import Done, carried_out, said_of
from bot.team.writing import WORDS, asking
from knowledge.agenda import agenda
from knowledge.exchange import formats, rows
from knowledge.exchange.apply import preview
from knowledge.exchange.compare import Planned, Preview, What
from knowledge.exchange.draft import (
    AgendaChangedError,
    AgendaImportError,
    BadLinesError,
    EventDraft,
    Problem,
    SignupsExistError,
    UnreadableFileError,
)
from knowledge.store.database import Database
from scheduler.core.hours import VenueHours
from scheduler.outbox.outbox import SendClass, put_edit, row_of
from scheduler.reminders.rules import fault_in

_MOST_LINES = 8  # of each kind, so that all of it stays one message
_MOST_PROBLEMS = 20
_COUNTED = (What.NEW, What.CHANGED, *CONCERNS, What.UNCHANGED)


def received(context: Context, file: AgendaFile) -> Outcome:
    """A file has come: what it would do, or why it cannot be read."""
    if file.problem:
        return _in_place_of_reading(context, file, Reply(WORDS.say(file.problem, most=MOST_MB)))
    if file.lines:
        return _in_place_of_reading(context, file, Reply("\n".join(_problems(file.lines))))
    try:
        return _previewed(context, file)
    except SignupsExistError as error:
        return _in_place_of_reading(context, file, _lost(error))


def _in_place_of_reading(context: Context, file: AgendaFile, said: Reply, *more: Reply) -> Outcome:
    """In the place of the message that said that it was being read; the rest below it."""
    if file.said_id is None:
        return asking(context, None, said, *more)
    chat_id = context.turn.chat_id
    payload = render(said, chat_id=chat_id).to_json()
    reply, now = SendClass.REPLY, context.now
    put_edit(context.session, edits_id=file.said_id, chat_id=chat_id, payload=payload, send_class=reply, now=now)
    done = asking(context, None, *more)
    return replace(done, conversation=remember_labels(done.conversation, (said, *more)))


def _lost(error: SignupsExistError) -> Reply:
    return Reply(WORDS.say("plan-file-lost", uids=", ".join(error.uids[:_MOST_LINES])))


def _problems(lines: Sequence[Problem]) -> Iterator[str]:
    yield WORDS.say("plan-file-wrong", n=len(lines))
    for one in lines[:_MOST_PROBLEMS]:
        about = {"column": one.column, "value": one.value, "expected": one.expected}
        reason = WORDS.say(f"plan-wrong-{one.cause.value}", **about)
        yield WORDS.say("plan-wrong-line", line=str(one.line)) + reason
    if len(lines) > _MOST_PROBLEMS:
        yield WORDS.say("plan-others", n=len(lines) - _MOST_PROBLEMS)


def _previewed(context: Context, file: AgendaFile, lead: str = "") -> Outcome:
    """What it would do, kept until the yes, with the very messages that families would read."""
    found = preview(context.session, file.drafts, context.now, as_drafts=True)
    whom = concerned.by_event(context.session, [one.before.id for one in found.of(*CONCERNS) if one.before is not None])
    read = Reply(WORDS.say("plan-file-read", name=file.name, n=len(file.drafts)))
    if not found.changes_something:
        return _in_place_of_reading(context, file, read, Reply(WORDS.say("plan-file-same")))
    row = AgendaImportRow(
        by=context.turn.person or 0,
        name=file.name,
        drafts=rows.drafts_to_json(file.drafts),
        seen=found.fingerprint,
        created_at=context.now,
    )
    context.session.add(row)
    context.session.flush()
    said = Reply("\n".join([*([lead] if lead else []), *_said(context, found, whom)]), _rows(row.id))
    return _in_place_of_reading(context, file, read, *_samples(context, found, whom), said)


def _rows(import_id: int) -> tuple[Row, ...]:
    return (
        (Button(WORDS.label("plan-apply"), Press(Action.PLAN, "apply", import_id)),),
        (Button(WORDS.label("plan-leave"), Press(Action.PLAN, "leave", import_id)),),
    )


def _samples(context: Context, found: Preview, whom: dict[int, Concerned]) -> Iterator[Reply]:
    """Of each kind of news the first message, word for word."""
    for what in CONCERNS:
        for one in found.of(what):
            if one.before is not None and one.before.id in whom:
                yield from concerned.messages(context, what, one.before, one.draft, whom[one.before.id])
                break


def _said(context: Context, found: Preview, whom: dict[int, Concerned]) -> Iterator[str]:
    yield WORDS.say("plan-would")
    for what in _COUNTED:
        if number := len(found.of(what)):
            yield WORDS.say(f"plan-would-{what.value}", n=number)
    if found.missing:
        yield WORDS.say("plan-would-missing", n=len(found.missing))
    for what in CONCERNS:
        yield from _listed([_news(context, one, whom) for one in found.of(what)])
    if waiting := _offered(context, found):
        yield WORDS.say("plan-offers", n=waiting)
    past = [one.draft for one in found.of(What.MOVED) if one.draft.ends_at <= context.now]
    yield from _listed([WORDS.say("plan-into-the-past", title=one.title) for one in past])
    differing = [one.draft for one in found.planned if one.what is not What.UNCHANGED]
    if open_to_all := sum(one.draft.capacity is None for one in found.of(What.NEW)):
        yield WORDS.say("plan-without-places", n=open_to_all)
    yield from _listed(list(concerned.too_many(differing, context)))
    yield from _listed(list(concerned.clashes(differing, agenda.to_come(context.session, context.now), context)))
    everybody = concerned.of_all(whom.values())
    yield ""
    yield from concerned.told(everybody)
    yield WORDS.say("plan-nothing-yet")


def _offered(context: Context, found: Preview) -> int:
    """How many wait where there will be more places than are taken."""
    ids = [
        one.before.id
        for one in found.of(What.CHANGED)
        if one.before is not None and "capacity" in one.differing and (one.draft.capacity or 0) > one.before.taken
    ]
    return concerned.of_all(concerned.by_event(context.session, ids).values()).waiting


def _listed(lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield from lines[:_MOST_LINES]
    if len(lines) > _MOST_LINES:
        yield WORDS.say("plan-others", n=len(lines) - _MOST_LINES)


def _news(context: Context, one: Planned, whom: dict[int, Concerned]) -> str:
    zone, before = context.services.zone, one.before
    assert before is not None
    about = {
        "title": one.draft.title,
        "was": dates.moment(before.starts_at, zone, "fr"),
        "when": dates.moment(one.draft.starts_at, zone, "fr"),
        "who": whom[before.id].counted if before.id in whom else "none",
    }
    return WORDS.say(f"plan-line-{one.what.value}", **about)


def applied(context: Context, import_id: int) -> Outcome:
    """« Appliquer »: all of it, if the agenda is what it was when this was shown; else it is shown anew."""
    row, file = context.session.get(AgendaImportRow, import_id), context.file
    if row is None or file is None:
        return context.answer(toast=WORDS.label("old-button"))
    name, before = row.name, row.seen
    context.session.delete(row)
    try:
        done = carried_out(context, file.drafts, seen=before, as_drafts=True)
    except AgendaChangedError:
        return _previewed(context, replace(file, name=name), WORDS.say("plan-changed-meanwhile"))
    except SignupsExistError as error:
        return asking(context, None, _lost(error))
    staff.note(context.session, context.turn.person, Act.AGENDA_IMPORTED, context.now, import_id)
    return asking(context, None, Reply("\n".join(_done(done)), _afterwards(done), context.was_pressed))


def _done(done: Done) -> Iterator[str]:
    report = done.report
    counts = {
        "new": report.added,
        "changed": report.changed,
        "moved": report.moved,
        "cancelled": report.cancelled,
        "unchanged": report.unchanged,
    }
    yield WORDS.say("plan-did")
    for name, ids in counts.items():
        if ids:
            yield WORDS.say(f"plan-did-{name}", n=len(ids))
    if report.over:
        yield WORDS.say("plan-did-over", n=len(report.over))
    yield said_of(done)


def _afterwards(done: Done) -> tuple[Row, ...]:
    shown: Row = (Button(WORDS.label("plan-list"), Press(Action.PLANNED, "list")),)
    publish: Row = (Button(WORDS.label("plan-publish-all"), Press(Action.PLAN, "all")),)
    return (publish, shown) if done.report.added else (shown,)


def left(context: Context, import_id: int) -> Outcome:
    """« Ne rien changer »."""
    row = context.session.get(AgendaImportRow, import_id)
    if row is not None:
        context.session.delete(row)
    return asking(context, None, Reply(WORDS.say("plan-left"), in_place=context.was_pressed))


MOST_MB = 20  # what Telegram lets a bot fetch
MOST_BYTES = MOST_MB * 1024 * 1024
FORMATS = tuple(f".{ending}" for ending in formats.ENDINGS.values())

log = logging.getLogger(__name__)


def read_agenda(content: bytes, name: str, hours: VenueHours, now: datetime) -> tuple[EventDraft, ...]:
    """The events of a file; raises AgendaImportError. Every agenda that comes by Telegram is read here."""
    return formats.read(content, name, hours.zone, now, fault_in)


class Documents:
    """Fetches what a manager sends; whoever else sends something is not even looked at."""

    def __init__(self, db: Database, api: Api, services: Services, *, may_shift: bool) -> None:
        self._db, self._api, self._services, self._may_shift = db, api, services, may_shift

    async def read(self, turn: Turn) -> AgendaFile | None:
        """The agenda in what was sent; None when it is not for the agenda."""
        document = turn.document
        if document is None or not (turn.is_private or _is_agenda(document)):
            return None
        if not await self._db.run(self._is_for_us, turn):
            return None
        if not _is_agenda(document):
            return AgendaFile(document.name, problem="plan-file-format")
        if document.size > MOST_BYTES:
            return AgendaFile(document.name, problem="plan-file-large")
        said_id, now = await self._db.run(self._say_reading, turn)
        return await self._fetched(document, said_id, now)

    async def staged(self, import_id: int) -> AgendaFile | None:
        """The events of a file that waits for a yes."""
        text = await self._db.run(_drafts_of, import_id)
        return None if text is None else AgendaFile("", await asyncio.to_thread(rows.drafts_from_json, text))

    def _is_for_us(self, session: Session, turn: Turn) -> bool:
        """Whether a manager sends it, alone with the bot or in the team's chat, and not as an answer to a family."""
        if answers.answers_a_question(session, turn):
            return False
        if not turn.is_private and turn.chat_id != staff.chat_of(session, self._services.staff_chat_id):
            return False
        return staff.role_of(session, turn.person, self._services.staff_ids) is Role.MANAGER

    def _say_reading(self, session: Session, turn: Turn) -> tuple[int | None, datetime]:
        """Once, however often this update is tried: that it is being read."""
        now = clock.business_now(session, may_shift=self._may_shift)
        key = f"agenda-file:{turn.chat_id}:{turn.message_id}"
        name = turn.document.name if turn.document else ""
        said, at = Reply(WORDS.say("plan-file-reading", name=name)), At(turn.topic_id)
        made = owe(session, turn.chat_id, said, now, send_class=SendClass.REPLY, key=key, at=at)
        return made or row_of(session, key), now

    async def _fetched(self, document: Document, said_id: int | None, now: datetime) -> AgendaFile:
        try:
            content = await self._api.download(document.file_id, most=MOST_BYTES)
        except TelegramError as error:
            log.warning("a file was not fetched", extra={"action": "fetch_failed", "error": type(error).__name__})
            return AgendaFile(document.name, problem="plan-file-unreachable", said_id=said_id)
        if content is None:
            return AgendaFile(document.name, problem="plan-file-large", said_id=said_id)
        try:
            # In a thread: a large file takes a second, and the others are answered meanwhile.
            drafts = await asyncio.to_thread(read_agenda, content, document.name, self._services.hours, now)
        except BadLinesError as error:
            return AgendaFile(document.name, lines=error.problems, said_id=said_id)
        except UnreadableFileError as error:
            return AgendaFile(document.name, problem=f"plan-flaw-{error.flaw}", said_id=said_id)
        except AgendaImportError:
            return AgendaFile(document.name, problem="plan-file-unreadable", said_id=said_id)
        return AgendaFile(document.name, drafts, "" if drafts else "plan-file-empty", said_id=said_id)


def _is_agenda(document: Document) -> bool:
    return document.name.lower().endswith(FORMATS)


def _drafts_of(session: Session, import_id: int) -> str | None:
    row = session.get(AgendaImportRow, import_id)
    return None if row is None else row.drafts
