"""From a message to features, on one path for learning and for answering; greetings aside, things by their aliases."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from intents.text.spelling import Shorthand, Speller
from intents.text.text import DATA, any_of, fold, read_lists, read_yaml, short_forms, stem, words

_WORD = re.compile(r"[^\W\d_]+")
_WORDS_REMEMBERED = 20_000
SOME_TITLE = "l'atelier robots"  # what a sentence is said with in the place of an event's title


@dataclass(frozen=True, slots=True)
class Read:
    """A message, or a part of it: as typed, its words put right, and what the grammars found in it, by kind."""

    text: str
    words: tuple[str, ...]
    markers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """Everything that turns words into features. `accents` says how plain words are really written."""

    shorthand: Shorthand
    speller: Speller
    concepts: Mapping[str, str]
    accents: Mapping[str, str]
    _righted: dict[str, str] = field(default_factory=dict)  # words as they are typed, put right
    _right_already: set[str] = field(default_factory=set)  # those of them that stay as they are

    def words(self, text: str, also: frozenset[str] = frozenset()) -> list[str]:
        """The message's words, written out and put right; `also` are words known for this message only."""
        return self.speller.correct(self.shorthand.expand(words(text)), also)

    def righted(self, text: str, also: frozenset[str] = frozenset()) -> str:
        """The message with its misspelt words put right where they stand: dates and ages are read from it."""
        if self._right_already.issuperset(_WORD.findall(text)):
            return text
        return _WORD.sub(lambda found: self._right(found[0], also), text)

    def _right(self, word: str, also: frozenset[str]) -> str:
        plain = fold(word) if also else ""
        if plain in also:
            return word
        if word not in self._righted:
            if len(self._righted) > _WORDS_REMEMBERED:
                self._righted.clear()
                self._right_already.clear()
            self._righted[word] = right = self._put_right(word)
            if right == word:
                self._right_already.add(word)
        return self._righted[word]

    def _put_right(self, word: str) -> str:
        plain = fold(word)
        if plain in short_forms():  # the grammars know what it stands for
            return word
        right = self.speller.correct([plain])
        return word if right == [plain] else " ".join(self.accents.get(one, one) for one in right)


def load_shorthand() -> Shorthand:
    """What data/shorthand.yaml says; where both languages shorten alike, French wins: it is spoken more here."""
    lists = read_yaml(DATA / "shorthand.yaml")
    if not isinstance(lists, dict):
        raise TypeError("data/shorthand.yaml must map a language to its short forms")
    return Shorthand(
        {str(short): tuple(str(long).split()) for language in ("en", "fr") for short, long in lists[language].items()}
    )


def load_concepts() -> dict[str, str]:
    """Stem -> concept, from data/concepts.yaml; the first concept that names a stem keeps it."""
    lines = read_yaml(DATA / "concepts.yaml")
    if not isinstance(lines, dict):
        raise TypeError("data/concepts.yaml must map a concept to its words")
    found: dict[str, str] = {}
    for concept, listed in lines.items():
        for word in words(str(listed)):
            found.setdefault(stem(word), str(concept))
    return found


_A_QUESTION = 3  # words: of fewer, each one tells ("ces parfait merci" is thanks)
_CAPITALISED = r"[A-ZÀ-Ý][\w'’-]*\.?"
_ANY_WORD = re.compile(r"\w+")


def bare(text: str) -> str:
    """The message without its greetings, thanks and « n’est-ce pas ? »; all of it when it is hardly anything else."""
    rest = _ending("after").without(_beginning().without(text)).strip()
    rest = _ending("confirming").without(rest, "\\1 ?")
    return rest if len(_ANY_WORD.findall(rest)) >= _A_QUESTION else text


def unsigned(text: str, writer: str = "") -> str:
    """A letter without its closing and signature: « Oui, volontiers. Bien à vous, Roger Martin ».

    `writer`: the first name under which the message was sent; below a whole sentence it is a signature by itself.
    The whole message when it is nothing else.
    """
    rest = _closing().sub("", text, count=1).rstrip()
    if rest == text and writer:
        own = re.sub(rf"(?<=[.!?\n])\s*+{re.escape(writer)}(?:\s+{_CAPITALISED})?[\s.!]*\Z", "", text, count=1)
        rest = own if len(_ANY_WORD.findall(own)) >= _A_QUESTION else text
    return rest if _ANY_WORD.search(rest) else text


@cache
def _closing() -> re.Pattern[str]:
    formulas = any_of(read_lists("manners.yaml")["closings"])
    signed = rf"(?:[\s,.!:;–-]+{_CAPITALISED}){{0,3}}"
    return re.compile(rf"(?:(?<=[.!?;\n])|(?<=,))\s*+(?i:{formulas}){signed}[\s.,!]*\Z")


_SIGNS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + ",.!?:;"


@dataclass(frozen=True, slots=True)
class _Phrases:
    """What may stand at one end of a text, with signs around it: matched only where one of them does, as few texts hold
    any and a pattern of them all is slow.
    """

    pattern: re.Pattern[str]
    begin: tuple[str, ...] = ()
    end: tuple[str, ...] = ()

    def without(self, text: str, instead: str = "") -> str:
        """The text with something else in their place."""
        bare = text.strip(_SIGNS).lower()
        if not bare.startswith(self.begin) and not bare.endswith(self.end):
            return text
        return self.pattern.sub(instead, text, count=1)


@cache
def _beginning() -> _Phrases:
    listed, plain = _listed("before")
    return _Phrases(re.compile(rf"\A\s*(?:(?:{listed})\b[\s,.!:;]*)+", re.IGNORECASE), begin=plain)


@cache
def _ending(kind: str) -> _Phrases:
    listed, plain = _listed(kind)
    tags = rf"(\w)[\s,.!:;?–-]++(?:{listed})[\s?!.]*\Z"
    # Tried only where a run of signs begins, and never given back: such runs may be as long as the message.
    thanks = rf"(?:(?<![\s,.!?:;])[\s,.!?:;]++(?:{listed}))+[\s,.!]*\Z"
    return _Phrases(re.compile(tags if kind == "confirming" else thanks, re.IGNORECASE), end=plain)


def _listed(kind: str) -> tuple[str, tuple[str, ...]]:
    """The phrases of this kind as a pattern, and as they are compared."""
    phrases = read_lists("manners.yaml")[kind]
    return any_of(phrases), tuple(str(one).lower() for one in phrases)


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


_Cut = tuple[tuple[tuple[str, ...], Alias | None], ...]
_REMEMBERED = 64  # messages and parts of them: each is looked through several times


@dataclass(frozen=True, slots=True)
class Aliases:
    """All ways to name all things, by their first word."""

    _by_first: dict[str, list[tuple[tuple[str, ...], Alias]]] = field(default_factory=dict)
    _seen: dict[tuple[str, ...], _Cut] = field(default_factory=dict)

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
        if self._by_first.keys().isdisjoint(said):
            return tuple(said)
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

    def _spans(self, said: tuple[str, ...]) -> _Cut:
        """The words cut into names, the longest at each place from left to right, and single words between them."""
        cut = self._seen.get(said)
        if cut is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            cut = self._seen[said] = tuple(self._cut(said))
        return cut

    def _cut(self, said: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Alias | None]]:
        start = 0
        while start < len(said):
            length, alias = self._at(said, start)
            if alias is not None and not alias.strong and self._is_inside_another(said, start, length):
                length, alias = 1, None
            yield said[start : start + length], alias
            start += length

    def _at(self, said: tuple[str, ...], start: int) -> tuple[int, Alias | None]:
        """The longest name that begins there, and how many words it has."""
        listed = self._by_first.get(said[start])
        if listed is None:
            return 1, None
        fitting = ((len(one), alias) for one, alias in listed if said[start : start + len(one)] == one)
        return next(fitting, (1, None))

    def _is_inside_another(self, said: tuple[str, ...], start: int, length: int) -> bool:
        """Whether a name beyond doubt begins within these words and ends after them: « the [Centre-Val de Loire] »."""
        for place in range(start + 1, start + length):
            longer, alias = self._at(said, place)
            if alias is not None and alias.strong and place + longer > start + length:
                return True
        return False
