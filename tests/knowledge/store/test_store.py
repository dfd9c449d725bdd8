"""The database keeps what it was told, forgets no zone, and shows nobody what only the key opens."""

import hashlib
import hmac
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import psycopg
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Column, Connection, Engine, Integer, MetaData, Table, insert, select, text
from sqlalchemy.exc import StatementError

from knowledge.store import engine as postgres
from knowledge.store.columns import UNREADABLE, EncryptedText, UtcDateTime, Vault, vault
from knowledge.store.database import Database
from knowledge.store.engine import (
    BUSY_TIMEOUT_S,
    BadKeyError,
    LockedError,
    NaiveTimeError,
    NotDurableError,
    UnreadableError,
    make_engine,
    normalise,
)
from tests.conftest import POSTGRES

# A MetaData of its own: these tables are no part of the project.
NOTES = Table(
    "store_test_notes", MetaData(),
    Column("id", Integer, primary_key=True), Column("words", EncryptedText), Column("at", UtcDateTime),
)  # fmt: skip
OLD, NEW, OTHER = (Fernet.generate_key().decode() for _ in range(3))
SECRET = "Zéphyrine, née en mai"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the SQLite database of a test lies; its folder is not there yet."""
    return tmp_path / "data" / "cite.sqlite"


@pytest.fixture
def engine(file: Path) -> Iterator[Engine]:
    """An engine on that file, with the notes table."""
    made = make_engine(f"sqlite:///{file}")
    NOTES.metadata.create_all(made)
    yield made
    made.dispose()


@pytest.fixture
def notes(database: Database) -> Iterator[Engine]:
    """The notes table on each kind of database."""
    NOTES.metadata.create_all(database.engine)
    yield database.engine
    NOTES.metadata.drop_all(database.engine)


@pytest.fixture
def keys(unlocked: str) -> Iterator[None]:
    """Gives the process its own key back after a test that changed it."""
    yield
    vault.unlock([unlocked])


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", BUSY_TIMEOUT_S * 1000),
    ],
)
def test_every_sqlite_connection_is_durable_and_strict(engine: Engine, pragma: str, value: object) -> None:
    with engine.connect() as first, engine.connect() as second:
        first.commit()
        for connection in (first, second):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
            connection.rollback()


def test_a_place_where_sqlite_cannot_keep_its_promise_is_refused(tmp_path: Path) -> None:
    # Without shared memory, as on many network disks, SQLite silently goes without its write-ahead log.
    made = make_engine(f"sqlite:///file:{tmp_path}/cite.sqlite?vfs=unix-none&uri=true")
    with pytest.raises(NotDurableError, match="journal_mode is delete"):
        made.connect()
    made.dispose()
    assert not Path("file:").exists(), "an address is no folder"


def test_a_transaction_that_only_read_so_far_holds_the_write_lock(engine: Engine, file: Path) -> None:
    other = sqlite3.connect(file, timeout=0, isolation_level=None)
    with engine.begin() as connection:
        connection.execute(select(NOTES))
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_second_writer_waits_and_then_sees_what_the_first_wrote(engine: Engine) -> None:
    seen: list[int] = []
    done = threading.Event()

    def second() -> None:
        with engine.begin() as connection:
            seen.extend(connection.scalars(select(NOTES.c.id)))
        done.set()

    writer = threading.Thread(target=second)
    with engine.begin() as connection:
        writer.start()
        assert not done.wait(0.2)
        connection.execute(insert(NOTES).values(id=7))
    writer.join(timeout=20)
    assert seen == [7]


def test_what_a_failed_use_case_wrote_is_gone(database: Database, notes: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        database.do(lambda session: session.execute(insert(NOTES).values(id=1)) and 1 / 0)
    assert database.do(lambda session: session.scalars(select(NOTES.c.id)).all()) == []


async def test_a_use_case_runs_in_the_database_thread_and_is_committed(database: Database, notes: Engine) -> None:
    def use_case(session: object, number: int) -> str:
        assert hasattr(session, "execute")
        session.execute(insert(NOTES).values(id=number))
        return threading.current_thread().name

    assert (await database.run(use_case, 3)).startswith("database")
    assert database.do(lambda session: session.scalars(select(NOTES.c.id)).all()) == [3]


@pytest.mark.parametrize("written", ["postgres://u@h/d", "postgresql://u@h/d", "postgresql+psycopg://u@h/d"])
def test_hosts_spellings_of_postgresql_are_understood(written: str) -> None:
    assert normalise(written).render_as_string() == "postgresql+psycopg://u@h/d"


def test_an_instant_comes_back_aware_and_in_utc(notes: Engine) -> None:
    noon = datetime(2026, 12, 5, 12, 0, tzinfo=timezone(timedelta(hours=1)))
    with notes.begin() as connection:
        connection.execute(insert(NOTES).values(id=1, at=noon))
        found = connection.scalar(select(NOTES.c.at))
    assert found == noon
    assert (found.tzinfo, found.hour) == (UTC, 11)


def test_instants_are_compared_as_instants(notes: Engine) -> None:
    noon = datetime(2026, 12, 5, 12, 0, tzinfo=UTC)
    with notes.begin() as connection:
        connection.execute(insert(NOTES).values(id=1, at=noon))
        later_in_paris = noon.astimezone(timezone(timedelta(hours=1))) - timedelta(seconds=1)
        assert connection.scalar(select(NOTES.c.id).where(NOTES.c.at > later_in_paris)) == 1


def test_a_time_without_zone_is_refused(notes: Engine) -> None:
    naive = datetime(2026, 12, 5, 12, 0, tzinfo=UTC).replace(tzinfo=None)
    with notes.connect() as connection, pytest.raises(StatementError) as raised:
        connection.execute(insert(NOTES).values(id=1, at=naive))
    assert isinstance(raised.value.orig, NaiveTimeError)


def test_empty_columns_stay_empty(notes: Engine) -> None:
    with notes.begin() as connection:
        connection.execute(insert(NOTES).values(id=1, words=None, at=None))
        assert connection.execute(select(NOTES)).one() == (1, None, None)


def test_no_file_of_the_database_holds_the_words(engine: Engine, file: Path) -> None:
    with engine.begin() as connection:
        connection.execute(insert(NOTES).values(id=1, words=SECRET))
    written = b"".join(path.read_bytes() for path in file.parent.iterdir())
    assert b"store_test_notes" in written
    assert not [piece for piece in ("Zéphyrine", "phyrine", "en mai") if piece.encode() in written]
    with engine.connect() as connection:
        assert said(connection) == [SECRET]


def said(connection: Connection) -> list[str]:
    return [cell.open() for cell in connection.scalars(select(NOTES.c.words).order_by(NOTES.c.id))]


def sealed_in(engine: Engine, note_id: int) -> str:
    with engine.connect() as connection:
        found = connection.execute(text("SELECT words FROM store_test_notes WHERE id = :id"), {"id": note_id})
        return str(found.scalar_one())


@pytest.mark.usefixtures("keys")
def test_after_a_key_change_the_old_is_read_and_the_new_writes(engine: Engine) -> None:
    vault.unlock([OLD])
    with engine.begin() as connection:
        connection.execute(insert(NOTES).values(id=1, words="old words"))
    vault.unlock([NEW, OLD])
    with engine.begin() as connection:
        connection.execute(insert(NOTES).values(id=2, words="new words"))
        assert said(connection) == ["old words", "new words"]
    assert Fernet(OLD).decrypt(sealed_in(engine, 1)) == b"old words"
    assert Fernet(NEW).decrypt(sealed_in(engine, 2)) == b"new words"


@pytest.mark.usefixtures("keys")
def test_another_key_opens_nothing(engine: Engine) -> None:
    vault.unlock([OLD])
    with engine.begin() as connection:
        connection.execute(insert(NOTES).values(id=1, words=SECRET))
    vault.unlock([OTHER])
    with engine.connect() as connection:
        (cell,) = connection.scalars(select(NOTES.c.words))
    with pytest.raises(UnreadableError):
        cell.open()
    assert cell.shown() == UNREADABLE


@pytest.mark.parametrize("bad", [["not a key"], ["é" * 44], []])
def test_a_malformed_or_missing_key_is_told(bad: list[str]) -> None:
    with pytest.raises(BadKeyError):
        Vault().unlock(bad)


def test_without_a_key_personal_data_stays_shut() -> None:
    shut = Vault()
    with pytest.raises(LockedError, match="CITE_SECRET_KEY"):
        shut.seal("words")
    with pytest.raises(LockedError):
        shut.fingerprints("words")


def test_fingerprints_tell_equality_under_any_key_and_nothing_else() -> None:
    old, both, other = Vault(), Vault(), Vault()
    old.unlock([OLD])
    both.unlock([NEW, OLD])
    other.unlock([OTHER])
    assert old.fingerprints("Léa")[0] in both.fingerprints("Léa")
    assert both.fingerprints("Léa")[0] != old.fingerprints("Léa")[0]
    assert not set(other.fingerprints("Léa")) & set(both.fingerprints("Léa"))
    assert not set(both.fingerprints("Léo")) & set(both.fingerprints("Léa"))


def test_a_digest_of_version_0_1_still_means_equality_but_is_not_made_any_more() -> None:
    kept = Vault()
    kept.unlock([NEW, OLD])
    at_first = hmac.new(OLD.encode(), "Léa".encode(), hashlib.sha256).hexdigest()
    assert at_first in kept.fingerprints("Léa")[1:]


def test_the_same_words_are_sealed_differently_each_time() -> None:
    one = Vault()
    one.unlock([OLD])
    assert one.seal("words") != one.seal("words")


def test_a_connection_that_the_server_ended_while_it_rested_is_replaced_unseen(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "RESTED_S", 0.0)
    made = make_engine(postgres_url, pool_size=1)
    with made.begin() as connection:
        pid = connection.scalar(text("SELECT pg_backend_pid()"))
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute("SELECT pg_terminate_backend(%s)", (pid,))
    with made.begin() as connection:
        assert connection.scalar(text("SELECT pg_backend_pid()")) != pid
    made.dispose()
