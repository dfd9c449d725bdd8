"""One beat: expired offers end, freed seats are offered, reminders that are due go to the outbox."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from scheduler import digest, moved_nudge, reminders
from scheduler.hours import VenueHours
from scheduler.lease import take
from scheduler.outcomes import Expired, Offered
from scheduler.reminder_rules import Rule
from scheduler.sweep import sweep

LEASE_S = 20.0  # shorter than a beat, so that whoever beats next may take over from a dead replica


@dataclass(frozen=True, slots=True)
class BeatReport:
    """What a beat did; `worked` False: another replica did it. `reminders` counts new rows, one a chat."""

    worked: bool
    expired: tuple[Expired, ...] = ()
    offered: tuple[Offered, ...] = ()
    reminders: int = 0
    digests: int = 0

    @property
    def wrote(self) -> bool:
        """Whether something waits in the outbox that did not before."""
        return bool(self.reminders or self.digests or self.offered or self.expired)


def beat(
    session: Session,
    *,
    owner: str,
    clock: float,
    now: datetime,
    hours: VenueHours,
    rules: tuple[Rule, ...],
    team_chat: int | None = None,
    lease_s: float = LEASE_S,
) -> BeatReport:
    """Do what is owed at `now`, in this one transaction, if this `owner` holds the lease.

    `clock`: unshifted epoch seconds, for the lease; `rules`: for events without reminders of their own;
    `team_chat`: where the team reads, None when it has no chat.
    """
    if not take(session, "beat", owner=owner, clock=clock, seconds=lease_s):
        return BeatReport(worked=False)
    swept = sweep(session, now=now, hours=hours)
    put = reminders.put_due(session, now, hours, rules) + moved_nudge.put_due(session, now, hours)
    reminders.forget_past(session, now)
    digests = 0 if team_chat is None else digest.put_due(session, team_chat, now, hours)
    return BeatReport(True, swept.expired, swept.offered, put, digests)
