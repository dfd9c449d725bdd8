"""A description cut into sentences, a question about an event, and the words by which they are compared."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from math import log

from rapidfuzz.distance import OSA

from intents.meaning.catalogue import THING
from intents.model.model import Lexicon, Model
from intents.model.softmax import Floats, likelihoods, places
from intents.questions.judging import read_part
from intents.text.reading import Read
from intents.text.text import TITLE, fold, read_lists, stem, words

_BULLET = re.compile(r"^\s*(?:[-–—•*·▪►✓]|\d{1,2}[.)](?=\s))\s+")
_END = re.compile(r"(?P<mark>[.!?…]+)(?P<close>[\s  ]*[»”\"')\]]+)?\s+(?=\S)")
_LAST_WORD = re.compile(r"[\w.’']+$")
_SPACES = re.compile(r"[ \t]+")
_OPENING = "«“\"'([-–—•¿¡"
_INITIAL = 1  # letters: « J. Martin »


def sentences(text: str) -> tuple[str, ...]:
    """The sentences in their order; a heading that ends in a colon keeps the list that it begins."""
    return tuple(one for block in _blocks(text) for one in _cut(block))


def _blocks(text: str) -> Iterator[str]:
    """The lines and points of a list, without what marks them as such."""
    heading = ""
    for line in text.splitlines():
        point = _BULLET.match(line)
        said = _SPACES.sub(" ", line[point.end() :] if point else line).strip()
        if heading and said and (point or heading.endswith(":")):
            heading = f"{heading} {said}" if heading.endswith(":") else f"{heading.rstrip(',;')}, {said}"
            continue
        if heading:
            yield heading
        heading = said if said.endswith(":") else ""
        if said and not heading:
            yield said
    if heading:
        yield heading


def _cut(block: str) -> Iterator[str]:
    start = 0
    for found in _END.finditer(block):
        end = found.end("close") if found["close"] else found.end("mark")
        if _ends(block[start : found.start("mark")], found["mark"], block[found.end() :]):
            yield block[start:end].strip()
            start = found.end()
    if rest := block[start:].strip():
        yield rest


def _ends(before: str, mark: str, after: str) -> bool:
    """Whether this mark ends a sentence."""
    begins = after.lstrip(_OPENING + "   ")[:1]
    anew = begins.isupper() or begins.isdigit()
    if mark != ".":
        return anew
    word = _LAST_WORD.search(before)
    last = fold(word[0]).removesuffix(".") if word else ""
    never, within = _abbreviations()
    if last in never or (len(last) == _INITIAL and last.isalpha() and before[-1:].isupper()):
        return False
    if before.strip().isdigit():  # the number of a point: « 1. Dessiner »
        return False
    return anew or (last not in within and begins.isalpha())


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    listed = read_lists("abbreviations.yaml")
    return frozenset(str(listed["never"]).split()), frozenset(str(listed["within"]).split())


_SAME_START = 5  # letters that two related words share ("imprimer", "imprimante")
_RELATED, _MISSPELT = 0.7, 0.85
_LONG, _SHORTEST = 7, 4  # letters: of two slips, and of one
_NAME = re.compile(r"(?<=[a-zà-ÿ,;] )[A-ZÀ-Ý][a-zà-ÿ]+")


def telling(said: Iterable[str]) -> tuple[str, ...]:
    """The words that speak of something."""
    return tuple(word for word in said if len(word) > 1 and word not in _empty() and word not in (THING, TITLE))


def matters(word: str) -> frozenset[str]:
    """What a word speaks of."""
    return _matters().get(stem(word), frozenset())


def wanted(said: Sequence[str]) -> frozenset[str]:
    """The kinds of answer that a question asks for."""
    return _kinds("wants", said)


def given(said: Sequence[str], text: str) -> frozenset[str]:
    """The kinds of answer that a sentence gives; names of people are told by their capital."""
    numbers = {"number"} if any(word.isdigit() for word in said) else set()
    names = {"person"} if _NAME.search(text) else set()
    return _kinds("gives", said) | numbers | names


def likeness(one: str, other: str) -> float:
    """How surely two stems are of one word, from 0 to 1."""
    if one == other:
        return 1.0
    shorter = min(len(one), len(other))
    if shorter < _SHORTEST or one[0] != other[0]:
        return 0.0
    if OSA.distance(one, other) <= (1 if shorter < _LONG else 2):
        return _MISSPELT
    return _RELATED if one[:_SAME_START] == other[:_SAME_START] else 0.0


def answered_by() -> Mapping[str, tuple[str, ...]]:
    """Attribute asked -> other attributes of which a sentence may answer."""
    return _answered_by()


@cache
def _answered_by() -> dict[str, tuple[str, ...]]:
    return {str(asked): tuple(str(told).split()) for asked, told in read_lists("answered_by.yaml").items()}


@cache
def _empty() -> frozenset[str]:
    return frozenset(str(read_lists("statement_words.yaml")["empty"]).split())


@cache
def _matters() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for matter, listed in read_lists("statement_words.yaml")["same"].items():
        for word in words(str(listed)):
            found.setdefault(stem(word), set()).add(str(matter))
    return {one: frozenset(matters) for one, matters in found.items()}


def _kinds(name: str, said: Sequence[str]) -> frozenset[str]:
    return frozenset(kind for kind, listed in _of_kinds(name).items() if not listed.isdisjoint(said))


@cache
def _of_kinds(name: str) -> dict[str, frozenset[str]]:
    listed = read_lists("statement_words.yaml")[name]
    return {str(kind): frozenset(str(some).split()) for kind, some in listed.items()}


_ASKS_FROM = 0.15  # likelihood from which a word alone asks for an attribute: "goûter" asks whether there is one
_RARE = 15  # times that our phrasings use a word which says something of its own


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question that speaks of something.

    `weight` is how much it counts, from 0 to 1; `asks` says that it asks by itself what the question asks; `concept` is
    "" for a word of none.
    """

    stem: str
    weight: float
    is_rare: bool
    asks: bool
    matters: frozenset[str]
    concept: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the words that tell, how likely each attribute is, and the kinds of answer that are wanted."""

    words: tuple[Word, ...]
    asked: Floats
    wants: frozenset[str]

    @classmethod
    def of(cls, said: Sequence[str], markers: Sequence[str], model: Model) -> "Question":
        """From words put right, one of which may stand for the title of the event."""
        hidden = tuple(THING if word == TITLE else word for word in said)
        asked = model.asked(Read("", hidden, tuple(markers)))
        total = sum(model.reader.speller.known.values())
        words = tuple(_word(one, int(asked.argmax()), total, model) for one in telling(hidden))
        return cls(words, asked, wanted(hidden))


def read_question(text: str, lexicon: Lexicon, now: datetime) -> Question:
    """A question of a message, the titles that it names put aside; `now` is local to the venue."""
    part = read_part(text, lexicon, now)
    return Question.of(part.found.heard.marked(part.said), part.read.markers, lexicon.model)


def _word(word: str, attribute: int, total: int, model: Model) -> Word:
    usual, own = model.reader.speller.known.get(word, 0), stem(word)
    alone = likelihoods(model.attributes.softmax.scores(places((word,), (), model.reader.concepts)))
    return Word(
        stem=own,
        weight=log((total + 2) / (1 + usual)) / log(total + 2),
        is_rare=usual < _RARE,
        asks=float(alone[attribute]) > _ASKS_FROM,
        matters=matters(word),
        concept=model.reader.concepts.get(own, ""),
    )
