"""Which things a message names, by their aliases."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from intents.words import words


@dataclass(frozen=True, slots=True)
class Alias:
    """A way to name a thing; a strong one names it beyond doubt."""

    thing: str
    text: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that is named: the words of its name, and the place of the first of them."""

    thing: str
    words: tuple[str, ...]
    place: int


@dataclass(frozen=True, slots=True)
class Aliases:
    """All ways to name all things, by their first word."""

    _by_first: dict[str, list[tuple[tuple[str, ...], Alias]]] = field(default_factory=dict)

    @classmethod
    def of(cls, aliases: Iterable[Alias]) -> "Aliases":
        """Where a strong and a weak alias are the same words, the strong one counts."""
        found: dict[tuple[str, ...], Alias] = {}
        for alias in sorted(aliases, key=lambda one: not one.strong):
            found.setdefault(tuple(words(alias.text)), alias)
        by_first: dict[str, list[tuple[tuple[str, ...], Alias]]] = {}
        for said, alias in sorted(found.items(), key=lambda one: -len(one[0])):
            if said:
                by_first.setdefault(said[0], []).append((said, alias))
        return cls(by_first)

    def things(self, said: Sequence[str]) -> tuple[str, ...]:
        """The things that these words name: beyond doubt first, then as they come; each once."""
        heard = [alias for _, alias in self._spans(tuple(said)) if alias is not None]
        return tuple(dict.fromkeys(alias.thing for alias in sorted(heard, key=lambda one: not one.strong)))

    def hidden(self, said: Sequence[str], by: str) -> tuple[str, ...]:
        """These words with one word in the place of each name that is beyond doubt."""
        spans = self._spans(tuple(said))
        return tuple(
            word for words, alias in spans for word in ((by,) if alias is not None and alias.strong else words)
        )

    def named(self, said: Sequence[str]) -> tuple["Named", ...]:
        """The names beyond doubt among these words, in their order."""
        found, place = list[Named](), 0
        for one, alias in self._spans(tuple(said)):
            if alias is not None and alias.strong:
                found.append(Named(alias.thing, one, place))
            place += len(one)
        return tuple(found)

    def __iter__(self) -> Iterator[Alias]:
        return (alias for listed in self._by_first.values() for _, alias in listed)

    def _spans(self, said: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Alias | None]]:
        """The words cut into names, the longest at each place from left to right, and single words between them."""
        start = 0
        while start < len(said):
            fitting = (
                (len(one), alias) for one, alias in self._by_first.get(said[start], ())
                if said[start : start + len(one)] == one
            )  # fmt: skip
            length, alias = next(fitting, (1, None))
            yield said[start : start + length], alias
            start += length
