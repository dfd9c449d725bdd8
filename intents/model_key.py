"""What a learnt model depends on, as one key: when it changes, a new model is learnt."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from intents.encoder import edition
from intents.text import DATA

_HERE = Path(__file__).parent
_IMPORTED = re.compile(rb"^\s*from intents((?:\.\w+)*) import (.+)$", re.MULTILINE)


def model_key(phrasings: Iterable[Path], *, with_encoder: bool = True) -> str:
    """A key of the files of phrasings, of the code that learns, of its word lists, and of the encoder."""
    mark = hashlib.sha256((edition() if with_encoder else "").encode())
    code = _learning_code()
    for file in (*sorted(phrasings), *code, *_word_lists(code)):
        mark.update(file.name.encode())
        mark.update(file.read_bytes())
    return mark.hexdigest()[:16]


def _word_lists(code: Iterable[Path]) -> list[Path]:
    """Both languages' files, and those beside them that the learning code names."""
    named = b"".join(file.read_bytes() for file in code)
    beside = [file for file in DATA.glob("*.yaml") if file.name.encode() in named]
    return sorted((*beside, *DATA.glob("*/*.yaml")))


def _learning_code() -> list[Path]:
    """The modules that learning needs, found by following imports; the others may change without learning again."""
    found, open_ones = set[Path](), [_HERE / "training.py", _HERE / "speech" / "fitting.py"]
    while open_ones:
        module = open_ones.pop()
        if module in found or not module.exists():
            continue
        found.add(module)
        for name, imported in _IMPORTED.findall(module.read_bytes()):
            folder = _HERE.joinpath(*name.decode().split("."))
            open_ones.append(folder.with_suffix(".py"))
            open_ones += [folder / f"{one}.py" for one in re.findall(r"\w+", imported.decode())]
    return sorted(found)
