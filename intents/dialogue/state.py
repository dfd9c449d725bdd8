"""The state of a conversation: what was talked about a moment ago, so that "et en janvier ?" means something."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from intents.meaning.catalogue import DETAILS, EVENTS
from intents.meaning.meaning import Person, Sex, Slots
from intents.slots.slots import read_slots, slots_fields

ABOUT_EVENTS = DETAILS | {EVENTS, "sign_up", "cancel_sign_up"}
FADES_AFTER = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueState:
    """The last turn's outcome. `shown` are the uids of the events last spoken of, `listed` those of the last list.

    `intent` is what was last answered, `query` what was looked for then, `related` the topics that naturally come next.
    `offered` are the intents offered to choose from when it was not clear what was meant, `refused` those that were
    not it; `rephrased` says that the person was asked to say it differently. `wanted` says who was to be signed up,
    as long as no event was chosen for them. `topic` is the topic last answered, or what was asked and is not known.
    `people` are those whose ages were told. `searches` are those offered by buttons, in their order.
    """

    at: datetime
    intent: str | None = None
    shown: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    query: Slots = field(default_factory=Slots)
    related: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    rephrased: bool = False
    wanted: Slots | None = None
    topic: str | None = None
    people: tuple[Person, ...] = ()
    searches: tuple[Slots, ...] = ()

    def fresh(self, now: datetime) -> bool:
        """Whether it still counts at this instant."""
        return timedelta(0) <= now - self.at <= FADES_AFTER

    @property
    def about_events(self) -> bool:
        """Whether the last answer spoke of events."""
        return bool(self.shown) and self.intent in ABOUT_EVENTS

    def to_json(self) -> str:
        """As the bot stores it (encrypted there: it can tell of a child's age)."""
        return json.dumps(
            {
                "at": self.at.isoformat(),
                "intent": self.intent,
                "shown": self.shown,
                "listed": self.listed,
                "related": self.related,
                "offered": self.offered,
                "refused": self.refused,
                "rephrased": self.rephrased,
                "query": slots_fields(self.query),
                "topic": self.topic,
                "wanted": None if self.wanted is None else slots_fields(self.wanted),
                "people": [[one.age, one.sex.value] for one in self.people],
                "searches": [slots_fields(one) for one in self.searches],
            }
        )

    @classmethod
    def from_json(cls, text: str) -> "DialogueState":
        """Read back what :meth:`to_json` wrote."""
        fields = json.loads(text)
        return cls(
            at=datetime.fromisoformat(fields["at"]),
            intent=fields["intent"],
            shown=tuple(fields["shown"]),
            listed=tuple(fields.get("listed", ())),
            related=tuple(fields["related"]),
            offered=tuple(fields.get("offered", ())),
            refused=tuple(fields.get("refused", ())),
            rephrased=bool(fields.get("rephrased", False)),
            query=read_slots(fields["query"]),
            wanted=read_slots(fields["wanted"]) if fields.get("wanted") else None,
            topic=fields.get("topic"),
            people=tuple(Person(int(age), Sex(sex)) for age, sex in fields.get("people", ())),
            searches=tuple(map(read_slots, fields.get("searches", ()))),
        )
