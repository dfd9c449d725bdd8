"""Counts of how answers ended, by group: what was expected, the language, the style of writing, dialogues, all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.assistant.answer import Answer
from bot.assistant.asking import Clerk
from bot.bench.details import Details
from bot.bench.judging import Judge, Outcome
from bot.bench.labels import Conversation, Turn, read_labelled
from bot.bench.wordings import load_wordings

ALL, MESSAGES, DIALOGUES = "all", "messages", "dialogues"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers of a group ended in which way."""

    counts: Mapping[Outcome, int]

    @property
    def total(self) -> int:
        """How many questions there were."""
        return sum(self.counts.values())

    def share(self, outcome: Outcome) -> float:
        """Which share ended so, from 0 to 1."""
        return self.counts.get(outcome, 0) / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Judged:
    """One turn, what was answered, and how that ended."""

    conversation: Conversation
    turn: Turn
    answer: Answer
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Board:
    """Every judged turn, and the tallies over them."""

    judged: tuple[Judged, ...]

    @property
    def groups(self) -> Mapping[str, Tally]:
        """The tallies by group, in the order to show them."""
        found: dict[str, Counter[Outcome]] = {}
        for one in self.judged:
            for group in _groups(one):
                found.setdefault(group, Counter())[one.outcome] += 1
        return {group: Tally(found[group]) for group in sorted(found, key=_order)}

    def tally(self, group: str = ALL) -> Tally:
        """The tally of one group, an empty one when nothing belongs to it."""
        return self.groups.get(group, Tally(Counter()))


def score(files: Iterable[Path], clerk: Clerk) -> Board:
    """Ask everything in these labelled files and judge the answers; the clerk has the agenda they speak of."""
    return judge_all(read_labelled(files), clerk)


def judge_all(conversations: Iterable[Conversation], clerk: Clerk) -> Board:
    """The same for conversations at hand."""
    details = Details(load_wordings(), clerk.assistant.zone)
    judge = Judge(details, {event.uid: event for event in clerk.events})
    return Board(tuple(judged for one in conversations for judged in _judged(one, clerk, judge)))


def _judged(conversation: Conversation, clerk: Clerk, judge: Judge) -> Iterator[Judged]:
    answers = clerk.converse(turn.text for turn in conversation.turns)
    for turn, (_, answer) in zip(conversation.turns, answers, strict=True):
        yield Judged(conversation, turn, answer, judge.outcome(turn, answer))


def _groups(one: Judged) -> Iterator[str]:
    dialogue = one.conversation.is_dialogue
    yield f"dialogue:{one.turn.expect}" if dialogue else one.turn.expect.value
    yield DIALOGUES if dialogue else MESSAGES
    yield "en" if one.conversation.lang == "en" else "fr"
    yield ALL
    if one.conversation.style:
        yield f"style:{one.conversation.style}"


def _order(group: str) -> tuple[int, str]:
    """Expectations, then dialogues, then what cuts across: languages, styles, both forms, all."""
    last = ("en", "fr", MESSAGES, DIALOGUES, ALL)
    if group in last:
        return 3 + last.index(group) // 2, group
    return (2 if group.startswith("style:") else 1 if group.startswith("dialogue:") else 0), group
