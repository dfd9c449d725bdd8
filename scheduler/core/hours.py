"""The venue's local time: its zone, and the hours of the night in which nobody is disturbed."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


class SchedulerError(Exception):
    """The parent of this package's errors; the message is one plain sentence."""


class ReminderRuleError(SchedulerError):
    """A piece of REMINDERS, or of an event's own reminders, is not in the grammar."""


class QuietHoursError(SchedulerError):
    """QUIET_HOURS is neither "off" nor two hours of the day."""


_SPAN = re.compile(r"([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` (included) to `end` (left out), local times; past midnight when `end` is the earlier."""

    start: time
    end: time

    def hold(self, at: time) -> bool:
        """Whether this time of day is quiet."""
        if self.start < self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


@dataclass(frozen=True, slots=True)
class VenueHours:
    """The zone in which wall-clock rules are read, and the quiet hours (None: there are none)."""

    zone: ZoneInfo
    quiet: QuietHours | None

    def day(self, instant: datetime) -> date:
        """The local day of an aware instant."""
        return instant.astimezone(self.zone).date()

    def is_quiet(self, instant: datetime) -> bool:
        """Whether nobody should be disturbed at this instant."""
        local = instant.astimezone(self.zone)
        return self.quiet is not None and self.quiet.hold(local.time().replace(fold=0))

    def quiet_ends(self, instant: datetime) -> datetime:
        """When the quiet hours around `instant` are over (UTC); `instant` itself when it is not quiet."""
        if self.quiet is None or not self.is_quiet(instant):
            return instant
        local = instant.astimezone(self.zone)
        after_midnight = local.time().replace(fold=0) < self.quiet.end
        return wall(local.date() + timedelta(0 if after_midnight else 1), self.quiet.end, self.zone)

    def quiet_began(self, instant: datetime) -> datetime:
        """When the quiet hours around `instant` began (UTC); `instant` itself when it is not quiet."""
        if self.quiet is None or not self.is_quiet(instant):
            return instant
        local = instant.astimezone(self.zone)
        same_day = local.time().replace(fold=0) >= self.quiet.start
        return wall(local.date() - timedelta(0 if same_day else 1), self.quiet.start, self.zone)


def wall(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall-clock time: the first if it comes twice, an hour later if it is skipped."""
    return datetime.combine(day, at.replace(fold=0), zone).astimezone(UTC)


def parse_quiet(text: str) -> QuietHours | None:
    """Read QUIET_HOURS, "21:00-08:00" or "off"; raises QuietHoursError with one sentence."""
    if text.strip().lower() == "off":
        return None
    found = _SPAN.fullmatch(text.replace(" ", ""))
    if found is None:
        raise QuietHoursError(f'quiet hours "{text}" are not understood: write 21:00-08:00, or off')
    try:
        quiet = QuietHours(time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4])))
    except ValueError as error:
        raise QuietHoursError(f'quiet hours "{text}" hold an hour that does not exist') from error
    if quiet.start == quiet.end:
        raise QuietHoursError(f'quiet hours "{text}" begin and end at the same time: write off for none')
    return quiet


PARIS = VenueHours(ZoneInfo("Europe/Paris"), QuietHours(time(21), time(8)))
