"""Words that point to an event, refuse one, count people, or plainly ask for a detail, a sign-up, a list."""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any

from intents.text.grammar import Found, Grammar, Rule
from intents.text.seeking import Seeker
from intents.text.text import read_lists, words
from intents.text.word_codes import codes_in
from intents.text.wordlists import load


@dataclass(frozen=True, slots=True)
class _Lists:
    """What data/pointing.yaml says."""

    places: Mapping[str, int]
    before_a_place: frozenset[str]
    not_a_place: frozenset[str]
    soonest: frozenset[str]
    soonest_of: frozenset[str]
    other: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]


def find_place(said: Sequence[str], dated: Collection[str]) -> int | None:
    """The place in a list that is told ("le deuxième" is 2, "le dernier" -1); a date's words tell none."""
    lists = _lists()
    if end := _of_phrases(said, "earliest", "latest"):
        return -end  # the first of a list is the earliest
    for before, word, after in zip(("", *said), said, (*said[1:], ""), strict=False):
        place = lists.places.get(word)
        known = before in lists.before_a_place or not before
        if place is not None and known and word not in dated and after not in lists.not_a_place:
            return place
    return None


def is_soonest(said: Sequence[str], dated: Collection[str]) -> bool:
    """Whether only the next one is asked for ("le prochain atelier", not "les prochains")."""
    lists = _lists()
    pairs = pairwise(("", *said))
    opens = len(said) > 1 and bool({said[0]} & lists.soonest - set(dated))  # "prochain pour 8 ans"
    return opens or any(
        word in lists.soonest and before in lists.soonest_of and word not in dated for before, word in pairs
    )


def is_other(said: Sequence[str]) -> bool:
    """Whether something else than what was shown is asked for."""
    return bool(_lists().other & set(said))


def find_shift(said: Sequence[str]) -> int:
    """Whether something earlier (-1) or later (1) than what was shown is asked for; 0 when neither is."""
    lists = _lists()
    if said and (said[-1] in lists.before or said[-1] in lists.after):
        return -1 if said[-1] in lists.before else 1
    return 0 if _of_phrases(said, "earliest", "latest") else _of_phrases(said, "earlier", "later")


@cache
def _lists() -> _Lists:
    lists = read_lists("pointing.yaml")
    by_place: Mapping[int, Sequence[Any]] = lists["places"]
    places = {word: place for place, listed in by_place.items() for said in listed for word in words(str(said))}
    names = ("before_a_place", "not_a_place", "soonest", "soonest_of", "other", "before", "after")
    return _Lists(places, *(_set(lists[name]) for name in names))


def _of_phrases(said: Sequence[str], less: str, more: str) -> int:
    """-1 when a phrase of the first list was said, 1 when one of the second was, else 0."""
    text = f" {' '.join(said)} "
    found = (sign for name, sign in ((less, -1), (more, 1)) for phrase in _phrases(name) if f" {phrase} " in text)
    return next(found, 0)


@cache
def _phrases(name: str) -> tuple[str, ...]:
    return tuple(" ".join(words(str(phrase))) for phrase in read_lists("pointing.yaml")[name])


def _set(listed: Sequence[Any]) -> frozenset[str]:
    return frozenset(word for said in listed for word in words(str(said)))


_ARTICLES = frozenset({"le", "la", "les", "l", "du", "de", "d", "the", "en"})
_FOR = frozenset({"pour", "for"})  # covered as well where it ends a refusal: "pas pour les enfants"
_REACH = 4  # words that a refusal covers


def refused_places(said: Sequence[str], dated: Set[str]) -> frozenset[int]:
    """The places of the words that are refused, without the refusing words; refused dates are read with the dates."""
    lists = _refusal_lists()
    if lists.begin.isdisjoint(said):
        return frozenset()
    places = set[int]()
    for place, word in enumerate(said):
        if word not in lists.starts:
            continue
        first = lists.starts[word]
        length = max((len(one) for one in first if tuple(said[place : place + len(one)]) == one), default=0)
        if not length or (place and word in ("pas", "not", "no") and said[place - 1] in lists.having):
            continue
        if said[place + length - 1] in _FOR:
            places.add(place + length - 1)
        places.update(_covered(said, place + length, 1, dated))
    return frozenset(places | _refused_before(said, dated) | set(_refused_bare(said)))


def _covered(said: Sequence[str], start: int, step: int, dated: Set[str]) -> Iterator[int]:
    """The words that a refusal covers, on from a place or back from it; small words do not count."""
    lists, left = _refusal_lists(), _REACH
    for place in range(start, len(said) if step > 0 else -1, step):
        if said[place] in lists.stops or said[place] in dated - _ARTICLES or not left:
            return
        left -= said[place] not in lists.leads
        yield place


def _refused_before(said: Sequence[str], dated: Set[str]) -> frozenset[int]:
    """ "Conférences exceptées": what the word before it names."""
    lists, text = _refusal_lists(), tuple(said)
    found = (n for n, word in enumerate(text) if n and word in lists.ends)
    ends = (n for n in found if any(text[n : n + len(one)] == one for one in lists.ends[text[n]]))
    return frozenset(n - 1 for n in ends if said[n - 1] not in dated and said[n - 1] not in lists.leads)


def _refused_bare(said: Sequence[str]) -> Iterator[int]:
    """ "Perso pas pro", "je suis pas dans une asso": a listed word right after "pas", which follows no other verb."""
    lists = _refusal_lists()
    for place in (place for place, word in enumerate(said) if word in lists.bare):
        before = said[place - 1] if place else ""
        first = next((n for n in range(place + 1, len(said)) if said[n] not in lists.within), None)
        if first is None or (before and before not in lists.bare_after | lists.of_oneself):
            continue
        names = ("audiences",) if before in lists.of_oneself else ("audiences", "themes", "kinds", "refused")
        if any(codes_in(name, (said[first],)) for name in names):
            yield first


@dataclass(frozen=True, slots=True)
class _Refusals:
    """What data/refusals.yaml says: how a refusal may start, by its first word; what makes it none; what ends it; how
    one ends that stands after what it refuses, by its first word; the words that do not count. `bare` refuse a listed
    word by themselves, behind one of `bare_after` or of the words by which people speak of themselves.
    """

    starts: Mapping[str, Sequence[tuple[str, ...]]]
    having: frozenset[str]
    stops: frozenset[str]
    ends: Mapping[str, Sequence[tuple[str, ...]]]
    leads: frozenset[str]
    bare: frozenset[str]
    bare_after: frozenset[str]
    of_oneself: frozenset[str]
    within: frozenset[str]
    begin: frozenset[str]  # the words of which a message that refuses holds one


@cache
def _refusal_lists() -> _Refusals:
    lists = read_lists("refusals.yaml")
    starts, ends = _by_first_word(lists["starts"]), _by_first_word(lists["ends"])
    having, stops, leads = (_set(lists[name]) for name in ("after_having", "stops", "leads"))
    bare, bare_after, of_oneself, within = (
        _set(lists[name]) for name in ("bare", "bare_after", "of_oneself", "within")
    )
    begin = frozenset((*starts, *ends, *bare))
    return _Refusals(starts, having, stops, ends, leads, bare, bare_after, of_oneself, within, begin)


def _by_first_word(phrases: Sequence[Any]) -> Mapping[str, Sequence[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        said = tuple(words(str(phrase)))
        found.setdefault(said[0], []).append(said)
    return found


_NUMBER = ("n12", "n31", "n99")
_CLASSES = {
    "NUMBER": (*_NUMBER, "one"),
    "FIGURE": (*_NUMBER, "zero", "big", "year"),
    "PEOPLE": ("people", "one_person"),
}


def find_count(text: str) -> int | None:
    """The number of people told ("mes deux enfants" is 2, "2 adultes et 3 enfants" 5); None when no number is."""
    counts = (item.value for item in count_seeker().read(text, date.min) if item.kind == "count")
    return next((one for one in counts if isinstance(one, int)), None)


@cache
def count_seeker() -> Seeker:
    """Who looks for numbers of people."""
    words = load("counts", "numbers")
    return Seeker.of(words, Grammar(_LAYERS, words.kinds, _CLASSES), ("count",))


def _sum(found: Found, today: date) -> int:
    return sum(found.values(_NUMBER, int)) + len(found.values(("one",), bool))


def _twins(found: Found, today: date) -> int | None:
    return found.get("n", int)


_PEOPLE = "NUMBER size* PEOPLE"
_LAYERS = (
    (
        Rule("noise", "FIGURE (to|dash|slash) FIGURE"),
        Rule("noise", "FIGURE (and|or|comma) FIGURE unit"),
        Rule("noise", "FIGURE unit"),
        Rule("noise", "room of NUMBER people"),
    ),
    (
        Rule("count", f"{_PEOPLE} ((and|comma) {_PEOPLE})+", _sum),
        Rule("count", "FIGURE size* PEOPLE", _sum),
        Rule("count", "one size* (place|one_person)", _sum),
        Rule("count", "FIGURE place", _sum),
        Rule("count", "we_are about? FIGURE (?! unit|slash|dash)", _sum),
        Rule("count", "both FIGURE (?! unit|word|slash|dash)", _sum),
        Rule("count", "FIGURE of_us", _sum),
        Rule("count", "n:twins", _twins),
    ),
)


class Asked(StrEnum):
    """What words ask for; one message may ask several."""

    ROOM = "room"
    START = "start"
    DURATION = "duration"
    AGE = "age"
    FITS = "fits"  # whether somebody may come
    CAPACITY = "capacity"
    SIGN_UP = "sign_up"
    ACT = "act"  # "inscrivez", "je prends": the sign-up is to be done now
    CANCEL = "cancel"
    LIST = "list"  # what is on
    NOUN = "noun"  # a word for what is on: "atelier", "soirée"
    EXISTS = "exists"  # "il y a", "avez-vous": of an event it asks for a list
    TASTE = "taste"  # what somebody likes or wants to do
    MUST = "must"  # whether something is needed, which asks for nothing to be done either
    MINE = "mine"  # what the bot holds of somebody
    HOW = "how"  # how something works, which asks for nothing to be done
    VENUE = "venue"  # the venue's own affairs: opening, prices, parking
    YOU = "you"  # what or how the bot itself is: "tu es un robot ?" asks for no workshop


# The details an event's card tells, the most telling first: "il finit à quelle heure" asks for the end.
DETAILS = {
    Asked.DURATION: "event_duration", Asked.CAPACITY: "event_capacity", Asked.AGE: "event_age",
    Asked.ROOM: "event_room", Asked.START: "event_when",
}  # fmt: skip


def asked(said: Sequence[str]) -> frozenset[Asked]:
    """What these words ask for."""
    asks = frozenset(Asked(code) for code in codes_in("asks", said))
    return asks | {Asked.SIGN_UP} if Asked.ACT in asks else asks
