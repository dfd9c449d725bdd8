"""A clean Debian to try things in: a tree made by mmdebstrap, programs run in it, and where pip finds its packages."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.sandbox.state import Sandbox

ROOT = Path(__file__).parents[3]
CODE = (
    "bot",
    "intents",
    "knowledge",
    "scheduler",
    "requirements.lock",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "cite",
)
TRUST = "/mnt/trust.pem"  # there, the authorities that this machine trusts
PASSED_ON = ("index-url", "extra-index-url", "proxy", "trusted-host")
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
PATIENCE_S = 120.0


def require(*programs: str) -> None:
    """Skip where one is missing, or where nobody may make file systems."""
    missing = [name for name in programs if shutil.which(name) is None]
    if missing:
        pytest.skip(f"not here: {', '.join(missing)} (apt install them)")
    if os.geteuid() != 0:
        pytest.skip("only root can make a root folder")


def run(*command: object, **how: object) -> str:
    """What it wrote; the test fails, with that, when it does."""
    done = subprocess.run(
        [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **how
    )  # type: ignore[call-overload]  # what `subprocess.run` takes
    assert done.returncode == 0, f"{command}\n{done.stdout[-6000:]}"
    return str(done.stdout)


def base(folder: Path) -> Path:
    """A tar of a minimal Debian 13; CITE_TEST_BASE names one that is there already."""
    given = os.environ.get("CITE_TEST_BASE")
    if given:
        return Path(given)
    made = folder / "base.tar"
    run("mmdebstrap", "--variant=minbase", "trixie", made, "http://deb.debian.org/debian")
    return made


def pip_settings() -> str:
    """Where this machine's pip finds packages, for one inside: nothing of it is in the repository."""
    said = run(sys.executable, "-m", "pip", "config", "list").splitlines()
    found = dict(line.split("=", 1) for line in said if "=" in line)
    names = {name.rpartition(".")[2]: value.strip("'") for name, value in found.items()}
    lines = [f"{name} = {value}" for name, value in names.items() if name in PASSED_ON]
    return "\n".join(["[global]", f"cert = {TRUST}", *lines, ""])


def trusted() -> Path:
    """The authorities that this machine trusts."""
    return Path("/etc/ssl/certs/ca-certificates.crt")


def copy_code(folder: Path) -> None:
    """The program, as somebody brings it to a machine; no test, no setting, nothing learnt."""
    folder.mkdir(parents=True)
    for name in CODE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, folder / name)


def until(is_so: Callable[[], bool], why: Callable[[], str] = lambda: "") -> None:
    """Wait for another process; there is no event to wait for."""
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, why()
        time.sleep(0.1)


def was_told(sandbox: Sandbox, person: int, words: str, after: int = 0) -> bool:
    """Whether the bot has written this to somebody, in a message after that number."""
    with sandbox.lock:
        said = [one for one in sandbox.chats[person].messages.values() if one.sender_id != person and one.id > after]
        return any(words in str(one.content.get("text", "")) for one in said)
