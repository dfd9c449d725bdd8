"""What was looked for, kept between two messages as JSON."""

from datetime import date, time
from typing import Any

from intents.meaning import People, Slots
from intents.when import Hours, Span, When

_LISTS = ("ages", "audiences", "people", "themes", "kinds", "events", "not_themes", "not_kinds", "not_audiences",
          "not_events", "names", "words")  # fmt: skip


def slots_fields(slots: Slots) -> dict[str, Any]:
    """What was looked for, as JSON can hold it."""
    when = None if slots.when is None else _when_fields(slots.when)
    plain = {"when": when, "titled": slots.titled, "hands_on": slots.hands_on, "count": slots.count,
             "together": slots.together}  # fmt: skip
    return plain | {name: getattr(slots, name) for name in _LISTS}


def read_slots(fields: dict[str, Any]) -> Slots:
    """Read back what :func:`slots_fields` wrote; a field that an older version did not write is empty."""
    lists: dict[str, Any] = {name: tuple(fields.get(name, ())) for name in _LISTS}
    lists["people"] = tuple(map(People, lists["people"]))
    when = None if fields["when"] is None else _read_when(fields["when"])
    flags: dict[str, Any] = {name: bool(fields.get(name, False)) for name in ("titled", "hands_on", "together")}
    return Slots(**lists, when=when, **flags, count=fields.get("count"))


def _when_fields(when: When) -> dict[str, Any]:
    return {
        "spans": _span_fields(when.spans),
        "not_spans": _span_fields(when.not_spans),
        "weekdays": sorted(when.weekdays),
        "not_weekdays": sorted(when.not_weekdays),
        "hours": _hours_fields(when.hours),
        "not_hours": _hours_fields(when.not_hours),
        "text": when.text,
    }


def _read_when(fields: dict[str, Any]) -> When:
    return When(
        spans=_read_spans(fields["spans"]),
        not_spans=_read_spans(fields["not_spans"]),
        weekdays=frozenset(fields["weekdays"]),
        not_weekdays=frozenset(fields["not_weekdays"]),
        hours=_read_hours(fields["hours"]),
        not_hours=_read_hours(fields["not_hours"]),
        text=fields["text"],
    )


def _span_fields(spans: tuple[Span, ...]) -> list[list[str]]:
    return [[span.first.isoformat(), span.last.isoformat()] for span in spans]


def _read_spans(fields: list[list[str]]) -> tuple[Span, ...]:
    return tuple(Span(date.fromisoformat(first), date.fromisoformat(last)) for first, last in fields)


def _hours_fields(hours: Hours | None) -> list[str] | None:
    return None if hours is None else [hours.first.isoformat(), hours.last.isoformat()]


def _read_hours(fields: list[str] | None) -> Hours | None:
    return None if fields is None else Hours(time.fromisoformat(fields[0]), time.fromisoformat(fields[1]))
