"""From scores to a verdict on one message: which intent, whether to answer, and how verdicts on parts add up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from intents.brain import Model
from intents.catalogue import NOT_TOPICS, OFF_TOPIC
from intents.decision import SECOND_FROM, TWO_FROM, decide
from intents.groups import Ranked
from intents.meaning import Candidate, Decision
from intents.model import Scores

PART_FROM = 0.8  # confidence from which a part speaks for itself: torn from its sentence, it misleads more easily
_SMALL_TALK = frozenset({"greeting", "thanks", "goodbye", "yes", "no", "help"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a message, or a part of it, seems to mean. `also` is a second topic that was asked as well."""

    intent: str
    decision: Decision
    confidence: float
    runners_up: tuple[Candidate, ...]
    also: str | None = None

    @property
    def is_sure(self) -> bool:
        """Whether it would be answered, were it alone, and asks something."""
        asks = self.intent not in _SMALL_TALK and not self.intent.startswith(OFF_TOPIC)
        return self.decision is Decision.ANSWER and asks


def verdict(model: Model, scores: Scores, said: Sequence[str]) -> Verdict:
    """What these scores say of these words."""
    ranked = model.rank(scores.blended)
    confidence = model.confidence(scores, ranked, said)
    claiming = [one for one in ranked if not model.groups.is_silent(one.intent)]
    silent = next((one.likelihood for one in ranked if model.groups.is_silent(one.intent)), 0.0)
    decision = decide(confidence, model.calibrator.claim_from, silent, [one.likelihood for one in claiming])
    also = _second(model, claiming, silent) if decision is Decision.ASK else None
    best = claiming[0] if also else ranked[0]
    return Verdict(
        intent=model.labels[best.intent],
        decision=Decision.ANSWER if also else decision,
        confidence=confidence,
        runners_up=tuple(
            Candidate(model.labels[one.intent], one.likelihood) for one in ranked if one.intent != best.intent
        ),
        also=also,
    )


def together(whole: Verdict, parts: Sequence[Verdict]) -> Verdict:
    """The verdict on a message of several parts: two topics asked, a clear part of an unclear whole, or the whole."""
    clear = (part for part in parts if part.is_sure and part.confidence >= PART_FROM)
    sure = sorted(clear, key=lambda part: -part.confidence)
    if not sure or (whole.decision is Decision.ANSWER and not whole.is_sure):
        return whole
    best = max((whole, *sure), key=lambda one: one.confidence) if whole.is_sure else sure[0]
    topics = list(dict.fromkeys(one.intent for one in (best, *sure) if one.intent not in NOT_TOPICS))
    if len(topics) > 1 and best.intent in topics:
        return replace(best, also=next(topic for topic in topics if topic != best.intent))
    return best if whole.decision is not Decision.ANSWER else whole


def _second(model: Model, claiming: Sequence[Ranked], silent: float) -> str | None:
    """The second of two topics that are nearly as likely: answering both is right where choosing would be a guess."""
    if len(claiming) < 2:
        return None
    first, second = claiming[0], claiming[1]
    names = {model.labels[first.intent], model.labels[second.intent]}
    both = first.likelihood + second.likelihood
    near = both >= max(TWO_FROM, silent) and second.likelihood >= SECOND_FROM
    return model.labels[second.intent] if near and not names & NOT_TOPICS else None
