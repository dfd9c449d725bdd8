"""An event as a source describes it, before it is stored, and why an agenda was not taken in."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum

from knowledge.agenda.agenda import Audience, Event, Kind, Status, Theme
from knowledge.library.content import KnowledgeError

# What a sign-up may ask for besides the name (README.md, An event, column `questions`).
QUESTIONS = ("phone", "alone", "photo", "allergy")

# Events whose uid starts so were made up for the demo, whichever file brings them in.
MADE_UP_PREFIX = "demo-"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """One event of a source; field by field a column of the agenda file. Instants are aware UTC.

    `unsaid` names the fields the source has no word for: a new event gets their default, a stored one keeps
    its own.
    """

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    kind: Kind
    title_en: str | None = None
    room: str | None = None
    age_min: int | None = None
    age_max: int | None = None
    audiences: tuple[Audience, ...] = ()
    themes: tuple[Theme, ...] = ()
    capacity: int | None = None
    description: str | None = None
    description_en: str | None = None
    signup_opens_at: datetime | None = None
    signup_closes_at: datetime | None = None
    status: Status = Status.SCHEDULED
    reminders: str | None = None
    questions: tuple[str, ...] = ()
    family_cap: int | None = None
    unsaid: frozenset[str] = field(default=frozenset())


def draft_of(event: Event) -> EventDraft:
    """The event as a source would describe it, to be changed in part and applied."""
    return EventDraft(**{one.name: getattr(event, one.name) for one in fields(EventDraft) if one.name != "unsaid"})


class Cause(StrEnum):
    """What is wrong in one place of the file; also the key under which a message may be translated."""

    NO_HEADER = "no-header"
    UNKNOWN_COLUMN = "unknown-column"
    MISSING_COLUMN = "missing-column"
    COLUMN_TWICE = "column-twice"
    CELL_COUNT = "cell-count"
    BROKEN_QUOTES = "broken-quotes"
    EMPTY = "empty"
    TOO_LONG = "too-long"
    CONTROL_CHARACTER = "control-character"
    UNKNOWN_WORD = "unknown-word"
    BAD_NUMBER = "bad-number"
    AGES_REVERSED = "ages-reversed"
    BAD_TIME = "bad-time"
    NO_SUCH_TIME = "no-such-time"
    TIME_TWICE = "time-twice"
    WRONG_OFFSET = "wrong-offset"
    END_BEFORE_START = "end-before-start"
    CLOSES_BEFORE_OPENING = "closes-before-opening"
    BAD_REMINDERS = "bad-reminders"
    UID_TWICE = "uid-twice"
    UNKNOWN_ZONE = "unknown-zone"
    TOO_OFTEN = "too-often"
    BAD_RULE = "bad-rule"
    BAD_FIELD = "bad-field"


_ENGLISH = {
    Cause.NO_HEADER: "the header line is missing; it starts with {expected}",
    Cause.UNKNOWN_COLUMN: "unknown column “{value}”; known are {expected}",
    Cause.MISSING_COLUMN: "the column {column} is missing",
    Cause.COLUMN_TWICE: "the column {column} is there twice",
    Cause.CELL_COUNT: "{value} cells, but the header has {expected}; quote a cell that holds the separator",
    Cause.BROKEN_QUOTES: "the quotes are broken: {value}",
    Cause.EMPTY: "{column} is empty",
    Cause.TOO_LONG: "{column} has {value} characters; {expected} at most",
    Cause.CONTROL_CHARACTER: "{column} holds an invisible control character",
    Cause.UNKNOWN_WORD: "{column}: unknown word “{value}”; known are {expected}",
    Cause.BAD_NUMBER: "{column}: “{value}” is not a whole number from {expected}",
    Cause.AGES_REVERSED: "age_min {value} is above age_max {expected}",
    Cause.BAD_TIME: "{column}: “{value}” is not a date and hour such as {expected}",
    Cause.NO_SUCH_TIME: "{column}: {value} does not exist, the clocks skip it",
    Cause.TIME_TWICE: "{column}: {value} comes twice that night; write {expected}",
    Cause.WRONG_OFFSET: "{column}: {value} is not local time; at that hour it is {expected}",
    Cause.END_BEFORE_START: "ends_at {value} is not after starts_at {expected}",
    Cause.CLOSES_BEFORE_OPENING: "signup_closes_at {value} is not after signup_opens_at {expected}",
    Cause.BAD_REMINDERS: "reminders “{value}”: {expected}",
    Cause.UID_TWICE: "the uid {value} is already on {expected}",
    Cause.UNKNOWN_ZONE: "{column}: the time zone “{value}” is not known, and the file does not explain it",
    Cause.TOO_OFTEN: "it repeats too often: {expected} times at most",
    Cause.BAD_RULE: "the rule by which it repeats cannot be read",
    Cause.BAD_FIELD: "{column} is not what this format puts there",
}


_LONGEST_SHOWN = 200  # characters of what is wrong


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: `line` counts from 1, the header included; a quoted cell may span several.

    `is_entry`: of a format without lines, where the first entry is 1.
    """

    line: int
    cause: Cause
    column: str = ""
    value: str = ""
    expected: str = ""
    is_entry: bool = False

    @property
    def reason(self) -> str:
        """What is wrong, in English, without the line."""
        value = self.value if len(self.value) <= _LONGEST_SHOWN else f"{self.value[:_LONGEST_SHOWN]}…"
        return _ENGLISH[self.cause].format(column=self.column, value=value, expected=self.expected)

    def __str__(self) -> str:
        return f"{place(self.line, self.is_entry)}: {self.reason}"


def place(line: int, is_entry: bool) -> str:
    """Where in a file, in English."""
    return f"entry {line}" if is_entry else f"line {line}"


class AgendaImportError(KnowledgeError):
    """The agenda was not taken in, not even in part."""


class NotUtf8Error(AgendaImportError):
    """The file is in some other encoding; `line` is where it first shows."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(
            f"the file is not UTF-8 (line {line}): save it again as “CSV UTF-8”"
            " (in LibreOffice: Save As, Text CSV, character set Unicode UTF-8)"
        )


class UnreadableFileError(AgendaImportError):
    """The file as a whole is not what it seems to be; `flaw` is also the key under which a message is translated."""

    def __init__(self, flaw: "Flaw") -> None:
        self.flaw = flaw
        super().__init__(_FLAWS[flaw])


class Flaw(StrEnum):
    """Why a file was not read at all."""

    UNKNOWN_FORMAT = "unknown-format"
    TOO_LARGE = "too-large"
    TOO_HEAVY = "too-heavy"
    BROKEN = "broken"
    INCOMPLETE = "incomplete"


_FLAWS = {
    Flaw.UNKNOWN_FORMAT: "this is no agenda that can be read: CSV, XLSX, iCalendar (.ics) and OpenAgenda JSON are",
    Flaw.TOO_LARGE: "the file is too large: 8 MB and 10,000 events at most",
    Flaw.TOO_HEAVY: "the file takes too much time or memory to read, so it was left alone",
    Flaw.BROKEN: "the file is broken: it is not what its beginning says",
    Flaw.INCOMPLETE: "the file holds a part of the agenda only: ask for all of its events at once (size=300)",
}


class BadLinesError(AgendaImportError):
    """The file says something wrong; `problems` has all of it, in the order of the lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("\n".join(map(str, self.problems)))


class SignupsExistError(AgendaImportError):
    """The capacity would be emptied (no sign-up needed) where people are signed up, at `uids`."""

    def __init__(self, uids: Sequence[str]) -> None:
        self.uids = tuple(uids)
        super().__init__(f"people are signed up, so capacity may not be empty: {', '.join(self.uids)}")


class AgendaChangedError(AgendaImportError):
    """Somebody has changed the agenda since what was to be done was shown."""

    def __init__(self) -> None:
        super().__init__("the agenda has changed meanwhile")
