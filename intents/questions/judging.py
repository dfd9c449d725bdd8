"""A message and the stretches of it that may be questions, read and weighed, each by itself or leaning on another."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import islice, pairwise

import numpy as np

from intents.meaning.catalogue import DETAILS, EVENTS
from intents.model.model import Lexicon, Model
from intents.model.softmax import Floats, likelihoods
from intents.model.verdict import Verdict, Weighed, as_weighed, weigh
from intents.slots.slots import Found, find_slots
from intents.text.reading import Aliases, Named, Read, bare
from intents.text.text import any_of, read_lists

MOST_SPANS = 8  # spans looked at: each takes time
_ENDS = re.compile(r"(?:[.?!…;:]+(?=\s|\Z)|…|\n)+")
_AROUND = " ,-–—+\t"
_WORD = re.compile(r"\w+")
_FEWEST = 2  # words that can ask something: « et Neolink ? »


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a message, from `start` to `end` in characters; `is_asked` when a question mark follows.

    `lent`: its text is not as typed, but was given the name or the question that it leans on.
    """

    text: str
    start: int
    end: int
    is_asked: bool = False
    lent: bool = False

    def meets(self, other: "Span") -> bool:
        """Whether they have some of the message in common."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether the other lies within this one."""
        return self.start <= other.start and other.end <= self.end


def spans(text: str) -> tuple[Span, ...]:
    """The stretches of a message but for the whole of it, in their order; none where it is all of one piece.

    Where there are too many, sentences count before halves, and the end before the start: people end with what they
    want.
    """
    sentences = list(_sentences(text))
    halves = [half for one in sentences for half in _halves(text, one)]
    several = sentences if len(sentences) > 1 else []
    found = [one for one in (*reversed(several), *reversed(halves)) if len(_WORD.findall(one.text)) >= _FEWEST]
    return tuple(sorted(found[:MOST_SPANS], key=lambda one: (one.start, one.end)))


def whole_of(text: str) -> Span:
    """All of a message, as a span."""
    return Span(text, 0, len(text), is_asked=text.rstrip().endswith("?"))


def asks(text: str) -> bool:
    """Whether these words plainly ask something."""
    return _asking().search(f" {text} ") is not None


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for sign in (*_ENDS.finditer(text), None):
        end = len(text) if sign is None else sign.start()
        if text[start:end].strip(_AROUND):
            yield _span(text, start, end, is_asked=sign is not None and "?" in sign[0])
        start = end if sign is None else sign.end()


def _halves(text: str, sentence: Span) -> Iterator[Span]:
    """From its start to each place where it may be cut, from there to its end, and what lies between two of them."""
    cuts = [(one.start(), one.end()) for one in _joints().finditer(text, sentence.start, sentence.end)]
    starts = (sentence.start, *(end for _, end in cuts))
    ends = (*(start for start, _ in cuts), sentence.end)
    last = len(cuts)
    for first in range(last + 1):
        for second in range(first, last + 1):
            is_piece = first == second or first == 0 or second == last
            if is_piece and (first, second) != (0, last) and text[starts[first] : ends[second]].strip(_AROUND):
                yield _span(text, starts[first], ends[second], is_asked=sentence.is_asked)


def _span(text: str, start: int, end: int, *, is_asked: bool) -> Span:
    """Without the signs around it."""
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip(_AROUND))
    stripped = inside.strip(_AROUND)
    return Span(stripped, start, start + len(stripped), is_asked)


@cache
def _joints() -> re.Pattern[str]:
    """A comma, or a word that joins."""
    listed = any_of(read_lists("questions.yaml")["joints"])
    return re.compile(rf",\s+(?:(?:{listed})(?=\s)\s*)?|\s+(?:{listed})(?=[\s?,])\s*|\s+[-–—+]\s+", re.IGNORECASE)


@cache
def _asking() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{any_of(read_lists('questions.yaml')['asking'])})(?=[\s?,])", re.IGNORECASE)


MOST_LEANING = 5  # looked at: each takes time
_TELLING = 4  # letters of a noun that tells what is asked for
_ALONE = 3  # words beside a name: fewer ask nothing by themselves


@dataclass(frozen=True, slots=True)
class Said:
    """A span and its words, put right."""

    span: Span
    words: tuple[str, ...]


def leaning(said: Sequence[Said], aliases: Aliases) -> tuple[Span, ...]:
    """The same spans with what they may lean on; those that stand by themselves give none."""
    lent = (one for place in range(1, len(said)) for one in _lent(said[:place], said[place], aliases))
    return tuple(islice(lent, MOST_LEANING))


def _lent(all_before: Sequence[Said], one: Said, aliases: Aliases) -> Iterator[Span]:
    """With the name nearest before it; or the question that had that name, asked of the name that it has itself."""
    before = [said for said in all_before if said.span.end <= one.span.start]
    named = ((said, names[-1]) for said in reversed(before) if (names := aliases.named(said.words)))
    asked, name = next(named, (None, None))
    words = one.words if name is None else _without_pronouns(one.words, name)
    own = aliases.named(words)
    if not own and (one.span.is_asked or asks(one.span.text)):
        if name is not None:
            yield _as(one.span, (*name.words, *words))
        if before and (noun := _asked_for(before[-1].words)):
            yield _as(one.span, (noun, *words))
    elif asked and name and own and own[0].thing != name.thing and len(words) - len(own[0].words) < _ALONE:
        yield _as(one.span, _asked_of(own[0], asked.words, name))


def _asked_for(words: Sequence[str]) -> str | None:
    """« Quelle association gère le lieu » asks for an association: what follows may be about it."""
    after = (noun for word, noun in pairwise(words) if word in _listed("asking_for") and len(noun) >= _TELLING)
    return next(after, None)


def _without_pronouns(words: Sequence[str], name: Named) -> tuple[str, ...]:
    """« Celle de formation », after a room was named, is « salle de formation »."""
    return tuple(name.words[0] if word in _listed("pronouns") else word for word in words)


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(read_lists("questions.yaml")[name])


def _asked_of(other: Named, question: Sequence[str], name: Named) -> tuple[str, ...]:
    return (*question[: name.place], *other.words, *question[name.place + len(name.words) :])


def _as(span: Span, words: Sequence[str]) -> Span:
    return replace(span, text=" ".join(words), lent=True)


Favour = Callable[[Floats, Sequence[str]], Floats]  # scores and words -> scores in the light of what was said before

_OF_A_TITLE = DETAILS | {EVENTS, "sign_up", "cancel_sign_up", "waiting_list_status", "my_sign_ups"}
_TOO_SHORT = 2  # letters: noise is full of such words
_HARDLY_ANY = 3  # of its words: when fewer than one in so many is ours, a message is noise
_NAMED = 0.4  # share of a title that has to be heard: « imprimante 3D » is more often ours than an event's
_FEW = 5  # words among which one word may name a title
_SURE_TITLE = 1.2  # what hearing most of a title adds to the intents that speak of one event


@dataclass(frozen=True, slots=True)
class Part:
    """A message or a span of it, read; `righted` is its text with misspelt words put right."""

    read: Read
    found: Found
    righted: str = ""

    @property
    def said(self) -> Sequence[str]:
        """Its words, put right."""
        return self.read.words


@dataclass(frozen=True, slots=True)
class Judged:
    """A span of a message, how it was read and weighed, and what it seems to mean by itself.

    `in_whole` is how likely its verdict's intent is in the message as a whole; `scores` are those of all intents.
    """

    span: Span
    part: Part
    weighed: Weighed
    verdict: Verdict
    in_whole: float
    scores: Floats


def read_part(text: str, lexicon: Lexicon, now: datetime) -> Part:
    """A message or a span of it, read; `now` is local to the venue."""
    text, reader = bare(text), lexicon.model.reader
    said = reader.words(text, lexicon.titles.words)
    righted = reader.righted(text, lexicon.titles.words)
    found = find_slots(righted, said, lexicon.titles, now, is_word=reader.speller.knows, typed=text)
    return Part(Read(text, tuple(said), found.markers()), found, righted)


def judge(whole: Part, lexicon: Lexicon, now: datetime, *favours: Favour | None) -> tuple[Judged, ...]:
    """The message that was read, then those of its spans that say something; `now` is local to the venue."""
    model, text = lexicon.model, whole.read.text
    cut = spans(text) if _is_ours(whole.said, model) else ()
    parts = [(one, read_part(one.text, lexicon, now)) for one in cut]
    lent = leaning([Said(one, tuple(part.said)) for one, part in parts], model.attributes.aliases)
    parts += [(one, read_part(one.text, lexicon, now)) for one in lent]
    return _weighed(model, whole, [(one, part) for one, part in parts if part.said], favours)


def _weighed(
    model: Model, whole: Part, parts: Sequence[tuple[Span, Part]], favours: Sequence[Favour | None]
) -> tuple[Judged, ...]:
    said = [(whole_of(whole.read.text), whole), *parts]
    scored = _scores(model, [part for _, part in said])
    likely = likelihoods(scored[0])
    for favour in filter(None, favours):
        scored = [favour(found, part.said) for (_, part), found in zip(said, scored, strict=True)]
    pairs = zip(said, scored, strict=True)
    return tuple(_judged(model, one, part, found, likely) for (one, part), found in pairs)


def _scores(model: Model, parts: Sequence[Part]) -> list[Floats]:
    """The scores of each part, those of intents that name an event taken with the title's words put aside."""
    titled = [part for part in parts if _is_titled(part)]
    marked = [Read(one.read.text, tuple(one.found.heard.marked(one.said)), one.read.markers) for one in titled]
    found = model.scores([*(part.read for part in parts), *marked])
    with_marks = {id(part): scores for part, scores in zip(titled, found[len(parts) :], strict=True)}
    return [
        _better_of(model, scores, with_marks[id(part)], part.found.heard.share) if id(part) in with_marks else scores
        for part, scores in zip(parts, found[: len(parts)], strict=True)
    ]


def _is_titled(part: Part) -> bool:
    """Whether an event's title may be named: one word of it in a long message is more often just a word."""
    heard = part.found.heard
    return heard.share >= _NAMED and (len(heard.places) > 1 or len(part.said) <= _FEW)


def _better_of(model: Model, plain: Floats, marked: Floats, share: float) -> Floats:
    of_a_title = np.array([label in _OF_A_TITLE for label in model.labels])
    gain = np.float32(_SURE_TITLE * share)
    return np.where(of_a_title, np.maximum(plain, marked) + gain, plain)


def _is_ours(said: Sequence[str], model: Model) -> bool:
    """Whether a message is no noise: of noise no span asks anything, and all together take time."""
    telling = [word for word in said if len(word) > _TOO_SHORT]
    return sum(map(model.reader.speller.knows, telling)) * _HARDLY_ANY >= len(telling)


def _judged(model: Model, span: Span, part: Part, found: Floats, whole: Floats) -> Judged:
    weighed = weigh(model, found, part.read)
    verdict = as_weighed(model, weighed, part.read)
    number = model.number(verdict.intent)
    return Judged(span, part, weighed, verdict, 0.0 if number is None else float(whole[number]), found)
