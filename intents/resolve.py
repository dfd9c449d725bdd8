"""Which events are meant, when the message does not name them: those just shown, narrowed by what it says."""

from dataclasses import replace

from intents.catalogue import DETAILS
from intents.context import Context
from intents.follow_up import Cues
from intents.meaning import Slots

_OF_AN_EVENT = DETAILS | {"sign_up", "cancel_sign_up", "waiting_list_status"}


def meant(slots: Slots, intent: str | None, context: Context | None, cue: Cues) -> Slots:
    """The slots, with the events last shown when the intent needs one and no title was heard."""
    if slots.titled or intent not in _OF_AN_EVENT or context is None or not context.shown:
        return slots
    return replace(slots, events=context.shown)
