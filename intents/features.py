"""Stems of words, the word that stands for an event's title, and hashed features as places of a table."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import Stemmer
from numpy.typing import NDArray

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
