"""Learning what sentences tell, and which one answers, from sentences and from questions about descriptions. Needs
scipy.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from intents.meaning.catalogue import THING
from intents.model.attributes import anonymous
from intents.model.fitting import fit, fit_logistic
from intents.model.model import Lexicon, Model
from intents.model.softmax import Floats, Places
from intents.model.training import SOME_DAY
from intents.query.rows import EventRow
from intents.query.titles import Titles
from intents.statements.matching import Descriptions, Telling, signs
from intents.statements.sentences import Question, read_question, sentences
from intents.text.text import words

_TIMES = 3  # how often a sentence counts beside a question
_SURE_FROM = 0.4  # likelihood from which a question tells what the sentence tells that answers it
_PARTS = 2  # a sentence is judged by what was learnt of the other descriptions
_ANY_THING = "{T}"
_UID = "described"

By = Mapping[str, Sequence[str]]  # attribute -> sentences, or questions


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a description, and the place of the sentence that answers, from 0; None where none does."""

    text: str
    answer: int | None


@dataclass(frozen=True, slots=True)
class Described:
    """An event of which questions are asked."""

    title: str
    description: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """The same with its sentences, and its questions in the order of `asked`."""

    sentences: tuple[str, ...]
    questions: tuple[Question, ...]
    answers: tuple[int | None, ...]


def learn_descriptions(model: Model, told: By, asked: By, described: Sequence[Described]) -> Descriptions:
    """What sentences (`told`) and questions (`asked`) of each attribute teach, and questions about descriptions."""
    read = [_read(one, model) for one in described]
    lessons = _Lessons(model, told, asked)
    rows, right = list[Floats](), list[bool]()
    for part in range(_PARTS):
        telling = lessons.learn([one for number, one in enumerate(read) if number % _PARTS != part])
        for one in read[part::_PARTS]:
            for row, is_right in _judged(one, telling, model):
                rows.append(row)
                right.append(is_right)
    return Descriptions(lessons.learn(read), fit_logistic(rows, right))


def about(title: str, model: Model) -> Lexicon:
    """What a question is read with that is about an event of this title."""
    return Lexicon(model, Titles.of((EventRow(_UID, (title,), SOME_DAY),), model.reader.speller.known))


def _read(one: Described, model: Model) -> _Read:
    lexicon = about(one.title, model)
    read = tuple(read_question(asked.text, lexicon, SOME_DAY) for asked in one.asked)
    return _Read(sentences(one.description), read, tuple(asked.answer for asked in one.asked))


def _judged(one: _Read, telling: Telling, model: Model) -> Iterator[tuple[Floats, bool]]:
    statements = [telling.statement(text, model) for text in one.sentences]
    for asked, answer in zip(one.questions, one.answers, strict=True):
        for place, row in enumerate(signs(asked, statements, model.attributes.softmax.labels)):
            yield row, place == answer


class _Lessons:
    """Sentences and questions of each attribute that a sentence may tell."""

    def __init__(self, model: Model, told: By, asked: By) -> None:
        self._model = model
        self._rows: list[Places] = []
        self._labels: list[str] = []
        known = set(model.attributes.softmax.labels)
        for attribute in sorted(known & told.keys()):
            for text in told[attribute]:
                self._add(text, attribute, _TIMES)
            for text in asked.get(attribute, ()):
                self._add(text.replace(_ANY_THING, THING), attribute, 1)

    def learn(self, read: Sequence[_Read]) -> Telling:
        """From these, and from the sentences that answer questions: they tell what the question asks."""
        rows, labels = list(self._rows), list(self._labels)
        of_one = set(labels)
        for one in read:
            for asked, answer in zip(one.questions, one.answers, strict=True):
                attribute, likelihood = self._model.attributes.best(asked.asked)
                if answer is not None and likelihood >= _SURE_FROM and attribute in of_one:
                    rows += [self._place(one.sentences[answer])] * _TIMES
                    labels += [attribute] * _TIMES
        return Telling(fit(rows, labels))

    def _add(self, text: str, attribute: str, times: int) -> None:
        self._rows += [self._place(text)] * times
        self._labels += [attribute] * times

    def _place(self, text: str) -> Places:
        return anonymous(words(text), (), self._model.reader.concepts, self._model.attributes.aliases)
