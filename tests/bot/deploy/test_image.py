"""The image is built from a clean Debian, and serves as a user without rights on a root that nobody can write."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.sandbox.server import running_in_a_thread
from bot.sandbox.state import DEFAULT_TOKEN, Sandbox
from tests.bot.deploy import debian
from tests.bot.deploy.debian import run, until, was_told
from tests.bot.deploy.image import OURS, Image
from tests.bot.reliability.test_webhook import is_open
from tests.bot.reliability.town import families, family_does

MOST_MB = 550

pytestmark = pytest.mark.slow


def test_it_is_small_and_holds_nothing_that_only_learning_needs(image: Image) -> None:
    size = int(run("du", "--summarize", "--block-size=1000000", "--one-file-system", image.tree).split()[0])
    print(f"the image holds {size} MB")  # noqa: T201  # what `-rP` shows of a test that passed
    assert size <= MOST_MB
    found = [
        path for name in ("scipy", "sklearn", "joblib", "pip") for path in image.tree.rglob(f"site-packages/{name}")
    ]
    assert found == []
    assert image.user == "10001:10001"


def test_nothing_of_this_machine_is_in_it(image: Image) -> None:
    assert not (image.tree / "etc/pip.conf").exists()
    trust = image.tree / debian.TRUST.lstrip("/")
    assert not trust.exists() or trust.stat().st_size == 0
    odd = [
        path for name in (".env", ".git", "tests", "data", "secrets") for path in (image.tree / "opt/cite").glob(name)
    ]
    assert odd == []


def test_it_says_what_it_is_made_of(image: Image) -> None:
    bill = json.loads(run(*image.inside("python3", "-m", "bot", "sbom", "--installed")))
    names = {one["name"] for one in bill["components"]}
    assert {"numpy", "sqlalchemy", "cryptography"} <= names
    assert not names & {"scipy", "scikit-learn", "joblib"}


def test_it_serves_a_family_as_nobody_on_a_root_that_is_read_only_and_stops_in_order(image: Image) -> None:
    if is_open(8080):
        pytest.skip("something listens at the port that the container's health check asks")
    with running_in_a_thread(Sandbox()) as server, _serving(image, server.url) as (process, log):
        (person,) = families(server.sandbox, 1)
        until(lambda: '"ready"' in log.read_text(), log.read_text)
        family_does(server.sandbox, person, "c’est où ?")
        until(lambda: was_told(server.sandbox, person, "avenue de Vendôme"), log.read_text)
        assert {Path(f"/proc/{process.pid}").stat().st_uid} == {OURS}
        assert image.health[0] == "CMD"
        run(*image.inside(*image.health[1:]))
        assert "Copied to" in run(*image.inside("python3", "-m", "bot", "db", "backup", "copy.zip"))
        told = subprocess.run(image.inside("touch", "/opt/cite/bot/x"), capture_output=True, text=True, check=False)
        assert "Read-only file system" in told.stderr
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    refused = subprocess.run(image.inside(*image.health[1:]), capture_output=True, check=False)
    assert refused.returncode != 0


@contextmanager
def _serving(image: Image, api_url: str) -> Iterator[tuple["subprocess.Popen[bytes]", Path]]:
    """The container's own command, its secrets in files."""
    for name, secret in (("cite_token", DEFAULT_TOKEN), ("cite_secret_key", Fernet.generate_key().decode())):
        path = image.folder / "secrets" / name
        path.write_text(f"{secret}\n", encoding="utf-8")
        path.chmod(0o400)
        os.chown(path, OURS, OURS)
    log = image.folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(image.inside(*image.command, CITE_API_URL=api_url), stdout=out, stderr=out)
    try:
        yield process, log
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
