"""The learnt model's key changes with whatever learning uses, and with nothing else."""

import ast
import shutil
from pathlib import Path

import pytest

import intents
from intents.model import file as key
from intents.model.file import model_key

HERE = Path(intents.__file__).parent
# Used to answer, never to learn: these may change without learning again.
ONLY_ANSWERING = (
    "understand",
    "steps",
    "trace",
    "model/file",
    "model/key",
    "dialogue/state",
    "dialogue/ranker",
    "dialogue/signs",
    "dialogue/queries",
    "speech/listening",
)


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A copy of this package that a test may change."""
    copy = shutil.copytree(Path(intents.__file__).parent, tmp_path / "intents", ignore=shutil.ignore_patterns("__*__"))
    monkeypatch.setattr(key, "_INTENTS", copy)
    monkeypatch.setattr(key, "DATA", copy / "data")
    return copy


@pytest.fixture
def phrasings(tmp_path):
    for name in ("venue", "other"):
        (tmp_path / f"{name}.yaml").write_text(f"{name}: [un, deux]", encoding="utf-8")
    return [tmp_path / "venue.yaml", tmp_path / "other.yaml"]


def changed(file):
    file.write_text(file.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")


def test_the_same_has_the_same_key_in_any_order(package, phrasings):
    found = model_key(phrasings)
    assert model_key(reversed(phrasings)) == found
    assert found.isalnum()


def test_a_changed_phrasing_file_changes_it(package, phrasings):
    before = model_key(phrasings)
    changed(phrasings[1])
    assert model_key(phrasings) != before


def test_one_phrasing_file_more_or_renamed_changes_it(package, phrasings):
    before = model_key(phrasings)
    assert model_key(phrasings[:1]) != before
    renamed = phrasings[1].rename(phrasings[1].with_name("another.yaml"))
    assert model_key([phrasings[0], renamed]) != before


@pytest.mark.parametrize(
    "name",
    ["model/training", "model/fitting", "model/features", "model/attributes", "model/explained", "model/trust",
     "model/groups", "model/verdict", "questions/spans", "questions/signs", "mentions", "features", "manners", "sounds",
     "slots", "speech/features"],
)  # fmt: skip
def test_a_changed_module_that_learning_uses_changes_it(package, phrasings, name):
    before = model_key(phrasings)
    changed(package / f"{name}.py")
    assert model_key(phrasings) != before


@pytest.mark.parametrize("name", ONLY_ANSWERING)
def test_a_changed_module_that_only_answers_does_not(package, phrasings, name):
    before = model_key(phrasings)
    changed(package / f"{name}.py")
    assert model_key(phrasings) == before


def test_a_module_that_learning_begins_to_use_counts_from_then_on(package, phrasings):
    training = package / "model" / "training.py"
    training.write_text(training.read_text(encoding="utf-8") + "\n\ndef late():\n    from intents import trace\n")
    before = model_key(phrasings)
    changed(package / "trace.py")
    assert model_key(phrasings) != before


@pytest.mark.parametrize(
    "name",
    [
        "concepts.yaml",
        "shorthand.yaml",
        "manners.yaml",
        "fr/yes.yaml",
        "en/dates.yaml",
        "speech.yaml",
        "questions.yaml",
        "speech/distress.fr.yaml",
    ],
)
def test_a_changed_word_list_that_learning_reads_changes_it(package, phrasings, name):
    before = model_key(phrasings)
    changed(package / "data" / name)
    assert model_key(phrasings) != before


@pytest.mark.parametrize("name", ["follow_up.yaml"])
def test_a_changed_word_list_that_only_answers_does_not(package, phrasings, name):
    before = model_key(phrasings)
    changed(package / "data" / name)
    assert model_key(phrasings) == before


def test_every_module_that_learning_imports_is_in_the_key():
    counted = key._learning_code()
    modules = {".".join(file.relative_to(HERE).with_suffix("").parts) for file in counted}
    assert modules >= {"model.training", "speech.fitting", *(name for file in counted for name in imported(file))}
    assert not modules & {name.replace("/", ".") for name in ONLY_ANSWERING}


PACKAGES = ("intents", "intents.model", "intents.speech", "intents.questions")


def imported(file):
    """The modules of ours that this file imports, anywhere in it and in any notation."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module in PACKAGES:
            inside = node.module.removeprefix("intents").lstrip(".")
            yield from (f"{inside}.{one.name}".lstrip(".") for one in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("intents."):
            yield node.module.removeprefix("intents.")
        elif isinstance(node, ast.Import):
            yield from (one.name.removeprefix("intents.") for one in node.names if one.name.startswith("intents."))
