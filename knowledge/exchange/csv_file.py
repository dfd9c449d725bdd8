"""The agenda as a UTF-8 CSV file, drafts out and events in; and the made-up agenda of the demo."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

from knowledge.agenda.events import Audience, Event, Kind, Status, Theme
from knowledge.exchange import cells
from knowledge.exchange.cells import UNREAD, Cells, protect
from knowledge.exchange.draft import QUESTIONS, BadLinesError, Cause, EventDraft, Problem
from knowledge.exchange.table import KNOWN, TableRow, read_table

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


def parse_csv(data: bytes, zone: ZoneInfo, check_reminders: ReminderCheck = anything) -> tuple[EventDraft, ...]:
    """The file's events, in its order; wall times are read in `zone`.

    Raise NotUtf8Error, or BadLinesError with all that is wrong: then no line counts.
    """
    table = read_table(data)
    problems = list(table.problems)
    drafts = []
    for row in table.rows:
        cells = Cells(row, zone)
        drafts.append(_draft(cells, table.absent, check_reminders))
        problems += cells.problems
    problems += _repeated(zip(table.rows, drafts, strict=True))
    if problems:
        raise BadLinesError(problems)
    return tuple(drafts)


def _draft(cells: Cells, absent: frozenset[str], check_reminders: ReminderCheck) -> EventDraft:
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
    _check(cells, draft, check_reminders)
    return draft


def _check(cells: Cells, draft: EventDraft, check_reminders: ReminderCheck) -> None:
    if not cells.shown("kind"):
        cells.note(Cause.EMPTY, "kind")
    _check_times(cells, draft)
    if draft.age_min is not None and draft.age_max is not None and draft.age_min > draft.age_max:
        cells.note(Cause.AGES_REVERSED, value=str(draft.age_min), expected=str(draft.age_max))
    wrong = check_reminders(draft.reminders) if draft.reminders else None
    if draft.reminders and wrong is not None:
        cells.note(Cause.BAD_REMINDERS, "reminders", draft.reminders, wrong)


def _check_times(cells: Cells, draft: EventDraft) -> None:
    if UNREAD not in (draft.starts_at, draft.ends_at) and draft.ends_at <= draft.starts_at:
        cells.note(Cause.END_BEFORE_START, "ends_at", cells.shown("ends_at"), cells.shown("starts_at"))
    opens, closes = draft.signup_opens_at, draft.signup_closes_at
    if opens and closes and UNREAD not in (opens, closes) and closes <= opens:
        shown = cells.shown("signup_closes_at"), cells.shown("signup_opens_at")
        cells.note(Cause.CLOSES_BEFORE_OPENING, "signup_closes_at", *shown)


def _repeated(rows: Iterable[tuple[TableRow, EventDraft]]) -> list[Problem]:
    first: dict[str, int] = {}
    problems = []
    for row, draft in rows:
        line = first.setdefault(draft.uid, row.line)
        if draft.uid and line != row.line:
            problems.append(Problem(row.line, Cause.UID_TWICE, "uid", draft.uid, str(line)))
    return problems


BOM = "\ufeff"


def export(events: Iterable[Event], zone: ZoneInfo) -> str:
    """The events as CSV with `;` and a BOM, to be encoded as UTF-8; wall times in `zone`.

    Importing it again changes nothing, and no cell is run as a formula.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(KNOWN)
    for event in events:
        writer.writerow([protect(_cell(getattr(event, column), zone)) for column in KNOWN])
    return BOM + out.getvalue()


def _cell(value: object, zone: ZoneInfo) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return cells.write(value, zone)
    return ";".join(map(str, value)) if isinstance(value, tuple) else str(value)


_FILE = Path(__file__).with_name("sample_agenda.yaml")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def sample_agenda(today: date, zone: ZoneInfo) -> tuple[EventDraft, ...]:
    """About fifteen events over the nine weeks after `today`; apply them with `made_up=True`."""
    return parse_csv(sample_csv(today), zone)


def sample_csv(today: date) -> bytes:
    """The same as an agenda file, for who wants to try the import."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, KNOWN, restval="")
    writer.writeheader()
    writer.writerows(_line(entry, today) for entry in _entries())
    return out.getvalue().encode()


@cache
def _entries() -> Sequence[Mapping[str, str | int]]:
    entries: Sequence[Mapping[str, str | int]] = YAML(typ="safe", pure=True).load(_FILE.read_text("utf-8"))
    return entries


def _line(entry: Mapping[str, str | int], today: date) -> dict[str, str]:
    cells = {name: str(value) for name, value in entry.items()}
    day = _day(today, cells.pop("weekday"), int(cells.pop("week")))
    starts, ends = cells.pop("hours").split("-")
    youngest, oldest = cells.pop("ages", "-").split("-")
    times = {"starts_at": f"{day}T{starts}", "ends_at": f"{day}T{ends}"}
    return cells | times | {"age_min": youngest, "age_max": oldest}


def _day(today: date, weekday: str, week: int) -> date:
    """The first such weekday after today, and `week` weeks later."""
    ahead = (_WEEKDAYS.index(weekday) - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead, weeks=week)
