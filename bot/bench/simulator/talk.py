"""What an invented person may say next, and what is true of it: moves over a wish, a list in mind, one event."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from bot.bench.judging import Expect, Wanted
from bot.bench.simulator.world import OF_A_KIND, Invented, Topic, World
from bot.messages import dates

_ALL_DUE = 5  # of a long list, so many have to be shown at once
_PARTS = {"le matin": range(12), "l'après-midi": range(12, 18), "le soir": range(18, 24)}
_NTH = ("premier", "deuxième", "troisième")
_DETAILS = {"detail_age": "age", "detail_duration": "duration", "detail_room": "room", "detail_start": "start"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for; None is no matter."""

    day: date | None = None
    other_than: date | None = None
    month: int | None = None
    topic: Topic | None = None
    age: int | None = None
    part: str | None = None
    kind: str | None = None

    def fits(self, event: Invented) -> bool:
        """Whether an event is one of those looked for."""
        day = event.starts_at.date()
        return (
            self.day in (None, day)
            and day != self.other_than
            and self.month in (None, day.month)
            and self.topic in (None, event.topic)
            and (self.age is None or event.suits(self.age))
            and (self.part is None or event.starts_at.hour in _PARTS[self.part])
            and self.kind in (None, event.kind)
        )


@dataclass(frozen=True, slots=True)
class Talk:
    """Where a conversation stands: what is looked for, what was listed, the one event that is spoken of."""

    world: World
    wish: Wish | None = None
    listed: tuple[Invented, ...] = ()
    focus: Invented | None = None
    beside: bool = False  # something else was just asked

    def found(self, wish: Wish) -> tuple[Invented, ...]:
        """What fits this wish."""
        return tuple(filter(wish.fits, self.world.events))

    @property
    def is_picked(self) -> bool:
        """Whether the one event that is spoken of was picked from a longer list."""
        return self.focus is not None and len(self.listed) > 1

    def titled(self, event: Invented) -> int:
        """How many events have its title."""
        return sum(one.title == event.title for one in self.world.events)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to say: the move, what fills its places, what is right to answer, and where the talk is then."""

    move: str
    places: Mapping[str, str]
    wanted: Wanted
    talk: Talk
    ends: bool = False


Move = Callable[[Talk, Random], "Step | None"]


def steps(talk: Talk, rng: Random) -> Sequence[Step]:
    """Everything that may be said now, one of each move."""
    moves = _OPENERS if talk.wish is None else _BACK if talk.beside else _FURTHER if talk.focus is None else _OF_ONE
    return [step for move in moves for step in [move(talk, rng)] if step is not None]


def _wishing(move: str, talk: Talk, wish: Wish, **places: str) -> Step | None:
    found = talk.found(wish)
    sure = [one for one in found if wish.age is None or one.ages is not None]
    if not sure:
        return None
    due = sure if len(sure) <= _ALL_DUE + 1 else sure[:_ALL_DUE]
    wanted = Wanted(expect=Expect.EVENTS, uids=_uids(due), may=_uids(one for one in found if one not in due))
    after = Talk(talk.world, wish, found, found[0] if len(found) == 1 else None)
    return Step(move, places, wanted, after)


def _uids(events: "Iterator[Invented] | Sequence[Invented]") -> tuple[str, ...]:
    return tuple(one.uid for one in events)


def _on(day: date, rng: Random) -> str:
    in_full = dates.day(day, "fr").rpartition(" ")[0]
    return rng.choice((in_full, f"le {dates.day_of_month(day, 'fr')}"))


def _about(topic: Topic) -> Mapping[str, str]:
    return {"topic": topic.name, "of_topic": topic.of, "on_topic": topic.about}


def _any_day(talk: Talk, rng: Random, wish: Wish, *, but: date | None = None) -> date | None:
    days = sorted({one.starts_at.date() for one in talk.found(wish)} - {but})
    return rng.choice(days) if days else None


def _any_age(rng: Random) -> int:
    return rng.randrange(5, 15)


def _any(talk: Talk, rng: Random) -> Step | None:
    return _wishing("any", talk, Wish())


def _day(talk: Talk, rng: Random) -> Step | None:
    day = rng.choice(talk.world.events).starts_at.date()
    return _wishing("day", talk, Wish(day=day), day=_on(day, rng))


def _month(talk: Talk, rng: Random) -> Step | None:
    day = rng.choice(talk.world.events).starts_at.date()
    return _wishing("month", talk, Wish(month=day.month), month=dates.day_of_month(day, "fr").split()[-1])


def _topic(talk: Talk, rng: Random) -> Step | None:
    topic = rng.choice(talk.world.events).topic
    return _wishing("topic", talk, Wish(topic=topic), **_about(topic))


def _age(talk: Talk, rng: Random) -> Step | None:
    age = _any_age(rng)
    return _wishing("age", talk, Wish(age=age), age=str(age))


def _topic_age(talk: Talk, rng: Random) -> Step | None:
    topic, age = rng.choice(talk.world.events).topic, _any_age(rng)
    return _wishing("topic_age", talk, Wish(topic=topic, age=age), age=str(age), **_about(topic))


def _day_age(talk: Talk, rng: Random) -> Step | None:
    age = _any_age(rng)
    day = _any_day(talk, rng, Wish(age=age))
    wish = Wish(day=day, age=age)
    return _wishing("day_age", talk, wish, age=str(age), day=_on(day, rng)) if day else None


def _kind(talk: Talk, rng: Random) -> Step | None:
    kind = rng.choice(talk.world.events).kind
    return _wishing("kind", talk, Wish(kind=kind), kind=OF_A_KIND[kind])


def _narrow_age(talk: Talk, rng: Random) -> Step | None:
    wish, age = _wish(talk), _any_age(rng)
    several = len(talk.listed) > 1 and wish.age is None
    return _wishing("narrow_age", talk, replace(wish, age=age), age=str(age)) if several else None


def _narrow_day(talk: Talk, rng: Random) -> Step | None:
    wish = _wish(talk)
    if wish.day or len({one.starts_at.date() for one in talk.listed}) < 2:
        return None
    day = rng.choice(talk.listed).starts_at.date()
    return _wishing("narrow_day", talk, replace(wish, day=day, other_than=None), day=_on(day, rng))


def _narrow_part(talk: Talk, rng: Random) -> Step | None:
    wish, part = _wish(talk), rng.choice(list(_PARTS))
    several = len(talk.listed) > 1 and wish.part is None
    return _wishing("narrow_part", talk, replace(wish, part=part), part=part) if several else None


def _another_day(move: str) -> Move:
    def step(talk: Talk, rng: Random) -> Step | None:
        wish = _wish(talk)
        asked = wish.day and not talk.is_picked
        day = _any_day(talk, rng, replace(wish, day=None), but=wish.day) if asked else None
        return _wishing(move, talk, replace(wish, day=day), day=_on(day, rng)) if day else None

    return step


def _another_age(move: str) -> Move:
    def step(talk: Talk, rng: Random) -> Step | None:
        wish, age = _wish(talk), _any_age(rng)
        asked = wish.age is not None and abs(wish.age - age) > 1
        return _wishing(move, talk, replace(wish, age=age), age=str(age)) if asked else None

    return step


def _replace_topic(talk: Talk, rng: Random) -> Step | None:
    wish, topic = _wish(talk), rng.choice(talk.world.events).topic
    asked = wish.topic not in (None, topic) and wish.day is None and wish.part is None
    return _wishing("replace_topic", talk, replace(wish, topic=topic), **_about(topic)) if asked else None


def _drop_day(talk: Talk, rng: Random) -> Step | None:
    wish = _wish(talk)
    wider = wish.topic is not None and wish.day is not None and not talk.is_picked
    return _wishing("drop_day", talk, replace(wish, day=None)) if wider else None


def _not_day(talk: Talk, rng: Random) -> Step | None:
    wish, day = _wish(talk), rng.choice(talk.listed).starts_at.date()
    return None if wish.day else _wishing("not_day", talk, replace(wish, other_than=day), day=_on(day, rng))


def _picking(move: str, which: Callable[[Talk, Random], tuple[Invented, Mapping[str, str]] | None]) -> Move:
    def step(talk: Talk, rng: Random) -> Step | None:
        found = which(talk, rng) if 1 < len(talk.listed) <= _ALL_DUE + 1 else None
        if found is None:
            return None
        signs = move.startswith("sign")
        wanted = _signed(found[0]) if signs else Wanted(expect=Expect.EVENTS, uids=(found[0].uid,))
        return Step(move, found[1], wanted, replace(talk, focus=found[0], beside=False), ends=signs)

    return step


def _nth(talk: Talk, rng: Random) -> tuple[Invented, Mapping[str, str]] | None:
    number = rng.randrange(min(len(_NTH), len(talk.listed)))
    last = number == len(talk.listed) - 1
    return talk.listed[number], {"nth": "dernier" if last else _NTH[number]}


def _weekday(talk: Talk, rng: Random) -> tuple[Invented, Mapping[str, str]] | None:
    return _only(talk, rng, lambda one: one.starts_at.weekday(), "weekday", lambda one: dates.day(one.starts_at, "fr"))


def _hour(talk: Talk, rng: Random) -> tuple[Invented, Mapping[str, str]] | None:
    return _only(talk, rng, lambda one: one.starts_at.time(), "hour", lambda one: f"{one.starts_at:%Hh%M}")


def _titled(talk: Talk, rng: Random) -> tuple[Invented, Mapping[str, str]] | None:
    alone = [one for one in talk.listed if talk.titled(one) == 1]
    one = rng.choice(alone) if alone else None
    return (one, {"short": one.title}) if one else None


def _only(
    talk: Talk, rng: Random, value: Callable[[Invented], object], place: str, said: Callable[[Invented], str]
) -> tuple[Invented, Mapping[str, str]] | None:
    values = [value(one) for one in talk.listed]
    alone = [one for one in talk.listed if values.count(value(one)) == 1]
    one = rng.choice(alone) if alone else None
    return (one, {place: said(one).split()[0].replace("h00", "h")}) if one else None


def _detail(move: str, detail: str) -> Move:
    def step(talk: Talk, rng: Random) -> Step | None:
        one = _focus(talk)
        if move == "detail_age" and one.ages is None:
            return None
        wanted = Wanted(expect=Expect.EVENT_DETAIL, uids=(one.uid,), detail=detail)
        return Step(move, {}, wanted, replace(talk, beside=False))

    return step


def _sign_focus(talk: Talk, rng: Random) -> Step | None:
    return Step("sign_focus", {}, _signed(_focus(talk)), talk, ends=True)


def _signed(event: Invented) -> Wanted:
    return Wanted(expect=Expect.ACTION, action="sign_up", uids=(event.uid,))


def _address(talk: Talk, rng: Random) -> Step | None:
    wanted = Wanted(expect=Expect.FACTS, facts=("address",))
    return Step("address", {}, wanted, replace(talk, beside=True)) if _wish(talk).day else None


def _wish(talk: Talk) -> Wish:
    return talk.wish or Wish()


def _focus(talk: Talk) -> Invented:
    assert talk.focus is not None, "of one event only where one is spoken of"
    return talk.focus


_OPENERS: Sequence[Move] = (_any, _day, _month, _topic, _age, _topic_age, _day_age, _kind)
_BACK: Sequence[Move] = (_another_day("back_day"),)
_PICKS: Sequence[Move] = (_picking("pick_nth", _nth), _picking("pick_weekday", _weekday))
_DAYS: Sequence[Move] = (*map(_another_day, ("replace_day", "thanks_day", "correct_day")), _drop_day)
_FURTHER: Sequence[Move] = (
    _narrow_age, _narrow_day, _narrow_part, _replace_topic, _another_age("replace_age"), _not_day,
    _another_age("correct_age"), *_PICKS, *_DAYS, _picking("pick_hour", _hour), _picking("pick_title", _titled),
    _picking("sign_nth", _nth), _picking("sign_title", _titled), _address,
)  # fmt: skip
_OF_ONE: Sequence[Move] = (*(_detail(*one) for one in _DETAILS.items()), _sign_focus, *_PICKS, *_DAYS, _address)
