"""One format for both engines: what goes out comes in, cell by cell; what is not what was written goes nowhere."""

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, insert, text

from bot.core import database as schema
from bot.core.errors import BotError, BusyError
from bot.core.tables import InboxRow
from bot.run import backup
from bot.run.copies import form
from bot.run.copies.form import rows_in, tables_in
from knowledge.store.columns import table_of
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from tests.bot.run.copies.rows import fill

NOW = datetime(2026, 11, 30, 19, 0, 0, tzinfo=UTC)
Made = Callable[[str], str]


@pytest.fixture
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Made:
    """The address of an empty database of this engine, named apart."""

    def made(engine: str) -> str:
        if engine == "sqlite":
            return f"sqlite:///{tmp_path / f'made-{len(list(tmp_path.iterdir()))}.db'}"
        url: str = request.getfixturevalue("empty_postgres_url")
        return url

    return made


def filled(url: str, rows: int = 3) -> str:
    """A database with rows in every table."""
    engine = make_engine(url)
    schema.upgrade(engine)
    with engine.begin() as connection:
        assert fill(connection, rows) == ()
    engine.dispose()
    return url


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of a SQLite database with three rows in every table."""
    folder = tmp_path_factory.mktemp("whole")
    backup.back_up(filled(f"sqlite:///{folder / 'cite.db'}"), folder / "copy.zip", NOW)
    return folder / "copy.zip"


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    """The same, to be spoilt."""
    return Path(shutil.copyfile(whole, tmp_path / "copy.zip"))


@pytest.fixture
def url(whole: Path, tmp_path: Path) -> str:
    """The database that was copied, the test's own."""
    shutil.copyfile(whole.with_name("cite.db"), tmp_path / "cite.db")
    return f"sqlite:///{tmp_path / 'cite.db'}"


def held(url: str) -> dict[str, list[form.Row]]:
    """Every row of every table."""
    engine = make_engine(url)
    with closing(engine.connect()) as connection:
        found = {table.name: list(rows_in(connection, table)) for table in tables_in(connection)}
    engine.dispose()
    return found


def restored(copy: Path, url: str, *, replace: bool = False) -> str | None:
    """Where what was there before is kept."""
    with backup.read_copy(copy) as opened:
        return backup.put_back(opened, url, NOW, replace=replace)


@pytest.mark.parametrize("goal", ["sqlite", "postgresql"])
@pytest.mark.parametrize("source", ["sqlite", "postgresql"])
def test_what_is_copied_from_one_engine_is_the_same_in_the_other_and_can_be_worked_with(
    source: str, goal: str, address: Made, tmp_path: Path
) -> None:
    copy, again = tmp_path / "copy.zip", tmp_path / "again.zip"
    first = filled(address(source))
    before = held(first)
    assert all(len(rows) == 3 for rows in before.values())
    made = backup.back_up(first, copy, NOW)
    second = first if source == goal == "postgresql" else address(goal)
    restored(copy, second, replace=True)
    assert held(second) == before
    assert backup.back_up(second, again, NOW).digest == made.digest
    _goes_on_numbering(second)


def _goes_on_numbering(url: str) -> None:
    """The next row of a table that numbers its rows gets a number that is free."""
    engine = make_engine(url)
    with engine.begin() as connection:
        made = "INSERT INTO announcements (audience, by, chat_id, families, created_at, until, told) VALUES"
        row = connection.execute(text(f"{made} ('a', 1, 1, 1, '2026-11-30', '2026-11-30', 0) RETURNING id"))
        assert row.scalar_one() == 4
    engine.dispose()


@pytest.mark.parametrize("source", ["sqlite", "postgresql"])
def test_a_copy_is_of_one_moment_whatever_is_committed_meanwhile(
    source: str, address: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database_url = address(source)
    engine = make_engine(database_url)
    schema.upgrade(engine)
    with engine.begin() as connection:
        fill(connection)
    plain = form._table

    def busy(connection: object, copy: object, table: object) -> object:
        with engine.begin() as other:
            other.exec_driver_sql("DELETE FROM inbox")
            other.exec_driver_sql("DELETE FROM outbox")
        return plain(connection, copy, table)  # type: ignore[arg-type]  # what it was given

    monkeypatch.setattr("bot.run.copies.form._table", busy)
    contents = backup.back_up(database_url, tmp_path / "copy.zip", NOW)
    assert {one.name: one.rows for one in contents.tables if one.name in ("inbox", "outbox")} == {
        "inbox": 3,
        "outbox": 3,
    }
    _clean(engine)


def _clean(engine: Engine) -> None:
    """Other tests share PostgreSQL's tables."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            names = ", ".join(f'"{table.name}"' for table in tables_in(connection))
            connection.exec_driver_sql(f"TRUNCATE {names} CASCADE")
            connection.exec_driver_sql("DROP TABLE alembic_version")
    engine.dispose()


def test_sealed_cells_stay_sealed(address: Made, tmp_path: Path) -> None:
    url = address("sqlite")
    database = Database(make_engine(url))
    schema.upgrade(database.engine)
    row = InboxRow(bot_id=7, update_id=1, chat_id=2, state="open", received_at=NOW, turn_at=NOW, body="Zoé")
    database.do(lambda session: session.add(row))
    database.close()
    backup.back_up(url, tmp_path / "copy.zip", NOW)
    with zipfile.ZipFile(tmp_path / "copy.zip") as copy:
        words = copy.read("tables/inbox.jsonl").decode()
    assert "Zo" not in words
    assert [cell[:5] for cell in json.loads(words) if isinstance(cell, str) and len(cell) > 50] == ["gAAAA"]


def spoilt_copies() -> Iterator[tuple[str, Callable[[dict[str, bytes]], None]]]:
    """What may become of a copy, by name."""

    def cell(files: dict[str, bytes]) -> None:
        files["tables/families.jsonl"] = files["tables/families.jsonl"].replace(b"1", b"2", 1)

    def row(files: dict[str, bytes]) -> None:
        files["tables/inbox.jsonl"] = b"".join(files["tables/inbox.jsonl"].splitlines(keepends=True)[:-1])

    def table(files: dict[str, bytes]) -> None:
        del files["tables/inbox.jsonl"]

    def contents(files: dict[str, bytes]) -> None:
        files["contents.json"] = files["contents.json"].replace(b'"rows": 3', b'"rows": 2', 1)

    def day(files: dict[str, bytes]) -> None:
        files["contents.json"] = files["contents.json"].replace(b'"made_at": "2', b'"made_at": "1', 1)

    def no_contents(files: dict[str, bytes]) -> None:
        del files["contents.json"]

    made = {"cell": cell, "row": row, "table": table, "contents": contents, "day": day, "no_contents": no_contents}
    return iter(made.items())


@pytest.mark.parametrize(("spoil"), [pytest.param(spoil, id=name) for name, spoil in spoilt_copies()])
def test_a_copy_in_which_anything_was_changed_is_refused_and_nothing_changes(
    spoil: Callable[[dict[str, bytes]], None], url: str, copy: Path
) -> None:
    with zipfile.ZipFile(copy) as whole:
        files = {name: whole.read(name) for name in whole.namelist()}
    spoil(files)
    with zipfile.ZipFile(copy, "w") as odd:
        for name, content in files.items():
            odd.writestr(name, content)
    before = held(url)
    with pytest.raises(BotError, match=r"damaged.*nothing was changed"):
        restored(copy, url)
    assert held(url) == before


def test_a_copy_that_was_cut_short_is_refused(url: str, copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[:-200])
    with pytest.raises(BotError, match="damaged"):
        restored(copy, url)


def test_a_copy_of_a_later_version_is_refused(url: str, copy: Path) -> None:
    with zipfile.ZipFile(copy) as whole:
        files = {name: whole.read(name) for name in whole.namelist()}
    contents = form.Contents.model_validate_json(files["contents.json"])
    for later in (contents.model_copy(update={"schema_number": "9999"}), contents.model_copy(update={"format": 2})):
        files["contents.json"] = later.with_digest().model_dump_json().encode()
        with zipfile.ZipFile(copy, "w") as odd:
            for name, content in files.items():
                odd.writestr(name, content)
        with pytest.raises(BotError, match="later version"):
            restored(copy, url)


def test_a_row_that_does_not_go_in_as_it_was_is_found_before_anything_changes(
    url: str, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = held(url)
    monkeypatch.setattr("bot.run.copies.form._reader", lambda column: _forgetful(column.name))
    with pytest.raises(BotError, match="did not go in as it was"):
        restored(copy, url)
    monkeypatch.undo()
    assert held(url) == before


def _forgetful(column: str) -> Callable[[form.Cell], object]:
    """Dates are read well, one word is lost."""

    def read(cell: form.Cell) -> object:
        if isinstance(cell, str):
            try:
                return datetime.fromisoformat(cell)
            except ValueError:
                return cell[:-1] if column == "uid" else cell
        return cell

    return read


def test_postgres_is_not_written_over_unasked_and_what_was_there_is_kept_in_a_schema_of_its_own(
    empty_postgres_url: str, url: str, tmp_path: Path
) -> None:
    copy = tmp_path / "fewer.zip"
    with closing(sqlite3.connect(tmp_path / "cite.db")) as file, file:
        file.execute("DELETE FROM team_log")
    backup.back_up(url, copy, NOW)
    filled(empty_postgres_url)
    before = held(empty_postgres_url)
    with pytest.raises(BotError, match="not empty"):
        restored(copy, empty_postgres_url)
    assert held(empty_postgres_url) == before
    kept = restored(copy, empty_postgres_url, replace=True)
    assert (kept, held(empty_postgres_url)) == ("before_20261130_190000", held(url))
    # It can be copied from there, as the README says.
    there = f"{empty_postgres_url}?options=-csearch_path%3D{kept}"
    backup.back_up(there, tmp_path / "before.zip", NOW)
    backup_again = f"sqlite:///{tmp_path / 'again.db'}"
    restored(tmp_path / "before.zip", backup_again)
    assert held(backup_again) == before


def test_nothing_is_put_into_postgres_while_somebody_works_there(empty_postgres_url: str, copy: Path) -> None:
    with psycopg.connect(empty_postgres_url), pytest.raises(BusyError, match="stop the bot"):
        restored(copy, empty_postgres_url)
    assert held(empty_postgres_url) == {}
    restored(copy, empty_postgres_url)
    assert held(empty_postgres_url) != {}


def test_a_copy_that_postgres_cannot_take_changes_nothing(empty_postgres_url: str, url: str, tmp_path: Path) -> None:
    copy = tmp_path / "odd.zip"
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE chats SET language = 'a' || char(0)")
    engine.dispose()
    backup.back_up(url, copy, NOW)
    with pytest.raises(BotError, match=r"(chats|database).*nothing was changed"):
        restored(copy, empty_postgres_url)
    assert held(empty_postgres_url) == {}


@pytest.mark.slow
@pytest.mark.parametrize("engine_name", ["sqlite", "postgresql"])
def test_a_hundred_thousand_rows_are_copied_and_put_back_in_flat_memory(
    engine_name: str, address: Made, tmp_path: Path
) -> None:
    import tracemalloc

    url = address(engine_name)
    engine = make_engine(url)
    schema.upgrade(engine)
    inbox = table_of(InboxRow)
    with engine.begin() as connection:
        for start in range(0, 100_000, 1000):
            connection.execute(insert(inbox), [_update(number) for number in range(start, start + 1000)])
    engine.dispose()
    peaks = []
    for work in (
        lambda: backup.back_up(url, tmp_path / "copy.zip", NOW),
        lambda: restored(tmp_path / "copy.zip", f"sqlite:///{tmp_path / 'goal.db'}"),
        lambda: restored(tmp_path / "copy.zip", url, replace=True),
    ):
        tracemalloc.start()
        work()
        peaks.append(tracemalloc.get_traced_memory()[1] / 1e6)
        tracemalloc.stop()
    assert max(peaks) < 40, peaks  # MB; the rows themselves are 60
    assert len(held(f"sqlite:///{tmp_path / 'goal.db'}")["inbox"]) == 100_000


def _update(number: int) -> dict[str, object]:
    sealed = form_of(number)
    known = {"bot_id": 7, "update_id": number, "chat_id": number % 500, "state": "open", "received_at": NOW}
    return known | {"turn_at": NOW, "tries": 0, "failures": 0, "collapsible": False, "body": sealed}


def form_of(number: int) -> str:
    """Six hundred letters, as a sealed body has."""
    return f"{number:06d}" * 100
