"""From a message to features, on one path for learning and for answering."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from intents.features import stem
from intents.spelling import Shorthand, Speller
from intents.text import DATA, fold, read_yaml, short_forms
from intents.words import words

_WORD = re.compile(r"[^\W\d_]+")
SOME_TITLE = "l'atelier robots"  # what a sentence is said with in the place of an event's title


@dataclass(frozen=True, slots=True)
class Read:
    """A message, or a part of it: as typed, its words put right, and what the grammars found in it, by kind."""

    text: str
    words: tuple[str, ...]
    markers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """Everything that turns words into features. `accents` says how plain words are really written."""

    shorthand: Shorthand
    speller: Speller
    concepts: Mapping[str, str]
    accents: Mapping[str, str]

    def words(self, text: str, also: frozenset[str] = frozenset()) -> list[str]:
        """The message's words, written out and put right; `also` are words known for this message only."""
        return self.speller.correct(self.shorthand.expand(words(text)), also)

    def righted(self, text: str, also: frozenset[str] = frozenset()) -> str:
        """The message with its misspelt words put right where they stand: dates and ages are read from it."""
        return _WORD.sub(lambda found: self._right(found[0], also), text)

    def _right(self, word: str, also: frozenset[str]) -> str:
        plain = fold(word)
        if plain in short_forms():  # the grammars know what it stands for
            return word
        right = self.speller.correct([plain], also)
        return word if right == [plain] else " ".join(self.accents.get(one, one) for one in right)



def load_shorthand() -> Shorthand:
    """What data/shorthand.yaml says; where both languages shorten alike, French wins: it is spoken more here."""
    lists = read_yaml(DATA / "shorthand.yaml")
    if not isinstance(lists, dict):
        raise TypeError("data/shorthand.yaml must map a language to its short forms")
    return Shorthand(
        {str(short): tuple(str(long).split()) for language in ("en", "fr") for short, long in lists[language].items()}
    )


def load_concepts() -> dict[str, str]:
    """Stem -> concept, from data/concepts.yaml; the first concept that names a stem keeps it."""
    lines = read_yaml(DATA / "concepts.yaml")
    if not isinstance(lines, dict):
        raise TypeError("data/concepts.yaml must map a concept to its words")
    found: dict[str, str] = {}
    for concept, listed in lines.items():
        for word in words(str(listed)):
            found.setdefault(stem(word), str(concept))
    return found
