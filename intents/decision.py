"""Answer, ask, or admit: what a wrong claim costs is more than what a question costs."""

from collections.abc import Sequence

from intents.meaning import Decision

SILENT_FROM = 0.5  # likelihood of "I don't know" from which it is said at once
ASK_FROM = 0.1  # likelihood from which an intent is worth offering as a button
TWO_FROM = 0.55  # likelihood that one of two topics is meant, from which both are answered
SECOND_FROM = 0.15  # the least that the second of them must have


def decide(confidence: float, claim_from: float, silent: float, claiming: Sequence[float]) -> Decision:
    """What to do. `silent`: how likely it is that nothing can be claimed; `claiming`: the likelihoods of the intents
    that claim something, best first; `claim_from` was learnt.
    """
    best = claiming[0] if claiming else 0.0
    if best > silent and confidence >= claim_from:
        return Decision.ANSWER
    if silent >= SILENT_FROM and best < ASK_FROM * 2:
        return Decision.ANSWER
    return Decision.ASK if best >= ASK_FROM else Decision.ANSWER if silent > best else Decision.UNKNOWN
