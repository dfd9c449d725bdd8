"""How words count when titles are looked for: which say nothing, which name nothing alone, which mean the same."""

from collections.abc import Mapping
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from intents.features import stem
from intents.sounds import sound
from intents.text import read_lists
from intents.word_codes import listed_words
from intents.words import words

_SAME_START = 5  # letters that two related words share ("imprimer", "imprimante")


def is_empty(word: str) -> bool:
    """Whether a word says nothing of an event."""
    return word in _lists()[0]


def is_common(stemmed: str) -> bool:
    """Whether a stem is said of any event, of an audience or of a broad theme, so that alone it names none."""
    return stemmed in _lists()[1]


def is_of_a_theme(stemmed: str) -> bool:
    """Whether a stem tells a theme by itself ("robot", "podcast")."""
    return stemmed in _themes()


def meanings(word: str) -> tuple[str, ...]:
    """The stems that a word may stand for in a title, its own first."""
    return (stem(word), *_means().get(word, ()))


def family(stemmed: str) -> frozenset[str]:
    """The stems of what is done with the same things ("couture", "broder"), itself left out."""
    return _families().get(stemmed, frozenset())


@lru_cache(maxsize=50_000)
def alike(one: str, said: str, usual: bool) -> float:
    """How surely a stem that was said is this stem of a title, from 0 to 1. A `usual` word is no slip of another."""
    if one == said:
        return 1.0
    shorter = min(len(one), len(said))
    if shorter < 4 or one[0] != said[0] or is_common(said):
        return 0.0
    if not usual and (sound(one) == sound(said) or OSA.distance(one, said) <= (1 if shorter < 7 else 2)):
        return 0.85
    start = next((i for i, (a, b) in enumerate(zip(one, said, strict=False)) if a != b), shorter)
    return 0.7 if start >= _SAME_START else 0.0


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    lists = read_lists("title_words.yaml")
    said_of_any = (*words_of(str(lists["common"])), *listed_words("audiences"), *listed_words("kinds"))
    return frozenset(words_of(str(lists["empty"]))), frozenset(stem(word) for word in said_of_any)


@cache
def _themes() -> frozenset[str]:
    return frozenset(stem(form) for word in listed_words("themes") for form in (word, word + "s"))


@cache
def _families() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for listed in read_lists("families.yaml").values():
        kin = frozenset(stem(word) for word in words_of(str(listed)))
        for one in kin:
            found[one] = found.get(one, frozenset()) | (kin - {one})
    return found


@cache
def _means() -> Mapping[str, tuple[str, ...]]:
    listed = read_lists("title_words.yaml")["means"]
    return {word: tuple(stem(one) for one in words_of(str(said))) for word, said in listed.items()}


def words_of(listed: str) -> list[str]:
    """The words of a list of any length."""
    return [one for word in listed.split() for one in words(word)]
