"""A correction under way: of whom, which part, and the new value once it was typed."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from bot.dialogues.form import NewAnswer, new_answer


class Part(StrEnum):
    """What is corrected."""

    NAME = "name"
    BIRTH = "birth"
    ANSWER = "answer"  # to an event's question: what is true now?
    WHOSE = "whose"  # the same: of which sign-up?


@dataclass(frozen=True, slots=True)
class Correction:
    """`value` is the new first name or birth month ("2018-03"); empty while it is asked for.

    `answers` are those to be put right, of which of these `signups`; the first of them is what is asked.
    """

    participant_id: int
    part: Part
    value: str = ""
    answers: tuple[NewAnswer, ...] = ()
    signups: tuple[int, ...] = ()

    @property
    def is_of_answers(self) -> bool:
        """Whether an answer to an event's question is corrected, not a name or a birth."""
        return self.part in (Part.ANSWER, Part.WHOSE)

    def to_fields(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @classmethod
    def from_fields(cls, fields: dict[str, Any]) -> "Correction":
        """Read back :meth:`to_fields`."""
        answers = tuple(new_answer(**one) for one in fields.get("answers", ()))
        read = {"part": Part(fields["part"]), "answers": answers, "signups": tuple(fields.get("signups", ()))}
        return cls(**{**fields, **read})
