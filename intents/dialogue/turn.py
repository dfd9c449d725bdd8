"""One message in its conversation: what was read of it, how it was weighed, and what was talked about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

from intents.dates.when import OPEN_END, Span
from intents.dialogue.asks import After, Ask, Subject
from intents.dialogue.state import DialogueState
from intents.meaning.catalogue import COURTESIES, DETAILS
from intents.meaning.meaning import Meant, Person, Sex, Slots, Speech
from intents.model.model import Lexicon
from intents.model.softmax import Floats
from intents.model.verdict import Verdict
from intents.query.table import Events, EventTable
from intents.query.titles import is_empty
from intents.questions.judging import Judged, Part
from intents.slots.pointing import Asked, asked
from intents.text.text import read_lists, words

Kept = TypeVar("Kept")
_OPENING = 3  # words among which "et" or "ok" opens what goes on
_SHORT = 7  # words: a longer message says by itself what it is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """How a message may lean on the one before."""

    points: bool  # "celui", "et …", "that one"
    picks: bool  # "celui", "the one": it is about one of what was shown
    several: bool  # "celles de février": a list of them
    stands_for: bool  # "elle existe depuis quand ?": a small word stands for what was spoken of
    gives_up: bool  # "peu importe le jour"
    together: bool  # "tous les deux au même atelier"
    thanks: bool  # "merci, on en parle ce soir"
    there: bool  # "cette semaine-là"
    like_it: bool  # "dans le même genre"
    same_day: bool  # "le même jour", "un jour où chacun"
    opens: bool  # "vous fermez à quelle heure ?": of the house, which no event does
    asks: bool  # a question mark
    short: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """`whole` is what was read of the message, `judged` it and its spans; `says` the verdicts on what is asked where
    no event is meant; `likely` how likely each intent is, by its number, in the message or in its likeliest span;
    `acts` how likely each thing is asked for, in the whole and in each span, `likeliest_ask` the likeliest in the
    whole; `evidence` how much the words speak of each event by its uid; `named_share` which share of the
    words that tell something are those of a title; `people` those whose ages it tells, `meant` which of several whose
    ages were told; `about` what is looked for that nothing else explains; `attribute` what is likeliest asked
    of a thing, how likely.
    """

    whole: Part
    judged: Sequence[Judged]
    says: Sequence[Verdict]
    likely: Floats
    lexicon: Lexicon
    state: DialogueState | None
    speech: Speech
    now: datetime
    cue: Cues
    asks: frozenset[Asked]
    acts: Sequence[Mapping[Ask, float]]
    likeliest_ask: Ask | None
    evidence: Mapping[str, float]
    named_share: float
    people: tuple[Person, ...]
    meant: Meant
    about: Subject
    attribute: tuple[str, float]
    _known: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def asks_beside_courtesy(self) -> bool:
        """Whether the message as a whole is thanks or the like, and a part of it asks."""
        whole = self.judged[0].verdict.intent
        return whole in COURTESIES and self.says[0].intent != whole

    @property
    def said(self) -> Sequence[str]:
        """The words, put right."""
        return self.whole.said

    @property
    def slots(self) -> Slots:
        """What is said beside the intent."""
        return self.whole.found.slots

    @property
    def table(self) -> EventTable:
        """The events to come."""
        return self.lexicon.table

    @property
    def subject(self) -> tuple[str, ...]:
        """The words of what is looked for that nothing else explains."""
        return self.about.words

    @property
    def in_rooms(self) -> Events:
        """The events in the rooms that are named, or that were told of before where they are pointed at."""
        concepts = self.lexicon.model.reader.concepts
        topic = self.state.topic if self.state is not None and is_inside(self.said) else None
        return self.table.in_rooms((*self.said, *(topic or "").split("_")), concepts)

    def are_boys(self, ages: Sequence[int]) -> bool:
        """Whether everybody of these ages was told to be a boy."""
        known = {one.age: one.sex for one in (*(self.state.people if self.state else ()), *self.people)}
        return bool(ages) and all(known.get(age) is Sex.BOY for age in ages)

    @property
    def has_shown(self) -> bool:
        """Whether events were shown before."""
        return self.state is not None and bool(self.state.shown)

    @property
    def shown(self) -> Events:
        """The events shown last, those that are over left out."""
        return 0 if self.state is None else self.table.of_uids(self.state.shown)

    @property
    def listed(self) -> Events:
        """The last list, else what was shown last."""
        return 0 if self.state is None else self.table.of_uids(self.state.listed or self.state.shown)

    @property
    def days_shown(self) -> list[date]:
        """The days of the events shown last, in order."""
        return [row.starts_at.date() for row in self.table.rows_in(self.shown)]

    @property
    def details_likely(self) -> float:
        """How likely a detail of an event is asked, by the phrasings that were learnt."""
        return self.once("details", lambda: sum(map(self.likelihood, DETAILS)))

    def likelihood(self, intent: str) -> float:
        """How likely an intent is, in the message or in one of its spans."""
        return self.once(intent, lambda: self._likelihood(intent))

    def _likelihood(self, intent: str) -> float:
        number = self.lexicon.model.number(intent)
        return 0.0 if number is None else float(self.likely[number])

    def once(self, name: object, work: Callable[[], Kept]) -> Kept:
        """What this gives, worked out the first time that it is asked for: candidates share most of what tells them."""
        if name not in self._known:
            self._known[name] = work()
        kept: Kept = self._known[name]
        return kept

    def anchor(self) -> Span | None:
        """The days that were spoken of before: those of the events shown, else those looked for."""
        if self.state is None:
            return None
        days = self.days_shown
        spans = self.state.query.when.spans if self.state.query.when is not None else ()
        if len(set(days)) == 1 or (days and not spans):
            return Span(min(days), max(days))
        return _around(spans) if spans else None


def is_inside(said: Sequence[str]) -> bool:
    """Whether these words speak of a place told of before: "il y a quoi dedans ?"."""
    return any(phrase in f" {' '.join(said)} " for phrase in _phrases("inside"))


def _around(spans: Sequence[Span]) -> Span | None:
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    return Span(first, last) if last < OPEN_END and first > date.min else None


def cues(said: Sequence[str], text: str = "") -> Cues:
    """How these words lean on what came before; `text` is what was typed."""
    typed = text
    heard, text = set(said), f" {' '.join(said)} "
    opens = bool(_words("starts") & set(said[:_OPENING]))
    return Cues(
        points=opens or bool(_words("points") & heard),
        picks=bool(_words("picks") & heard),
        several=bool(_words("several") & heard),
        stands_for=bool(_words("stands_for") & heard),
        gives_up=any(phrase in text for phrase in _phrases("gives_up")),
        together=any(phrase in text for phrase in _phrases("together")),
        thanks=any(phrase in text for phrase in _phrases("thanks")),
        there=any(phrase in text for phrase in _phrases("there")),
        like_it=any(phrase in text for phrase in _phrases("like_it")),
        same_day=any(phrase in text for phrase in _phrases("same_day")),
        opens=any(phrase in text for phrase in _phrases("opens")),
        asks="?" in typed,
        short=len(said) <= _SHORT,
    )


def asks_of(said: Sequence[str], when_is_habit: bool) -> frozenset[Asked]:
    """What the words ask for; "le matin c'est trop tôt" asks no age."""
    asks = asked(said)
    return asks - {Asked.AGE} if when_is_habit else asks


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(words(str(read_lists("follow_up.yaml")[name])))


@cache
def _phrases(name: str) -> tuple[str, ...]:
    return tuple(f" {' '.join(words(str(phrase)))} " for phrase in read_lists("follow_up.yaml")[name])


def after(state: DialogueState | None) -> After:
    """What was shown before the message."""
    if state is None:
        return After.NOTHING
    if not state.about_events:
        return After.FACT
    return After.ONE if len(state.shown) == 1 else After.LIST


def named_share(part: Part) -> float:
    """Which share of the words that tell something are those of a title."""
    places = set(part.found.heard.places)
    telling = [n for n, word in enumerate(part.said) if word not in part.found.dated and not is_empty(word)]
    return sum(n in places for n in telling) / len(telling) if telling else 0.0
