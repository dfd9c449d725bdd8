"""The learnt model in its folder: learnt once, whoever asks first; read without what only learning needs."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.assistant import learning
from bot.assistant.learning import Understanding, model_folder
from bot.core.files import cache_folder
from intents.statements import matching as descriptions_file
from tests.model_cache import SHARED, shared_understanding

ROOT = Path(__file__).parents[3]
SERVES = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo
import bot.run.app
from bot.assistant.learning import Understanding
found = Understanding.open(Path(sys.argv[1]), ZoneInfo("Europe/Paris"))
assert found.understand("c’est où ?", None, (), datetime.now(UTC)).intent == "address"
print([name for name in sys.modules if name.partition(".")[0] in ("scipy", "sklearn", "icalendar")])
"""


def test_serving_loads_nothing_that_only_learning_needs() -> None:
    shared_understanding()
    command = (sys.executable, "-c", SERVES, str(SHARED))
    assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout == "[]\n"


def test_its_large_arrays_are_mapped_and_cannot_be_changed() -> None:
    weights = shared_understanding().model.softmax.weights
    assert not weights.flags.owndata
    with pytest.raises(ValueError, match="read-only"):
        weights[0] = 0


def test_of_two_that_start_at_once_one_learns_and_the_other_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, learnt, both = shared_understanding(), list[int](), threading.Barrier(2)

    def learn(library: object, tell: object) -> Any:
        learnt.append(1)
        return known.model, known.descriptions

    def is_not_kept(cache: Path) -> Any:
        with pytest.raises(learning.ModelError) as missing:
            kept(cache)
        both.wait(10)  # neither has found anything when the first begins
        monkeypatch.setattr(learning, "_kept", kept)
        raise missing.value

    kept = learning._kept
    monkeypatch.setattr(learning, "_learnt", learn)
    monkeypatch.setattr(learning, "_kept", is_not_kept)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: Understanding.open(tmp_path, ZoneInfo("Europe/Paris")), range(2)))
    assert learnt == [1]
    assert descriptions_file.load(model_folder(tmp_path))


def test_the_folder_is_the_users_own_unless_another_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder("") == tmp_path / "cite-du-numerique-bot"
    assert cache_folder("elsewhere") == Path("elsewhere")
