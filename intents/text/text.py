"""Folded text and plain words, written out; how words sound, their stems; what can be wrong with the data."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import Stemmer
from numpy.typing import NDArray
from ruamel.yaml import YAML


class IntentsError(Exception):
    """Something of the understanding cannot be used as it is."""


class CatalogueError(IntentsError):
    """A phrase file says something wrong, at this place: `where` is "folder/file:line"."""

    def __init__(self, where: str, reason: str) -> None:
        self.where, self.reason = where, reason
        super().__init__(f"{where}: {reason}")


class ModelError(IntentsError):
    """The stored model cannot be read; it has to be learnt again."""


DATA = Path(__file__).parents[1] / "data"
LANGUAGES = ("fr", "en")  # understood: each has its folder of data, and its part in the files that hold both

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
    """What each character folds to, worked out on first sight; there are a million, of which a few are ever used.

    `alone` are those that are known to fold to one character.
    """

    def __init__(self) -> None:
        super().__init__()
        self.alone: set[str] = set()

    def __missing__(self, code: int) -> str:
        if len(self) >= _CHARACTERS_KEPT:
            self.clear()
            self.alone.clear()
        self[code] = folded = _fold_character(chr(code))
        if len(folded) == 1:
            self.alone.add(chr(code))
        return folded


def fold(text: str) -> str:
    """Lower case, no accents, straight quotes and plain spaces; folding twice changes nothing."""
    return text.translate(_FOLDING)


@lru_cache(_REMEMBERED)
def tokens(text: str) -> tuple[Token, ...]:
    """The words and signs of a text, folded, in order."""
    folded = fold(text)
    if text.isascii() or _FOLDING.alone.issuperset(text):
        return tuple([_token(Token, (match.group(), *match.span())) for match in _TOKEN.finditer(folded)])
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


@lru_cache(_REMEMBERED)
def said_in(text: str) -> tuple[str, ...]:
    """The same without their places, which take half of the time."""
    found = _TOKEN.findall(fold(text))
    if _short_starts().isdisjoint(found):
        return tuple(found)
    return tuple([word for _, _, long in _long_forms(found) for word in long])


def expand(words: Iterable[Token]) -> tuple[Token, ...]:
    """The words with what people type for short written out ("ya" is "il y a"), at the place of the short form."""
    given = tuple(words)
    said = [token.text for token in given]
    if _short_starts().isdisjoint(said):
        return given
    full: list[Token] = []
    for index, length, long in _long_forms(said):
        start, end = given[index].start, given[index + length - 1].end
        full.extend([Token(word, start, end) for word in long])
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


def _long_forms(said: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """What each word stands for, or so many of them from a place on; most stand for themselves."""
    starts, index = _short_starts(), 0
    while index < len(said):
        length, long = _long_form(said, index) if said[index] in starts else (1, (said[index],))
        yield index, length, long
        index += length


def _long_form(said: Sequence[str], index: int) -> tuple[int, tuple[str, ...]]:
    """The longest short form that begins there: how many words it has, and those that it stands for."""
    lengths = range(min(_LONGEST_SHORT_FORM, len(said) - index), 0, -1)
    found = ((length, short_forms().get(" ".join(said[index : index + length]))) for length in lengths)
    return next(((length, long) for length, long in found if long), (1, (said[index],)))


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
_token = tuple.__new__  # Token() goes through a function first


LONGEST = 1000  # characters read of one message: room for a long story, and a bound on the time it takes
LONGEST_WORD = 40  # letters; what is longer is no word, and would only fill memory
_MOST_REPEATED = 20  # times that one character is read in a row

_STRETCHED = re.compile(r"([a-z])\1{2,}")
_INSIDE = re.compile(r"(?<=[^\W\d_])@(?=[^\W\d_])")  # "F@brique" is written with it, said with an a
_UNSAYABLE = re.compile(r"\W+")
_HALF = re.compile("[\ud800-\udfff]")  # of a character: it can be in a string, but not be written anywhere
_SPACES = re.compile(r"\s{2,}")
_REPEATED = re.compile(rf"(.)\1{{{_MOST_REPEATED},}}")


def readable(text: str) -> str:
    """The start of a message, as far as it is read: what only takes time or cannot be written is left out."""
    whole = _HALF.sub("\ufffd", text[:LONGEST])
    spaced = _SPACES.sub(lambda run: "\n" if "\n" in run[0] else " ", whole)
    return _REPEATED.sub(r"\1" * _MOST_REPEATED, spaced)


def words(text: str) -> list[str]:
    """The plain words in order, short forms written out; an elision is a word ("l'atelier": "l", "atelier").

    Signs are dropped, stretched letters let go ("ouiiii" is "oui").
    """
    read = text[:LONGEST]
    return list(chain.from_iterable(map(_sayable, said_in(_INSIDE.sub("a", read) if "@" in read else read))))


@lru_cache(maxsize=50_000)
def _sayable(said: str) -> tuple[str, ...]:
    bare = _UNSAYABLE.sub(" ", said).split()
    return tuple([_STRETCHED.sub(r"\1", word[:LONGEST_WORD]) for word in bare if word != "_"])


_RULES = tuple(
    (re.compile(pattern), heard)
    for pattern, heard in (
        (r"eaux?|au[xt]?(?=$)|au", "o"),
        (r"ph", "f"),
        (r"qu|ck|k|q", "k"),
        (r"c(?=[eiy])|sc(?=[eiy])|ss|ç", "s"),
        (r"c(?!h)", "k"),
        (r"g(?=[eiy])", "j"),
        (r"gu(?=[eiy])", "g"),
        (r"(?:ai|ei)(?=n)|i(?=n)|y(?=n)|i(?=m[bp])", "in"),
        (r"(?<=in)[nm]+", ""),
        (r"e(?=[nm](?![aeiouynm]))", "a"),
        (r"m(?=[bp])", "n"),
        (r"(?:er|ez|ee?s?|et|ai[st]?|aient|ait|es|ent)$", "e"),
        (r"ai|ei", "e"),
        (r"y", "i"),
        (r"oeu|eu", "e"),
        (r"th", "t"),
        (r"h(?<!ch)", ""),
        (r"tion", "sion"),
        (r"z", "s"),
        (r"(?<=[a-z]{2})[sxtdpe]+$", ""),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """A key of the word's sound; plain lower-case letters in, letters out."""
    for pattern, heard in _RULES:
        word = pattern.sub(heard, word)
    return word


TITLE = "xtitle"  # stands for the words of an event's title, which learning cannot know

Places = NDArray[np.int32]

_STEMMER = Stemmer.Stemmer("french", 0)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word's stem. One stemmer for both languages: what counts is that learning and asking agree."""
    return word if word == TITLE else str(_STEMMER.stemWord(word))


def places_in(table: int, checks: Sequence[int]) -> Places:
    """The places of features in a table of this size, in their order, each once; a feature is the check of its name."""
    found = (np.array(checks, np.uint32) % np.uint32(table)).astype(np.int32)
    found.sort()
    first = np.ones(len(found), bool)
    np.not_equal(found[1:], found[:-1], out=first[1:])
    return found[first]
