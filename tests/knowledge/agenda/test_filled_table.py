"""Cells filled in the table win over the file, keep who wrote what, and a row that fits no content harms nobody."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from knowledge.agenda import filled_table
from knowledge.agenda.filled_table import BeingFilled, FilledRow, ToldByTopic, all_filled, checked_fact, stored, version
from knowledge.library.filled import Entry, Fact, Filled, InvalidFact, Origin, fact_of
from knowledge.library.library import load_library
from knowledge.library.things import Cell, UnknownCell, load_things
from knowledge.store.columns import Base
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from tests.knowledge.library.test_filled import ENTRY as IN_FILE
from tests.knowledge.library.test_filled import IN_TIME, PRICE, folder, written  # noqa: F401  # `folder` is a fixture

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
TODAY, TOMORROW = NOW.date(), NOW.date() + timedelta(days=1)
THINGS, LIBRARY = load_things(), load_library()
ENTRY = Entry(cell="escape.price", fr="C’est 5 € !", en="It is €5.", author="Zoé", checked=TODAY)
FACT = fact_of(ENTRY, THINGS)
CELLS = ("escape.price", "lab.price", "venue.phone")


def entry(**other: object) -> Entry:
    return replace(ENTRY, **other)  # type: ignore[arg-type]  # any field


def history(session: Session) -> list[tuple[str, str, bool]]:
    """Cell, author and whether in force, of every row there ever was."""
    rows = session.scalars(select(FilledRow).order_by(FilledRow.id))
    return [(row.cell, row.author, row.ended_at is None) for row in rows]


def test_a_fact_comes_back_as_it_was_put_in_with_the_typography_of_its_language(database: Database) -> None:
    fact = fact_of(entry(until=IN_TIME), THINGS)
    assert fact.text["fr"] == "C’est 5\u00a0€\u202f!"
    database.do(filled_table.fill, fact, NOW)
    assert database.do(stored, THINGS) == Filled((fact,))
    assert fact == Fact(cell=PRICE, text=fact.text, author="Zoé", checked=TODAY, until=IN_TIME, origin=Origin.TABLE)


def test_a_newer_fact_replaces_the_one_before_and_who_wrote_it_is_kept(database: Database) -> None:
    database.do(filled_table.fill, FACT, NOW)
    database.do(filled_table.fill, fact_of(entry(author="Camille", en="Free."), THINGS), NOW)
    (fact,) = database.do(stored, THINGS).facts
    assert (fact.author, fact.text["en"]) == ("Camille", "Free.")
    assert database.do(history) == [("escape.price", "Zoé", False), ("escape.price", "Camille", True)]


def test_what_is_taken_out_is_told_no_more_and_kept(database: Database) -> None:
    database.do(filled_table.fill, FACT, NOW)
    assert database.do(filled_table.empty, "escape.price", NOW)
    assert database.do(stored, THINGS) == Filled()
    assert not database.do(filled_table.empty, "escape.price", NOW)
    assert database.do(history) == [("escape.price", "Zoé", False)]


def test_the_table_wins_over_the_file_until_its_last_day_or_until_it_is_taken_out(
    database: Database,
    folder: Path,  # noqa: F811
) -> None:
    written(folder, IN_FILE)
    database.do(filled_table.fill, replace(FACT, until=TODAY), NOW)
    both = database.do(all_filled, folder)
    assert [(fact.author, fact.origin) for fact in both.on(TODAY).facts] == [("Zoé", Origin.TABLE)]
    assert [(fact.author, fact.origin) for fact in both.on(TOMORROW).facts] == [("Camille", Origin.FILE)]
    today, tomorrow = both.fact(PRICE, TODAY), both.fact(PRICE, TOMORROW)
    assert today is not None
    assert tomorrow is not None
    assert (today.author, tomorrow.author) == ("Zoé", "Camille")
    database.do(filled_table.empty, "escape.price", NOW)
    assert [fact.author for fact in database.do(all_filled, folder).facts] == ["Camille"]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("cell", "escpae.price", "escpae.price: 'escpae' is no thing"),
        ("cell", "price", "'price' is no cell such as escape.price"),
        ("fr", "…", "escape.price.fr: the words are still to be written"),
        ("until", date(2020, 1, 1), "escape.price: 'until' is before 'checked'"),
    ],
)
def test_a_row_that_does_not_fit_the_content_is_left_out_and_counted_and_the_others_are_told(
    database: Database, column: str, value: object, reason: str
) -> None:
    database.do(filled_table.fill, FACT, NOW)
    database.do(lambda session: session.execute(update(FilledRow).values({column: value})))
    database.do(filled_table.fill, fact_of(entry(cell="lab.price"), THINGS), NOW)
    found = database.do(stored, THINGS)
    assert found.cells == (Cell("lab", "price"),)
    assert found.left_out == (reason,)
    assert found.on(TODAY).left_out == (reason,)


def test_a_row_whose_cell_is_known_no_more_can_be_taken_out(database: Database) -> None:
    database.do(filled_table.fill, FACT, NOW)
    database.do(lambda session: session.execute(update(FilledRow).values(cell="gone.price")))
    assert database.do(filled_table.empty, "gone.price", NOW)
    assert database.do(stored, THINGS) == Filled()


@pytest.mark.parametrize(
    ("other", "error", "reason"),
    [
        ({"cell": "escape.prise"}, UnknownCell, "'prise' is no attribute"),
        ({"cell": "venue.led_by"}, UnknownCell, "not asked of things of kind 'venue'"),
        ({"cell": "venue.address"}, ToldByTopic, "told by topic address: change it there"),
        ({"fr": " "}, InvalidFact, "escape.price.fr: the words are still to be written"),
        ({"en": "…"}, InvalidFact, "escape.price.en: the words are still to be written"),
        ({"author": ""}, InvalidFact, "escape.price.author: the words are still to be written"),
        ({"fr": "a" * 1501}, InvalidFact, "escape.price.fr: String should have at most 1500"),
        ({"author": "a" * 101}, InvalidFact, "escape.price.author: String should have at most 100"),
        ({"until": date(2026, 11, 30)}, InvalidFact, "'until' is before 'checked'"),
    ],
    ids=str,
)
def test_what_the_file_may_not_say_is_not_stored_either(
    other: dict[str, object], error: type[Exception], reason: str
) -> None:
    with pytest.raises(error, match=reason):
        checked_fact(entry(**other), THINGS, LIBRARY)
    assert checked_fact(ENTRY, THINGS, LIBRARY) == FACT


def test_of_two_who_fill_a_cell_at_once_one_is_told_so(postgres_database: Database) -> None:
    said: list[Exception] = []

    def other() -> None:
        try:
            postgres_database.do(filled_table.fill, FACT, NOW)
        except BeingFilled as error:
            said.append(error)

    def first(session: Session) -> threading.Thread:
        filled_table.fill(session, FACT, NOW)
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(0.5)  # it waits for this commit
        return thread

    postgres_database.do(first).join(10)
    assert [str(error) for error in said] == [
        "escape.price is being filled by somebody else: look at what they wrote, then try again"
    ]
    assert postgres_database.do(history) == [("escape.price", "Zoé", True)]


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One that every example leaves as it found it."""
    made = Database(make_engine(f"sqlite:///{tmp_path_factory.mktemp('filled') / 'cite.db'}"))
    Base.metadata.create_all(made.engine)
    yield made
    made.close()


@given(acts=st.lists(st.tuples(st.sampled_from(CELLS), st.booleans()), max_size=12))
def test_whatever_is_done_the_last_word_on_each_cell_is_told_and_every_change_has_a_version_of_its_own(
    empty_database: Database, acts: list[tuple[str, bool]]
) -> None:
    with Session(empty_database.engine) as session:
        expected: dict[str, str] = {}
        versions = [version(session)]
        for number, (cell, fills) in enumerate(acts):
            if fills:
                expected[cell] = f"author {number}"
                filled_table.fill(session, fact_of(entry(cell=cell, author=expected[cell]), THINGS), NOW)
            elif filled_table.empty(session, cell, NOW):
                del expected[cell]
            else:
                assert version(session) == versions[-1]
                continue
            versions.append(version(session))
        found = stored(session, THINGS)
        assert {str(fact.cell): fact.author for fact in found.facts} == expected
        assert len(set(versions)) == len(versions)
        assert len(history(session)) == sum(fills for _, fills in acts)
        session.rollback()
