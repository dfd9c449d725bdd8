"""Take away one safeguard at a time, in a copy of the code: a test must turn red, else it guards nothing."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.run.safeguards import RUN_SAFEGUARDS
from tests.bot.safeguards import BOT_SAFEGUARDS
from tests.bot.team.doors.safeguards import DOOR_SAFEGUARDS
from tests.model_cache import SHARED
from tests.scheduler.outbox.safeguards import OUTBOX_SAFEGUARDS
from tests.scheduler.safeguards import SAFEGUARDS, Safeguard

ROOT = Path(__file__).parents[2]
COPIED = (
    "bot", "intents", "knowledge", "scheduler",
    "tests/scheduler", "tests/bot", "tests/sandbox", "tests/dialogues", "tests/knowledge", "tests/intents",
    "tests/conftest.py", "tests/__init__.py", "tests/model_cache.py", "tests/silent_proxy.py",
    "tests/engines.py", "tests/effort.py",
)  # fmt: skip
EVERY = (*SAFEGUARDS, *OUTBOX_SAFEGUARDS, *BOT_SAFEGUARDS, *RUN_SAFEGUARDS, *DOOR_SAFEGUARDS)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code and these tests, in a folder where they may be spoilt."""
    folder = tmp_path_factory.mktemp("copy")
    for name in (*COPIED, "pyproject.toml"):
        source, target = ROOT / name, folder / name
        target.parent.mkdir(exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    (folder / ".pytest_cache").mkdir()
    (folder / ".pytest_cache" / "model").symlink_to(SHARED)  # or what is tested would first have to learn
    return folder


def run(folder: Path, where: str, tests: str) -> subprocess.CompletedProcess[str]:
    file, *selected = shlex.split(tests)
    command = (sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", f"{where}/{file}")
    # What a test starts as a process of its own is this copy too, in whatever folder it works.
    environment = {**os.environ, "CITE_TEST_NO_SHRINK": "1", "PYTHONPATH": str(folder)}
    return subprocess.run(
        (*command, *selected), cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("guard", EVERY, ids=lambda guard: guard.name)
def test_the_safeguard_is_where_the_list_says(guard: Safeguard) -> None:
    assert (ROOT / guard.file).read_text(encoding="utf-8").count(guard.words) == 1


@pytest.mark.parametrize("file", sorted({f"{guard.folder}/{shlex.split(guard.tests)[0]}" for guard in EVERY}))
def test_what_a_test_of_a_safeguard_imports_is_copied(file: str) -> None:
    imported = re.findall(r"^from (tests[.\w]+) import", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    paths = [name.replace(".", "/") for name in imported]
    assert [path for path in paths if not f"{path}.py".startswith(COPIED)] == []


@pytest.mark.slow
@pytest.mark.parametrize(("where", "tests"), sorted({(guard.folder, guard.tests) for guard in EVERY}))
def test_with_all_safeguards_the_copy_is_green(copy: Path, where: str, tests: str) -> None:
    done = run(copy, where, tests)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("guard", EVERY, ids=lambda guard: guard.name)
def test_without_the_safeguard_a_test_turns_red(copy: Path, guard: Safeguard) -> None:
    file = copy / guard.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace(guard.words, guard.without), encoding="utf-8")
    try:
        done = run(copy, guard.folder, guard.tests)
    finally:
        file.write_text(whole, encoding="utf-8")
    assert done.returncode == 1, done.stdout + done.stderr
    red = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    sys.stdout.write(f"{guard.name}: {red[0]}\n")
    assert red, "it could not even be collected"
