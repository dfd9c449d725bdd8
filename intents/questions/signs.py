"""What tells whether a span of a message asks what its verdict answers, and whether two of them are two questions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log

import numpy as np

from intents.catalogue import NOT_TOPICS
from intents.mentions import Aliases
from intents.model.softmax import Floats
from intents.model.verdict import Verdict
from intents.questions.judging import Judged
from intents.questions.spans import asks

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
    LENGTH = "log of its words"
    SHARE = "its share of the words"
    OTHERS_ASK = "something apart from it asks"
    OTHER_GAP = "surest verdict apart from it that is not known, and asks"
    OTHER_FACT = "surest verdict apart from it that is another fact"
    SAME = "surest verdict of another span that is the same"
    GAP_INSIDE = "surest verdict within it that is not known"
    GAP_AROUND = "surest verdict around it that is not known"


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

    @classmethod
    def of(cls, judged: Sequence[Judged], aliases: Aliases) -> "Spans":
        """With what is looked at more than once."""
        asking = [one.span.is_asked or asks(one.span.text) for one in judged]
        return cls(judged, asking, [bool(aliases.named(one.part.said)) for one in judged])

    def signs(self, place: int) -> Floats:
        """What tells whether the span at this place asks what its verdict answers."""
        one, whole = self.judged[place], self.judged[0]
        span, words = one.span, len(one.part.said)
        others = [other for other in self.judged if other is not one]
        beside = [n for n, other in enumerate(self.judged) if not other.span.lent and not other.span.meets(span)]
        gaps = [other for other in others if is_gap(other.verdict)]
        return np.array(
            [
                log_odds(one.verdict.confidence), _log(one.weighed.silent), _log(one.in_whole),
                *_of_whole(whole), _log(whole.weighed.silent), one is whole, len(self.judged) == 1,
                self.asking[place], span.is_asked, span.start <= whole.span.start, span.end >= whole.span.end,
                span.lent, self.naming[place], log(words + 1), words / max(1, len(whole.part.said)),
                any(self.asking[n] for n in beside),
                _surest(self.judged[n] for n in beside if self.asking[n] and is_gap(self.judged[n].verdict)),
                _surest(self.judged[n] for n in beside if _is_another_fact(self.judged[n].verdict, one.verdict)),
                _surest(other for other in others if other.verdict.intent == one.verdict.intent),
                _surest(other for other in gaps if span.holds(other.span)),
                _surest(other for other in gaps if other.span.holds(span)),
            ],
            np.float32,
        )  # fmt: skip

    def pair_signs(self, first: int, second: int, likely: Sequence[float]) -> Floats:
        """What tells whether the spans at these places are two questions that both are asked."""
        one, other, whole = self.judged[first], self.judged[second], self.judged[0]
        words = len(whole.part.said)
        return np.array(
            [
                log_odds(likely[first]), log_odds(likely[second]), log_odds(min(likely[first], likely[second])),
                log_odds(max(likely)), one.verdict.claims and other.verdict.claims,
                self.asking[first], self.asking[second], one.span.is_asked and other.span.is_asked,
                (len(one.part.said) + len(other.part.said)) / max(1, words), one.span.lent or other.span.lent,
                *_of_whole(whole), log(words + 1), _log(one.in_whole), _log(other.in_whole),
                log_odds(one.verdict.confidence), log_odds(other.verdict.confidence), self.naming[second],
            ],
            np.float32,
        )  # fmt: skip


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
