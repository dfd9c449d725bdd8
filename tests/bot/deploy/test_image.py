"""The image is built from a clean Debian, and serves as a user without rights on a root that nobody can write."""

import json
import os
import resource
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.sandbox.server import running_in_a_thread
from bot.sandbox.state import DEFAULT_TOKEN, Sandbox
from tests.bot.deploy import debian
from tests.bot.deploy.debian import ROOT, run, until, was_told
from tests.bot.reliability.test_webhook import is_open
from tests.bot.reliability.town import families, family_does

MOST_MB = 550
OURS = 10001
HOME = "/var/lib/cite"
ENTER = """
set -e
mount --bind {tree} {root}
mount -o remount,ro,bind {root}
mount -t proc none {root}/proc
mount -t tmpfs -o size=64m,mode=1777 none {root}/tmp
mount -t tmpfs -o mode=755 none {root}/run
mkdir {root}/run/secrets
mount --bind {secrets} {root}/run/secrets
mount --bind {data} {root}{home}
exec chroot --userspec=10001:10001 {root} "$@"
"""

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Image:
    """What was built, unpacked, and how it wants to be run."""

    tree: Path
    folder: Path
    environment: dict[str, str]
    command: list[str]
    health: list[str]
    user: str

    def inside(self, *command: str, **more: str) -> list[str]:
        """This command, entered as a container would be."""
        root, data, secrets = (self.folder / name for name in ("root", "data", "secrets"))
        script = ENTER.format(tree=self.tree, root=root, data=data, secrets=secrets, home=HOME)
        env = [f"{name}={value}" for name, value in (self.environment | more).items()]
        return ["unshare", "--mount", "sh", "-c", script, "sh", "/usr/bin/env", "-i", "-C", HOME, *env, *command]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    """Built once for this module: ten minutes."""
    debian.require("buildah", "mmdebstrap", "unshare")
    folder = tmp_path_factory.mktemp("image")
    tool = _built(folder)
    made = run(*tool, "from", "--pull-never", "localhost/cite").strip()
    tree = Path(run(*tool, "mount", made).strip())
    config = json.loads(run(*tool, "inspect", "--type", "image", "localhost/cite"))["Docker"]["config"]
    for name, mode in (("root", 0o755), ("data", 0o700), ("secrets", 0o700)):
        (folder / name).mkdir(mode=mode)
        os.chown(folder / name, OURS, OURS)
    environment = dict(one.split("=", 1) for one in config["Env"])
    command = [*config["Entrypoint"], *config["Cmd"]]
    yield Image(tree, folder, environment, command, config["Healthcheck"]["Test"], config["User"])
    run(*tool, "umount", made)
    run(*tool, "rm", made)


def _built(folder: Path) -> list[str]:
    """The tool with the store that holds the image now."""
    tool = ["buildah", "--storage-driver", "vfs", "--root", str(folder / "store"), "--runroot", str(folder / "run")]
    scratch = run(*tool, "from", "scratch").strip()
    run(*tool, "add", scratch, debian.base(folder), "/")
    run(*tool, "commit", scratch, "localhost/base")
    (folder / "pip.conf").write_text(debian.pip_settings(), encoding="utf-8")
    kinds = {"nofile": resource.RLIMIT_NOFILE, "nproc": resource.RLIMIT_NPROC}
    limits = [f"--ulimit={name}={_limit(kind)}" for name, kind in kinds.items()]
    run(
        *tool, "bud", "--isolation", "chroot", *limits, "--format", "docker", "--pull-never",
        "--build-arg", "BASE=localhost/base", "--secret", f"id=pip,src={folder / 'pip.conf'}",
        "--volume", f"{debian.trusted()}:{debian.TRUST}:ro", "-t", "localhost/cite", ROOT,
    )  # fmt: skip
    return tool


def _limit(kind: int) -> str:
    soft, hard = resource.getrlimit(kind)
    return f"{soft}:{hard}"


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
