"""What the command line says about keys: a wrong one is one sentence, and so is which one a copy needs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.core import clock
from bot.core import database as keys
from bot.core.files import only_process
from knowledge.store.columns import vault
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from tests.bot.cli import test_cli
from tests.bot.cli.test_cli import Cite
from tests.bot.reliability import spoilt
from tests.bot.reliability.spoilt import Round

cite = test_cli.cite  # the fixture
OTHER = Fernet.generate_key().decode()


@pytest.fixture
def path(cite: Cite, tmp_path: Path) -> Path:
    """The database of `cite`, on which a bot ran."""
    assert cite("db", "upgrade")[0] == 0
    database = Database(make_engine(f"sqlite:///{tmp_path / 'cite.db'}"))
    database.do(keys.adopt, clock.real_now())
    database.do(spoilt.plant, Round(1, 2, 3, 4), 7, ())
    database.close()
    return tmp_path / "cite.db"


@pytest.fixture
def restored(unlocked: str) -> Iterator[None]:
    """Gives the process its own key back."""
    yield
    vault.unlock([unlocked])


@pytest.mark.usefixtures("restored")
@pytest.mark.parametrize("words", [("run",), ("db", "check"), ("db", "rekey"), ("agenda", "list"), ("outbox", "aside")])
def test_with_another_key_every_command_refuses_in_one_sentence(
    cite: Cite, path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("CITE_TOKEN", "123:abc")
    monkeypatch.setenv("CITE_SECRET_KEY", OTHER)
    with only_process(path):  # or a `run` that did not refuse would not end
        code, out, complaint = cite(*words)
    assert (code, out, complaint.count("\n")) == (1, "", 1)
    assert complaint.startswith("CITE_SECRET_KEY is not the key of this database, which needs the key ")


@pytest.mark.usefixtures("path", "restored")
def test_doctor_names_the_key_and_says_when_it_is_another_one(cite: Cite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITE_API_URL", "http://127.0.0.1:9")
    assert f"Secret key: given ({vault.names[0]})." in cite("doctor")[1]
    needed = vault.names[0]
    monkeypatch.setenv("CITE_SECRET_KEY", OTHER)
    code, out, _ = cite("doctor")
    assert code == 1
    assert f"Secret key: CITE_SECRET_KEY is not the key of this database, which needs the key {needed}" in out


@pytest.mark.usefixtures("path", "restored")
def test_a_copy_says_which_key_it_takes_and_is_put_back_only_with_it(
    cite: Cite, monkeypatch: pytest.MonkeyPatch, unlocked: str
) -> None:
    old = vault.names[0]
    code, out, _ = cite("db", "backup", "copy.db")
    assert code == 0
    assert f"To read it takes the key {old}" in out
    monkeypatch.setenv("CITE_SECRET_KEY", f"{OTHER},{unlocked}")
    code, out, complaint = cite("db", "rekey")
    assert (code, complaint) == (0, "")
    assert f"The key {old} may go from CITE_SECRET_KEY" in out
    monkeypatch.setenv("CITE_SECRET_KEY", OTHER)
    assert cite("db", "check")[0] == 0
    code, _, complaint = cite("db", "restore", "copy.db")
    assert (code, complaint.count("\n")) == (1, 1)
    assert f"takes the key {old}: add it to CITE_SECRET_KEY first" in complaint
    assert cite("db", "check")[0] == 0  # nothing was changed


@pytest.mark.usefixtures("restored")
def test_check_names_a_cell_that_is_damaged(cite: Cite, path: Path) -> None:
    database = Database(make_engine(f"sqlite:///{path}"))
    database.do(spoilt.plant, Round(11, 12, 13, 14), 7, ["answers.words"])
    database.close()
    code, _, complaint = cite("db", "check")
    assert (code, complaint.count("\n")) == (1, 1)
    assert "answers.words no. " in complaint


@pytest.mark.usefixtures("restored")
def test_what_is_aside_is_listed_with_numbers_only_and_tried_again(cite: Cite, path: Path) -> None:
    assert cite("outbox", "aside")[1] == "Nothing is set aside.\n"
    database = Database(make_engine(f"sqlite:///{path}"))
    database.do(_put_aside)
    database.close()
    code, out, _ = cite("outbox", "aside")
    assert (code, out.count("chat 1,"), out.count("UnreadableError")) == (0, 1, 1)
    assert "pour vous" not in out
    assert cite("outbox", "aside", "--json")[1].startswith("[")
    assert cite("outbox", "aside", "--replay")[1] == "1 will be tried again.\n"
    assert cite("inbox", "aside")[1].startswith("no. 4, chat 1, ")
    assert cite("inbox", "aside", "5", "--replay")[1] == "0 will be tried again.\n"
    assert cite("inbox", "aside", "4", "--replay")[1] == "1 will be tried again.\n"
    assert cite("inbox", "aside")[1] == "Nothing is set aside.\n"


def _put_aside(session: Session) -> None:
    error = "SET state = 'set_aside', error = 'UnreadableError'"
    session.execute(text(f"UPDATE outbox {error} WHERE payload IS NOT NULL"))
    session.execute(text(f"UPDATE inbox {error}"))
