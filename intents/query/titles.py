"""The agenda's titles, as a person half remembers and misspells them, and how words count there."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain, pairwise
from math import log

from rapidfuzz.distance import OSA

from intents.query.rows import EventRow
from intents.text.text import TITLE, read_lists, sound, stem, words
from intents.text.word_codes import listed_words

_LONG = 5  # letters: shorter words are often short forms
_SAME_START = 5  # letters that two related words share ("imprimer", "imprimante")
# How surely a word is meant by one of its family: less than by itself in a description. Of what people look for, the
# event with such a word is meant six times in ten where they share two families or half of one's own, else three.
_KIN, _FAR_KIN = 0.55, 0.35
_CLOSE = 0.5


def is_empty(word: str) -> bool:
    """Whether a word says nothing of an event."""
    return word in _lists()[0]


def is_common(stemmed: str) -> bool:
    """Whether a stem is said of any event, of an audience or of a broad theme, so that alone it names none."""
    return stemmed in _lists()[1]


def is_of_a_theme(stemmed: str) -> bool:
    """Whether a stem tells a theme by itself ("robot", "podcast")."""
    return stemmed in _themes()


def meanings(word: str) -> tuple[str, ...]:
    """The stems that a word may stand for in a title, its own first."""
    return (stem(word), *_means().get(word, ()))


def kin(stemmed: str) -> Mapping[str, float]:
    """The stems of what is done with the same things ("couture", "broder"), and how surely one is meant by the other:
    those that share one family of many ("tricot", "discussion") hardly are.
    """
    families, places = _families()
    mine = places.get(stemmed, ())
    shared = Counter(chain.from_iterable(families[place] for place in mine))
    return {other: _kinship(times, len(mine)) for other, times in shared.items() if other != stemmed}


@lru_cache(maxsize=50_000)
def alike(one: str, said: str, usual: bool) -> float:
    """How surely a stem that was said is this stem of a title, from 0 to 1. A `usual` word is no slip of another."""
    if one == said:
        return 1.0
    shorter = min(len(one), len(said))
    if shorter < 4 or one[0] != said[0] or is_common(said):
        return 0.0
    if not usual and (sound(one) == sound(said) or OSA.distance(one, said) <= (1 if shorter < 7 else 2)):
        return 0.85
    start = next((i for i, (a, b) in enumerate(zip(one, said, strict=False)) if a != b), shorter)
    return 0.7 if start >= _SAME_START else 0.0


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    lists = read_lists("title_words.yaml")
    said_of_any = (*words_of(str(lists["common"])), *listed_words("audiences"), *listed_words("kinds"))
    return frozenset(words_of(str(lists["empty"]))), frozenset(stem(word) for word in said_of_any)


@cache
def _themes() -> frozenset[str]:
    return frozenset(stem(form) for word in listed_words("themes") for form in (word, word + "s"))


@cache
def _families() -> tuple[tuple[frozenset[str], ...], Mapping[str, tuple[int, ...]]]:
    """The families, and the places of those that hold each stem."""
    families = tuple(frozenset(map(stem, words_of(str(line)))) for line in read_lists("families.yaml").values())
    places: dict[str, tuple[int, ...]] = {}
    for place, one in enumerate(families):
        for member in one:
            places[member] = (*places.get(member, ()), place)
    return families, places


def _kinship(shared: int, many: int) -> float:
    return _KIN if shared > 1 or shared >= many * _CLOSE else _FAR_KIN


@cache
def activity_words() -> frozenset[str]:
    """The words of what people do, in both languages: none of them is a slip of another ("keyring", "tournoi")."""
    listed = chain(read_lists("families.yaml").values(), read_lists("title_words.yaml")["means"])
    return frozenset(word for line in listed for word in words_of(str(line)) if len(word) >= _LONG)


@cache
def _means() -> Mapping[str, tuple[str, ...]]:
    listed = read_lists("title_words.yaml")["means"]
    return {word: tuple(stem(one) for one in words_of(str(said))) for word, said in listed.items()}


def words_of(listed: str) -> list[str]:
    """The words of a list of any length."""
    return [one for word in listed.split() for one in words(word)]


_NAMED = 0.45  # how much the words heard must name together: one word that our phrases hardly use is enough
_WHOLE = 0.75  # share of a title's weight that names it, even in usual words ("girls can code")
_AS_MUCH = 0.9  # of the best title's evidence: then both may be meant
_BESIDES = 0.8  # how much other words must name to tell a second title ("la brodeuse ou la course ?")
_USUAL = 40  # uses in 100,000 words of our phrases that make a word usual: it names half as much
_OFTEN = 3  # such uses from which a word is no misspelling of another
_COMMON = 0.25  # what a common word weighs beside one that names
_REMEMBERED = 5000  # stems that were said, whose likeness to those of the titles is kept
_PARTS = re.compile(r"\s*[:;,.!?–—]\s*")


@dataclass(frozen=True, slots=True)
class Heard:
    """Titles heard in a message: the events, how much of the title was said (0 to 1), and which words said it."""

    uids: tuple[str, ...] = ()
    share: float = 0.0
    places: tuple[int, ...] = ()

    def marked(self, said: Sequence[str]) -> list[str]:
        """The message's words with the title's replaced by one marker."""
        if not self.places:
            return list(said)
        first, gone = self.places[0], set(self.places)
        return [TITLE if i == first else word for i, word in enumerate(said) if i == first or i not in gone]


@dataclass(frozen=True, slots=True)
class _Title:
    """One title: its stems, part by part, and the events that bear it."""

    parts: tuple[tuple[str, ...], ...]
    stems: tuple[str, ...]
    uids: tuple[str, ...]
    full: str

    @classmethod
    def of(cls, title: str, uids: Iterable[str]) -> "_Title | None":
        """None when it holds no word that counts."""
        parts = _parts(title)
        stems = tuple(dict.fromkeys(one for part in parts for one in part))
        return cls(parts, stems, tuple(uids), " ".join(words(title))) if parts else None

    def is_in(self, said: str) -> bool:
        """Whether the title was said word by word, the small ones too."""
        return " " in self.full and f" {self.full} " in f" {said} "


@dataclass(frozen=True, slots=True)
class _Match:
    """A title, where its stems were heard, and how much that tells."""

    title: _Title
    share: float
    evidence: float
    named: float
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Titles:
    """All titles of the moment, by their words."""

    events: tuple[EventRow, ...] = ()
    words: frozenset[str] = frozenset()
    _titles: tuple[_Title, ...] = ()
    _weights: Mapping[str, float] = field(default_factory=dict)
    _names: Mapping[str, float] = field(default_factory=dict)
    _glued: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _usual: frozenset[str] = frozenset()
    _seen: dict[str, Mapping[str, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, events: Iterable[EventRow], usual: Mapping[str, int]) -> "Titles":
        """Prepare titles; `usual` says how often our own phrases use each word: usual words name an event less."""
        listed = tuple(events)
        borne: dict[str, list[str]] = {}
        for event in listed:
            for title in event.titles:
                borne.setdefault(title, []).append(event.uid)
        titles = tuple(one for title, uids in borne.items() if (one := _Title.of(title, uids)) is not None)
        spoken = [word for title in borne for word in words(title) if not is_empty(word)]
        used = _uses(usual)
        stems = {one for title in titles for one in title.stems}
        names = {one: _naming(one, used[one]) for one in stems if not is_common(one)}
        glued = {
            stem(one + other): (stem(one), stem(other)) for title in borne for one, other in pairwise(words(title))
        }
        known = frozenset(form for word in (*spoken, *glued) for form in (word, word + "s", word.removesuffix("s")))
        often = frozenset(one for one, times in used.items() if times >= _OFTEN)
        return cls(listed, known, titles, _weights(titles), names, glued, often)

    def find(self, said: Sequence[str]) -> Heard:
        """The titles meant by these words, if any; several when they are told apart by nothing that was said."""
        stems, sentence = self._likest(said), " ".join(said)
        titles = (title for title in self._titles if not stems.keys().isdisjoint(title.stems))
        heard = [one for title in titles if (one := self._heard(title, stems, sentence)) is not None]
        best = max((one.evidence for one in heard), default=0.0)
        kept = _by_number([one for one in heard if one.evidence >= _AS_MUCH * best], sentence)
        kept += [one for one in heard if one.named >= _BESIDES and not _overlaps(one, kept)]
        uids = dict.fromkeys(uid for one in kept for uid in one.title.uids)
        places = sorted({place for one in kept for place in one.places})
        return Heard(tuple(uids), max((one.share for one in kept), default=0.0), tuple(places))

    def hold(self, uids: Iterable[str], said: Iterable[str]) -> bool:
        """Whether these words, of which some count, all belong to a title of these events ("job d'été")."""
        stems = {stem(word) for word in said if not is_empty(word)}
        heard = set(uids)
        return bool(stems) and any(stems <= set(one.stems) for one in self._titles if heard & set(one.uids))

    def _stems(self, said: Sequence[str]) -> Iterator[tuple[int, str]]:
        """Each stem that the words may stand for, with the place of its word; "cyber sécurité" may be one word."""
        for place, word in enumerate(said):
            if is_empty(word):
                continue
            yield from ((place, one) for one in (*meanings(word), *self._glued.get(stem(word), ())))
            if place + 1 < len(said) and (glued := word + said[place + 1]) in self.words:
                yield place, stem(glued)

    def _likest(self, said: Sequence[str]) -> Mapping[str, tuple[float, int]]:
        """How surely each stem of the titles was said, and minus the place where it was said most surely."""
        likest: dict[str, tuple[float, int]] = {}
        for place, stemmed in self._stems(said):
            for one, like in self._like(stemmed).items():
                likest[one] = max(likest.get(one, (0.0, 0)), (like, -place))
        return likest

    def _like(self, stemmed: str) -> Mapping[str, float]:
        """The stems of the titles that a stem may be, and how surely."""
        if stemmed not in self._seen:
            if len(self._seen) > _REMEMBERED:
                self._seen.clear()
            usual = stemmed in self._usual
            likeness = ((one, alike(one, stemmed, usual)) for one in self._weights if one[:1] == stemmed[:1])
            self._seen[stemmed] = {one: like for one, like in likeness if like}
        return self._seen[stemmed]

    def _heard(self, title: _Title, stems: Mapping[str, tuple[float, int]], said: str) -> _Match | None:
        likeness = {one: stems[one][0] for one in title.stems if one in stems}
        places = {one: -stems[one][1] for one in likeness}
        named = sum(like * self._names.get(one, 0.0) for one, like in likeness.items())
        share = max(self._share(part, likeness) for part in title.parts)
        several = len(set(places.values())) > 1 or title.is_in(said)
        if named < _NAMED and not (share >= _WHOLE and several):
            return None
        evidence = sum(like * self._weights[one] for one, like in likeness.items())
        return _Match(title, share, evidence, named, tuple(sorted(set(places.values()))))

    def _share(self, part: Sequence[str], likeness: Mapping[str, float]) -> float:
        total = sum(self._weights[one] for one in part)
        return sum(likeness.get(one, 0.0) * self._weights[one] for one in part) / total


def _naming(one: str, times: int) -> float:
    """How much a stem names by itself. A theme's own words name in full ("le robot"), however usual they are."""
    return 1.0 if is_of_a_theme(one) else 1 / (1 + log(1 + times / _USUAL))


def _uses(usual: Mapping[str, int]) -> Counter[str]:
    """How often each stem is used in 100,000 words."""
    found, total = Counter[str](), sum(usual.values()) or 1
    for word, times in usual.items():
        found[stem(word)] += times
    return Counter({one: round(times * 100_000 / total) for one, times in found.items()})


def _by_number(matches: list[_Match], said: str) -> list[_Match]:
    """Without those that only a number or a small word tells from a title that was said word by word ("Scratch 2")."""
    whole = {one.title.stems for one in matches if one.title.is_in(said)}
    return [one for one in matches if one.title.stems not in whole or one.title.is_in(said)]


def _overlaps(match: _Match, others: Sequence[_Match]) -> bool:
    return any(set(match.places) & set(other.places) for other in others)


def _parts(title: str) -> tuple[tuple[str, ...], ...]:
    """The stems of a title's parts ("Girls can code : ton jeu"), and of the whole when there are several."""
    parts = [_stems_of(part) for part in _PARTS.split(title)]
    whole = tuple(dict.fromkeys(one for part in parts for one in part))
    return tuple(dict.fromkeys(part for part in (*parts, whole) if part))


def _stems_of(part: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stem(word) for word in words(part) if not is_empty(word) and not word.isdigit()))


def _weights(titles: Sequence[_Title]) -> dict[str, float]:
    """How much each stem tells one title from the others."""
    with_it = Counter(one for title in titles for one in title.stems)
    return {one: log(1 + len(titles) / times) * (_COMMON if is_common(one) else 1.0) for one, times in with_it.items()}
