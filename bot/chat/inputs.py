"""What a person can do in the form, from a button or from typed words."""

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from bot.chat.form import Beforehand, NewAnswer, beforehand
from intents.readers.births import NOBODY, Named, Told
from scheduler.core.people import BirthMonth
from scheduler.seats.answers import Question


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
