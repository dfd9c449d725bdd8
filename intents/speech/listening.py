"""From a message, clause by clause, to how it was said: detectors learnt from data/speech, over runs of words."""

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, repeat
from typing import TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from intents.meaning.meaning import Act, Clause, Coming, Speech, Trouble, Whose, Writer
from intents.text.text import Places, places_in, read_lists, said_in, sound

_MARKED = re.compile(r"[^.!?…;,:\n()]+[.!?…;,:\n()]*")
_CLAUSE_MARKS = " .!…;,:\n()"  # a question mark is kept: it makes a clause of its own kind


def clauses(text: str) -> tuple[str, ...]:
    """The pieces, without what only joins them."""
    pieces = (piece for part in _MARKED.findall(text) for piece in _any_of("apart").split(part))
    bare = (_any_of("joins").sub("", piece.strip(_CLAUSE_MARKS)) for piece in pieces)
    return tuple(piece for piece in bare if any(map(str.isalnum, piece)))


@cache
def _any_of(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in read_lists("clauses.yaml")[kind]), re.IGNORECASE)


TABLE = 1 << 17  # places of the table; two features seldom share one
LONGEST = 700  # characters that are heard of one message: from its start and from its end
CHILD_AGE, TEEN_AGE, GROWN_AGE, YEAR = "<child_age>", "<teen_age>", "<grown_age>", "<year>"
_OF_AGE = ((range(3, 15), CHILD_AGE), (range(15, 18), TEEN_AGE), (range(18, 111), GROWN_AGE))
_YEARS = range(1900, 2100)
RUN = (1, 2, 3)  # words
RUN_OF_KINDS = (2, 3, 4)
APART = (2, 3, 4)  # words from one to the other of a pair
_PIECES = (2, 3, 4, 5)  # letters
SAID, HEARD, KINDS, ALONE, PAIR = map(crc32, (b"", b"~", b"k", b"o", b"p"))  # what a feature begins with
_STRETCHED = re.compile(r"(.)\1{2,}")
_STUCK = re.compile(r"(?<=\d)(?=(?:ans?|yo|yrs?|years?)\b)")  # « 9ans »


def signs(text: str) -> tuple[str, ...]:
    """The words and marks of a message, folded and written out; an age in figures is its kind."""
    heard = text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} {text[-LONGEST // 2 :]}"
    return tuple(map(_sign, said_in(_STUCK.sub(" ", heard))))


def features(said: Sequence[str]) -> Places:
    """The places in the table of what these signs are made of, each once."""
    kind = kinds(said)
    alone = [*filter(counts_alone, kind)]  # whatever stands between them
    found = array("I")
    runs = (_runs(said, RUN, SAID), _runs([*map(sound_of, said)], RUN, HEARD), _runs(kind, RUN, KINDS))
    for checks in chain(*runs, _pairs(kind), _runs(alone, RUN_OF_KINDS, ALONE)):
        found.fromlist(checks)
    for sign in dict.fromkeys(said):
        found += pieces(sign)
    return places_in(TABLE, found)


def kinds(said: Sequence[str]) -> tuple[str, ...]:
    """The kind of each sign that has one, else the sign."""
    return tuple(map(_kinds().get, said, said))


def counts_alone(kind: str) -> bool:
    """Whether such kinds follow one another whatever stands between them."""
    return kind.startswith("<") or kind == "?"


def as_child(said: Sequence[str]) -> tuple[str, ...]:
    """The same said by somebody younger: « j'ai 16 ans » as « j'ai 12 ans »."""
    return tuple(CHILD_AGE if kind == TEEN_AGE else sign for sign, kind in zip(said, kinds(said), strict=True))


@lru_cache(maxsize=20_000)
def _sign(typed: str) -> str:
    word = _STRETCHED.sub(r"\1\1", typed)
    if not word.isdecimal():
        return word
    number = int(word[:5])
    return next((kind for ages, kind in _OF_AGE if number in ages), YEAR if number in _YEARS else word)


@cache
def _kinds() -> dict[str, str]:
    """The kind of each word, from data/speech.yaml."""
    found: dict[str, str] = {}
    for kind, listed in read_lists("speech.yaml").items():
        for word in listed:
            found.setdefault(str(word), f"<{kind}>")
    return found


@lru_cache(maxsize=20_000)
def sound_of(sign: str) -> str:
    """« tapé » as « tapait »."""
    return sound(sign) if sign.isalpha() else sign


def _runs(said: Sequence[str], lengths: Sequence[int], mark: int) -> Iterator[list[int]]:
    """The checks of the runs of each length. That of a run goes on from that of the run that is a word shorter."""
    words = [*map(_spaced, ("<", *said, ">"))]
    runs = [mark] * len(words)
    for length in range(1, lengths[-1] + 1):
        runs = [*map(crc32, words[length - 1 :], runs)]
        if length >= lengths[0]:
            yield runs


def _pairs(kinds: Sequence[str]) -> Iterator[list[int]]:
    words = [*map(_spaced, kinds)]
    begun = [*map(crc32, words, repeat(PAIR))]
    return ([*map(crc32, words[apart:], begun)] for apart in APART)


@lru_cache(maxsize=20_000)
def _spaced(word: str) -> bytes:
    return f" {word}".encode()


@lru_cache(maxsize=20_000)
def pieces(word: str) -> "array[int]":
    """The checks of a word's runs of letters, its edges marked."""
    edged = f"_{word}_"
    starts = ((length, start) for length in _PIECES for start in range(len(edged) - length + 1))
    return array("I", (crc32(f"#{edged[start : start + length]}".encode()) for length, start in starts))


Halves = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Detector:
    """`words`: a weight for each place of the feature table, to three digits: more decide nothing, and take memory."""

    words: Halves
    bias: float

    def score(self, places: Places) -> float:
        """Above 0 it rather is of this kind, below it rather is not; sentences like those learnt have 1 and -1."""
        return self.bias + float(self.words[places].sum(dtype=np.float32)) / max(1.0, float(np.sqrt(len(places))))


@dataclass(frozen=True, slots=True)
class Detectors:
    """What was learnt of how things are said; those of `whose` are asked only where there is trouble."""

    trouble: Detector
    whose: tuple[tuple[Whose, Detector], ...]
    child: Detector
    order: Detector
    acts: tuple[tuple[Act, Detector], ...]
    coming: tuple[tuple[Coming, Detector], ...]

    @classmethod
    def of(cls, named: Mapping[str, Detector]) -> "Detectors":
        """Made of what :meth:`named` gave."""
        whose = tuple((whose, named[f"whose_{whose}"]) for whose in Whose)
        acts = tuple((act, named[f"act_{act}"]) for act in Act)
        coming = tuple((one, named[f"coming_{one}"]) for one in Coming)
        return cls(named["trouble"], whose, named["child"], named["order"], acts, coming)

    def named(self) -> dict[str, Detector]:
        """Each by its name."""
        return {
            "trouble": self.trouble,
            "child": self.child,
            "order": self.order,
            **{f"whose_{whose}": detector for whose, detector in self.whose},
            **{f"act_{act}": detector for act, detector in self.acts},
            **{f"coming_{one}": detector for one, detector in self.coming},
        }


SURE, PLAIN, DOUBTFUL = 0.3, 0.05, -0.2  # scores of distress from which it is beyond doubt, plain, doubtful
CHILD = 0.2
ORDER = -0.35  # score below which it orders nothing
ORDER_ASKED, ORDER_OF_NOTHING = 0.0, 0.5  # the same with a question mark, and where hardly any act is named
COMING, NOT_COMING = -0.3, -0.36  # scores from which a clause says they come; a no is asked about first
LONGEST_ANSWER = 300  # characters of a message that may answer whether they come
ACT, INSISTS, INSISTS_ORDER = -0.45, 0.1, 0.0  # scores of one act, of an order; then of it sounding like one
CONFIRMS = -0.15  # the same of what stores at once
NAMED = -0.3  # score of the likeliest act below which hardly any is named
_ONESELF = frozenset({"<me>", "<parent>", "<school>", "<friend>"})  # without any, few words tell of nobody
_FEW = 4  # words
_MARKS = frozenset(".,;:?!…()")
_CLAUSE = 3  # signs
_CLAUSE_COUNTS = 0.3  # share of the most troubled clause; of 0, 0.3 and 0.5 the best on sets that were not learnt
_Kind = TypeVar("_Kind")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_SENTENCE = re.compile(r"[^.!?…;\n]+[.!?…;\n]*")
_MOST_SENTENCES = 6


@dataclass(frozen=True, slots=True)
class Listener:
    """Hears messages with what was learnt."""

    detectors: Detectors

    def hear(self, text: str) -> Speech:
        """How `text` was said."""
        said = signs(text)
        if not any(sign[0].isalnum() or sign[0] == "<" for sign in said):
            return Speech()
        places = features(said)
        troubled = self._troubled(said, places)
        trouble = _trouble(troubled)
        order = self.detectors.order.score(places)
        act, likely = self._act(places) if order >= ORDER else (None, 0.0)
        orders = act is not None and likely >= (CONFIRMS if act is Act.CONFIRM else ACT)
        return Speech(
            trouble=trouble,
            is_troubled=troubled >= SURE,
            whose=Whose.SELF if trouble is Trouble.NONE else _likeliest(self.detectors.whose, places),
            writer=self._writer(*_own(text, said, places)),
            tells_own_age=_says_one_of("own_age", said),
            of_another=_says_one_of("relative", said),
            act=act if orders else None,
            insists=orders and likely >= INSISTS and order >= INSISTS_ORDER,
            asks=self._asks(order, likely, text),
            clauses=tuple(map(self._clause, clauses(text))) if len(text) <= LONGEST_ANSWER else (),
        )

    @staticmethod
    def _asks(order: float, likely: float, text: str) -> bool:
        """Whether it plainly orders nothing, by how much it sounds like an order, and of its likeliest act."""
        names_none = order < ORDER_OF_NOTHING and likely < NAMED
        return order < ORDER or names_none or (order < ORDER_ASKED and "?" in text)

    def _troubled(self, said: Sequence[str], places: Places) -> float:
        """How plainly the whole tells of distress, and the clause of it that does most: « …, il m'a frappé, … »."""
        whole, parts = self.detectors.trouble.score(places), _clauses(said)
        worst = max((self.detectors.trouble.score(features(part)) for part in parts), default=whole)
        return (1 - _CLAUSE_COUNTS) * whole + _CLAUSE_COUNTS * worst

    def _clause(self, text: str) -> Clause:
        places = features(signs(text))
        score, coming = max((one.score(places), coming) for coming, one in self.detectors.coming)
        says = score >= (NOT_COMING if coming is Coming.NOT_COMING else COMING) and not text.endswith("?")
        return Clause(text, coming if says and not _any_of("supposes").match(text) else None)

    def beside_trouble(self, text: str) -> str:
        """The sentences of a troubled message that tell no trouble: an order or a question that goes with it."""
        sentences = [one.strip() for one in _SENTENCE.findall(text)][-_MOST_SENTENCES:]
        calm = (one for one in sentences if self.detectors.trouble.score(features(signs(one))) < DOUBTFUL)
        return " ".join(filter(None, calm)) if len(sentences) > 1 else ""

    def _act(self, places: Places) -> tuple[Act, float]:
        score, act = max((one.score(places), act) for act, one in self.detectors.acts)
        return act, score

    def _writer(self, said: Sequence[str], places: Places) -> Writer:
        if _says_one_of("adult", said):
            return Writer.ADULT
        if _says_one_of("grown", said):
            return Writer.UNTOLD
        if len(said) < _FEW and _ONESELF.isdisjoint(kinds(said)):
            return Writer.UNTOLD  # « 9 ans »
        if self.detectors.child.score(places) >= CHILD:
            return Writer.CHILD
        if TEEN_AGE in kinds(said) and self.detectors.child.score(features(as_child(said))) >= CHILD:
            return Writer.TEENAGER
        return Writer.UNTOLD


def _own(text: str, said: tuple[str, ...], places: Places) -> tuple[tuple[str, ...], Places]:
    """The signs of a message and their features without what stands in quotes, which is somebody else's."""
    own = signs(_QUOTED.sub(" ", text)) if _QUOTED.search(text) else ()
    return (own, features(own)) if own else (said, places)


def _clauses(said: Sequence[str]) -> list[Sequence[str]]:
    """What stands between marks, without the shortest; nothing where that is the whole."""
    ends = [place for place, sign in enumerate(said, 1) if sign in _MARKS]
    cut = [said[start:end] for start, end in zip([0, *ends], [*ends, len(said)], strict=True)]
    parts = [part for part in cut if len(part) >= _CLAUSE]
    return parts if len(parts) > 1 else []


def _likeliest(among: Sequence[tuple[_Kind, Detector]], places: Places) -> _Kind:
    return max(among, key=lambda one: one[1].score(places))[0]


def _trouble(score: float) -> Trouble:
    if score >= PLAIN:
        return Trouble.PLAIN
    return Trouble.DOUBTFUL if score >= DOUBTFUL else Trouble.NONE


def _says_one_of(kind: str, said: Sequence[str]) -> bool:
    """Whether one of the phrases of this kind in data/adults.yaml is said, word for word; an age, by its kind."""
    aged, phrases = _aged(said), _phrases(kind)
    spoken = f" {' '.join(aged)} "
    return any(run in spoken for sign in aged if sign in phrases for run in phrases[sign])


@cache
def _phrases(kind: str) -> Mapping[str, Sequence[str]]:
    """By their first sign."""
    found: dict[str, list[str]] = {}
    for phrase in read_lists("adults.yaml")[kind]:
        aged = _aged(signs(str(phrase)))
        found.setdefault(aged[0], []).append(f" {' '.join(aged)} ")
    return found


def _aged(said: Sequence[str]) -> list[str]:
    """« cinquième » and « 12 » as any age of a child, « trente » as any of a grown-up."""
    return [kind if kind.endswith("_age>") else sign for sign, kind in zip(said, kinds(said), strict=True)]
