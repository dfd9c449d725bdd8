"""What the documents name exists: links, headings, files, folders, layers; and what a recipe names."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "intents", "knowledge", "scheduler")
DOCUMENTS = (
    "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "bot/README.md", "bot/bench/README.md", "intents/README.md",
    "knowledge/README.md", "scheduler/README.md", "tests/README.md", "tests/phrases/README.md",
)  # fmt: skip
NO_FILES = {"Europe/Paris"}
A_PATH = re.compile(r"[\w-]+(/[\w.-]+)*(/|\.(py|yaml|csv|ftl|txt|toml|md|json|jsonl))|[\w-]+(/[\w.-]+)+")
RECIPES = (
    "Add a phrase", "Change a sentence of the bot", "Add a fact", "Add a sign-up question", "Add an agenda column",
    "Add a language", "Add a command", "Add a notice", "Change a retention period", "Add an update type",
)  # fmt: skip


@cache
def written(document: str) -> str:
    """A document without its blocks of code."""
    return re.sub(r"```.*?```", "", (ROOT / document).read_text(encoding="utf-8"), flags=re.DOTALL)


@cache
def headings(document: Path) -> set[str]:
    """The headings of a document as links name them."""
    found = re.findall(r"^#+ (.*)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in found}


@cache
def names() -> frozenset[str]:
    """The names of all files of the project, and of its folders with a slash."""
    paths = [path for folder in (*PACKAGES, "tests") for path in (ROOT / folder).rglob("*")]
    return frozenset(f"{path.name}/" if path.is_dir() else path.name for path in paths)


def named(text: str) -> set[str]:
    """The files and folders that a text names, as paths or by their name alone."""
    quoted = re.findall(r"`([^`\n]+)`", text)
    return {one for one in quoted if A_PATH.fullmatch(one) and one not in NO_FILES}


def is_there(path: str, document: str) -> bool:
    """Whether a file is where a document says: from the root, from its folder, or anywhere by its name."""
    if "/" not in path.rstrip("/"):
        return path in names() or (ROOT / path).exists() or (ROOT / document).parent.joinpath(path).exists()
    return (ROOT / path).exists() or (ROOT / document).parent.joinpath(path).exists()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_names_only_files_and_folders_that_exist(document: str) -> None:
    assert sorted(path for path in named(written(document)) if not is_there(path, document)) == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_links_of_a_document_lead_somewhere(document: str) -> None:
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", written(document)):
        path, _, heading = link.partition("#")
        target = (ROOT / document).parent / path if path else ROOT / document
        if not link.startswith("http") and (
            not target.exists() or (heading and heading not in headings(target.resolve()))
        ):
            broken.append(link)
    assert broken == []


def test_each_package_has_a_page_of_its_own() -> None:
    assert [name for name in (*PACKAGES, "tests") if f"{name}/README.md" not in DOCUMENTS] == []


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_has_steps_and_names_files(recipe: str) -> None:
    text = written("CONTRIBUTING.md").split(f"\n### {recipe}\n")[1].split("\n##")[0]
    steps = re.findall(r"^(\d+)\. ", text, re.MULTILINE)
    assert steps == [str(number) for number in range(1, len(steps) + 1)]
    assert len(steps) > 1
    assert named(text)


def test_the_architecture_lists_every_folder_once() -> None:
    listed = re.findall(r"^\| `([a-z_/]+)/` \|", written("ARCHITECTURE.md"), re.MULTILINE)
    folders = {
        path.parent.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).glob("*/**/__init__.py")
    }
    assert sorted(listed) == sorted(folders - {"bot/migrations/versions"})


@pytest.mark.parametrize("package", PACKAGES)
def test_the_diagram_shows_the_layers_that_imports_are_checked_by(package: str) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one.get("containers") == [package])
    drawn = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split(f"subgraph {package}\n")[1].split("end\n")[0]
    assert re.findall(r"\[\"?([^\]\"]+)\"?\]", drawn) == [layer.replace(" : ", " · ") for layer in layers]


def test_the_code_names_only_modules_of_ours_that_exist() -> None:
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        said = re.findall(
            r"(?:[Ss]ee |:\w+:`)((?:bot|intents|knowledge|scheduler)(?:\.[a-z_]+)+)", path.read_text("utf-8")
        )
        assert [name for name in said if not is_module(name)] == [], path


def is_module(name: str) -> bool:
    """Whether `scheduler.waiting.waiting`, or the function `scheduler.reminders.reminders.lost`, is there."""
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").exists() or path.parent.with_suffix(".py").exists()


def test_the_code_cites_sections_of_documents_that_exist() -> None:
    sources = (path.read_text(encoding="utf-8") for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    cited = {cite for text in sources for cite in re.findall(r"(ARCHITECTURE|README)\.md, ([A-Z][\w ]*\w)", text)}
    missing = [cite for cite in cited if cite[1].lower().replace(" ", "-") not in headings(ROOT / f"{cite[0]}.md")]
    assert cited
    assert missing == []
