"""Folded text: one spelling for case, accents, ligatures, quotes and spaces; and words that know their place."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from intents.errors import CatalogueError

DATA = Path(__file__).parent / "data"

_LOOKALIKES = {
    **dict.fromkeys("’‘ʼ‛´`′", "'"),
    **dict.fromkeys("«»“”„", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"),
    "œ": "oe",
    "æ": "ae",
    "ß": "ss",
    "ø": "o",
    "ł": "l",
}
# An elided word ("l'", "qu'") stands alone; other apostrophes stay inside their word ("aujourd'hui", "don't").
_TOKEN = re.compile(
    r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=[^\W_]|$)|[^\W_]+(?:'[^\W_]+)*|[^\w\s]|_", re.UNICODE
)
_LONGEST_SHORT_FORM = 2  # words
_REMEMBERED = 64  # texts: every grammar reads the same message, and the parts of it
_CHARACTERS_KEPT = 10_000
_MOST_LETTERS = 4  # that one character folds to: a few stand for whole sentences


class Token(NamedTuple):
    """A folded word or sign; `start` and `end` are character offsets in the text as it was typed."""

    text: str
    start: int
    end: int


class _Folding(dict[int, str]):
    """What each character folds to, worked out on first sight; there are a million, of which a few are ever used."""

    def __missing__(self, code: int) -> str:
        if len(self) >= _CHARACTERS_KEPT:
            self.clear()
        self[code] = folded = _fold_character(chr(code))
        return folded


def fold(text: str) -> str:
    """Lower case, no accents, straight quotes and plain spaces; folding twice changes nothing."""
    return text.translate(_FOLDING)


@lru_cache(_REMEMBERED)
def tokens(text: str) -> tuple[Token, ...]:
    """The words and signs of a text, folded, in order."""
    folded = fold(text)
    if text.isascii() or all(len(_FOLDING[ord(character)]) == 1 for character in text):
        return tuple(Token(match.group(), *match.span()) for match in _TOKEN.finditer(folded))
    places = (*_places(text), len(text))
    return tuple(
        Token(match.group(), start, max(places[match.end()], start + 1))
        for match in _TOKEN.finditer(folded)
        for start in (places[match.start()],)
    )


@lru_cache(_REMEMBERED)
def written_out(text: str) -> tuple[Token, ...]:
    """The words and signs of a text, its short forms written out."""
    return expand(tokens(text))


def expand(words: Iterable[Token]) -> tuple[Token, ...]:
    """The words with what people type for short written out ("ya" is "il y a"), at the place of the short form."""
    given = tuple(words)
    full: list[Token] = []
    index = 0
    while index < len(given):
        if given[index].text not in _short_starts():
            full.append(given[index])
            index += 1
            continue
        length, long = _long_form(given, index)
        start, end = given[index].start, given[index + length - 1].end
        full.extend(Token(word, start, end) for word in long)
        index += length
    return tuple(full)


def is_short_form(word: str) -> bool:
    """Whether a folded word begins what people type for short."""
    return word in _short_starts()


def read_yaml(path: Path) -> object:
    """A data file of this package, as plain lists and mappings."""
    with path.open(encoding="utf-8") as file:
        return YAML(typ="safe", pure=True).load(file)


def read_lists(name: str) -> dict[object, Any]:
    """A data file that maps kinds, codes or short forms to words; `name` is its path under data/."""
    lists = read_yaml(DATA / name)
    if not isinstance(lists, dict):
        raise CatalogueError(name, "must map each kind to its words")
    return lists


def any_of(expressions: Iterable[object]) -> str:
    """A pattern of any of these, the longest first."""
    return "|".join(re.escape(one) for one in sorted(map(str, expressions), key=len, reverse=True))


def _fold_character(character: str) -> str:
    if character.isspace():
        return " "
    plain = "".join(_LOOKALIKES.get(c, c) for c in character.lower())
    decomposed = unicodedata.normalize("NFKD", plain)
    kept = "".join(c.lower() for c in decomposed if not unicodedata.combining(c))[:_MOST_LETTERS]
    return " " if kept.isspace() else "".join(_LOOKALIKES.get(c, c) for c in kept)


def _places(text: str) -> list[int]:
    """For each folded character, the offset it comes from (a letter may fold to two, a combining accent to none)."""
    return [offset for offset, character in enumerate(text) for _ in _FOLDING[ord(character)]]


def _long_form(given: Sequence[Token], index: int) -> tuple[int, tuple[str, ...]]:
    for length in range(_LONGEST_SHORT_FORM, 0, -1):
        long = short_forms().get(" ".join(token.text for token in given[index : index + length]))
        if long and index + length <= len(given):
            return length, long
    return 1, (given[index].text,)


@cache
def _short_starts() -> frozenset[str]:
    """The first words of all short forms."""
    return frozenset(short.split(" ")[0] for short in short_forms())


@cache
def short_forms() -> dict[str, tuple[str, ...]]:
    """Short form -> the words it stands for, from data/sms.yaml."""
    lexicon = read_lists("sms.yaml")
    return {str(short): tuple(token.text for token in tokens(str(full))) for short, full in lexicon.items()}


_FOLDING = _Folding()
