"""How long a freed seat is held for somebody, and when it is too late for that: pure rules (flows, §2.5, §2.10)."""

from datetime import datetime, timedelta

from scheduler.hours import VenueHours

LAST_HOUR = timedelta(hours=1)  # no hold lasts into it, and the waiting list closes when it begins
SHORTEST = timedelta(hours=1)  # a hold would be too short: whoever answers first has the seat
NUDGE_FROM = timedelta(hours=3)  # a longer hold is worth one reminder
NUDGE_LEAVES = timedelta(minutes=30)  # later than that it only announces the end
MORNING_ENDS_H = 12


def duration(before_start: timedelta) -> timedelta:
    """The hold, by how far off the start is."""
    if before_start > timedelta(days=3):
        return timedelta(hours=24)
    return timedelta(hours=6) if before_start > timedelta(days=1) else timedelta(hours=2)


def deadline(starts_at: datetime, now: datetime, hours: VenueHours) -> datetime | None:
    """Until when a seat offered at `now` is held (UTC); None when nothing is to be offered now.

    At night nothing is, unless the event is that very morning; its clock starts when the quiet hours end. Nor is
    anything lost at night: a hold that would end then, when nobody else could be asked, lasts into the morning.
    """
    opens = clock_starts(now, hours)
    if opens > now and not _that_morning(starts_at, opens, hours):
        return None
    until = min(opens + duration(starts_at - opens), closes_at(starts_at))
    return _by_day(until, starts_at, hours) if until - now >= SHORTEST else None


def _by_day(until: datetime, starts_at: datetime, hours: VenueHours) -> datetime:
    morning = hours.quiet_ends(until)
    if morning == until or _that_morning(starts_at, morning, hours):
        return until
    return min(morning + SHORTEST, closes_at(starts_at))


def clock_starts(now: datetime, hours: VenueHours) -> datetime:
    """From when the hold of a seat offered at `now` is counted: in the night, from its end."""
    return hours.quiet_ends(now)


def closes_at(starts_at: datetime) -> datetime:
    """When the waiting list is over."""
    return starts_at - LAST_HOUR


def is_last_call(starts_at: datetime, now: datetime, hours: VenueHours) -> bool:
    """Whether all who wait are told of a free seat at once, since there is no time for one after the other."""
    closes = closes_at(starts_at)
    asleep = hours.is_quiet(now) and not _that_morning(starts_at, hours.quiet_ends(now), hours)
    return closes - SHORTEST < now < closes and not asleep


def is_nudge_due(offered_at: datetime, until: datetime, now: datetime) -> bool:
    """Whether a hold that is worth a reminder is half over, and not about to end."""
    half = offered_at + (until - offered_at) / 2
    return until - offered_at > NUDGE_FROM and half <= now <= until - NUDGE_LEAVES


def _that_morning(starts_at: datetime, opens: datetime, hours: VenueHours) -> bool:
    local = starts_at.astimezone(hours.zone)
    return starts_at < opens or (local.date() == hours.day(opens) and local.hour < MORNING_ENDS_H)
