"""Questions about the agenda whose words leave no doubt: understood by rule, before anything is guessed.

A rule needs two signs at least: words that ask ("quelle salle", "inscrivez", "il y a quoi"), and something to ask it
of: a title, the events just shown, a day, an age.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from intents.acting import cancels, given_up, signs_up
from intents.asked import Asked, asked, detail
from intents.catalogue import DETAILS, EVENTS
from intents.completed import completed
from intents.context import Context
from intents.features import stem
from intents.follow_up import Cues
from intents.going_on import goes_on, is_anew, wanted
from intents.listing import asks_for_a_list
from intents.meaning import Slots
from intents.slots import Found
from intents.title_words import is_common, is_empty

_LEANING = 12  # words up to which "inscrivez-la" or "c'est dans quelle salle" is about what was shown
_SURE_TITLE = 0.6  # share of a title that leaves no doubt
_IS_IT = (("c", "est"), ("ce", "sera"), ("ca", "sera"), ("is", "it"), ("it", "s"), ("that", "s"), ("is", "that"))
_BESIDE_A_DAY = {"bien", "donc", "on", "at", "in", "the", "le"}.union(*_IS_IT)
_LIST_WORDS = frozenset({Asked.LIST, Asked.NOUN, Asked.EXISTS, Asked.START, Asked.TASTE})


@dataclass(frozen=True, slots=True)
class Settled:
    """The intent, and what is looked for when it is a list."""

    intent: str
    slots: Slots
    follows_up: bool = False


def settled(said: Sequence[str], found: Found, context: Context | None, cue: Cues) -> Settled | None:
    """What is asked beyond doubt, if anything is."""
    shown = context if context is not None and context.about_events else None
    if shown is not None and cue.picks:
        found = _picked(found, shown)
    asks, slots = asked(said), found.slots
    if slots.when is not None and slots.when.not_hours:
        asks -= {Asked.AGE}  # "le matin c'est trop tôt"
    if Asked.VENUE in asks and found.heard.share < _SURE_TITLE:
        return None
    just_one = context if context is not None and len(context.shown) == 1 and Asked.SIGN_UP in asks else None
    if intent := _of_an_event(asks, found, shown or just_one, cue, len(said)):
        return Settled(intent, given_up(slots) if intent == "cancel_sign_up" else slots)
    if shown is not None and len(shown.shown) == 1 and _asks_whether_then(said, found):
        return Settled("event_when", slots)
    if shown is not None and cue.picks and slots.titled:
        return Settled("event_about", slots)
    if context is not None and context.shown and goes_on(asks, slots, context, cue, len(said)):
        return _more(asks, slots, context, cue)
    if asks <= _LIST_WORDS and _is_bare_title(said, found):
        return Settled(_same_detail(shown, cue), slots)
    if asks_for_a_list(asks, slots, len(said)):
        return Settled(EVENTS, slots)
    return None


def _picked(found: Found, shown: Context) -> Found:
    """ "Celle sur le téléphone" names one of a list, though "téléphone" alone names no event."""
    listed = tuple(uid for uid in shown.listed if uid in found.mentioned)
    if found.slots.titled or not listed or len(listed) == len(shown.listed):
        return found
    return replace(found, slots=replace(found.slots, events=listed, titled=True))


def _of_an_event(asks: frozenset[Asked], found: Found, shown: Context | None, cue: Cues, length: int) -> str | None:
    """An action or a detail of an event that was named, told by its day, or shown just before."""
    slots, sure = found.slots, found.heard.share >= _SURE_TITLE
    leans = shown is not None and (cue.points or length <= _LEANING)
    told = slots.when is not None and bool(slots.themes or slots.kinds or Asked.NOUN in asks)
    told = told or (slots.soonest and Asked.NOUN in asks)
    if cancels(asks, slots, leans=leans, told=told):
        return "cancel_sign_up"
    if signs_up(asks, slots, cue, leans=leans, told=told, sure=sure):
        return "sign_up"
    if not (slots.titled or told or (leans and _says_nothing_new(asks, slots, cue))):
        return None
    one = shown is not None and len(shown.shown) == 1
    return detail(asks, of_somebody=slots.titled or one)


def _asks_whether_then(said: Sequence[str], found: Found) -> bool:
    """ "C'est samedi matin ?" asks whether what was shown is then."""
    opens = any(tuple(said[: len(start)]) == start for start in _IS_IT)
    rest = [word for word in said if word not in found.dated and word not in _BESIDE_A_DAY]
    return opens and not rest and found.slots.when is not None


def _says_nothing_new(asks: frozenset[Asked], slots: Slots, cue: Cues) -> bool:
    """Whether a detail may be asked of what was shown, or of that kind: no other theme is spoken of."""
    return cue.picks or not (slots.themes or Asked.LIST in asks)


def _more(asks: frozenset[Asked], slots: Slots, shown: Context, cue: Cues) -> Settled:
    one_more = slots.other and Asked.EXISTS in asks  # "is there another one?"
    picks = slots.place or ((cue.picks or (slots.other and not slots.narrows)) and not (one_more or cue.other_day))
    if picks and not (is_anew(asks) or cue.several):
        whom = replace(shown.query, titled=False, events=(), themes=(), kinds=())
        return Settled("event_about", completed(slots, whom), follows_up=True)
    return Settled(EVENTS, wanted(asks, slots, shown, cue), follows_up=True)


def _is_bare_title(said: Sequence[str], found: Found) -> bool:
    """Whether hardly anything is said beside a title. A word that is also a theme has to be most of the title."""
    heard = found.heard
    others = (word for place, word in enumerate(said) if place not in heard.places and not is_empty(word))
    beside = [word for word in others if not is_common(stem(word))]
    if not beside and not found.slots.themes:
        return bool(heard.uids)
    return heard.share >= _SURE_TITLE and len(beside) < len(heard.places)


def _same_detail(shown: Context | None, cue: Cues) -> str:
    """ "Et les lampions ?" asks of them what was asked of the event before."""
    return shown.intent if shown is not None and shown.intent in DETAILS and cue.points else EVENTS
