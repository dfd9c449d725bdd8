"""The learnt model's key changes with whatever learning uses, and with nothing else."""

import ast
import shutil
from pathlib import Path

import pytest

import intents
from intents import encoder, model_key

HERE = Path(intents.__file__).parent
# Used to answer, never to learn: these may change without learning again.
ONLY_ANSWERING = ("clauses", "understand", "verdict", "decision", "follow_up", "context", "settled", "model_file",
                  "speech/listening")


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A copy of this package that a test may change."""
    copy = shutil.copytree(Path(intents.__file__).parent, tmp_path / "intents", ignore=shutil.ignore_patterns("__*__"))
    monkeypatch.setattr(model_key, "_HERE", copy)
    monkeypatch.setattr(model_key, "DATA", copy / "data")
    monkeypatch.setattr(model_key, "edition", lambda: "1.0")
    return copy


@pytest.fixture
def phrasings(tmp_path):
    for name in ("venue", "other"):
        (tmp_path / f"{name}.yaml").write_text(f"{name}: [un, deux]", encoding="utf-8")
    return [tmp_path / "venue.yaml", tmp_path / "other.yaml"]


def changed(file):
    file.write_text(file.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")


def test_the_same_has_the_same_key_in_any_order(package, phrasings):
    key = model_key.model_key(phrasings)
    assert model_key.model_key(reversed(phrasings)) == key
    assert key.isalnum()


def test_a_changed_phrasing_file_changes_it(package, phrasings):
    before = model_key.model_key(phrasings)
    changed(phrasings[1])
    assert model_key.model_key(phrasings) != before


def test_one_phrasing_file_more_or_renamed_changes_it(package, phrasings):
    before = model_key.model_key(phrasings)
    assert model_key.model_key(phrasings[:1]) != before
    renamed = phrasings[1].rename(phrasings[1].with_name("another.yaml"))
    assert model_key.model_key([phrasings[0], renamed]) != before


@pytest.mark.parametrize(
    "name", ["training", "training_kernel", "calibration", "features", "manners", "sounds", "slots", "speech/features"]
)
def test_a_changed_module_that_learning_uses_changes_it(package, phrasings, name):
    before = model_key.model_key(phrasings)
    changed(package / f"{name}.py")
    assert model_key.model_key(phrasings) != before


@pytest.mark.parametrize("name", ONLY_ANSWERING)
def test_a_changed_module_that_only_answers_does_not(package, phrasings, name):
    before = model_key.model_key(phrasings)
    changed(package / f"{name}.py")
    assert model_key.model_key(phrasings) == before


def test_a_module_that_learning_begins_to_use_counts_from_then_on(package, phrasings):
    training = package / "training.py"
    training.write_text(training.read_text(encoding="utf-8") + "\n\ndef late():\n    from intents import clauses\n")
    before = model_key.model_key(phrasings)
    changed(package / "clauses.py")
    assert model_key.model_key(phrasings) != before


@pytest.mark.parametrize("name", ["concepts.yaml", "shorthand.yaml", "manners.yaml", "fr/yes.yaml", "en/dates.yaml",
                                  "speech.yaml", "speech/distress.fr.yaml"])
def test_a_changed_word_list_that_learning_reads_changes_it(package, phrasings, name):
    before = model_key.model_key(phrasings)
    changed(package / "data" / name)
    assert model_key.model_key(phrasings) != before


@pytest.mark.parametrize("name", ["clauses.yaml", "follow_up.yaml"])
def test_a_changed_word_list_that_only_answers_does_not(package, phrasings, name):
    before = model_key.model_key(phrasings)
    changed(package / "data" / name)
    assert model_key.model_key(phrasings) == before


def test_another_edition_of_the_encoder_changes_it_and_so_does_none(package, phrasings, monkeypatch):
    keys = [model_key.model_key(phrasings), model_key.model_key(phrasings, with_encoder=False)]
    monkeypatch.setattr(model_key, "edition", lambda: "1.1")
    keys.append(model_key.model_key(phrasings))
    assert len(set(keys)) == 3
    assert model_key.model_key(phrasings, with_encoder=False) == keys[1]


def test_a_machine_without_the_encoder_has_no_edition(monkeypatch):
    monkeypatch.setattr(encoder, "_PACKAGE", "no-such-encoder-anywhere")
    assert encoder.edition() == ""


def test_every_module_that_learning_imports_is_in_the_key():
    counted = model_key._learning_code()
    modules = {".".join(file.relative_to(HERE).with_suffix("").parts) for file in counted}
    assert modules >= {"training", "speech.fitting", *(name for file in counted for name in imported(file))}
    assert not modules & {name.replace("/", ".") for name in ONLY_ANSWERING}


def imported(file):
    """The modules of ours that this file imports, anywhere in it and in any notation."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module == "intents":
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("intents."):
            yield node.module.removeprefix("intents.")
        elif isinstance(node, ast.Import):
            yield from (one.name.removeprefix("intents.") for one in node.names if one.name.startswith("intents."))
