"""What a step may know, and what it leads to: the next form, something to do, a reason to ask again."""

from dataclasses import dataclass
from enum import StrEnum

from bot.dialogues.form import Form
from scheduler.ages import BirthMonth


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the step may know: loaded by the caller, in the same transaction.

    `for_children`: adults cannot come; `for_adults`: children cannot. `fitting` are the participants old
    and young enough for the event; `free` its free places; `this_month` the local month now, against which
    a birth month is checked.
    """

    consented: bool
    participants: tuple[int, ...]
    fitting: frozenset[int]
    for_children: bool
    for_adults: bool = False
    free: int
    this_month: BirthMonth


class Problem(StrEnum):
    """Why the step asks again; each is a message."""

    NOBODY = "nobody"
    NAME = "name"
    BIRTH = "birth"
    FUTURE = "future"
    TOO_OLD = "too-old"
    UNFIT = "unfit"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """Note that the notice was agreed to."""


@dataclass(frozen=True, slots=True)
class AddParticipant:
    """Store somebody new, then feed an Added input back."""

    first_name: str
    birth: BirthMonth | None


@dataclass(frozen=True, slots=True)
class Register:
    """Take the places."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The notice was not agreed to: the form ends, questions stay open."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """The person gave up."""


@dataclass(frozen=True, slots=True)
class ShowNotice:
    """The whole notice was asked for."""


Effect = RecordConsent | AddParticipant | Register | Refused | Stopped | ShowNotice


@dataclass(frozen=True, slots=True)
class Stepped:
    """The form after a step; `effect` for the caller to carry out, `problem` to explain."""

    form: Form
    effect: Effect | None = None
    problem: Problem | None = None
