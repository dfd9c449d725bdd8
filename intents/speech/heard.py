"""What is heard beside the meaning of a message: trouble and whose it is, who writes, an order or a question."""

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """Whether somebody is in distress."""

    NONE = "none"
    DOUBTFUL = "doubtful"  # answered as usual, with a kind line
    PLAIN = "plain"


class Whose(StrEnum):
    """Whose trouble it is."""

    SELF = "self"
    CHILD = "child"  # the writer's own child, grandchild or pupil
    OTHER = "other"  # a friend's, a sister's, a neighbour's


class Writer(StrEnum):
    """Who writes."""

    CHILD = "child"  # under fifteen: agrees to nothing alone
    TEENAGER = "teenager"  # fifteen to seventeen
    ADULT = "adult"  # says so, in so many words
    UNTOLD = "untold"


class Act(StrEnum):
    """What an order wants done."""

    SIGN_UP = "sign_up"
    CONFIRM = "confirm"  # what was filled in
    WAIT = "waiting_list"
    CANCEL = "cancel"
    MOVE = "move"
    REMINDERS_OFF = "reminders_off"
    REMINDERS_ON = "reminders_on"
    MY_SIGN_UPS = "my_sign_ups"
    MY_DATA = "my_data"
    ERASE_DATA = "erase_data"


class Coming(StrEnum):
    """What a clause says to « Venez-vous ? », to a new date, or to a place on offer."""

    COMING = "coming"
    NOT_COMING = "not_coming"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a message; `says` None: it is about something else."""

    text: str
    says: Coming | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """How a message was said. `is_troubled`: in distress beyond doubt; `tells_own_age`: an age or class under fifteen,
    in so many words; `of_another`: it speaks of a child that is not the writer's own.

    `act`: what it orders to be done, and `insists`: beyond doubt; `asks`: it plainly orders nothing. Of a message
    between both what it is about decides. `clauses`: its pieces, as answers about coming.
    """

    trouble: Trouble = Trouble.NONE
    whose: Whose = Whose.SELF
    is_troubled: bool = False
    writer: Writer = Writer.UNTOLD
    tells_own_age: bool = False
    of_another: bool = False
    act: Act | None = None
    insists: bool = False
    asks: bool = False
    clauses: tuple[Clause, ...] = ()


UNHEARD = Speech()
