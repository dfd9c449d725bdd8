"""What a message was understood to mean, what is heard beside it, of whom: values, never a sentence or an act."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cache
from itertools import pairwise

from intents.dates.when import When
from intents.text.text import read_lists, words


class Trouble(StrEnum):
    """Whether somebody is in distress."""

    NONE = "none"
    DOUBTFUL = "doubtful"  # answered as usual, with a kind line
    PLAIN = "plain"


class Whose(StrEnum):
    """Whose trouble it is."""

    SELF = "self"
    CHILD = "child"  # the writer's own child, grandchild or pupil
    OTHER = "other"  # a friend's, a sister's, a neighbour's


class Writer(StrEnum):
    """Who writes."""

    CHILD = "child"  # under fifteen: agrees to nothing alone
    TEENAGER = "teenager"  # fifteen to seventeen
    ADULT = "adult"  # says so, in so many words
    UNTOLD = "untold"


class Act(StrEnum):
    """What an order wants done."""

    SIGN_UP = "sign_up"
    CONFIRM = "confirm"  # what was filled in
    WAIT = "waiting_list"
    CANCEL = "cancel"
    MOVE = "move"
    REMINDERS_OFF = "reminders_off"
    REMINDERS_ON = "reminders_on"
    MY_SIGN_UPS = "my_sign_ups"
    MY_DATA = "my_data"
    ERASE_DATA = "erase_data"


class Coming(StrEnum):
    """What a clause says to « Venez-vous ? », to a new date, or to a place on offer."""

    COMING = "coming"
    NOT_COMING = "not_coming"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a message; `says` None: it is about something else."""

    text: str
    says: Coming | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """How a message was said. `is_troubled`: in distress beyond doubt; `tells_own_age`: an age or class under fifteen,
    in so many words; `of_another`: it speaks of a child that is not the writer's own.

    `act`: what it orders to be done, and `insists`: beyond doubt; `asks`: it plainly orders nothing. Of a message
    between both what it is about decides. `clauses`: its pieces, as answers about coming.
    """

    trouble: Trouble = Trouble.NONE
    whose: Whose = Whose.SELF
    is_troubled: bool = False
    writer: Writer = Writer.UNTOLD
    tells_own_age: bool = False
    of_another: bool = False
    act: Act | None = None
    insists: bool = False
    asks: bool = False
    clauses: tuple[Clause, ...] = ()


UNHEARD = Speech()


_BACK, _AHEAD = 6, 3  # words before and after an age that may tell whose it is
_MOST = 6
_LISTS = ("girl", "boy", "younger", "older")


class Sex(StrEnum):
    """As the words about somebody tell it."""

    GIRL = "girl"
    BOY = "boy"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of whom was spoken."""

    age: int
    sex: Sex = Sex.UNTOLD


@dataclass(frozen=True, slots=True)
class Meant:
    """Which of the people some words mean: their ages, and whether a sex or a rank ("the younger") tells so."""

    ages: tuple[int, ...] = ()
    by_sex: bool = False
    by_rank: bool = False


def persons(said: Sequence[str], ages: Sequence[int]) -> tuple[Person, ...]:
    """Who is spoken of: each age with the sex that the words before it tell, or after it where the first one is so."""
    said = ["" if one == "il" and after == "y" else one for one, after in pairwise((*said, ""))]  # "il y a" is nobody
    places = {age: said.index(str(age)) for age in ages if str(age) in said}
    sexes = [_sexes_at(said, places, age) for age in ages]
    is_before = bool(sexes) and sexes[0][0] is not Sex.UNTOLD
    return tuple(Person(age, _told(pair if is_before else pair[::-1])) for age, pair in zip(ages, sexes, strict=True))


def _told(sexes: Iterable[Sex]) -> Sex:
    return next((one for one in sexes if one is not Sex.UNTOLD), Sex.UNTOLD)


def known(before: Sequence[Person], now: Sequence[Person]) -> tuple[Person, ...]:
    """The people of a conversation after somebody was spoken of anew."""
    again = {one.age for one in now if one.sex is Sex.UNTOLD} & {one.age for one in before}
    fresh = [one for one in now if one.age not in again]
    kept = [one for one in before if one.age not in {other.age for other in fresh}]
    return (*kept, *fresh)[-_MOST:]


def meant(said: Sequence[str], people: Sequence[Person]) -> Meant:
    """Which of several people are meant; nobody where the words do not tell them apart."""
    if len({one.age for one in people}) < 2:
        return Meant()
    said = _apart_from_ages(said, people)
    girl, boy, younger, older = (any(word in said for word in _words(one)) for one in _LISTS)
    fits = [one for one in people if _may_be(one, girl, boy)]
    by_sex = girl != boy and 0 < len(fits) < len(people)
    if younger != older and (fits := fits if by_sex and len(fits) > 1 else list(people)):
        return Meant(_ranked(said, fits, younger), by_sex, by_rank=True)
    return Meant(tuple(sorted({one.age for one in fits})), by_sex=True) if by_sex else Meant()


def _apart_from_ages(said: Sequence[str], people: Sequence[Person]) -> Sequence[str]:
    """The words that may choose: those just before an age tell whose it is ("un petit de 2 ou 3 ans")."""
    places = {said.index(str(one.age)) for one in people if str(one.age) in said}
    return [word for n, word in enumerate(said) if not places & {n + 1, n + 2}]


def _ranked(said: Sequence[str], people: Sequence[Person], younger: bool) -> tuple[int, ...]:
    """The youngest or the oldest, or both of the two at that end."""
    name = "younger" if younger else "older"
    two = any(one in _words("two") and after in _words(name) for one, after in pairwise(said))
    ages = sorted({one.age for one in people}, reverse=not younger)
    return tuple(sorted(ages[: 2 if two else 1]))


def _may_be(one: Person, girl: bool, boy: bool) -> bool:
    return one.sex is (Sex.GIRL if girl else Sex.BOY) if girl != boy else True


def _sexes_at(said: Sequence[str], places: Mapping[int, int], age: int) -> tuple[Sex, Sex]:
    """What the nearest word before an age tells, up to the age before it, and what the nearest after it tells."""
    place = places.get(age)
    if place is None:
        return Sex.UNTOLD, Sex.UNTOLD
    others = (other for other in places.values() if other < place and _parts(said[other + 1 : place]))
    since = max((other + 1 for other in others), default=0)
    until = min((other for other in places.values() if other > place), default=len(said))
    before = reversed(said[max(since, place - _BACK) : place])
    return _sex(before), _sex(said[place + 1 : min(until, place + 1 + _AHEAD)])


def _sex(near: Iterable[str]) -> Sex:
    """What the first word that tells one tells."""
    return next((sex for word in near for sex in (Sex.GIRL, Sex.BOY) if word in _words(sex.value)), Sex.UNTOLD)


def _parts(between: Sequence[str]) -> bool:
    """Whether the words between two ages begin to speak of somebody else: they do more than join them."""
    return not _words("joining").issuperset(between)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(words(" ".join(map(str, read_lists("relatives.yaml")[name]))))


class Decision(StrEnum):
    """What the recogniser advises: say it, ask which of a few was meant, or admit not knowing."""

    ANSWER = "answer"
    ASK = "ask"
    UNKNOWN = "unknown"
    LANGUAGE = "language"  # a language that is not spoken here


@dataclass(frozen=True, slots=True)
class Candidate:
    """An intent and how likely it is the one meant, from 0 to 1. A topic's intent is the topic's id."""

    intent: str
    confidence: float


class People(StrEnum):
    """Who comes, when no age tells it."""

    ADULTS = "adults"
    CHILDREN = "children"
    LITTLE = "little"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What was said beside the intent. Empty fields were not said.

    `events` are the uids meant by a title, a date or a word like "celui-là"; `titled` says that a title was heard.
    The `not_` fields are refused ("sauf les conférences"). `soonest` asks for the next one only. `place` is a place in
    the last list ("le deuxième" is 2, "le dernier" -1); `other` asks for something else than what was shown, `shift`
    for something earlier (-1) or later (1); `hands_on` for an "atelier", which is anything but a visit; `together` for
    what takes all the ages at once, `boys` where no girl comes. `words` are a subject that no list holds ("karaoké").
    `longest` is how many minutes it may last; `at_work`: grown-ups may come for their work too.
    """

    when: When | None = None
    ages: tuple[int, ...] = ()
    audiences: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    people: tuple[People, ...] = ()
    events: tuple[str, ...] = ()
    titled: bool = False
    not_themes: tuple[str, ...] = ()
    not_kinds: tuple[str, ...] = ()
    not_events: tuple[str, ...] = ()
    not_audiences: tuple[str, ...] = ()
    soonest: bool = False
    place: int | None = None
    other: bool = False
    shift: int = 0
    hands_on: bool = False
    names: tuple[str, ...] = ()
    count: int | None = None
    words: tuple[str, ...] = ()
    together: bool = False
    boys: bool = False
    longest: int | None = None
    at_work: bool = False

    @property
    def for_whom(self) -> bool:
        """Whether an age, an audience or a person was said."""
        return bool(self.ages or self.audiences or self.people)

    @property
    def refuses(self) -> bool:
        """Whether a theme, a kind, an audience or an event was refused."""
        return bool(self.not_themes or self.not_kinds or self.not_audiences or self.not_events)

    @property
    def narrows(self) -> bool:
        """Whether anything said here narrows a choice of events."""
        what = self.themes or self.kinds or self.titled or self.events or self.words
        return bool(self.when or self.for_whom or what or self.refuses or self.soonest or self.longest)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of an event's description that answers, in one language."""

    event: str
    language: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Focus:
    """The one event that a message may be about, or the few that were just listed; the attribute that is most likely
    asked and how likely, and the sentences of their descriptions that answer.
    """

    events: tuple[str, ...]
    asked: str
    likelihood: float
    told: tuple[Quoted, ...] = ()

    def sentences(self, language: str) -> tuple[Quoted, ...]:
        """Those that answer, in this language, at most one an event."""
        return tuple(one for one in self.told if one.language == language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What one message means. `intent` is None when nothing can be said of it.

    `runners_up` are the next likeliest, best first; `also` is a second question of the same message; `language` is
    the language it is written in ("fr", "en", another code, or "" when unsure); `follows_up` says that it was
    read in the light of what was said before. `speech` is how it was said;
    `beside`, of a message in distress, what else it asks; `things` what is named, beyond doubt first; `focus` the
    events that it may be about, named or talked about just before; `people` those whose ages it tells; `between` the
    events of which it is not clear which are meant; `others` what else may be looked for, likeliest first.
    """

    text: str
    intent: str | None
    decision: Decision
    confidence: float
    language: str = ""
    runners_up: tuple[Candidate, ...] = ()
    slots: Slots = field(default_factory=Slots)
    also: str | None = None
    follows_up: bool = False
    speech: Speech = UNHEARD
    beside: "Meaning | None" = None
    things: tuple[str, ...] = ()
    focus: Focus | None = None
    people: tuple[Person, ...] = ()
    between: tuple[str, ...] = ()
    others: tuple[Slots, ...] = ()

    def to_json(self) -> str:
        """One line, for whoever writes the phrases."""
        slots, when = self.slots, self.slots.when
        said = {
            "when": when.text if when else None,
            "ages": slots.ages,
            "audiences": slots.audiences,
            "themes": slots.themes,
            "kinds": slots.kinds,
            "events": slots.events,
            "names": slots.names,
            "count": slots.count,
            "people": slots.people,
            "not_themes": slots.not_themes,
            "not_kinds": slots.not_kinds,
            "not_audiences": slots.not_audiences,
            "not_events": slots.not_events,
            "soonest": slots.soonest or None,
            "place": slots.place,
        }
        return json.dumps(
            {
                "text": self.text,
                "intent": self.intent,
                "decision": self.decision,
                "confidence": round(self.confidence, 3),
                "language": self.language,
                "runners_up": {one.intent: round(one.confidence, 3) for one in self.runners_up},
                "slots": {name: value for name, value in said.items() if value not in (None, ())},
                "also": self.also,
                "follows_up": self.follows_up,
                "things": self.things,
                "speech": asdict(self.speech),
            },
            ensure_ascii=False,
        )
