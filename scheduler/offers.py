"""How long a freed seat is held for somebody: pure rules (durations as proposed in the flows, §2.5)."""

from datetime import datetime, timedelta

from scheduler.hours import VenueHours

LAST_HOUR = timedelta(hours=1)  # no hold lasts into it
SHORTEST = timedelta(minutes=15)  # less is no real chance to answer
MORNING_ENDS_H = 12


def duration(before_start: timedelta) -> timedelta:
    """The hold, by how far off the start is."""
    if before_start > timedelta(days=3):
        return timedelta(hours=24)
    return timedelta(hours=6) if before_start > timedelta(days=1) else timedelta(hours=2)


def deadline(starts_at: datetime, now: datetime, hours: VenueHours) -> datetime | None:
    """Until when a seat offered at `now` is held (UTC); None when nothing is to be offered now.

    At night nothing is, unless the event is that very morning; its clock starts when the quiet hours end.
    """
    opens = hours.quiet_ends(now)
    if opens > now and not _that_morning(starts_at, opens, hours):
        return None
    until = min(opens + duration(starts_at - opens), starts_at - LAST_HOUR)
    return until if until - now >= SHORTEST else None


def _that_morning(starts_at: datetime, opens: datetime, hours: VenueHours) -> bool:
    local = starts_at.astimezone(hours.zone)
    return starts_at < opens or (local.date() == hours.day(opens) and local.hour < MORNING_ENDS_H)
