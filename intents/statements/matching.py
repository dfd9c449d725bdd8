"""The sentence of a description that answers a question, or none; by what signs, and what was learnt for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from math import log
from pathlib import Path

import numpy as np

from intents.model import file
from intents.model.attributes import Ints, anonymous
from intents.model.model import Model
from intents.model.softmax import Floats, Logistic, Softmax, likelihoods, numbered
from intents.statements.sentences import Question, Word, answered_by, given, likeness, matters, sentences, telling
from intents.text.text import ModelError, stem, words

MOST = 3  # attributes that one sentence tells
_BY_QUESTIONS = 0.5  # how far it counts what a question in these words would ask
_LEAST_TOLD, _LEAST_ASKED = 1e-6, 1e-4


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a description: how likely it tells each attribute, and what it speaks of."""

    text: str
    told: Floats
    stems: frozenset[str]
    matters: frozenset[str]
    concepts: frozenset[str]
    gives: frozenset[str]
    length: float  # log of its words


@dataclass(frozen=True, slots=True)
class Telling:
    """What was learnt of sentences. The questions' own model is heard beside it, as it knows more words."""

    softmax: Softmax

    def statement(self, text: str, model: Model) -> Statement:
        """A sentence, read."""
        said = words(text)
        tells, concepts = telling(said), model.reader.concepts
        stems = frozenset(map(stem, tells))
        return Statement(
            text=text,
            told=self.told(said, model),
            stems=stems,
            matters=frozenset[str]().union(*map(matters, tells)),
            concepts=frozenset(concepts[one] for one in stems if one in concepts),
            gives=given(said, text),
            length=log(1 + len(said)),
        )

    def told(self, said: Sequence[str], model: Model) -> Floats:
        """How likely these words tell each attribute that can be asked: the best few, and none of the others."""
        place = anonymous(said, (), model.reader.concepts, model.attributes.aliases)
        asked = model.attributes.softmax
        numbers = _columns(self.softmax.labels, asked.labels)
        by_questions = np.log(likelihoods(asked.scores(place))[numbers] + _LEAST_ASKED)
        own = np.log(likelihoods(self.softmax.scores(place)) + _LEAST_TOLD)
        found = likelihoods(own + np.float32(_BY_QUESTIONS) * by_questions)
        every = np.zeros(len(asked.labels), np.float32)
        best = np.argsort(found)[-MOST:]
        every[numbers[best]] = found[best]
        return every


def _columns(labels: Sequence[str], among: Sequence[str]) -> Ints:
    number = numbered(among)
    return np.array([number[label] for label in labels], np.int64)


_BESIDE = 0.5  # how much an attribute counts that may answer another one
_ONE_WORD = 0.7  # likeness from which two words are one
_MATTER, _CONCEPT = 0.8, 0.4  # how far a word is found in a sentence that speaks of its matter, or of its concept
_ASKING = 0.9  # how far a word is explained that asks by itself for what the sentence tells
_TWICE = 2.0  # half sure of the attribute explains as much
_LEAST, _LEAST_SAME = 0.02, 0.01
_SOME = 0.3  # weight added, so that a share of few words counts less
_GENERAL = ("about", "offer", "contents", "themes", "learn", "missions", "how_it_works")


class Sign(StrEnum):
    """The signs of a question and a sentence, in the order of :func:`signs`."""

    OVERLAP = "log overlap of the attributes asked and told"
    SAME = "log likelihood of the same attribute"
    BESIDE = "log likelihood of an attribute that answers it too"
    ATTRIBUTE = "log likelihood of any of these"
    WORDS = "words of the question in the sentence"
    MATTERS = "matters of the question in the sentence"
    CONCEPTS = "concepts of the question in the sentence"
    LEFT = "words of the question that nothing explains"
    RARE = "rare words of the question that nothing explains"
    MOST_LEFT = "the word that is explained least"
    WEIGHT = "all words of the question"
    SHARE = "share of the words found"
    SHARE_LEFT = "share of the words left"
    GIVES = "it gives the kind of answer that is wanted"
    LACKS = "it lacks a kind of answer that is wanted"
    LEAD = "lead in attributes over the other sentences"
    WORD_LEAD = "lead in words over the other sentences"
    SURE = "likelihood of the attribute asked"
    TELLS = "likelihood of the attribute told"
    BOTH = "attribute and share of the words"
    FIRST = "it begins the description"
    GENERAL = "it begins the description, and what it is about is asked"
    LEFT_BESIDE = "attribute and words left"
    WORDLESS = "the question has no word of its own"
    WORDLESS_ATTRIBUTE = "the question has no word of its own: attribute"
    LENGTH = "number of the question's words"
    LONG = "log number of the sentence's words"


@dataclass(slots=True)
class _Fit:
    """How a question fits one sentence: in attributes, then in words."""

    overlap: float
    same: float
    beside: float
    found: float = 0.0
    matters: float = 0.0
    concepts: float = 0.0
    left: float = 0.0
    rare: float = 0.0
    most_left: float = 0.0

    @property
    def attribute(self) -> float:
        """Whether the sentence tells what is asked."""
        return log(self.same + _BESIDE * self.beside + _LEAST_SAME)

    @property
    def covered(self) -> float:
        """How much of the words it speaks of."""
        return self.found + self.matters

    @property
    def _answering(self) -> float:
        """How far a word that asks by itself is explained: by a sentence that tells what it asks."""
        return min(_ASKING, _TWICE * (self.same + _BESIDE * self.beside))

    def add(self, word: Word, statement: Statement) -> None:
        """One more word of the question."""
        like = max((likeness(word.stem, one) for one in statement.stems), default=0.0)
        same_matter, same_concept = bool(word.matters & statement.matters), word.concept in statement.concepts
        unexplained = word.weight * (1 - max(like, _MATTER * same_matter, _CONCEPT * same_concept))
        self.found += word.weight * like
        if like < _ONE_WORD:
            self.matters += word.weight * same_matter
            self.concepts += word.weight * (same_concept and not same_matter)
        left = unexplained * (1 - self._answering * word.asks)
        self.left, self.most_left = self.left + left, max(self.most_left, left)
        self.rare += left * word.is_rare


def signs(question: Question, statements: Sequence[Statement], attributes: tuple[str, ...]) -> list[Floats]:
    """A row for each sentence of a description, in the order of :class:`Sign`; `attributes` are all that are asked."""
    fits = [_fit(question, one, attributes) for one in statements]
    general = float(question.asked[list(_numbers(attributes, _GENERAL))].sum())
    rows = []
    for place, (statement, fit) in enumerate(zip(statements, fits, strict=True)):
        others = [other for other in fits if other is not fit]
        first = float(place == 0)
        found = {
            **_of_attributes(fit, others),
            **_of_words(fit, others),
            **_of_both(question, fit),
            **_of_kinds(question, statement),
            Sign.FIRST: first,
            Sign.GENERAL: first * general,
        }
        rows.append(np.array([found[sign] for sign in Sign], np.float32))
    return rows


def _fit(question: Question, statement: Statement, attributes: tuple[str, ...]) -> _Fit:
    asked, told = question.asked, statement.told
    beside = float(asked @ _answering(attributes) @ told)
    fit = _Fit(overlap=float(np.sqrt(asked * told).sum()), same=float(asked @ told), beside=beside)
    for word in question.words:
        fit.add(word, statement)
    return fit


def _of_attributes(fit: _Fit, others: Sequence[_Fit]) -> dict[Sign, float]:
    return {
        Sign.OVERLAP: log(fit.overlap + _LEAST),
        Sign.SAME: log(fit.same + _LEAST_SAME),
        Sign.BESIDE: log(fit.beside + _LEAST),
        Sign.ATTRIBUTE: fit.attribute,
        Sign.LEAD: fit.attribute - max((other.attribute for other in others), default=log(_LEAST_SAME)),
    }


def _of_words(fit: _Fit, others: Sequence[_Fit]) -> dict[Sign, float]:
    return {
        Sign.WORDS: fit.found,
        Sign.MATTERS: fit.matters,
        Sign.CONCEPTS: fit.concepts,
        Sign.LEFT: fit.left,
        Sign.RARE: fit.rare,
        Sign.MOST_LEFT: fit.most_left,
        Sign.WORD_LEAD: fit.covered - max((other.covered for other in others), default=0.0),
    }


def _of_both(question: Question, fit: _Fit) -> dict[Sign, float]:
    weight, wordless = sum(word.weight for word in question.words), float(not question.words)
    share = fit.covered / (weight + _SOME)
    return {
        Sign.WEIGHT: weight,
        Sign.SHARE: share,
        Sign.SHARE_LEFT: fit.left / (weight + _SOME),
        Sign.BOTH: fit.attribute * share,
        Sign.LEFT_BESIDE: fit.attribute * fit.left,
        Sign.WORDLESS: wordless,
        Sign.WORDLESS_ATTRIBUTE: wordless * fit.attribute,
        Sign.LENGTH: float(len(question.words)),
    }


def _of_kinds(question: Question, statement: Statement) -> dict[Sign, float]:
    return {
        Sign.GIVES: float(bool(question.wants & statement.gives)),
        Sign.LACKS: float(bool(question.wants - statement.gives)),
        Sign.SURE: float(question.asked.max()),
        Sign.TELLS: float(statement.told.max()),
        Sign.LONG: statement.length,
    }


@lru_cache(1)
def _answering(attributes: tuple[str, ...]) -> Floats:
    """A row an attribute asked: 1 under each other attribute that may answer it."""
    table = np.zeros((len(attributes), len(attributes)), np.float32)
    for asked, told in answered_by().items():
        for row in _numbers(attributes, (asked,)):
            table[row, list(_numbers(attributes, told))] = 1
    return table


def _numbers(attributes: tuple[str, ...], some: Sequence[str]) -> Iterator[int]:
    return (attributes.index(one) for one in some if one in attributes)


_REMEMBERED = 2_000  # descriptions
QUOTED_FROM = 0.8  # likelihood from which a sentence is quoted: of descriptions not learnt, 3 % of questions mislead


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence as it is written, and how likely it answers."""

    text: str
    likelihood: float


@dataclass(frozen=True, slots=True)
class Descriptions:
    """What was learnt of descriptions: what sentences tell, and which of them answers."""

    telling: Telling
    judge: Logistic
    _read: dict[str, tuple[Statement, ...]] = field(default_factory=dict, compare=False, repr=False)

    def best(self, question: Question, description: str, model: Model) -> Quotation | None:
        """The sentence that answers best, however well; None for a description without any."""
        read = self._statements(description, model)
        return self.best_of(question, read, model) if read else None

    def _statements(self, description: str, model: Model) -> tuple[Statement, ...]:
        """Its sentences, read once as long as the agenda stays about the same."""
        if description not in self._read:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            self._read[description] = tuple(self.telling.statement(one, model) for one in sentences(description))
        return self._read[description]

    def best_of(self, question: Question, statements: Sequence[Statement], model: Model) -> Quotation:
        """The same, of sentences that were read."""
        rows = signs(question, statements, model.attributes.softmax.labels)
        found = [Quotation(one.text, self.judge.likelihood(row)) for one, row in zip(statements, rows, strict=True)]
        return max(found, key=lambda one: one.likelihood)

    def answering(self, question: Question, description: str, model: Model) -> str | None:
        """The sentence that answers, if one surely does."""
        found = self.best(question, description, model)
        return None if found is None or found.likelihood < QUOTED_FROM else found.text


NUMBERS = "descriptions"
_TOLD = "told"  # before the names of the arrays


def save(learnt: Descriptions, folder: Path) -> None:
    """Write them; another process may be reading."""
    softmax = learnt.telling.softmax
    found = {"labels": np.array(softmax.labels), "judge": learnt.judge.numbers}
    file.save_arrays({**found, **file.softmax_numbers(_TOLD, softmax)}, folder / NUMBERS)


def load(folder: Path) -> Descriptions:
    """Read them back; raises ModelError when it is not there or not whole."""
    try:
        numbers = file.load_arrays(folder / NUMBERS)
        softmax = file.read_softmax(_TOLD, numbers["labels"].tolist(), numbers)
        judge = numbers["judge"]
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise ModelError(f"nothing usable of descriptions in {folder.name}: {error}") from error
    if len(judge) != len(Sign) + 1:
        raise ModelError(f"what {folder.name} says of descriptions is of another version")
    return Descriptions(Telling(softmax), Logistic.of(judge))
