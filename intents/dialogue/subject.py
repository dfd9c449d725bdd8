"""The subject of a message that no list and no title holds: "karaoké", "photoshop"."""

import math
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache

from intents.features import stem
from intents.languages import SPOKEN
from intents.lexicon import Lexicon
from intents.model.features import Places, hashed
from intents.model.softmax import likelihoods
from intents.questions.judging import Part
from intents.reading import Reader
from intents.text import read_lists
from intents.title_words import is_common, is_empty
from intents.word_codes import codes_in
from intents.words import words

SOUGHT, STORY = "sought", "story"  # what a word may be
_LISTS = ("audiences", "kinds", "people", "themes")
_SHORTEST = 3  # letters
_MOST = 3  # words
_NEAR = 3  # words before and after one whose place counts
_LIKELY = 0.3  # from which a word is taken for the subject: what is none is left to the ranker
_LONGEST = 40  # letters that are said back
_TYPED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Subject:
    """The words that tell what is looked for and that nothing else explains, and how likely the likeliest is one."""

    words: tuple[str, ...] = ()
    likely: float = 0.0


def subject(part: Part, lexicon: Lexicon) -> Subject:
    """What the message is about where no list and no title holds it; without words where all are explained."""
    said = part.said
    known = part.found.dated | _names(part) | _explained(tuple(said))
    told = [
        (place, likely) for place, word in enumerate(said)
        if may_be_one(word) and word not in known
        and (likely := _likelihood(said, place, lexicon)) >= _LIKELY
    ][:_MOST]  # fmt: skip
    return Subject(tuple(said[place] for place, _ in told), max((likely for _, likely in told), default=0.0))


def may_be_one(word: str) -> bool:
    """Whether a word by itself may tell what is looked for."""
    return len(word) >= _SHORTEST and word.isalpha() and not is_empty(word) and not is_common(stem(word))


def features(said: Sequence[str], place: int, reader: Reader) -> Places:
    """Those of a word among others: itself, how much our phrases use it, and the words beside it by their distance."""
    word = said[place]
    before, after = (*said[:place][::-1][:_NEAR], "^"), (*said[place + 1 :][:_NEAR], "$")
    named = {
        f"w {stem(word)}", f"e {word[-3:]}", f"e {word[-4:]}",
        *(f"b{n} {stem(one)}" for n, one in enumerate(before)), *(f"b {stem(one)}" for one in before),
        *(f"a{n} {stem(one)}" for n, one in enumerate(after)), *(f"a {stem(one)}" for one in after),
        f"bb {' '.join(before[:2])}", f"used {int(math.log2(1 + reader.speller.known.get(word, 0)))}",
        f"of {min(5, len(said) // 5)}", f"at {4 * place // len(said)}",
    }  # fmt: skip
    return hashed(named)


def _likelihood(said: Sequence[str], place: int, lexicon: Lexicon) -> float:
    model = lexicon.model
    if model.subjects is None:
        return 0.0
    shares = likelihoods(model.subjects.scores(features(said, place, model.reader)))
    return float(shares[model.subjects.labels.index(SOUGHT)])


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


@cache
def _explained(said: tuple[str, ...]) -> frozenset[str]:
    """The words that are in a list of ours, by themselves."""
    return frozenset(word for word in said if any(codes_in(name, (word,)) for name in _LISTS))


@cache
def _unsaid() -> frozenset[str]:
    return frozenset(words(" ".join(read_lists("subjects.yaml")["unsaid"])))
