"""An address read when it is due, and what that leads to: applied by itself, asked of the team, told as trouble.

Of an address only the host is shown.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bot_api.replies import Action, Button, Press, Reply, Row, owe
from bot.core import clock, staff
from bot.core.settings import Settings
from bot.core.staff import Act
from bot.core.team_tables import FeedRow
from bot.core.web import Fetch, FetchError
from bot.messages import dates
from bot.team.agenda import concerned
from bot.team.agenda.concerned import CONCERNS
from bot.team.feeds import feeds
from bot.team.feeds.feeds import Due, Feed
from bot.team.writing import WORDS, short
from knowledge.agenda.agenda import Event, EventRow, Status
from knowledge.exchange import compare, formats
from knowledge.exchange.apply import ImportReport, apply
from knowledge.exchange.compare import Change, Reading, Trouble, compared, judge, only
from knowledge.exchange.draft import AgendaImportError, BadLinesError, EventDraft, UnreadableFileError
from knowledge.exchange.rows import drafts_from_json, drafts_to_json
from knowledge.store.database import Database
from knowledge.store.engine import DATABASE_FAULTS
from scheduler.core.hours import VenueHours
from scheduler.outbox.outbox import put_by
from scheduler.reminders.rules import fault_in
from scheduler.signups.event_changes import follow_up

MOST_LINES = MOST_BUTTONS = 8
_TOLD_APART = frozenset({"status", "starts_at", "ends_at", "capacity"})


@dataclass(frozen=True, slots=True)
class Failure:
    """Why nothing could be read: `kind` is a sentence; with lines at fault, the first of them, its reason, how many."""

    kind: str
    line: int = 0
    is_entry: bool = False
    cause: str = ""
    column: str = ""
    count: int = 0


def button(key: str, code: str, revision: int = 0, **words: str) -> Button:
    """A button of ours."""
    return Button(short(WORDS.label(f"feed-{key}", **words)), Press(Action.FEED, code, revision))


def named(feed: Feed) -> dict[str, str]:
    """How it is called in a sentence."""
    return {"number": str(feed.id), "host": feed.host}


def trouble(feed: Feed, failure: Failure) -> Reply:
    """Nothing was changed, and why; with what can be done."""
    lines = [WORDS.say("feed-trouble", **named(feed)), WORDS.say(f"feed-flaw-{failure.kind}")]
    if failure.cause:
        lines.append(_at_fault(failure))
    lines.append(WORDS.say("feed-trouble-told"))
    fewer = [button("fewer", "fewer", feed.id)] if failure.kind == Trouble.HALVED else []
    return Reply("\n".join(lines), ((*fewer, button("now", "now", feed.id)),))


def _at_fault(failure: Failure) -> str:
    return WORDS.say(
        "feed-at-fault",
        n=failure.count,
        place="entry" if failure.is_entry else "line",
        line=str(failure.line),
        column=failure.column or "none",
        cause=WORDS.label(f"feed-cause-{failure.cause}"),
    )


def well(feed: Feed) -> Reply:
    """It is read again."""
    return Reply(WORDS.say("feed-well", **named(feed)))


def added(feed: Feed, count: int) -> Reply:
    """So many new events wait to be published."""
    return Reply(WORDS.say("feed-added-events", n=count, **named(feed)))


def preview(session: Session, feed: Feed, version: int, changes: Sequence[Change], zone: ZoneInfo) -> Reply:
    """What would change, event by event, with how many places are taken, and which families would be told."""
    whom = concerned.by_event(session, [one.row.id for one in changes if one.row and one.what in CONCERNS])
    lines = [WORDS.say("feed-preview", n=len(changes), **named(feed)), ""]
    lines += [f"• {_line(one, zone)}" for one in changes[:MOST_LINES]]
    lines += _more(len(changes))
    buttons = button("apply", f"apply-{feed.id}", version), button("leave", f"leave-{feed.id}", version)
    return Reply("\n".join([*lines, "", *concerned.told(concerned.of_all(whom.values()))]), (buttons,))


def _more(count: int) -> list[str]:
    return [WORDS.say("feed-more", n=count - MOST_LINES)] if count > MOST_LINES else []


def _line(change: Change, zone: ZoneInfo) -> str:
    """« Petits robots », samedi… : what changes, in this order."""
    columns, draft, event = change.differing, change.draft, change.row
    assert event is not None
    said = [WORDS.say(f"feed-change-{draft.status.value}")] if "status" in columns else []
    if columns & {"starts_at", "ends_at"}:
        said.append(WORDS.say("feed-change-moved", when=dates.span(draft.starts_at, draft.ends_at, zone, "fr")))
    if "capacity" in columns:
        said.append(WORDS.say("feed-change-capacity", old=event.capacity or 0, new=draft.capacity or 0))
    others = sorted(columns - _TOLD_APART)
    if others:
        names = ", ".join(dict.fromkeys(WORDS.label(f"feed-column-{one}") for one in others))
        said.append(WORDS.say("feed-change-others", names=names))
    return f"{about('feed-change', event, zone)} → {', '.join(said)}."


def about(key: str, event: Event, zone: ZoneInfo) -> str:
    """A sentence about an event: « Petits robots », samedi 5 décembre, de 14 h à 16 h (7 places prises)."""
    span = dates.span(event.starts_at, event.ends_at, zone, "fr")
    return WORDS.say(key, title=event.title, when=span, taken=event.taken)


def missing(feed: Feed, events: Sequence[Event], zone: ZoneInfo) -> Reply:
    """Events that the feed names no more: asked about, never cancelled; a yes is that of the agenda (team.agenda)."""
    lines = [WORDS.say("feed-missing", n=len(events), **named(feed)), ""]
    lines += [f"• {about('feed-change', one, zone)}" for one in events[:MOST_LINES]]
    lines += _more(len(events))
    rows: list[Row] = [(button("kept-all", "kept", feed.id),)]
    rows += [
        (Button(WORDS.label("feed-cancel-one", title=one.title), Press(Action.PLAN, f"cancel-{one.code}")),)
        for one in events[:MOST_BUTTONS]
        if one.status is Status.SCHEDULED
    ]
    return Reply("\n".join([*lines, "", WORDS.say("feed-missing-how")]), tuple(rows))


SOON = timedelta(minutes=15)
# A server that is away for a moment is nobody's trouble: these are told when the second try fails too.
_PASSES = frozenset({"unreachable", "too-slow", "refused"})
_CHUNK = 500


def settle(
    session: Session,
    feed_id: int,
    found: tuple[EventDraft, ...] | Failure,
    now: datetime,
    hours: VenueHours,
    team: int | None,
) -> None:
    """Take in what was read; `team`: its chat. Nothing happens when the address was removed meanwhile."""
    row = feeds.locked(session, feed_id)
    if row is None:
        return
    chat = row.added_by if team is None else team
    if isinstance(found, Failure):
        _troubled(session, row, found, chat, now)
        return
    before = feeds.known(session, feed_id)
    reading = judge(found, _stored(session, {*before, *(one.uid for one in found)}), before, now, row.accepts_fewer)
    if reading.trouble is not None:
        _troubled(session, row, Failure(reading.trouble.value), chat, now)
        return
    _well(session, row, chat, now)
    _take_in(session, row, reading, chat, now, hours.zone)
    feeds.note_asked(session, feed_id, {one.uid for one in found if one.uid in before and before[one.uid].asked}, False)


def _troubled(session: Session, row: FeedRow, failure: Failure, chat: int, now: datetime) -> None:
    """Told once, however often it happens again, until it is well."""
    row.failed += 1
    if failure.kind in _PASSES and row.failed == 1:
        row.due_at = now + SOON
    elif row.trouble is None:
        row.trouble = failure.kind
        owe(session, chat, trouble(feeds.value(row), failure), now)
    session.flush()


def _well(session: Session, row: FeedRow, chat: int, now: datetime) -> None:
    if row.trouble is not None:
        row.trouble = None
        owe(session, chat, well(feeds.value(row)), now)
    row.failed, row.good_at, row.accepts_fewer = 0, now, False


def _take_in(session: Session, row: FeedRow, reading: Reading, chat: int, now: datetime, zone: ZoneInfo) -> None:
    """In one transaction: what goes by itself, what is remembered, what is asked."""
    apply(session, (*reading.new, *reading.by_itself), now)  # no family is told of any of it
    feeds.remember(session, row.id, reading.settled)
    feed, replies = feeds.value(row), list[Reply]()
    if reading.new:
        replies.append(added(feed, len(reading.new)))
    waiting = drafts_to_json(reading.waiting) if reading.waiting else None
    if waiting != row.waiting:
        row.waiting, row.version = waiting, row.version + 1
        if waiting:
            replies.append(preview(session, feed, row.version, changes(session, reading.waiting), zone))
    if reading.missing:
        feeds.note_asked(session, row.id, [one.uid for one in reading.missing])
        replies.append(missing(feed, reading.missing, zone))
    for one in replies:
        owe(session, chat, one, now)
    session.flush()


def _stored(session: Session, uids: Iterable[str]) -> dict[str, Event]:
    wanted = sorted(uids)
    chunks = (wanted[start : start + _CHUNK] for start in range(0, len(wanted), _CHUNK))
    rows = (session.scalars(select(EventRow).where(EventRow.uid.in_(chunk))) for chunk in chunks)
    return {row.uid: row.value() for some in rows for row in some}


def changes(session: Session, drafts: Sequence[EventDraft]) -> list[Change]:
    """What each would do to its event; what somebody has taken out meanwhile is left off."""
    stored = _stored(session, (one.uid for one in drafts))
    return [compared(one, stored[one.uid], as_drafts=True) for one in drafts if one.uid in stored]


def accept(
    session: Session, feed_id: int, version: int, by: int, now: datetime, hours: VenueHours
) -> ImportReport | None:
    """Apply what waits, all of it, and owe to families what they must hear; None where there is nothing to decide.

    SignupsExistError: then nothing of it.
    """
    row = _of_version(session, feed_id, version)
    if row is None or row.waiting is None:
        return None
    waiting = drafts_from_json(row.waiting)
    narrowed = (only(one.draft, one.differing) for one in changes(session, waiting))
    report = apply(session, [one for one in narrowed if one is not None], now)
    follow_up(session, report, hours, now)
    _decided(session, row, waiting, is_ours=True)
    feeds.adopt(session, feed_id, [one.uid for one in waiting])
    staff.note(session, by, Act.FEED_APPLIED, now, feed_id)
    return report


def leave(session: Session, feed_id: int, version: int, by: int, now: datetime) -> bool:
    """Leave the agenda as it is, none of this is asked again until the source says something else; whether any was."""
    row = _of_version(session, feed_id, version)
    if row is None or row.waiting is None:
        return False
    _decided(session, row, drafts_from_json(row.waiting), is_ours=False)
    staff.note(session, by, Act.FEED_LEFT, now, feed_id)
    return True


def _of_version(session: Session, feed_id: int, version: int) -> FeedRow | None:
    row = feeds.locked(session, feed_id)
    return row if row is not None and row.version == version else None


def _decided(session: Session, row: FeedRow, waiting: Iterable[EventDraft], is_ours: bool) -> None:
    row.waiting = None
    feeds.remember(session, row.id, [(one.uid, compare.digest(one)) for one in waiting], is_ours)
    session.flush()


log = logging.getLogger(__name__)

LOOK_EVERY_S = 20.0


class FeedReader:
    """Looks for what is due. `fetch` goes to the network; `owed` is told how many messages a reading owes."""

    def __init__(self, db: Database, settings: Settings, fetch: Fetch, owed: Callable[[int], None]) -> None:
        self._db, self._settings, self._fetch, self._owed = db, settings, fetch, owed

    async def run(self) -> NoReturn:
        """Look again and again, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self.look()
            except Exception as error:  # a database that is away for a moment, say: the next look may work
                log.warning("feeds not looked for", extra={"action": "feeds_failed", "error": type(error).__name__})

    async def look(self) -> int:
        """Read all that is due, one after the other; how many were."""
        due, now = await self._db.run(self._due)
        for one in due:
            found = await self._read(one, now)
            self._owed(await self._take_in(one.feed_id, found))
            kind = found.kind if isinstance(found, Failure) else "read"
            log.info("feed %d: %s", one.feed_id, kind, extra={"action": "feed_read", "feed": one.feed_id})
        return len(due)

    async def _read(self, due: Due, now: datetime) -> tuple[EventDraft, ...] | Failure:
        """Nothing of what goes wrong here names the address, which is its owner's secret."""
        if due.address is None:
            return Failure("sealed")
        try:
            fetched = await self._fetch(due.address)
            zone = self._settings.zone
            return await asyncio.to_thread(formats.read, fetched.content, fetched.name, zone, now, fault_in)
        except FetchError as error:
            return Failure(error.flaw.value)
        except AgendaImportError as error:
            return failure_of(error)
        except Exception as error:  # one address must not keep the others from being read
            log.error("feed %d failed", due.feed_id, extra={"action": "feed_failed", "error": type(error).__name__})
            return Failure("broken")

    async def _take_in(self, feed_id: int, found: tuple[EventDraft, ...] | Failure) -> int:
        try:
            return await self._db.run(self._settled, feed_id, found)
        except DATABASE_FAULTS:
            raise
        except Exception as error:  # what is odd in one agenda must not keep the others from being read
            log.error("feed %d failed", feed_id, extra={"action": "feed_failed", "error": type(error).__name__})
            return await self._db.run(self._settled, feed_id, Failure("broken"))

    def _due(self, session: Session) -> tuple[tuple[Due, ...], datetime]:
        now = self._now(session)
        return feeds.claim(session, now), now

    def _settled(self, session: Session, feed_id: int, found: tuple[EventDraft, ...] | Failure) -> int:
        team = staff.chat_of(session, self._settings.staff_chat_id)
        settle(session, feed_id, found, self._now(session), self._settings.hours, team)
        return put_by(session)

    def _now(self, session: Session) -> datetime:
        return clock.business_now(session, may_shift=self._settings.api_is_local)


def failure_of(error: AgendaImportError) -> Failure:
    """What the team reads of a file that cannot be read."""
    if isinstance(error, BadLinesError):
        first = error.problems[0]
        return Failure("bad-lines", first.line, first.is_entry, first.cause.value, first.column, len(error.problems))
    return Failure(f"file-{error.flaw.value}" if isinstance(error, UnreadableFileError) else "not-utf8")
