"""The code base keeps its own rules: style, types, import directions, short functions, locks."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "intents", "knowledge", "scheduler")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LONGEST_FUNCTION = 40


def run(*command: str) -> str:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_ruff_finds_nothing():
    run("ruff", "check", "--no-cache", *PACKAGES, "tests")


def test_the_types_are_right():
    run("mypy", "--no-error-summary")


def test_imports_go_one_way():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_functions_stay_short():
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in SOURCES
        if "versions" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno > LONGEST_FUNCTION
    ]
    assert long == []


def test_the_top_level_holds_what_was_agreed():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    tops = {line.split("/")[0] for line in tracked.stdout.splitlines()}
    allowed = {
        *PACKAGES,
        "tests",
        "pyproject.toml",
        "requirements.lock",
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "cite",
        "Dockerfile",
        "compose.yaml",
        "SECURITY.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
    }
    assert {top for top in tops if not top.startswith(".")} <= allowed


@pytest.mark.parametrize("lock", ["requirements.lock", "tests/requirements.lock"])
def test_the_locks_are_hashed_and_name_no_registry(lock):
    lines = (ROOT / lock).read_text().splitlines()
    assert not any("://" in line or line.startswith("-") for line in lines)
    pins = [line for line in lines if "==" in line]
    assert len(pins) > 20
    assert all(line.endswith("\\") for line in pins), "each pin is followed by its hashes"
