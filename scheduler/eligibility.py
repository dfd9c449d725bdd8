"""Whether these people may take part in this event, by age."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from knowledge.models import EventRow
from scheduler.ages import AgeFit, fits_age, shown_age
from scheduler.families import Participant, participant_value
from scheduler.hours import VenueHours
from scheduler.models import ParticipantRow
from scheduler.outcomes import AgeRefusal


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
