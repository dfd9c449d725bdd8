"""The events to come as a table that queries are matched against, by sets of bits and by words."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from math import log

from intents.dates.when import When
from intents.meaning.meaning import People, Slots
from intents.query.rows import (
    MAJORITY,
    PROFESSIONALS,
    EventRow,
    is_for_classes,
    is_for_professionals,
    is_only_for,
    welcomes_age,
    welcomes_any_of,
    welcomes_person,
)
from intents.query.titles import alike, is_common, is_empty, kin, meanings
from intents.text.text import stem, words
from intents.text.text import words as plain_words

_IN_DESCRIPTION = 0.6  # what a word of a description weighs beside one of a title
_COMMON = 0.3  # what a word that is said of many events weighs
_SURE = 0.5  # from which a word is that of an event, where it is the subject
_SIDE_BY_SIDE = 0.6  # how much more a word tells of an event beside the one before it
_NO_MORE = 100.0  # what no rarity reaches
_LONGER = 3  # letters that a subject may have more than an event's word
_WORDS_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class EventWords:
    """`_of` the stems that speak of each event and how much; `_rare` how much each stem tells one event from others;
    `_beside` the pairs of stems that stand side by side in its texts.
    """

    _of: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    _rare: Mapping[str, float] = field(default_factory=dict)
    _beside: Mapping[str, Set[tuple[str, str]]] = field(default_factory=dict)
    _real: Set[str] = frozenset()
    _seen: dict[str, Mapping[str, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[EventRow], real: Set[str] = frozenset()) -> "EventWords":
        """Weigh the words of these events; `real` words are no misspellings of others."""
        rows = list(rows)
        spoken = {row.uid: _spoken(row) for row in rows}
        series = {tuple(sorted(said.items())) for said in spoken.values()}
        borne = Counter(one for said in series for one, _ in said)
        rare = {one: log(1 + len(series) / times) * (_COMMON if is_common(one) else 1) for one, times in borne.items()}
        return cls(spoken, rare, {row.uid: _pairs(row) for row in rows}, real)

    def evidence(self, said: Sequence[str], weighs: Callable[[str], float] = lambda word: 1.0) -> Mapping[str, float]:
        """How much these words speak of each event that they speak of at all; `weighs`: how much each may tell.

        Words that stand side by side in the event's texts too tell more: "jeux vidéo" is no game and a video.
        """
        found: dict[str, float] = {}
        before: Mapping[str, float] = {}
        for word in dict.fromkeys(one for one in said if one and not is_empty(one)):
            heard, weight = self._like(word), weighs(word)
            for uid, much in self._told(heard):
                beside = _SIDE_BY_SIDE if self._are_beside(uid, before, heard) else 0.0
                found[uid] = found.get(uid, 0.0) + much * (weight + beside)
            before = heard
        return found

    def _told(self, heard: Mapping[str, float]) -> Iterator[tuple[str, float]]:
        """How much the stems that a word may stand for tell of each event: kin tells no more than the word itself."""
        most = min((self._rare[one] for one, like in heard.items() if like == 1), default=_NO_MORE)
        for uid, of_event in self._of.items():
            much = max(
                (like * of_event[one] * min(self._rare[one], most) for one, like in heard.items() if one in of_event),
                default=0.0,
            )
            if much:
                yield uid, much

    def _are_beside(self, uid: str, before: Mapping[str, float], heard: Mapping[str, float]) -> bool:
        pairs = self._beside.get(uid, frozenset())
        return bool(before) and any((one, other) in pairs for one in before for other in heard)

    def telling(self, said: Sequence[str]) -> frozenset[str]:
        """The events of which every one of these words is said."""
        found: set[str] | None = None
        for word in said:
            heard = [one for one, like in self._like(word).items() if like >= _SURE and len(word) - len(one) <= _LONGER]
            of_word = {uid for uid, weights in self._of.items() if not weights.keys().isdisjoint(heard)}
            found = of_word if found is None else found & of_word
        return frozenset(found or ())

    def _like(self, word: str) -> Mapping[str, float]:
        """The stems of events that a word may stand for, and how surely."""
        if word not in self._seen:
            if len(self._seen) > _WORDS_REMEMBERED:
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
        for one, like in kin(stem(word)).items():
            if one in self._rare:
                found[one] = max(found.get(one, 0.0), like)
        return found


def _spoken(row: EventRow) -> dict[str, float]:
    told = {one: _IN_DESCRIPTION for text in row.descriptions for one in _stems(text)}
    return told | {one: 1.0 for text in row.titles for one in _stems(text)}


def _pairs(row: EventRow) -> frozenset[tuple[str, str]]:
    texts = (_in_order(text) for text in (*row.titles, *row.descriptions))
    return frozenset(pair for text in texts for pair in pairwise(text))


def _in_order(text: str) -> list[str]:
    return [stem(word) for word in words(text) if not is_empty(word)]


def _stems(text: str) -> set[str]:
    return {stem(word) for word in words(text) if not is_empty(word) and not word.isdigit()}


LOOSE = frozenset({"course", "meeting"})  # said of anything: "une réunion pour les artisans" is glad of a conference
_WOMEN, _CLASSES = "femmes", "scolaires"
_REMEMBERED = 2_000  # filter values whose events are kept
Events = int  # a set of events: bit n stands for the n-th of the table


@dataclass(frozen=True, slots=True)
class EventTable:
    """Rows in the order of their beginning."""

    rows: tuple[EventRow, ...] = ()
    words: EventWords = field(default_factory=EventWords)
    _kept: dict[object, Events] = field(default_factory=dict)
    _bare: dict[object, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[EventRow], real: Set[str] = frozenset()) -> "EventTable":
        """Sorted, and with the words of their titles and descriptions; `real` words are no misspellings of others."""
        listed = tuple(sorted(rows, key=lambda row: row.starts_at))
        return cls(listed, EventWords.of(listed, real))

    @property
    def all(self) -> Events:
        """Every event."""
        return (1 << len(self.rows)) - 1

    def uids(self, events: Events) -> tuple[str, ...]:
        """The events of a set by their uids, soonest first."""
        return tuple(row.uid for row in self.rows_in(events))

    def of_uids(self, uids: Collection[str]) -> Events:
        """The set of these events; those that are over are left out."""
        return self._where(("uids", frozenset(uids)), lambda row: row.uid in uids)

    def rows_in(self, events: Events) -> list[EventRow]:
        """The events of a set, soonest first."""
        return [row for place, row in enumerate(self.rows) if events >> place & 1]

    def series(self, events: Events) -> Events:
        """All events that bear a title of these."""
        titles = {row.titles for row in self.rows_in(events)}
        return sum(1 << place for place, row in enumerate(self.rows) if row.titles in titles)

    def in_rooms(self, said: Sequence[str], concepts: Mapping[str, str]) -> Events:
        """The events in the rooms that these words name: by the whole name, or by its first word where not all are
        there and no other shares a word of it.
        """
        rooms = {row.room for row in self.rows}
        names = {room: plain_words(room) for room in rooms if room}
        borne = Counter(word for name in names.values() for word in set(name))
        text, heard = f" {' '.join(said)} ", {_concept(word, concepts) for word in said}
        named = frozenset(
            room
            for room, name in names.items()
            if f" {' '.join(name)} " in text
            or (len(rooms) > 1 and all(borne[word] == 1 for word in name) and _concept(name[0], concepts) in heard)
        )
        return self._where(("rooms", named), lambda row: row.room in named) if named else 0

    def bare_titles(self, row: EventRow) -> tuple[str, ...]:
        """The plain words of a row's titles, those of several words only."""
        key = ("titles", row.titles)
        if key not in self._bare:
            plain = (" ".join(plain_words(title)) for title in row.titles)
            self._bare[key] = tuple(one for one in plain if " " in one)
        return self._bare[key]

    def choose(self, query: Slots, among: Events = -1) -> Events:
        """The events, `among` some, that fit all that is looked for; of several children, those that take one."""
        found = among & self._subject(query) & self._moment(query.when) & self._welcoming(query) & ~self._refused(query)
        if query.longest is not None:
            found &= self._lasting(query.longest)
        if not query.titled:
            found = self._of_audiences(found, query)
            found = self._of_kinds(found, query)
        if query.place is not None:
            return self.nth(found, query.place)
        return found & -found if query.soonest else found

    def nth(self, events: Events, place: int) -> Events:
        """The event at this place of a set, from 1, or from -1 for the last; none where there are fewer."""
        places = [one for one in range(len(self.rows)) if events >> one & 1]
        return 1 << places[place - 1 if place > 0 else place] if abs(place) <= len(places) else 0

    def ahead(self, now: datetime) -> Events:
        """The events that one can still come to: not begun, or open on another day as well. `now` is local."""
        begun = bisect_right(self.rows, now, key=lambda row: row.starts_at)
        open_still = sum(1 << place for place, row in enumerate(self.rows[:begun]) if row.goes_on_after(now.date()))
        return self.all & ~((1 << begun) - 1) | open_still

    def starting(self, when: When) -> Events:
        """The events that begin then."""
        return self._where(("when", when), lambda row: when.accepts(row.starts_at, row.ends_at))

    def welcoming_age(self, age: int) -> Events:
        """The events that take somebody of this age."""
        return self._where(("age", age), lambda row: welcomes_age(row, age))

    def _where(self, key: object, fits: Callable[[EventRow], bool]) -> Events:
        """The events that fit, worked out once for each filter value."""
        if key not in self._kept:
            if len(self._kept) > _REMEMBERED:
                self._kept.clear()
            self._kept[key] = sum(1 << place for place, row in enumerate(self.rows) if fits(row))
        return self._kept[key]

    def _moment(self, when: When | None) -> Events:
        return self.all if when is None else self.starting(when)

    def _lasting(self, minutes: int) -> Events:
        return self._where(("lasting", minutes), lambda row: row.lasts_at_most(minutes))

    def _subject(self, query: Slots) -> Events:
        """A title, else any of the themes ("du code entre filles" is first of all for girls), and the free words."""
        if query.titled:
            return self.of_uids(query.events)
        asked = frozenset(query.themes)
        found = self._themed(asked & {_WOMEN} or asked) if asked else self.all
        return found & self.telling(*query.words) if query.words else found

    def _themed(self, themes: frozenset[str]) -> Events:
        return self._where(("themes", themes), lambda row: not themes.isdisjoint(row.themes))

    def telling(self, *words: str) -> Events:
        """The events of which each of these words is said, in a title or a description."""
        key = ("told", words)
        told = frozenset[str]() if key in self._kept else self.words.telling(words)
        return self._where(key, lambda row: row.uid in told)

    def _welcoming(self, query: Slots) -> Events:
        if not (query.ages or query.people):
            return self.all
        found = self._by_age(query)
        for person in query.people:
            found &= self._for_person(person)
        if query.titled:
            return found
        asked = frozenset(query.audiences) | (PROFESSIONALS if query.at_work else frozenset())
        return found & ~self._apart(asked) & ~(self._for_girls() if query.boys else 0)

    def _by_age(self, query: Slots) -> Events:
        if not query.ages:
            return self.all
        found = self.all if query.together else 0
        for age in query.ages:
            found = found & self.welcoming_age(age) if query.together else found | self.welcoming_age(age)
        return found

    def _for_person(self, person: People) -> Events:
        return self._where(("person", person), lambda row: welcomes_person(row, person))

    def _apart(self, audiences: frozenset[str]) -> Events:
        """What is for school classes or professionals alone, unless they are asked for."""
        return self._where(("apart", audiences), lambda row: _is_apart(row, audiences))

    def _for_girls(self) -> Events:
        return self._where("girls", lambda row: _WOMEN in row.themes and row.is_for_children)

    def _refused(self, query: Slots) -> Events:
        kinds, themes = frozenset(query.not_kinds), frozenset(query.not_themes)
        by_code = self._where(
            ("not", kinds, themes), lambda row: row.kind in kinds or not themes.isdisjoint(row.themes)
        )
        whom = frozenset(query.not_audiences)
        by_audience = self._where(("not for", whom), lambda row: is_only_for(row, whom)) if whom else 0
        return self.of_uids(query.not_events) | by_code | by_audience

    def _of_audiences(self, found: Events, query: Slots) -> Events:
        """Those meant for the audience; those for everyone only when there are none, or when that is asked for."""
        asked = frozenset(query.audiences)
        if not asked:
            return found
        for_everyone = found & self._where("everyone", lambda row: "tous" in row.audiences)
        if "tous" in asked:
            return for_everyone or found
        if _CLASSES in asked and (for_classes := found & self._where("classes", is_for_classes)):
            return for_classes  # "ma classe de 6e" is told no workshop of families while there is one for classes
        meant = found & self._where(("audiences", asked), lambda row: welcomes_any_of(row, asked))
        # A child's age says it all: a "collégien" of 12 fits a workshop for 10 to 15, whatever its audience is called.
        if any(age < MAJORITY for age in query.ages):
            meant |= found & self._where("limits", lambda row: row.age_min is not None)
        return meant or for_everyone

    def _of_kinds(self, found: Events, query: Slots) -> Events:
        if query.kinds:
            asked = frozenset(query.kinds)
            of_kind = found & self._where(("kinds", asked), lambda row: row.kind in asked)
            found = found if not of_kind and asked & LOOSE else of_kind
        if not query.hands_on or query.kinds:
            return found
        return self._workshops(found) or found & ~self._where("visits", lambda row: row.kind == "visit") or found

    def _workshops(self, found: Events) -> Events:
        return found & self._where("workshops", lambda row: row.kind == "workshop")


def _concept(word: str, concepts: Mapping[str, str]) -> str:
    return concepts.get(stem(word), stem(word))


def _is_apart(row: EventRow, audiences: frozenset[str]) -> bool:
    return (is_for_classes(row) or is_for_professionals(row)) and audiences.isdisjoint(row.audiences)
