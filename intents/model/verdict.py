"""From scores to a verdict on one message: which intent, whether to answer, and how verdicts on parts add up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from intents.catalogue import NOT_TOPICS, OFF_TOPIC, OTHER_GAP, gap
from intents.clauses import joins
from intents.meaning import Candidate, Decision
from intents.model.decision import SECOND_FROM, SILENT_FROM, TWO_FROM, decide
from intents.model.groups import Ranked
from intents.model.model import Model
from intents.model.softmax import Floats
from intents.reading import Read

PART_FROM = 0.6  # confidence from which a part speaks for itself: torn from its sentence, it misleads more easily
GAP_PART_FROM = 0.8  # the same for a part that asks what is not known
GAP_FROM = 0.5  # likelihood from which it is said what is not known; else only that it is not
_SMALL_TALK = frozenset({"greeting", "thanks", "goodbye", "yes", "no", "help"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a message, or a part of it, seems to mean. `also` is a second topic that was asked as well; `claims` says
    that the answer tells something.
    """

    intent: str
    decision: Decision
    confidence: float
    runners_up: tuple[Candidate, ...]
    also: str | None = None
    claims: bool = True

    @property
    def is_sure(self) -> bool:
        """Whether it would be answered, were it alone, and asks something."""
        asks = self.intent not in _SMALL_TALK and not self.intent.startswith(OFF_TOPIC)
        return self.decision is Decision.ANSWER and asks

    @property
    def is_clear_gap(self) -> bool:
        """Whether it asks, beyond doubt, what is not known; else it may only be that no fact could be trusted."""
        return self.is_sure and not self.claims and self.confidence >= SILENT_FROM

    @property
    def speaks_from(self) -> float:
        """The confidence from which a part with this verdict speaks for itself."""
        return PART_FROM if self.claims else GAP_PART_FROM


@dataclass(frozen=True, slots=True)
class Weighed:
    """The likeliest answers, best first; how likely each attribute is asked; how far the best answer may be trusted,
    and by which signs, where it is a fact.
    """

    ranked: tuple[Ranked, ...]
    asked: Floats
    confidence: float
    signs: Floats | None = None


def weigh(model: Model, scores: Floats, read: Read) -> Weighed:
    """A fact has to be what was asked, whatever is left over of the message; an act or a search has to be likely."""
    ranked, asked = model.rank(scores), model.asked(read)
    best = ranked[0]
    is_fact = model.labels[best.intent] not in NOT_TOPICS and not model.groups.is_silent(best.intent)
    if not is_fact:
        return Weighed(ranked, asked, best.likelihood)
    signs = model.signs(ranked, read, asked)
    return Weighed(ranked, asked, model.trust.confidence(signs), signs)


def verdict(model: Model, scores: Floats, read: Read) -> Verdict:
    """What these scores say of what was read."""
    return as_weighed(model, weigh(model, scores, read), read)


def as_weighed(model: Model, weighed: Weighed, read: Read) -> Verdict:
    """What was read seems to mean, after it was weighed."""
    ranked, confidence = weighed.ranked, weighed.confidence
    claiming = [one for one in ranked if not model.groups.is_silent(one.intent)]
    silent = next((one.likelihood for one in ranked if model.groups.is_silent(one.intent)), 0.0)
    decision = decide(confidence, silent, [one.likelihood for one in claiming])
    if not _knows_any(model, read):
        return Verdict(model.labels[ranked[0].intent], Decision.UNKNOWN, 0.0, ())
    also = _second(model, claiming, silent) if decision is Decision.ASK or joins(read.text) else None
    best = claiming[0] if also else ranked[0]
    if decision is Decision.UNKNOWN and model.labels[best.intent] not in NOT_TOPICS:
        return _not_known(model, ranked, weighed.asked)
    return Verdict(
        intent=model.labels[best.intent],
        decision=Decision.ANSWER if also else decision,
        confidence=confidence,
        runners_up=_others(model, ranked, best.intent),
        also=also,
        claims=bool(also) or not model.groups.is_silent(best.intent),
    )


def _knows_any(model: Model, read: Read) -> bool:
    """Whether anything of what was read is known: a word, a sign, or what the grammars found."""
    return bool(read.markers) or any(not one.isalnum() or model.reader.speller.knows(one) for one in read.words)


def _not_known(model: Model, ranked: Sequence[Ranked], asked: Floats) -> Verdict:
    """A fact is near, but is not what was asked: the attribute that is, where it is heard, and the fact as a choice."""
    attribute, likelihood = model.attributes.best(asked)
    heard = gap(attribute) if likelihood >= GAP_FROM else OTHER_GAP
    others = tuple(Candidate(model.labels[one.intent], one.likelihood) for one in ranked)
    return Verdict(heard, Decision.ANSWER, 1 - ranked[0].likelihood, others, claims=False)


def _others(model: Model, ranked: Sequence[Ranked], but: int) -> tuple[Candidate, ...]:
    return tuple(Candidate(model.labels[one.intent], one.likelihood) for one in ranked if one.intent != but)


def together(whole: Verdict, parts: Sequence[Verdict]) -> Verdict:
    """The verdict on a message of several parts: two topics asked, a clear part of an unclear whole, or the whole."""
    clear = (part for part in parts if part.is_sure and part.confidence >= part.speaks_from)
    sure = sorted(clear, key=lambda part: -part.confidence)
    if not sure or (whole.decision is Decision.ANSWER and not whole.is_sure):
        return whole
    if whole.is_clear_gap:
        asks_two = any(not part.claims for part in parts)  # one part asks what is not known, so another may be told
        return replace(whole, also=_another(whole, sure)) if asks_two else whole
    counts = whole.is_sure and whole.claims and whole.confidence >= PART_FROM
    best, *others = sorted([*sure, *([whole] if counts else [])], key=lambda one: (not one.claims, -one.confidence))
    if best.intent not in NOT_TOPICS and (also := _another(best, others) or _also(whole, best)) is not None:
        return replace(best, also=also)
    return whole if counts and whole.intent in NOT_TOPICS else best


def _also(whole: Verdict, best: Verdict) -> str | None:
    """The other of two topics that the whole seemed to ask, where a part clearly asks one of them."""
    both = [one for one in (whole.intent, whole.also) if one is not None]
    return next((one for one in both if one != best.intent), None) if whole.also and best.intent in both else None


def _another(first: Verdict, others: Sequence[Verdict]) -> str | None:
    """Another topic that is asked as well."""
    topics = (one.intent for one in others if one.intent != first.intent and one.intent not in NOT_TOPICS)
    return next(topics, None)


def _second(model: Model, claiming: Sequence[Ranked], silent: float) -> str | None:
    """The second of two topics that are nearly as likely: answering both is right where choosing would be a guess."""
    if len(claiming) < 2:
        return None
    first, second = claiming[0], claiming[1]
    names = {model.labels[first.intent], model.labels[second.intent]}
    both = first.likelihood + second.likelihood
    near = both >= max(TWO_FROM, silent) and second.likelihood >= SECOND_FROM
    return model.labels[second.intent] if near and not names & NOT_TOPICS else None
