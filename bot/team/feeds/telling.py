"""What the team reads of its addresses: previews, what is missing, trouble. Of an address only the host is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.messages import dates
from bot.team.agenda import concerned
from bot.team.agenda.concerned import CONCERNS
from bot.team.feeds.feeds import Feed
from bot.team.writing import WORDS, short
from knowledge.agenda.events import Event, Status
from knowledge.exchange.compare import Change, Trouble

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
