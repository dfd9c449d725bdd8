"""The sign-up form as a value: which event, who is ticked, which step, the correction under way. Kept between turns."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from intents.readers.births import Told
from scheduler.seats.answers import Answer, Question


class Step(StrEnum):
    """What the form asks right now."""

    NOTICE = "notice"  # who holds the data, why, how long: agreed once
    WHO = "who"  # tick who takes part
    NAME = "name"  # first name of somebody new
    NAME_SURE = "name_sure"  # that first name looks like an ordinary word: sure?
    BIRTH = "birth"  # birth month and year of a child, typed, or the year tapped
    MONTH = "month"  # the year was tapped: which month?
    SHORT = "short"  # fewer places than people
    SEATS = "seats"  # who of them takes the places that there are?
    QUESTION = "question"  # one that the team set for this event
    SAME = "same"  # the same answer for the others?
    WHOM = "whom"  # something was put right: of whom?
    RECAP = "recap"
    STOPPING = "stopping"  # really give up?


AFTER_LIST = (Step.SHORT, Step.SEATS, Step.QUESTION, Step.SAME, Step.RECAP)  # who takes part is settled


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer to an event's question, put right: « en fait elle rentre seule ».

    `words` as stored, None when they do not tell what is true now: it is asked. `people` are those named, perhaps
    nobody; `everybody`: all are meant. `adds`: what was answered stays true too.
    """

    question: Question
    words: str | None = None
    people: tuple[int, ...] = ()
    everybody: bool = False
    adds: bool = False


@dataclass(frozen=True, slots=True)
class Beforehand:
    """An answer that was told before it was asked; `names`: of whom, nobody: of all."""

    question: Question
    words: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One sign-up under way. `serial` numbers it: buttons of older forms carry another."""

    serial: int
    event_id: int
    step: Step
    chosen: tuple[int, ...] = ()  # in the order in which they get seats
    added: tuple[int, ...] = ()  # who was told to us in this form: what was said of them can still be put right
    unnamed: int = 0
    wait: bool = False  # who gets no seat waits for one…
    together: bool = False  # …or all of them wait, for seats for all
    free: int = 0  # seats there were when they did not suffice
    held: int = 0  # seats that were kept, perhaps not any more
    picked: tuple[int, ...] = ()  # who takes the `free` seats, so far
    answers: tuple[Answer, ...] = ()  # empty words: passed over, or left to the team
    beforehand: tuple[Beforehand, ...] = ()  # answers told already, given when their question comes
    question: Question | None = None  # the one that is asked…
    person: int = 0  # …about this participant; 0: about everybody
    about: int = 0  # a participant who cannot be ticked, of whom the list tells more
    aside: bool = False  # something else with buttons was shown below it: a bare "oui" may be meant for that
    anew: tuple[NewAnswer, ...] = ()  # what was put right, while it is asked of whom
    names: tuple[str, ...] = ()  # first names still to be added
    told: tuple[Told, ...] = ()  # what was said of their births already
    adult: bool = False  # the one being added is an adult
    name: str = ""
    year: int = 0
    tries: int = 0
    before: Step | None = None  # where STOPPING and WHOM return to

    @property
    def people(self) -> int:
        """How many places are asked for."""
        return len(self.chosen) + self.unnamed

    @property
    def told_now(self) -> Told:
        """What was said already of the birth of the one being added."""
        return next((one for one in reversed(self.told) if one.name == self.name), Told(self.name))

    def to_fields(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @classmethod
    def from_fields(cls, fields: dict[str, Any]) -> "Form":
        """Read back :meth:`to_fields`; what an older version did not write is as in a new form."""
        lists = {name: tuple(fields.get(name, ())) for name in ("chosen", "added", "picked", "names")}
        answers = (_answer(**one) for one in fields.get("answers", ()))
        told = (Told(**one) for one in fields.get("told", ()))
        anew = (new_answer(**one) for one in fields.get("anew", ()))
        told_before = (beforehand(**one) for one in fields.get("beforehand", ()))
        before, question = fields.get("before"), fields.get("question")
        return cls(
            **{
                **fields,
                **lists,
                "step": Step(fields["step"]),
                "answers": tuple(answers),
                "told": tuple(told),
                "beforehand": tuple(told_before),
                "anew": tuple(anew),
                "question": None if question is None else Question(question),
                "before": None if before is None else Step(before),
            }
        )


def new_answer(question: str, people: list[int], **rest: Any) -> NewAnswer:
    """Read back a NewAnswer from JSON."""
    return NewAnswer(Question(question), people=tuple(people), **rest)


def beforehand(question: str, words: str, names: list[str]) -> Beforehand:
    """Read back a Beforehand from JSON."""
    return Beforehand(Question(question), words, tuple(names))


def _answer(question: str, words: str, participant_id: int | None) -> Answer:
    return Answer(Question(question), words, participant_id)


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
