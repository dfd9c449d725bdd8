"""What a sign-up, a cancellation or an answer to an offer can lead to, as values; and whether an event suits an age."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy.orm import Session

from knowledge.agenda.agenda import Event, EventRow
from scheduler.core.hours import VenueHours
from scheduler.core.people import AgeFit, fits_age, shown_age
from scheduler.core.tables import Ending, ParticipantRow, State
from scheduler.families.families import Participant, participant_value
from scheduler.seats.answers import KeptAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """One participant's standing with one event.

    `first_name` None is an unnamed place, `age` (on the event's local day) None an adult; `position` counts
    participants from 1, `entry_position` the entries that joined the line, and `ahead` the participants of the
    entries before this one's, only while waiting;
    `offer_until` (aware UTC) only while offered. `token` is the secret part of the check-in link.
    `kept_revision`: of the event, for which the family said that it comes. `replaces_id`: the sign-up at
    another date that goes once this one is confirmed.
    """

    signup_id: int
    event: Event
    participant_id: int | None
    first_name: str | None
    age: int | None
    state: State
    token: str
    position: int | None = None
    entry_position: int | None = None
    ahead: int | None = None
    together: bool = False
    offer_until: datetime | None = None
    coming: bool = False
    kept_revision: int | None = None
    ended: Ending | None = None
    replaces_id: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where those who were asked for stand now."""

    registrations: tuple[Registration, ...]

    @property
    def confirmed(self) -> tuple[Registration, ...]:
        """Those who have their seat."""
        return self._in(State.CONFIRMED)

    @property
    def waiting(self) -> tuple[Registration, ...]:
        """Those in line, with their positions."""
        return self._in(State.WAITING)

    @property
    def offered(self) -> tuple[Registration, ...]:
        """Those whom a seat is being held for."""
        return self._in(State.OFFERED)

    def _in(self, state: State) -> tuple[Registration, ...]:
        return tuple(entry for entry in self.registrations if entry.state is state)


@dataclass(frozen=True, slots=True)
class Done(Standing):
    """Somebody was signed up or put in line; everyone asked for is listed, those already in too."""


@dataclass(frozen=True, slots=True)
class AlreadyIn(Standing):
    """Everyone asked for was in already; nothing changed."""


@dataclass(frozen=True, slots=True)
class NotEnough:
    """Fewer seats (`free`, perhaps 0) than newly `wanted`, and nobody said what to do; nothing changed."""

    free: int
    wanted: int


@dataclass(frozen=True, slots=True)
class ListClosed:
    """The event is too near to wait for a seat; only so many are `free`. Nothing changed."""

    free: int


@dataclass(frozen=True, slots=True)
class AgeRefusal:
    """Why one of them may not come; `age` None is an adult, `participant_id` None the unnamed places."""

    participant_id: int | None
    first_name: str | None
    age: int | None
    fit: AgeFit


@dataclass(frozen=True, slots=True)
class AgeRefused:
    """The event does not suit the age of some of them; nothing changed, for the others neither."""

    refusals: tuple[AgeRefusal, ...]


@dataclass(frozen=True, slots=True)
class CapReached:
    """The family would hold more than `cap` places, waiting ones included; it `holds` so many now."""

    cap: int
    holds: int


@dataclass(frozen=True, slots=True)
class Closed:
    """Sign-up is not open: it opens at `opens_at` (aware UTC), or is over when None."""

    opens_at: datetime | None


@dataclass(frozen=True, slots=True)
class EventCancelled:
    """The event will not take place."""


@dataclass(frozen=True, slots=True)
class Past:
    """The event has begun."""


@dataclass(frozen=True, slots=True)
class NotNeeded:
    """The event takes no sign-up: one just comes."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """The event, or somebody asked for, is not known to this family: an old button, or a forged one."""


SignUpOutcome: TypeAlias = (
    Done
    | AlreadyIn
    | NotEnough
    | ListClosed
    | AgeRefused
    | CapReached
    | Closed
    | EventCancelled
    | Past
    | NotNeeded
    | Unknown
)


@dataclass(frozen=True, slots=True)
class Offered:
    """Seats held for one family until `until` (aware UTC)."""

    family_id: int
    event_id: int
    signup_ids: tuple[int, ...]
    until: datetime


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Those asked for that are cancelled now, `fresh` by this very call, and who was offered the seats."""

    signup_ids: tuple[int, ...]
    fresh: tuple[int, ...]
    offers: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class Restored(Standing):
    """The cancellation was undone."""


@dataclass(frozen=True, slots=True)
class NotRestored:
    """Too late, the seat went to somebody else, or the event changed; nothing was undone."""


RestoreOutcome: TypeAlias = Restored | NotRestored


@dataclass(frozen=True, slots=True)
class Accepted(Standing):
    """The offered seats are the family's; `given_up` are those at another date that went for them just now."""

    given_up: tuple[Registration, ...] = ()


@dataclass(frozen=True, slots=True)
class TooLate(Standing):
    """The seat was passed on; `waiting` tells who is in line still. One may sign up again, at the end."""


AcceptOutcome: TypeAlias = Accepted | TooLate | EventCancelled | Past | AgeRefused | Unknown


@dataclass(frozen=True, slots=True)
class Expired:
    """An offer that nobody answered in time."""

    family_id: int
    event_id: int
    signup_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep over all events did."""

    expired: tuple[Expired, ...]
    offered: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A line of the sign-ups' export; None is an unnamed place, an adult's age, or nobody in line.

    `age_is_open`: the birthday falls in the event's month, so the true age may be one year less.
    """

    family_number: int
    first_name: str | None
    age: int | None
    state: State
    position: int | None
    created_at: datetime
    age_is_open: bool
    answers: tuple[KeptAnswer, ...]


def age_refusals(
    session: Session, event: EventRow, participant_ids: Sequence[int | None], hours: VenueHours
) -> tuple[AgeRefusal, ...]:
    """Those who do not fit; None stands for an unnamed place, which only an event for children refuses."""
    named = [who for who in participant_ids if who is not None]
    # By key: the caller has mostly read them already.
    rows = [session.get(ParticipantRow, who) for who in dict.fromkeys(named)]
    refusals = [_refusal(event, participant_value(row), hours) for row in rows if row is not None]
    if len(named) < len(participant_ids):
        refusals.append(_refusal(event, None, hours))
    return tuple(refusal for refusal in refusals if refusal is not None)


def _refusal(event: EventRow, who: Participant | None, hours: VenueHours) -> AgeRefusal | None:
    day = hours.day(event.starts_at)
    birth = None if who is None else who.birth
    fit = fits_age(event.age_min, event.age_max, birth, day)
    if fit is AgeFit.OK:
        return None
    age = None if birth is None else shown_age(event.age_min, event.age_max, birth, day)
    return AgeRefusal(None if who is None else who.id, None if who is None else who.first_name, age, fit)
