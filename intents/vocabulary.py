"""The words we use, and the words that people really use: built when training, kept with the model."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from intents.spelling import SHORTEST, Speller
from intents.text import fold

REAL_WORDS = {"fr": 60_000, "en": 40_000}  # the most frequent ones; rarer ones are too often misspellings themselves
_SETTLED_FROM = 2  # phrases that use a word no list knows before we believe it
_ACCENTED = 30_000  # French words whose accents are known
_WORD = re.compile(r"[^\W\d_]+")
_CLEARLY_MORE = 3  # times as often


def written(language: str) -> Counter[str]:
    """How often each word is used, as it is written, from the lists that pyspellchecker ships (film subtitles)."""
    import spellchecker

    file = Path(spellchecker.__file__).parent / "resources" / f"{language}.json.gz"
    return Counter(json.loads(gzip.decompress(file.read_bytes())))


def folded(counts: Mapping[str, int]) -> Counter[str]:
    """The same with accents and capitals let go."""
    plain: Counter[str] = Counter()
    for word, times in counts.items():
        plain[fold(word)] += times
    return plain


def accents(phrases: Iterable[str], counts: Mapping[str, int]) -> dict[str, str]:
    """How plain words are most often written ("numerique" is "numérique"): in our phrases first, then in `counts`."""
    ours = Counter(word for phrase in phrases for word in _WORD.findall(phrase.lower()))
    common = Counter(counts).most_common(_ACCENTED)
    best: dict[str, str] = {}
    for word, _ in (*ours.most_common(), *common):
        best.setdefault(fold(word), word)
    return {plain: word for plain, word in best.items() if plain != word}


def real_words(lists: Mapping[str, Counter[str]]) -> frozenset[str]:
    """The everyday words of the languages we speak."""
    return frozenset(word for language, size in REAL_WORDS.items() for word, _ in lists[language].most_common(size))


def speller(phrases: Iterable[Iterable[str]], real: frozenset[str]) -> Speller:
    """A speller whose own words are those of the phrases, less the misspellings that phrases hold on purpose."""
    used = Counter(word for phrase in phrases for word in phrase)
    sure = Speller({word: times for word, times in used.items() if word in real}, real)
    odd = {word: times for word, times in used.items() if word not in real and _settled(word, times, sure)}
    return Speller({**sure.known, **odd}, real)


def _settled(word: str, times: int, sure: Speller) -> bool:
    if len(word) < SHORTEST or not word.isalpha():
        return True
    right = sure.surely(word)
    if right and sure.known[right[-1]] >= _CLEARLY_MORE * times:
        return False
    return times >= _SETTLED_FROM
