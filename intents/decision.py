"""Answer, ask, or admit: what a wrong claim costs is more than what a question costs."""

from collections.abc import Sequence

from intents.meaning import Decision

ANSWER_FROM = 0.55  # confidence from which a claim is made
SILENT_FROM = 0.45  # the same for "I don't know", which claims nothing but sends a person away
ASK_FROM = 0.12  # likelihood from which an intent is worth offering as a button


def decide(confidence: float, *, silent: bool, offered: Sequence[float]) -> Decision:
    """What to do. `silent`: the best intent claims nothing; `offered`: the likelihoods of those that do claim."""
    if confidence >= (SILENT_FROM if silent else ANSWER_FROM):
        return Decision.ANSWER
    if any(likelihood >= ASK_FROM for likelihood in offered):
        return Decision.ASK
    return Decision.UNKNOWN
