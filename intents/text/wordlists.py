"""Words to items: phrases and their kinds from data files, figures, signs, and a spelling mistake here and there."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from intents.text.grammar import Item
from intents.text.text import LANGUAGES, Token, read_lists, sound, tokens, written_out

WORD = "word"  # a word no list knows
FIGURES = ("zero", "n12", "n31", "n99", "year", "big")  # whole numbers by size: a month, a day, ...
SIGNS = {"/": "slash", ",": "comma", ":": "colon", ".": "stop", "?": "stop", "!": "stop", ";": "stop"}
SIGNS |= {"\u2024": "dot", "\u2013": "dash"}  # a dot or a dash between figures
KINDS = (WORD, *FIGURES, *dict.fromkeys(SIGNS.values()))
_PROTECT = "protect"
_DROPPED = frozenset("-'\"()*_")
_GLUED = {".": "\u2024", "-": "\u2013"}  # signs that folded text never holds
_GLUED_KINDS = frozenset(SIGNS[sign] for sign in _GLUED.values())
_LONGEST_FIGURE = 6
_TWO_SLIPS_FROM = 8  # letters
_TWO_SLIPS = 2
_SHORTEST_MISSPELT = 5
_LONGER_THAN_ANY = 99
_REMEMBERED = 20_000  # words whose spelling is kept
_SHORTENED = ("month", "weekday", "weekday_short", "month_or_day", "month_or_seven", "game_or_day")
_LONGEST_SHORT = 5  # letters
_HOUR_ENDS = ("h", "am", "pm")
_RANGED = frozenset(("month", "month_word", "weekday"))
_OFTEN_MISSPELT = ("month", "weekday")
_Kind = TypeVar("_Kind")
_NONE_LONGER: Mapping[str, Sequence["Phrase"]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that mean one thing."""

    words: tuple[str, ...]
    kind: str
    value: object


@dataclass(frozen=True, slots=True)
class Met:
    """A word of a text put right; its kind and value where it stands by itself; the longer phrases that it may begin,
    by their second word, the longest first.
    """

    right: str
    kind: str
    value: object
    begins: Mapping[str, Sequence[Phrase]]

    @property
    def kinds(self) -> frozenset[str]:
        """Its own, and those of the signs that count beside such a word."""
        counts = self.kind in _RANGED or self.right.isdecimal()
        return _GLUED_KINDS | {self.kind} if counts else frozenset({self.kind})


@dataclass(frozen=True, slots=True)
class WordList:
    """Phrases by their first word, the longest first; `near` are the words whose misspellings are forgiven."""

    phrases: Mapping[str, Sequence[Phrase]]
    near: Mapping[str, Sequence[str]]  # by their first letter
    often: frozenset[str]  # those in which a second slip is forgiven
    known: frozenset[str]
    sounds: Mapping[str, Sequence[str]] = field(default_factory=dict)  # the near words, by how they sound
    _seen: dict[str, Met] = field(default_factory=dict)

    def items(self, text: str) -> tuple[Item, ...]:
        """The text as items, spelling put right."""
        words: list[Token] = []
        for word in written_out(text):
            if word.text.isalpha() or word.text in self.known:
                words.append(word)
            else:
                words.extend(self._pieces(word))
        return tuple(self._scan(words if "".join([word.text for word in words]).isalnum() else self._signs(words)))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind an item may have."""
        return (*KINDS, *dict.fromkeys(phrase.kind for group in self.phrases.values() for phrase in group))

    def read_as(self, word: str) -> tuple["Met", ...]:
        """What a word of a text may be read as: several pieces, where it holds figures."""
        token = Token(word, 0, len(word))
        pieces = [token] if word.isalpha() or word in self.known else [*self._pieces(token)]
        return tuple([self._seen.get(one.text) or self._met(one.text) for one in pieces])

    def _pieces(self, token: Token) -> Iterator[Token]:
        """ "18h30" as "18", "h", "30", unless it is a word of its own ("1er"); "week's" as "week"."""
        owner = token.text.removesuffix("'s")
        if owner in self.known and owner.isalpha():
            token = Token(owner, token.start, token.end)
        if token.text in self.known or not token.text.isalnum():
            yield token
            return
        start = 0
        for end in range(1, len(token.text) + 1):
            if end == len(token.text) or token.text[end].isdigit() != token.text[start].isdigit():
                span = (token.start + start, token.start + end) if _exact(token) else (token.start, token.end)
                yield Token(token.text[start:end], *span)
                start = end

    def _signs(self, words: Sequence[Token]) -> list[Token]:
        """Without the signs that mean nothing; a dot or a dash counts between figures only."""
        kept = []
        for index, word in enumerate(words):
            if word.text.isalnum():
                kept.append(word)
                continue
            if word.text == "." and self._shortens(words, index):
                continue
            dashed = word.text == "-" and self._ranges(words, index)
            if dashed or (word.text in ".-" and _between_figures(words, index)):
                kept.append(Token(_GLUED[word.text], word.start, word.end))
            elif word.text not in _DROPPED:
                kept.append(word)
        return kept

    def _shortens(self, words: Sequence[Token], index: int) -> bool:
        """Whether the dot ends a short name of a day or month ("sam. 5 déc. 2026")."""
        if not 0 < index < len(words) - 1 or words[index - 1].end != words[index].start:
            return False
        before = words[index - 1]
        short = before.end - before.start <= _LONGEST_SHORT and words[index + 1].text.isalnum()
        return short and self._is_named(before, _SHORTENED)

    def _is_named(self, word: Token, kinds: Collection[str]) -> bool:
        return any(phrase.kind in kinds and len(phrase.words) == 1 for phrase in self.phrases.get(word.text, ()))

    def _ranges(self, words: Sequence[Token], index: int) -> bool:
        """Whether the dash is between two days or two months ("janvier-mars")."""
        sides = words[index - 1 : index + 2 : 2] if index else ()
        return len(sides) == len(("before", "after")) and all(self._is_named(word, _RANGED) for word in sides)

    def _scan(self, words: Sequence[Token]) -> Iterator[Item]:
        seen, index = self._seen, 0
        met = [seen.get(word.text) or self._met(word.text) for word in words]
        while index < len(words):
            word, one = words[index], met[index]
            if one.begins and (phrase := _phrase(met, index)):
                last = words[index + len(phrase.words) - 1]
                yield Item(phrase.kind, phrase.value, word.start, last.end)
                index += len(phrase.words)
            else:
                yield _item(Item, (one.kind, one.value, word.start, word.end))
                index += 1

    def _met(self, word: str) -> Met:
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
        right = self._right(word)
        begins = self.phrases.get(right, ())
        alone = next(((phrase.kind, phrase.value) for phrase in begins if len(phrase.words) == 1), None)
        several = [phrase for phrase in begins if len(phrase.words) > 1]
        longer = _grouped_by(several, lambda phrase: phrase.words[1]) if several else _NONE_LONGER
        self._seen[word] = met = Met(right, *(alone or _other(right)), longer)
        return met

    def _right(self, word: str) -> str:
        """The word, or the only kind of word it can be a slip of."""
        if word in self.known or len(word) < _SHORTEST_MISSPELT or not word.isalpha():
            return word
        return self._nearest(word)

    def _nearest(self, word: str) -> str:
        far = 2 if len(word) >= _TWO_SLIPS_FROM else 1
        candidates = self.near.get(word[0], ())
        found = extractOne(word, candidates, scorer=OSA.distance, score_cutoff=far)
        if found and (found[1] == 1 or found[0] in self.often):
            return str(found[0])
        heard = extractOne(word, self.sounds.get(sound(word), ()), scorer=OSA.distance, score_cutoff=_TWO_SLIPS)
        return str(heard[0]) if heard else word


def _phrase(met: Sequence[Met], index: int) -> Phrase | None:
    second = met[index + 1].right if index + 1 < len(met) else ""
    for phrase in met[index].begins.get(second, ()):
        if tuple([one.right for one in met[index : index + len(phrase.words)]]) == phrase.words:
            return phrase
    return None


_item = tuple.__new__  # Item() goes through a function first


def load(
    *names: str,
    shared: Sequence[str] = (),
    only: Mapping[str, Sequence[str]] = MappingProxyType({}),
    tolerant: Mapping[str, int] = MappingProxyType({}),
    values: Mapping[str, Callable[[str], object]] = MappingProxyType({}),
    by_sound: Sequence[str] = (),
) -> WordList:
    """The lists of those names in French and English, after the `shared` ones, which hold both; a word of two lists is
    of the first.

    `only` says which kinds of a list are taken, where not all of them are.
    `tolerant` says from how many letters on a slip is forgiven in the words of a kind; others must be written right. In
    the long words of `_OFTEN_MISSPELT` a second slip is forgiven.
    `values` turns the written value of a kind into what its items carry. The tolerant words of the kinds in
    `by_sound` are also known by how they sound.
    """
    phrases: dict[str, list[Phrase]] = {}
    known: set[str] = set()
    near: dict[str, bool] = {}
    heard: set[str] = set()
    paths = ((name, f"{language}/{name}.yaml") for name in names for language in LANGUAGES)
    for name, path in (*((name, f"{name}.yaml") for name in shared), *paths):
        for phrase in _read(path, values):
            if name in only and phrase.kind not in only[name]:
                continue
            known.update(phrase.words)
            if phrase.kind != _PROTECT:
                phrases.setdefault(phrase.words[0], []).append(phrase)
                shortest = tolerant.get(phrase.kind, _LONGER_THAN_ANY)
                if len(phrase.words) == 1 and len(phrase.words[0]) >= shortest:
                    near[phrase.words[0]] = phrase.kind in _OFTEN_MISSPELT
                    heard.update(phrase.words if phrase.kind in by_sound else ())
    for group in phrases.values():
        group.sort(key=lambda phrase: -len(phrase.words))
    often = frozenset(word for word in near if near[word] and len(word) >= _TWO_SLIPS_FROM)
    return WordList(phrases, by_first_letter(near), often, frozenset(known), _grouped(heard, sound))


def by_first_letter(words: Iterable[str]) -> dict[str, list[str]]:
    """Words by their first letter, the only one in which no slip is forgiven."""
    return _grouped(words, lambda word: word[0])


def _grouped(words: Iterable[str], by: Callable[[str], str]) -> dict[str, list[str]]:
    return _grouped_by(sorted(words), by)


def _grouped_by(some: Iterable[_Kind], by: Callable[[_Kind], str]) -> dict[str, list[_Kind]]:
    grouped: dict[str, list[_Kind]] = {}
    for one in some:
        grouped.setdefault(by(one), []).append(one)
    return grouped


def _read(path: str, values: Mapping[str, Callable[[str], object]]) -> Iterator[Phrase]:
    for listed, entry in read_lists(path).items():
        kind = str(listed)
        by_value: dict[Any, Any] = entry if isinstance(entry, dict) else {True: entry}
        for written, words in by_value.items():
            value = values[kind](written) if kind in values else written
            yield from (Phrase(_words(str(word)), _sized(kind, value), value) for word in words)


def _sized(kind: str, value: object) -> str:
    """A number in words is of the kind it would have in figures."""
    return figure(str(value))[0] if kind == "number" else kind


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokens(phrase) if token.text not in _DROPPED)


def _other(text: str) -> tuple[str, object]:
    """Kind and value of what is in no list: a sign, a figure or an unknown word."""
    if text.isalpha():
        return WORD, text
    if text.isdecimal():
        return figure(text)
    return SIGNS.get(text, WORD), text


def figure(text: str) -> tuple[str, int]:
    """Kind and value of a whole number."""
    number = int(text) if len(text) <= _LONGEST_FIGURE else 10**_LONGEST_FIGURE
    if 1900 <= number <= 2100:
        return "year", number
    for kind, most in (("zero", 0), ("n12", 12), ("n31", 31), ("n99", 99)):
        if number <= most and len(text) <= 2:
            return kind, number
    return "big", number


def _exact(token: Token) -> bool:
    """Whether each folded character has its own place in the typed text."""
    return len(token.text) == token.end - token.start


def _between_figures(words: Sequence[Token], index: int) -> bool:
    if not 0 < index < len(words) - 1:
        return False
    before, sign, after = words[index - 1 : index + 2]
    glued = before.end == sign.start and sign.end == after.start
    figures = (before.text[-1].isdecimal() or before.text in _HOUR_ENDS) and after.text[0].isdecimal()
    spaced = sign.text == "-" and after.text[0].isdecimal() and before.end < sign.start and sign.end < after.start
    return spaced or (figures and (glued or sign.text == "-"))
