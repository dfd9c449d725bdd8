"""The house stays one that can be held in the head: small folders, short files, one direction, a word on everything.

`./cite test tests/code/test_structure.py -s` prints what was counted.
"""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "intents", "knowledge", "scheduler")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
MODULES = [path for path in SOURCES if path.name != "__init__.py"]
DATA = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.y*ml"))

MOST_MODULES, LONGEST_FILE, LONGEST_LINE = 20, 400, 160

# Folders with imports of ours within functions, and why.
LATE = {
    "bot/cli": "a command loads what it needs and no more: `cite --help` neither the model nor Telegram",
    "bot/assistant": "only learning loads what learns, which needs scipy",
}

# Folders that import one another if late imports count too, each with its reason.
BOTH_WAYS_LATE = {
    # The bench runs commands as an operator does; the commands load it late, so that no start pays for it.
    ("bot/bench/load", "bot/cli"),
}

# Data files with lines over 160 characters: one regular expression each, to become words; and a description with a
# layout of its own, which folding would lose.
LONG_LINES = {
    "knowledge/content/asked/descriptions.yaml",
    "intents/data/attending.yaml", "intents/data/breath.yaml", "intents/data/clauses.yaml",
}  # fmt: skip

# Data files that hold regular expressions, to become fewer: lists of phrases with a mark for "any word" would do.
WITH_EXPRESSIONS = {
    "bot/bench/wordings.yaml", "intents/data/absences.yaml", "intents/data/attending.yaml", "intents/data/breath.yaml",
    "intents/data/clauses.yaml", "intents/data/grouping.yaml",
}  # fmt: skip
EXPRESSION = re.compile(r"\\[bdswWDS]|\(\?[:=!<P]|\.\{\d|\.\*|\)\?|\[\^")


def show(*lines: str) -> None:
    """Print what was counted; pytest shows it with -s."""
    sys.stdout.write("\n" + "\n".join(lines) + "\n")


def name_of(path: Path) -> str:
    """A path as it is written in documents."""
    return path.relative_to(ROOT).as_posix()


def test_a_folder_has_twenty_modules_at_most() -> None:
    sizes = Counter(name_of(path.parent) for path in MODULES)
    show(f"{len(MODULES)} modules in {len(sizes)} folders", *(f"{n:3} {folder}" for folder, n in sizes.items()))
    assert {folder: n for folder, n in sizes.items() if n > MOST_MODULES} == {}


def test_a_package_holds_folders_and_nothing_at_its_root_but_its_main() -> None:
    roots = {name_of(path) for package in PACKAGES for path in (ROOT / package).glob("*.py")}
    assert roots == {f"{package}/__init__.py" for package in PACKAGES} | {"bot/__main__.py"}


def test_no_file_is_longer_than_one_subject_takes() -> None:
    lines = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    show(f"{sum(lines.values())} lines; over 300", *(f"{n:3} {name}" for name, n in lines.items() if n > 300))
    assert {name: n for name, n in lines.items() if n > LONGEST_FILE} == {}


@cache
def imports() -> dict[bool, set[tuple[str, str]]]:
    """Which folder imports which: at the top of a module (False), and within a function or for types only (True)."""
    found: dict[bool, set[tuple[str, str]]] = {False: set(), True: set()}
    for path in SOURCES:
        for late, target in imported(ast.parse(path.read_text(encoding="utf-8"))):
            folder = folder_of(target)
            if folder != name_of(path.parent):
                found[late].add((name_of(path.parent), folder))
    return found


def imported(node: ast.AST, late: bool = False) -> Iterator[tuple[bool, str]]:
    """The names of ours that a piece of code imports, and whether it does so late."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ImportFrom) and (child.module or "").split(".")[0] in PACKAGES:
            yield from ((late, f"{child.module}.{one.name}") for one in child.names)
        elif isinstance(child, ast.Import):
            yield from ((late, one.name) for one in child.names if one.name.split(".")[0] in PACKAGES)
        within = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) or is_for_types(child)
        yield from imported(child, late or within)


def is_for_types(node: ast.AST) -> bool:
    """`if TYPE_CHECKING:`."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def folder_of(target: str) -> str:
    """The folder that holds `bot.chat.turn.Turn`, or any other name that is imported."""
    path = ROOT.joinpath(*target.split("."))
    while not path.is_dir():
        path = path.parent
    return name_of(path)


def both_ways(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The pairs of folders that import one another, each once."""
    return {(one, other) for one, other in pairs if one < other and (other, one) in pairs}


def test_no_two_folders_import_one_another() -> None:
    assert both_ways(imports()[False]) == set()


def test_late_imports_hide_no_two_folders_that_import_one_another() -> None:
    late = imports()[True]
    show(f"{len(late)} pairs of folders by late imports")
    assert both_ways(late | imports()[False]) == BOTH_WAYS_LATE


def test_only_these_folders_import_late() -> None:
    assert {one for one, _ in imports()[True]} == set(LATE)


def test_everything_public_says_what_it_is_for() -> None:
    # D105 and D107 stay out: `__len__` or `__init__` mean what Python says, and their class has said the rest.
    # Nor do migrations describe `upgrade` and `downgrade`: their module says what they change.
    asked = ("--isolated", "--select", "D100,D101,D102,D103,D104,D106,D419", "--exclude", "bot/migrations/versions")
    run("check", "--no-cache", *asked, *PACKAGES)


def test_the_style_is_that_of_the_formatter() -> None:
    run("format", "--check", "--no-cache", *PACKAGES, "tests")


def run(*command: str) -> None:
    """Run ruff on the whole tree."""
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_lines_of_data_can_be_read_without_scrolling() -> None:
    long = {name_of(path) for path in DATA if any(len(line) > LONGEST_LINE for line in lines_of(path))}
    show(f"{len(long)} of {len(DATA)} data files with lines over {LONGEST_LINE}")
    assert long - LONG_LINES == set()


def test_data_holds_words_and_no_regular_expressions() -> None:
    found = {name_of(path) for path in DATA if any(map(EXPRESSION.search, said(path)))}
    show(f"{len(found)} data files with regular expressions")
    assert found == WITH_EXPRESSIONS


@pytest.mark.parametrize("name", sorted(LONG_LINES | WITH_EXPRESSIONS))
def test_an_exception_names_a_file_that_exists(name: str) -> None:
    assert (ROOT / name).exists()


def lines_of(path: Path) -> list[str]:
    """A file, line by line."""
    return path.read_text(encoding="utf-8").splitlines()


def said(path: Path) -> list[str]:
    """The lines of a data file that are no comments."""
    return [line for line in lines_of(path) if not line.lstrip().startswith("#")]
