"""What a learnt model depends on, as one key: when it changes, a new model is learnt."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from intents.text import DATA

_INTENTS = Path(__file__).parents[1]
_IMPORTED = re.compile(rb"^\s*from intents((?:\.\w+)*) import (.+)$", re.MULTILINE)


def model_key(phrasings: Iterable[Path]) -> str:
    """A key of the files of phrasings, of the code that learns, and of its word lists."""
    mark = hashlib.sha256()
    code = _learning_code()
    for file in (*sorted(phrasings), *code, *_word_lists(code)):
        mark.update(file.name.encode())
        mark.update(file.read_bytes())
    return mark.hexdigest()[:16]


def _word_lists(code: Iterable[Path]) -> list[Path]:
    """Both languages' files, the labelled sets, and the files beside them that the learning code names."""
    named = b"".join(file.read_bytes() for file in code)
    beside = [file for file in DATA.glob("*.yaml") if file.name.encode() in named]
    return sorted((*beside, *DATA.glob("*/*.yaml"), *DATA.glob("speech/*/*.jsonl")))


def _learning_code() -> list[Path]:
    """The modules that learning needs, found by following imports; the others may change without learning again."""
    found, open_ones = set[Path](), [
        _INTENTS / "model" / "training.py", _INTENTS / "questions" / "learning.py", _INTENTS / "speech" / "fitting.py",
        _INTENTS / "dialogue" / "learning.py",
    ]  # fmt: skip
    while open_ones:
        module = open_ones.pop()
        if module in found or not module.exists():
            continue
        found.add(module)
        for name, imported in _IMPORTED.findall(module.read_bytes()):
            folder = _INTENTS.joinpath(*name.decode().split("."))
            open_ones.append(folder.with_suffix(".py"))
            open_ones += [folder / f"{one}.py" for one in re.findall(r"\w+", imported.decode())]
    return sorted(found)
