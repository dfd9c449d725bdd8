"""What a whole message says to a dialogue: yes, stop, back, « un par un », the line of a recap…"""

import re
from collections.abc import Iterable
from enum import StrEnum

from intents.readers.asking import asks_something
from intents.readers.wording import bare, has_run, has_word, is_among, words, words_alone
from intents.readers.wording import says as says_kinds


class Word(StrEnum):
    """What words may say by themselves; each is a list of wording.yaml."""

    YES = "yes"
    NO = "no"
    STOP = "stop"
    BACK = "back"
    NOT_THIS_NAME = "not_this_name"
    ENOUGH = "enough"  # nobody else comes
    ADULT = "adult"
    TOGETHER = "together"
    ONE_BY_ONE = "one_by_one"
    WAITING = "waiting"
    CHOOSE = "choose"
    CHANGE = "change"
    WHY = "why"
    SKIP = "skip"
    LEAVE = "leave"
    SAME = "same"
    DIFFERENT = "different"
    NONE = "none"
    MISTAKE = "mistake"
    EVERYBODY = "everybody"


def says(text: str, *said: Word) -> bool:
    """Whether the text says one of these and nothing else, with courtesy and other words of the same around it."""
    return says_kinds(text, *said)


def says_or_asks(text: str, *said: Word) -> bool:
    """The same of words that may be asked too: « pourquoi ? »."""
    return says_kinds(bare(text).rstrip(" ?"), *said)


def is_whole(text: str, *said: Word) -> bool:
    """Whether the whole text is one of the words for these, exactly."""
    return is_among(text, *said)


def without_names(text: str, names: Iterable[str]) -> str:
    """« oui pareil pour Tom » without who it is for."""
    around = {word for name in names for word in words_alone(name).split()} | words("for_whom")
    return " ".join(word for word in bare(text).split() if word not in around)


def way_preferred(text: str) -> Word | None:
    """« on préfère attendre tous ensemble »: one of the two ways, named in a sentence that denies and asks nothing."""
    ways = [way for way in (Word.ONE_BY_ONE, Word.TOGETHER) if has_run(text, way)]
    return ways[0] if len(ways) == 1 and not has_word(text, "no_way") and not asks_something(text) else None


def line_meant(text: str) -> str | None:
    """The line of the recap in « modifier le téléphone »: "who", "wait" or a question's name; None without any."""
    verb, _, rest = bare(text).rstrip(" ?").partition(" ")
    if verb not in words("change"):
        return None
    spoken = set(re.findall(r"[^\W_]+", rest))
    return next((line for line in _LINES if spoken & words(f"line_{line}")), None)


_LINES = ("who", "phone", "alone", "photo", "allergy", "wait")
