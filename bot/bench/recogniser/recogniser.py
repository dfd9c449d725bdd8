"""What a recogniser is: it learns from labelled texts, then ranks labels; ours, two plain ones, and the exam they sit.

Each sits it in a process of its own, so that what it loads, and what it holds in memory, is its own:
`python -m bot.bench.recogniser.recogniser NAME`, in and out as JSON lines.
"""

import gc
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, Self, TextIO
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError

from bot.bench.measures import resident_mb, timed
from bot.core.errors import BotError
from intents.meaning.catalogue import Example
from intents.model.model import Model
from intents.model.telling import tell
from intents.model.training import train
from intents.query.titles import Titles
from intents.slots.slots import find_slots
from intents.text.reading import Read, bare


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and its label; None: out of scope, so that the right thing is to refuse it."""

    text: str
    label: str | None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A label and how much speaks for it; scores compare within one text only."""

    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """The likeliest labels, best first, and how sure one may be that the first is right.

    "Out of scope" is never among them: it shows as a low confidence.
    """

    ranked: tuple[Ranked, ...]
    confidence: float


class Recogniser(Protocol):
    """One that has learnt."""

    @classmethod
    def learn(cls, examples: Sequence[Labelled]) -> Self:
        """Learn from examples, out-of-scope ones included."""
        ...

    def recognise(self, text: str) -> Recognised:
        """The labels for a text it may never have seen."""
        ...


_READER = TypeAdapter(Labelled)


def read_examples(file: Path) -> tuple[Labelled, ...]:
    """The {"text", "label"} lines of a file; raises BotError naming file and line, or that it holds none."""
    found = tuple(_lines(file))
    if not any(one.label is not None for one in found):
        raise BotError(f"{file} holds no text with a label.")
    return found


def _lines(file: Path) -> Iterator[Labelled]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                yield _READER.validate_json(line, strict=True)
            except ValidationError as error:
                raise BotError(f'{file}, line {number} is not {{"text": "…", "label": "…" or null}}.') from error


# Our engine treats some names apart (events, sign_up…): a foreign label must not be taken for one of them.
_PREFIX = "label:"
_OUT_OF_SCOPE = "off_topic.other"
_MANY = 5
# Dates in a text only have to be noticed: any day does.
_SOME_DAY = datetime(2026, 12, 1, 10, tzinfo=ZoneInfo("Europe/Paris"))


@dataclass(frozen=True, slots=True)
class Ours:
    """Our engine, trained on any data."""

    model: Model

    @classmethod
    def learn(cls, examples: Sequence[Labelled]) -> Self:
        """Learn as the bot learns its phrasings."""
        return cls(train([Example(text=one.text, intent=_inner(one.label), language="fr") for one in examples]))

    def recognise(self, text: str) -> Recognised:
        """As the bot reads a message, without context, agenda or the decision that follows."""
        model, text = self.model, bare(text)
        said = model.reader.words(text)
        found = find_slots(text, said, Titles(), _SOME_DAY, is_word=model.reader.speller.knows)
        read = Read(text, tuple(said), found.markers())
        (scores,) = model.scores([read])
        ranked = tell(model, scores, read, model.asked(read), _MANY + 1).ranked
        claims = [one for one in ranked if not model.groups.is_silent(one.intent)]
        if not claims:
            return Recognised((), 0.0)
        return Recognised(
            tuple(Ranked(model.labels[one.intent].removeprefix(_PREFIX), one.likelihood) for one in claims[:_MANY]),
            claims[0].likelihood,
        )


def _inner(label: str | None) -> str:
    return _OUT_OF_SCOPE if label is None else _PREFIX + label


_OUT_OF_SCOPE_OF_PEERS = ""  # a class of its own: labels are never empty


@dataclass(frozen=True, slots=True)
class NgramSvm:
    """Character n-grams weighed by TF-IDF, and a linear support vector machine."""

    pipeline: Any
    labels: tuple[str, ...]

    @classmethod
    def learn(cls, examples: Sequence[Labelled]) -> Self:
        """Out-of-scope examples are one more class."""
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.pipeline import make_pipeline
        from sklearn.svm import LinearSVC

        ngrams = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, strip_accents="unicode")
        labels = [one.label or _OUT_OF_SCOPE_OF_PEERS for one in examples]
        pipeline = make_pipeline(ngrams, LinearSVC(random_state=0)).fit([one.text for one in examples], labels)
        return cls(pipeline, tuple(pipeline.classes_))

    def recognise(self, text: str) -> Recognised:
        """The confidence is the distance to the border of the best label, less that of "out of scope" beside it."""
        distances = self.pipeline.decision_function([text])[0]
        if len(self.labels) == 2:
            distances = (-distances, distances)
        return _recognised(dict(zip(self.labels, map(float, distances), strict=True)))


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """The example that shares most words, letter by letter."""

    texts: tuple[str, ...]
    labels: tuple[str, ...]

    @classmethod
    def learn(cls, examples: Sequence[Labelled]) -> Self:
        """Nothing to learn: the examples are what it compares with."""
        labels = tuple(one.label or _OUT_OF_SCOPE_OF_PEERS for one in examples)
        return cls(tuple(one.text.lower() for one in examples), labels)

    def recognise(self, text: str) -> Recognised:
        """The confidence is the likeness of the best example, less that of an out-of-scope one that is nearer."""
        from rapidfuzz import fuzz, process

        best: dict[str, float] = {}
        likeness = process.cdist([text.lower()], self.texts, scorer=fuzz.token_set_ratio)[0]
        for label, like in zip(self.labels, map(float, likeness), strict=True):
            best[label] = max(like, best.get(label, 0.0))
        return _recognised(best)


def _recognised(scores: dict[str, float]) -> Recognised:
    """Best first, "out of scope" taken out; where that one wins, what it wins by lowers the confidence."""
    elsewhere = scores.pop(_OUT_OF_SCOPE_OF_PEERS, None)
    ranked = sorted(scores.items(), key=lambda one: -one[1])[:_MANY]
    best = ranked[0][1]
    lost = 0.0 if elsewhere is None else max(0.0, elsewhere - best)
    return Recognised(tuple(Ranked(label, score) for label, score in ranked), best - lost)


@dataclass(frozen=True, slots=True)
class Paper:
    """What a candidate is given."""

    examples: tuple[Labelled, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What it makes of one text, and in how many seconds."""

    recognised: Recognised
    seconds: float


@dataclass(frozen=True, slots=True)
class Sat:
    """A whole exam: the replies in the order of the texts. Seconds of learning; megabytes held at the end."""

    replies: tuple[Reply, ...]
    learning: float
    memory_mb: float | None


def examine(recogniser: type[Recogniser], paper: Paper) -> Sat:
    """Learn and recognise in this process."""
    learnt, learning = timed(recogniser.learn, paper.examples)
    gc.collect()
    learnt.recognise(paper.texts[0])  # what is loaded on first use is no part of how long a text takes
    replies = [Reply(*timed(learnt.recognise, text)) for text in paper.texts]
    return Sat(tuple(replies), learning, resident_mb(os.getpid()))


def main(arguments: Sequence[str], paper: TextIO, answers: TextIO) -> None:
    """The child's part."""
    given = TypeAdapter(Paper).validate_json(paper.read())
    answers.write(json.dumps(asdict(examine(BY_NAME[arguments[0]], given))))


BY_NAME: Mapping[str, type[Recogniser]] = {"ours": Ours, "svm": NgramSvm, "fuzzy": Fuzzy}

if __name__ == "__main__":
    main(sys.argv[1:], sys.stdin, sys.stdout)
