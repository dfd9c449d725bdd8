"""compose.yaml, run as it says, by the very commands of the page: the bot beside PostgreSQL, each within its limits.

Where no container can be started, `containers.py` reads the file and starts both by chroot. In place of the image
`postgres:17-bookworm`, which comes from a registry, stands Debian's server of the same number, started as that
image's page tells.
"""

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.server import Running, running_in_a_thread
from bot.sandbox.state import DEFAULT_TOKEN, Sandbox
from tests.bot.deploy import debian
from tests.bot.deploy.debian import ROOT, run, until, was_told
from tests.bot.deploy.image import OURS, Image
from tests.bot.reliability.test_webhook import is_open
from tests.bot.reliability.town import families, family_does

PAGE = (ROOT / "bot" / "deploy" / "README.md").read_text(encoding="utf-8").partition("## In containers")[2]
BLOCKS = re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
ADDRESS = "127.0.0.2"
POSTGRES = "postgres:17-bookworm"
ENTRYPOINT = f"""#!/bin/bash
set -euo pipefail
data=/var/lib/postgresql/data
as="setpriv --reuid=postgres --regid=postgres --init-groups"
chown postgres:postgres $data
chmod 700 $data
if [ ! -s $data/PG_VERSION ]; then
    install -o postgres -m 400 "$POSTGRES_PASSWORD_FILE" /tmp/password
    $as initdb --username="$POSTGRES_USER" --pwfile=/tmp/password $POSTGRES_INITDB_ARGS -D $data
    rm /tmp/password
    echo "host all all all scram-sha-256" >> $data/pg_hba.conf
    $as pg_ctl -D $data -w -o "-c listen_addresses=" start
    $as psql --username="$POSTGRES_USER" --dbname=postgres -c "CREATE DATABASE \\"$POSTGRES_DB\\""
    $as pg_ctl -D $data -w -m fast stop
fi
exec $as postgres -D $data -c listen_addresses={ADDRESS}
"""
INSTALL = """
mkdir -p /etc/postgresql-common
echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
apt-get update
apt-get install -y --no-install-recommends postgresql-17
"""

pytestmark = pytest.mark.slow


def test_the_page_has_both_blocks() -> None:
    assert [block.splitlines()[0].split("#")[0].strip() for block in BLOCKS] == [
        "docker compose build",
        "docker compose stop bot",
    ]


class Venue:
    """A folder with compose.yaml, in which the page's lines are typed."""

    def __init__(self, folder: Path, machine: Path, server: Running) -> None:
        self.folder, self.server = folder, server
        self._machine = json.loads(machine.read_text(encoding="utf-8"))
        self._environment = os.environ | {"MACHINE": str(machine), "PYTHONPATH": str(ROOT)}
        self._environment["PATH"] = f"{folder / 'tools'}:{os.environ['PATH']}"
        (self.person,) = families(server.sandbox, 1)

    def type(self, line: str, given: str = "") -> str:
        """Run a line; the test fails when it does."""
        return run("bash", "-euo", "pipefail", "-c", line, cwd=self.folder, env=self._environment, input=given)

    def log(self) -> str:
        """What the bot wrote."""
        return (Path(self._machine["folder"]) / "logs/bot").read_text(encoding="utf-8")

    def process(self, service: str) -> Path:
        """Of a service that runs, as the kernel shows it."""
        return Path("/proc") / (Path(self._machine["folder"]) / "pids" / service).read_text()

    def answers(self) -> None:
        """A family asks, and the bot answers."""
        sandbox = self.server.sandbox
        with sandbox.lock:
            newest = max(sandbox.chats[self.person].messages, default=0)
        family_does(sandbox, self.person, "c’est où ?")
        until(lambda: was_told(sandbox, self.person, "avenue de Vendôme", newest), self.log)


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tree with Debian's server; CITE_TEST_POSTGRES_TREE names one that is there already."""
    debian.require("mmdebstrap", "unshare", "nsenter", "setpriv", "mount")
    given = os.environ.get("CITE_TEST_POSTGRES_TREE")
    tree = Path(given) if given else _with_postgres(tmp_path_factory.mktemp("postgres"))
    entrypoint = tree / "usr/local/bin/entrypoint"
    entrypoint.write_text(ENTRYPOINT, encoding="utf-8")
    entrypoint.chmod(0o755)
    (tree / "var/lib/postgresql/data").mkdir(exist_ok=True)
    return tree


def _with_postgres(folder: Path) -> Path:
    tree = folder / "tree"
    tree.mkdir(mode=0o755)
    run("tar", "-xf", debian.base(folder), "-C", tree)
    shutil.copy("/etc/resolv.conf", tree / "etc/resolv.conf")
    run("chroot", tree, "/bin/bash", "-euc", INSTALL, env={"PATH": debian.PATH, "DEBIAN_FRONTEND": "noninteractive"})
    return tree


@pytest.fixture
def venue(image: Image, postgres: Path, tmp_path: Path) -> Iterator[Venue]:
    """The program's folder on a machine, and a Telegram of its own."""
    if is_open(8080):
        pytest.skip("something listens at the port that the container's health check asks")
    data = tmp_path / "state/volumes/cite"
    data.mkdir(parents=True)
    data.chmod(0o700)
    os.chown(data, OURS, OURS)  # as a new volume takes it from the image
    ours = {"tree": str(image.tree), "user": image.user, "environment": image.environment, "stop_signal": 15}
    ours |= {"entrypoint": image.command[:-1], "command": image.command[-1:]}
    there = {"PATH": f"/usr/lib/postgresql/17/bin:{debian.PATH}", "LANG": "C.UTF-8"}
    theirs = {"tree": str(postgres), "user": "", "environment": there, "stop_signal": 2}
    theirs |= {"entrypoint": ["entrypoint"], "command": []}
    machine = {"images": {"cite-du-numerique-bot": ours, POSTGRES: theirs}, "addresses": {"database": ADDRESS}}
    said = tmp_path / "machine.json"
    said.write_text(json.dumps(machine | {"folder": str(tmp_path / "state")}), encoding="utf-8")
    folder = tmp_path / "cite"
    (folder / "tools").mkdir(parents=True)
    shutil.copy(ROOT / "compose.yaml", folder)
    docker = folder / "tools/docker"
    docker.write_text(f'#!/bin/sh\nexec {sys.executable} -m tests.bot.deploy.containers "$@"\n', encoding="utf-8")
    docker.chmod(0o755)
    with running_in_a_thread(Sandbox()) as server:
        made = Venue(folder, said, server)
        try:
            yield made
        finally:
            for service in ("bot", "database"):
                made.type(f"docker compose stop {service}")


def test_the_page_leads_to_a_bot_beside_its_database_that_answers_is_copied_and_put_back(venue: Venue) -> None:
    _begun(venue)
    venue.answers()
    _confined(venue)
    copies = Path(venue._machine["folder"]) / "volumes/cite/copies"
    until(lambda: any(copies.glob("cite-2*.zip")), venue.log)
    newest = max(copies.glob("cite-2*.zip")).name
    for line in re.sub(r"cite-\d{4}-\d\d-\d\d\.zip", newest, BLOCKS[1]).splitlines():
        said = venue.type(line)
        assert "db restore" not in line or "compared one by one" in said
    venue.answers()


def _begun(venue: Venue) -> None:
    """The first block, line by line; the file of settings is filled in before the bot is started."""
    for line in BLOCKS[0].splitlines():
        if "compose up" in line:
            with (venue.folder / ".env.compose").open("a", encoding="utf-8") as file:
                file.write(f"CITE_API_URL={venue.server.url}\n")
        if "exec bot" in line:
            until(lambda: '"ready"' in venue.log(), venue.log)
            assert "@" in venue.type(f"{line} || true")  # a team and an agenda come next
        else:
            venue.type(line, f"{DEFAULT_TOKEN}\n" if "cite_token" in line else "")


def _confined(venue: Venue) -> None:
    """Neither may do what it need not, and no secret stands where others can read it."""
    for service, mine in (("bot", OURS), ("database", None)):
        process = venue.process(service)
        status = dict(line.split(":\t", 1) for line in (process / "status").read_text().splitlines() if ":\t" in line)
        assert status["NoNewPrivs"] == "1"
        assert int(status["CapEff"], 16) == 0
        assert mine is None or process.stat().st_uid == mine
        seen = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
        for secret in (venue.folder / "secrets").iterdir():
            assert secret.read_bytes().strip() not in seen
        refused = venue.type(f"docker compose exec {service} touch /usr/x 2>&1 || true")
        assert "Read-only file system" in refused
