"""What a conversation was about a moment ago, so that "et en janvier ?" means something."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from intents.meaning import Slots
from intents.when import Hours, Span, When

FADES_AFTER = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The last turn's outcome. `shown` are the uids of the events last shown, `query` what was looked for then.

    `intent` is what was last answered, `related` the topics that naturally come next.
    """

    at: datetime
    intent: str | None = None
    shown: tuple[str, ...] = ()
    query: Slots = field(default_factory=Slots)
    related: tuple[str, ...] = ()

    def fresh(self, now: datetime) -> bool:
        """Whether it still counts at this instant."""
        return timedelta(0) <= now - self.at <= FADES_AFTER

    def to_json(self) -> str:
        """As the bot stores it (encrypted there: it can tell of a child's age)."""
        return json.dumps(
            {
                "at": self.at.isoformat(),
                "intent": self.intent,
                "shown": self.shown,
                "related": self.related,
                "query": _slots_fields(self.query),
            }
        )

    @classmethod
    def from_json(cls, text: str) -> "Context":
        """Read back what :meth:`to_json` wrote."""
        fields = json.loads(text)
        return cls(
            at=datetime.fromisoformat(fields["at"]),
            intent=fields["intent"],
            shown=tuple(fields["shown"]),
            related=tuple(fields["related"]),
            query=_read_slots(fields["query"]),
        )


def _slots_fields(slots: Slots) -> dict[str, Any]:
    return {
        "when": None if slots.when is None else _when_fields(slots.when),
        "ages": slots.ages,
        "audiences": slots.audiences,
        "themes": slots.themes,
        "kinds": slots.kinds,
    }


def _read_slots(fields: dict[str, Any]) -> Slots:
    return Slots(
        when=None if fields["when"] is None else _read_when(fields["when"]),
        ages=tuple(fields["ages"]),
        audiences=tuple(fields["audiences"]),
        themes=tuple(fields["themes"]),
        kinds=tuple(fields["kinds"]),
    )


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
