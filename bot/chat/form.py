"""The sign-up form as a value, kept between turns: event, people, step, correction; and what a person does in it."""

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from intents.readers.births import NOBODY, Named, Told
from scheduler.core.people import BirthMonth
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


class Verb(StrEnum):
    """A button of the form; its argument is a number."""

    AGREE = "agree"
    REFUSE = "refuse"
    MORE = "more"  # read the whole notice
    TICK = "tick"
    ADD_CHILD = "child"
    ADD_ADULT = "adult"
    PLACES = "places"  # so many unnamed places
    CONTINUE = "next"
    IS_ADULT = "isadult"  # the one whose birth month is asked
    NAME_IS = "nameis"
    NAME_IS_NOT = "notname"
    YEAR = "year"
    MONTH = "month"
    WAIT = "wait"  # who gets no seat waits, one by one
    TOGETHER = "together"  # all wait, for seats for all
    CHOOSE = "choose"  # tell who takes the seats that there are
    YES = "yes"
    NO = "no"
    NONE = "none"  # no allergy
    SKIP = "skip"
    WHY = "why"  # why is this asked?
    LEAVE = "leave"  # leave the answer to the team
    OF = "of"  # what was put right is of this participant; 0: of all
    EDIT = "edit"  # one line of the recap: WHO_LINE…
    CHANGE = "change"
    CONFIRM = "confirm"
    STOP = "stop"
    STOP_YES = "stopyes"
    RESUME = "resume"
    BACK = "back"  # to the list, without the name under way


WHO_LINE, WAIT_LINE = 0, 9  # arguments of EDIT; a question's is its place among all, from 1
LINES = {"who": WHO_LINE, "wait": WAIT_LINE, **{one.value: place for place, one in enumerate(Question, 1)}}


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button of this form."""

    verb: Verb
    number: int = 0


@dataclass(frozen=True, slots=True)
class Dropped:
    """People who do not come after all: participants who were ticked, or `names` that were to be added."""

    known: tuple[int, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchanged:
    """« Lila à la place de Noé », « juste Lila »: who does not come after all, and who does."""

    out: Dropped
    come: Named


@dataclass(frozen=True, slots=True)
class Amended:
    """What was said of somebody, put right: « non pardon 2017 », « c'est Paola, pas Paul ». 0: the one being added."""

    participant_id: int
    birth: BirthMonth | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Born:
    """A birth month that was typed."""

    birth: BirthMonth


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of people that was typed."""

    number: int


@dataclass(frozen=True, slots=True)
class Phoned:
    """A telephone number that was typed, international: "+33612345678"."""

    number: str


@dataclass(frozen=True, slots=True)
class Worded:
    """An answer in words of their own."""

    words: str


@dataclass(frozen=True, slots=True)
class Reanswered:
    """Answers that were put right in one sentence."""

    answers: tuple[NewAnswer, ...]


@dataclass(frozen=True, slots=True)
class Breathed:
    """What was said of the step that is open, perhaps nothing, and beside it answers that were not asked yet."""

    said: "FormInput"
    beforehand: tuple[Beforehand, ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """The notice, or the list, is agreed to, and in the same words it is told who comes."""

    come: Named


@dataclass(frozen=True, slots=True)
class Opening:
    """What the sentence that begins a sign-up tells: who comes, how many without a name, and answers."""

    named: Named = NOBODY
    unnamed: int = 0
    beforehand: tuple[Beforehand, ...] = ()

    def to_fields(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @classmethod
    def from_fields(cls, fields: dict[str, Any]) -> "Opening":
        """Read back :meth:`to_fields`."""
        named = fields["named"]
        told = tuple(Told(**one) for one in named["told"])
        people = Named(tuple(named["names"]), told, named["doubtful"], tuple(named["known"]), named["adults"])
        return cls(people, fields["unnamed"], tuple(beforehand(**one) for one in fields["beforehand"]))

    def of(self, names: tuple[str, ...]) -> "Opening":
        """What was told of these alone."""
        told = tuple(one for one in self.named.told if one.name in names)
        answers = tuple(one for one in self.beforehand if not one.names or set(one.names) & set(names))
        return replace(self, named=replace(self.named, names=names, told=told), beforehand=answers)


NOTHING = Opening()


@dataclass(frozen=True, slots=True)
class Next:
    """A sign-up that was asked for in the same words: it begins when the one before is done."""

    event_id: int
    opening: Opening

    def to_fields(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @classmethod
    def from_fields(cls, fields: dict[str, Any]) -> "Next":
        """Read back :meth:`to_fields`."""
        return cls(fields["event_id"], Opening.from_fields(fields["opening"]))


@dataclass(frozen=True, slots=True)
class Added:
    """Somebody was stored (the answer to an AddParticipant effect)."""

    participant_id: int


@dataclass(frozen=True, slots=True)
class Consented:
    """The agreement was noted (the answer to a RecordConsent effect)."""


@dataclass(frozen=True, slots=True)
class SeatsKept:
    """So many seats are kept for this form (an answer to a HoldSeats effect)."""

    seats: int


@dataclass(frozen=True, slots=True)
class SeatsShort:
    """There are only so many seats, perhaps none (an answer to a HoldSeats effect, or to Register)."""

    free: int


@dataclass(frozen=True, slots=True)
class Unclear:
    """Typed words that this step can do nothing with."""


FormInput = (
    Tapped
    | Named
    | Dropped
    | Exchanged
    | Amended
    | Born
    | Counted
    | Phoned
    | Worded
    | Reanswered
    | Breathed
    | Agreed
    | Added
    | Consented
    | SeatsKept
    | SeatsShort
    | Unclear
)
