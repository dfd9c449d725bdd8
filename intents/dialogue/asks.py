"""What a message asks for by its words, what each expression of time in it is for, and a subject that no list holds."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import accumulate, product

import numpy as np

from intents.dates.when import When
from intents.meaning.catalogue import NOT_TOPICS, OFF_TOPIC
from intents.model.model import Lexicon
from intents.model.softmax import Places, Softmax, hashed, likelihoods, places
from intents.query.titles import is_common, is_empty
from intents.questions.judging import Part
from intents.text.reading import Reader
from intents.text.text import LANGUAGES, read_lists, stem, words
from intents.text.word_codes import places_in


class Ask(StrEnum):
    """What is asked for."""

    FIND = "find"
    WHEN = "when"
    DURATION = "duration"
    ROOM = "room"
    AGE = "age"
    CAPACITY = "capacity"
    ABOUT = "about"
    SIGN_UP = "sign_up"
    CANCEL = "cancel"
    FACT = "fact"
    UNKNOWN = "unknown"
    THANKS = "thanks"
    OFF_TOPIC = "off_topic"
    OTHER = "other"


class After(StrEnum):
    """What had just been shown."""

    NOTHING = "nothing"
    LIST = "list"
    ONE = "one"
    FACT = "fact"


_OF_INTENTS: Mapping[str, Ask] = {
    "events": Ask.FIND, "event_when": Ask.WHEN, "event_duration": Ask.DURATION, "event_room": Ask.ROOM,
    "event_age": Ask.AGE, "event_capacity": Ask.CAPACITY, "event_about": Ask.ABOUT, "sign_up": Ask.SIGN_UP,
    "cancel_sign_up": Ask.CANCEL, "thanks": Ask.THANKS, "goodbye": Ask.THANKS,
}  # fmt: skip


def ask_of(intent: str, *, claims: bool) -> Ask:
    """What an intent stands for; a topic that `claims` nothing is asked in vain."""
    if intent in NOT_TOPICS:
        return _OF_INTENTS.get(intent, Ask.OTHER)
    if intent.startswith(OFF_TOPIC):
        return Ask.OFF_TOPIC
    return Ask.FACT if claims else Ask.UNKNOWN


def features(said: Sequence[str], markers: Sequence[str], shown: After, concepts: Mapping[str, str]) -> Places:
    """Those of the words, put right and without titles, and of what had been shown before them."""
    return places(said, made_of(markers, shown), concepts)


def made_of(markers: Sequence[str], shown: After) -> tuple[str, ...]:
    """The markers, and one for what had been shown."""
    return (*markers, f"after_{shown.value}")


_FEW, _SEVERAL = 3, 6  # expressions of which three and two roles are combined: of more, the likeliest each, of one all
_NEAR = 5  # words before and after an expression whose place counts
_OTHER = "xothertimex"  # stands for another expression of time
_STOPS = re.compile(r"[,.;:!?()\n]|\b(?:mais|donc|alors|du coup|sinon|parce|car|but|so|because|then)\b", re.IGNORECASE)


class Role(StrEnum):
    """What an expression of time is for; the values are the marks of data/roles."""

    WANTED = "w"
    NOT_FREE = "n"
    FREE_FROM = "f"
    FREE_UNTIL = "u"
    TOLD = "t"


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of time as it is written, and how likely each role is (natural logarithms); `goes_on`: it stands
    right after the one before it ("samedi", "matin").
    """

    text: str
    likely: Mapping[Role, float]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A role for each expression, and the logarithm of how likely they are together."""

    roles: tuple[Role, ...]
    likely: float


def expressions(text: str, when: When, model: Softmax | None, reader: Reader) -> tuple[Expression, ...]:
    """The expressions of time of a text that was read, in order; every role is as likely without a model."""
    shares = [_shares(model, role_features(text, when.pieces, number, reader)) for number in range(len(when.pieces))]
    goes_on = [n > 0 and not text[when.pieces[n - 1][1] : first].strip() for n, (first, _) in enumerate(when.pieces)]
    runs = list(accumulate(not one for one in goes_on))
    return tuple(
        Expression(text[first:last], _mean([shares[m] for m, run in enumerate(runs) if run == runs[n]]), goes_on[n])
        for n, (first, last) in enumerate(when.pieces)
    )


def _mean(likely: Sequence[Mapping[Role, float]]) -> Mapping[Role, float]:
    """ "Le mercredi", "après-midi": what stands side by side is for the same."""
    return {role: sum(one[role] for one in likely) / len(likely) for role in likely[0]}


def readings(found: Sequence[Expression], most: int) -> tuple[Reading, ...]:
    """The likeliest roles of all expressions together, best first."""
    many = len(Role) if len(found) == 1 else 3 if len(found) <= _FEW else 2 if len(found) <= _SEVERAL else 1
    usual = [sorted(one.likely, key=lambda role: -one.likely[role])[:many] for one in found]
    every = [
        Reading(roles, sum(one.likely[role] for one, role in zip(found, roles, strict=True)))
        for roles in product(*usual)
    ]
    return tuple(sorted(every, key=lambda one: -one.likely)[:most])


def together(found: Sequence[Expression], role: Role) -> float:
    """The logarithm of how likely all expressions have this role."""
    return sum(one.likely[role] for one in found)


def role_features(text: str, pieces: Sequence[tuple[int, int]], number: int, reader: Reader) -> Places:
    """Those of an expression's surroundings: the words before and after it by their distance and in its thought, how
    the thought begins, and the expression itself.
    """
    first, last = pieces[number]
    start, end = _thought(text, first, last)
    before, after = words(_blanked(text, pieces, 0, first)), words(_blanked(text, pieces, last, len(text)))
    thought_before = words(_blanked(text, pieces, start, first))
    thought_after = words(_blanked(text, pieces, last, end))
    named = {
        *_near("b", before[::-1]),
        *_near("a", after),
        *_bag("tb", thought_before, reader),
        *_bag("ta", thought_after, reader),
        *(f"in {word}" for word in words(text[first:last])),
        f"of {min(len(pieces), 4)}",
        f"nth {min(number, 3)}",
        f"back {min(len(pieces) - number, 3)}",
        f"sign {text[start - 1] if start else '^'}",
        f"starts {' '.join(thought_before[:1])}",
        f"starts {' '.join(thought_before[:2])}",
        f"leads {' '.join(words(text[:start])[-1:])}",
        f"opens {not before} {not thought_before}",
        f"ends {not after} {not thought_after}",
        f"asks {'?' in text[last : end + 1]}",
        *(f"far {stem(word)}" for word in words(_blanked(text, pieces, 0, start))[-8:]),
        *(f"later {stem(word)}" for word in words(_blanked(text, pieces, end, len(text)))[:8]),
        *_taken("b", thought_before[::-1]),
        *_taken("a", thought_after),
        *(f"kl {kind}" for word in after[:8] if (kind := _busy().get(stem(word)))),
    }
    return hashed(named)


def _taken(side: str, beside: Sequence[str]) -> Iterator[str]:
    """What the words of the thought on one side, nearest first, say of what takes the time, or leaves it free."""
    kinds = [(place, kind) for place, word in enumerate(beside) if (kind := _busy().get(stem(word)))]
    if not kinds:
        yield f"k{side} none"
    for place, kind in kinds:
        yield from (f"k{side} {kind}", f"kt {kind}", f"kn{side}{min(place, 4)} {kind}")
        yield f"kw{side} {kind} {stem(beside[0])}"
        if place:
            yield f"kp{side} {stem(beside[place - 1])} {kind}"


@cache
def _busy() -> Mapping[str, str]:
    """What takes a time, or leaves it free, by stem; a word of two kinds is of the first."""
    kinds: dict[str, str] = {}
    for kind, lines in read_lists("busy.yaml").items():
        for word in words(" ".join(lines)):
            kinds.setdefault(stem(word), str(kind))
    return kinds


def _near(side: str, beside: Sequence[str]) -> Iterator[str]:
    """The words beside an expression, nearest first, with and without their distance."""
    yield from (f"{side}{place} {stem(word)}" for place, word in enumerate(beside[:3]))
    yield from (f"{side} {stem(word)}" for word in beside[:_NEAR])
    yield f"{side}{side} {' '.join(beside[:2])}"
    for word in beside[:_NEAR]:
        yield from (f"{side}# {word[:length]}" for length in (3, 4, 5) if len(word) >= length)


def _bag(side: str, said: Sequence[str], reader: Reader) -> Iterator[str]:
    """The words of a thought on one side and on either, and their concepts."""
    for word in map(stem, said):
        yield from (f"{side} {word}", f"t {word}")
        if word in reader.concepts:
            yield f"c {reader.concepts[word]}"


def _shares(model: Softmax | None, row: Places) -> Mapping[Role, float]:
    if model is None:
        return dict.fromkeys(Role, float(np.log(1 / len(Role))))
    shares = np.log(likelihoods(model.scores(row)) + 1e-4)
    return {Role(label): float(share) for label, share in zip(model.labels, shares, strict=True)}


def _blanked(text: str, pieces: Sequence[tuple[int, int]], start: int, end: int) -> str:
    """The stretch of the text, another word in the place of each expression of time."""
    parts, at = [], start
    for first, last in pieces:
        if start <= first and last <= end:
            parts += [text[at:first], f" {_OTHER} "]
            at = last
    return "".join([*parts, text[at:end]])


def _thought(text: str, first: int, last: int) -> tuple[int, int]:
    """From where to where the words go around an expression, up to a sign or a word that begins another thought."""
    before = [one.end() for one in _STOPS.finditer(text, 0, first)]
    after = _STOPS.search(text, last)
    return (before[-1] if before else 0), (after.start() if after else len(text))


SOUGHT, STORY = "sought", "story"  # what a word may be
_LISTS = ("audiences", "kinds", "people", "themes")
_SHORTEST = 3  # letters
_MOST = 3  # words
_NEAR_SUBJECT = 3  # words before and after one whose place counts
_LIKELY = 0.3  # from which a word is taken for the subject: what is none is left to the ranker
_LONGEST = 40  # letters that are said back
_TYPED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Subject:
    """The words that tell what is looked for and that nothing else explains, and how likely the likeliest is one."""

    words: tuple[str, ...] = ()
    likely: float = 0.0


def subject(part: Part, lexicon: Lexicon) -> Subject:
    """What the message is about where no list and no title holds it; without words where all are explained."""
    said = part.said
    known = part.found.dated | _names(part)
    explained = frozenset().union(*(places_in(name, said) for name in _LISTS))
    told = [
        (place, likely)
        for place, word in enumerate(said)
        if may_be_one(word)
        and word not in known
        and place not in explained
        and (likely := _likelihood(said, place, lexicon)) >= _LIKELY
    ][:_MOST]
    return Subject(tuple(said[place] for place, _ in told), max((likely for _, likely in told), default=0.0))


def may_be_one(word: str) -> bool:
    """Whether a word by itself may tell what is looked for."""
    return len(word) >= _SHORTEST and word.isalpha() and not is_empty(word) and not is_common(stem(word))


def subject_features(said: Sequence[str], place: int, reader: Reader) -> Places:
    """Those of a word among others: itself, how much our phrases use it, and the words beside it by their distance."""
    word = said[place]
    before, after = (*said[:place][::-1][:_NEAR_SUBJECT], "^"), (*said[place + 1 :][:_NEAR_SUBJECT], "$")
    named = {
        f"w {stem(word)}",
        f"e {word[-3:]}",
        f"e {word[-4:]}",
        *(f"b{n} {stem(one)}" for n, one in enumerate(before)),
        *(f"b {stem(one)}" for one in before),
        *(f"a{n} {stem(one)}" for n, one in enumerate(after)),
        *(f"a {stem(one)}" for one in after),
        f"bb {' '.join(before[:2])}",
        f"used {int(math.log2(1 + reader.speller.known.get(word, 0)))}",
        f"of {min(5, len(said) // 5)}",
        f"at {4 * place // len(said)}",
    }
    return hashed(named)


def _likelihood(said: Sequence[str], place: int, lexicon: Lexicon) -> float:
    model = lexicon.model
    if model.subjects is None:
        return 0.0
    shares = likelihoods(model.subjects.scores(subject_features(said, place, model.reader)))
    return float(shares[model.subjects.labels.index(SOUGHT)])


def as_typed(text: str, told: Sequence[str]) -> str:
    """The words of a subject as they stand in the text, from the first to the last; empty where they are not all there
    or should not be said back.
    """
    if not told or _unsaid() & set(told):
        return ""
    typed = [one for one in _TYPED.finditer(text) if (words(one.group()) or [""])[-1] in told]
    stretch = text[typed[0].start() : typed[-1].end()] if typed else ""
    return stretch if set(told) <= set(words(stretch)) and len(stretch) <= _LONGEST else ""


def rarity(lexicon: Lexicon, told: Sequence[str]) -> float:
    """How little our own phrases use the words of a subject, from 0 to 1."""
    known = lexicon.model.reader.speller.known
    return max((1 / (1 + known.get(word, 0)) for word in told), default=0.0)


def usual(lexicon: Lexicon, told: Sequence[str]) -> int:
    """How much everybody uses the most usual word of a subject, from 0 to 5."""
    votes = lexicon.model.languages.votes
    return max((max(votes.get(word, {}).get(code, 0) for code in LANGUAGES) for word in told), default=0)


_TOLD_BY = (1.0, 1.0, 1.0, 0.8, 0.4, 0.2)  # how much a word tells, by how usual it is


def told_by(lexicon: Lexicon, word: str) -> float:
    """How much a word tells of an event whose texts hold it: one that everybody uses all the time tells little."""
    return _TOLD_BY[min(usual(lexicon, (word,)), len(_TOLD_BY) - 1)]


def _names(part: Part) -> Set[str]:
    return {one.lower() for name in part.found.slots.names for one in name.split()}


@cache
def _unsaid() -> frozenset[str]:
    return frozenset(words(" ".join(read_lists("subjects.yaml")["unsaid"])))
