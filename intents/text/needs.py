"""What a pattern of a grammar cannot match without: kinds of items, as bits, so that most rules need not be tried."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

_TOKEN = re.compile(r"\(\?<?[=!]|[()|?*+^$.]|\{[\d,]*\}|(?:[a-z]\w*:)?[A-Za-z_]\w*")
_NAME = re.compile(r"(?:\w+:)?(\w+)")
BitsOf = Callable[[str], int]
_MAY_BE_LEFT_OUT = ("?", "*", "{0")
_LOOKS_FOR_NONE = ("(?!", "(?<!")
_Ways = tuple[tuple[int, ...], ...]  # any of them; each a row of bits of which one each must be there
_ANY = -1  # every bit
_NOTHING: _Ways = ((),)


@dataclass(frozen=True, slots=True)
class Needs:
    """What must be there for a pattern to match; of `seldom`, which the fewest texts hold, one bit in any case."""

    ways: _Ways
    seldom: int

    @classmethod
    def of(cls, pattern: str, bits_of: BitsOf, often: int) -> "Needs":
        """`bits_of` gives the bits of the kinds that a name stands for; many texts hold those of `often`."""
        ways = _Parser(_TOKEN.findall(pattern), bits_of).either()
        ordered = tuple(tuple(sorted(way, key=lambda bits: (bits & often).bit_count())) for way in ways)
        return cls(ordered, reduce(or_, (way[0] if way else _ANY for way in ordered)))

    def are_met(self, kinds: int) -> bool:
        """Whether what is needed is among these kinds."""
        for way in self.ways:
            for bits in way:
                if not bits & kinds:
                    break
            else:
                return True
        return False

    def __iter__(self) -> Iterator[int]:
        return (bits for way in self.ways for bits in way)


class _Parser:
    def __init__(self, tokens: list[str], bits_of: BitsOf) -> None:
        self._tokens, self._bits_of = [*tokens, ")"], bits_of
        self._at = 0

    def either(self) -> _Ways:
        """What alternatives need, as far as the bracket that ends them."""
        ways = [*self._in_turn()]
        while self._taken() == "|":
            ways += self._in_turn()
        if () in ways:
            return _NOTHING
        alone = reduce(or_, (way[0] for way in ways if len(way) == 1), 0)
        longer = tuple(way for way in ways if len(way) > 1)
        return ((alone,), *longer) if alone else longer

    def _in_turn(self) -> _Ways:
        ways = _NOTHING
        while self._tokens[self._at] not in ("|", ")"):
            more = self._one()
            ways = tuple((*first, *then) for first in ways for then in more)
        return ways

    def _one(self) -> _Ways:
        token = self._taken()
        ways = _NOTHING
        if token.startswith("("):
            inside = self.either()
            ways = _NOTHING if token in _LOOKS_FOR_NONE else inside
        elif name := _NAME.fullmatch(token):
            ways = ((self._bits_of(name[1]),),)
        if self._tokens[self._at].startswith(_MAY_BE_LEFT_OUT):
            self._at += 1
            return _NOTHING
        return ways

    def _taken(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]
