"""OpenAgenda's JSON, API v2: events with their timings become rows, a timing each; and our events such a file again.

What our columns say and OpenAgenda has no field for lies in a field of our own, `cite`, which only we read.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from knowledge.agenda.agenda import Event, Status
from knowledge.exchange import cells, rows
from knowledge.exchange.cells import KNOWN, Table, TableRow
from knowledge.exchange.draft import BadLinesError, Cause, Flaw, Problem, UnreadableFileError
from knowledge.exchange.rows import MOST_EVENTS, cells_of, coded, cut, mapping, wall, wrong

PUBLISHED = 2
_THEIRS = ("title", "title_en", "starts_at", "ends_at", "description")
_OURS = tuple(one for one in KNOWN if one not in _THEIRS)
_STATUS = {Status.SCHEDULED: 1, Status.CANCELLED: 6}
Json = Mapping[str, object]


class _FieldError(Exception):
    """A field is not what OpenAgenda's documentation says."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


def read_openagenda(data: bytes, zone: ZoneInfo) -> Table:
    """A row a timing of each published event; a uid of its own for each, from its beginning when there are several."""
    found: list[TableRow] = []
    problems: list[Problem] = []
    for entry, one in enumerate(_events(_loaded(data)), start=1):
        try:
            found += _rows(entry, one, zone)
        except _FieldError as error:
            problems.append(wrong(entry, Cause.BAD_FIELD, error.field))
        if len(found) > MOST_EVENTS:
            raise UnreadableFileError(Flaw.TOO_LARGE)
    if problems:
        raise BadLinesError(problems)
    return Table(tuple(found), ())


def _loaded(data: bytes) -> object:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except RecursionError as error:
        raise UnreadableFileError(Flaw.TOO_HEAVY) from error
    except ValueError as error:
        raise UnreadableFileError(Flaw.BROKEN) from error


def _events(told: object) -> Iterator[Json]:
    """The events of an answer of the API, of a list, or the one event of an answer about it."""
    if isinstance(told, dict) and "events" in told:
        total, events = told.get("total"), told["events"]
        if isinstance(total, int) and isinstance(events, list) and total > len(events):
            raise UnreadableFileError(Flaw.INCOMPLETE)
        told = events
    elif isinstance(told, dict):
        told = [told.get("event", told)]
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise UnreadableFileError(Flaw.BROKEN)
    yield from told


def _rows(entry: int, event: Json, zone: ZoneInfo) -> Iterator[TableRow]:
    is_out = event.get("state", PUBLISHED) == PUBLISHED or "cite" in event  # our drafts come back as drafts
    if not is_out or event.get("removed") is True:
        return
    said = _said(event)
    if "cite" in event:  # we wrote it: what is not there is empty
        is_told = bool(_mapping(event, "description").get("fr"))
        said |= {"title_en": said["title_en"] or "", "description": (said["description"] or "") if is_told else ""}
        said |= _ours(event["cite"])
    timings = list(_timings(event, zone))
    for begin, end in timings:
        uid = said.get("uid") or f"openagenda-{event.get('uid', '')}"
        several = {"uid": f"{uid}@{_compact(begin, zone)}"} if len(timings) > 1 else {"uid": uid}
        yield rows.row(entry, said | several | {"starts_at": begin, "ends_at": end})


def _ours(told: object) -> dict[str, str]:
    try:
        columns = rows.columns(told)
    except ValueError as error:
        raise _FieldError("cite") from error
    return {name: columns.get(name, "") for name in _OURS}


def _said(event: Json) -> dict[str, str | None]:
    age, status = _mapping(event, "age"), event.get("status", 1)
    if not isinstance(status, int) or status not in mapping().openagenda_status:
        raise _FieldError("status")
    title, title_en = _in_languages(event, "title")
    description, description_en = _descriptions(event)
    return {
        "title": rows.title(title or ""),
        "title_en": None if title_en is None else rows.title(title_en),
        "description": description,
        "description_en": description_en,
        "age_min": _age(age, "min"),
        "age_max": _age(age, "max"),
        "status": mapping().openagenda_status[status],
        **coded(_keywords(event)),
    }


def _age(age: Json, bound: str) -> str | None:
    value = age.get(bound)
    if value is not None and not isinstance(value, int):
        raise _FieldError("age")
    return None if value is None else str(value)


def _descriptions(event: Json) -> tuple[str | None, str | None]:
    """The short and the long one, then the conditions and the ways to register, as the organiser has them."""
    pairs = [_in_languages(event, field) for field in ("description", "longDescription", "conditions")]
    ways = [_text(one, "value") for one in _list(event, "registration") if isinstance(one, dict)]
    told = []
    for at, language in enumerate(("fr", "en")):
        short, long, conditions = (pair[at] for pair in pairs)
        texts = [long if long and short and long.startswith(short) else "\n\n".join(filter(None, (short, long)))]
        if any(texts) or at == 0:
            lines = mapping().lines
            texts += [lines["conditions"][language].format(said=conditions)] if conditions else []
            texts += [lines["registration"][language].format(said=one) for one in ways if one]
        told.append(cut("\n\n".join(filter(None, texts))) or None)
    return told[0], told[1]


def _timings(event: Json, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    """Begin and end as cells; the export that was withdrawn called them `start` and `end`."""
    timings = _list(event, "timings")
    if not timings:
        raise _FieldError("timings")
    for one in timings:
        if not isinstance(one, dict):
            raise _FieldError("timings")
        yield _wall(one.get("begin", one.get("start")), zone), _wall(one.get("end"), zone)


def _wall(value: object, zone: ZoneInfo) -> str:
    try:
        return wall(datetime.fromisoformat(str(value)), zone)
    except ValueError as error:
        raise _FieldError("timings") from error


def _compact(begin: str, zone: ZoneInfo) -> str:
    try:
        return cells.read(begin, zone).strftime("%Y%m%dT%H%M%SZ")
    except cells.WallTimeError as error:
        raise _FieldError("timings") from error


def _keywords(event: Json) -> list[str]:
    """In any language, or in none."""
    told = event.get("keywords") or []
    lists = told.values() if isinstance(told, dict) else [told]
    return [word for one in lists if isinstance(one, list) for word in one if isinstance(word, str)]


def _in_languages(event: Json, field: str) -> tuple[str | None, str | None]:
    """The French text, or whichever there is, and the English one beside it."""
    told = event.get(field)
    if isinstance(told, str):
        return rows.visible(told), None
    if told is None:
        return None, None
    if not isinstance(told, dict) or not all(one is None or isinstance(one, str) for one in told.values()):
        raise _FieldError(field)
    texts = {language: rows.visible(one) for language, one in told.items() if one}
    french = texts.get("fr") or next(iter(texts.values()), None)
    english = texts.get("en")
    return french, english if "fr" in texts else None


def _mapping(event: Json, field: str) -> Json:
    told = event.get(field)
    if told is not None and not isinstance(told, dict):
        raise _FieldError(field)
    return told or {}


def _list(event: Json, field: str) -> list[object]:
    told = event.get(field)
    if told is not None and not isinstance(told, list):
        raise _FieldError(field)
    return told or []


def _text(told: Json, field: str) -> str | None:
    value = told.get(field)
    if value is not None and not isinstance(value, str):
        raise _FieldError(field)
    return value


def write_openagenda(events: Iterable[Event], zone: ZoneInfo) -> bytes:
    """The events as the API gives them, one timing each; read again, they are the same."""
    listed = [_written(event, zone) for event in events]
    return json.dumps({"total": len(listed), "events": listed}, ensure_ascii=False).encode()


def _written(event: Event, zone: ZoneInfo) -> dict[str, object]:
    ours = {name: cells.unprotect(cell) for name, cell in cells_of(event, zone).items() if name in _OURS and cell}
    return {
        "uid": event.id,
        "extIds": [{"key": "cite", "value": event.uid}],
        "title": _by_language(event.title, event.title_en),
        "description": _by_language(event.description, event.description_en),
        "timings": [{"begin": _offset(event.starts_at, zone), "end": _offset(event.ends_at, zone)}],
        "timezone": zone.key,
        "age": {"min": event.age_min, "max": event.age_max},
        "keywords": {"fr": [*event.themes, *event.audiences]},
        "status": _STATUS.get(event.status, 1),
        "state": PUBLISHED if event.status in _STATUS else 0,
        "cite": ours,
    }


def _by_language(french: str | None, english: str | None) -> dict[str, str]:
    return {language: text for language, text in (("fr", french), ("en", english)) if text is not None}


def _offset(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat()
