"""A few labelled questions and the agenda they speak of, in files of their own."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.bench.judging import events_of

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 12, 1, 10, tzinfo=PARIS)
HERE = Path(__file__).parent
AGENDA = HERE / "agenda.csv"


@pytest.fixture(scope="session")
def events():
    """The events of the agenda, to come on 1 December 2026."""
    return events_of(AGENDA, PARIS, NOW)


@pytest.fixture
def lines(tmp_path):
    """Writes values as JSON lines, gives the file."""

    def write(name, *values):
        file = tmp_path / name
        file.write_text("".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values), encoding="utf-8")
        return file

    return write
