"""Settings in files: where they are looked for, who wins, and that no secret is ever on a command line."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.core.errors import SettingsError
from bot.core.settings import Settings, load_settings

SECRET_WORDS = ("token", "key", "secret", "password", "url")


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the machine that runs the tests, no .env, no secrets."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    monkeypatch.setattr("bot.core.settings.RUN_SECRETS", str(tmp_path / "run"))
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CITE_{name.upper()}", raising=False)


def folder_of(path: Path, **files: str) -> Path:
    """A folder with these files."""
    path.mkdir()
    for name, text in files.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


def token() -> str:
    return load_settings().token.get_secret_value()


@pytest.mark.parametrize("name", ["CITE_TOKEN", "cite_token", "Cite_Token"])
def test_a_file_named_like_a_setting_is_that_setting_without_its_last_line_break(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITE_SECRETS_DIR", str(folder_of(tmp_path / "named", **{name: "12:abc\n"})))
    assert token() == "12:abc"


def test_the_environment_stands_over_the_folder_that_is_named_that_over_systemd_then_run_secrets_then_env(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("CITE_TOKEN=5:env-file\n", encoding="utf-8")
    assert token() == "5:env-file"
    folder_of(tmp_path / "run", cite_token="4:run")
    assert token() == "4:run"
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder_of(tmp_path / "systemd", CITE_TOKEN="3:systemd")))
    assert token() == "3:systemd"
    (tmp_path / ".env").write_text("CITE_SECRETS_DIR=named\n", encoding="utf-8")
    folder_of(tmp_path / "named", CITE_TOKEN="2:named", CITE_STAFF_IDS="7, 8")
    assert (token(), load_settings().staff_ids) == ("2:named", [7, 8])
    monkeypatch.setenv("CITE_TOKEN", "1:environment")
    assert token() == "1:environment"


def test_an_empty_file_and_one_of_another_name_say_nothing(tmp_path: Path) -> None:
    folder_of(tmp_path / "run", CITE_TOKEN="\n", CITE_TOKENS="x", token="y")
    assert token() == ""


def test_a_link_as_kubernetes_makes_them_is_followed(tmp_path: Path) -> None:
    there = folder_of(tmp_path / "elsewhere", token="12:abc")
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "CITE_TOKEN").symlink_to(there / "token")
    assert token() == "12:abc"


def test_a_folder_that_is_none_and_a_file_that_cannot_be_read_are_one_sentence_without_the_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITE_SECRETS_DIR", str(tmp_path / "none"))
    with pytest.raises(SettingsError, match="CITE_SECRETS_DIR names no folder"):
        load_settings()
    monkeypatch.setenv("CITE_SECRETS_DIR", str(folder_of(tmp_path / "named", CITE_STAFF_CHAT_ID="geheim")))
    with pytest.raises(SettingsError, match="CITE_STAFF_CHAT_ID") as raised:
        load_settings()
    assert "geheim" not in str(raised.value)
    (tmp_path / "named" / "CITE_STAFF_CHAT_ID").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match=r"CITE_STAFF_CHAT_ID lies in .* which cannot be read"):
        load_settings()


@pytest.fixture
def somebody_else() -> Iterator[None]:
    """For the time of the test, this process is somebody else's."""
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    os.seteuid(65534)
    yield
    os.seteuid(0)


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder that all can enter, with a secret that root alone can read."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "CITE_TOKEN").write_text("12:abc", encoding="utf-8")
        (folder / "CITE_TOKEN").chmod(0o600)
        yield folder


@pytest.mark.usefixtures("closed", "somebody_else")
def test_a_secret_or_a_folder_that_this_account_may_not_read_is_one_sentence(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITE_ENV_FILE", "")
    monkeypatch.setenv("CITE_SECRETS_DIR", str(closed))
    with pytest.raises(SettingsError, match=r"CITE_TOKEN lies in .* cannot be read: Permission denied"):
        load_settings()
    monkeypatch.setenv("CITE_SECRETS_DIR", str(tmp_path))
    with pytest.raises(SettingsError, match="CITE_SECRETS_DIR names no folder"):
        load_settings()


def test_no_command_takes_a_secret_as_an_argument() -> None:
    from tests.code.test_readme import commands

    given = {f"{name} {part.name}": part for name, command in commands().items() for part in command.params}
    odd = [
        name
        for name, part in given.items()
        if any(word in str(part.name) for word in SECRET_WORDS) and not getattr(part, "is_flag", False)
    ]
    assert odd == []
