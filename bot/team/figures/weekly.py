"""The numbers of each week, without anybody in them: counted while the rows are there, and kept when those are erased.

A number that nobody has counted is None, never 0. Questions are counted in memory as this process answers them, so that
an answer costs no statement more; what a process that dies has not written down yet is lost: at most what it answered
between two beats.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from threading import Lock
from typing import Any

from sqlalchemy import ColumnElement, event, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.core.tables import QuestionRow, WeekRow
from knowledge.agenda.agenda import EventRow
from knowledge.agenda.events import Status
from scheduler.core import transactions
from scheduler.core.hours import VenueHours, wall
from scheduler.core.tables import Ending, SignupRow
from scheduler.core.team_tables import DoorRow

A_WEEK = timedelta(days=7)
SHOWN = 8  # weeks
HOUR_S = 3600.0
_AT_FIRST = 12  # weeks that a database is looked back into which never counted


class Figure(StrEnum):
    """What is counted; the value is what its row says."""

    ANSWERED = "answered"  # questions that the bot answered
    UNANSWERED = "unanswered"  # those of which it said that it does not know
    HANDED_ON = "handed_on"  # to the team
    BY_TEAM = "by_team"  # of those, how many it answered
    SIGNED_UP = "signed_up"  # seats and places in line that were asked for
    CANCELLED = "cancelled"  # of them, given up by the family
    SEATS = "seats"  # of the events that took place
    TAKEN = "taken"  # of those seats
    EXPECTED = "expected"  # people whom the door waited for
    ABSENT = "absent"  # of them, who did not come and had not said so


@dataclass(frozen=True, slots=True)
class Week:
    """One week, by its Monday."""

    monday: date
    numbers: Mapping[Figure, int]

    def of(self, figure: Figure) -> int | None:
        """A number; None: not counted."""
        return self.numbers.get(figure)

    @property
    def asked(self) -> int | None:
        """How many questions there were."""
        return _sum(self.of(Figure.ANSWERED), self.of(Figure.UNANSWERED))

    @property
    def answer_rate(self) -> int | None:
        """The bot's, in percent."""
        return percent(self.of(Figure.ANSWERED) or 0, self.asked)

    @property
    def fill_rate(self) -> int | None:
        """Seats taken, in percent."""
        return percent(self.of(Figure.TAKEN) or 0, self.of(Figure.SEATS))

    @property
    def absence_rate(self) -> int | None:
        """In percent of those who were expected."""
        absent = self.of(Figure.ABSENT)
        return None if absent is None else percent(absent, self.of(Figure.EXPECTED))


def _sum(*numbers: int | None) -> int | None:
    found = [one for one in numbers if one is not None]
    return sum(found) if found else None


def percent(part: int, whole: int | None) -> int | None:
    """Rounded; None of nothing."""
    return round(100 * part / whole) if whole else None


def monday_of(at: datetime, hours: VenueHours) -> date:
    """The Monday of the venue's week."""
    day = hours.day(at)
    return day - timedelta(days=day.weekday())


def weeks(session: Session, now: datetime, hours: VenueHours, count: int = SHOWN) -> tuple[Week, ...]:
    """The last so many weeks, the one under way last."""
    last = monday_of(now, hours)
    mondays = [last - n * A_WEEK for n in reversed(range(count))]
    rows = session.execute(select(WeekRow.monday, WeekRow.what, WeekRow.number).where(WeekRow.monday >= mondays[0]))
    found: dict[date, dict[Figure, int]] = {monday: {} for monday in mondays}
    for monday, what, number in rows:
        if monday in found and what in set(Figure):
            found[monday][Figure(what)] = number
    return tuple(Week(monday, numbers) for monday, numbers in found.items())


def add(session: Session, monday: date, numbers: Mapping[Figure, int]) -> None:
    """Count so many more of that week."""
    for figure, more in numbers.items():
        row = _row(session, monday, figure)
        row.number += more
    session.flush()


def put(session: Session, monday: date, numbers: Mapping[Figure, int]) -> None:
    """So many they are by now: a number never falls, as rows are erased before the week is forgotten."""
    for figure, number in numbers.items():
        row = _row(session, monday, figure)
        row.number = max(row.number, number)
    session.flush()


def _row(session: Session, monday: date, figure: Figure) -> WeekRow:
    transactions.insert_missing(session, WeekRow, [{"monday": monday, "what": figure.value, "number": 0}])
    return session.get_one(WeekRow, (monday, figure.value), populate_existing=True, with_for_update=True)


def keep_hourly(session: Session, *, owner: str, now: datetime, hours: VenueHours) -> bool:
    """Count this week and the last one anew, once an hour over all processes; whether that was done."""
    clock = now.timestamp()
    if not transactions.take(session, "figures", owner=f"{owner}@{clock}", clock=clock, seconds=HOUR_S):
        return False
    this = monday_of(now, hours)
    counted_before = select(WeekRow.monday).where(WeekRow.monday == this - A_WEEK, WeekRow.what == Figure.SIGNED_UP)
    back = 2 if session.scalar(counted_before) else _AT_FIRST
    for n in range(back):
        monday = this - n * A_WEEK
        put(session, monday, count(session, monday, now, hours))
    return True


def count(session: Session, monday: date, now: datetime, hours: VenueHours) -> dict[Figure, int]:
    """What the rows say of that week; not what the bot counts as it answers."""
    begins, ends = (wall(day, time(0), hours.zone) for day in (monday, monday + A_WEEK))

    def within(column: InstrumentedAttribute[Any]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return column >= begins, column < ends

    def rows(*where: ColumnElement[bool]) -> int:
        return session.scalar(select(func.count()).where(*where)) or 0

    by_family = SignupRow.ended == Ending.FAMILY
    held = (EventRow.status == Status.SCHEDULED, EventRow.capacity.is_not(None), EventRow.starts_at <= now)
    seats, taken = session.execute(
        select(func.sum(EventRow.capacity), func.sum(EventRow.taken)).where(*within(EventRow.starts_at), *held)
    ).one()
    handed_on = within(QuestionRow.asked_team_at)
    found = {
        Figure.HANDED_ON: rows(*handed_on),
        Figure.BY_TEAM: rows(*handed_on, QuestionRow.answered_at.is_not(None)),
        Figure.SIGNED_UP: rows(*within(SignupRow.created_at)),
        Figure.CANCELLED: rows(*within(SignupRow.cancelled_at), by_family),
    }
    if seats is not None:
        found |= {Figure.SEATS: seats, Figure.TAKEN: taken}
    return found | _at_the_door(session, *within(EventRow.starts_at))


def _at_the_door(session: Session, *within: ColumnElement[bool]) -> dict[Figure, int]:
    """Of the events whose door was closed: who was waited for, and who did not come; nothing where none was."""
    waited_for = DoorRow.present + DoorRow.absent + DoorRow.excused - DoorRow.walk_ins
    counted = select(func.sum(waited_for), func.sum(DoorRow.absent)).join(EventRow, EventRow.id == DoorRow.event_id)
    expected, absent = session.execute(counted.where(*within, DoorRow.closed_at.is_not(None))).one()
    return {} if expected is None else {Figure.EXPECTED: expected, Figure.ABSENT: absent or 0}


class Tally:
    """Counts by week; written down at the beat, and taken off once that is committed."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[date, Figure]] = Counter()
        self._lock = Lock()  # answers are committed on one thread, the beat on another

    def count(self, figure: Figure, now: datetime, hours: VenueHours) -> None:
        """One more."""
        with self._lock:
            self._counts[monday_of(now, hours), figure] += 1

    def write_down(self, session: Session) -> None:
        """Into the database; what the commit does not take stays here."""
        with self._lock:
            found = Counter(self._counts)
        if not found:
            return
        for (monday, figure), number in found.items():
            add(session, monday, {figure: number})
        event.listen(session, "after_commit", lambda _: self._take_off(found), once=True)

    def _take_off(self, written: Counter[tuple[date, Figure]]) -> None:
        with self._lock:
            self._counts -= written


questions = Tally()  # of this process, as what was learnt is
