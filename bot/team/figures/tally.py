"""Questions as this process answers them: counted in memory, so that an answer costs no statement more.

What a process that dies has not written down yet is lost: at most what it answered between two beats.
"""

from collections import Counter
from datetime import date, datetime
from threading import Lock

from sqlalchemy import event
from sqlalchemy.orm import Session

from bot.team.figures import weekly
from bot.team.figures.weekly import Figure
from scheduler.core.hours import VenueHours


class Tally:
    """Counts by week; written down at the beat, and taken off once that is committed."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[date, Figure]] = Counter()
        self._lock = Lock()  # answers are committed on one thread, the beat on another

    def count(self, figure: Figure, now: datetime, hours: VenueHours) -> None:
        """One more."""
        with self._lock:
            self._counts[weekly.monday_of(now, hours), figure] += 1

    def write_down(self, session: Session) -> None:
        """Into the database; what the commit does not take stays here."""
        with self._lock:
            found = Counter(self._counts)
        if not found:
            return
        for (monday, figure), number in found.items():
            weekly.add(session, monday, {figure: number})
        event.listen(session, "after_commit", lambda _: self._take_off(found), once=True)

    def _take_off(self, written: Counter[tuple[date, Figure]]) -> None:
        with self._lock:
            self._counts -= written


questions = Tally()  # of this process, as what was learnt is
