"""`cite bench ranker`: the candidates of every taught turn, each judged by what would be answered to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.assistant.answer import Answer
from bot.assistant.compose import Assistant
from bot.assistant.learning import Understanding
from bot.bench.judging import (
    Conversation,
    Details,
    Expect,
    Judge,
    Outcome,
    Turn,
    events_of,
    load_wordings,
    read_labelled,
)
from intents.dialogue.candidates import Act, Candidate, candidates
from intents.dialogue.following import Likely, meaning_of
from intents.dialogue.learning import Line, Marked, learn_read, learn_roles, load_marked, load_times, read_lines
from intents.dialogue.ranker import Ranker, runs
from intents.dialogue.signs import signs
from intents.dialogue.state import DialogueState
from intents.dialogue.turn import Turn as Said
from intents.meaning.meaning import Meaning
from intents.model.model import Lexicon
from intents.model.softmax import Places
from intents.model.training import SOME_DAY
from intents.text.text import fold
from intents.understanding.understand import turn_in
from knowledge.agenda.agenda import Event
from knowledge.library.taught import load_doubts

TAUGHT = Path(__file__).with_name("taught")
_SURE = Likely(0.9, 0.9)  # of a meaning that is only judged
_EVERY = 3  # of the doubts, one in so many is taken beside one agenda: they are harder than what people ask
# Beside so many agendas doubts are asked. Of one, a fact was oftener told for another; of six, less was looked for.
_AGENDAS = 5
# Of the sets, one in so many has messages said after something else, and again. Cross-fitted, six in a hundred more
# of such messages are right, and one dialogue turn in a thousand fewer; of all sets, three.
_CHANGES, _AGAIN = 3, 6
_BETWEEN = "c'est où ?"


@dataclass(frozen=True, slots=True)
class Example:
    """A turn of a set: the signs of each candidate by name, which are answered rightly; its runs of words."""

    signs: tuple[Mapping[str, float], ...]
    right: NDArray[np.bool_]
    set: str
    is_dialogue: bool
    said: frozenset[str] = frozenset()

    @property
    def is_found(self) -> bool:
        """Whether any candidate is right."""
        return bool(self.right.any())

    def is_won(self, ranker: Ranker) -> bool:
        """Whether the likeliest candidate is right."""
        return bool(self.right[int(np.argmax(self.scores(ranker)))])

    def scores(self, ranker: Ranker) -> NDArray[np.float64]:
        """The score of each candidate."""
        counts = ranker.beside(self.said)
        return np.array([sum(value * counts.get(name, 0.0) for name, value in row.items()) for row in self.signs])


@dataclass(frozen=True, slots=True)
class TaughtSet:
    """Labelled conversations, and the agenda and the hour of which they speak."""

    name: str
    conversations: tuple[Conversation, ...]
    events: tuple[Event, ...]
    now: datetime

    @classmethod
    def read(cls, folder: Path, understanding: Understanding) -> "TaughtSet":
        """A folder with agenda.csv, now.txt and labelled lines."""
        now = datetime.fromisoformat((folder / "now.txt").read_text().strip()).replace(tzinfo=understanding.zone)
        events = events_of(folder / "agenda.csv", understanding.zone, now)
        return cls(folder.name, read_labelled(sorted(folder.glob("*.jsonl"))), events, now)

    @property
    def texts(self) -> frozenset[str]:
        """Everything that is typed in it, folded."""
        return frozenset(fold(turn.text) for one in self.conversations for turn in one.turns)


@dataclass(frozen=True, slots=True)
class Examiner:
    """Finds the candidates of each turn, and judges what would be answered to each of them."""

    understanding: Understanding
    assistant: Assistant
    sentences: Sequence[tuple[Line, Places]]
    times: Sequence[Marked]

    @classmethod
    def of(cls, understanding: Understanding, assistant: Assistant, sentences: Iterable[Line]) -> "Examiner":
        """With the sentences of acts, read once for all sets."""
        reader = understanding.lexicon(()).model.reader
        times = (*load_marked(), *load_times())
        return cls(understanding, assistant, list(read_lines(sentences, reader, SOME_DAY)), times)

    def examples(self, taught: TaughtSet, ranker: Ranker) -> Iterator[Example]:
        """Every turn of a set; a dialogue goes on from its likeliest right candidate."""
        lexicon = self._lexicon(taught.events, taught.texts)
        judge = Judge(Details(load_wordings(), self.understanding.zone), {one.uid: one for one in taught.events})
        for one in taught.conversations:
            state: DialogueState | None = None
            for turn in one.turns:
                said = turn_in(turn.text, state, lexicon, taught.now)
                if said is None:
                    continue
                asked = _Asked(self, said, turn, taught, one.lang, state)
                example = asked.example(judge, one.is_dialogue)
                yield example
                state = asked.after(example, ranker)

    def all_doubts(self, taught: Sequence[TaughtSet]) -> Iterator[Example]:
        """Questions about the venue beside several agendas, so that not one agenda's words are learnt."""
        for first, one in enumerate(taught[:: len(taught) // _AGENDAS + 1]):
            yield from self.doubts(one, first % _EVERY)

    def standing_alone(self, taught: Sequence[TaughtSet], ranker: Ranker) -> Iterator[Example]:
        """Messages that need nothing before them, after a talk about something else, or asked once more in full."""
        for one in taught[::_CHANGES]:
            yield from self.examples(replace(one, name="changes", conversations=tuple(_changes(one))), ranker)
        for one in taught[::_AGAIN]:
            yield from self.examples(replace(one, name="again", conversations=tuple(_again(one))), ranker)

    def doubts(self, taught: TaughtSet, first: int = 0) -> Iterator[Example]:
        """Questions about the venue, every third from the `first` on, beside that set's agenda: only their fact, or
        that it is not known, is right.
        """
        lexicon = self._lexicon(taught.events, frozenset())
        for doubt in list(load_doubts())[first::_EVERY]:
            said = turn_in(doubt.ask, None, lexicon, taught.now)
            found = () if said is None else candidates(said)
            right = np.array([_tells(one, frozenset(doubt.told)) for one in found], bool)
            if said is not None and right.any():
                yield Example(_signs(found, said), right, "doubts", is_dialogue=False, said=runs(said))

    def _lexicon(self, events: Iterable[Event], unseen: Set[str]) -> Lexicon:
        """What is understood with, learnt without these texts."""
        lexicon = self.understanding.lexicon(events)
        acts = learn_read([(one, row) for one, row in self.sentences if fold(one.bare) not in unseen])
        times = [one for one in self.times if fold(one.text) not in unseen]
        roles = lexicon.model.roles
        if len(times) < len(self.times):
            roles = learn_roles(times, lexicon.model.reader, SOME_DAY)
        return replace(lexicon, model=replace(lexicon.model, acts=acts, roles=roles))


@dataclass(slots=True)
class _Asked:
    """A turn that is judged."""

    examiner: Examiner
    said: Said
    turn: Turn
    taught: TaughtSet
    language: str
    state: DialogueState | None
    found: tuple[Candidate, ...] = ()

    def example(self, judge: Judge, is_dialogue: bool) -> Example:
        """Its candidates, each judged by what would be answered to it."""
        self.found = candidates(self.said)
        known: dict[object, bool] = {}
        for one in self.found:
            if _answer_key(one) not in known:
                known[_answer_key(one)] = judge.outcome(self.turn, self._answered(one)[1]) is Outcome.RIGHT
        right = np.array([known[_answer_key(one)] for one in self.found], bool)
        return Example(
            _signs(self.found, self.said), self._named(right), self.taught.name, is_dialogue, runs(self.said)
        )

    def after(self, example: Example, ranker: Ranker) -> DialogueState | None:
        """What the next turn may refer to, where this one was answered rightly if it could be."""
        likely = example.scores(ranker)
        best = int(np.argmax(np.where(example.right, likely, -np.inf) if example.is_found else likely))
        meaning, answer = self._answered(self.found[best])
        return self.examiner.assistant.remember(answer, meaning, self.state, self.taught.now)

    def _named(self, right: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """An act on an event that is told is right only with that event and no other, where it can be pointed at."""
        meant = self.said.table.of_uids(self.turn.uids)
        told = np.array([one.act is not Act.REQUEST or bool(one.pick) for one in self.found], bool)
        alone = np.array([one.act is not Act.REQUEST or not one.events & ~meant for one in self.found], bool)
        needed = (right & told & alone, right & told) if self.turn.expect is Expect.ACTION and self.turn.uids else ()
        return next((one for one in needed if one.any()), right)

    def _answered(self, one: Candidate) -> tuple[Meaning, Answer]:
        meaning = replace(meaning_of(one, _SURE, self.said), text=self.turn.text, speech=self.said.speech)
        now, events = self.taught.now, self.taught.events
        meaning = self.examiner.understanding.focused(meaning, self.state, events, now)
        return meaning, self.examiner.assistant.answer(meaning, events, self.language, now, self.state)


def _answer_key(one: Candidate) -> object:
    query = None if one.find is None else one.find.query
    return one.act, one.intent, one.events, query and (query.soonest, query.ages)


def _signs(found: Iterable[Candidate], said: Said) -> tuple[Mapping[str, float], ...]:
    return tuple({name: float(value) for name, value in signs(one, said) if value} for one in found)


def _tells(one: Candidate, told: frozenset[str]) -> bool:
    if one.verdict is None or one.pick is not None:
        return False
    return one.intent in told if told else not one.verdict.claims


def _changes(taught: TaughtSet) -> Iterator[Conversation]:
    """Every third message, after the one that stands before it in its set."""
    messages = [one for one in taught.conversations if not one.is_dialogue]
    for before, one in zip(messages[::_EVERY], messages[1::_EVERY], strict=False):
        yield replace(one, turns=(*before.turns, *one.turns))


def _again(taught: TaughtSet) -> Iterator[Conversation]:
    """Every message for a list, a question about what was shown, and the message again."""
    for one in taught.conversations:
        first = one.turns[0]
        if not one.is_dialogue and first.expect is Expect.EVENTS:
            between = replace(first, text=_BETWEEN, expect=Expect.EVENT_DETAIL, detail="room", or_expect=())
            yield replace(one, turns=(first, between, first))


def read_taught(understanding: Understanding, folder: Path = TAUGHT) -> Sequence[TaughtSet]:
    """Every set of conversations to learn from."""
    return [TaughtSet.read(one, understanding) for one in sorted(folder.iterdir()) if one.is_dir()]
