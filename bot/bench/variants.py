"""The same message as hurried thumbs would write it: slips of a French keyboard, no accents, text-message spelling."""

import random
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
_LETTERS_A_SLIP = 8
_SHORTEST = 4  # letters; below that a slip leaves nothing to recognise
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def typos(text: str, seed: int) -> str:
    """One slip every eight letters, at least one; the same for the same text and seed."""
    letters = [place for place, character in enumerate(text) if character.isalpha()]
    if len(letters) < _SHORTEST:
        return text
    chance = random.Random(f"{seed}:{text}")
    # From the end, so that the places before a slip stay where they were.
    for place in sorted(chance.sample(letters, max(1, len(letters) // _LETTERS_A_SLIP)), reverse=True):
        text = chance.choice(_SLIPS)(text, place, chance)
    return text


def unaccented(text: str) -> str:
    """Without accents, cedillas and ligatures, and with a straight apostrophe."""
    spelt = text.replace("œ", "oe").replace("Œ", "Oe").replace("’", "'")
    return "".join(one for one in unicodedata.normalize("NFD", spelt) if not unicodedata.combining(one))


def hurried(text: str, seed: int) -> str:
    """Text-message spelling, no accents, and slips on top."""
    short = _short_forms()
    abridged = _WORD.sub(lambda word: short.get(unaccented(word[0]).lower(), word[0]), text)
    return typos(unaccented(abridged), seed)


@cache
def _short_forms() -> dict[str, str]:
    """Word without accents -> how it is shortened, from text_messages.yaml."""
    file = Path(__file__).with_name("text_messages.yaml")
    listed = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    return {unaccented(str(word)): str(short) for word, short in listed.items()}


def _neighbour(text: str, place: int, chance: random.Random) -> str:
    """The key beside the right one, on a French keyboard."""
    wanted = unaccented(text[place]).lower()[:1]
    row = next((row for row in _ROWS if wanted in row), None)
    if row is None:
        return _doubled(text, place, chance)
    at = row.index(wanted)
    return text[:place] + chance.choice(row[max(0, at - 1) : at] + row[at + 1 : at + 2]) + text[place + 1 :]


def _forgotten(text: str, place: int, chance: random.Random) -> str:
    return text[:place] + text[place + 1 :]


def _doubled(text: str, place: int, chance: random.Random) -> str:
    return text[: place + 1] + text[place:]


def _swapped(text: str, place: int, chance: random.Random) -> str:
    """Two letters the wrong way round; at the end of a word, one forgotten."""
    if not text[place + 1 : place + 2].isalpha():
        return _forgotten(text, place, chance)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


_SLIPS: tuple[Callable[[str, int, random.Random], str], ...] = (_neighbour, _forgotten, _doubled, _swapped)
