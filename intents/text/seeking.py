"""Looking in texts for what a grammar makes, past those whose words cannot lead to it: most messages name no date."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from intents.text.grammar import Grammar, Item
from intents.text.text import said_in
from intents.text.wordlists import WordList

_REMEMBERED = 40_000  # words, most of which lead to nothing; sets of kinds


@dataclass(frozen=True, slots=True)
class Seeker:
    """Finds items of the kinds that are `wanted`, which `grammar` makes of `words`."""

    words: WordList
    grammar: Grammar
    wanted: int
    _search: "list[Search]" = field(default_factory=list)  # of this one alone
    _makes: dict[int, bool] = field(default_factory=dict)  # by the kinds that a text leads to
    _useless: list[int] = field(default_factory=lambda: [0])  # kinds of which all together nothing wanted is made

    @classmethod
    def of(cls, words: WordList, grammar: Grammar, wanted: Iterable[str]) -> "Seeker":
        """That looks for these kinds."""
        return cls(words, grammar, grammar.bits(wanted))

    def read(self, text: str, today: date) -> Sequence[Item]:
        """The items of a text, rewritten; nothing where none can be wanted."""
        return self.read_surely(text, today) if self.may_find(text) else ()

    def read_surely(self, text: str, today: date) -> Sequence[Item]:
        """The items of a text, rewritten, of which it is known that one may be wanted."""
        return self.grammar.rewrite(self.words.items(text), today)

    def may_find(self, text: str) -> bool:
        """Whether the words of a text can lead to an item that is wanted."""
        if not self._search:
            self._search.append(Search.of(self))
        return bool(self._search[0].may_find(said_in(text)))

    def may_make(self, kinds: int) -> bool:
        """Whether an item that is wanted can be made of these kinds."""
        if not kinds & ~self._useless[0]:
            return False
        makes = self._makes.get(kinds)
        if makes is None:
            if len(self._makes) > _REMEMBERED:
                self._makes.clear()
            makes = self._makes[kinds] = self._can_make(kinds)
            if not makes and not self._can_make(more := self._useless[0] | kinds):
                self._useless[0] = more  # then of fewer nothing is made either
        return makes

    def _can_make(self, kinds: int) -> bool:
        return bool(self.grammar.made_of(kinds) & self.wanted)

    def bits(self, kinds: Iterable[str]) -> int:
        """Those of the kinds that lead anywhere."""
        return self.grammar.bits(kinds) & (self.grammar.telling | self.wanted)


@dataclass(frozen=True, slots=True)
class _Lead:
    """What a word of a text leads to: kinds as bits; the kinds of longer phrases that it begins, by their second word;
    and what it is read as where that is such a second word.
    """

    kinds: int
    longer: Mapping[tuple[int, str], int]
    seconds: frozenset[tuple[int, str]]


_NOWHERE = _Lead(0, {}, frozenset())


@dataclass(frozen=True, slots=True)
class _Part:
    """One seeker of several: where its kinds begin among the bits of all, and the second words of its phrases."""

    number: int
    seeker: Seeker
    first_bit: int
    every: int
    seconds: frozenset[str]

    def lead(self, word: str) -> _Lead:
        """What a word leads to for this one."""
        met = self.seeker.words.read_as(word)
        longer: dict[tuple[int, str], int] = {}
        for one in met:
            for second, phrases in one.begins.items():
                key = (self.number, second)
                longer[key] = longer.get(key, 0) | self._bits({phrase.kind for phrase in phrases})
        own = self._bits({kind for one in met for kind in one.kinds})
        return _Lead(own, longer, frozenset((self.number, one.right) for one in met if one.right in self.seconds))

    def _bits(self, kinds: Iterable[str]) -> int:
        return self.seeker.bits(kinds) << self.first_bit


@dataclass(frozen=True, slots=True)
class Search:
    """Several seekers that look at the words of a text together: each word is looked at once for all of them."""

    parts: tuple[_Part, ...]
    _leads: dict[str, _Lead] = field(default_factory=dict)

    @classmethod
    def of(cls, *seekers: Seeker) -> "Search":
        """For these, whose numbers are their places."""
        parts, first_bit = list[_Part](), 0
        for number, one in enumerate(seekers):
            phrases = (phrase for group in one.words.phrases.values() for phrase in group if len(phrase.words) > 1)
            seconds = frozenset(phrase.words[1] for phrase in phrases)
            parts.append(_Part(number, one, first_bit, (1 << one.grammar.size) - 1, seconds))
            first_bit += one.grammar.size
        return cls(tuple(parts))

    def may_find(self, said: Iterable[str]) -> int:
        """Which of them may find something among these words: a bit each, that of the first the lowest."""
        known, kinds = self._leads, 0
        leads = [one for word in said if (one := known.get(word) or self._lead(word)) is not _NOWHERE]
        for one in leads:
            kinds |= one.kinds
        longer = [one.longer for one in leads if one.longer]
        if longer:
            seconds = frozenset().union(*[one.seconds for one in leads if one.seconds])
            for phrases in longer:
                for second in seconds.intersection(phrases):
                    kinds |= phrases[second]
        return self._finding(kinds) if kinds else 0

    def _finding(self, kinds: int) -> int:
        found = 0
        for part in self.parts:
            own = (kinds >> part.first_bit) & part.every
            if own and part.seeker.may_make(own):
                found |= 1 << part.number
        return found

    def _lead(self, word: str) -> _Lead:
        if len(self._leads) > _REMEMBERED:
            self._leads.clear()
        every = [part.lead(word) for part in self.parts]
        kinds = 0
        longer: dict[tuple[int, str], int] = {}
        for one in every:
            kinds |= one.kinds
            longer.update(one.longer)
        seconds = frozenset[tuple[int, str]]().union(*(one.seconds for one in every))
        lead = _Lead(kinds, longer, seconds) if kinds or longer or seconds else _NOWHERE
        self._leads[word] = lead
        return lead
