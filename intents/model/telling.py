"""Which fact tells what is asked, or that none does: the candidates, their signs, and how likely each is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log

import numpy as np

from intents.model.attributes import LeftOver
from intents.model.model import Model, Ranked
from intents.model.softmax import Floats, likelihoods
from intents.text.reading import Read

_LIKELY = 6  # facts that are candidates because their phrasings are likest
_ATTRIBUTES = 4  # attributes likeliest asked: the facts that tell them of the things named are candidates
_THINGS = 2  # things named of which facts are candidates
_LEAST = 1e-3
_LONG = 20  # words: more of them tell no more


class Sign(StrEnum):
    """The signs of a candidate, in the order of its row: first those of a fact, then those that nothing tells it."""

    FLAT = "how likely its phrasings are (log)"
    FLAT_UNNAMED = "the same, where no thing is named (log)"
    OWN = "how likely its attribute is asked (log)"
    LEFT_OVER = "share of the message that it does not explain"
    SELDOM = "share of the message that it hardly explains"
    NAMED = "it is about a thing that is named"
    OTHER_NAMED = "another thing is named"
    HINTED = "it is about a thing that may be named"
    DEFAULT = "no thing is named, and it is about the venue"
    CELL = "it tells what is likeliest asked of a thing that is named"
    NOTHING = "that nothing tells it"
    SILENT = "how likely the likest question without an answer is (log)"
    ALL_SILENT = "how likely all questions without an answer are (log)"
    UNTOLD = "how likely something is asked that nothing tells of the thing named"
    UNTOLD_DEFAULT = "how likely something is asked that nothing tells of the venue, where no thing is named"
    UNNAMED = "no thing is named"
    LENGTH = "number of words"
    LEAST_LEFT_OVER = "share of the message that no candidate explains"


_SIGNS = tuple(Sign)


def untaught() -> Floats:
    """Weights before any were learnt: how likely the phrasings are, less what is left over."""
    weights: Floats = _rows(({Sign.FLAT: 1.0, Sign.SILENT: 1.0, Sign.LEFT_OVER: -1.0},))[0]
    return weights


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact, or that nothing tells it: then the likeliest of the intents that tell nothing. Its signs are a row."""

    intent: int
    signs: Floats


@dataclass(frozen=True, slots=True)
class Told:
    """What may be answered, best first, acts among facts; the candidates among which the facts were ranked; whether the
    words are likest those of a fact.
    """

    ranked: tuple[Ranked, ...]
    candidates: tuple[Candidate, ...]
    is_fact_likest: bool

    def signs_of(self, intent: int) -> Floats | None:
        """Those of a fact that was a candidate."""
        return next((one.signs for one in self.candidates[:-1] if one.intent == intent), None)


def tell(model: Model, scores: Floats, read: Read, asked: Floats, many: int = 5) -> Told:
    """What may be answered to what was read, `asked` being how likely each attribute is asked."""
    likely = likelihoods(scores)
    firsts = model.groups.firsts(likely)
    counted = float(likely[firsts].sum())
    is_act = model.groups.acts[firsts]
    found = candidates(model, likely, read, asked)
    mass = float(likely[firsts[~is_act]].sum()) / counted
    shares = likelihoods(np.stack([one.signs for one in found]) @ model.preference) * np.float32(mass)
    facts = (Ranked(one.intent, float(share)) for one, share in zip(found, shares, strict=True))
    acts = (Ranked(intent, float(likely[intent]) / counted) for intent in firsts[is_act][:many].tolist())
    is_fact_likest = not (is_act[0] or model.groups.is_silent(int(firsts[0])))
    return Told(tuple(sorted((*facts, *acts), key=lambda one: -one.likelihood)[:many]), found, is_fact_likest)


def candidates(model: Model, likely: Floats, read: Read, asked: Floats) -> tuple[Candidate, ...]:
    """The facts that may tell it, and last that none does."""
    groups = model.groups
    silent = int(np.where(groups.silent, likely, -1).argmax())
    best = np.argsort(np.where(groups.facts, likely, -1))[::-1][:_LIKELY]
    near = [intent for intent in best.tolist() if likely[intent] > 0 and groups.facts[intent]]
    mention = _Mention.of(model, read, asked)
    facts = tuple(dict.fromkeys((*near, *mention.telling(model))))
    total = float(likely[near].sum() + likely[silent]) + _LEAST * _LEAST
    left = model.explained.left_over(read.words, facts)
    signs = [
        mention.signs_of(model, intent, float(likely[intent]) / total, over)
        for intent, over in zip(facts, left, strict=True)
    ]
    nothing = {
        Sign.NOTHING: 1.0,
        Sign.SILENT: _log(float(likely[silent]) / total),
        Sign.ALL_SILENT: _log(float(likely[groups.silent].sum())),
        Sign.UNTOLD: 0.0 if mention.is_default else mention.untold(model),
        Sign.UNTOLD_DEFAULT: mention.untold(model) if mention.is_default else 0.0,
        Sign.UNNAMED: mention.is_default,
        Sign.LENGTH: min(len(read.words), _LONG) / _LONG,
        Sign.LEAST_LEFT_OVER: min([1.0, *(over.share for over in left)]),
    }
    return tuple(map(Candidate, (*facts, silent), _rows((*signs, nothing))))


@dataclass(frozen=True, slots=True)
class _Mention:
    """What a message names: the things beyond doubt, else the one that is meant without a name; those that it may
    name; and the attributes that are likeliest asked, best first.
    """

    things: tuple[str, ...]
    is_default: bool
    hinted: frozenset[str]
    attributes: tuple[int, ...]
    asked: Floats

    @classmethod
    def of(cls, model: Model, read: Read, asked: Floats) -> "_Mention":
        named = tuple(one.thing for one in model.attributes.aliases.named(read.words))
        every = model.attributes.aliases.things(read.words)
        likeliest = np.argsort(-asked)[:_ATTRIBUTES].tolist()
        things = named or (model.attributes.default,)
        return cls(things, not named, frozenset(every) - frozenset(named), tuple(likeliest), asked)

    def telling(self, model: Model) -> Iterator[int]:
        """The facts that tell what is likeliest asked of what is named, or may be."""
        hinted = sorted(self.hinted)[:1] if self.is_default else ()
        for thing in (*self.things[:_THINGS], *hinted):
            told = model.attributes.of_thing(thing)
            intents = (intent for attribute in self.attributes for intent in told.get(attribute, ()))
            yield from (number for intent in intents if (number := model.number(intent)) is not None)

    def untold(self, model: Model) -> float:
        """How likely something is asked that nothing tells of the first thing."""
        return 1 - float(self.asked[list(model.attributes.of_thing(self.things[0]))].sum())

    def signs_of(self, model: Model, intent: int, flat: float, left: LeftOver) -> Mapping[Sign, float]:
        """Those of a fact whose phrasings are likely as far as `flat` says."""
        cells = model.attributes.cells.get(model.labels[intent], ())
        things = {thing for thing, _ in cells}
        named = not things.isdisjoint(self.things)
        own = max((float(self.asked[attribute]) for _, attribute in cells), default=0.0)
        return {
            Sign.FLAT: _log(flat),
            Sign.FLAT_UNNAMED: _log(flat) if self.is_default else 0.0,
            Sign.OWN: _log(own),
            Sign.LEFT_OVER: left.share,
            Sign.SELDOM: left.seldom,
            Sign.NAMED: named and not self.is_default,
            Sign.OTHER_NAMED: not named and not self.is_default,
            Sign.HINTED: not things.isdisjoint(self.hinted),
            Sign.DEFAULT: named and self.is_default,
            Sign.CELL: not self.is_default and self._tells_likeliest(cells),
        }

    def _tells_likeliest(self, cells: Iterable[tuple[str, int]]) -> bool:
        return any(thing in self.things and attribute == self.attributes[0] for thing, attribute in cells)


def _rows(every: Sequence[Mapping[Sign, float]]) -> Floats:
    return np.array([[signs.get(sign, 0.0) for sign in _SIGNS] for signs in every], np.float32)


def _log(share: float) -> float:
    return log(share + _LEAST)
