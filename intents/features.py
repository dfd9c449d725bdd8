"""What the model sees of a message: runs of letters, stems and their pairs, concepts, and what grammars found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import Stemmer

TITLE = "xtitle"  # stands for the words of an event's title, which learning cannot know

_RUNS = (2, 3, 4)
_STEMMER = Stemmer.Stemmer("french", 0)


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one message, block by block; each block is weighed by itself."""

    letters: tuple[str, ...]
    words: tuple[str, ...]
    concepts: tuple[str, ...]

    def blocks(self) -> tuple[tuple[str, ...], ...]:
        """The blocks in their fixed order."""
        return self.letters, self.words, self.concepts


def features(words: Sequence[str], markers: Iterable[str], concepts: Mapping[str, str]) -> Features:
    """`words` are put right already; `markers` say what the grammars found; `concepts` go from stem to concept."""
    stems = [stem(word) for word in words]
    found = tuple(markers)
    return Features(
        letters=tuple(run for word in words for run in _runs(word)),
        words=(*stems, *_pairs(stems), *found),
        concepts=_concepts(stems, found, concepts),
    )


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word's stem. One stemmer for both languages: what counts is that learning and asking agree."""
    return word if word == TITLE else str(_STEMMER.stemWord(word))


def _pairs(stems: Sequence[str]) -> list[str]:
    bounded = ["<", *stems, ">"]
    return [f"{left} {right}" for left, right in pairwise(bounded)]


def _concepts(stems: Sequence[str], markers: Sequence[str], concepts: Mapping[str, str]) -> tuple[str, ...]:
    """Concepts named, in order without repetition, and every pair of them: "price" beside "child" is a question."""
    named = sorted({*(concepts[one] for one in stems if one in concepts), *markers})
    pairs = [f"{left}+{right}" for index, left in enumerate(named) for right in named[index + 1 :]]
    return (*(f"={one}" for one in named), *pairs)


@lru_cache(maxsize=20_000)
def _runs(word: str) -> tuple[str, ...]:
    edged = f" {word} "
    return tuple(edged[start : start + size] for size in _RUNS for start in range(max(1, len(edged) - size + 1)))
