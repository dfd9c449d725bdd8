"""Cases kept as data: what each says, and the short notation for a meaning (explained in data_dates.yaml)."""

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from ruamel.yaml import YAML

from intents.dates.when import OPEN_END, Hours, Span, When

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=PARIS)  # a Wednesday


def read(name):
    return YAML(typ="safe", pure=True).load(Path(__file__).with_name(f"data_{name}.yaml").read_text(encoding="utf-8"))


def params(cases):
    """One test a case; what is marked missed has to fail, so that it leaves the list once it is understood."""
    missed = pytest.mark.xfail(strict=True, reason="known not to be understood")
    return [
        pytest.param(
            case, id=f"{case.get('now', '')} {case['text']}".strip() or "(empty)", marks=[missed] * ("missed" in case)
        )
        for case in cases
    ]


def at(written):
    return datetime.fromisoformat(written).replace(tzinfo=PARIS)


def when(notation):
    """The meaning written "2026-12-05..2026-12-09 wd:5 h:10:00-12:00"; None for "none"."""
    if notation == "none":
        return None
    kinds = ("", "not", "wd", "notwd", "h", "noth", "over")
    fields = {kind: [value for key, _, value in _split(notation) if key == kind] for kind in kinds}
    return When(
        spans=_spans(fields[""]),
        weekdays=_days(fields["wd"]),
        not_weekdays=_days(fields["notwd"]),
        hours=_hours(fields["h"], fields["over"]),
        not_spans=_spans(fields["not"]),
        not_hours=_hours(fields["noth"]),
    )


def _split(notation):
    for part in notation.split():
        yield part.partition(":") if part[0].isalpha() else ("", "", part)


def _spans(written):
    return tuple(sorted(_span(one) for one in written))


def _span(written):
    first, dots, last = written.partition("..")
    return Span(_day(first), _day(last) if last else OPEN_END if dots else _day(first))


def _day(written):
    return date.fromisoformat(written)


def _days(written):
    return frozenset(int(day) for one in written for day in one.split(","))


def _hours(written, over=()):
    for one in written:
        first, last = one.split("-")
        return Hours(time.fromisoformat(first), time.fromisoformat(last), *map(time.fromisoformat, over))
    return None
