"""The agenda's titles, as a person half remembers and misspells them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from math import log

from rapidfuzz.distance import OSA

from intents.features import TITLE, stem
from intents.sounds import sound
from intents.words import words

_EMPTY = frozenset(
    [
        "a",
        "au",
        "aux",
        "avec",
        "ce",
        "ces",
        "dans",
        "de",
        "des",
        "du",
        "elle",
        "en",
        "et",
        "il",
        "je",
        "l",
        "d",
        "la",
        "le",
        "les",
        "leur",
        "lui",
        "ma",
        "mais",
        "me",
        "mes",
        "moi",
        "mon",
        "ne",
        "nos",
        "notre",
        "nous",
        "on",
        "ou",
        "par",
        "pas",
        "pour",
        "qu",
        "que",
        "qui",
        "s",
        "sa",
        "se",
        "ses",
        "son",
        "sur",
        "ta",
        "te",
        "tes",
        "ton",
        "tu",
        "un",
        "une",
        "vos",
        "votre",
        "vous",
        "c",
        "j",
        "m",
        "n",
        "t",
        "y",
        "est",
        "sont",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "with",
        "and",
        "or",
        "your",
        "my",
        "his",
        "her",
        "its",
        "our",
        "their",
        "you",
        "i",
        "it",
        "is",
        "are",
        "be",
        "how",
        "what",
        "first",
        "chez",
        "sans",
        "tout",
        "toute",
        "tous",
    ]
)
_ENOUGH = 0.4  # share of a title's weight that has to be heard
_NEARLY_AS_MUCH = 0.8  # of the best title's share: then both may be meant
_LEAST_WEIGHT = 1.0  # of the words heard together: "atelier" alone names nothing
_SAME_START = 5  # letters that two related words share ("imprimer", "impression" share four: see _alike)


@dataclass(frozen=True, slots=True)
class Titled:
    """An event as far as understanding needs it. `starts_at` is local to the venue; `titles` in every language."""

    uid: str
    titles: tuple[str, ...]
    starts_at: datetime


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
class Titles:
    """All titles of the moment, by their words."""

    events: tuple[Titled, ...] = ()
    _stems: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    _weights: Mapping[str, float] = field(default_factory=dict)
    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, events: Iterable[Titled], usual: Mapping[str, int]) -> "Titles":
        """Prepare titles; `usual` says how often our own phrases use each word: usual words name an event less."""
        listed = tuple(events)
        stems: dict[tuple[str, ...], list[str]] = {}
        spoken: set[str] = set()
        for event in listed:
            for title in event.titles:
                content = [word for word in words(title) if word not in _EMPTY and not word.isdigit()]
                spoken.update(content)
                stems.setdefault(tuple(dict.fromkeys(stem(word) for word in content)), []).append(event.uid)
        titles_with = Counter(one for title in stems for one in title)
        common = Counter[str]()
        for word, times in usual.items():
            common[stem(word)] += times
        weights = {
            one: log(1 + len(stems) / times) / (1 + log(1 + common[one] / 20)) for one, times in titles_with.items()
        }
        return cls(listed, {title: tuple(uids) for title, uids in stems.items() if title}, weights, frozenset(spoken))

    def find(self, said: Sequence[str]) -> Heard:
        """The titles meant by these words, if any; the best ones when several are close."""
        stems = [(place, stem(word)) for place, word in enumerate(said) if word not in _EMPTY]
        heard = [one for title in self._stems if (one := self._heard(title, stems)) is not None]
        best = max((one.share for one in heard), default=0.0)
        kept = [one for one in heard if one.share >= _NEARLY_AS_MUCH * best]
        uids = dict.fromkeys(uid for one in kept for uid in one.uids)
        places = sorted({place for one in kept for place in one.places})
        return Heard(tuple(uids), best, tuple(places))

    def starting(self, uid: str) -> datetime | None:
        """When an event begins, local to the venue."""
        return next((event.starts_at for event in self.events if event.uid == uid), None)

    def _heard(self, title: tuple[str, ...], stems: Sequence[tuple[int, str]]) -> Heard | None:
        total = sum(self._weights[one] for one in title)
        found, places = 0.0, []
        for one in title:
            likeness, place = max(((_alike(one, said), place) for place, said in stems), default=(0.0, 0))
            if likeness:
                found += likeness * self._weights[one]
                places.append(place)
        share = found / total if total else 0.0
        if share < _ENOUGH or (found < _LEAST_WEIGHT and share < 0.99):
            return None
        return Heard(self._stems[title], share, tuple(sorted(set(places))))


@lru_cache(maxsize=50_000)
def _alike(one: str, said: str) -> float:
    """How surely a stem that was said is this stem of a title."""
    if one == said:
        return 1.0
    shorter = min(len(one), len(said))
    if shorter < 4 or one[0] != said[0]:
        return 0.0
    if sound(one) == sound(said) or OSA.distance(one, said) <= (1 if shorter < 7 else 2):
        return 0.9
    start = next((i for i, (a, b) in enumerate(zip(one, said, strict=False)) if a != b), shorter)
    return 0.7 if start >= _SAME_START or (start == 4 and shorter <= 7) else 0.0
