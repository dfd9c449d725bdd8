"""The signs by which one of the things that a message may mean is told from the others, each a named number."""

from collections.abc import Iterator

from intents.asked import DETAILS as ASKED_DETAILS
from intents.asked import Asked
from intents.catalogue import ACTIONS, EVENTS, FORM, OFF_TOPIC, OTHER_GAP
from intents.dialogue.asks import ask_of
from intents.dialogue.candidates import ABOUT, CANCEL, SIGN_UP, Act, Candidate
from intents.dialogue.sign import LIST_WORDS, Sign, log_of, share_of
from intents.dialogue.signs_find import of_find
from intents.dialogue.signs_pick import of_pick
from intents.dialogue.turn import Turn
from intents.meaning import Decision
from intents.questions.signs import is_topic, log_odds
from intents.speech.heard import Act as Order

_SMALL_TALK = frozenset({"greeting", "thanks", "goodbye", "yes", "no", "help"})


def signs(candidate: Candidate, turn: Turn) -> Iterator[Sign]:
    """The signs of one candidate, by name; what is not named is zero."""
    yield from _of_act(candidate, turn)
    match candidate.act:
        case Act.FIND:
            assert candidate.find is not None  # what looks for events holds what it looks for
            yield from of_find(candidate.find, candidate.events, turn)
        case Act.DETAIL:
            yield from _of_detail(candidate, turn)
        case Act.REQUEST:
            yield from _of_request(candidate, turn)
        case Act.SAY:
            yield from _of_say(candidate, turn)


def _of_act(candidate: Candidate, turn: Turn) -> Iterator[Sign]:
    """How likely the words ask for what the candidate does: the whole message, its last span, its likeliest span."""
    if not turn.acts:
        return
    ask = ask_of(candidate.intent, claims=candidate.verdict is None or candidate.verdict.claims)
    yield "act.whole", log_of(turn.acts[0].get(ask, 0.0))
    yield "act.last", log_of(turn.acts[-1].get(ask, 0.0))
    yield "act.most", log_of(max(one.get(ask, 0.0) for one in turn.acts))


def _of_detail(candidate: Candidate, turn: Turn) -> Iterator[Sign]:
    assert candidate.pick is not None  # a detail is of some events
    asked = {ASKED_DETAILS[code] for code in turn.asks if code in ASKED_DETAILS}
    detail = candidate.intent
    yield "detail", 1
    yield "detail.likely", log_of(turn.details_likely)
    yield "detail.this_likely", log_of(share_of(turn.likelihood(detail), turn.details_likely))
    yield "detail.question", turn.cue.asks
    yield "detail.asked", detail in asked
    yield "detail.asks_another", bool(asked - {detail})
    yield "detail.age_said", detail == "event_age" and bool(turn.slots.ages)
    yield "detail.when_said", detail == "event_when" and turn.slots.when is not None
    yield "detail.about", detail == ABOUT
    yield "detail.about.asked", detail == ABOUT and bool(asked)
    yield "detail.about.list", detail == ABOUT and bool(set(LIST_WORDS) & turn.asks)
    yield "detail.list", bool({Asked.LIST, Asked.EXISTS} & turn.asks)
    yield "detail.act", Asked.ACT in turn.asks or turn.speech.act is Order.SIGN_UP
    yield from ((f"detail.{name}", value) for name, value in of_pick(candidate.pick, turn))


def _of_request(candidate: Candidate, turn: Turn) -> Iterator[Sign]:
    name = "cancel" if candidate.intent == CANCEL else "sign_up"
    asks, speech = turn.asks, turn.speech
    yield name, 1
    yield f"{name}.likely", log_of(turn.likelihood(candidate.intent))
    if candidate.intent == SIGN_UP:
        yield "sign_up.order", speech.act in (Order.SIGN_UP, Order.WAIT)
        yield "sign_up.order.sure", speech.act in (Order.SIGN_UP, Order.WAIT) and speech.insists
        yield "sign_up.asks", Asked.SIGN_UP in asks
        yield "sign_up.act", Asked.ACT in asks
        yield "sign_up.how", Asked.HOW in asks
        yield "sign_up.named", bool(turn.slots.names)
        yield "sign_up.list", bool({Asked.LIST, Asked.EXISTS} & asks)
        yield "sign_up.detail", bool(asks & ASKED_DETAILS.keys())
        yield "sign_up.plain_question", speech.asks
        yield "sign_up.question", turn.cue.asks
        yield "sign_up.shown", turn.has_shown
    else:
        yield "cancel.asks", Asked.CANCEL in asks
        yield "cancel.plain_question", speech.asks
    if candidate.pick is None:
        yield f"{name}.of_none", 1
        yield f"{name}.of_none.shown", turn.has_shown
    else:
        yield from ((f"request.{one}", value) for one, value in of_pick(candidate.pick, turn))


def _of_say(candidate: Candidate, turn: Turn) -> Iterator[Sign]:
    verdict = candidate.verdict
    assert verdict is not None  # what is said comes of a verdict
    intent, slots = verdict.intent, turn.slots
    yield "say", 1
    yield "say.agenda_likely", log_of(turn.details_likely + turn.likelihood(EVENTS) + turn.likelihood(SIGN_UP))
    yield "say.list", bool({Asked.LIST, Asked.EXISTS} & turn.asks)
    yield "say.noun", Asked.NOUN in turn.asks
    yield "say.act", Asked.ACT in turn.asks
    yield "say.venue", Asked.VENUE in turn.asks
    yield "say.when", slots.when is not None
    yield "say.titled", slots.titled
    yield "say.names_thing", bool(turn.lexicon.model.attributes.aliases.named(turn.said))
    yield "say.shown", turn.has_shown
    yield "say.first", verdict is turn.says[0]
    yield "say.unsure", verdict.decision is not Decision.ANSWER
    if is_topic(verdict) and verdict.claims:
        yield "say.fact", 1
        yield "say.fact.sure", log_odds(verdict.confidence)
        yield "say.fact.shown", turn.state is not None and turn.state.about_events
    elif is_topic(verdict):
        yield "say.gap", 1
        yield "say.gap.sure", log_odds(verdict.confidence)
        yield "say.gap.other", intent == OTHER_GAP
        yield "say.gap.shown", turn.state is not None and turn.state.about_events
    elif intent.startswith(OFF_TOPIC):
        yield "say.off_topic", 1
    elif intent in _SMALL_TALK:
        yield "say.small_talk", 1
        yield "say.small_talk.sure", log_odds(verdict.confidence)
        yield "say.small_talk.short", turn.cue.short
        yield "say.small_talk.thanks", intent in ("thanks", "goodbye") and turn.cue.thanks
        yield "say.small_talk.question", turn.cue.asks
    elif intent in ACTIONS | FORM:
        yield "say.action", 1
        yield "say.action.sure", log_odds(verdict.confidence)
        yield "say.action.order", turn.speech.act is not None
