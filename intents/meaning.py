"""What a message was understood to mean: a value, never a sentence, never an act."""

import json
from dataclasses import dataclass, field, replace
from enum import StrEnum

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What was said beside the intent. Empty fields were not said.

    `events` are the uids meant by a title, a date or a word like "celui-là"; `titled` says that a title was heard.
    """

    when: When | None = None
    ages: tuple[int, ...] = ()
    audiences: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    titled: bool = False
    names: tuple[str, ...] = ()
    count: int | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything said here narrows a choice of events."""
        return bool(self.when or self.ages or self.audiences or self.themes or self.kinds or self.titled or self.events)

    def over(self, before: "Slots") -> "Slots":
        """These, completed by what was said before: a new date replaces the date, and leaves the age."""
        return replace(
            self,
            when=self.when or before.when,
            ages=self.ages or (() if self.audiences else before.ages),
            audiences=self.audiences or (() if self.ages else before.audiences),
            themes=self.themes or before.themes,
            kinds=self.kinds or before.kinds,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What one message means. `intent` is None when nothing can be said of it.

    `runners_up` are the next likeliest, best first; `also` is a second question of the same message; `language` is
    the language it is written in ("fr", "en", another code, or "" when unsure); `follows_up` says that it was
    read in the light of what was said before.
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

    def to_json(self) -> str:
        """One line, for whoever writes the phrases."""
        slots, when = self.slots, self.slots.when
        said = {
            "when": when.text if when else None, "ages": slots.ages, "audiences": slots.audiences,
            "themes": slots.themes, "kinds": slots.kinds, "events": slots.events, "names": slots.names,
            "count": slots.count,
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
            },
            ensure_ascii=False,
        )
