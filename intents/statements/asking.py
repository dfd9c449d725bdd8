"""A question about one event, as it is compared with sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log

from intents.catalogue import THING
from intents.features import TITLE, stem
from intents.lexicon import Lexicon
from intents.model.features import places
from intents.model.model import Model
from intents.model.softmax import Floats, likelihoods
from intents.questions.judging import read_part
from intents.reading import Read
from intents.statements.lexis import matters, telling, wanted

_ASKS_FROM = 0.15  # likelihood from which a word alone asks for an attribute: "goûter" asks whether there is one
_RARE = 15  # times that our phrasings use a word which says something of its own


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question that speaks of something.

    `weight` is how much it counts, from 0 to 1; `asks` says that it asks by itself what the question asks; `concept` is
    "" for a word of none.
    """

    stem: str
    weight: float
    is_rare: bool
    asks: bool
    matters: frozenset[str]
    concept: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the words that tell, how likely each attribute is, and the kinds of answer that are wanted."""

    words: tuple[Word, ...]
    asked: Floats
    wants: frozenset[str]

    @classmethod
    def of(cls, said: Sequence[str], markers: Sequence[str], model: Model) -> "Question":
        """From words put right, one of which may stand for the title of the event."""
        hidden = tuple(THING if word == TITLE else word for word in said)
        asked = model.asked(Read("", hidden, tuple(markers)))
        total = sum(model.reader.speller.known.values())
        words = tuple(_word(one, int(asked.argmax()), total, model) for one in telling(hidden))
        return cls(words, asked, wanted(hidden))


def read_question(text: str, lexicon: Lexicon, now: datetime) -> Question:
    """A question of a message, the titles that it names put aside; `now` is local to the venue."""
    part = read_part(text, lexicon, now)
    return Question.of(part.found.heard.marked(part.said), part.read.markers, lexicon.model)


def _word(word: str, attribute: int, total: int, model: Model) -> Word:
    usual, own = model.reader.speller.known.get(word, 0), stem(word)
    alone = likelihoods(model.attributes.softmax.scores(places((word,), (), model.reader.concepts)))
    return Word(
        stem=own, weight=log((total + 2) / (1 + usual)) / log(total + 2), is_rare=usual < _RARE,
        asks=float(alone[attribute]) > _ASKS_FROM, matters=matters(word),
        concept=model.reader.concepts.get(own, ""),
    )  # fmt: skip
