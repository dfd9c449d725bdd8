"""What can go wrong in the scheduler; expected outcomes are values, not errors."""


class SchedulerError(Exception):
    """The parent of this package's errors; the message is one plain sentence."""


class ReminderRuleError(SchedulerError):
    """A piece of REMINDERS, or of an event's own reminders, is not in the grammar."""


class QuietHoursError(SchedulerError):
    """QUIET_HOURS is neither "off" nor two hours of the day."""
