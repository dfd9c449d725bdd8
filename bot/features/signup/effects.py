"""What a step of the form may know and leads to, and carrying it out: seats kept, people stored, seats let go."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.chat.context import Context
from bot.chat.form import Added, Consented, Form, FormInput, SeatsKept, SeatsShort
from knowledge.agenda.agenda import Event
from scheduler.core.people import BirthMonth
from scheduler.families import families
from scheduler.seats.answers import Question
from scheduler.seats.outcomes import Done, ListClosed, NotEnough, SignUpOutcome
from scheduler.signups import signups, undoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the step may know: loaded by the caller, in the same transaction.

    `for_children`: adults cannot come; `for_adults`: children cannot; `of_adults`: they hardly do. `fitting` are the
    participants old and young enough for the event, `children` those with a birth month, `already` those who have a
    place there or are in line; `unnamed_already` such places without a name. `room` is how many more places the family
    may take (None: no limit), `capacity` how many the event has, `list_open` whether one may still wait for a seat.
    `first_names` are the participants'; `this_month` is the local month now, against which a birth month is checked.
    """

    consented: bool
    participants: tuple[int, ...]
    fitting: frozenset[int]
    for_children: bool
    for_adults: bool = False
    of_adults: bool = False
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


def carry_out(context: Context, effect: Effect | None, event: Event) -> FormInput | None:
    """Do it and tell the step what came of it; None for what ends or shows something."""
    match effect:
        case RecordConsent():
            families.record_consent(context.session, _family(context).id, context.now)
            return Consented()
        case AddParticipant(first_name, birth):
            one = families.add_participant(
                context.session, _family(context).id, first_name, birth, context.now, context.turn.chat_id
            )
            return Added(one.id)
        case CorrectParticipant():
            return Added(_corrected(context, effect))
        case HoldSeats(0):
            _release(context, event.id)
            return SeatsKept(0)
        case HoldSeats(wanted):
            return _hold(context, event, wanted)
    return None


def _corrected(context: Context, effect: CorrectParticipant) -> int:
    """Who it is now: another one, when somebody else of the family was meant."""
    outcome = undoing.correct(
        context.session,
        family_id=_family(context).id,
        participant_id=effect.participant_id,
        first_name=effect.first_name or None,
        birth=effect.birth,
        now=context.now,
        hours=context.services.hours,
    )
    return outcome.other.id if isinstance(outcome, undoing.SameChild) else effect.participant_id


def _hold(context: Context, event: Event, wanted: int) -> SeatsKept | SeatsShort:
    found = signups.hold(
        context.session,
        event_id=event.id,
        chat_id=context.turn.chat_id,
        wanted=wanted,
        now=context.now,
        hours=context.services.hours,
    )
    return SeatsKept(found.seats) if isinstance(found, signups.Held) else SeatsShort(found.free)


def register(context: Context, form: Form, event: Event) -> SignUpOutcome | SeatsShort:
    """Take the places; SeatsShort when there are not enough of them after all."""
    outcome = signups.sign_up(
        context.session,
        family_id=_family(context).id,
        event_id=event.id,
        participants=form.chosen,
        unnamed=form.unnamed,
        or_wait=form.wait,
        together=form.together,
        chat_id=context.turn.chat_id,
        answers=tuple(answer for answer in form.answers if answer.words),
        now=context.now,
        hours=context.services.hours,
    )
    if isinstance(outcome, NotEnough | ListClosed):
        return SeatsShort(outcome.free)
    if not isinstance(outcome, Done):
        let_go(context, form)
    return outcome


def let_go(context: Context, form: Form | None) -> None:
    """The form is given up: the seats kept for it are free again."""
    if form is not None:
        _release(context, form.event_id)


def _release(context: Context, event_id: int) -> None:
    signups.release(
        context.session, event_id=event_id, chat_id=context.turn.chat_id, now=context.now, hours=context.services.hours
    )


def _family(context: Context) -> families.Family:
    return families.ensure_family(context.session, context.turn.chat_id, context.language, context.now)


def let_go_of_seats(context: Context) -> None:
    """Free what was kept for this chat's form; nothing happens when nothing was."""
    let_go(context, context.conversation.form)


def without_form(context: Context) -> Context:
    """The context with the form given up."""
    let_go_of_seats(context)
    return replace(context, conversation=replace(context.conversation, form=None))
