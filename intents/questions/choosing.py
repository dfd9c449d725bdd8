"""Which spans of a message are answered: the one that most likely asks what its verdict answers, or two of them.

How likely that is was learnt from messages of one question and of two, by the signs in signs.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from intents.meaning import Decision
from intents.mentions import Aliases
from intents.model.chooser import Chooser
from intents.model.logistic import Logistic
from intents.questions.judging import Judged
from intents.questions.signs import Spans, apart, is_topic

FIRST_FROM = 0.5  # likelihood from which a span is answered instead of the message as a whole
TWO_FACTS_FROM = 0.1  # likelihood from which two facts are told: one too many does less harm than one too few
FACT_AND_GAP_FROM = 0.45  # the same for a fact beside what is not known: it may be told in the place of an answer
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
        return WHOLE
    pair = _best_pair(spans, likely, chooser)
    if pair is not None:
        return pair
    best = max(range(len(likely)), key=lambda place: likely[place])
    return Choice(best) if likely[best] >= FIRST_FROM else _act(spans.judged)


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
        place for place, one in enumerate(judged)
        if one.verdict.is_sure and not is_topic(one.verdict) and one.verdict.confidence >= ACT_FROM
    ]  # fmt: skip
    return Choice(max(acts, key=lambda place: judged[place].verdict.confidence, default=0))
