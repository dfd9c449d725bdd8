"""iCalendar (RFC 5545): entries become rows, each occurrence of a series one; and our events such a file again.

What our columns say and iCalendar has no property for lies in `X-CITE`, as JSON, which only we read.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from knowledge.agenda.agenda import Event, Status
from knowledge.exchange.cells import KNOWN, Table, TableRow, unprotect
from knowledge.exchange.draft import BadLinesError, Cause, Flaw, Problem, UnreadableFileError
from knowledge.exchange.rows import (
    MOST_EVENTS,
    ROOM_LIMIT,
    cells_of,
    coded,
    columns,
    cut,
    row,
    title,
    visible,
    wall,
    wrong,
)

BEFORE, HORIZON = timedelta(days=1), timedelta(days=366)  # of a series; what stands alone is taken whenever it is
MOST_OF_A_SERIES = 1000
_LONGEST_UID = 180
_OURS = tuple(one for one in KNOWN if one not in ("uid", "title", "starts_at", "ends_at", "description", "room"))
_MARK = "X-CITE"
_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
_WITHIN_A_DAY = ("BYSECOND", "BYMINUTE", "BYHOUR")
_SERIES = ("RRULE", "RDATE", "RECURRENCE-ID")
_ENTRY = "X-CITE-ENTRY"  # its number, kept by each occurrence
_PROBLEMS_A_FILE = 200
Entry = Any  # of icalendar, which ships no types


class _EntryError(Exception):
    """What is wrong with an entry."""

    def __init__(self, cause: Cause, column: str = "", value: str = "", expected: str = "") -> None:
        self.said = cause, column, value, expected
        super().__init__(cause)


def read_calendar(data: bytes, zone: ZoneInfo, now: datetime) -> Table:
    """A row an entry, and one for each occurrence of a series from yesterday to a year from `now`.

    The uid of an occurrence is that of its series and the moment for which the rule had it, so that it stays the same
    when that one occurrence is moved.
    """
    rows: list[TableRow] = []
    problems: dict[Problem, None] = {}
    for entry, is_cancelled in _occurrences(_parsed(data), now, problems):
        number = int(entry[_ENTRY])
        try:
            rows.append(row(number, _said(entry, is_cancelled, zone)))
        except _EntryError as error:
            problems[wrong(number, *error.said)] = None
        if len(rows) > MOST_EVENTS:
            raise UnreadableFileError(Flaw.TOO_LARGE)
    if problems:
        raise BadLinesError(list(problems)[:_PROBLEMS_A_FILE])
    return Table(tuple(rows), ())


def _parsed(data: bytes) -> list[tuple[Entry, bool]]:
    """The events of all calendars in the file, numbered, and whether theirs is a message that cancels."""
    from icalendar import Calendar  # late: few need it, and it takes a while

    try:
        calendars = Calendar.from_ical(data.removeprefix(b"\xef\xbb\xbf").decode(), multiple=True)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise UnreadableFileError(Flaw.BROKEN) from error
    found = [
        (entry, str(calendar.get("METHOD", "")).upper() == "CANCEL")
        for calendar in calendars
        for entry in calendar.walk("VEVENT")
    ]
    if not calendars:
        raise UnreadableFileError(Flaw.BROKEN)
    if len(found) > MOST_EVENTS:
        raise UnreadableFileError(Flaw.TOO_LARGE)
    for number, (entry, _) in enumerate(found, start=1):
        entry[_ENTRY] = str(number)
    return found


def _occurrences(
    found: list[tuple[Entry, bool]], now: datetime, problems: dict[Problem, None]
) -> Iterator[tuple[Entry, bool]]:
    """What stands alone as it is, and each series as its occurrences."""
    series: dict[str, list[tuple[Entry, bool]]] = defaultdict(list)
    repeated = {_uid(entry) for entry, _ in found if any(name in entry for name in _SERIES)}
    for entry, is_cancelled in found:
        if _uid(entry) in repeated:
            series[_uid(entry)].append((entry, is_cancelled))
        else:
            yield entry, is_cancelled
    for entries in series.values():
        try:
            occurrences = _of_a_series([entry for entry, _ in entries], now)
        except _EntryError as error:
            problems[wrong(int(entries[0][0][_ENTRY]), *error.said)] = None
            continue
        yield from ((one, any(cancels for _, cancels in entries)) for one in occurrences)


def _of_a_series(entries: list[Entry], now: datetime) -> list[Entry]:
    """Its occurrences around `now`; exceptions are in the place of what they replace."""
    import recurring_ical_events  # late, as above
    from icalendar import Calendar

    part = Calendar()
    for entry in entries:
        _refuse_bad(entry)
        part.add_component(entry)
    try:
        found: list[Entry] = recurring_ical_events.of(part).between(now - BEFORE, now + HORIZON)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError, OverflowError) as error:
        raise _EntryError(Cause.BAD_RULE) from error
    if len(found) > MOST_OF_A_SERIES:
        raise _EntryError(Cause.TOO_OFTEN, expected=str(MOST_OF_A_SERIES))
    return found


def _refuse_bad(entry: Entry) -> None:
    """A rule within the day is refused before anything is counted out by it."""
    _start(entry)
    _time(entry, "DTEND")
    rules = _sound(entry, "RRULE") or []
    for rule in rules if isinstance(rules, list) else [rules]:
        often = str((rule.get("FREQ") or [""])[0]).upper() in _TOO_OFTEN
        if often or any(len(rule.get(name) or ()) > 1 for name in _WITHIN_A_DAY):
            raise _EntryError(Cause.TOO_OFTEN, expected=str(MOST_OF_A_SERIES))


def _said(entry: Entry, is_cancelled: bool, zone: ZoneInfo) -> dict[str, str | None]:
    starts, room = _start(entry), _text(entry, "LOCATION")
    cancelled = is_cancelled or (_text(entry, "STATUS") or "").upper() == "CANCELLED"
    description = _text(entry, "DESCRIPTION")
    return {
        "uid": _own_uid(entry),
        "title": title(_text(entry, "SUMMARY") or ""),
        "starts_at": wall(starts, zone),
        "ends_at": wall(_end(entry, starts), zone),
        "description": None if description is None else cut(description),
        "room": room if room and len(room) <= ROOM_LIMIT and "\n" not in room else None,
        **coded(_categories(entry)),
        "status": (Status.CANCELLED if cancelled else Status.SCHEDULED).value,
        **_ours(entry, description, room),
    }


def _ours(entry: Entry, *standard: str | None) -> dict[str, str]:
    """Every column of an entry that we wrote: what is not there is empty, as nothing else could tell."""
    written = _text(entry, _MARK)
    if written is None:
        return {}
    try:
        told = columns(json.loads(written))
    except (ValueError, RecursionError) as error:
        raise _EntryError(Cause.BAD_FIELD, _MARK) from error
    emptied = {name: "" for name, text in zip(("description", "room"), standard, strict=True) if not text}
    return emptied | {name: told.get(name, "") for name in _OURS}


def _uid(entry: Entry) -> str:
    return _text(entry, "UID") or ""


def _own_uid(entry: Entry) -> str:
    """The entry's; of a series, with the moment that the rule gives; shortened where it is long."""
    uid = _uid(entry)
    if len(uid) > _LONGEST_UID:
        uid = f"{uid[: _LONGEST_UID - 20]}-{hashlib.sha256(uid.encode()).hexdigest()[:16]}"
    at = _time(entry, "RECURRENCE-ID")
    if at is None or not uid:
        return uid
    if not isinstance(at, datetime):
        return f"{uid}@{at:%Y%m%d}"
    return f"{uid}@{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" if at.tzinfo else f"{uid}@{at:%Y%m%dT%H%M%S}"


def _sound(entry: Entry, name: str) -> Any:
    """What is there, None when nothing is; what could not be parsed is an error as soon as it is looked at."""
    value = entry.get(name)
    if any(one[0] == name for one in entry.errors):
        raise _EntryError(Cause.BAD_FIELD, name)
    return value


def _start(entry: Entry) -> datetime | date:
    starts = _time(entry, "DTSTART")
    if starts is None:
        raise _EntryError(Cause.EMPTY, "DTSTART")
    return starts


def _time(entry: Entry, name: str) -> datetime | date | None:
    """The day or the moment there, None when nothing is; a zone that nobody knows would make it a wrong one."""
    value = _sound(entry, name)
    if value is None:
        return None
    at = getattr(value, "dt", None)
    if not isinstance(at, date):
        raise _EntryError(Cause.BAD_FIELD, name)
    zone = getattr(value, "params", {}).get("TZID")
    if zone and isinstance(at, datetime) and at.tzinfo is None:
        raise _EntryError(Cause.UNKNOWN_ZONE, name, str(zone))
    return at


def _end(entry: Entry, starts: datetime | date) -> datetime | date:
    """As said or by its length; a day without an end, or that ends as it begins, is that day.

    An hour without an end is not guessed.
    """
    ends = _time(entry, "DTEND")
    if ends is not None:
        return starts + timedelta(days=1) if ends == starts and not isinstance(starts, datetime) else ends
    length = getattr(_sound(entry, "DURATION"), "dt", None)
    if isinstance(length, timedelta):
        if isinstance(starts, datetime) and starts.tzinfo:
            return starts.astimezone(UTC) + length
        return starts + length
    if not isinstance(starts, datetime):
        return starts + timedelta(days=1)
    raise _EntryError(Cause.EMPTY, "DTEND")


def _text(entry: Entry, name: str) -> str | None:
    value = _sound(entry, name)
    if isinstance(value, list):  # where one is meant, several are a mistake
        raise _EntryError(Cause.BAD_FIELD, name)
    return None if value is None else visible(str(value))


def _categories(entry: Entry) -> list[str]:
    told = _sound(entry, "CATEGORIES") or []
    lists = told if isinstance(told, list) else [told]
    return [str(word) for one in lists for word in getattr(one, "cats", ())]


def write_calendar(events: Iterable[Event], zone: ZoneInfo) -> bytes:
    """The events as one calendar, in UTC, which every program shows in its own zone; read again, they are the same."""
    from icalendar import Calendar  # late, as above

    calendar = Calendar()
    calendar.add("prodid", "-//Cite du numerique//bot//FR")
    calendar.add("version", "2.0")
    for event in events:
        calendar.add_component(_written(event, zone))
    written: bytes = calendar.to_ical()
    return written


def _written(event: Event, zone: ZoneInfo) -> Entry:
    from icalendar import Event as CalendarEntry  # late, as above
    from icalendar import vText

    entry = CalendarEntry()
    for name, value in (("uid", event.uid), ("summary", event.title)):
        entry.add(name, value)
    entry.add("sequence", event.revision - 1)
    for name, at in (("dtstamp", event.revised_at), ("dtstart", event.starts_at), ("dtend", event.ends_at)):
        entry.add(name, at)
    if event.description:
        entry.add("description", event.description)
    if event.room:
        entry.add("location", event.room)
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    ours = {name: unprotect(cell) for name, cell in cells_of(event, zone).items() if name in _OURS and cell}
    # Of an unknown property the text is read as it lies there, unless it says that it is one.
    entry[_MARK] = vText(json.dumps(ours, ensure_ascii=False), params={"VALUE": "TEXT"})
    return entry
