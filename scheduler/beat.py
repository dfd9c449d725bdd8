"""One beat: expired offers end, freed seats are offered, reminders that are due go to the outbox."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from scheduler import digest, moved_nudge, reminders
from scheduler.apart import Apart, Piece
from scheduler.hours import VenueHours
from scheduler.lease import take
from scheduler.outcomes import Expired, Offered, Swept
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
    failed: tuple[Piece, ...] = ()


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
    `team_chat`: where the team reads, None when it has no chat. Event by event and family by family: what fails for
    one is in the report, and waits for nobody else.
    """
    if not take(session, "beat", owner=owner, clock=clock, seconds=lease_s):
        return BeatReport(worked=False)
    apart = Apart(session)
    swept = apart.do(Piece("seats"), partial(sweep, session, now=now, hours=hours, apart=apart), Swept((), ()))
    put = apart.do(Piece("reminders"), partial(reminders.put_due, session, now, hours, rules, apart), 0)
    put += apart.do(Piece("moved_nudge"), partial(moved_nudge.put_due, session, now, hours, apart), 0)
    reminders.forget_past(session, now)
    digests = 0
    if team_chat is not None:
        digests = apart.do(Piece("digest"), partial(digest.put_due, session, team_chat, now, hours, apart), 0)
    return BeatReport(True, swept.expired, swept.offered, put, digests, tuple(apart.failed))
