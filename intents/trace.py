"""Why a message was understood as it was: every step as a value, by the functions that understanding itself uses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

import numpy as np

from intents.context import Context
from intents.lexicon import Lexicon
from intents.meaning import Decision, Meaning
from intents.model.decision import ACT_FROM, FACT_FROM, SILENT_FROM
from intents.model.model import Model
from intents.model.sign_names import SignName
from intents.model.softmax import Floats
from intents.model.verdict import Weighed
from intents.questions.judging import Judged, judge
from intents.steps import By, Reading
from intents.understand import favouring, reading, still_fresh, things

_ATTRIBUTES = 3  # the likeliest that are told


@dataclass(frozen=True, slots=True)
class Likely:
    """Something that may be meant, by name, and how likely it is, from 0 to 1."""

    name: str
    likelihood: float


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of trust: what was seen, and how much each unit of it counts."""

    name: SignName
    value: float
    weight: float

    @property
    def adds(self) -> float:
        """What it adds to the trust; below zero, what it takes away."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTrace:
    """One part of a message, the first being all of it.

    `intents` are the likeliest answers, one for each answer; `confidence` is the trust in the first of them,
    which answers from `threshold`. `signs` and `bias` make it up for a fact; for anything else it is the likelihood.
    `sureness` is that of the verdict; `likelihood`, that it is what is asked, where the parts had to be compared.
    """

    text: str
    words: tuple[str, ...]
    things: tuple[str, ...]
    intents: tuple[Likely, ...]
    attributes: tuple[Likely, ...]
    signs: tuple[Sign, ...]
    bias: float
    confidence: float
    threshold: float
    verdict: str
    decision: Decision
    sureness: float
    likelihood: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A message's meaning, and how it came about.

    `chosen` are the places in `parts` of those that decided; `settled` is the intent that a rule gave.
    What a rule or a name alone decided is weighed here all the same, to show what would have been said without it.
    """

    meaning: Meaning
    by: By
    settled: str | None
    parts: tuple[PartTrace, ...]
    chosen: tuple[int, ...]


def trace(text: str, context: Context | None, lexicon: Lexicon, now: datetime) -> Trace:
    """Why the message means what it means; the arguments are those of :func:`intents.understand.understand`."""
    found = reading(text, context, lexicon, now)
    judged = _judged(found, context, lexicon, now)
    return Trace(
        meaning=found.meaning,
        by=found.by,
        settled=None if found.settled is None else found.settled.intent,
        parts=tuple(_part(one, lexicon, likely) for one, likely in zip_longest(judged, found.likely)),
        chosen=_chosen(found),
    )


def _chosen(found: Reading) -> tuple[int, ...]:
    if found.by not in (By.WHOLE, By.PART, By.TWO):
        return ()
    first, second = found.choice.first, found.choice.second
    return (first,) if second is None else (first, second)


def _judged(found: Reading, context: Context | None, lexicon: Lexicon, now: datetime) -> tuple[Judged, ...]:
    if found.judged or found.whole is None or not found.whole.said:
        return found.judged
    return judge(found.whole, lexicon, now, favouring(still_fresh(context, now), lexicon.model))


def _part(judged: Judged, lexicon: Lexicon, likely: float | None) -> PartTrace:
    model, part, weighed, verdict = lexicon.model, judged.part, judged.weighed, judged.verdict
    is_silent = model.groups.is_silent(weighed.ranked[0].intent)
    return PartTrace(
        text=part.read.text,
        words=part.read.words,
        things=things(lexicon, part),
        intents=tuple(Likely(model.labels[one.intent], one.likelihood) for one in weighed.ranked),
        attributes=tuple(_attributes(model, weighed.asked)),
        signs=tuple(_signs(model, weighed)),
        bias=model.trust.bias,
        confidence=weighed.confidence,
        threshold=SILENT_FROM if is_silent else FACT_FROM if weighed.is_fact else ACT_FROM,
        verdict=verdict.intent,
        decision=verdict.decision,
        sureness=verdict.confidence,
        likelihood=likely,
    )


def _attributes(model: Model, asked: Floats) -> Iterator[Likely]:
    labels = model.attributes.softmax.labels
    return (Likely(labels[number], float(asked[number])) for number in np.argsort(-asked)[:_ATTRIBUTES].tolist())


def _signs(model: Model, weighed: Weighed) -> Iterator[Sign]:
    if weighed.signs is None:
        return iter(())
    values, weights = weighed.signs.tolist(), model.trust.weights.tolist()
    return (Sign(name, value, weight) for name, value, weight in zip(SignName, values, weights, strict=True))
