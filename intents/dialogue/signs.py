"""The signs by which one thing that a message may mean is told from the others."""

from collections.abc import Iterator, Sequence
from math import log

from intents.dialogue.asks import Ask, Role, ask_of, rarity, usual
from intents.dialogue.candidates import ABOUT, CANCEL, GIBBERISH, SIGN_UP, Act, Candidate
from intents.dialogue.moments import is_bare_weekday, refuses
from intents.dialogue.picks import By, Pick, fitting
from intents.dialogue.queries import Find, Way, Wish
from intents.dialogue.turn import Turn
from intents.meaning.catalogue import (
    ACTIONS,
    ATTRIBUTES_OF_ALL,
    COLUMNS,
    COURTESIES,
    EVENTS,
    FORM,
    GAP,
    OFF_TOPIC,
    OFFERED,
    OTHER_GAP,
)
from intents.meaning.meaning import Act as Order
from intents.meaning.meaning import Decision, Slots
from intents.query.table import Events
from intents.questions.choosing import is_topic, log_odds
from intents.slots.pointing import DETAILS as ASKED_DETAILS
from intents.slots.pointing import Asked

Sign = tuple[str, float]  # a name, and how much of it there is
FEW = 4  # events
MANY = 8
MOST_EVIDENCE = 4.0  # more tells no more
LIST_WORDS = (Asked.LIST, Asked.NOUN, Asked.EXISTS, Asked.TASTE)
_LEAST_LIKELY = 1e-3


def log_of(share: float) -> float:
    """The log of a likelihood, that of none included."""
    return log(share + _LEAST_LIKELY)


def share_of(part: float, whole: float) -> float:
    """What share a likelihood is of another."""
    return part / (_LEAST_LIKELY + whole)


_ANY_DAY = frozenset({"un", "une", "les", "des", "any", "a", "cote"})
_MOST_WORDS = 3
_LONG = 12  # words: who tells a story
_LEAST = -8.0  # how much less likely than the likeliest roles, a logarithm


def of_find(find: Find, events: Events, turn: Turn) -> Iterator[Sign]:
    """The signs of a search and of the events that it finds."""
    anew = bool({Asked.LIST, Asked.NOUN} & turn.asks)
    yield from _of_words(find, turn)
    yield from _of_subject(find, events, turn, anew)
    yield from _of_moment(find, turn)
    yield from _result(find, events, turn)
    yield from _carried(find, turn, anew)
    yield "find.other.cue", Way.OTHER in find.ways and turn.slots.other
    # « Pas mardi, vous avez autre chose ? » : other than that day, rather than other events than those shown.
    yield "find.other.refused", Way.OTHER in find.ways and refuses(find.query.when)
    yield "find.together.cue", turn.cue.together and Way.TOGETHER in find.ways
    yield "find.one_of.before", Way.ONE_OF in find.ways and not turn.slots.ages
    yield "find.one_of.left", bool(turn.meant.ages) and Way.ONE_OF not in find.ways
    yield "find.place_left", turn.slots.place is not None and Way.NTH not in find.ways


def _of_words(find: Find, turn: Turn) -> Iterator[Sign]:
    """What the words ask for, and how the search came about."""
    yield from turn.once("search", lambda: [(name, value) for name, value in _of_any_search(turn) if value])
    yield "find.wishes", len(find.said)
    yield from ((f"find.{way.name.lower()}", 1) for way in find.ways - {Way.ROLES, Way.NEVER})


def _of_any_search(turn: Turn) -> Iterator[Sign]:
    """What speaks for a search, whichever."""
    asks = turn.asks
    yield "find", 1
    yield "find.likely", log_of(turn.likelihood(EVENTS))
    if turn.slots.when is None:  # what is asked about a moment is when something is on: "and this Saturday?"
        attribute, likely = turn.attribute
        yield "find.attribute.offered" if attribute in OFFERED else "find.attribute.other", likely
    yield from ((f"find.asks.{code}", 1) for code in LIST_WORDS if code in asks)
    yield "find.asks.detail", len(asks & ASKED_DETAILS.keys()) > 0
    yield "find.asks.other", bool(asks & {Asked.VENUE, Asked.MUST, Asked.HOW, Asked.YOU, Asked.MINE})
    yield "find.long", len(turn.said) > _LONG
    yield "find.question", turn.cue.asks
    yield "find.shown", turn.has_shown


def _of_subject(find: Find, events: Events, turn: Turn, anew: bool) -> Iterator[Sign]:
    """How surely the title, the words or the subject looked for are what is meant."""
    long = len(turn.said) > _LONG
    if Way.TITLE in find.ways or Way.UNTITLED in find.ways:
        name = "find.title" if Way.TITLE in find.ways else "find.untitled"
        yield from ((f"{name}.{what}", value) for what, value in _of_title(turn))
    if Way.EVIDENCE in find.ways or Way.TITLE in find.ways:
        yield "find.evidence.much", min(find.evidence, MOST_EVIDENCE)
        yield "find.evidence.long", Way.EVIDENCE in find.ways and long
    if Way.THEME_WORD in find.ways:
        yield "find.theme_word.told", events != 0 or bool(turn.table.telling(*find.query.words))
        yield "find.theme_word.usual", usual(turn.lexicon, find.query.words)
        yield "find.theme_word.rare", rarity(turn.lexicon, find.query.words)
    if turn.subject and Way.SUBJECT not in find.ways:
        left = [word for word in turn.subject if not events & turn.table.telling(word)]
        yield "find.left", len(left)
        yield "find.left.likely", turn.about.likely if left else 0.0
        yield "find.left.rare", rarity(turn.lexicon, left)
        yield "find.left.all", len(left) == len(turn.subject)
    if Way.SUBJECT in find.ways:
        yield "find.subject.likely", turn.about.likely
        yield "find.subject.anew", bool(turn.asks & set(LIST_WORDS))
        yield "find.subject.usual", usual(turn.lexicon, find.query.words)
        yield "find.subject.rare", rarity(turn.lexicon, find.query.words)


def _of_title(turn: Turn) -> Iterator[Sign]:
    """How surely the title that was heard is one: how much of it, how many words, how usual, beside how many others."""
    heard = turn.whole.found.heard
    told = [turn.said[place] for place in heard.places]
    yield "share", heard.share
    yield "words", min(len(told), _MOST_WORDS)
    yield "content", turn.named_share
    yield "usual", usual(turn.lexicon, told)
    yield "rare", rarity(turn.lexicon, told)


def _of_moment(find: Find, turn: Turn) -> Iterator[Sign]:
    """How the time was read, by what its expressions are for."""
    cue = turn.cue
    yield "find.habit.article", Way.HABIT in find.ways and bool(_ANY_DAY & set(turn.said))
    if Way.FROM_THERE in find.ways:
        yield "find.from_there.cue", cue.there
        when = turn.slots.when
        yield "find.from_there.weekday", when is not None and is_bare_weekday(when)
    if find.moment is not None and find.moment.unlikely is not None:
        yield "time.unlikely", max(find.moment.unlikely, _LEAST)
        yield "time.likeliest", find.moment.unlikely == 0
        yield from ((f"time.{role.name.lower()}", 1) for role in set(find.moment.roles) - {Role.WANTED})


def _result(find: Find, events: Events, turn: Turn) -> Iterator[Sign]:
    many = events.bit_count()
    # Asked again in full is no reason to find it unlikely: who lost sight of a list asks as before.
    again = not find.kept and turn.state is not None and find.query.narrows and find.query == turn.state.query
    yield "find.again", again
    yield "result.none", many == 0
    yield "result.one", many == 1
    yield "result.few", 1 < many <= FEW
    yield "result.many", many > MANY
    yield "result.all", events == turn.table.all
    if turn.has_shown:
        before = turn.listed
        yield "result.same", events == before and not again
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
    yield "drop.gives_up", bool(find.kept and find.dropped) and cue.gives_up
    for wish in find.dropped if find.kept else ():
        yield f"drop.{wish.name.lower()}", 1
    if not find.kept:
        yield "fresh", 1
        yield "fresh.short", cue.short
        yield "fresh.anew", anew
        yield "fresh.wishes", len(find.said)
        yield "fresh.full", Wish.WHAT in find.said and bool(find.said & {Wish.WHEN, Wish.WHOM})
        return
    yield "keep.points", cue.points
    yield "keep.short", cue.short
    yield "keep.anew", anew
    yield "keep.nothing_said", not find.said
    yield "keep.after_list", turn.state.intent == EVENTS


def signs_of_pick(act: str, pick: Pick, turn: Turn) -> Sequence[Sign]:
    """The signs of a pick for everything that an act may do of it, each detail or request."""
    return turn.once(
        (act, pick.events), lambda: [(f"{act}.{name}", value) for name, value in _of_pick(pick, turn) if value]
    )


def _of_pick(pick: Pick, turn: Turn) -> Iterator[Sign]:
    slots, many = turn.slots, pick.events.bit_count()
    yield from ((f"pick.{by.name.lower()}", 1) for by in pick.by)
    share = turn.named_share
    if pick.by & {By.TITLE, By.EXACT}:
        yield from ((f"pick.title.{what}", value) for what, value in _of_title(turn))
    elif slots.titled:
        yield "pick.untitled", turn.whole.found.heard.share
        yield "pick.untitled.content", share
    if pick.by & {By.WORDS, By.LISTED_WORDS}:
        yield "pick.evidence", min(pick.evidence, MOST_EVIDENCE)
        yield "pick.evidence.best", pick.evidence >= max(turn.evidence.values(), default=0.0)
    yield "pick.several", many > 1
    yield "pick.many", many > FEW
    narrowed = bool(slots.when or slots.for_whom or slots.themes or slots.kinds)
    yield "pick.fits", narrowed and not pick.events & ~fitting(turn, slots)
    yield "pick.fits.when", slots.when is not None and not pick.events & ~turn.table.starting(slots.when)
    yield "pick.against.when", slots.when is not None and not pick.events & turn.table.starting(slots.when)
    for name, said in (("kind", Slots(kinds=slots.kinds)), ("theme", Slots(themes=slots.themes))):
        yield f"pick.against.{name}", said.narrows and not pick.events & turn.table.choose(said)
    yield "pick.place_said", slots.place is not None and By.PLACE not in pick.by
    yield "pick.other_said", slots.other and By.OTHER not in pick.by
    yield "pick.shift_said", slots.shift != 0 and not pick.by & {By.NEXT, By.NEXT_DATE}
    if turn.has_shown:
        yield from _of_focus(pick, turn)
    yield "pick.cue", turn.cue.picks and By.SHOWN not in pick.by


def _of_focus(pick: Pick, turn: Turn) -> Iterator[Sign]:
    """Whether a pick is what was shown, among what was listed, or away from both."""
    shown, listed = turn.shown, turn.listed
    is_focus = pick.events == shown and pick.events.bit_count() == 1
    yield "pick.focus", is_focus
    yield "pick.focus.short", is_focus and turn.cue.short
    yield "pick.focus.points", is_focus and turn.cue.points
    yield "pick.focus.several_shown", pick.events == shown and not is_focus
    away = not pick.events & (listed | shown)
    yield "pick.away", away
    yield "pick.away.short", away and turn.cue.short


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


def _is_rather_unknown(candidate: Candidate, turn: Turn) -> bool:
    """Whether what nothing tells is likeliest asked, and more than twice as likely as what the candidate tells."""
    if turn.likeliest_ask is not Ask.UNKNOWN:
        return False
    return turn.acts[0][Ask.UNKNOWN] > 2 * turn.acts[0].get(ask_of(candidate.intent, claims=True), 0.0)


def _says_what_it_is(turn: Turn) -> bool:
    """Whether the likeliest reading names what nothing tells of the venue, or hears no words at all."""
    first = turn.says[0] if turn.says else None
    if first is None or first.intent == GIBBERISH:
        return first is not None
    return is_topic(first) and not first.claims and first.intent != OTHER_GAP and first.is_sure


def _of_detail(candidate: Candidate, turn: Turn) -> Iterator[Sign]:
    assert candidate.pick is not None  # a detail is of some events
    asked = {ASKED_DETAILS[code] for code in turn.asks if code in ASKED_DETAILS}
    detail = candidate.intent
    yield "detail", 1
    yield "detail.likely", log_of(turn.details_likely)
    if candidate.verdict is None:
        yield "detail.this_likely", log_of(share_of(turn.likelihood(detail), turn.details_likely))
    else:
        yield "detail.gap", 1
        yield "detail.gap.sure", log_odds(candidate.verdict.confidence)
        yield "detail.gap.asked", turn.likeliest_ask is Ask.UNKNOWN
        yield "detail.gap.nameless", detail == OTHER_GAP and _says_what_it_is(turn)
    yield "detail.told.unknown", candidate.verdict is None and _is_rather_unknown(candidate, turn)
    yield from _of_attribute(candidate, turn)
    yield "detail.question", turn.cue.asks
    unasked = not (turn.cue.asks or asked or turn.has_shown)
    yield "detail.unasked", unasked
    yield "detail.column.unasked", detail != ABOUT and (unasked or (not asked and turn.named_share == 1))
    yield "detail.asked", detail in asked
    yield "detail.asks_another", bool(asked - {detail})
    yield "detail.age_said", detail == "event_age" and bool(turn.slots.ages)
    yield "detail.when_said", detail == "event_when" and turn.slots.when is not None
    yield "detail.about", detail == ABOUT
    yield "detail.about.asked", detail == ABOUT and bool(asked)
    yield "detail.about.list", detail == ABOUT and bool(set(LIST_WORDS) & turn.asks)
    yield "detail.list", bool({Asked.LIST, Asked.EXISTS} & turn.asks)
    yield "detail.act", Asked.ACT in turn.asks or turn.speech.act is Order.SIGN_UP
    yield from signs_of_pick("detail", candidate.pick, turn)


def _of_attribute(candidate: Candidate, turn: Turn) -> Iterator[Sign]:
    """Whether the attribute that is likeliest asked is what would be told: a column of the event, or none of them."""
    asked, likely = turn.attribute
    of_all, column = asked in ATTRIBUTES_OF_ALL, COLUMNS.get(asked)
    name = "detail.gap.attribute" if candidate.verdict is not None else "detail.attribute"
    yield f"{name}.own", likely if column == candidate.intent else 0.0
    yield f"{name}.other", likely if column not in (None, candidate.intent) else 0.0
    yield f"{name}.none", likely if column is None and not of_all else 0.0
    yield f"{name}.all", likely if of_all else 0.0


def _of_request(candidate: Candidate, turn: Turn) -> Iterator[Sign]:
    name = "cancel" if candidate.intent == CANCEL else "sign_up"
    asks, speech = turn.asks, turn.speech
    yield name, 1
    yield f"{name}.goes_on", turn.state is not None and turn.state.intent == candidate.intent
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
        yield from signs_of_pick("request", candidate.pick, turn)


def _is_offered(fact: str, turn: Turn) -> bool:
    """Whether a fact tells what there is, or whom it is for: what the programme may tell as well."""
    model = turn.lexicon.model.attributes
    return any(model.softmax.labels[number] in OFFERED for _, number in model.cells.get(fact, ()))


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
        yield "say.fact.offered", _is_offered(intent, turn)
        yield "say.fact.shown", turn.state is not None and turn.state.about_events
    elif is_topic(verdict):
        yield "say.gap", 1
        yield "say.gap.sure", log_odds(verdict.confidence)
        yield "say.gap.other", intent == OTHER_GAP
        yield "say.gap.offered", intent.removeprefix(GAP) in OFFERED
        yield "say.gap.shown", turn.state is not None and turn.state.about_events
    elif intent.startswith(OFF_TOPIC):
        yield "say.off_topic", 1
    elif intent in _SMALL_TALK:
        yield "say.small_talk", 1
        yield "say.small_talk.sure", log_odds(verdict.confidence)
        yield "say.small_talk.short", turn.cue.short
        yield "say.small_talk.thanks", intent in ("thanks", "goodbye") and turn.cue.thanks
        yield "say.small_talk.question", turn.cue.asks
        yield "say.courtesy.beside", intent in COURTESIES and bool(turn.evidence or turn.subject or slots.narrows)
    elif intent in ACTIONS | FORM:
        yield "say.action", 1
        yield "say.action.sure", log_odds(verdict.confidence)
        yield "say.action.order", turn.speech.act is not None
