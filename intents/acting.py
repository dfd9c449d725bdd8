"""Whether a message asks for a sign-up, or for one to be given up: by title, kind or day, or of what was shown."""

from collections.abc import Set
from dataclasses import replace

from intents.asked import Asked
from intents.follow_up import Cues
from intents.listing import asks_what_is_on
from intents.meaning import Slots


def cancels(asks: Set[Asked], slots: Slots, *, leans: bool, told: bool) -> bool:
    """Whether a sign-up is given up. `leans`: of what was shown; `told`: an event is told by its day."""
    if Asked.CANCEL not in asks:
        return False
    of_what_was_shown = leans and _on_one_day_at_most(slots)
    return slots.titled or told or bool(slots.kinds) or of_what_was_shown or _gives_up_a_day(asks, slots)


def signs_up(asks: Set[Asked], slots: Slots, cue: Cues, *, leans: bool, told: bool, sure: bool) -> bool:
    """Whether somebody is to be signed up, and no mere question is asked about it. `sure`: of the title."""
    if asks & {Asked.MUST, Asked.CAPACITY} or (Asked.HOW in asks and not sure):
        return False
    if not (Asked.SIGN_UP in asks or (cue.picks and leans and slots.names)):
        return False
    now = Asked.ACT in asks and Asked.ROOM not in asks  # "réservez deux places pour l'escape game"
    return slots.titled or leans or told or (now and bool(slots.kinds or _on_a_day(slots)))


def given_up(slots: Slots) -> Slots:
    """ "On vient pas demain" refuses a day, and means what is on that day."""
    when = slots.when
    if when is None or when.spans or when.weekdays or not (when.not_spans or when.not_weekdays):
        return slots
    meant = replace(when, spans=when.not_spans, weekdays=when.not_weekdays, not_spans=(), not_weekdays=frozenset())
    return replace(slots, when=meant)


def _gives_up_a_day(asks: Set[Asked], slots: Slots) -> bool:
    """ "Lina ne vient pas samedi", and nothing else is looked for."""
    return _on_a_day(slots) and _on_one_day_at_most(slots) and not asks_what_is_on(asks)


def _on_one_day_at_most(slots: Slots) -> bool:
    """ "En décembre je serai absente" gives up no event."""
    return slots.when is None or all(span.single for span in (*slots.when.spans, *slots.when.not_spans))


def _on_a_day(slots: Slots) -> bool:
    return slots.when is not None and bool(slots.when.spans or slots.when.not_spans)
