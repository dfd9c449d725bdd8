"""The signs by which one of the things that a message may mean is told from the others, each a named number."""

from collections.abc import Iterator
from dataclasses import replace
from math import log

from intents.asked import DETAILS as ASKED_DETAILS
from intents.asked import Asked
from intents.catalogue import ACTIONS, DETAILS, EVENTS, FORM, OFF_TOPIC, OTHER_GAP
from intents.dialogue.asks import ask_of
from intents.dialogue.candidates import ABOUT, CANCEL, SIGN_UP, Act, Candidate
from intents.dialogue.picks import By, Pick
from intents.dialogue.queries import Find, Way, Wish
from intents.dialogue.subject import rarity
from intents.dialogue.turn import Turn
from intents.meaning import Decision, Slots
from intents.query.table import Events
from intents.questions.signs import is_topic, log_odds
from intents.speech.heard import Act as Order
from intents.title_words import is_empty

_LEAST = 1e-3
_ANY_DAY = frozenset({"un", "une", "les", "des", "any", "a", "cote"})
_FEW = 4  # events
_MANY = 8
_HALF = 0.5
_LIST_WORDS = (Asked.LIST, Asked.NOUN, Asked.EXISTS, Asked.TASTE)
_SMALL_TALK = frozenset({"greeting", "thanks", "goodbye", "yes", "no", "help"})

Sign = tuple[str, float]


def signs(candidate: Candidate, turn: Turn) -> Iterator[Sign]:
    """The signs of one candidate, by name; what is not named is zero."""
    yield from _of_act(candidate, turn)
    match candidate.act:
        case Act.FIND:
            assert candidate.find is not None  # what looks for events holds what it looks for
            yield from _of_find(candidate.find, candidate.events, turn)
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
    yield "act.whole", _log(turn.acts[0].get(ask, 0.0))
    yield "act.last", _log(turn.acts[-1].get(ask, 0.0))
    yield "act.most", _log(max(one.get(ask, 0.0) for one in turn.acts))


def _log(share: float) -> float:
    return log(share + _LEAST)


def _of_find(find: Find, events: Events, turn: Turn) -> Iterator[Sign]:
    asks, cue = turn.asks, turn.cue
    anew = bool({Asked.LIST, Asked.NOUN} & asks)
    yield "find", 1
    yield "find.likely", _log(turn.likelihood(EVENTS))
    yield from ((f"find.asks.{code}", 1) for code in _LIST_WORDS if code in asks)
    yield "find.asks.detail", len(asks & ASKED_DETAILS.keys()) > 0
    yield "find.asks.other", bool(asks & {Asked.VENUE, Asked.MUST, Asked.HOW, Asked.YOU, Asked.MINE})
    yield "find.asks.act", Asked.ACT in asks
    yield "find.wishes", len(find.said)
    yield "find.long", len(turn.said) > 12
    yield "find.question", cue.asks
    yield "find.thanks", cue.thanks and not cue.asks
    yield "find.without.refuses", Way.WITHOUT in find.ways and cue.refuses
    yield "find.part.long", Way.PART in find.ways and len(turn.said) > 12
    if Way.HABIT in find.ways or (find.query.when is not None and find.query.when.spans):
        yield "find.habit.article", Way.HABIT in find.ways and bool(_ANY_DAY & set(turn.said))
    yield "find.like_it.cue", Way.LIKE_IT in find.ways and cue.like_it
    yield from ((f"find.{way.name.lower()}", 1) for way in find.ways)
    if Way.EVIDENCE in find.ways or Way.TITLE in find.ways:
        yield "find.title.anew", anew
        yield "find.evidence.much", min(find.evidence, 4.0)
        yield "find.evidence.long", Way.EVIDENCE in find.ways and len(turn.said) > 12
    if find.moment is not None:
        yield "time.taken_busy", find.moment.taken_busy
        yield "time.left_busy", find.moment.left_busy
        yield "time.left_plain", find.moment.left_plain
        yield "time.free_busy", Way.FREE in find.ways and find.moment.left_busy > 0
        yield "time.free_plain", Way.FREE in find.ways and find.moment.left_plain > 0
    yield "find.together.cue", cue.together and Way.TOGETHER in find.ways
    yield "find.apart.cue", cue.together and Way.TOGETHER not in find.ways and len(find.query.ages) > 1
    yield "find.nth.place", Way.NTH in find.ways and turn.slots.place is not None
    yield "find.nth.soonest", Way.NTH in find.ways and turn.slots.soonest
    yield "find.place_left", turn.slots.place is not None and Way.NTH not in find.ways
    yield "find.anybody.long", Way.ANYBODY in find.ways and len(turn.said) > 12
    if Way.SUBJECT in find.ways:
        yield "find.subject.told", events != 0
        yield "find.subject.anew", bool(asks & set(_LIST_WORDS))
        yield "find.subject.rare", rarity(turn, find.query.words)
        yield "find.subject.long", len(turn.said) > 12
    yield from _result(events, turn)
    yield from _carried(find, turn, anew)
    yield "find.other.cue", Way.OTHER in find.ways and turn.slots.other
    yield "find.shown", turn.state is not None and bool(turn.state.shown)
    yield "find.picks", cue.picks and not cue.several


def _result(events: Events, turn: Turn) -> Iterator[Sign]:
    many = events.bit_count()
    yield "result.none", many == 0
    yield "result.one", many == 1
    yield "result.few", 1 < many <= _FEW
    yield "result.many", many > _MANY
    yield "result.all", events == turn.table.all
    if turn.state is not None and turn.state.shown:
        before = turn.table.of_uids(turn.state.listed or turn.state.shown)
        yield "result.same", events == before
        yield "result.within", 0 < events & before == events != before
        yield "result.apart", not events & before


def _carried(find: Find, turn: Turn, anew: bool) -> Iterator[Sign]:
    """Which wishes of before are kept or dropped, and what speaks for either."""
    cue = turn.cue
    if turn.state is None or not turn.state.query.narrows:
        return
    kept = len(find.kept)
    yield "keep.any", kept > 0
    for wish in find.kept:
        yield f"keep.{wish.name.lower()}", 1
        yield f"keep.{wish.name.lower()}.anew", anew
    for wish in find.dropped if find.kept else ():
        yield f"drop.{wish.name.lower()}", 1
        yield f"drop.{wish.name.lower()}.gives_up", cue.gives_up
    if not find.kept:
        yield "fresh", 1
        yield "fresh.points", cue.points
        yield "fresh.short", cue.short
        yield "fresh.anew", anew
        yield "fresh.wishes", len(find.said)
        yield "fresh.full", Wish.WHAT in find.said and bool(find.said & {Wish.WHEN, Wish.WHOM})
        return
    yield "keep.points", cue.points
    yield "keep.short", cue.short
    yield "keep.anew", anew
    yield "keep.alike", cue.alike
    yield "keep.other", turn.slots.other
    yield "keep.corrects", cue.corrects
    yield "keep.nothing_said", not find.said
    yield "keep.after_list", turn.state.intent == EVENTS
    yield "keep.what.what_said", Wish.WHAT in find.kept and turn.slots.titled


def _of_pick(pick: Pick, turn: Turn) -> Iterator[Sign]:
    slots, many, state = turn.slots, pick.events.bit_count(), turn.state
    yield from ((f"pick.{by.name.lower()}", 1) for by in pick.by)
    share = _named_share(turn)
    if pick.by & {By.TITLE, By.EXACT}:
        yield "pick.title.share", turn.whole.found.heard.share
        yield "pick.title.words", min(len(turn.whole.found.heard.places), 3)
        yield "pick.title.content", share
    elif slots.titled:
        yield "pick.untitled", turn.whole.found.heard.share
        yield "pick.untitled.content", share
    if pick.by & {By.WORDS, By.LISTED_WORDS}:
        yield "pick.evidence", min(pick.evidence, 4.0)
        yield "pick.evidence.best", pick.evidence >= _best_evidence(turn)
    yield "pick.several", many > 1
    yield "pick.many", many > _FEW
    narrowed = bool(slots.when or slots.for_whom or slots.themes or slots.kinds)
    yield "pick.fits", narrowed and not pick.events & ~turn.table.choose(_plain(turn))
    yield "pick.fits.when", slots.when is not None and not pick.events & ~turn.table.starting(slots.when)
    yield "pick.against.when", slots.when is not None and not pick.events & turn.table.starting(slots.when)
    yield "pick.place_said", slots.place is not None and By.PLACE not in pick.by
    yield "pick.other_said", slots.other and By.OTHER not in pick.by
    yield "pick.shift_said", slots.shift != 0 and By.NEXT not in pick.by
    if state is not None and state.shown:
        yield from _of_focus(pick, turn)
    yield "pick.cue", turn.cue.picks and By.SHOWN not in pick.by


def _of_focus(pick: Pick, turn: Turn) -> Iterator[Sign]:
    """Whether a pick is what was shown, among what was listed, or away from both."""
    assert turn.state is not None  # something was shown
    shown = turn.table.of_uids(turn.state.shown)
    listed = turn.table.of_uids(turn.state.listed or turn.state.shown)
    is_focus = pick.events == shown and pick.events.bit_count() == 1
    yield "pick.focus", is_focus
    yield "pick.focus.short", is_focus and turn.cue.short
    yield "pick.focus.points", is_focus and turn.cue.points
    yield "pick.focus.several_shown", pick.events == shown and not is_focus
    away = not pick.events & (listed | shown)
    yield "pick.away", away
    yield "pick.away.short", away and turn.cue.short
    yield "pick.away.named", away and bool(pick.by & {By.TITLE, By.EXACT}) and _named_share(turn) >= _HALF


def _named_share(turn: Turn) -> float:
    """Which share of the words that tell something are those of a title."""
    dated, places = turn.whole.found.dated, set(turn.whole.found.heard.places)
    telling = [place for place, word in enumerate(turn.said) if word not in dated and not is_empty(word)]
    return sum(place in places for place in telling) / len(telling) if telling else 0.0


def _best_evidence(turn: Turn) -> float:
    undated = [word for word in turn.said if word not in turn.whole.found.dated]
    return max(turn.table.words.evidence(undated).values(), default=0.0)


def _plain(turn: Turn) -> Slots:
    return replace(turn.slots, titled=False, events=(), soonest=False, place=None, hands_on=False)


def _of_detail(candidate: Candidate, turn: Turn) -> Iterator[Sign]:
    assert candidate.pick is not None  # a detail is of some events
    asked = {ASKED_DETAILS[code] for code in turn.asks if code in ASKED_DETAILS}
    detail = candidate.intent
    yield "detail", 1
    yield "detail.likely", _log(sum(turn.likelihood(one) for one in DETAILS))
    yield "detail.this_likely", _log(turn.likelihood(detail) / (_LEAST + sum(turn.likelihood(one) for one in DETAILS)))
    yield "detail.question", turn.cue.asks
    yield "detail.asked", detail in asked
    yield "detail.asks_another", bool(asked - {detail})
    yield "detail.fits", Asked.FITS in turn.asks and detail == "event_age"
    yield "detail.age_said", detail == "event_age" and bool(turn.slots.ages)
    yield "detail.when_said", detail == "event_when" and turn.slots.when is not None
    yield "detail.about", detail == ABOUT
    yield "detail.about.asked", detail == ABOUT and bool(asked)
    yield "detail.about.list", detail == ABOUT and bool(set(_LIST_WORDS) & turn.asks)
    yield "detail.list", bool({Asked.LIST, Asked.EXISTS} & turn.asks)
    yield "detail.asks.other", bool(turn.asks & {Asked.VENUE, Asked.MUST, Asked.MINE})
    yield "detail.act", Asked.ACT in turn.asks or turn.speech.act is Order.SIGN_UP
    yield from ((f"detail.{name}", value) for name, value in _of_pick(candidate.pick, turn))


def _of_request(candidate: Candidate, turn: Turn) -> Iterator[Sign]:
    name = "cancel" if candidate.intent == CANCEL else "sign_up"
    asks, speech = turn.asks, turn.speech
    yield name, 1
    yield f"{name}.likely", _log(turn.likelihood(candidate.intent))
    if candidate.intent == SIGN_UP:
        yield "sign_up.order", speech.act in (Order.SIGN_UP, Order.WAIT)
        yield "sign_up.order.sure", speech.act in (Order.SIGN_UP, Order.WAIT) and speech.insists
        yield "sign_up.asks", Asked.SIGN_UP in asks
        yield "sign_up.act", Asked.ACT in asks
        yield "sign_up.how", Asked.HOW in asks
        yield "sign_up.named", bool(turn.slots.names)
        yield "sign_up.counted", turn.slots.count is not None
        yield "sign_up.list", bool({Asked.LIST, Asked.EXISTS} & asks)
        yield "sign_up.detail", bool(asks & ASKED_DETAILS.keys())
        yield "sign_up.plain_question", speech.asks
        yield "sign_up.question", turn.cue.asks
        yield "sign_up.thanks", turn.cue.thanks
        yield "sign_up.shown", turn.state is not None and bool(turn.state.shown)
    else:
        yield "cancel.order", speech.act is Order.CANCEL
        yield "cancel.asks", Asked.CANCEL in asks
        yield "cancel.plain_question", speech.asks
    if candidate.pick is None:
        yield f"{name}.of_none", 1
        yield f"{name}.of_none.shown", turn.state is not None and bool(turn.state.shown)
    else:
        yield from ((f"request.{one}", value) for one, value in _of_pick(candidate.pick, turn))


def _of_say(candidate: Candidate, turn: Turn) -> Iterator[Sign]:
    verdict = candidate.verdict
    assert verdict is not None  # what is said comes of a verdict
    intent, slots = verdict.intent, turn.slots
    yield "say", 1
    yield "say.agenda_likely", _log(sum(map(turn.likelihood, (*DETAILS, EVENTS, SIGN_UP))))
    yield "say.list", bool({Asked.LIST, Asked.EXISTS} & turn.asks)
    yield "say.noun", Asked.NOUN in turn.asks
    yield "say.act", Asked.ACT in turn.asks
    yield "say.venue", Asked.VENUE in turn.asks
    yield "say.when", slots.when is not None
    yield "say.whom", slots.for_whom
    yield "say.titled", slots.titled
    yield "say.names_thing", bool(turn.lexicon.model.attributes.aliases.named(turn.said))
    yield "say.shown", turn.state is not None and bool(turn.state.shown)
    yield "say.shown.short", turn.state is not None and bool(turn.state.shown) and turn.cue.short
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
        yield "say.off_topic.sure", log_odds(verdict.confidence)
    elif intent in _SMALL_TALK:
        yield "say.small_talk", 1
        yield "say.small_talk.sure", log_odds(verdict.confidence)
        yield "say.small_talk.short", turn.cue.short
        yield "say.small_talk.thanks", intent in ("thanks", "goodbye") and turn.cue.thanks
        yield "say.small_talk.thanks.only", intent == "thanks" and turn.cue.thanks and not turn.cue.asks
        yield "say.small_talk.question", turn.cue.asks
    elif intent in ACTIONS | FORM:
        yield "say.action", 1
        yield "say.action.sure", log_odds(verdict.confidence)
        yield "say.action.order", turn.speech.act is not None
