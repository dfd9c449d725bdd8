"""What is missing: questions without an answer counted by cell, and the cells to fill before opening."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from bot.assistant.unknowns import OTHER, Unknown
from bot.messages import Messages
from knowledge.filled import TO_WRITE, Filled
from knowledge.first import told_cells
from knowledge.library import Library
from knowledge.things import Cell, Things


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was kept: what it was recognised as (a gap topic, a cell, "other" or nothing), and for whom."""

    topic: str | None
    for_team: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What is missing, how often it was asked for, how many of those wanted the team, and what is said meanwhile."""

    name: str
    asked: int
    for_team: int
    said: str

    @property
    def line(self) -> str:
        """As `cite knowledge unanswered` prints it."""
        return f"{self.asked}\t{self.for_team} for the team\t{self.name}\t{self.said}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is told and what is filled today: the rest is missing."""

    library: Library
    things: Things
    filled: Filled
    words: Messages = field(default_factory=lambda: Messages("fr"))

    def missing(self, questions: Iterable[Asked]) -> tuple[Missing, ...]:
        """Most asked first. What has been told or filled since is left out."""
        counts: dict[str, list[bool]] = {}
        for one in questions:
            counts.setdefault(self._name(one.topic), []).append(one.for_team)
        has = {str(cell) for cell in self._cells()}
        found = [self._counted(name, wanted) for name, wanted in counts.items() if name not in has]
        return tuple(sorted(found, key=lambda one: (-one.asked, -one.for_team, one.name)))

    def empty(self, cells: Iterable[Cell]) -> tuple[Cell, ...]:
        """Those of these cells that are neither told nor filled."""
        has = self._cells()
        return tuple(cell for cell in cells if cell not in has)

    def entries(self, cells: Iterable[Cell], today: date) -> Iterator[str]:
        """Entries for filled.yaml, each with the words missing and under the sentence that is said until then."""
        for cell in cells:
            yield f"# {self._said(str(cell))}"
            words = ", ".join(f'{key}: "{TO_WRITE}"' for key in ("fr", "en", "author"))
            yield f"{cell}: {{{words}, checked: {today}}}"

    def _cells(self) -> frozenset[Cell]:
        return told_cells(self.library.topics).union(self.filled.cells)

    def _counted(self, name: str, wanted: list[bool]) -> Missing:
        return Missing(name=name, asked=len(wanted), for_team=sum(wanted), said=self._said(name))

    def _name(self, topic: str | None) -> str:
        """The cell that a question is counted under: the main one of a topic."""
        if topic is None:
            return OTHER
        if topic in self.library and (cells := self.library.topic(topic).cells):
            return str(cells[0])
        return topic

    def _said(self, name: str) -> str:
        return Messages.plain(Unknown.named(name, self.things).said(self.things, self.words))
