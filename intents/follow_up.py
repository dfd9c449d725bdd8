"""Reading a message in the light of the last one: "et en janvier ?", "celui du 12", "jusqu'à quel âge"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from intents.asked import Asked, asked
from intents.catalogue import DETAILS, EVENTS
from intents.context import Context
from intents.model.softmax import Floats
from intents.text import read_lists
from intents.words import words

_SHORT = 7  # words: a longer message says by itself what it is about
_FIRST = 3  # words among which "et" or "ok" opens a follow-up
_NEAR = 1.0  # what the context adds to an intent's score: it makes it e times as likely
_SAME_SUBJECT = 7.0  # what it adds to a related topic that was likely anyway, when "elle" stands for its subject
_LIKELY = 3  # intents: the best few
_RIVAL = 1.6  # what a question about the venue loses beside the same one about the only event shown
_HARDLY_LESS = 0.8  # what a detail scores less than the same asked of the venue
_POINTING = 3.2  # the same when the message points back ("celui du 12", "et …")

# What a detail is called when it is asked of the venue: after an event was shown, it is asked of the event.
_ASKED_OF_THE_EVENT: Mapping[str, str] = {
    "hours": "event_when", "workshops_age": "event_age", "address": "event_room", "rooms": "event_room",
    "workshop_dates": "event_when", "workshop_length": "event_duration", "large_room_capacity": "event_capacity",
    "workshop_how_full": "event_capacity", "escape_where": "event_room", "audiences": "event_age",
}  # fmt: skip
_OTHER = frozenset({"autre", "autres", "other", "another", "different"})
_DAYS = frozenset({"jour", "jours", "date", "dates", "moment", "creneau", "creneaux", "day", "days", "time", "times"})
_AFTER_EVENTS = (*sorted(DETAILS), EVENTS, "sign_up")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """How a message may lean on the one before."""

    points: bool  # "celui", "et …", "that one"
    picks: bool  # "celui", "the one": it is about one of what was shown
    several: bool  # "celles de février": a list of them
    stands_for: bool  # "elle existe depuis quand ?": a small word stands for what was spoken of
    of_it: bool  # "là-dessus", "about it": what was spoken of stays the subject
    other_day: bool  # "un autre jour ?"
    of_venue: bool  # "vous fermez", "le parking": asked of the venue, whatever was shown
    names_one: bool  # "l'atelier de jeudi": with a day it is that one, whatever was shown
    short: bool

    @property
    def leans(self) -> bool:
        """Whether it may be incomplete by itself."""
        return self.points or self.short


def cues(said: Sequence[str]) -> Cues:
    """How these words lean on what came before."""
    starts, points, picks, several, stands_for, of_it = _cue_words()
    heard, asks = set(said), asked(said)
    points_back = bool(starts & set(said[:_FIRST])) or bool(points & heard)
    return Cues(
        points=points_back,
        picks=bool(picks & heard),
        several=bool(several & heard),
        stands_for=bool(stands_for & heard),
        of_it=bool(of_it & heard),
        other_day=any(one in _OTHER and day in _DAYS for one, day in pairwise(said)),
        of_venue=Asked.VENUE in asks,
        names_one=Asked.NOUN in asks,
        short=len(said) <= _SHORT,
    )


def with_context(scores: Floats, labels: Sequence[str], context: Context, cue: Cues) -> Floats:
    """The scores, raised for what naturally follows the last answer."""
    if not cue.leans:
        return scores
    raised, numbers = scores.copy(), {label: number for number, label in enumerate(labels)}
    gain = _POINTING if cue.points else _NEAR
    if context.shown and not cue.of_venue:
        _asked_of_the_event(raised, numbers, one=len(context.shown) == 1)
        for label in _AFTER_EVENTS:
            _raise(raised, numbers, label, gain)
    likely = {labels[number] for number in np.argsort(-scores)[:_LIKELY]}
    for label in context.related:
        same = cue.stands_for and label in likely and not context.about_events
        _raise(raised, numbers, label, _SAME_SUBJECT if same else gain / 2)
    return raised


def _asked_of_the_event(scores: Floats, numbers: Mapping[str, int], *, one: bool) -> None:
    """Where a single event was shown, the venue's own answer is no rival either: the card tells both."""
    for topic, detail in _ASKED_OF_THE_EVENT.items():
        if topic in numbers and detail in numbers:
            scores[numbers[detail]] = np.maximum(scores[numbers[detail]], scores[numbers[topic]] - _HARDLY_LESS)
            scores[numbers[topic]] -= _RIVAL if one else 0


def _raise(scores: Floats, numbers: Mapping[str, int], label: str, gain: float) -> None:
    if label in numbers:
        scores[numbers[label]] += gain


@cache
def _cue_words() -> tuple[frozenset[str], ...]:
    lists = read_lists("follow_up.yaml")
    return tuple(
        frozenset(words(str(lists[name]))) for name in ("starts", "points", "picks", "several", "stands_for", "of_it")
    )
