"""A message and the stretches of it that may be questions, read and weighed, each by itself or leaning on another."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from intents.meaning.catalogue import DETAILS, EVENTS, NOT_TOPICS
from intents.model.model import Lexicon, Model
from intents.model.softmax import Floats, likelihoods
from intents.model.verdict import Verdict, Weighed, as_weighed, weigh
from intents.questions.leaning import Said, about_names, cuts, leaning
from intents.questions.spans import Span, spans, whole_of
from intents.slots.slots import Found, find_slots
from intents.text.reading import Read, bare

Favour = Callable[[Floats, Sequence[str]], Floats]  # scores and words -> scores in the light of what was said before

_OF_A_TITLE = DETAILS | {EVENTS, "sign_up", "cancel_sign_up", "waiting_list_status", "my_sign_ups"}
_TOO_SHORT = 2  # letters: noise is full of such words
_HARDLY_ANY = 3  # of its words: when fewer than one in so many is ours, a message is noise
_NAMED = 0.4  # share of a title that has to be heard: « imprimante 3D » is more often ours than an event's
_MOST_RESTS = 3  # stretches looked at in the light of the question before
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
    aliases, text = lexicon.model.attributes.aliases, whole.read.text
    parts = _cut(whole, lexicon, now)
    asked = about_names(text, _said(parts), aliases)
    read = dict(parts)
    parts = [(one, read.get(one) or read_part(one.text, lexicon, now)) for one in asked if one.text != text.strip()]
    return _judge(whole, parts, lexicon, now, favours)


def judge_every(whole: Part, lexicon: Lexicon, now: datetime) -> tuple[Judged, ...]:
    """The same, with the spans that leave apart a name and the question about it: what is wrong teaches, too."""
    return _judge(whole, _cut(whole, lexicon, now), lexicon, now, ())


def _judge(
    whole: Part,
    parts: Sequence[tuple[Span, Part]],
    lexicon: Lexicon,
    now: datetime,
    favours: Sequence[Favour | None],
) -> tuple[Judged, ...]:
    """The whole and its parts, those that lean on others, and those in the light of the question before them."""
    judged = _weighed(lexicon.model, whole, [*parts, *_lent(parts, lexicon, now)], favours)
    return _with_rests(lexicon.model, judged)


def _cut(whole: Part, lexicon: Lexicon, now: datetime) -> list[tuple[Span, Part]]:
    cut = spans(whole.read.text) if _is_ours(whole.said, lexicon.model) else ()
    parts = [(one, read_part(one.text, lexicon, now)) for one in cut]
    names = [one.words for one in lexicon.model.attributes.aliases.named(whole.said)]
    return [(one, part) for one, part in parts if not any(cuts(name, part.said) for name in names)]


def _lent(parts: Sequence[tuple[Span, Part]], lexicon: Lexicon, now: datetime) -> list[tuple[Span, Part]]:
    lent = leaning(_said(parts), lexicon.model.attributes.aliases)
    return [(one, read_part(one.text, lexicon, now)) for one in lent]


def _said(parts: Iterable[tuple[Span, Part]]) -> list[Said]:
    return [Said(one, tuple(part.said)) for one, part in parts]


def _weighed(
    model: Model, whole: Part, parts: Sequence[tuple[Span, Part]], favours: Sequence[Favour | None]
) -> tuple[Judged, ...]:
    said = [(whole_of(whole.read.text), whole), *((one, part) for one, part in parts if part.said)]
    scored = _scores(model, [part for _, part in said])
    likely = likelihoods(scored[0])
    for favour in filter(None, favours):
        scored = [favour(found, part.said) for (_, part), found in zip(said, scored, strict=True)]
    pairs = zip(said, scored, strict=True)
    return tuple(_judged(model, one, part, found, likely) for (one, part), found in pairs)


def _with_rests(model: Model, judged: tuple[Judged, ...]) -> tuple[Judged, ...]:
    """With what each stretch may ask in the light of the question before it."""
    pieces = [one for one in judged[1:] if not one.span.lent and not _holds_another(one, judged)]
    if len(pieces) < 2:
        return judged
    whole = likelihoods(judged[0].scores)
    rests = (_rest(model, judged, one, whole) for one in pieces[1:])
    return *judged, *islice((one for one in rests if one is not None), _MOST_RESTS)


def _holds_another(one: Judged, judged: Sequence[Judged]) -> bool:
    return any(other is not one and not other.span.lent and one.span.holds(other.span) for other in judged[1:])


def _rest(model: Model, judged: Sequence[Judged], one: Judged, whole: Floats) -> Judged | None:
    """« Combien d’entreprises ? Et lesquelles ? »: what both together ask beside what the first alone asks.

    None where no question stands before, or where that is no fact.
    """
    before = [other for other in judged[1:] if other.span.end <= one.span.start and _tells(other)]
    first = max(before, key=lambda other: (other.span.end, other.verdict.confidence), default=None)
    if first is None:
        return None
    both = min((other for other in judged if _holds(other, first, one)), key=lambda other: len(other.span.text))
    weighed = both.weighed.without(model.number(first.verdict.intent))
    if weighed is None:
        return None
    verdict = as_weighed(model, weighed, both.part.read)
    number = model.number(verdict.intent)
    if not verdict.claims or number is None:
        return None
    return Judged(replace(one.span, lent=True), one.part, weighed, verdict, float(whole[number]), both.scores)


def _tells(one: Judged) -> bool:
    verdict = one.verdict
    return not one.span.lent and verdict.is_sure and verdict.claims and verdict.intent not in NOT_TOPICS


def _holds(other: Judged, first: Judged, second: Judged) -> bool:
    return not other.span.lent and other.span.holds(first.span) and other.span.holds(second.span)


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
    gain = np.float32(_SURE_TITLE * share)
    return np.where(_of_a_title(model.labels), np.maximum(plain, marked) + gain, plain)


@lru_cache(2)
def _of_a_title(labels: tuple[str, ...]) -> NDArray[np.bool_]:
    """Which labels are of intents that speak of one event."""
    return np.array([label in _OF_A_TITLE for label in labels])


def _is_ours(said: Sequence[str], model: Model) -> bool:
    """Whether a message is no noise: of noise no span asks anything, and all together take time."""
    telling = [word for word in said if len(word) > _TOO_SHORT]
    return sum(map(model.reader.speller.knows, telling)) * _HARDLY_ANY >= len(telling)


def _judged(model: Model, span: Span, part: Part, found: Floats, whole: Floats) -> Judged:
    weighed = weigh(model, found, part.read)
    verdict = as_weighed(model, weighed, part.read)
    number = model.number(verdict.intent)
    return Judged(span, part, weighed, verdict, 0.0 if number is None else float(whole[number]), found)
