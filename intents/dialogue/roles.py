"""What each expression of time in a message is for: wished for, not free then, free from or until then, or only told.

Learnt from marked sentences (data/roles): "je bosse <n>le matin</n>, ya quoi <w>l'après-midi</w> ?".
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

import numpy as np

from intents.features import stem
from intents.model.features import Places, hashed
from intents.model.softmax import Softmax, likelihoods
from intents.reading import Reader
from intents.when import When
from intents.words import words

_FEW, _SEVERAL = 3, 6  # expressions of which three and two roles are combined: of more, the likeliest each
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
    """An expression of time as it is written, and how likely each role is (natural logarithms)."""

    text: str
    likely: Mapping[Role, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """A role for each expression, and the logarithm of how likely they are together."""

    roles: tuple[Role, ...]
    likely: float


def expressions(text: str, when: When, model: Softmax | None, reader: Reader) -> tuple[Expression, ...]:
    """The expressions of time of a text that was read, in order; every role is as likely without a model."""
    found = []
    for number, (first, last) in enumerate(when.pieces):
        likely = _shares(model, features(text, when.pieces, number, reader))
        found.append(Expression(text[first:last], likely))
    return tuple(found)


def readings(found: Sequence[Expression], most: int) -> tuple[Reading, ...]:
    """The likeliest roles of all expressions together, best first."""
    many = 3 if len(found) <= _FEW else 2 if len(found) <= _SEVERAL else 1
    usual = [sorted(one.likely, key=lambda role: -one.likely[role])[:many] for one in found]
    every = [Reading(roles, sum(one.likely[role] for one, role in zip(found, roles, strict=True)))
             for roles in product(*usual)]  # fmt: skip
    return tuple(sorted(every, key=lambda one: -one.likely)[:most])


def together(found: Sequence[Expression], role: Role) -> float:
    """The logarithm of how likely all expressions have this role."""
    return sum(one.likely[role] for one in found)


def features(text: str, pieces: Sequence[tuple[int, int]], number: int, reader: Reader) -> Places:
    """Those of an expression's surroundings: the words before and after it by their distance and in its thought, how
    the thought begins, and the expression itself.
    """
    first, last = pieces[number]
    start, end = _thought(text, first, last)
    before, after = words(_blanked(text, pieces, 0, first)), words(_blanked(text, pieces, last, len(text)))
    thought_before = words(_blanked(text, pieces, start, first))
    thought_after = words(_blanked(text, pieces, last, end))
    named = {
        *_near("b", before[::-1]), *_near("a", after),
        *_bag("tb", thought_before, reader), *_bag("ta", thought_after, reader),
        *(f"in {word}" for word in words(text[first:last])),
        f"of {min(len(pieces), 4)}", f"nth {min(number, 3)}", f"back {min(len(pieces) - number, 3)}",
        f"sign {text[start - 1] if start else '^'}", f"starts {' '.join(thought_before[:1])}",
        f"starts {' '.join(thought_before[:2])}", f"leads {' '.join(words(text[:start])[-1:])}",
        f"opens {not before} {not thought_before}", f"ends {not after} {not thought_after}",
        f"asks {'?' in text[last : end + 1]}",
        *(f"far {stem(word)}" for word in words(_blanked(text, pieces, 0, start))[-8:]),
        *(f"later {stem(word)}" for word in words(_blanked(text, pieces, end, len(text)))[:8]),
    }  # fmt: skip
    return hashed(named)


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
