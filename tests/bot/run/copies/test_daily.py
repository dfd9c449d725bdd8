"""One copy a day, one before an upgrade; two weeks of them; going back is putting one of them back."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core import database as schema
from bot.core.errors import BotError
from bot.core.settings import Settings, load_settings
from bot.run import backup, doctor
from knowledge.store.columns import vault
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from scheduler.core.tables import OutboxRow
from tests.bot.cli.test_cli import Cite, cite, filled, join  # noqa: F401  # fixtures
from tests.bot.core.older_tables import tables_of
from tests.bot.run.copies.rows import fill
from tests.bot.run.copies.test_portable import held

THREE = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)  # in Paris


@pytest.fixture
def settings(cite: Cite, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:  # noqa: F811
    """With a database, and a folder for copies that is not there yet."""
    monkeypatch.setenv("CITE_BACKUP", f"{tmp_path / 'copies'}@03:00")
    return load_settings()


def names(settings: Settings) -> list[str]:
    """The copies that are there."""
    assert settings.daily_copy is not None
    return sorted(path.name for path in settings.daily_copy.folder.glob("*.zip"))


def test_a_copy_is_made_once_a_day_when_its_hour_has_come_and_one_that_was_missed_at_once(settings: Settings) -> None:
    assert backup.make_daily(settings, THREE - timedelta(seconds=1)) is not None  # yesterday's was missed
    assert backup.make_daily(settings, THREE - timedelta(seconds=1)) is None
    assert backup.make_daily(settings, THREE) is not None
    assert backup.make_daily(settings, THREE + timedelta(hours=23)) is None
    assert names(settings) == ["cite-2026-11-29.zip", "cite-2026-11-30.zip"]


def test_two_weeks_of_copies_are_kept_for_nobody_else_to_read(settings: Settings) -> None:
    for day in range(20):
        backup.make_daily(settings, THREE + timedelta(days=day))
    assert names(settings) == [f"cite-2026-12-{day:02d}.zip" for day in range(6, 20)]
    assert settings.daily_copy is not None
    folder = settings.daily_copy.folder
    assert {path.stat().st_mode & 0o077 for path in (folder, *folder.glob("*.zip"))} == {0}


def another_first(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let another process have the folder, and do this there, just when ours wants it."""
    alone_in = backup._alone_in

    @contextmanager
    def waited(folder: Path) -> Iterator[None]:
        monkeypatch.setattr(backup, "_alone_in", alone_in)
        act()
        with alone_in(folder):
            yield

    monkeypatch.setattr(backup, "_alone_in", waited)


def test_who_waited_while_another_process_made_the_copy_of_the_day_makes_none(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    another_first(monkeypatch, lambda: backup.make_daily(settings, THREE))
    assert backup.make_daily(settings, THREE) is None
    assert names(settings) == ["cite-2026-11-30.zip"]


def test_who_waited_while_another_process_brought_the_tables_up_to_date_makes_no_copy_before_it(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tables_of("0011", f"sqlite:///{tmp_path / 'old.db'}") as engine:
        another_first(monkeypatch, lambda: schema.upgrade(engine))
        assert backup.make_before_upgrade(settings, engine, THREE) is None
    assert names(settings) == []


def test_without_a_folder_no_copy_is_made(cite: Cite, filled: Path) -> None:  # noqa: F811
    assert backup.make_daily(load_settings(), THREE) is None


async def test_a_copy_that_cannot_be_made_is_told_to_the_team_once_a_day_and_tried_again(
    cite: Cite,  # noqa: F811
    filled: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "copies").write_text("in the way")
    monkeypatch.setenv("CITE_BACKUP", f"{tmp_path / 'copies'}@03:00")
    monkeypatch.setenv("CITE_STAFF_CHAT_ID", "-100")
    database = Database(make_engine(f"sqlite:///{filled}"))
    copies = backup.DailyCopies(load_settings(), database, lambda: THREE)
    assert [await copies.look(), await copies.look()] == [False, False]
    assert database.do(lambda session: session.query(OutboxRow).count()) == 1
    (tmp_path / "copies").unlink()
    assert await copies.look()
    database.close()


def test_a_copy_is_made_before_tables_change_and_putting_it_back_is_going_back(
    own_database_url: str,
    cite: Cite,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CITE_DATABASE_URL", own_database_url)
    monkeypatch.setenv("CITE_BACKUP", f"{tmp_path / 'copies'}@03:00")
    with tables_of("0010", own_database_url) as engine:
        with engine.begin() as connection:
            fill(connection)
            connection.exec_driver_sql("DELETE FROM sealing_keys WHERE name <> (SELECT min(name) FROM sealing_keys)")
            connection.exec_driver_sql(f"UPDATE sealing_keys SET name = '{vault.names[0]}'")
        before = held(own_database_url)
        engine.dispose()
        code, _, told = cite("db", "upgrade")
        assert (code, told.startswith("Before the database was brought up to date, it was copied to")) == (0, True)
        (copy,) = (tmp_path / "copies").glob("cite-before-upgrade-*.zip")
        assert "team_threads" in held(own_database_url)
        _undo_with_the_older_version(copy, own_database_url, tmp_path, monkeypatch)
        assert held(f"sqlite:///{tmp_path / 'went-back.db'}") == before
        assert cite("db", "restore", str(copy), *(["--replace"] if "postgresql" in own_database_url else []))[0] == 0
        assert held(own_database_url).keys() > before.keys()


def _undo_with_the_older_version(copy: Path, url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the version does whose newest migration is the copy's: it has no later tables to ask for."""
    with monkeypatch.context() as older, backup.read_copy(copy) as opened:
        older.setattr(schema, "upgrade", lambda engine: None)
        older.setattr(backup, "require_ours", lambda connection, copy: None)
        backup.put_back(opened, f"sqlite:///{folder / 'went-back.db'}", THREE)


def test_without_a_folder_the_copy_before_an_upgrade_lies_beside_the_file(cite: Cite, tmp_path: Path) -> None:  # noqa: F811
    with tables_of("0011", f"sqlite:///{tmp_path / 'cite.db'}"):
        pass
    assert cite("agenda", "list")[0] == 0
    assert len(list(tmp_path.glob("cite-before-upgrade-*.zip"))) == 1
    assert cite("agenda", "list")[2] == ""
    assert len(list(tmp_path.glob("cite-before-upgrade-*.zip"))) == 1


def test_nothing_is_changed_when_no_copy_can_be_made_before(
    cite: Cite,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "cite.db"
    with tables_of("0011", f"sqlite:///{file}"):
        pass
    (tmp_path / "copies").write_text("in the way")
    monkeypatch.setenv("CITE_BACKUP", f"{tmp_path / 'copies'}@03:00")
    code, _, complaint = cite("db", "upgrade")
    assert (code, complaint.count("\n"), "no copy of the database was made" in complaint) == (1, 1, True)
    with closing(sqlite3.connect(file)) as read:
        assert read.execute("SELECT version_num FROM alembic_version").fetchone() == ("0011",)


def test_an_empty_database_is_begun_without_a_copy(cite: Cite, tmp_path: Path) -> None:  # noqa: F811
    assert cite("db", "upgrade")[2] == ""
    assert list(tmp_path.glob("*.zip")) == []


def test_the_doctor_says_how_old_the_newest_copy_is(settings: Settings, tmp_path: Path) -> None:
    assert settings.daily_copy is not None
    folder = settings.daily_copy.folder
    assert "none in" in doctor._copies(settings).sentence
    folder.touch()
    assert "no folder that this account can write to" in doctor._copies(settings).sentence
    folder.unlink()
    copy = backup.make_daily(settings, datetime.now(UTC))
    assert copy is not None
    assert doctor._copies(settings) == doctor.Finding(f"Copies: the newest in {folder} is 0 hours old.")
    old = datetime.now(UTC).timestamp() - 3 * 86400
    os.utime(copy, (old, old))
    finding = doctor._copies(settings)
    assert (finding.is_fault, "is 3 days old" in finding.sentence) == (True, True)
    assert "CITE_BACKUP" in doctor._copies(settings.model_copy(update={"backup": ""})).sentence


@pytest.mark.parametrize("wrong", ["copies", "@03:00", "copies@3", "copies@24:00", "copies@03:60"])
def test_a_wrong_folder_and_hour_is_one_sentence(wrong: str, cite: Cite, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setenv("CITE_BACKUP", wrong)
    code, _, complaint = cite("db", "check")
    assert (code, complaint.count("\n"), "CITE_BACKUP is not a folder and an hour" in complaint) == (1, 1, True)


def test_an_older_copy_a_sqlite_file_is_put_into_postgres_too(
    cite: Cite,  # noqa: F811
    filled: Path,  # noqa: F811
    tmp_path: Path,
    empty_postgres_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    join(filled, "Monique", "Jean")
    with closing(sqlite3.connect(filled)) as old, closing(sqlite3.connect(tmp_path / "copy.db")) as new:
        old.backup(new)
    before = held(f"sqlite:///{filled}")
    monkeypatch.setenv("CITE_DATABASE_URL", empty_postgres_url)
    code, said, _ = cite("db", "restore", "copy.db")
    assert (code, "compared one by one" in said) == (0, True)
    assert held(empty_postgres_url) == before


def test_what_cannot_be_copied_is_said_before_anything_else(cite: Cite) -> None:  # noqa: F811
    with pytest.raises(BotError, match="There is no database"):
        backup.back_up("sqlite:///nowhere.db", Path("copy.zip"), THREE)
