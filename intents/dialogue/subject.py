"""The subject of a message that no list and no title holds: "karaoké", "photoshop"."""

import re
from collections.abc import Sequence, Set
from functools import cache

from intents.features import stem
from intents.languages import SPOKEN
from intents.lexicon import Lexicon
from intents.questions.judging import Part
from intents.text import read_lists
from intents.title_words import is_common, is_empty
from intents.word_codes import codes_in, listed_words
from intents.words import words

_LISTS = ("audiences", "kinds", "people", "themes")
_SHORTEST = 3  # letters
_USUAL = 60  # uses among our own phrases that make a word say nothing of a subject
_MOST = 3  # words
_LONGEST = 40  # letters that are said back
_TYPED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def subject(part: Part, lexicon: Lexicon) -> tuple[str, ...]:
    """The words that tell what is looked for and that nothing else explains; empty where all are."""
    said, dated = part.said, part.found.dated
    known, names = lexicon.model.reader.speller.known, _names(part)
    left = [
        place for place, word in enumerate(said)
        if len(word) >= _SHORTEST and word.isalpha() and word not in dated and word not in names
        and not is_empty(word) and not is_common(stem(word)) and known.get(word, 0) < _USUAL
        and word not in _explained(tuple(said))
    ]  # fmt: skip
    led = [place for place in left if _leads(said, place) or place - 1 in left]
    return tuple(said[place] for place in (led or ()))[:_MOST]


def as_typed(text: str, told: Sequence[str]) -> str:
    """The words of a subject as they stand in the text, from the first to the last; empty where they are not all there
    or should not be said back.
    """
    if not told or _unsaid() & set(told):
        return ""
    typed = [one for one in _TYPED.finditer(text) if (words(one.group()) or [""])[-1] in told]
    stretch = text[typed[0].start() : typed[-1].end()] if typed else ""
    return stretch if set(told) <= set(words(stretch)) and len(stretch) <= _LONGEST else ""


def rarity(lexicon: Lexicon, told: Sequence[str]) -> float:
    """How little our own phrases use the words of a subject, from 0 to 1."""
    known = lexicon.model.reader.speller.known
    return max((1 / (1 + known.get(word, 0)) for word in told), default=0.0)


def usual(lexicon: Lexicon, told: Sequence[str]) -> int:
    """How much everybody uses the most usual word of a subject, from 0 to 5."""
    votes = lexicon.model.languages.votes
    return max((max(votes.get(word, {}).get(code, 0) for code in SPOKEN) for word in told), default=0)


def _names(part: Part) -> Set[str]:
    return {one.lower() for name in part.found.slots.names for one in name.split()}


def _leads(said: Sequence[str], place: int) -> bool:
    """Whether the word before says that a subject follows: "du piano", "atelier yoga", "sur les volcans"."""
    before = [word for word in said[max(0, place - 2) : place] if word not in _little()]
    leading = said[place - 1] if place else ""
    return leading in _leading() or bool(before and before[-1] in _leading())


@cache
def _explained(said: tuple[str, ...]) -> frozenset[str]:
    """The words that are in a list of ours, by themselves."""
    return frozenset(word for word in said if any(codes_in(name, (word,)) for name in _LISTS))


@cache
def _leading() -> frozenset[str]:
    return frozenset(words(str(read_lists("subjects.yaml")["leading"]))) | listed_words("kinds")


@cache
def _little() -> frozenset[str]:
    return frozenset(words(str(read_lists("subjects.yaml")["little"])))


@cache
def _unsaid() -> frozenset[str]:
    return frozenset(words(" ".join(read_lists("subjects.yaml")["unsaid"])))
