"""What a message was understood to mean: a value, never a sentence, never an act."""

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from intents.persons import Person
from intents.speech.heard import UNHEARD, Speech
from intents.when import When


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
        return bool(self.when or self.for_whom or what or self.refuses or self.soonest)


@dataclass(frozen=True, slots=True)
class Focus:
    """The one event that a message may be about, the attribute of it that is most likely asked and how likely, and the
    sentences of its description that answer, by language.
    """

    event: str
    asked: str
    likelihood: float
    told: tuple[tuple[str, str], ...] = ()

    def sentence(self, language: str) -> str | None:
        """The sentence that answers, in this language."""
        return dict(self.told).get(language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What one message means. `intent` is None when nothing can be said of it.

    `runners_up` are the next likeliest, best first; `also` is a second question of the same message; `language` is
    the language it is written in ("fr", "en", another code, or "" when unsure); `follows_up` says that it was
    read in the light of what was said before. `speech` is how it was said;
    `beside`, of a message in distress, what else it asks; `things` what is named, beyond doubt first; `focus` the event
    that it may be about, named or talked about just before; `people` those whose ages it tells.
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

    def to_json(self) -> str:
        """One line, for whoever writes the phrases."""
        slots, when = self.slots, self.slots.when
        said = {
            "when": when.text if when else None, "ages": slots.ages, "audiences": slots.audiences,
            "themes": slots.themes, "kinds": slots.kinds, "events": slots.events, "names": slots.names,
            "count": slots.count, "people": slots.people, "not_themes": slots.not_themes, "not_kinds": slots.not_kinds,
            "not_audiences": slots.not_audiences,
            "not_events": slots.not_events, "soonest": slots.soonest or None, "place": slots.place,
        }  # fmt: skip
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
