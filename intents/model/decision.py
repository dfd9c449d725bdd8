"""Answer, ask, or admit: what a wrong claim costs is more than what a question costs."""

from collections.abc import Sequence

from intents.meaning import Decision

CLAIM_FROM = 0.3  # confidence from which a claim is made
DOUBT_FROM = 0.25  # confidence from which it is asked which was meant
SILENT_FROM = 0.5  # likelihood of "I don't know" from which it is said at once
ASK_FROM = 0.1  # likelihood from which an intent is worth offering as a button
TWO_FROM = 0.55  # likelihood that one of two topics is meant, from which both are answered
SECOND_FROM = 0.12  # the least that the second of them must have


def decide(confidence: float, silent: float, claiming: Sequence[float]) -> Decision:
    """What to do. `silent`: how likely it is that nothing can be claimed; `claiming`: the likelihoods of the intents
    that claim something, best first.
    """
    best = claiming[0] if claiming else 0.0
    if best <= silent:
        return Decision.ANSWER if silent >= SILENT_FROM or best < ASK_FROM * 2 else Decision.ASK
    if confidence >= CLAIM_FROM:
        return Decision.ANSWER
    return Decision.ASK if confidence >= DOUBT_FROM and best >= ASK_FROM else Decision.UNKNOWN
