"""What staff export opens in a spreadsheet, runs no formula, and comes back in unchanged."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from knowledge.agenda import agenda
from knowledge.agenda.agenda import Audience, EventRow, Kind, Status, Theme
from knowledge.exchange.apply import ImportReport, apply
from knowledge.exchange.cells import KNOWN
from knowledge.exchange.draft import QUESTIONS, EventDraft
from knowledge.exchange.spreadsheets import export, parse_csv
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from tests.knowledge.exchange.build import PARIS, draft

Word = TypeVar("Word", bound=str)

NOW = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)

printable = st.characters(exclude_categories=("Cs", "Cc"))
words = (
    st.sampled_from(["=1+1", "'=x", "-5", "@me", "+33", "''", "a;b,c", 'a"b', "l’été"])
    | st.text(printable, max_size=12)
).map(lambda text: unicodedata.normalize("NFC", text).strip())
written = words.filter(bool)
maybe = st.none() | written
minutes = st.datetimes(
    datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)  # noqa: DTZ001  # hypothesis wants naive bounds
).map(lambda at: at.replace(microsecond=0))  # fmt: skip


def several(known: Iterable[Word]) -> st.SearchStrategy[tuple[Word, ...]]:
    return st.lists(st.sampled_from(list(known)), unique=True, max_size=3).map(lambda some: tuple(some))


@st.composite
def drafts(draw: st.DrawFn) -> EventDraft:
    starts, youngest = draw(minutes), draw(st.integers(0, 60))
    return EventDraft(
        uid=draw(written),
        title=draw(written),
        title_en=draw(maybe),
        starts_at=starts,
        ends_at=starts + timedelta(minutes=draw(st.integers(1, 9000))),
        kind=draw(st.sampled_from(Kind)),
        room=draw(maybe),
        age_min=draw(st.sampled_from([None, youngest])),
        age_max=draw(st.sampled_from([None, youngest + 5])),
        audiences=draw(several(Audience)),
        themes=draw(several(Theme)),
        capacity=draw(st.none() | st.integers(1, 500)),
        description=draw(maybe.map(lambda text: text and f"{text}\n\n{text}")),
        description_en=draw(maybe),
        signup_opens_at=draw(st.none() | st.just(starts - timedelta(days=9))),
        signup_closes_at=draw(st.none() | st.just(starts - timedelta(hours=9))),
        status=draw(st.sampled_from(Status)),
        reminders=draw(st.none() | st.just("7d,1d@18:00,2h")),
        questions=draw(several(QUESTIONS)),
        family_cap=draw(st.none() | st.integers(1, 9)),
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One empty agenda for all examples: each is rolled back."""
    made = Database(make_engine(f"sqlite:///{tmp_path_factory.mktemp('export') / 'agenda.sqlite'}"))
    EventRow.metadata.create_all(made.engine, [EventRow.metadata.tables["events"]])
    yield made
    made.close()


@given(st.lists(drafts(), max_size=4, unique_by=lambda one: one.uid))
def test_importing_an_export_changes_nothing(store: Database, some: list[EventDraft]) -> None:
    with Session(store.engine) as session:
        apply(session, some, NOW)
        before = agenda.everything(session)
        again = parse_csv(export(before, PARIS).encode(), PARIS)
        report = apply(session, again, NOW + timedelta(days=1))
        assert agenda.everything(session) == before
        assert sorted(report.unchanged) == sorted(event.id for event in before)
        assert report == ImportReport(unchanged=report.unchanged)
        session.rollback()


def exported(database: Database, *some: EventDraft) -> str:
    database.do(apply, some, NOW)
    return export(database.do(agenda.everything), PARIS)


def test_a_french_spreadsheet_opens_it(database: Database) -> None:
    text = exported(database, draft())
    header, row = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    assert text.startswith("\ufeff")
    assert tuple(header) == KNOWN
    assert dict(zip(header, row, strict=True))["starts_at"] == "2026-12-05T14:00"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_starts_a_formula(database: Database, start: str) -> None:
    text = exported(database, draft(title=f"{start}cmd", room=f"{start}1", description=f"{start}a;{start}b\nc"))
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    cells = [cell for row in rows for cell in row]
    assert f"'{start}cmd" in cells
    assert not [cell for cell in cells if cell.startswith(start)]
