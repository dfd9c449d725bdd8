"""What a member of the team is writing, as it is kept between two messages: a fact, an event, a family that calls…"""

from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVar


@dataclass(frozen=True, slots=True)
class Filling:
    """A cell that this manager fills; `awaits` is the one of these fields that the next words are for, if any.

    `begun`: in seconds, which tells the buttons of an earlier one apart. `until`: the last day, as 2027-06-30.
    """

    person_id: int
    begun: int
    cell: str = ""
    fr: str = ""
    en: str = ""
    author: str = ""
    until: str = ""
    awaits: str = ""


@dataclass(frozen=True, slots=True)
class Announcing:
    """A message to families that this person writes; fields as of :class:`Filling` and of the target."""

    person_id: int
    begun: int
    audience: str
    event_code: str = ""
    family_number: int = 0
    question_id: int = 0
    fr: str = ""
    en: str = ""
    awaits: str = ""


@dataclass(frozen=True, slots=True)
class Naming:
    """A thing, or further names of one, that this manager tells the bot; `thing`: of one that is known already.

    `aliases`: one a line. `attribute`, `answer`: of a fact that is to be filled in next.
    """

    person_id: int
    begun: int
    author: str = ""
    thing: str = ""
    kind: str = ""
    fr: str = ""
    en: str = ""
    aliases: str = ""
    attribute: str = ""
    answer: str = ""
    awaits: str = ""


@dataclass(frozen=True, slots=True)
class Planning:
    """An event that this manager makes or changes; `act`: what is being done, `seen`: the event as it was then.

    `starts`, `ends`: wall times, as 2027-06-30T14:00. `ages`: as 8-12, a side may be empty. `audiences` and `themes`:
    codes with `;` between, as `without`, the days that a series leaves out; `every`, `count`: of a series.
    """

    person_id: int
    begun: int
    act: str
    event_code: str = ""
    seen: str = ""
    title: str = ""
    starts: str = ""
    ends: str = ""
    kind: str = ""
    room: str = ""
    ages: str = ""
    places: str = ""
    description: str = ""
    audiences: str = ""
    themes: str = ""
    reason: str = ""
    every: str = ""
    count: str = ""
    without: str = ""
    is_draft: bool = False
    awaits: str = ""


@dataclass(frozen=True, slots=True)
class AddingFeed:
    """An address to read the agenda from, which this manager is asked for; it is never kept here."""

    person_id: int
    begun: int
    awaits: str = "address"


@dataclass(frozen=True, slots=True)
class Welcoming:
    """A child who came to the door of an event without a place; `awaits`: first_name, age, phone or sure.

    `awaits` search: a name that is looked for in the list there.
    """

    person_id: int
    begun: int
    event_id: int
    first_name: str = ""
    age: int = 0
    phone: str = ""
    awaits: str = ""


@dataclass(frozen=True, slots=True)
class Phoning:
    """Somebody who called, as this person signs them up: `people` a line each, a name and a birth month or nothing.

    `name`: whose birth month is asked. `alone`, `photo`: "yes", "no", or not asked yet; of all of them.
    `awaits`: "who", "birth" or "phone"; nothing: it is all there, and shown.
    """

    person_id: int
    begun: int
    event_code: str
    people: str = ""
    name: str = ""
    phone: str = ""
    alone: str = ""
    photo: str = ""
    awaits: str = "who"


@dataclass(frozen=True, slots=True)
class LettingFirst:
    """A family that this person lets go first on a waiting list, and why."""

    person_id: int
    begun: int
    event_code: str
    family_number: int
    reason: str = ""
    awaits: str = "reason"


Writing = Filling | Announcing | Naming | Planning | AddingFeed | Welcoming | Phoning | LettingFirst
AnyWriting = TypeVar("AnyWriting", Filling, Announcing, Naming, Phoning, LettingFirst)


def with_words(writing: AnyWriting, words: str) -> AnyWriting:
    """With these in the field that awaits them; of a message to families, the French is what is written first."""
    changes: dict[str, Any] = {writing.awaits or "fr": words, "awaits": ""}
    return replace(writing, **changes)


_KINDS: dict[str, type[Writing]] = {
    "filling": Filling,
    "announcing": Announcing,
    "naming": Naming,
    "planning": Planning,
    "adding_feed": AddingFeed,
    "welcoming": Welcoming,
    "phoning": Phoning,
    "first": LettingFirst,
}


def to_fields(writing: Writing | None) -> list[Any] | None:
    """As JSON can hold it."""
    kind = next((name for name, kind in _KINDS.items() if isinstance(writing, kind)), "")
    return None if writing is None else [kind, asdict(writing)]


def from_fields(written: list[Any] | None) -> Writing | None:
    """Read back what :func:`to_fields` gave."""
    return _KINDS[written[0]](**written[1]) if written else None
