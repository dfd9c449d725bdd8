"""Two plain recognisers to compare with. What they need beyond the bot's own packages is installed for a run only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from bot.bench.recogniser import Labelled, Ranked, Recognised

_MANY = 5
_OUT_OF_SCOPE = ""  # a class of its own: labels are never empty


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
        labels = [one.label or _OUT_OF_SCOPE for one in examples]
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
        return cls(tuple(one.text.lower() for one in examples), tuple(one.label or _OUT_OF_SCOPE for one in examples))

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
    elsewhere = scores.pop(_OUT_OF_SCOPE, None)
    ranked = sorted(scores.items(), key=lambda one: -one[1])[:_MANY]
    best = ranked[0][1]
    lost = 0.0 if elsewhere is None else max(0.0, elsewhere - best)
    return Recognised(tuple(Ranked(label, score) for label, score in ranked), best - lost)
