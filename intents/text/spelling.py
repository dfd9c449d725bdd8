"""Misspelt words put right, towards the words we know; words that people really use are left alone.

Leaving real words alone keeps a foreign or an unrelated question foreign: correction would make it look like ours.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from intents.text.text import sound

SHORTEST = 4  # letters; shorter words are too close to one another to be put right
_ELISIONS = ("qu", "l", "d", "j", "m", "t", "s", "n", "c")


@dataclass(frozen=True, slots=True)
class Shorthand:
    """What people type for short ("bcp", "kelkechose"), and the words it stands for."""

    stands_for: Mapping[str, tuple[str, ...]]

    def expand(self, words: Iterable[str]) -> list[str]:
        """The words written out; what already follows is not said twice ("c'est" stays "c est")."""
        given, full = list(words), list[str]()
        if self.stands_for.keys().isdisjoint(given):
            return given
        for index, word in enumerate(given):
            long = self.stands_for.get(word, (word,))
            follows = given[index + 1] if index + 1 < len(given) else ""
            full.extend(long[:1] if len(long) > 1 and long[0] == word and long[1] == follows else long)
        return full


@dataclass(frozen=True, slots=True, eq=False)
class SortedWords(Set[str]):
    """Words in a tenth of what a set of them takes: sorted, in one text with a space after each."""

    _text: bytes
    _starts: Sequence[int]

    @classmethod
    def of(cls, words: str) -> "SortedWords":
        """From sorted words with a space between two."""
        text = f"{words} ".encode()
        return cls(text, array("I", (0, *(found.end() for found in re.finditer(b" ", text[:-1])))))

    def __contains__(self, word: object) -> bool:
        return self.place(str(word)) is not None

    def place(self, word: str) -> int | None:
        """How many words stand before this one; None where it is not there."""
        wanted = word.encode(errors="replace")
        place = bisect_left(self._starts, wanted, key=self._word)
        return place if place < len(self._starts) and self._word(self._starts[place]) == wanted else None

    def __iter__(self) -> Iterator[str]:
        return iter(self._text.decode().split())

    def __len__(self) -> int:
        return len(self._starts)

    def _word(self, start: int) -> bytes:
        return self._text[start : self._text.index(b" ", start)]


@dataclass(frozen=True, slots=True)
class Speller:
    """Puts words right. `known` are our own words and how often we use them, `real` the words of French and English."""

    known: Mapping[str, int]
    real: Set[str]
    _sounds: dict[str, str] = field(default_factory=dict)
    _by_letter: dict[str, list[str]] = field(default_factory=dict)
    _seen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _right_already: set[str] = field(default_factory=set)  # words that stay as they are

    def __post_init__(self) -> None:
        for word in sorted(self.known, key=lambda word: (-self.known[word], word)):
            if len(word) >= SHORTEST and self.known[word] >= _SURE_FROM:
                self._sounds.setdefault(sound(word), word)
                self._by_letter.setdefault(word[0], []).append(word)

    def correct(self, words: Iterable[str], also: frozenset[str] = frozenset()) -> list[str]:
        """The words, each put right if it needs to be. `also` are words known for this message only."""
        said = list(words)
        if self._right_already.issuperset(set(said).difference(also) if also else said):
            return said
        return [right for word in said for right in ((word,) if word in also else self._right(word))]

    def knows(self, word: str) -> bool:
        """Whether this is one of our own words."""
        return word in self.known

    def _right(self, word: str) -> tuple[str, ...]:
        if word in self._right_already:
            return (word,)
        if word in self._seen:
            return self._seen[word]
        if max(len(self._seen), len(self._right_already)) > _REMEMBERED:
            self._seen.clear()
            self._right_already.clear()
        if self._stands(word) or not (right := self.put_right(word)):
            self._right_already.add(word)
            return (word,)
        self._seen[word] = right
        return right

    def _stands(self, word: str) -> bool:
        """Whether it is left as it is."""
        return word in self.known or len(word) < SHORTEST or not word.isalpha() or word in self.real

    def surely(self, word: str) -> tuple[str, ...]:
        """The known word that this one is with an elision before it, or misspelt as it sounds; else nothing."""
        return self._without_elision(word) or self._same_sound(word)

    def put_right(self, word: str) -> tuple[str, ...]:
        """What an unknown word most likely is, or nothing when no known word is close enough."""
        return (
            self.surely(word)
            or self._close(word)
            or self._swapped_start(word)
            or self._without_elision(word, exactly=False)
        )

    def _without_elision(self, word: str, *, exactly: bool = True) -> tuple[str, ...]:
        for elided in _ELISIONS:
            rest = word.removeprefix(elided)
            if rest == word or len(rest) < SHORTEST or rest[0] not in "aeiouyh":
                continue
            if rest in self.known:
                return elided, rest
            right = () if exactly or len(rest) < _TWO_SLIPS_FROM else self._same_sound(rest) or self._close(rest)
            if right:
                return elided, *right
        return ()

    def _same_sound(self, word: str) -> tuple[str, ...]:
        right = self._sounds.get(sound(word))
        near = right is not None and OSA.distance(word, right) <= max(1, 2 * len(word) // 5)
        return (right,) if right and near else ()

    def _close(self, word: str) -> tuple[str, ...]:
        slips = 1 if len(word) < _TWO_SLIPS_FROM else 2
        found = extractOne(word, self._by_letter.get(word[0], ()), scorer=OSA.distance, score_cutoff=slips)
        return (str(found[0]),) if found else ()

    def _swapped_start(self, word: str) -> tuple[str, ...]:
        """A slip in the first letter: rarer, so only one slip is allowed and it must be there."""
        if len(word) < _TWO_SLIPS_FROM:
            return ()
        rest = word[1:]
        for letter in dict.fromkeys((word[1], *_NEIGHBOURS.get(word[0], ""))):
            for candidate in self._by_letter.get(letter, ()):
                if candidate[1:] == rest or candidate == word[1] + word[0] + word[2:] or candidate == rest:
                    return (candidate,)
        return ()


_TWO_SLIPS_FROM = 7
_SURE_FROM = 2  # a word that one phrase alone uses is no safe target
_REMEMBERED = 20_000
# Keys that touch on an AZERTY keyboard, plus letters that sound alike.
_NEIGHBOURS = {
    "a": "qzh", "z": "aes", "e": "zrh", "r": "et", "t": "ry", "y": "tui", "u": "yi", "i": "uoh", "o": "ipha", "p": "o",
    "q": "as", "s": "qdzc", "d": "sfe", "f": "dgp", "g": "fhj", "h": "gjaieou", "j": "hkg", "k": "jlqc", "l": "km",
    "m": "l", "w": "xv", "x": "wc", "c": "xvsk", "v": "cbw", "b": "vn", "n": "b",
}  # fmt: skip
