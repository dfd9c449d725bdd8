"""Text in, meaning out. Pure: the model and the agenda's titles come in as a lexicon, the hour as `now`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from intents.catalogue import DETAILS, DISTRESS, EVENTS, FORM, ORDERED
from intents.context import Context
from intents.follow_up import Cues, cues, with_context
from intents.going_on import continued
from intents.languages import SPOKEN
from intents.lexicon import Lexicon
from intents.listing import wish
from intents.meaning import Decision, Meaning
from intents.model.model import Model
from intents.model.verdict import Verdict
from intents.questions.choosing import WHOLE, Choice, choose
from intents.questions.judging import Favour, Judged, Part, judge, judge_whole, read_part
from intents.questions.signs import is_topic
from intents.resolve import meant, pointed
from intents.settled import Settled, settled
from intents.speech.heard import UNHEARD, Act, Speech, Trouble
from intents.speech.listening import Listener
from intents.steps import By, Reading
from intents.text import fold
from intents.titles import Titles
from intents.words import readable, words

_MARKUP = re.compile(r"</?\w+>")  # it is text here, and says nothing
_SETTLED = 0.9  # confidence of what words say plainly
_MERE = FORM | {"greeting", "thanks", "goodbye"}  # « oui », « ok merci »: they order what was asked, if anything
_ORDERS = {
    Act.SIGN_UP: "sign_up", Act.WAIT: "sign_up", Act.CANCEL: "cancel_sign_up",
    Act.REMINDERS_OFF: "reminders_off", Act.REMINDERS_ON: "reminders_on", Act.MY_SIGN_UPS: "my_sign_ups",
    Act.MY_DATA: "my_data", Act.ERASE_DATA: "erase_data",
}  # fmt: skip
_ALSO_FROM = 0.6  # confidence from which a topic is told beside a list
_FACT_FROM = 0.8  # likelihood from which a fact is told instead of one
_ASKING = DETAILS | {EVENTS}  # what sounds so in a first message may be a question of facts


def understand(text: str, context: Context | None, lexicon: Lexicon, now: datetime) -> Meaning:
    """What the message means. `now` is local to the venue; a context that has faded is left out."""
    return reading(text, context, lexicon, now).meaning


def reading(text: str, context: Context | None, lexicon: Lexicon, now: datetime) -> Reading:
    """The same, with how it was found."""
    text = _MARKUP.sub(" ", readable(text))
    listener = _listener(lexicon.model)
    speech = UNHEARD if listener is None else listener.hear(text)
    if listener is None or speech.trouble is not Trouble.PLAIN:
        found = _ordered(_asked(text, context, lexicon, now), speech)
        return replace(found, meaning=replace(found.meaning, speech=speech))
    beside = listener.beside_trouble(text)
    asked = _asked(beside, context, lexicon, now) if beside else None
    meaning = Meaning(
        text=text, intent=DISTRESS, decision=Decision.ANSWER, confidence=1.0, language=_language(text, lexicon),
        speech=speech, beside=None if asked is None else asked.meaning,
    )  # fmt: skip
    return Reading(meaning=meaning, by=By.DISTRESS, judged=() if asked is None else asked.judged)


def _listener(model: Model) -> Listener | None:
    """Who hears how something is said; nobody for a model that did not learn it."""
    return None if model.detectors is None else Listener(model.detectors)


def _ordered(found: Reading, speech: Speech) -> Reading:
    """What is ordered counts, unless it was taken for an order already, or clearly for something else."""
    meaning = found.meaning
    intent = _ORDERS.get(speech.act) if speech.act is not None else None
    is_sure = meaning.decision is Decision.ANSWER and (meaning.intent in ORDERED or not speech.insists)
    if intent is None or is_sure or meaning.intent in _MERE or meaning.decision is Decision.LANGUAGE:
        return found
    order = replace(meaning, intent=intent, decision=Decision.ANSWER, confidence=_SETTLED, also=None, runners_up=())
    return replace(found, meaning=order, by=By.ORDER)


def _asked(text: str, context: Context | None, lexicon: Lexicon, now: datetime) -> Reading:
    """What is asked, however it is said."""
    recent = still_fresh(context, now)
    whole = read_part(text, lexicon, now)
    language = _language(text, lexicon)
    if language and language not in SPOKEN:
        foreign = Meaning(text=text, intent=None, decision=Decision.LANGUAGE, confidence=1.0, language=language)
        return Reading(meaning=foreign, by=By.LANGUAGE)
    cue = cues(whole.said)
    found = _found(whole, lexicon, recent, cue, now)
    meaning = pointed(found.meaning, recent, cue, lexicon.titles)
    meaning = replace(
        meaning, text=text, language=language, wish=wish(whole.said, whole.found), things=things(lexicon, whole)
    )
    return replace(found, meaning=meaning, whole=whole)


def still_fresh(context: Context | None, now: datetime) -> Context | None:
    """The context, unless it has faded."""
    return context if context is not None and context.fresh(now) else None


def things(lexicon: Lexicon, part: Part) -> tuple[str, ...]:
    """What is named, beyond doubt first."""
    return lexicon.model.attributes.aliases.things(part.said)


def _language(text: str, lexicon: Lexicon) -> str:
    model = lexicon.model
    return model.languages.of(text, words(text), lexicon.titles.words, model.reader.speller.known)


def _found(whole: Part, lexicon: Lexicon, context: Context | None, cue: Cues, now: datetime) -> Reading:
    if not whole.said:
        noise = Meaning(text="", intent="off_topic.gibberish", decision=Decision.ANSWER, confidence=1.0)
        return Reading(meaning=noise, by=By.NOTHING)
    plain = settled(whole.said, whole.found, context, cue)
    if plain is None and _is_a_name_alone(whole):
        named = Meaning(text="", intent=None, decision=Decision.UNKNOWN, confidence=1.0, slots=whole.found.slots)
        return Reading(meaning=named, by=By.NAME)
    if plain is not None and plain.follows_up:
        return Reading(meaning=_settled(plain, None), by=By.RULE, settled=plain)
    return _weighed(whole, plain, lexicon, context, cue, now)


def _weighed(
    whole: Part, plain: Settled | None, lexicon: Lexicon, context: Context | None, cue: Cues, now: datetime
) -> Reading:
    """What the message seems to mean by the model, or by the rule that settled it."""
    favour = favouring(context, lexicon.model)
    if plain is not None and (context is not None or plain.intent not in _ASKING):
        return _by_rule(plain, judge_whole(whole, lexicon, favour))
    judged = judge(whole, lexicon, now, favour)
    choice, likely = _choice(judged, lexicon.model)
    if plain is not None and not _asks_facts(judged, likely, choice):
        return _by_rule(plain, judged[0])
    final, by = judged[choice.first].verdict, By.PART if choice.first else By.WHOLE
    if choice.second is not None:
        final, by = replace(final, also=judged[choice.second].verdict.intent), By.TWO
    meaning = _as_meaning(final, whole, context, cue, lexicon.titles)
    return Reading(meaning=meaning, by=by, judged=judged, likely=likely, choice=choice)


def favouring(context: Context | None, model: Model) -> Favour | None:
    """What makes likelier what goes on with the context; None where there is none."""
    if context is None:
        return None
    return lambda scores, said: with_context(scores, model.labels, context, cues(said))


def _choice(judged: Sequence[Judged], model: Model) -> tuple[Choice, tuple[float, ...]]:
    """What is answered, and how likely each span is asked: the whole, for a model that learnt no choice."""
    if model.chooser is None:
        return WHOLE, ()
    return choose(judged, model.chooser, model.attributes.aliases)


def _by_rule(plain: Settled, whole: Judged) -> Reading:
    return Reading(meaning=_settled(plain, _also_asked(plain, whole.verdict)), by=By.RULE, settled=plain)


def _asks_facts(judged: Sequence[Judged], likely: Sequence[float], choice: Choice) -> bool:
    """Whether a message clearly asks for a fact, or for two."""
    chosen = judged[choice.first].verdict
    if not is_topic(chosen):
        return False
    return choice.second is not None or (chosen.claims and likely[choice.first] >= _FACT_FROM)


def _is_a_name_alone(whole: Part) -> bool:
    """« Gérard »: it asks nothing, and is no misspelt insult."""
    names = {word for name in whole.found.slots.names for word in fold(name).split("-")}
    return bool(names) and not whole.found.heard.uids and names.issuperset(whole.said)


def _settled(plain: Settled, also: str | None) -> Meaning:
    return Meaning(
        text="", intent=plain.intent, decision=Decision.ANSWER, confidence=_SETTLED, slots=plain.slots,
        also=also, follows_up=plain.follows_up,
    )  # fmt: skip


def _also_asked(plain: Settled, whole: Verdict) -> str | None:
    """The topic that a first question for a list clearly speaks of too: "du code pour un enfant de 10 ans ?"."""
    tells = is_topic(whole) and whole.claims and whole.confidence >= _ALSO_FROM
    return whole.intent if tells and plain.intent == EVENTS else None


def _as_meaning(final: Verdict, whole: Part, context: Context | None, cue: Cues, titles: Titles) -> Meaning:
    found = whole.found
    more = continued(whole.said, found.slots, context, cue, titles) if final.intent == EVENTS else None
    slots = more or meant(found.slots, final.intent, context)
    return Meaning(
        text="",
        intent=final.intent,
        decision=final.decision,
        confidence=final.confidence,
        runners_up=final.runners_up,
        slots=slots,
        also=final.also,
        follows_up=more is not None or (context is not None and slots.events != found.slots.events),
    )
