"""`cite bench leftout`: what nobody taught. Each attribute is left out of the lessons once, and then asked about."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.assistant.asking import Clerk
from bot.assistant.compose import Assistant
from bot.assistant.learning import Understanding
from bot.assistant.lessons import Lessons, of_attributes
from bot.bench.grid import Judged, Told, Wording, ask, head, questions, row, some
from intents.meaning.catalogue import gap
from intents.model.training import Doubt, Facts
from knowledge.library.library import Library
from knowledge.library.taught import load_asked
from knowledge.library.things import Cell, Things


@dataclass(frozen=True, slots=True)
class Fold:
    """Attributes that are left out together."""

    attributes: frozenset[str]

    def drops(self, cells: Sequence[Cell]) -> bool:
        """Whether a topic that is about these cells says nothing else."""
        return bool(cells) and all(cell.attribute in self.attributes for cell in cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`most` questions a fold about what was left out, and as many about what is known besides."""

    folds: int
    seed: int
    most: int
    now: datetime


def folds(attributes: Iterable[str], many: int, seed: int) -> tuple[Fold, ...]:
    """Every attribute in one of so many folds, as the seed draws it."""
    drawn = sorted(attributes)
    random.Random(seed).shuffle(drawn)
    return tuple(Fold(frozenset(drawn[number::many])) for number in range(min(many, len(drawn))))


def without(lessons: Lessons, fold: Fold, library: Library, things: Things) -> Lessons:
    """These lessons without any of the fold's attributes: their templates and their questions without an answer, the
    topics that tell nothing else, and what the other topics tell of them.
    """
    asked = {
        language: {name: templates for name, templates in listed.items() if name in fold.attributes}
        for language, listed in load_asked().items()
    }
    gone = {topic.id for topic in library.topics if fold.drops(topic.cells)} | set(map(gap, fold.attributes))
    said = frozenset(of_attributes(library, things, asked))
    return Lessons(
        examples=tuple(one for one in lessons.examples if one.intent not in gone and one not in said),
        silent=tuple(intent for intent in lessons.silent if intent not in gone),
        facts=_facts(lessons.facts, fold, gone),
        doubts=tuple(_doubts(lessons.doubts, gone, fold)),
        messages=tuple(one for one in lessons.messages if not one.told & gone),
    )


def cells(fold: Fold, library: Library, things: Things) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """Those of the fold that no topic which stays tells, and those of the other attributes that one tells."""
    staying = Told.by(Library(tuple(topic for topic in library.topics if not fold.drops(topic.cells)))).topics
    every = things.cells()
    left = tuple(one for one in every if one.attribute in fold.attributes and one not in staying)
    return left, tuple(one for one in every if one.attribute not in fold.attributes and one in staying)


def _facts(facts: Facts, fold: Fold, gone: set[str]) -> Facts:
    cells = {
        intent: tuple(pair for pair in pairs if pair[1] not in fold.attributes)
        for intent, pairs in facts.cells.items()
        if intent not in gone
    }
    templates = tuple(one for one in facts.templates if one.intent not in fold.attributes)
    return replace(facts, cells=cells, templates=templates)


def _doubts(doubts: Iterable[Doubt], gone: set[str], fold: Fold) -> Iterator[Doubt]:
    """Those that a topic answered which is gone would teach that it is wrong to answer."""
    for doubt in doubts:
        told = tuple(topic for topic in doubt.told if topic not in gone)
        if (told or not doubt.told) and doubt.attribute not in fold.attributes:
            yield replace(doubt, told=told)


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is left out, and what is asked then."""

    assistant: Assistant
    wordings: Mapping[str, Sequence[Wording]]
    plan: Plan

    def run(self) -> Iterator[tuple[Judged, ...]]:
        """The judged questions of each fold; each is learnt anew, for about a minute."""
        lessons = Lessons.of(self.assistant.library)
        for fold in folds(self.assistant.things.attributes, self.plan.folds, self.plan.seed):
            yield self._asked(fold, without(lessons, fold, self.assistant.library, self.assistant.things))

    def _asked(self, fold: Fold, lessons: Lessons) -> tuple[Judged, ...]:
        library, things, plan = self.assistant.library, self.assistant.things, self.plan
        understanding = Understanding(lessons.learn(), self.assistant.zone)
        clerk = Clerk(assistant=self.assistant, understanding=understanding, events=(), now=plan.now)
        left, known = cells(fold, library, things)
        cells_asked = (*some(left, plan.most, plan.seed), *some(known, plan.most, plan.seed))
        asked = questions(cells_asked, things, self.wordings, plan.seed)
        return tuple(ask(asked, clerk, Told.by(library), frozenset(known)))


def lines(found: Iterable[Sequence[Judged]]) -> Iterator[str]:
    """The table line by line, each fold's as soon as it is asked, and one for all."""
    yield head("attributes left out")
    every: list[Judged] = []
    for number, judged in enumerate(found, 1):
        every += judged
        yield row(f"fold {number}", judged)
    yield row("all", every)
