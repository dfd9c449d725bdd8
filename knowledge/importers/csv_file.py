"""The agenda file: UTF-8 CSV in, drafts out. Strict, and every mistake is told at once (design.md §7)."""

from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo

from knowledge.events import Audience, Kind, Status, Theme
from knowledge.importers.cells import UNREAD, Cells
from knowledge.importers.draft import QUESTIONS, EventDraft
from knowledge.importers.errors import BadLinesError, Cause, Problem
from knowledge.importers.table import TableRow, read_table

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


def parse_csv(
    data: bytes, zone: ZoneInfo, check_reminders: ReminderCheck = anything
) -> tuple[EventDraft, ...]:
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
