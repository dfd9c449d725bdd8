"""Whether a message asks for a list of events, and how plainly."""

from collections.abc import Sequence, Set

from intents.asked import Asked, asked
from intents.meaning import Slots, Wish
from intents.slots import Found

_FEW = 5  # words: with a subject and a day or an age, so few ask for nothing else
_SHORT = 10  # words: the same with both a day and an age
_PLAIN = frozenset({Asked.NOUN, Asked.LIST, Asked.EXISTS, Asked.TASTE})
# What is asked of the venue, or of all workshops at once.
_OF_ALL = frozenset({Asked.VENUE, Asked.DURATION, Asked.CAPACITY, Asked.AGE, Asked.ROOM, Asked.HOW, Asked.MUST})


def asks_for_a_list(asks: frozenset[Asked], slots: Slots, length: int) -> bool:
    """Whether events of a day or for an age are asked for. `length` is the message's, in words."""
    days, hours = _days(slots), slots.when is not None and not _days(slots)
    whom = bool(slots.ages or (slots.people and not _subject(slots)))
    if asks_what_is_on(asks):
        return days or whom or slots.refuses or (hours and Asked.LIST in asks)
    if Asked.AGE in asks:
        return False  # "trop petit pour vos ateliers ?" asks about all of them
    if Asked.NOUN in asks and (days or whom or (hours and slots.themes)):
        return True
    if Asked.NOUN in asks and slots.kinds and slots.audiences and length <= _SHORT and asks <= _PLAIN:
        return True  # "un cours pour les artisans"
    if Asked.TASTE in asks and slots.titled and length <= _SHORT and not asks & _OF_ALL:
        return True  # "mon fils adore Roblox"
    return _is_looked_for(asks, slots, days or whom) or _is_hardly_more(slots, length, days, whom)


def asks_what_is_on(asks: Set[Asked]) -> bool:
    """Whether the words ask for a list, whatever it is narrowed by."""
    return Asked.LIST in asks or asks >= {Asked.EXISTS, Asked.NOUN}


def wish(said: Sequence[str], found: Found) -> Wish:
    """Whether events would answer beside what is known of the subject ("un truc sur l'IA ?")."""
    asks, slots = asked(said), found.slots
    if asks & _OF_ALL or not (_subject(slots) or slots.people):
        return Wish.NONE
    if asks_what_is_on(asks):
        return Wish.PLAIN
    named = Asked.NOUN in asks and (slots.titled or slots.themes or len(said) <= _FEW)
    return Wish.MAYBE if named else Wish.NONE


def _days(slots: Slots) -> bool:
    return slots.when is not None and bool(slots.when.spans or slots.when.weekdays or slots.when.not_weekdays)


def _subject(slots: Slots) -> bool:
    return bool(slots.themes or slots.kinds or slots.audiences or slots.titled)


def _is_looked_for(asks: frozenset[Asked], slots: Slots, narrowed: bool) -> bool:
    """ "Ma fille de 12 ans voudrait coder"; a teacher with a class may ask for the venue instead."""
    looks = bool(asks & {Asked.EXISTS, Asked.TASTE}) and Asked.FITS not in asks
    return bool(looks and narrowed and (slots.titled or slots.themes) and "scolaires" not in slots.audiences)


def _is_hardly_more(slots: Slots, length: int, days: bool, whom: bool) -> bool:
    """ "Conf jeudi ?", "coder à 10 ans", "lycéen de 17 ans, dispo le mercredi": hardly more than what narrows."""
    if slots.when is not None and (slots.kinds or slots.titled):
        return True
    return (length <= _FEW and (whom or days) and _subject(slots)) or (length <= _SHORT and whom and days)
