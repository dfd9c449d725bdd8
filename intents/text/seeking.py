"""Looking in texts for what a grammar makes, past those whose words cannot lead to it: most messages name no date."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from intents.text.grammar import Grammar, Item
from intents.text.text import said_in
from intents.text.wordlists import WordList

_REMEMBERED = 20_000  # words


@dataclass(frozen=True, slots=True)
class _Lead:
    """What a word of a text leads to: kinds as bits, the words that it is read as, and the kinds of longer phrases that
    it begins, by their second word.
    """

    kinds: int
    read: tuple[str, ...]
    longer: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Seeker:
    """Finds items of the kinds that are `wanted`, which `grammar` makes of `words`."""

    words: WordList
    grammar: Grammar
    wanted: int
    _leads: dict[str, _Lead] = field(default_factory=dict)
    _found: dict[int, bool] = field(default_factory=dict)  # by the kinds that a text leads to

    @classmethod
    def of(cls, words: WordList, grammar: Grammar, wanted: Iterable[str]) -> "Seeker":
        """That looks for these kinds."""
        return cls(words, grammar, grammar.bits(wanted))

    def read(self, text: str, today: date) -> Sequence[Item]:
        """The items of a text, rewritten; nothing where none can be wanted."""
        return self.grammar.rewrite(self.words.items(text), today) if self.may_find(text) else ()

    def may_find(self, text: str) -> bool:
        """Whether the words of a text can lead to an item that is wanted."""
        known, kinds = self._leads, 0
        leads = [known.get(word) or self._lead(word) for word in said_in(text)]
        for one in leads:
            kinds |= one.kinds
        longer = [one.longer for one in leads if one.longer]
        if longer:
            read = {word for one in leads for word in one.read}
            for phrases in longer:
                for second in read.intersection(phrases):
                    kinds |= phrases[second]
        if kinds not in self._found:
            if len(self._found) > _REMEMBERED:
                self._found.clear()
            self._found[kinds] = bool(self.grammar.made_of(kinds) & self.wanted)
        return self._found[kinds]

    def _lead(self, word: str) -> _Lead:
        if len(self._leads) > _REMEMBERED:
            self._leads.clear()
        met = self.words.read_as(word)
        longer: dict[str, int] = {}
        for one in met:
            for second, phrases in one.begins.items():
                longer[second] = longer.get(second, 0) | self._bits({phrase.kind for phrase in phrases})
        own = self._bits({kind for one in met for kind in one.kinds})
        self._leads[word] = lead = _Lead(own, tuple([one.right for one in met]), longer)
        return lead

    def _bits(self, kinds: Iterable[str]) -> int:
        return self.grammar.bits(kinds) & (self.grammar.telling | self.wanted)
