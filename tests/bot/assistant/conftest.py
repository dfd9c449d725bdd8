"""An assistant with the learnt model and a small agenda, as `cite ask` has it."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.assistant.asking import Clerk
from bot.assistant.compose import Assistant
from knowledge.agenda.agenda import EventRow, upcoming
from knowledge.exchange.apply import apply
from knowledge.exchange.spreadsheets import parse_csv
from knowledge.library.library import load_library
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from tests.model_cache import shared_understanding

PARIS = ZoneInfo("Europe/Paris")
PHRASES = Path(__file__).parents[2] / "phrases" / "development"
NOW = datetime(2026, 12, 1, 10, tzinfo=PARIS)


@pytest.fixture(scope="session")
def clerk(tmp_path_factory):
    """Answers from the held-out agenda, on 1 December 2026 at ten."""
    db = Database(make_engine(f"sqlite:///{tmp_path_factory.mktemp('agenda') / 'a.db'}"))
    EventRow.metadata.create_all(db.engine)
    drafts = parse_csv((PHRASES / "first_agenda.csv").read_bytes(), PARIS)
    db.do(apply, drafts, NOW)
    events = db.do(upcoming, NOW)
    db.close()
    return Clerk(
        assistant=Assistant(load_library(), PARIS), understanding=shared_understanding(), events=events, now=NOW
    )


@pytest.fixture(scope="session")
def ask(clerk):
    """Ask one question, get one answer; or several turns, get the last."""

    def one(*turns):
        return list(clerk.converse(turns))[-1][1]

    return one
