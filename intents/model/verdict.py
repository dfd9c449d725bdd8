"""From scores to a verdict on a message or a stretch of it: which intent; answer, ask, or admit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from intents.meaning.catalogue import NOT_TOPICS, OFF_TOPIC, OTHER_GAP, gap
from intents.meaning.meaning import Candidate, Decision
from intents.model.model import Model, Ranked
from intents.model.softmax import Floats
from intents.model.telling import tell
from intents.text.reading import Read

FACT_FROM = 0.3  # confidence from which a fact is told
ACT_FROM = 0.3  # likelihood from which something is looked for or begun
DOUBT = 0.05  # below that: how much less is enough to ask which was meant
SILENT_FROM = 0.5  # likelihood of "I don't know" from which it is said at once
ASK_FROM = 0.1  # likelihood from which an intent is worth offering as a button


def decide(confidence: float, silent: float, claiming: Sequence[float], enough: float = FACT_FROM) -> Decision:
    """What to do. `silent`: how likely it is that nothing can be claimed; `claiming`: the likelihoods of the intents
    that claim something, best first; `enough`: FACT_FROM or ACT_FROM.
    """
    best = claiming[0] if claiming else 0.0
    if best <= silent:
        return Decision.ANSWER if silent >= SILENT_FROM or best < ASK_FROM * 2 else Decision.ASK
    if confidence >= enough:
        return Decision.ANSWER
    return Decision.ASK if confidence >= enough - DOUBT and best >= ASK_FROM else Decision.UNKNOWN


GAP_FROM = 0.5  # likelihood from which it is said what is not known; else only that it is not
_SMALL_TALK = frozenset({"greeting", "thanks", "goodbye", "yes", "no", "help"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a message, or a stretch of it, seems to mean. `also` is a second topic that it asks; `claims` says that the
    answer tells something.
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


@dataclass(frozen=True, slots=True)
class Weighed:
    """The likeliest answers, best first; how likely each attribute is asked; how likely it is that nothing answers;
    how likely the best answer is, and by which signs, where it is a fact. `is_near`: nothing answers, though the words
    are likest those of a fact.
    """

    ranked: tuple[Ranked, ...]
    asked: Floats
    silent: float
    confidence: float
    signs: Floats | None = None
    is_near: bool = False

    @property
    def is_fact(self) -> bool:
        """Whether the best answer tells a fact."""
        return self.signs is not None

    def without(self, intent: int | None) -> "Weighed | None":
        """As if this intent did not exist; None where nothing else is ranked."""
        left = [one for one in self.ranked if one.intent != intent]
        share = 1 - sum(one.likelihood for one in self.ranked if one.intent == intent)
        if not left or share <= 0:
            return None
        ranked = tuple(replace(one, likelihood=min(1.0, one.likelihood / share)) for one in left)
        silent = min(1.0, self.silent / share)
        return replace(self, ranked=ranked, silent=silent, confidence=ranked[0].likelihood, signs=None)


def weigh(model: Model, scores: Floats, read: Read) -> Weighed:
    """A fact has to tell what was asked of what was named; an act or a search has to be likely."""
    asked = model.asked(read)
    told = tell(model, scores, read, asked)
    ranked = told.ranked
    silent = next((one.likelihood for one in ranked if model.groups.is_silent(one.intent)), 0.0)
    is_near = model.groups.is_silent(ranked[0].intent) and told.is_fact_likest
    return Weighed(ranked, asked, silent, ranked[0].likelihood, told.signs_of(ranked[0].intent), is_near)


def verdict(model: Model, scores: Floats, read: Read) -> Verdict:
    """What these scores say of what was read."""
    return as_weighed(model, weigh(model, scores, read), read)


def as_weighed(model: Model, weighed: Weighed, read: Read) -> Verdict:
    """What was read seems to mean, after it was weighed."""
    ranked, confidence = weighed.ranked, weighed.confidence
    claiming = [one for one in ranked if not model.groups.is_silent(one.intent)]
    likely = [one.likelihood for one in claiming]
    decision = decide(confidence, weighed.silent, likely, FACT_FROM if weighed.is_fact else ACT_FROM)
    if not _knows_any(model, read):
        return Verdict(model.labels[ranked[0].intent], Decision.UNKNOWN, 0.0, ())
    best = ranked[0]
    refused = decision is Decision.UNKNOWN and model.labels[best.intent] not in NOT_TOPICS
    if refused or (weighed.is_near and decision is Decision.ANSWER):
        return _not_known(model, claiming, weighed.asked)
    return Verdict(
        intent=model.labels[best.intent],
        decision=decision,
        confidence=confidence,
        runners_up=_others(model, ranked, best.intent),
        claims=not model.groups.is_silent(best.intent),
    )


def _knows_any(model: Model, read: Read) -> bool:
    """Whether anything of what was read is known: a word, a sign, or what the grammars found."""
    return bool(read.markers) or any(not one.isalnum() or model.reader.speller.knows(one) for one in read.words)


def _not_known(model: Model, claiming: Sequence[Ranked], asked: Floats) -> Verdict:
    """A fact is near, but is not what was asked: the attribute that is, where it is heard, and the fact as a choice."""
    attribute, likelihood = model.attributes.best(asked)
    heard = gap(attribute) if likelihood >= GAP_FROM else OTHER_GAP
    others = tuple(Candidate(model.labels[one.intent], one.likelihood) for one in claiming)
    return Verdict(heard, Decision.ANSWER, 1 - claiming[0].likelihood, others, claims=False)


def _others(model: Model, ranked: Sequence[Ranked], but: int) -> tuple[Candidate, ...]:
    return tuple(Candidate(model.labels[one.intent], one.likelihood) for one in ranked if one.intent != but)
