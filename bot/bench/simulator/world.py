"""An invented agenda: what happens when, about what, for whom."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter
from ruamel.yaml import YAML

_TOPICS = Path(__file__).with_name("topics.yaml")
_COLUMNS = (
    "uid", "title", "starts_at", "ends_at", "kind", "room", "age_min", "age_max", "audiences", "themes", "capacity",
    "description",
)  # fmt: skip
_ROOMS = ("Salle de formation", "Grande salle", "Salle de créativité", "Laboratoire d’expérimentation", "Mezzanine")
_AGES = ((4, 6), (6, 9), (7, 11), (8, 12), (11, 15), (12, 17))
_HOURS = ((10, 0), (14, 0), (14, 30), (16, 0), (18, 30), (20, 0))
_LASTS = (60, 90, 120)
_WORKS, _AGAIN, _DAYS = 14, 4, 40
OF_A_KIND = {"workshop": "ateliers", "conference": "conférences", "course": "cours", "visit": "visites"}
_KINDS = ("workshop", "workshop", "workshop", "workshop", "conference", "course", "visit")


@dataclass(frozen=True, slots=True)
class Topic:
    """What an event may be about, and how that is said."""

    name: str
    of: str
    about: str
    titles: tuple[str, ...]
    descriptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Invented:
    """An event of an invented agenda."""

    uid: str
    title: str
    topic: Topic
    kind: str
    starts_at: datetime
    ends_at: datetime
    room: str
    ages: tuple[int, int] | None
    description: str

    def suits(self, age: int) -> bool:
        """Whether a child of this age may come; what names no age is for everybody."""
        return self.ages is None or self.ages[0] <= age <= self.ages[1]


@dataclass(frozen=True, slots=True)
class World:
    """An agenda, in the order of its days, and the moment at which people speak of it."""

    now: datetime
    events: tuple[Invented, ...]

    def as_csv(self) -> bytes:
        """The agenda file that the bot imports."""
        out = io.StringIO()
        rows = csv.writer(out)
        rows.writerow(_COLUMNS)
        rows.writerows(map(_row, self.events))
        return out.getvalue().encode()


@cache
def topics() -> Sequence[Topic]:
    """Everything in topics.yaml."""
    return TypeAdapter(tuple[Topic, ...]).validate_python(YAML(typ="safe", pure=True).load(_TOPICS.read_text("utf-8")))


def invent(rng: Random, zone: ZoneInfo) -> World:
    """A random agenda of the weeks after a random evening, on the clock of this zone."""
    now = datetime(2031, 1, 1, 18, 20, tzinfo=zone) + timedelta(days=rng.randrange(700))
    works = [_work(rng, topic, title) for topic, title in rng.sample(_all_titles(), _WORKS)]
    played = rng.sample([*works, *rng.choices(works, k=_AGAIN)], _WORKS + _AGAIN)
    moments = sorted(rng.sample(list(product(range(1, _DAYS), _HOURS)), len(played)))
    pairs = enumerate(zip(played, moments, strict=True), 1)
    return World(now, tuple(_event(rng, now, number, work, moment) for number, (work, moment) in pairs))


def _all_titles() -> list[tuple[Topic, str]]:
    return [(topic, title) for topic in topics() for title in topic.titles]


@dataclass(frozen=True, slots=True)
class _Work:
    """What is the same of an event on all its days."""

    topic: Topic
    title: str
    kind: str
    ages: tuple[int, int] | None


def _work(rng: Random, topic: Topic, title: str) -> _Work:
    kind = rng.choice(_KINDS)
    return _Work(topic, title, kind, rng.choice(_AGES) if kind == "workshop" else None)


def _event(rng: Random, now: datetime, number: int, work: _Work, moment: tuple[int, tuple[int, int]]) -> Invented:
    day, (hour, minute) = moment
    starts = now.replace(hour=hour, minute=minute) + timedelta(days=day)
    return Invented(
        f"s{number:02}",
        work.title,
        work.topic,
        work.kind,
        starts,
        starts + timedelta(minutes=rng.choice(_LASTS)),
        rng.choice(_ROOMS),
        work.ages,
        rng.choice(work.topic.descriptions),
    )


def _row(event: Invented) -> list[object]:
    low, high = event.ages or ("", "")
    audience = "familles" if event.ages else "tous"
    starts, ends = (f"{at:%Y-%m-%dT%H:%M}" for at in (event.starts_at, event.ends_at))
    return [
        event.uid, event.title, starts, ends, event.kind, event.room, low, high, audience, "", 12, event.description,
    ]  # fmt: skip
