"""`cite bench simulator`: invented people talk with the bot, each reacting to what it shows."""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from bot.assistant.asking import Clerk
from bot.bench.judging import Conversation, Details, Judge, Outcome, Turn, events_of, load_wordings
from bot.bench.ranker import TaughtSet
from bot.bench.simulator.patterns import Writer
from bot.bench.simulator.talk import Step, Talk, steps
from bot.bench.simulator.world import World, invent
from knowledge.agenda.agenda import Event

_TURNS = 6
AGENDAS, SEED, _TALKS_A_SET = 8, 101, 12  # what is learnt from: so many agendas of each writer


@dataclass(slots=True)
class Person:
    """Somebody who says one thing after the other; `turn` is what was said last and what is right to answer."""

    writer: Writer
    rng: Random
    talk: Talk
    turn: Turn | None = None
    step: Step | None = None

    def texts(self) -> Iterator[str]:
        """What is said, until enough is."""
        for _ in range(_TURNS):
            possible = steps(self.talk, self.rng)
            if not possible or (self.step and self.step.ends):
                return
            self.step = self.rng.choice(possible)
            self.turn = _turn(self.writer.says(self.step, self.rng), self.step)
            self.talk = self.step.talk
            yield self.turn.text

    def sees(self, uids: Sequence[str]) -> None:
        """The list as it was shown: what is first in it is « le premier »."""
        shown = [one for uid in uids for one in self.talk.world.events if one.uid == uid]
        if self.step and self.step.talk.listed and not self.step.talk.focus and not self.talk.beside:
            self.talk = replace(self.talk, listed=tuple(shown), focus=shown[0] if len(shown) == 1 else None)


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of an invented conversation, and how its answer ended."""

    writer: str
    talk: int
    move: str
    text: str
    due: tuple[str, ...]
    shown: tuple[str, ...]
    outcome: Outcome


def simulate(clerk: Clerk, writers: Sequence[Writer], talks: int, seed: int) -> Iterator[Said]:
    """So many conversations of each writer, each about an agenda of its own."""
    for writer in writers:
        rng = Random(f"{seed} {writer.name}")
        for number in range(talks):
            yield from _talk(clerk, writer, rng, number)


def taught(writers: Sequence[Writer], talks: int, seed: int, zone: ZoneInfo) -> Iterator[TaughtSet]:
    """Sets to learn from: so many agendas of each writer, and conversations in which everybody is answered rightly."""
    for writer in writers:
        rng = Random(f"{seed} {writer.name}")
        for number in range(talks):
            world = invent(rng, zone)
            events = events_of_world(world)
            told = tuple(_told(Person(writer, rng, Talk(world)), f"{number}-{talk}") for talk in range(_TALKS_A_SET))
            yield TaughtSet(f"{writer.name}{number}", told, events, world.now)


def report(said: Iterable[Said]) -> Iterator[str]:
    """How the answers ended, by move and by writer, and of all."""
    said = list(said)
    names = [*sorted({one.move for one in said}), *sorted({f"writer {one.writer}" for one in said}), "all"]
    for name in names:
        ended = Counter(one.outcome for one in said if name in (one.move, f"writer {one.writer}", "all"))
        shares = "".join(f"{100 * ended[outcome] / ended.total():8.1f}" for outcome in Outcome)
        yield f"{name:18}{ended.total():6}{shares}"


def _talk(clerk: Clerk, writer: Writer, rng: Random, number: int) -> Iterator[Said]:
    zone = clerk.assistant.zone
    world = invent(rng, zone)
    events = events_of_world(world)
    judge = Judge(Details(load_wordings(), zone), {one.uid: one for one in events})
    person = Person(writer, rng, Talk(world))
    for _, answer in replace(clerk, events=events, now=world.now).converse(person.texts()):
        assert person.turn, "an answer is one to something"
        assert person.step, "and that was a step"
        outcome = judge.outcome(person.turn, answer)
        yield Said(writer.name, number, person.step.move, person.turn.text, person.turn.uids, answer.events, outcome)
        if outcome is not Outcome.RIGHT:
            return
        person.sees(answer.events)


def missed(said: Iterable[Said]) -> Iterator[str]:
    """A line for each answer that was not right: what was said, what was due, what was shown."""
    for one in said:
        if one.outcome is not Outcome.RIGHT:
            due, shown = " ".join(one.due), " ".join(one.shown)
            yield f"{one.writer} {one.talk} {one.move} {one.outcome}: {one.text} | due {due} | shown {shown}"


def _told(person: Person, name: str) -> Conversation:
    turns = [person.turn for _ in person.texts() if person.turn]
    return Conversation(id=f"{person.writer.name}{name}", turns=tuple(turns))


def events_of_world(world: World) -> tuple[Event, ...]:
    """What the bot reads of this agenda."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        Path(file.name).write_bytes(world.as_csv())
        zone = world.now.tzinfo
        assert isinstance(zone, ZoneInfo), "it was invented on such a clock"
        return events_of(Path(file.name), zone, world.now)


def _turn(text: str, step: Step) -> Turn:
    one = step.wanted
    return Turn(
        text=text, expect=one.expect, facts=one.facts, action=one.action, uids=one.uids, may=one.may, detail=one.detail
    )  # fmt: skip
