"""Facts made likelier by what a message claims: « la Région a mis 500 000 € ? » speaks of what the Region paid."""

from collections.abc import Sequence
from datetime import date

from intents.lexicon import Lexicon
from intents.model.softmax import Floats
from intents.questions.judging import Favour, Part

_GAIN = 2.5  # what the score gains of a fact that grants or refutes it: it makes it that power of e times as likely


def favouring_claimed(whole: Part, lexicon: Lexicon, today: date) -> Favour | None:
    """What raises the scores of the facts that a message claims something of; None where it claims nothing."""
    if lexicon.claimed is None:
        return None
    model = lexicon.model
    named = model.attributes.aliases.things(whole.said)
    intents = lexicon.claimed(whole.read.text, today, named)
    numbers = [number for intent in intents if (number := model.number(intent)) is not None]
    if not numbers:
        return None

    def favour(scores: Floats, said: Sequence[str]) -> Floats:
        raised = scores.copy()
        raised[numbers] += _GAIN
        return raised

    return favour
