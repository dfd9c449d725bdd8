"""Stems of words, and the word that stands for an event's title."""

from functools import lru_cache

import Stemmer

TITLE = "xtitle"  # stands for the words of an event's title, which learning cannot know

_STEMMER = Stemmer.Stemmer("french", 0)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word's stem. One stemmer for both languages: what counts is that learning and asking agree."""
    return word if word == TITLE else str(_STEMMER.stemWord(word))
