"""A small grammar engine: words have kinds, rules rewrite runs of kinds, layer after layer.

A pattern is a regular expression over kinds, one character a word: `the? d:DAY of? m:month year?`. Lower-case names are
kinds, upper-case names are classes of kinds, `label:name` names what the builder of the rule will ask for.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple, TypeVar

from intents.text.needs import Needs

_NAME = re.compile(r"(?:(?P<label>[a-z]\w*):)?(?P<name>[A-Za-z_]\w*)")
_REMEMBERED = 5000  # sets of kinds, and which rules may match among them
# Kinds that one text in ten holds: which rules may match is looked up by the others.
_OFTEN = frozenset(
    ("word", "stop", "comma", "of", "la", "a", "unit", "one", "for", "and", "the", "on", "les", "the_en", "or", "n12")
) | {"within", "this", "des", "in", "aside", "to", "from", "ahead", "person", "thing", "both", "small", "is", "asks"}
_FIRST_LETTER = 0xE000  # a private use area: no letter can be mistaken for typed text

T = TypeVar("T")


class Item(NamedTuple):
    """A word or a run of words understood as one thing; `start` and `end` are offsets in the typed text."""

    kind: str
    value: object
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A run of items that a pattern matched."""

    match: re.Match[str]
    items: Sequence[Item]

    def get(self, label: str, kind: type[T]) -> T | None:
        """The value of the labelled item, if it was matched and is of that type."""
        item = self.item(label)
        return item.value if item and isinstance(item.value, kind) else None

    def kind(self, label: str) -> str:
        """The kind of the labelled item; empty when it was not matched."""
        item = self.item(label)
        return item.kind if item else ""

    def has(self, kind: str) -> bool:
        """Whether an item of this kind is in the run."""
        return any(item.kind == kind for item in self.inside)

    def item(self, label: str) -> Item | None:
        """The labelled item, or nothing when it was not matched."""
        at = self.match.start(label) if label in self.match.re.groupindex else -1
        return self.items[at] if at >= 0 else None

    @property
    def inside(self) -> Sequence[Item]:
        """The items of the run."""
        return self.items[self.match.start() : self.match.end()]

    def values(self, kinds: Iterable[str], of: type[T]) -> list[T]:
        """The values of all items of these kinds in the run, in order."""
        wanted = frozenset(kinds)
        return [item.value for item in self.inside if item.kind in wanted and isinstance(item.value, of)]


Build = Callable[[Found, date], object]


@dataclass(frozen=True, slots=True)
class Rule:
    """Rewrites what `pattern` matches to one item of `kind`, valued by `build`; None from `build` means no match."""

    kind: str
    pattern: str
    build: Build = lambda found, today: True


class Grammar:
    """Layers of rules, compiled; a later layer sees what an earlier one made."""

    def __init__(
        self, layers: Sequence[Sequence[Rule]], kinds: Iterable[str], classes: Mapping[str, Sequence[str]]
    ) -> None:
        made = (rule.kind for layer in layers for rule in layer)
        names = dict.fromkeys((*kinds, *made))
        self._letters = {kind: chr(_FIRST_LETTER + index) for index, kind in enumerate(names)}
        self._classes = classes
        self._rules = [(rule, self._compiled(rule.pattern)) for layer in layers for rule in layer]
        self._bits = {kind: 1 << index for index, kind in enumerate(names)}
        self.size = len(names)  # kinds, a bit each
        often = self.bits(_OFTEN.intersection(names))
        needs = [Needs.of(rule.pattern, lambda name: self.bits(self._kinds_of(name)), often) for rule, _ in self._rules]
        self._needing = [(*one, need) for one, need in zip(self._rules, needs, strict=True)]
        self.telling = reduce(or_, (bits for need in needs for bits in need), 0)  # what rules look at
        self._leading = {bit: _numbers_as_bits(need.seldom & bit for need in needs) for bit in self._bits.values()}
        self._always = _numbers_as_bits(need.seldom < 0 for need in needs)  # rules that may match wherever
        self._possible = lru_cache(_REMEMBERED)(self._among)

    def rewrite(self, items: Sequence[Item], today: date) -> Sequence[Item]:
        """The items after every rule has been applied, in order."""
        rules = self._possible(self.telling & self.bits({item.kind for item in items}))
        if not rules:
            return items
        spelt = self._spell(items)
        for rule, regex in rules:
            if regex.search(spelt):
                items = self._apply(rule, regex.finditer(spelt), items, today)
                spelt = self._spell(items)
        return items

    def bits(self, kinds: Iterable[str]) -> int:
        """Kinds as bits."""
        return reduce(or_, map(self._bits.__getitem__, kinds), 0)

    def made_of(self, kinds: int) -> int:
        """The kinds that may be there once the rules have been applied to items of these kinds."""
        return reduce(or_, (self._bits[rule.kind] for rule, _ in self._possible(kinds)), kinds)

    def _among(self, kinds: int) -> Sequence[tuple[Rule, re.Pattern[str]]]:
        """The rules that may match among items of these kinds, and of those that such rules make."""
        found = []
        left = reduce(or_, map(self._leading.__getitem__, _each(kinds)), self._always)  # numbers of rules, as bits
        while left:
            first = left & -left
            left ^= first
            rule, regex, needs = self._needing[first.bit_length() - 1]
            if needs.are_met(kinds):
                found.append((rule, regex))
                made = self._bits[rule.kind]
                left |= self._leading[made] & -(first << 1) if made & ~kinds else 0
                kinds |= made
        return found

    def _apply(self, rule: Rule, matches: Iterable[re.Match[str]], items: Sequence[Item], today: date) -> list[Item]:
        kept: list[Item] = []
        done = 0
        for match in matches:
            value = rule.build(Found(match, items), today)
            if value is not None:
                first, last = items[match.start()], items[match.end() - 1]
                kept += items[done : match.start()]
                kept.append(Item(rule.kind, value, first.start, last.end))
                done = match.end()
        return kept + list(items[done:])

    def _spell(self, items: Iterable[Item]) -> str:
        return "".join([self._letters[item.kind] for item in items])

    def _compiled(self, pattern: str) -> re.Pattern[str]:
        return re.compile(_NAME.sub(self._letter_of, pattern), re.VERBOSE)

    def _letter_of(self, found: re.Match[str]) -> str:
        letters = "[" + "".join(self._letters[kind] for kind in self._kinds_of(found["name"])) + "]"
        return f"(?P<{found['label']}>{letters})" if found["label"] else letters

    def _kinds_of(self, name: str) -> Sequence[str]:
        return self._classes.get(name, (name,))


def _numbers_as_bits(are: Iterable[object]) -> int:
    """The places of what holds, as bits."""
    return reduce(or_, (1 << number for number, holds in enumerate(are) if holds), 0)


def _each(bits: int) -> Iterator[int]:
    while bits:
        yield bits & -bits
        bits &= bits - 1
