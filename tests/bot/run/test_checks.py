"""Every common mistake is found by `cite doctor`, and told in one sentence that says what to do."""

import os
import shutil
from collections import namedtuple
from pathlib import Path

import pytest
from psycopg.errors import ProtocolViolation
from sqlalchemy.exc import OperationalError

from bot.core.settings import Settings, load_settings
from bot.run import checks, doctor
from bot.sandbox.server import running
from bot.sandbox.state import DEFAULT_TOKEN, Sandbox
from tests.bot.core.test_secret_files import somebody_else  # noqa: F401  # a fixture

TOKEN = "123456789:AAEhBP0av28abcdefghijklmnopqrstuvwx"
CASES = {
    "a_name_that_is_misspelt": ({"CITE_TOKNE": "x"}, "CITE_TOKNE is no setting", True),
    "a_token_in_quotes": ({"CITE_TOKEN": f'"{TOKEN}"'}, "not in BotFather's form", True),
    "a_token_with_the_word_bot": ({"CITE_TOKEN": f"bot{TOKEN}"}, "not in BotFather's form", True),
    "a_webhook_without_https": ({"CITE_WEBHOOK_URL": "http://x.test/hook"}, "must begin with https://", True),
    "a_port_that_telegram_does_not_go_to": ({"CITE_WEBHOOK_URL": "https://x.test:8080/h"}, "ports 443, 80, 88", True),
    "a_webhook_without_its_secret": ({"CITE_WEBHOOK_URL": "https://x.test/h"}, "CITE_WEBHOOK_SECRET is missing", True),
    "a_secret_that_telegram_refuses": (
        {"CITE_WEBHOOK_URL": "https://x.test/h", "CITE_WEBHOOK_SECRET": "é!"},
        "letters, digits, _ and - alone",
        True,
    ),
    "a_secret_without_a_webhook": ({"CITE_WEBHOOK_SECRET": "abc"}, "without CITE_WEBHOOK_URL: the bot polls", False),
    "a_group_among_the_managers": ({"CITE_STAFF_IDS": "7,-100"}, "holds a group's number (-100)", True),
    "the_bot_among_the_managers": ({"CITE_STAFF_IDS": "123456789"}, "holds the bot's own number", True),
    "a_person_in_place_of_the_group": ({"CITE_STAFF_CHAT_ID": "42"}, "is a person's number", True),
    "copies_that_lie_with_the_key": ({"CITE_BACKUP": "{folder}@03:00"}, "lies with the copies", True),
    "a_database_that_moves_with_the_folder": ({"CITE_BACKUP": "/c@03:00"}, "depends on the folder", False),
    "a_secret_that_others_can_open": ({"CITE_SECRETS_DIR": "{folder}/open"}, "others on this machine can open", True),
    "a_secret_that_is_misspelt": ({"CITE_SECRETS_DIR": "{folder}/odd"}, "CITE_TOKNE is no setting", True),
}


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine with a good token, a .env and folders of secrets, one open to others, one with a misspelt name."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("CITE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CITE_TOKEN", TOKEN)
    (tmp_path / ".env").write_text("CITE_BEAT=30s\n", encoding="utf-8")
    for folder, name, mode in (("open", "CITE_CONTACT", 0o644), ("odd", "CITE_TOKNE", 0o600)):
        (tmp_path / folder).mkdir(mode=0o700)
        (tmp_path / folder / name).write_text("x", encoding="utf-8")
        (tmp_path / folder / name).chmod(mode)


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    assert checks.mistakes(load_settings()) == []


@pytest.mark.parametrize(("given", "said", "is_fault"), [pytest.param(*case, id=name) for name, case in CASES.items()])
def test_a_common_mistake_is_found(
    given: dict[str, str], said: str, is_fault: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value.replace("{folder}", str(tmp_path)))
    found = [one for one in checks.mistakes(load_settings()) if said in one.sentence]
    assert [one.is_fault for one in found] == [is_fault]
    assert TOKEN[12:] not in found[0].sentence


def test_a_misspelt_name_in_the_file_of_settings_is_found(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CITE_BAET=30s\n", encoding="utf-8")
    (finding,) = checks.mistakes(load_settings())
    assert "CITE_BAET is no setting" in finding.sentence


def test_a_disk_that_is_nearly_full_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(1000, 1000, 10_000_000))
    monkeypatch.setenv("CITE_DATABASE_URL", f"sqlite:///{tmp_path}/cite.db")
    assert "Disk: less than 300 MB are free" in checks.mistakes(load_settings())[0].sentence


def test_an_agenda_without_events_and_a_model_that_is_not_learnt_are_told(tmp_path: Path) -> None:
    settings = Settings(cache=str(tmp_path / "cache"))
    assert "no event is to come" in doctor._agenda(settings)[0].sentence
    assert "`cite learn`" in doctor._model(settings)[0].sentence


async def test_a_team_s_group_in_which_the_bot_is_not_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(Sandbox()) as server:
        monkeypatch.setenv("CITE_TOKEN", DEFAULT_TOKEN)
        monkeypatch.setenv("CITE_API_URL", server.url)
        monkeypatch.setenv("CITE_STAFF_CHAT_ID", "-100555")
        finding = (await doctor._telegram(load_settings()))[-1]
    assert (finding.is_fault, "the bot is not in the chat -100555" in finding.sentence) == (True, True)


SECRET = "sesame"
DATABASES = {
    "no_server": (f"postgresql://cite:{SECRET}@127.0.0.1:9/cite", "no server answers there"),
    "a_password_with_a_sign": (f"postgresql://cite:x@{SECRET}@127.0.0.1/cite", "a @ in a password is written %40"),
    "no_database": ("sqlite:///{folder}/.env", "file is not a database"),
}


@pytest.mark.parametrize(("url", "said"), [pytest.param(*case, id=name) for name, case in DATABASES.items()])
def test_why_a_database_cannot_be_opened_is_told_without_its_password(url: str, said: str, tmp_path: Path) -> None:
    settings = Settings(database_url=url.replace("{folder}", str(tmp_path)))
    (finding,) = doctor._database(settings)
    assert (finding.is_fault, said in finding.sentence, SECRET in finding.sentence) == (True, True, False)


def test_a_database_that_is_not_there_yet_is_told_with_its_place_and_not_begun(tmp_path: Path) -> None:
    (finding,) = doctor._database(Settings(database_url="sqlite:///dta/cite.db"))
    assert (finding.is_fault, f"none yet at {tmp_path}/dta/cite.db" in finding.sentence) == (False, True)
    assert not (tmp_path / "dta").exists()


def test_what_the_server_says_to_a_wrong_name_is_told(postgres_url: str) -> None:
    (finding,) = doctor._database(Settings(database_url=f"{postgres_url}_of_nobody"))
    assert '_of_nobody" does not exist)' in finding.sentence


def test_what_a_pgbouncer_of_the_wrong_mode_says_is_told() -> None:
    refused = OperationalError(
        "BEGIN", {}, ProtocolViolation("transaction blocks not allowed in statement pooling mode")
    )
    finding = doctor._cannot_be_opened(Settings(database_url="postgresql://x@127.0.0.1/x"), refused)
    assert "(transaction blocks not allowed in statement pooling mode)" in finding.sentence


@pytest.mark.usefixtures("somebody_else")
def test_a_folder_that_this_account_may_not_write_to_is_named_whatever_it_is_for(tmp_path: Path) -> None:
    closed = tmp_path / "inside"
    settings = Settings(
        _env_file=None, database_url=f"sqlite:///{closed}/cite.db", cache=str(closed), backup=f"{closed}@03:00"
    )
    found = [*doctor._database(settings), *doctor._knowledge(settings), *doctor._model(settings)]
    said = [one.sentence for one in (*found, doctor._copies(settings)) if one.is_fault]
    assert [sentence.partition(":")[0] for sentence in said] == ["Database", "Understanding", "Copies"]
    assert all(str(closed) in sentence for sentence in said)
