"""Topics made likelier by what was just answered: "elle existe depuis quand ?", of the association told of before."""

from collections.abc import Sequence

import numpy as np

from intents.dialogue.state import DialogueState
from intents.dialogue.turn import cues
from intents.model.model import Model
from intents.model.softmax import Floats
from intents.questions.judging import Favour

_NEAR = 0.5  # what a related topic's score gains: it makes it that power of e times as likely
_POINTING = 1.6  # the same when the message points back
_SAME_SUBJECT = 7.0  # the same when it was likely anyway, and "elle" stands for its subject
_LIKELY = 3  # intents: the best few


def favouring(state: DialogueState | None, model: Model) -> Favour | None:
    """What raises the scores of topics that naturally follow; None where none do."""
    if state is None or not state.related:
        return None
    return lambda scores, said: _favoured(scores, said, state, model)


def _favoured(scores: Floats, said: Sequence[str], state: DialogueState, model: Model) -> Floats:
    cue = cues(said)
    if not (cue.points or cue.short):
        return scores
    raised = scores.copy()
    likely = set(np.argsort(-scores)[:_LIKELY].tolist())
    for label in state.related:
        number = model.number(label)
        if number is not None:
            same = cue.stands_for and number in likely and not state.about_events
            raised[number] += _SAME_SUBJECT if same else _POINTING if cue.points else _NEAR
    return raised
