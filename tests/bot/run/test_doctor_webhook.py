"""What `cite doctor` says of the webhook, whichever way this bot and Telegram disagree."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.core import clock
from bot.core.settings import Settings, load_settings
from bot.intake import webhook
from bot.run import doctor
from bot.sandbox.server import Running, running
from bot.sandbox.state import DEFAULT_TOKEN, Sandbox
from tests.bot.reliability.town import prepare

OURS, FOREIGN = "http://127.0.0.1:9/ours-and-secret", "http://127.0.0.9:9/foreign-and-secret"
BOT_ID = int(DEFAULT_TOKEN.split(":")[0])

CASES = [
    ("", "", "none, as polling needs", False),
    (OURS, "", "is still set, to 127.0.0.1; `cite run` will delete it", False),
    (FOREIGN, "", "brings this bot's messages to 127.0.0.9", True),
    ("", OURS, "is not set; `cite run` will set it", False),
    (FOREIGN, OURS, "is still set, to 127.0.0.9; `cite run` will set it", False),
    (OURS, OURS, "set; 0 updates wait", False),
]


@pytest.mark.parametrize(("found", "wanted", "said", "is_fault"), CASES)
async def test_the_doctor_sees_what_telegram_has_and_what_is_wanted(
    found: str, wanted: str, said: str, is_fault: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = prepare(f"sqlite:///{tmp_path / 'cite.db'}")
    database.do(webhook.write_down, BOT_ID, OURS, clock.real_now())
    database.close()
    async with running(Sandbox()) as server:
        server.sandbox.webhook.url = found
        finding = await _examined(server, tmp_path, wanted, monkeypatch)
    assert said in finding.sentence
    assert "secret" not in finding.sentence
    assert finding.is_fault is is_fault


async def test_the_doctor_says_what_telegram_failed_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(f"sqlite:///{tmp_path / 'cite.db'}").close()
    async with running(Sandbox()) as server:
        sandbox, (state,) = server.sandbox, (server.sandbox.webhook,)
        state.url, state.last_error, state.last_error_date = OURS, "Connection refused", int(clock.elapsed())
        sandbox.send_update("message", {"message_id": 1}, "odd")
        finding = await _examined(server, tmp_path, OURS, monkeypatch)
    assert "1 updates wait; Telegram says: Connection" in finding.sentence
    assert finding.is_fault


async def _examined(server: Running, folder: Path, wanted: str, monkeypatch: pytest.MonkeyPatch) -> doctor.Finding:
    monkeypatch.setenv("CITE_TOKEN", DEFAULT_TOKEN)
    monkeypatch.setenv("CITE_API_URL", server.url)
    monkeypatch.setenv("CITE_DATABASE_URL", f"sqlite:///{folder / 'cite.db'}")
    monkeypatch.setenv("CITE_WEBHOOK_URL", wanted)
    return (await doctor._telegram(load_settings()))[1]


async def test_the_doctor_puts_no_database_where_one_was_moved_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(Sandbox()) as server:
        await _examined(server, tmp_path, "", monkeypatch)
    assert _files(tmp_path) == []


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


@pytest.mark.parametrize(
    ("variable", "proxy", "said"),
    [
        ("HTTPS_PROXY", "http://proxy.test:3128", ""),
        ("HTTPS_PROXY", "https://proxy.test:3128", "HTTPS_PROXY must begin with http://"),
        ("ALL_PROXY", "socks5://proxy.test:1080", "ALL_PROXY is not used"),
    ],
)
def test_the_doctor_names_a_proxy_that_is_not_used(
    variable: str, proxy: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv(variable, proxy)
    found = doctor._proxy(Settings(_env_file=None, token=SecretStr(DEFAULT_TOKEN)))
    assert len(found) == bool(said)
    assert all(said in one.sentence and one.is_fault for one in found)
