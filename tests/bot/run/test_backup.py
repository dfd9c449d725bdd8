"""Copies of the database, and files that are nobody else's: what an operator may do wrong, and a power cut."""

import errno
import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core import database as schema
from bot.core.errors import BotError
from bot.core.files import lock_of, only_process
from bot.core.settings import load_settings
from bot.run import backup
from bot.run.doctor import _files
from knowledge.store.engine import make_engine
from tests.bot.cli.test_cli import Cite, cite, filled, join  # noqa: F401  # fixtures

ROOT = Path(__file__).parents[3]
KILLED = -signal.SIGKILL


def seats(cite: Cite) -> int:  # noqa: F811
    """How many signed up."""
    return len(json.loads(cite("signups", "export", "--event", "r1")[1]))


def mode(path: Path) -> int:
    """Who may open it."""
    return stat.S_IMODE(path.stat().st_mode)


def revised(path: Path, revision: str) -> None:
    """Let the file say that it is of this revision."""
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE alembic_version SET version_num = ?", (revision,))


def test_database_and_copies_are_for_nobody_else_whatever_the_umask(cite: Cite, tmp_path: Path) -> None:  # noqa: F811
    before = os.umask(0o022)
    try:
        make_engine(f"sqlite:///{tmp_path / 'made.db'}").dispose()
        assert cite("db", "upgrade")[0] == 0
        assert cite("db", "backup", "copy.db")[0] == 0
    finally:
        os.umask(before)
    assert {mode(tmp_path / name) for name in ("made.db", "cite.db", "copy.db")} == {0o600}


@pytest.mark.usefixtures("filled")
def test_the_doctor_names_what_others_can_read(cite: Cite, tmp_path: Path) -> None:  # noqa: F811
    assert _files(load_settings()) == []
    (tmp_path / ".env").write_text("CITE_BEAT=30s\n")
    for name in (".env", "cite.db"):
        (tmp_path / name).chmod(0o640)
    code, said, _ = cite("doctor")
    found = [line for line in said.splitlines() if line.startswith("Files:")]
    assert code == 1
    assert [line.rpartition(" ")[2].rpartition("/")[2] for line in found] == [".env`", "cite.db`"]


def test_the_folder_of_the_database_holds_all_of_it_and_may_be_moved(
    cite: Cite,  # noqa: F811
    filled: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    join(filled, "Monique", "Jean")
    before, moved = cite("signups", "export", "--event", "r1"), tmp_path / "elsewhere"
    moved.mkdir()
    for path in tmp_path.glob("cite.db*"):
        path.rename(moved / path.name)
    monkeypatch.setenv("CITE_DATABASE_URL", f"sqlite:///{moved / 'cite.db'}")
    assert cite("db", "check")[0] == 0
    assert cite("signups", "export", "--event", "r1") == before


def test_what_was_there_before_is_kept_beside_with_all_that_was_committed(cite: Cite, filled: Path) -> None:  # noqa: F811
    assert cite("db", "backup", "copy.db")[0] == 0
    join(filled, "Monique", "Jean")
    with closing(sqlite3.connect(filled)) as writer:  # leaves its last commits in the log
        writer.execute("PRAGMA wal_autocheckpoint=0")
    code, said, _ = cite("db", "restore", "copy.db")
    kept = Path(said.strip().removesuffix(".").rpartition(" ")[2])
    assert (code, seats(cite)) == (0, 0)
    assert mode(kept) == 0o600
    assert cite("db", "restore", str(kept))[0] == 0
    assert seats(cite) == 2


def test_nothing_is_put_back_under_a_running_bot(cite: Cite, filled: Path) -> None:  # noqa: F811
    assert cite("db", "backup", "copy.db")[0] == 0
    with only_process(filled):
        code, _, complaint = cite("db", "restore", "copy.db")
    assert (code, complaint) == (1, "Another `cite run` already works on this database: stop it first.\n")


def test_an_older_copy_is_brought_up_to_date_and_a_later_or_foreign_one_refused(
    cite: Cite,  # noqa: F811
    filled: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    copy = tmp_path / "copy.db"
    pages_of(filled, copy)
    revised(copy, "9999")
    code, _, complaint = cite("db", "restore", "copy.db")
    assert (code, complaint.count("\n"), "later version" in complaint) == (1, 1, True)
    with closing(sqlite3.connect(copy)) as file:
        file.execute("DROP TABLE consents")
    revised(copy, _head())
    code, _, complaint = cite("db", "restore", "copy.db")
    assert (code, complaint.count("\n"), "consents" in complaint) == (1, 1, True)
    with closing(sqlite3.connect(tmp_path / "other.db")) as file:
        file.execute("CREATE TABLE alembic_version (version_num TEXT)")
    assert cite("db", "restore", "other.db")[0] in (0, 1)
    assert not list(tmp_path.glob("*.part*"))


def pages_of(database: Path, copy: Path) -> None:
    """A copy as versions before the portable format made them: a SQLite file."""
    with closing(sqlite3.connect(database)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)


def _head() -> str:
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(schema.FOLDER)).get_current_head() or ""


@pytest.mark.parametrize("words", [("db", "check"), ("db", "upgrade"), ("agenda", "list")])
def test_a_database_of_a_later_version_is_one_sentence(cite: Cite, filled: Path, words: tuple[str, ...]) -> None:  # noqa: F811
    revised(filled, "9999")
    code, _, complaint = cite(*words)
    assert (code, complaint.count("\n"), "revision 9999" in complaint) == (1, 1, True)
    assert "revision 9999" in cite("doctor")[1]


@pytest.mark.parametrize("where", ["nowhere/copy.db", "cite.db", "/proc/copy.db"])
@pytest.mark.usefixtures("filled")
def test_a_backup_to_where_it_cannot_be_is_one_sentence(cite: Cite, where: str) -> None:  # noqa: F811
    code, _, complaint = cite("db", "backup", where)
    assert (code, complaint.count("\n"), where in complaint) == (1, 1, True)


def test_what_is_half_done_has_not_the_name_of_a_copy(
    filled: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks(url: str, part: Path, now: datetime) -> None:
        part.write_bytes(b"PK")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup, "written", breaks)
    with pytest.raises(BotError, match="No space left"):
        backup.back_up(f"sqlite:///{filled}", tmp_path / "copy.zip", datetime.now(UTC))
    assert list(tmp_path.glob("copy.zip*")) == []


def test_a_database_that_is_gone_is_not_begun_anew_unasked(cite: Cite, filled: Path, tmp_path: Path) -> None:  # noqa: F811
    assert cite("db", "backup", "copy.db")[0] == 0
    with only_process(filled):
        pass
    filled.unlink()
    for words in (("agenda", "list"), ("db", "check"), ("db", "upgrade")):
        code, _, complaint = cite(*words)
        assert (code, "is gone" in complaint, filled.exists()) == (1, True, False)
    assert cite("db", "restore", "copy.db")[0] == 0
    assert len(json.loads(cite("agenda", "list", "--json")[1])) == 2
    filled.unlink()
    lock_of(filled).unlink()
    assert json.loads(cite("agenda", "list", "--json")[1]) == []


# What is done to files, in the order of a backup and of a restore: the process dies just before the nth of these.
STEPS = ("os.open", "os.fsync", "os.link", "os.rename", "os.replace", "os.unlink", "sqlite3.connect")
DYING = """
import os, signal, sqlite3, sys
left = int(sys.argv.pop(1))
def dying(plain):
    def step(*args, **kwargs):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return plain(*args, **kwargs)
    return step
from bot.cli import main
for name in {steps}:
    module, _, function = name.partition(".")
    setattr(sys.modules[module], function, dying(getattr(sys.modules[module], function)))
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize("act", ["backup", "restore"])
def test_killed_at_any_step_the_database_is_whole_and_nothing_committed_is_lost(
    act: str,
    cite: Cite,  # noqa: F811
    filled: Path,  # noqa: F811
    tmp_path: Path,
    unlocked: str,
) -> None:
    join(filled, "Monique")
    assert cite("db", "backup", "copy.db")[0] == 0
    join(filled, "Jean", "Paul")
    target = tmp_path / ("new.zip" if act == "backup" else "copy.db")
    step, ends = 0, KILLED
    while ends == KILLED:
        ends = _dies_at(step, act, target, tmp_path, unlocked, filled)
        assert cite("db", "check")[0] == 0
        held = seats(cite)
        kept = [_seats_in(path) for path in tmp_path.glob("cite.db.before-*")]
        assert held == 3 or (act == "restore" and held == 1 and 3 in kept), (step, held, kept)
        step += 1
        if held == 1:
            break
    assert step > 5
    if act == "backup":
        assert _seats_in(target) == 3


def _dies_at(step: int, act: str, file: Path, folder: Path, key: str, database: Path) -> int:
    code = DYING.replace("{steps}", repr(STEPS))
    env = {**os.environ, "PYTHONPATH": str(ROOT), "CITE_SECRET_KEY": key, "CITE_DATABASE_URL": f"sqlite:///{database}"}
    command = [sys.executable, "-c", code, str(step), "db", act, str(file)]
    return subprocess.run(command, cwd=folder, env=env, check=False, capture_output=True).returncode


def _seats_in(path: Path) -> int:
    if path.suffix == ".zip":
        with backup.read_copy(path) as copy:
            return next(table.rows for table in copy.contents.tables if table.name == "signups")
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found: tuple[int] = file.execute("SELECT count(*) FROM signups").fetchone()
    return found[0]
