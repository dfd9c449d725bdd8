"""A small grammar engine: words have kinds, rules rewrite runs of kinds, layer after layer.

A pattern is a regular expression over kinds, one character a word: `the? d:DAY of? m:month year?`. Lower-case names are
kinds, upper-case names are classes of kinds, `label:name` names what the builder of the rule will ask for.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple, TypeVar

from intents.text.needs import Needs

_NAME = re.compile(r"(?:(?P<label>[a-z]\w*):)?(?P<name>[A-Za-z_]\w*)")
_REMEMBERED = 5000  # sets of kinds, and which rules may match among them
# Kinds that one text in ten holds: which rules may match is looked up by the others first.
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
        self._seldom = reduce(or_, (need.seldom for need in needs), 0)
        self._likely = lru_cache(_REMEMBERED)(self._by_seldom)
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
        for rule, regex, needs in self._likely(kinds & self._seldom):
            if needs.are_met(kinds):
                found.append((rule, regex))
                kinds |= self._bits[rule.kind]
        return found

    def _by_seldom(self, kinds: int) -> Sequence[tuple[Rule, re.Pattern[str], Needs]]:
        """Those that may match as far as the kinds tell that few texts hold: of these there are few sets."""
        found = []
        for one in self._needing:
            if one[2].seldom & kinds:
                found.append(one)
                kinds |= self._bits[one[0].kind]
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
