"""From a table's rows to drafts, checked alike whichever format they came in; formats of others become such rows."""

import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

from knowledge.agenda.agenda import Audience, Event, Kind, Status, Theme
from knowledge.exchange import cells
from knowledge.exchange.cells import KNOWN, UNREAD, Cells, Table, TableRow, protect
from knowledge.exchange.draft import QUESTIONS, BadLinesError, Cause, EventDraft, Problem, place

# A title fits a button or a line, an event's page fits one Telegram message of 4096 characters.
UID_LIMIT, TITLE_LIMIT, ROOM_LIMIT, DESCRIPTION_LIMIT, REMINDERS_LIMIT = 200, 200, 100, 3000, 200
LINE_CONTROLS = "\n\t"  # a description may have paragraphs
OLDEST = 120
LARGEST = 100_000

# Says what is wrong with a `reminders` cell, None when nothing is: their grammar is the scheduler's.
ReminderCheck = Callable[[str], str | None]


def anything(reminders: str) -> str | None:
    """The check that takes every `reminders` cell."""
    return None


@dataclass(frozen=True, slots=True)
class Placed:
    """A draft, and where in its file it stands (see Problem)."""

    line: int
    is_entry: bool
    draft: EventDraft


def read_rows(table: Table, zone: ZoneInfo) -> tuple[Placed, ...]:
    """The rows as drafts, in their order; wall times are read in `zone`. BadLinesError with all that is wrong."""
    problems = list(table.problems)
    found = []
    for row in table.rows:
        cells = Cells(row, zone)
        found.append(Placed(row.line, row.is_entry, _draft(cells, row.absent)))
        problems += cells.problems
    problems += _repeated(found)
    if problems:
        raise BadLinesError(problems)
    return tuple(found)


def drafts_of(found: Iterable[Placed], check_reminders: ReminderCheck = anything) -> tuple[EventDraft, ...]:
    """The drafts alone; BadLinesError where `check_reminders` does not take what is written there."""
    found = tuple(found)
    problems = _reminders(found, check_reminders)
    if problems:
        raise BadLinesError(problems)
    return tuple(one.draft for one in found)


def _draft(cells: Cells, absent: frozenset[str]) -> EventDraft:
    draft = EventDraft(
        uid=cells.needed("uid", UID_LIMIT),
        title=cells.needed("title", TITLE_LIMIT),
        title_en=cells.text("title_en", TITLE_LIMIT),
        starts_at=cells.needed_moment("starts_at"),
        ends_at=cells.needed_moment("ends_at"),
        kind=cells.word("kind", Kind, Kind.WORKSHOP),
        room=cells.text("room", ROOM_LIMIT),
        age_min=cells.number("age_min", 0, OLDEST),
        age_max=cells.number("age_max", 0, OLDEST),
        audiences=tuple(map(Audience, cells.words("audiences", Audience))),
        themes=tuple(map(Theme, cells.words("themes", Theme))),
        capacity=cells.number("capacity", 1, LARGEST),
        description=cells.text("description", DESCRIPTION_LIMIT, LINE_CONTROLS),
        description_en=cells.text("description_en", DESCRIPTION_LIMIT, LINE_CONTROLS),
        signup_opens_at=cells.moment("signup_opens_at"),
        signup_closes_at=cells.moment("signup_closes_at"),
        status=cells.word("status", Status, Status.SCHEDULED),
        reminders=cells.text("reminders", REMINDERS_LIMIT),
        questions=cells.words("questions", QUESTIONS),
        family_cap=cells.number("family_cap", 1, LARGEST),
        unsaid=absent,
    )
    _check(cells, draft)
    return draft


def _check(cells: Cells, draft: EventDraft) -> None:
    if not cells.shown("kind"):
        cells.note(Cause.EMPTY, "kind")
    _check_times(cells, draft)
    if draft.age_min is not None and draft.age_max is not None and draft.age_min > draft.age_max:
        cells.note(Cause.AGES_REVERSED, value=str(draft.age_min), expected=str(draft.age_max))


def _check_times(cells: Cells, draft: EventDraft) -> None:
    if UNREAD not in (draft.starts_at, draft.ends_at) and draft.ends_at <= draft.starts_at:
        cells.note(Cause.END_BEFORE_START, "ends_at", cells.shown("ends_at"), cells.shown("starts_at"))
    opens, closes = draft.signup_opens_at, draft.signup_closes_at
    if opens and closes and UNREAD not in (opens, closes) and closes <= opens:
        shown = cells.shown("signup_closes_at"), cells.shown("signup_opens_at")
        cells.note(Cause.CLOSES_BEFORE_OPENING, "signup_closes_at", *shown)


def _repeated(found: Iterable[Placed]) -> list[Problem]:
    first: dict[str, int] = {}
    problems = []
    for one in found:
        line = first.setdefault(one.draft.uid, one.line)
        if one.draft.uid and line != one.line:
            said = one.draft.uid, place(line, one.is_entry)
            problems.append(Problem(one.line, Cause.UID_TWICE, "uid", *said, is_entry=one.is_entry))
    return problems


def _reminders(found: Iterable[Placed], check: ReminderCheck) -> list[Problem]:
    problems = []
    for one in found:
        written = one.draft.reminders
        wrong = check(written) if written else None
        if written and wrong is not None:
            problems.append(Problem(one.line, Cause.BAD_REMINDERS, "reminders", written, wrong, one.is_entry))
    return problems


def cells_of(event: Event, zone: ZoneInfo) -> dict[str, str]:
    """What each column says of it, guarded so that no spreadsheet runs it; wall times in `zone`."""
    return {column: protect(_cell(getattr(event, column), zone)) for column in KNOWN}


def _cell(value: object, zone: ZoneInfo) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return cells.write(value, zone)
    return ";".join(map(str, value)) if isinstance(value, tuple) else str(value)


_TIMES = ("starts_at", "ends_at", "signup_opens_at", "signup_closes_at")
_CODES = {"audiences": Audience, "themes": Theme}


def placed_to_json(found: Iterable[Placed]) -> str:
    """The drafts with their places."""
    return json.dumps([[one.line, one.is_entry, _plain(one.draft)] for one in found], ensure_ascii=False)


def placed_from_json(text: str) -> tuple[Placed, ...]:
    """What `placed_to_json` wrote; ValueError, KeyError or TypeError for anything else."""
    return tuple(Placed(int(line), bool(is_entry), _draft_of(told)) for line, is_entry, told in json.loads(text))


def drafts_to_json(drafts: Iterable[EventDraft]) -> str:
    """The drafts alone."""
    return json.dumps([_plain(one) for one in drafts], ensure_ascii=False)


def drafts_from_json(text: str) -> tuple[EventDraft, ...]:
    """What `drafts_to_json` wrote."""
    return tuple(_draft_of(told) for told in json.loads(text))


def problems_to_json(problems: Iterable[Problem]) -> str:
    """What is wrong, in its order."""
    return json.dumps([[getattr(one, field.name) for field in fields(Problem)] for one in problems])


def problems_from_json(text: str) -> tuple[Problem, ...]:
    """What `problems_to_json` wrote."""
    return tuple(
        Problem(int(line), Cause(cause), str(column), str(value), str(expected), bool(is_entry))
        for line, cause, column, value, expected, is_entry in json.loads(text)
    )


def _plain(draft: EventDraft) -> dict[str, Any]:
    told = {field.name: getattr(draft, field.name) for field in fields(EventDraft)}
    times = {name: told[name] and told[name].astimezone(UTC).isoformat() for name in _TIMES}
    return told | times | {"unsaid": sorted(draft.unsaid)}


def _draft_of(told: Mapping[str, Any]) -> EventDraft:
    times = {name: told[name] and datetime.fromisoformat(told[name]) for name in _TIMES}
    codes = {name: tuple(map(kind, told[name])) for name, kind in _CODES.items()}
    named = {"kind": Kind(told["kind"]), "status": Status(told["status"]), "questions": tuple(told["questions"])}
    return EventDraft(**{**told, **times, **codes, **named, "unsaid": frozenset(told["unsaid"])})


MOST_EVENTS = 10_000
_FILE = Path(__file__).with_name("mapping.yaml")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `mapping.yaml`: each in lower case, with the code that it stands for, by column."""

    codes: Mapping[str, Mapping[str, str]]
    openagenda_status: Mapping[int, str]
    lines: Mapping[str, Mapping[str, str]]


@cache
def mapping() -> Words:
    """What the file says, read once."""
    told = YAML(typ="safe", pure=True).load(_FILE.read_text("utf-8"))
    codes = {
        column: {word.casefold(): code for code, words in told[column].items() for word in words}
        for column in ("kind", "themes", "audiences")
    }
    lines = {name: told[name] for name in ("conditions", "registration")}
    return Words(codes, told["openagenda_status"], lines)


def coded(words: Iterable[str]) -> dict[str, str]:
    """The cells of `kind`, `themes` and `audiences` that these words of a source fill."""
    words = [" ".join(word.split()).casefold() for word in words]
    found = {}
    for column, known in mapping().codes.items():
        codes = dict.fromkeys(known[word] for word in words if word in known)
        if codes:
            found[column] = next(iter(codes)) if column == "kind" else ";".join(codes)
    return found


def row(entry: int, said: Mapping[str, str | None]) -> TableRow:
    """The row of an entry that says this, guarded as our own files are; a new event is a workshop unless it says more.

    None is no word about a column: a stored event keeps its own. "" empties it.
    """
    told = {column: protect(text) for column, text in said.items() if text is not None}
    absent = frozenset(KNOWN) - told.keys()
    filled = dict.fromkeys(KNOWN, "") | {"kind": Kind.WORKSHOP.value} | told
    return TableRow(entry, filled, absent, is_entry=True)


def columns(told: object) -> dict[str, str]:
    """What a field of our own in a file of theirs says, a text a column; ValueError when it is none of ours."""
    if not isinstance(told, dict) or not all(isinstance(one, str) for one in told.values()):
        raise ValueError("not a text a column")
    return {name: visible(text) for name, text in told.items() if name in KNOWN}


def title(text: str) -> str:
    """In one line, cut where it is longer than a title may be."""
    return cut(visible(text).replace("\n", " ").replace("\t", " "), TITLE_LIMIT)


def cut(text: str, limit: int = DESCRIPTION_LIMIT) -> str:
    """What fits, with « … » after the last whole word where something is left out."""
    text = text.strip()
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return f"{head[: head.rfind(' ')] if ' ' in head[-100:] else head}…"


def visible(text: str) -> str:
    """Without control characters, which other programs let through; paragraphs and tabs stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in lines if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))


def wall(at: datetime | date, zone: ZoneInfo) -> str:
    """The instant as a cell. A day is its first moment here; an hour without a zone is the venue's.

    In the hour that comes twice such an hour is the first, as RFC 5545 has it.
    """
    if not isinstance(at, datetime):
        at = datetime.combine(at, time())
    local = at if at.tzinfo is not None else at.replace(tzinfo=zone, fold=0)
    try:
        return cells.write(local.astimezone(UTC).replace(microsecond=0), zone)
    except (OverflowError, ValueError):  # at the ends of the calendar
        return at.isoformat()


def wrong(entry: int, cause: Cause, column: str = "", value: str = "", expected: str = "") -> Problem:
    """What is wrong with an entry."""
    return Problem(entry, cause, column, value[:80], expected, is_entry=True)
