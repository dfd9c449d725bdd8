"""A bot on SQLite goes by its machine's clock: `cite doctor` holds that against Telegram's."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.core.settings import Settings
from bot.run.checks import beside_telegram


class Ahead(BaseHTTPRequestHandler):
    """Refuses whatever is asked, and tells an hour."""

    seconds = 0.0

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The header's."""
        return super().date_time_string(time.time() + self.seconds)

    def do_HEAD(self) -> None:
        """As Telegram does where no method is named."""
        self.send_error(404)

    def log_message(self, *about: object) -> None:
        """Nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    """Where it is asked."""
    with HTTPServer(("127.0.0.1", 0), Ahead) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(("seconds", "is_apart"), [(0.0, False), (90.0, True), (-90.0, True)])
def test_a_clock_that_is_not_telegrams_is_a_fault(
    url: str, seconds: float, is_apart: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ahead, "seconds", seconds)
    found = beside_telegram(Settings(_env_file=None, api_url=url))
    assert [(one.is_fault, "Clock: this machine and Telegram are" in one.sentence) for one in found] == (
        [(True, True)] if is_apart else []
    )


def test_on_postgres_the_servers_clock_counts_and_telegram_is_not_asked() -> None:
    settings = Settings(_env_file=None, api_url="http://127.0.0.1:9", database_url="postgresql://x@127.0.0.1/x")
    assert beside_telegram(settings) == []


def test_a_telegram_that_does_not_answer_is_no_matter_of_clocks() -> None:
    assert beside_telegram(Settings(_env_file=None, api_url="http://127.0.0.1:9")) == []
