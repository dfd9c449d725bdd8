"""Why a message was understood as it was: every step as a value, by the functions that understanding itself uses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

import numpy as np

from intents.dialogue.candidates import Candidate, candidates
from intents.dialogue.ranker import Ranker, load_ranker, runs
from intents.dialogue.signs import signs
from intents.dialogue.state import DialogueState
from intents.dialogue.turn import Turn
from intents.meaning.meaning import Decision, Meaning
from intents.model.model import Lexicon, Model
from intents.model.softmax import Floats
from intents.model.telling import Sign as SignName
from intents.model.verdict import ACT_FROM, FACT_FROM, SILENT_FROM, Weighed
from intents.questions.judging import Judged, judge
from intents.understanding.understand import By, Reading, reading, things

_ATTRIBUTES = 3  # the likeliest that are told
_CANDIDATES = 5  # the same


@dataclass(frozen=True, slots=True)
class Likely:
    """Something that may be meant, by name, and how likely it is, from 0 to 1."""

    name: str
    likelihood: float


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of a fact: what was seen, and how much each unit of it counts."""

    name: SignName
    value: float
    weight: float

    @property
    def adds(self) -> float:
        """What it adds; below zero, what it takes away."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTrace:
    """One part of a message, the first being all of it.

    `intents` are the likeliest answers, one for each answer; `confidence` is how likely the first of them is, which
    answers from `threshold`. `signs` are those of a fact, that were seen.
    `sureness` is that of the verdict; `likelihood`, that it is what is asked, where the parts had to be compared.
    """

    text: str
    words: tuple[str, ...]
    things: tuple[str, ...]
    intents: tuple[Likely, ...]
    attributes: tuple[Likely, ...]
    signs: tuple[Sign, ...]
    confidence: float
    threshold: float
    verdict: str
    decision: Decision
    sureness: float
    likelihood: float | None


@dataclass(frozen=True, slots=True)
class CandidateTrace:
    """One of the things that the message may mean: what it does, the events it speaks of, how it came about, how likely
    it is, and what each of its signs adds, the heaviest first.
    """

    intent: str
    events: tuple[str, ...]
    ways: tuple[str, ...]
    likelihood: float
    signs: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A message's meaning, and how it came about.

    `asked` are the places in `parts` of those that are asked where no event is meant; `candidates` the likeliest of all
    that it may mean in its conversation, best first. What a name alone decided has parts all the same, to show what
    would have been said without it.
    """

    meaning: Meaning
    by: By
    parts: tuple[PartTrace, ...]
    asked: tuple[int, ...]
    candidates: tuple[CandidateTrace, ...] = ()


def trace(text: str, context: DialogueState | None, lexicon: Lexicon, now: datetime) -> Trace:
    """Why the message means what it means; the arguments are those of :func:`understand`."""
    found = reading(text, context, lexicon, now)
    judged = _judged(found, lexicon, now)
    return Trace(
        meaning=found.meaning,
        by=found.by,
        parts=tuple(_part(one, lexicon, likely) for one, likely in zip_longest(judged, found.likely)),
        asked=_places_asked(found),
        candidates=() if found.turn is None else _candidates(found.turn, load_ranker()),
    )


def _places_asked(found: Reading) -> tuple[int, ...]:
    if found.by is not By.RANKED:
        return ()
    first, second = found.choice.first, found.choice.second
    return (first,) if second is None else (first, second)


def _candidates(turn: Turn, ranker: Ranker) -> tuple[CandidateTrace, ...]:
    found = candidates(turn)
    likely = ranker.likelihoods(found, turn)
    best = np.argsort(-likely, kind="stable")[:_CANDIDATES]
    return tuple(_candidate(found[place], float(likely[place]), turn, ranker) for place in best)


def _candidate(candidate: Candidate, likelihood: float, turn: Turn, ranker: Ranker) -> CandidateTrace:
    counts = ranker.beside(runs(turn))
    adds = ((name, float(value) * counts.get(name, 0.0)) for name, value in signs(candidate, turn))
    heaviest = sorted((one for one in adds if one[1]), key=lambda one: -abs(one[1]))
    events = turn.table.uids(candidate.events)
    return CandidateTrace(candidate.intent, events, candidate.ways, likelihood, tuple(heaviest))


def _judged(found: Reading, lexicon: Lexicon, now: datetime) -> tuple[Judged, ...]:
    if found.judged or found.whole is None or not found.whole.said:
        return found.judged
    return judge(found.whole, lexicon, now)


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
    values, weights = weighed.signs.tolist(), model.preference.tolist()
    seen = zip(SignName, values, weights, strict=True)
    return (Sign(name, value, weight) for name, value, weight in seen if value)
