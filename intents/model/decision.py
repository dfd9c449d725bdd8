"""Answer, ask, or admit: what a wrong claim costs is more than what a question costs."""

from collections.abc import Sequence

from intents.meaning import Decision

FACT_FROM = 0.2  # confidence from which a fact is told
ACT_FROM = 0.3  # likelihood from which something is looked for or begun
DOUBT = 0.05  # below that: how much less is enough to ask which was meant
SILENT_FROM = 0.5  # likelihood of "I don't know" from which it is said at once
ASK_FROM = 0.1  # likelihood from which an intent is worth offering as a button
TWO_FROM = 0.55  # likelihood that one of two topics is meant, from which both are answered
SECOND_FROM = 0.12  # the least that the second of them must have


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
