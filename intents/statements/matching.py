"""The sentence of a description that answers a question, or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from intents.model.logistic import Logistic
from intents.model.model import Model
from intents.statements.asking import Question
from intents.statements.cutting import sentences
from intents.statements.signs import signs
from intents.statements.telling import Statement, Telling

QUOTED_FROM = 0.8  # likelihood from which a sentence is quoted: of descriptions not learnt, 3 % of questions mislead


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence as it is written, and how likely it answers."""

    text: str
    likelihood: float


@dataclass(frozen=True, slots=True)
class Descriptions:
    """What was learnt of descriptions: what sentences tell, and which of them answers."""

    telling: Telling
    judge: Logistic

    def best(self, question: Question, description: str, model: Model) -> Quotation | None:
        """The sentence that answers best, however well; None for a description without any."""
        read = [self.telling.statement(one, model) for one in sentences(description)]
        return self.best_of(question, read, model) if read else None

    def best_of(self, question: Question, statements: Sequence[Statement], model: Model) -> Quotation:
        """The same, of sentences that were read."""
        rows = signs(question, statements, model.attributes.softmax.labels)
        found = [
            Quotation(one.text, self.judge.likelihood(row)) for one, row in zip(statements, rows, strict=True)
        ]
        return max(found, key=lambda one: one.likelihood)

    def answering(self, question: Question, description: str, model: Model) -> str | None:
        """The sentence that answers, if one surely does."""
        found = self.best(question, description, model)
        return None if found is None or found.likelihood < QUOTED_FROM else found.text
