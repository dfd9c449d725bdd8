"""Text in, meaning out. Pure: the model, the titles and the events come in as a lexicon, the hour as `now`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

import numpy as np

from intents.dialogue.candidates import GIBBERISH
from intents.dialogue.following import best, meaning_of, turn_of
from intents.dialogue.ranker import load_ranker
from intents.dialogue.state import DialogueState
from intents.dialogue.turn import Turn, cues
from intents.meaning.catalogue import DETAILS, DISTRESS, EVENTS, FORM, GAP
from intents.meaning.meaning import UNHEARD, Act, Decision, Meaning, Speech, Trouble
from intents.model.model import Lexicon, Model
from intents.model.softmax import Floats
from intents.questions.choosing import WHOLE, Choice, choose
from intents.questions.judging import Favour, Judged, Part, judge, read_part
from intents.speech.listening import Listener
from intents.text.text import LANGUAGES, fold, readable, words


class By(StrEnum):
    """What decided what a message means."""

    NOTHING = "the lack of any word"
    LANGUAGE = "its language, which is not spoken here"
    RANKED = "the likeliest of all that it may mean in its conversation"
    NAME = "a name alone, which asks nothing"
    ORDER = "an order that was heard in it"
    DISTRESS = "distress that was heard in it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A message's meaning, and how it was found.

    `whole` is what was read of it; `judged` the whole and then its spans, where they had to be weighed, `likely` how
    likely each asks what its verdict answers, and `choice` which of them is asked where no event is meant; `turn` all
    of that in its conversation, where it was ranked.
    """

    meaning: Meaning
    by: By
    whole: Part | None = None
    judged: tuple[Judged, ...] = ()
    likely: tuple[float, ...] = ()
    choice: Choice = WHOLE
    turn: Turn | None = None


_GAIN = 2.5  # what the score gains of a fact that grants or refutes it: it makes it that power of e times as likely


def favouring_claimed(whole: Part, lexicon: Lexicon, today: date) -> Favour | None:
    """What raises the scores of the facts that a message claims something of; None where it claims nothing."""
    if lexicon.claimed is None:
        return None
    model = lexicon.model
    named = model.attributes.aliases.things(whole.said)
    intents = lexicon.claimed(whole.read.text, today, named)
    numbers = [number for intent in intents if (number := model.number(intent)) is not None]
    if not numbers:
        return None

    def favour(scores: Floats, said: Sequence[str]) -> Floats:
        raised = scores.copy()
        raised[numbers] += _GAIN
        return raised

    return favour


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


_MARKUP = re.compile(r"</?\w+>")  # it is text here, and says nothing
_ORDERED_SURELY = 0.9  # confidence in what was ordered
_COURTESIES = frozenset({"greeting", "thanks", "goodbye"})  # « ok merci »: they order what was asked, if anything
_ORDERS = {
    Act.SIGN_UP: "sign_up", Act.WAIT: "sign_up", Act.CANCEL: "cancel_sign_up",
    Act.REMINDERS_OFF: "reminders_off", Act.REMINDERS_ON: "reminders_on", Act.MY_SIGN_UPS: "my_sign_ups",
    Act.MY_DATA: "my_data", Act.ERASE_DATA: "erase_data",
}  # fmt: skip
_AGAINST_ORDERS = frozenset({EVENTS, *DETAILS, *_ORDERS.values()})


def understand(text: str, context: DialogueState | None, lexicon: Lexicon, now: datetime) -> Meaning:
    """What the message means. `now` is local to the venue; a context that has faded is left out."""
    return reading(text, context, lexicon, now).meaning


def reading(text: str, context: DialogueState | None, lexicon: Lexicon, now: datetime) -> Reading:
    """The same, with how it was found."""
    text = _MARKUP.sub(" ", readable(text))
    listener = _listener(lexicon.model)
    speech = UNHEARD if listener is None else listener.hear(text)
    if listener is None or speech.trouble is not Trouble.PLAIN:
        found = _ordered(_asked(text, context, lexicon, speech, now), speech)
        return replace(found, meaning=replace(found.meaning, speech=speech))
    beside = listener.beside_trouble(text)
    asked = _asked(beside, context, lexicon, UNHEARD, now) if beside else None
    meaning = Meaning(
        text=text,
        intent=DISTRESS,
        decision=Decision.ANSWER,
        confidence=1.0,
        language=_language(text, lexicon),
        speech=speech,
        beside=None if asked is None else asked.meaning,
    )
    return Reading(meaning=meaning, by=By.DISTRESS, judged=() if asked is None else asked.judged)


def _listener(model: Model) -> Listener | None:
    """Who hears how something is said; nobody for a model that did not learn it."""
    return None if model.detectors is None else Listener(model.detectors)


def _ordered(found: Reading, speech: Speech) -> Reading:
    """An order beyond doubt counts, unless the words as surely look for something or order something else; another one
    where they were not understood.
    """
    meaning = found.meaning
    intent = None if speech.act is None else _ORDERS.get(speech.act)
    if intent in (None, meaning.intent) or meaning.intent in FORM or meaning.decision is Decision.LANGUAGE:
        return found
    as_sure = meaning.intent in _AGAINST_ORDERS and meaning.confidence >= _ORDERED_SURELY
    if (as_sure or not speech.insists) and _is_understood(meaning, speech):
        return found
    order = replace(
        meaning, intent=intent, decision=Decision.ANSWER, confidence=_ORDERED_SURELY, also=None, runners_up=()
    )
    return replace(found, meaning=order, by=By.ORDER)


def _is_understood(meaning: Meaning, speech: Speech) -> bool:
    """Whether the words clearly mean something else than an order; what nothing tells is hardly told to be done."""
    is_a_gap = (meaning.intent or "").startswith(GAP) and not speech.asks
    return meaning.intent in _COURTESIES or (meaning.decision is Decision.ANSWER and not is_a_gap)


def _asked(text: str, context: DialogueState | None, lexicon: Lexicon, speech: Speech, now: datetime) -> Reading:
    """What is asked, however it is said."""
    state = still_fresh(context, now)
    whole = read_part(text, lexicon, now)
    language = _language(text, lexicon)
    if _is_foreign(language):
        foreign = Meaning(text=text, intent=None, decision=Decision.LANGUAGE, confidence=1.0, language=language)
        return Reading(meaning=foreign, by=By.LANGUAGE)
    found = _found(whole, lexicon, state, speech, now)
    meaning = replace(found.meaning, text=text, language=language, things=things(lexicon, whole))
    return replace(found, meaning=meaning, whole=whole)


def still_fresh(context: DialogueState | None, now: datetime) -> DialogueState | None:
    """The context, unless it has faded."""
    return context if context is not None and context.fresh(now) else None


def things(lexicon: Lexicon, part: Part) -> tuple[str, ...]:
    """What is named, beyond doubt first."""
    return lexicon.model.attributes.aliases.things(part.said)


def _language(text: str, lexicon: Lexicon) -> str:
    model = lexicon.model
    return model.languages.of(text, words(text), lexicon.titles.words, model.reader.speller.known)


def _is_foreign(language: str) -> bool:
    return bool(language) and language not in LANGUAGES


def _found(whole: Part, lexicon: Lexicon, state: DialogueState | None, speech: Speech, now: datetime) -> Reading:
    if not whole.said:
        noise = Meaning(text="", intent=GIBBERISH, decision=Decision.ANSWER, confidence=1.0)
        return Reading(meaning=noise, by=By.NOTHING)
    if _is_a_name_alone(whole):
        named = Meaning(text="", intent=None, decision=Decision.UNKNOWN, confidence=1.0, slots=whole.found.slots)
        return Reading(meaning=named, by=By.NAME)
    turn, choice, likely = _weighed(whole, state, lexicon, speech, now)
    meaning = meaning_of(*best(turn, load_ranker()), turn)
    return Reading(meaning=meaning, by=By.RANKED, judged=tuple(turn.judged), likely=likely, choice=choice, turn=turn)


def turn_in(text: str, context: DialogueState | None, lexicon: Lexicon, now: datetime) -> Turn | None:
    """The message read in its conversation, before what it may mean is ranked; None where nothing is: of no word, or
    in a language that is not spoken.
    """
    text = _MARKUP.sub(" ", readable(text))
    listener = _listener(lexicon.model)
    whole = read_part(text, lexicon, now)
    speech = UNHEARD if listener is None else listener.hear(text)
    if not whole.said or _is_foreign(_language(text, lexicon)):
        return None
    return _weighed(whole, still_fresh(context, now), lexicon, speech, now)[0]


def _weighed(
    whole: Part, state: DialogueState | None, lexicon: Lexicon, speech: Speech, now: datetime
) -> tuple[Turn, Choice, tuple[float, ...]]:
    by_claims = favouring_claimed(whole, lexicon, now.date())
    judged = judge(whole, lexicon, now, favouring(state, lexicon.model), by_claims)
    choice, likely = _choice(judged, lexicon.model)
    return turn_of(judged, choice, state, lexicon, speech, now), choice, likely


def _choice(judged: Sequence[Judged], model: Model) -> tuple[Choice, tuple[float, ...]]:
    """What is asked where no event is meant, and how likely each span is: the whole, for a model that learnt no
    choice.
    """
    if model.chooser is None:
        return WHOLE, ()
    return choose(judged, model.chooser, model.attributes.aliases)


def _is_a_name_alone(whole: Part) -> bool:
    """« Gérard »: it asks nothing, and is no misspelt insult."""
    names = {word for name in whole.found.slots.names for word in fold(name).split("-")}
    return bool(names) and not whole.found.heard.uids and names.issuperset(whole.said)
