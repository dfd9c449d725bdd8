"""Text in, meaning out. Pure: the model and the agenda's titles come in as a lexicon, the hour as `now`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from intents.brain import Model
from intents.catalogue import DETAILS, EVENTS, NOT_TOPICS
from intents.context import Context
from intents.decision import SECOND_FROM, TWO_FROM, decide
from intents.follow_up import Cues, cues, with_context
from intents.groups import Ranked
from intents.languages import SPOKEN
from intents.meaning import Candidate, Decision, Meaning
from intents.model import Scores
from intents.resolve import meant, pointed
from intents.settled import settled, wants_events
from intents.slots import Found, find_slots
from intents.titles import Titles
from intents.words import LONGEST

_OF_A_TITLE = DETAILS | {EVENTS, "sign_up", "cancel_sign_up", "waiting_list_status", "my_sign_ups"}
_SETTLED = 0.9  # confidence of what words say plainly
_SURE_TITLE = 0.25  # what hearing most of a title adds to the intents that speak of one event


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a message is understood with: what was learnt, and the agenda's titles of the moment."""

    model: Model
    titles: Titles


def understand(text: str, context: Context | None, lexicon: Lexicon, now: datetime) -> Meaning:
    """What the message means. `now` is local to the venue; a context that has faded is left out."""
    text = text[:LONGEST]
    model, titles = lexicon.model, lexicon.titles
    recent = context if context is not None and context.fresh(now) else None
    said = model.reader.words(text, titles.words)
    language = model.languages.of(text, said, titles.words)
    if language and language not in SPOKEN:
        return Meaning(text=text, intent=None, decision=Decision.LANGUAGE, confidence=1.0, language=language)
    found = find_slots(text, said, titles, now, is_word=model.reader.speller.knows)
    cue = cues(said)
    reading = _read(model, said, found, recent, cue)
    reading = pointed(reading, recent, cue, titles)
    return replace(reading, text=text, language=language, wants_events=wants_events(said, found))


def _read(model: Model, said: Sequence[str], found: Found, context: Context | None, cue: Cues) -> Meaning:
    if not said:
        return Meaning(text="", intent="off_topic.gibberish", decision=Decision.ANSWER, confidence=1.0)
    plain = settled(said, found, context, cue)
    if plain is not None:
        return Meaning(
            text="", intent=plain.intent, decision=Decision.ANSWER, confidence=_SETTLED, slots=plain.slots,
            follows_up=plain.follows_up,
        )  # fmt: skip
    scores = _scores(model, said, found)
    blended = scores.blended if context is None else with_context(scores.blended, model.labels, context, cue)
    ranked = model.rank(blended)
    return _judged(model, replace(scores, blended=blended), ranked, said, found, context, cue)


def _scores(model: Model, said: Sequence[str], found: Found) -> Scores:
    """The scores, those of intents that name an event taken with the title's words put aside."""
    markers = found.markers()
    plain = model.scores(said, markers)
    if not found.heard.uids:
        return plain
    marked = model.scores(found.heard.marked(said), markers)
    of_a_title = np.array([label in _OF_A_TITLE for label in model.labels])
    gain = np.float32(_SURE_TITLE * found.heard.share)
    return Scores(*(
        np.where(of_a_title, np.maximum(one, other) + more, one)
        for one, other, more in (
            (plain.blended, marked.blended, gain),
            (plain.linear, marked.linear, gain),
            (plain.nearest, marked.nearest, 0),
        )
    ))  # fmt: skip


def _judged(
    model: Model, scores: Scores, ranked: Sequence[Ranked], said: Sequence[str], found: Found,
    context: Context | None, cue: Cues,
) -> Meaning:  # fmt: skip
    confidence = model.confidence(scores, ranked, said)
    claiming = [one for one in ranked if not model.groups.is_silent(one.intent)]
    silent = next((one.likelihood for one in ranked if model.groups.is_silent(one.intent)), 0.0)
    decision = decide(confidence, model.calibrator.claim_from, silent, [one.likelihood for one in claiming])
    also = _second(model, claiming, silent) if decision is Decision.ASK else None
    best = claiming[0] if also else ranked[0]
    intent = model.labels[best.intent]
    slots = meant(found.slots, intent, context, cue)
    return Meaning(
        text="",
        intent=intent,
        decision=Decision.ANSWER if also else decision,
        confidence=confidence,
        runners_up=tuple(
            Candidate(model.labels[one.intent], one.likelihood) for one in ranked if one.intent != best.intent
        ),
        slots=slots,
        also=also,
        follows_up=context is not None and slots.events != found.slots.events,
    )


def _second(model: Model, claiming: Sequence[Ranked], silent: float) -> str | None:
    """The second of two topics that are nearly as likely: answering both is right where choosing would be a guess."""
    if len(claiming) < 2:
        return None
    first, second = claiming[0], claiming[1]
    names = {model.labels[first.intent], model.labels[second.intent]}
    together = first.likelihood + second.likelihood
    near = together >= max(TWO_FROM, silent) and second.likelihood >= SECOND_FROM
    return model.labels[second.intent] if near and not names & NOT_TOPICS else None
