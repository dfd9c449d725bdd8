"""Which spans of a message are answered: the signs that one asks what its verdict answers, or that two do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import log

import numpy as np

from intents.meaning.catalogue import COURTESIES, NOT_TOPICS
from intents.meaning.meaning import Decision
from intents.model.softmax import Chooser, Floats, Logistic
from intents.model.verdict import Verdict
from intents.questions.judging import Judged
from intents.questions.leaning import is_name
from intents.questions.spans import asks
from intents.text.reading import Aliases

_LEAST = 1e-3


class Sign(StrEnum):
    """The signs of one span, in the order of :meth:`Spans.signs`."""

    SURE = "log odds of its verdict"
    SILENT = "log likelihood that nothing answers it"
    IN_WHOLE = "log likelihood of the same in the whole message"
    WHOLE_FACT = "log odds of the verdict on the whole, where that is a fact"
    WHOLE_GAP = "log odds of the verdict on the whole, where that is not known"
    WHOLE_SILENT = "log likelihood that nothing answers the whole"
    IS_WHOLE = "it is the whole message"
    ALONE = "the message is of one piece"
    ASKS = "it asks by a word or a mark"
    MARK = "a question mark follows"
    FIRST = "it begins the message"
    LAST = "it ends the message"
    LENT = "it was lent what it leans on"
    NAMES = "it names a thing"
    LEAVES_NAME = "it names no thing, though the whole message does"
    NAME_ALONE = "it is a name and nothing else"
    TOLD_IN_WHOLE = "log likelihood of its fact among all that may be told to the whole message"
    LENGTH = "log of its words"
    SHARE = "its share of the words"
    OTHERS_ASK = "something apart from it asks"
    OTHER_GAP = "surest verdict apart from it that is not known, and asks"
    OTHER_FACT = "surest verdict apart from it that is another fact"
    SAME = "surest verdict of another span that is the same"
    GAP_INSIDE = "surest verdict within it that is not known"
    GAP_AROUND = "surest verdict around it that is not known"
    ASKS_AS_WHOLE = "how far it asks the same attribute as the whole message, and leaves its name out"


class PairSign(StrEnum):
    """The signs of two spans, in the order of :meth:`Spans.pair_signs`."""

    FIRST_LIKELY = "log odds of the first"
    SECOND_LIKELY = "log odds of the second"
    LESS_LIKELY = "log odds of the less likely"
    BEST_LIKELY = "log odds of the likeliest of all spans"
    BOTH_FACTS = "both tell a fact"
    FIRST_ASKS = "the first asks"
    SECOND_ASKS = "the second asks"
    BOTH_MARKED = "a question mark follows both"
    COVERED = "their share of the words"
    LENT = "one was lent what it leans on"
    WHOLE_FACT = "log odds of the verdict on the whole, where that is a fact"
    WHOLE_GAP = "log odds of the verdict on the whole, where that is not known"
    LENGTH = "log of the words of the whole"
    FIRST_IN_WHOLE = "log likelihood of the first in the whole message"
    SECOND_IN_WHOLE = "log likelihood of the second in the whole message"
    FIRST_SURE = "log odds of the verdict on the first"
    SECOND_SURE = "log odds of the verdict on the second"
    SECOND_NAMES = "the second names a thing"
    NAME_ALONE = "one is a name and nothing else"
    SAME_ASKED = "how far both ask the same attribute"
    SECOND_UNNAMED = "the same, where only the first names a thing"
    FIRST_IS_WHOLE = "the verdict on the first is that on the whole"
    SECOND_IS_WHOLE = "the verdict on the second is that on the whole"


def is_topic(verdict: Verdict) -> bool:
    """Whether a verdict is about something that a topic answers, or that is not known."""
    return verdict.is_sure and verdict.intent not in NOT_TOPICS


def is_gap(verdict: Verdict) -> bool:
    """Whether it is about something that is not known."""
    return is_topic(verdict) and not verdict.claims


def apart(one: Judged, other: Judged) -> bool:
    """Whether two spans may be two questions: one of them at least told, and they have nothing in common."""
    tells = one.verdict.claims or other.verdict.claims
    return tells and one.verdict.intent != other.verdict.intent and not one.span.meets(other.span)


@dataclass(frozen=True, slots=True)
class Spans:
    """A message that was judged, the first of its spans being all of it."""

    judged: Sequence[Judged]
    asking: Sequence[bool]
    naming: Sequence[bool]
    names_alone: Sequence[bool]

    @classmethod
    def of(cls, judged: Sequence[Judged], aliases: Aliases) -> "Spans":
        """With what is looked at more than once."""
        asking = [one.span.is_asked or asks(one.span.text) for one in judged]
        names = [aliases.named(one.part.said) for one in judged]
        alone = [is_name(one.part.said, aliases) for one in judged]
        return cls(judged, asking, list(map(bool, names)), alone)

    def signs(self, place: int) -> Floats:
        """What tells whether the span at this place asks what its verdict answers."""
        one, whole = self.judged[place], self.judged[0]
        span, words = one.span, len(one.part.said)
        others = [other for other in self.judged if other is not one]
        beside = [n for n, other in enumerate(self.judged) if not other.span.lent and not other.span.meets(span)]
        gaps = [other for other in others if is_gap(other.verdict)]
        return np.array(
            [
                log_odds(one.verdict.confidence),
                _log(one.weighed.silent),
                _log(one.in_whole),
                *_of_whole(whole),
                _log(whole.weighed.silent),
                one is whole,
                len(self.judged) == 1,
                self.asking[place],
                span.is_asked,
                span.start <= whole.span.start,
                span.end >= whole.span.end,
                span.lent,
                self.naming[place],
                self.naming[0] and not self.naming[place],
                self.names_alone[place],
                _told_in(whole, one),
                log(words + 1),
                words / max(1, len(whole.part.said)),
                any(self.asking[n] for n in beside),
                _surest(self.judged[n] for n in beside if self.asking[n] and is_gap(self.judged[n].verdict)),
                _surest(self.judged[n] for n in beside if _is_another_fact(self.judged[n].verdict, one.verdict)),
                _surest(other for other in others if other.verdict.intent == one.verdict.intent),
                _surest(other for other in gaps if span.holds(other.span)),
                _surest(other for other in gaps if other.span.holds(span)),
                _alike(whole, one) if self.naming[0] and not self.naming[place] else 0.0,
            ],
            np.float32,
        )

    def pair_signs(self, first: int, second: int, likely: Sequence[float]) -> Floats:
        """What tells whether the spans at these places are two questions that both are asked."""
        one, other, whole = self.judged[first], self.judged[second], self.judged[0]
        words, alike = len(whole.part.said), _alike(one, other)
        return np.array(
            [
                log_odds(likely[first]),
                log_odds(likely[second]),
                log_odds(min(likely[first], likely[second])),
                log_odds(max(likely)),
                one.verdict.claims and other.verdict.claims,
                self.asking[first],
                self.asking[second],
                one.span.is_asked and other.span.is_asked,
                (len(one.part.said) + len(other.part.said)) / max(1, words),
                one.span.lent or other.span.lent,
                *_of_whole(whole),
                log(words + 1),
                _log(one.in_whole),
                _log(other.in_whole),
                log_odds(one.verdict.confidence),
                log_odds(other.verdict.confidence),
                self.naming[second],
                self.names_alone[first] or self.names_alone[second],
                alike,
                alike if self.naming[first] and not self.naming[second] else 0.0,
                one.verdict.intent == whole.verdict.intent,
                other.verdict.intent == whole.verdict.intent,
            ],
            np.float32,
        )


def _alike(one: Judged, other: Judged) -> float:
    """How far both ask the same attribute, from 0 to 1."""
    return float(np.minimum(one.weighed.asked, other.weighed.asked).sum())


def _told_in(whole: Judged, one: Judged) -> float:
    best = [ranked.intent for ranked in one.weighed.ranked[:1]]
    return _log(sum(other.likelihood for other in whole.weighed.ranked if other.intent in best))


def log_odds(share: float) -> float:
    """How likely, from minus seven to seven."""
    return log((share + _LEAST) / (1 - share + _LEAST))


def _log(share: float) -> float:
    return log(share + _LEAST)


def _of_whole(whole: Judged) -> tuple[float, float]:
    sure = log_odds(whole.verdict.confidence)
    return (sure, 0.0) if whole.verdict.claims else (0.0, sure)


def _surest(judged: Iterable[Judged]) -> float:
    return max((one.verdict.confidence for one in judged), default=0.0)


def _is_another_fact(verdict: Verdict, one: Verdict) -> bool:
    return is_topic(verdict) and verdict.claims and verdict.intent != one.intent


FIRST_FROM = 0.5  # likelihood from which a span is answered instead of the message as a whole
TWO_FACTS_FROM = 0.1  # likelihood from which two facts are told: one too many does less harm than one too few
FACT_AND_GAP_FROM = 0.55  # the same for a fact beside what is not known: it may be told in the place of an answer
ACT_FROM = 0.6  # confidence from which a span that orders or looks for events counts beside an unclear whole


@dataclass(frozen=True, slots=True)
class Choice:
    """The places of the spans that are answered, the second where two questions were asked."""

    first: int
    second: int | None = None


WHOLE = Choice(0)


def choose(judged: Sequence[Judged], chooser: Chooser, aliases: Aliases) -> tuple[Choice, tuple[float, ...]]:
    """What to answer of a message, the first of `judged` being all of it; and how likely each span is asked."""
    spans = Spans.of(judged, aliases)
    likely = likelihoods(spans, chooser)
    return _choice(spans, likely, chooser), likely


def likelihoods(spans: Spans, chooser: Chooser) -> tuple[float, ...]:
    """How likely each span asks what its verdict answers; 0 for what is about no topic."""
    return tuple(
        _learnt(chooser, one).likelihood(spans.signs(place)) if is_topic(one.verdict) else 0.0
        for place, one in enumerate(spans.judged)
    )


def _learnt(chooser: Chooser, one: Judged) -> Logistic:
    return chooser.fact if one.verdict.claims else chooser.gap


def _choice(spans: Spans, likely: Sequence[float], chooser: Chooser) -> Choice:
    whole = spans.judged[0].verdict
    if whole.decision is Decision.ANSWER and not is_topic(whole):
        return _beside_courtesy(spans, likely) if whole.intent in COURTESIES else WHOLE
    pair = _best_pair(spans, likely, chooser)
    if pair is not None:
        return pair
    best = max(range(len(likely)), key=lambda place: likely[place])
    return Choice(best) if likely[best] >= FIRST_FROM else _act(spans.judged)


def _beside_courtesy(spans: Spans, likely: Sequence[float]) -> Choice:
    """« Super, merci ! C’est gratuit ? » asks; thanks beside what only tells something are thanks."""
    asked = [share if spans.asking[place] else 0.0 for place, share in enumerate(likely)]
    best = max(range(len(asked)), key=asked.__getitem__)
    return Choice(best) if asked[best] >= FIRST_FROM else WHOLE


def _best_pair(spans: Spans, likely: Sequence[float], chooser: Chooser) -> Choice | None:
    """The likeliest of the pairs that are likely enough."""
    pairs = [
        (chooser.pair.likelihood(spans.pair_signs(first, second, likely)), first, second)
        for first, second in pairs_of(spans.judged)
    ]
    enough = [one for one in pairs if one[0] >= _enough(spans, *one[1:])]
    _, first, second = max(enough, default=(0.0, 0, None))
    return None if second is None else Choice(first, second)


def _enough(spans: Spans, first: int, second: int) -> float:
    both_claim = spans.judged[first].verdict.claims and spans.judged[second].verdict.claims
    return TWO_FACTS_FROM if both_claim else FACT_AND_GAP_FROM


def pairs_of(judged: Sequence[Judged]) -> list[tuple[int, int]]:
    """The places of spans that may be two questions, in the order in which they are asked."""
    topics = [place for place, one in enumerate(judged) if is_topic(one.verdict)]
    in_order = sorted(topics, key=lambda place: judged[place].span.start)
    return [(one, other) for one, other in combinations(in_order, 2) if apart(judged[one], judged[other])]


def _act(judged: Sequence[Judged]) -> Choice:
    """The surest span that orders something or looks for events, else the whole."""
    acts = [
        place
        for place, one in enumerate(judged)
        if one.verdict.is_sure and not is_topic(one.verdict) and one.verdict.confidence >= ACT_FROM
    ]
    return Choice(max(acts, key=lambda place: judged[place].verdict.confidence, default=0))
