"""Questions about the agenda whose words leave no doubt: understood by rule, before anything is guessed.

A rule needs two signs at least: words that ask ("quelle salle", "inscrivez", "il y a quoi"), and something to ask it
of: a title, the events just shown, a day, an age.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from intents.asked import Asked, asked, detail
from intents.catalogue import DETAILS, EVENTS
from intents.completed import completed
from intents.context import Context
from intents.follow_up import Cues
from intents.meaning import Slots, Wish
from intents.slots import Found
from intents.title_words import is_empty
from intents.titles import Heard

_FEW = 5  # words: so few beside a day or an age say that the rest stays as it was
_SHORT = 8  # words: beside both a day and an age, so few ask for nothing else
_LEANING = 12  # words up to which "inscrivez-la" or "c'est dans quelle salle" is about what was shown
_SURE_TITLE = 0.6  # share of a title that leaves no doubt
_BESIDE = 2  # words beside a title that ask nothing more than what it is
# What is asked of the venue, or of all workshops at once.
_OF_ALL = frozenset({Asked.VENUE, Asked.DURATION, Asked.CAPACITY, Asked.AGE, Asked.ROOM, Asked.HOW, Asked.MUST})


@dataclass(frozen=True, slots=True)
class Settled:
    """The intent, and what is looked for when it is a list."""

    intent: str
    slots: Slots
    follows_up: bool = False


def settled(said: Sequence[str], found: Found, context: Context | None, cue: Cues) -> Settled | None:
    """What is asked beyond doubt, if anything is."""
    asks, slots = asked(said), found.slots
    shown = context if context is not None and context.about_events else None
    if Asked.VENUE in asks and found.heard.share < _SURE_TITLE:
        return None
    if intent := _of_an_event(asks, found, shown, cue, len(said)):
        return Settled(intent, slots)
    if shown is not None and cue.picks and slots.titled:
        return Settled("event_about", slots)
    if shown is not None and _goes_on(asks, slots, cue, len(said)):
        return _more(asks, slots, shown, cue)
    if _is_bare_title(said, found.heard):
        return Settled(_same_detail(shown, cue), slots)
    if _asks_for_a_list(asks, slots, len(said)):
        return Settled(EVENTS, slots)
    return None


def _of_an_event(asks: frozenset[Asked], found: Found, shown: Context | None, cue: Cues, length: int) -> str | None:
    """An action or a detail of an event that was named, told by its day, or shown just before."""
    slots, sure = found.slots, found.heard.share >= _SURE_TITLE
    leans = shown is not None and (cue.points or length <= _LEANING)
    told = slots.when is not None and bool(slots.themes or slots.kinds or Asked.NOUN in asks)
    told = told or (slots.soonest and Asked.NOUN in asks)
    if Asked.CANCEL in asks and (slots.titled or leans or told or slots.kinds or _gives_up_a_day(asks, slots)):
        return "cancel_sign_up"
    signs = Asked.SIGN_UP in asks or (cue.picks and leans and slots.names)
    only_wonders = bool(asks & {Asked.MUST, Asked.CAPACITY}) or (Asked.HOW in asks and not sure)
    if signs and (slots.titled or leans or told) and not only_wonders:
        return "sign_up"
    if not (slots.titled or told or (leans and _says_nothing_new(asks, slots, cue))):
        return None
    one = shown is not None and len(shown.shown) == 1
    return detail(asks, of_somebody=slots.titled or one)


def _gives_up_a_day(asks: frozenset[Asked], slots: Slots) -> bool:
    """ "Lina ne vient pas samedi", and nothing else is looked for."""
    days = slots.when is not None and bool(slots.when.spans or slots.when.not_spans)
    return days and not asks_what_is_on(asks)


def _says_nothing_new(asks: frozenset[Asked], slots: Slots, cue: Cues) -> bool:
    """Whether a detail may be asked of what was shown: no other theme or sort of event is spoken of."""
    return cue.picks or not (slots.themes or slots.kinds or Asked.LIST in asks)


def _goes_on(asks: frozenset[Asked], slots: Slots, cue: Cues, length: int) -> bool:
    """Whether the message changes what was looked for, or picks one of what was shown."""
    if slots.titled or not (slots.narrows or slots.place or slots.other):
        return False
    if Asked.NOUN in asks and (slots.themes or slots.kinds) and not cue.points:
        return False  # "une conférence sur l'IA ?" is a question of its own
    return cue.points or length <= _FEW or (slots.other and Asked.LIST in asks)


def _more(asks: frozenset[Asked], slots: Slots, shown: Context, cue: Cues) -> Settled:
    anew = bool(asks & {Asked.LIST, Asked.NOUN})
    if (cue.picks or slots.place) and not anew:
        return Settled("event_about", slots, follows_up=True)
    before = shown.query
    if anew:
        before = replace(before, titled=False, events=())
    if anew and not cue.of_it:
        before = replace(before, themes=(), kinds=())
    wanted = completed(slots, before)
    if slots.other:
        wanted = replace(wanted, not_events=tuple(sorted({*wanted.not_events, *shown.shown})))
    return Settled(EVENTS, wanted, follows_up=True)


def _is_bare_title(said: Sequence[str], heard: Heard) -> bool:
    beside = [word for place, word in enumerate(said) if place not in heard.places and not is_empty(word)]
    if not beside:
        return bool(heard.uids)
    return heard.share >= _SURE_TITLE and len(beside) <= min(_BESIDE, len(heard.places))


def _same_detail(shown: Context | None, cue: Cues) -> str:
    """ "Et les lampions ?" asks of them what was asked of the event before."""
    return shown.intent if shown is not None and shown.intent in DETAILS and cue.points else EVENTS


def _asks_for_a_list(asks: frozenset[Asked], slots: Slots, length: int) -> bool:
    """Whether events of a day or for an age are asked for."""
    what = bool(slots.themes or slots.kinds or slots.audiences or slots.titled)
    whom = bool(slots.ages or (slots.people and not what))
    days = slots.when is not None and bool(slots.when.spans or slots.when.weekdays or slots.when.not_weekdays)
    hours = slots.when is not None and not days
    if asks_what_is_on(asks):
        return days or whom or slots.refuses or (hours and Asked.LIST in asks)
    if Asked.AGE in asks:
        return False  # "trop petit pour vos ateliers ?" asks about all of them
    if Asked.NOUN in asks and (days or whom or (hours and slots.themes)):
        return True
    if Asked.EXISTS in asks and slots.titled and (days or whom):
        return True
    return (
        (slots.when is not None and bool(slots.kinds or slots.titled))
        or (length <= _FEW and (whom or days) and what)
        or (length <= _SHORT and whom and days)
    )


def asks_what_is_on(asks: frozenset[Asked]) -> bool:
    """Whether the words ask for a list, whatever it is narrowed by."""
    return Asked.LIST in asks or asks >= {Asked.EXISTS, Asked.NOUN}


def wish(said: Sequence[str], found: Found) -> Wish:
    """Whether events would answer beside what is known of the subject ("un truc sur l'IA ?")."""
    asks, slots = asked(said), found.slots
    what = slots.themes or slots.kinds or slots.audiences or slots.titled or slots.people
    if not what or asks & _OF_ALL:
        return Wish.NONE
    if asks_what_is_on(asks):
        return Wish.PLAIN
    named = Asked.NOUN in asks and (slots.titled or slots.themes or len(said) <= _FEW)
    return Wish.MAYBE if named else Wish.NONE
