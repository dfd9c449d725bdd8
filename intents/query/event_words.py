"""The words of events, of their titles and of their descriptions: how much a message speaks of each of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from math import log

from intents.features import stem
from intents.query.rows import EventRow
from intents.title_words import alike, family, is_common, is_empty, meanings
from intents.words import words

_IN_DESCRIPTION = 0.6  # what a word of a description weighs beside one of a title
_COMMON = 0.3  # what a word that is said of many events weighs
_KIN = 0.7  # how surely a word of the same family is meant
_SURE = 0.7  # from which a word is that of an event, where it is the subject
_LONGER = 3  # letters that a subject may have more than an event's word
_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class EventWords:
    """`_of` the stems that speak of each event and how much; `_rare` how much each stem tells one event from others."""

    _of: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    _rare: Mapping[str, float] = field(default_factory=dict)
    _real: Set[str] = frozenset()
    _seen: dict[str, Mapping[str, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[EventRow], real: Set[str] = frozenset()) -> "EventWords":
        """Weigh the words of these events; `real` words are no misspellings of others."""
        spoken = {row.uid: _spoken(row) for row in rows}
        series = {tuple(sorted(said.items())) for said in spoken.values()}
        borne = Counter(one for said in series for one, _ in said)
        rare = {one: log(1 + len(series) / times) * (_COMMON if is_common(one) else 1) for one, times in borne.items()}
        return cls(spoken, rare, real)

    def evidence(self, said: Sequence[str]) -> Mapping[str, float]:
        """How much these words speak of each event that they speak of at all."""
        found: Counter[str] = Counter()
        for heard in self._heard(said):
            for uid, weights in self._of.items():
                likest = max((like * weights[one] * self._rare[one] for one, like in heard.items() if one in weights),
                             default=0.0)  # fmt: skip
                if likest:
                    found[uid] += likest  # type: ignore[assignment]  # a Counter of shares
        return found

    def telling(self, said: Sequence[str]) -> frozenset[str]:
        """The events of which every one of these words is said."""
        found: set[str] | None = None
        for word in said:
            heard = [one for one, like in self._like(word).items() if like >= _SURE and len(word) - len(one) <= _LONGER]
            of_word = {uid for uid, weights in self._of.items() if not weights.keys().isdisjoint(heard)}
            found = of_word if found is None else found & of_word
        return frozenset(found or ())

    def _heard(self, said: Sequence[str]) -> Iterable[Mapping[str, float]]:
        return (heard for word in dict.fromkeys(said) if word and not is_empty(word) and (heard := self._like(word)))

    def _like(self, word: str) -> Mapping[str, float]:
        """The stems of events that a word may stand for, and how surely."""
        if word not in self._seen:
            if len(self._seen) > _REMEMBERED:
                self._seen.clear()
            self._seen[word] = self._likest(word)
        return self._seen[word]

    def _likest(self, word: str) -> Mapping[str, float]:
        found: dict[str, float] = {}
        usual = word in self._real
        for meant in meanings(word):
            for one in self._rare:
                if one[:1] == meant[:1] and (like := alike(one, meant, usual)):
                    found[one] = max(found.get(one, 0.0), like)
        for kin in family(stem(word)) & self._rare.keys():
            found[kin] = max(found.get(kin, 0.0), _KIN)
        return found


def _spoken(row: EventRow) -> dict[str, float]:
    told = {one: _IN_DESCRIPTION for text in row.descriptions for one in _stems(text)}
    return told | {one: 1.0 for text in row.titles for one in _stems(text)}


def _stems(text: str) -> set[str]:
    return {stem(word) for word in words(text) if not is_empty(word) and not word.isdigit()}
