"""The signs of what may be looked for: what is asked, how it came about, what is kept of before, and what fits."""

from collections.abc import Iterator

from intents.asked import DETAILS as ASKED_DETAILS
from intents.asked import Asked
from intents.catalogue import EVENTS
from intents.dialogue.queries import Find, Way, Wish
from intents.dialogue.roles import Role
from intents.dialogue.sign import FEW, LIST_WORDS, MANY, MOST_EVIDENCE, Sign, log_of
from intents.dialogue.subject import rarity, usual
from intents.dialogue.turn import Turn
from intents.query.table import Events

_ANY_DAY = frozenset({"un", "une", "les", "des", "any", "a", "cote"})
_LONG = 12  # words: who tells a story
_LEAST = -8.0  # how much less likely than the likeliest roles, a logarithm


def of_find(find: Find, events: Events, turn: Turn) -> Iterator[Sign]:
    """The signs of a search and of the events that it finds."""
    anew = bool({Asked.LIST, Asked.NOUN} & turn.asks)
    yield from _of_words(find, turn)
    yield from _of_subject(find, events, turn, anew)
    yield from _of_moment(find, turn)
    yield from _result(events, turn)
    yield from _carried(find, turn, anew)
    yield "find.other.cue", Way.OTHER in find.ways and turn.slots.other
    yield "find.shown", turn.has_shown
    yield "find.together.cue", turn.cue.together and Way.TOGETHER in find.ways
    yield "find.one_of.before", Way.ONE_OF in find.ways and not turn.slots.ages
    yield "find.one_of.left", bool(turn.meant.ages) and Way.ONE_OF not in find.ways
    yield "find.place_left", turn.slots.place is not None and Way.NTH not in find.ways


def _of_words(find: Find, turn: Turn) -> Iterator[Sign]:
    """What the words ask for, and how the search came about."""
    asks, cue = turn.asks, turn.cue
    yield "find", 1
    yield "find.likely", log_of(turn.likelihood(EVENTS))
    yield from ((f"find.asks.{code}", 1) for code in LIST_WORDS if code in asks)
    yield "find.asks.detail", len(asks & ASKED_DETAILS.keys()) > 0
    yield "find.asks.other", bool(asks & {Asked.VENUE, Asked.MUST, Asked.HOW, Asked.YOU, Asked.MINE})
    yield "find.wishes", len(find.said)
    yield "find.long", len(turn.said) > _LONG
    yield "find.question", cue.asks
    yield from ((f"find.{way.name.lower()}", 1) for way in find.ways - {Way.ROLES, Way.NEVER})


def _of_subject(find: Find, events: Events, turn: Turn, anew: bool) -> Iterator[Sign]:
    """How surely the title, the words or the subject looked for are what is meant."""
    long = len(turn.said) > _LONG
    if Way.EVIDENCE in find.ways or Way.TITLE in find.ways:
        yield "find.evidence.much", min(find.evidence, MOST_EVIDENCE)
        yield "find.evidence.long", Way.EVIDENCE in find.ways and long
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


def _of_moment(find: Find, turn: Turn) -> Iterator[Sign]:
    """How the time was read, by what its expressions are for."""
    cue = turn.cue
    yield "find.habit.article", Way.HABIT in find.ways and bool(_ANY_DAY & set(turn.said))
    yield "find.from_there.cue", Way.FROM_THERE in find.ways and cue.there
    if find.moment is not None and find.moment.unlikely is not None:
        yield "time.unlikely", max(find.moment.unlikely, _LEAST)
        yield "time.likeliest", find.moment.unlikely == 0
        yield from ((f"time.{role.name.lower()}", 1) for role in set(find.moment.roles) - {Role.WANTED})


def _result(events: Events, turn: Turn) -> Iterator[Sign]:
    many = events.bit_count()
    yield "result.none", many == 0
    yield "result.one", many == 1
    yield "result.few", 1 < many <= FEW
    yield "result.many", many > MANY
    yield "result.all", events == turn.table.all
    if turn.has_shown:
        before = turn.listed
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
