"""What a message may ask for in a conversation, by its words alone, and the features that tell it."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from intents.catalogue import NOT_TOPICS, OFF_TOPIC
from intents.model.features import Places, places


class Ask(StrEnum):
    """What is asked for."""

    FIND = "find"
    WHEN = "when"
    DURATION = "duration"
    ROOM = "room"
    AGE = "age"
    CAPACITY = "capacity"
    ABOUT = "about"
    SIGN_UP = "sign_up"
    CANCEL = "cancel"
    FACT = "fact"
    UNKNOWN = "unknown"
    THANKS = "thanks"
    OFF_TOPIC = "off_topic"
    OTHER = "other"


class After(StrEnum):
    """What had just been shown."""

    NOTHING = "nothing"
    LIST = "list"
    ONE = "one"
    FACT = "fact"


_OF_INTENTS: Mapping[str, Ask] = {
    "events": Ask.FIND, "event_when": Ask.WHEN, "event_duration": Ask.DURATION, "event_room": Ask.ROOM,
    "event_age": Ask.AGE, "event_capacity": Ask.CAPACITY, "event_about": Ask.ABOUT, "sign_up": Ask.SIGN_UP,
    "cancel_sign_up": Ask.CANCEL, "thanks": Ask.THANKS, "goodbye": Ask.THANKS,
}  # fmt: skip


def ask_of(intent: str, *, claims: bool) -> Ask:
    """What an intent stands for; a topic that `claims` nothing is asked in vain."""
    if intent in NOT_TOPICS:
        return _OF_INTENTS.get(intent, Ask.OTHER)
    if intent.startswith(OFF_TOPIC):
        return Ask.OFF_TOPIC
    return Ask.FACT if claims else Ask.UNKNOWN


def features(said: Sequence[str], markers: Sequence[str], shown: After, concepts: Mapping[str, str]) -> Places:
    """Those of the words, put right and without titles, and of what had been shown before them."""
    return places(said, (*markers, f"after_{shown.value}"), concepts)
