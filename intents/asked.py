"""What a message plainly asks, where its words leave no doubt: a detail of an event, a sign-up, a list."""

from collections.abc import Sequence
from enum import StrEnum

from intents.word_codes import codes_in


class Asked(StrEnum):
    """What words ask for; one message may ask several."""

    ROOM = "room"
    START = "start"
    DURATION = "duration"
    AGE = "age"
    FITS = "fits"  # whether somebody may come
    CAPACITY = "capacity"
    SIGN_UP = "sign_up"
    ACT = "act"  # "inscrivez", "je prends": the sign-up is to be done now
    CANCEL = "cancel"
    LIST = "list"  # what is on
    NOUN = "noun"  # a word for what is on: "atelier", "soirée"
    EXISTS = "exists"  # "il y a", "avez-vous": of an event it asks for a list
    TASTE = "taste"  # what somebody likes or wants to do
    MUST = "must"  # whether something is needed, which asks for nothing to be done either
    MINE = "mine"  # what the bot holds of somebody
    HOW = "how"  # how something works, which asks for nothing to be done
    VENUE = "venue"  # the venue's own affairs: opening, prices, parking
    YOU = "you"  # what or how the bot itself is: "tu es un robot ?" asks for no workshop


# The details an event's card tells, the most telling first: "il finit à quelle heure" asks for the end.
DETAILS = {
    Asked.DURATION: "event_duration", Asked.CAPACITY: "event_capacity", Asked.AGE: "event_age",
    Asked.ROOM: "event_room", Asked.START: "event_when",
}  # fmt: skip


def asked(said: Sequence[str]) -> frozenset[Asked]:
    """What these words ask for."""
    asks = frozenset(Asked(code) for code in codes_in("asks", said))
    return asks | {Asked.SIGN_UP} if Asked.ACT in asks else asks
