"""The learnt model's key changes with whatever learning uses: phrasings, the code that reads, the data beside it."""

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

import intents
from intents.model import file
from intents.model.file import model_key


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of this package that a test may change."""
    copy = shutil.copytree(Path(intents.__file__).parent, tmp_path / "intents", ignore=shutil.ignore_patterns("__*__"))
    monkeypatch.setattr(file, "_INTENTS", copy)
    monkeypatch.setattr(file, "DATA", copy / "data")
    return copy


@pytest.fixture
def phrasings(tmp_path: Path) -> list[Path]:
    files = [tmp_path / f"{name}.yaml" for name in ("venue", "other")]
    for one in files:
        one.write_text(f"{one.stem}: [un, deux]", encoding="utf-8")
    return files


def key_after(phrasings: Iterable[Path], changed: Path) -> str:
    changed.write_text(changed.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    return model_key(phrasings)


def test_the_same_has_the_same_key_in_any_order(package: Path, phrasings: list[Path]) -> None:
    found = model_key(phrasings)
    assert model_key(reversed(phrasings)) == found
    assert found.isalnum()


def test_a_changed_phrasing_file_changes_it(package: Path, phrasings: list[Path]) -> None:
    assert model_key(phrasings) != key_after(phrasings, phrasings[1])


def test_one_phrasing_file_more_or_renamed_changes_it(package: Path, phrasings: list[Path]) -> None:
    before = model_key(phrasings)
    assert model_key(phrasings[:1]) != before
    renamed = phrasings[1].rename(phrasings[1].with_name("another.yaml"))
    assert model_key([phrasings[0], renamed]) != before


@pytest.mark.parametrize(
    "name",
    ["model/training.py", "text/text.py", "slots/slots.py", "dialogue/learning.py", "dialogue/asks.py",
     "speech/fitting.py", "data/concepts.yaml", "data/fr/yes.yaml", "data/speech/distress.fr.yaml"],
)  # fmt: skip
def test_changed_code_or_data_that_learning_uses_changes_it(package: Path, phrasings: list[Path], name: str) -> None:
    assert model_key(phrasings) != key_after(phrasings, package / name)


@pytest.mark.parametrize(
    "name",
    ["readers/saying.py", "claims/reading.py", "understanding/trace.py", "dialogue/signs.py", "data/ranker.yaml"],
)
def test_changed_code_or_weights_that_learning_does_not_use_do_not(
    package: Path, phrasings: list[Path], name: str
) -> None:
    assert model_key(phrasings) == key_after(phrasings, package / name)


LEARNS = """
import sys
import bot.assistant.lessons, intents.dialogue.learning, intents.model.training, intents.questions.learning
import intents.speech.fitting, intents.statements.learning
print(*(module.__file__ for name, module in sys.modules.items() if name.startswith("intents.") and module.__file__))
"""


def test_all_the_code_that_learning_imports_is_in_the_key() -> None:
    listed = subprocess.run([sys.executable, "-c", LEARNS], capture_output=True, text=True, check=True).stdout
    used = {Path(one) for one in listed.split()}
    assert len(used) > 20
    assert used <= set(file._code_and_data())
