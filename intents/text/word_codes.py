"""Codes that words and phrases point to, as data files list them: by stems, both languages, a slip forgiven."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from Stemmer import Stemmer

from intents.text.text import LANGUAGES, read_lists, said_in, tokens
from intents.text.wordlists import by_first_letter

_IGNORE, _PROTECT = "ignore", "protect"
_EXACT = "="
_FORGIVING_FROM = 6  # letters from which one slip is forgiven
_REMEMBERED = 20_000  # words whose keys are kept
_STRICT = frozenset({"asks", "people"})  # read of words that were put right already, every phrase that is met
_NONE = frozenset[str]()
_SMALL_WORDS = frozenset({"le", "la", "les", "l", "un", "une", "de", "d", "du", "des", "the", "a", "an", "of"})


def codes_in_text(name: str, text: str) -> frozenset[str]:
    """The codes of data/{fr,en}/<name>.yaml that a text speaks of."""
    return codes_in(name, said_in(text))


def codes_in(name: str, words: Iterable[str]) -> frozenset[str]:
    """The same of words that were read already."""
    said, of_name = tuple(words), _words(name)
    if of_name.are_silent(said):
        return _NONE
    counted = [*chain.from_iterable(map(_plain, said))]
    found = [*of_name.codes(counted)]
    return frozenset().union(*found) - {_IGNORE} if found else _NONE


def are_met(name: str, words: Sequence[str]) -> bool:
    """Whether any of these words may begin a phrase of that file; where none does, they point to no code."""
    return not _words(name).are_silent(words)


def places_in(name: str, words: Sequence[str]) -> frozenset[int]:
    """The places of the words that point to a code, by themselves or within a phrase ("intelligence artificielle")."""
    counted = [(place, word) for place, written in enumerate(words) for word in _plain(written)]
    runs = _words(name).runs([word for _, word in counted])
    met = (range(first, first + length) for first, length, codes in runs if codes and _IGNORE not in codes)
    return frozenset(counted[place][0] for run in met for place in run)


def listed_words(name: str) -> frozenset[str]:
    """The words that point to a code of that file by themselves."""
    return frozenset(
        words[0].removeprefix(_EXACT)
        for language in LANGUAGES
        for code, words in _read(f"{language}/{name}.yaml")
        if len(words) == 1 and code not in (_IGNORE, _PROTECT)
    )


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words that point to codes, each by a key: its stem in a language, or the word itself."""

    keys: tuple[str, ...]
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Met:
    """A word of a text: what it may be known by, whether it may begin a phrase, the codes that it points to by itself,
    and the longer phrases that it may begin, by their second key.
    """

    keys: frozenset[str]
    begins: bool
    codes: frozenset[str]
    longer: Mapping[str, Sequence[_Phrase]]


_UNLISTED = _Met(_NONE, False, _NONE, {})  # of all words that no phrase holds, which are most


@dataclass(frozen=True, slots=True)
class _Words:
    """What the files of one name say, both languages: phrases as keys, by their first key; `keys` are those of all."""

    phrases: Mapping[str, Sequence[_Phrase]]
    keys: frozenset[str]
    near: Mapping[str, Sequence[str]]
    known: frozenset[str]
    overlapping: bool = False
    _seen: dict[str, _Met] = field(default_factory=dict)
    _silent: set[str] = field(default_factory=set)  # words as they are written that begin no phrase

    def are_silent(self, written: Sequence[str]) -> bool:
        """Whether none of these words begins a phrase; most messages speak of nothing that is listed."""
        silent = self._silent
        if silent.issuperset(written):
            return True
        if len(silent) > _REMEMBERED:
            silent.clear()
        for word in written:
            if word not in silent:
                if any((self._seen.get(one) or self._met(one)).begins for one in _plain(word)):
                    return False
                silent.add(word)
        return True

    def codes(self, words: Sequence[str]) -> Iterator[frozenset[str]]:
        """The codes of each phrase met."""
        return (codes for _, _, codes in self.runs(words))

    def runs(self, words: Sequence[str]) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Each phrase met, the longest first: where it begins, how many words it has, its codes. No word serves twice
        unless phrases may overlap.
        """
        seen = self._seen
        met = [seen.get(word) or self._met(word) for word in words]
        index = 0
        begin = [place for place, one in enumerate(met) if one.begins]
        for place in begin:
            if place < index:
                continue
            index = place
            length, codes = _longest(met, index)
            yield index, length, codes
            index += 1 if self.overlapping and _IGNORE not in codes else length

    def _met(self, word: str) -> _Met:
        """It may be known by its stem in each language, and by itself."""
        if word not in self._seen:
            if len(self._seen) > _REMEMBERED:
                self._seen.clear()
            right = self._right(word)
            keys = self.keys.intersection((*(_stem(right, code) for code in LANGUAGES), _EXACT + right))
            self._seen[word] = self._of_keys(keys) if keys else _UNLISTED
        return self._seen[word]

    def _of_keys(self, keys: frozenset[str]) -> _Met:
        begins = [phrase for key in keys for phrase in self.phrases.get(key, ())]
        alone = (phrase.codes for phrase in begins if len(phrase.keys) == 1)
        longer: dict[str, list[_Phrase]] = {}
        for phrase in begins:
            if len(phrase.keys) > 1:
                longer.setdefault(phrase.keys[1], []).append(phrase)
        return _Met(keys, bool(begins), _NONE.union(*alone), longer)

    def _right(self, word: str) -> str:
        if word in self.known or len(word) < _FORGIVING_FROM or not word.isalpha():
            return word
        found = extractOne(word, self.near.get(word[0], ()), scorer=OSA.distance, score_cutoff=1)
        return str(found[0]) if found else word


def _longest(met: Sequence[_Met], index: int) -> tuple[int, frozenset[str]]:
    """How many words the longest phrase has that begins there, and its codes; of several as long, those of all."""
    best, codes = 1, met[index].codes
    second = met[index + 1].keys if met[index].longer and index + 1 < len(met) else ()
    for key in second:
        for phrase in met[index].longer.get(key, ()):
            length = len(phrase.keys)
            if length >= best and _are(met[index : index + length], phrase.keys):
                codes = phrase.codes if length > best else codes | phrase.codes
                best = length
    return best, codes


def _are(met: Sequence[_Met], keys: Sequence[str]) -> bool:
    return len(met) == len(keys) and all(key in one.keys for one, key in zip(met, keys, strict=True))


@lru_cache(_REMEMBERED)
def _plain(written: str) -> tuple[str, ...]:
    """The words that count: without apostrophes, articles and dashes."""
    return tuple(word for word in written.split("'") if word and word != "-" and word not in _SMALL_WORDS)


@cache
def _words(name: str) -> _Words:
    phrases: dict[tuple[str, ...], frozenset[str]] = {}
    alone: set[str] = set()  # words that point to a code by themselves: only their misspellings are put right
    known: set[str] = set()
    for language in LANGUAGES:
        for code, words in _read(f"{language}/{name}.yaml"):
            plain = [word.removeprefix(_EXACT) for word in words]
            known.update(plain)
            if code == _PROTECT:
                continue
            alone.update(plain if len(plain) == 1 else ())
            keys = tuple(word if word.startswith(_EXACT) else _stem(word, language) for word in words)
            phrases[keys] = phrases.get(keys, frozenset()) | {code}
    return _Words(
        _by_first(phrases),
        frozenset(key for keys in phrases for key in keys),
        by_first_letter(() if name in _STRICT else _misspelt(alone)),
        frozenset(known),
        name in _STRICT,
    )


def _misspelt(words: Iterable[str]) -> Iterator[str]:
    return (word for word in words if len(word) >= _FORGIVING_FROM and word.isalpha())


def _by_first(phrases: Mapping[tuple[str, ...], frozenset[str]]) -> dict[str, list[_Phrase]]:
    grouped: dict[str, list[_Phrase]] = {}
    for keys, codes in phrases.items():
        grouped.setdefault(keys[0], []).append(_Phrase(keys, codes))
    return grouped


def _stem(word: str, language: str) -> str:
    return f"{language}:{_stemmer(language).stemWord(word)}"


@cache
def _stemmer(language: str) -> Stemmer:
    return Stemmer(language)


def _read(path: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for code, phrases in read_lists(path).items():
        for phrase in phrases:
            yield str(code), tuple(_phrase_words(str(phrase)))


def _phrase_words(phrase: str) -> Iterator[str]:
    """The words of a phrase that count; "=word" keeps its mark."""
    for written in phrase.split():
        mark = _EXACT if written.startswith(_EXACT) else ""
        for token in tokens(written.removeprefix(_EXACT)):
            yield from (mark + word for word in _plain(token.text))
