"""Settings: named faults, all at once, and the forms that deployments use."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.core.errors import SettingsError
from bot.core.settings import Settings, load_settings, parse_interval


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the machine that runs the tests, no .env."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CITE_{name.upper()}", raising=False)


def test_everything_has_a_default() -> None:
    settings = load_settings()
    assert settings.timezone == "Europe/Paris"
    assert settings.listen_at == ("127.0.0.1", 8080)
    assert [str(rule) for rule in settings.rules] == ["7d", "1d@18:00", "2h"]
    assert settings.messages_a_second == 25
    assert not settings.api_is_local


def test_one_error_names_every_bad_key(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = {
        "TIMEZONE": "Blois",
        "SECRET_KEY": "short",
        "REMINDERS": "tomorrow",
        "QUIET_HOURS": "night",
        "BEAT": "0s",
        "SEND_RATE": "-3",
        "STAFF_CHAT_ID": "team",
        "STAFF_IDS": "1,two",
    }
    for name, value in bad.items():
        monkeypatch.setenv(f"CITE_{name}", value)
    with pytest.raises(SettingsError) as raised:
        load_settings()
    assert all(f"CITE_{name}" in str(raised.value) for name in bad)
    assert "short" not in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("name", ["DATABASE_URL", "LISTEN"])
def test_an_address_that_is_none_is_a_named_fault(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"CITE_{name}", "not an address")
    with pytest.raises(SettingsError, match=f"CITE_{name}"):
        load_settings()


def test_an_empty_setting_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITE_STAFF_CHAT_ID", "")
    assert load_settings().staff_chat_id is None


def test_a_dotenv_file_is_read(tmp_path: Path) -> None:
    Path(".env").write_text("CITE_TIMEZONE=Europe/London\n", encoding="utf-8")
    assert load_settings().timezone == "Europe/London"


def test_several_keys_the_first_one_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [Fernet.generate_key().decode() for _ in range(2)]
    monkeypatch.setenv("CITE_SECRET_KEY", ", ".join(keys))
    assert list(load_settings().keys) == keys


def test_the_key_and_the_token_are_not_shown_by_printing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITE_TOKEN", "123456:very-secret")
    assert "very-secret" not in repr(load_settings())
    assert load_settings().bot_id == 123456


@pytest.mark.parametrize(
    ("text", "expected"),
    [("30s", timedelta(seconds=30)), ("2m", timedelta(minutes=2)), ("0.5s", timedelta(seconds=0.5))],
)
def test_an_interval_is_read(text: str, expected: timedelta) -> None:
    assert parse_interval(text) == expected


def test_quiet_hours_can_be_off_or_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITE_QUIET_HOURS", "off")
    assert load_settings().hours.quiet is None
    monkeypatch.setenv("CITE_QUIET_HOURS", "22:00-07:30")
    quiet = load_settings().hours.quiet
    assert quiet is not None
    assert (quiet.start, quiet.end) == (time(22), time(7, 30))


@pytest.mark.parametrize("url", ["http://127.0.0.1:8081", "http://localhost:1", "http://[::1]:8081"])
def test_an_api_on_this_machine_is_known_as_local(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("CITE_API_URL", url)
    assert load_settings().api_is_local


@pytest.mark.parametrize("url", ["postgres://u:p@db/cite", "postgresql://u@db/cite", "sqlite:///x/y.db"])
def test_the_spellings_of_a_database_address_are_accepted(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("CITE_DATABASE_URL", url)
    assert load_settings().database_url == url


def test_a_file_of_settings_that_is_named_and_cannot_be_read_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITE_ENV_FILE", str(tmp_path / "cite.env"))
    with pytest.raises(SettingsError, match="CITE_ENV_FILE names no file that this account can read"):
        load_settings()
    (tmp_path / "cite.env").write_text("CITE_TIMEZONE=Europe/Madrid\n", encoding="utf-8")
    assert load_settings().timezone == "Europe/Madrid"
    monkeypatch.setenv("CITE_ENV_FILE", "")
    assert load_settings().timezone == "Europe/Paris"
