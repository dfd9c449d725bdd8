"""What a step may know, and what it leads to: the next form, something to do, a reason to ask again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.dialogues.form import Form
from scheduler.ages import BirthMonth
from scheduler.answers import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the step may know: loaded by the caller, in the same transaction.

    `for_children`: adults cannot come; `for_adults`: children cannot. `fitting` are the participants old
    and young enough for the event, `children` those with a birth month, `already` those who have a place
    there or are in line; `unnamed_already` such places without a name. `room` is how many more places the
    family may take (None: no limit), `capacity` how many the event has, `list_open` whether one may still
    wait for a seat.
    `first_names` are the participants'; `this_month` is the local month now, against which a birth month is checked.
    """

    consented: bool
    participants: tuple[int, ...]
    fitting: frozenset[int]
    for_children: bool
    for_adults: bool = False
    children: frozenset[int] = frozenset()
    already: frozenset[int] = frozenset()
    unnamed_already: int = 0
    room: int | None = None
    capacity: int | None = None
    list_open: bool = True
    questions: tuple[Question, ...] = ()
    this_month: BirthMonth
    first_names: Mapping[int, str] = field(default_factory=dict)

    @property
    def open(self) -> frozenset[int]:
        """Who may be ticked."""
        return self.fitting - self.already


class Problem(StrEnum):
    """Why the step asks again, or says more; each is a message."""

    NOBODY = "nobody"
    NAME = "name"
    OTHER = "other"  # what is known of somebody is not what was just said
    NOTED = "noted"  # others were named: they come next
    BIRTH = "birth"
    FUTURE = "future"
    TOO_OLD = "too-old"
    UNFIT = "unfit"
    CHILDREN = "children"  # a grown-up would come to what is for children
    ALREADY = "already"
    CAP = "cap"
    CROWD = "crowd"  # more people than the event has places: they cannot come together
    WHY = "why"
    ANSWER = "answer"  # not an answer to the question that is asked
    LONG = "long"
    NEEDED = "needed"  # this question cannot be passed over
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """Note that the notice was agreed to, then feed Consented back."""


@dataclass(frozen=True, slots=True)
class AddParticipant:
    """Store somebody new, then feed an Added input back."""

    first_name: str
    birth: BirthMonth | None


@dataclass(frozen=True, slots=True)
class CorrectParticipant:
    """Put right what was just said of somebody, then feed an Added input back."""

    participant_id: int
    birth: BirthMonth | None
    first_name: str


@dataclass(frozen=True, slots=True)
class HoldSeats:
    """Keep so many seats (0: none any more) for this form, then feed SeatsKept or SeatsShort back."""

    wanted: int


@dataclass(frozen=True, slots=True)
class Register:
    """Take the places."""


@dataclass(frozen=True, slots=True)
class NoSeats:
    """No seat is left and nobody may wait any more: the form ends."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The notice was not agreed to: the form ends, questions stay open."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """The person gave up."""


@dataclass(frozen=True, slots=True)
class ShowNotice:
    """The whole notice was asked for."""


Effect = (
    RecordConsent | AddParticipant | CorrectParticipant | HoldSeats
    | Register | NoSeats | Refused | Stopped | ShowNotice
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stepped:
    """The form after a step; `effect` for the caller to carry out, `problem` to explain."""

    form: Form
    effect: Effect | None = None
    problem: Problem | None = None


def again(form: Form, problem: Problem) -> Stepped:
    """The same step once more, one try later."""
    return Stepped(replace(form, tries=form.tries + 1), problem=problem)
