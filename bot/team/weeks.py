"""The numbers of each week, without anybody in them: counted, kept when the rows are erased, drawn and told."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from threading import Lock
from typing import Any

from sqlalchemy import ColumnElement, event, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.bot_api.replies import Action, Attachment, AttachmentKind, Button, Press, Reply, owe
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.core.tables import QuestionRow, WeekRow
from bot.messages import dates
from bot.team.writing import WORDS, asking
from bot.views import attachments
from knowledge.agenda.agenda import Event, EventRow, Status
from scheduler.core import transactions
from scheduler.core.hours import VenueHours, wall
from scheduler.core.tables import Ending, SignupRow, State
from scheduler.core.team_tables import DoorRow
from scheduler.reminders.for_team import AT, due_at

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


COMMANDS = ("chiffres", "stats")
_SHEET, _PPI = "weeks", 144.0  # 780 pixels wide: sharp on a phone
_LEAST_RATE = 40  # percent that the highest bar stands for at least, so that few absences look few
_TOLD_UNTIL = time(20)


@dataclass(frozen=True, slots=True)
class _Panel:
    """What a panel draws of a week: its parts, the first at the bottom, and the number above; None: nothing."""

    title: str
    legend: tuple[str, ...]
    parts: Callable[[Week], tuple[int, ...] | None]
    value: Callable[[Week], str]
    least: int = 1


def _rate(number: int | None) -> str:
    return "" if number is None else WORDS.label("figures-percent", n=number)


def _one(number: int | None) -> tuple[int, ...] | None:
    return None if number is None else (number,)


def _questions(week: Week) -> tuple[int, ...] | None:
    if week.asked is None:
        return None
    return week.of(Figure.ANSWERED) or 0, week.of(Figure.UNANSWERED) or 0


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


_PANELS = (
    _Panel(
        "figures-questions",
        ("figures-answered", "figures-unanswered"),
        _questions,
        lambda week: _rate(week.answer_rate),
    ),
    _Panel(
        "figures-signed-up",
        (),
        lambda week: _one(week.of(Figure.SIGNED_UP)),
        lambda week: _number(week.of(Figure.SIGNED_UP)),
    ),
    _Panel("figures-filled", (), lambda week: _one(week.fill_rate), lambda week: _rate(week.fill_rate), 100),
    _Panel(
        "figures-absent", (), lambda week: _one(week.absence_rate), lambda week: _rate(week.absence_rate), _LEAST_RATE
    ),
)


def picture(weeks: Sequence[Week]) -> bytes:
    """The PNG: a panel a subject of which any week is known."""
    first, last = weeks[0].monday, weeks[-1].monday + A_WEEK - timedelta(days=1)
    days = {"first": dates.day_of_month(first, "fr"), "last": dates.day_and_year(last, "fr")}
    data = {
        "title": WORDS.label("figures-title"),
        "subtitle": WORDS.label("figures-weeks", n=len(weeks), **days),
        "panels": [_drawn(one, weeks) for one in _PANELS if any(one.parts(week) for week in weeks)],
    }
    return attachments.png(_SHEET, data, ppi=_PPI)


def _drawn(panel: _Panel, weeks: Sequence[Week]) -> dict[str, Any]:
    totals = [sum(parts) for week in weeks if (parts := panel.parts(week))]
    return {
        "title": WORDS.label(panel.title),
        "legend": [WORDS.label(key) for key in panel.legend],
        "most": max(panel.least, *totals),
        "weeks": [
            {
                "label": f"{week.monday:%d/%m}",
                "parts": None if (parts := panel.parts(week)) is None else list(parts),
                "value": panel.value(week),
            }
            for week in weeks
        ],
    }


def shown(context: Context) -> Outcome:
    """/chiffres: the last weeks, drawn, and the two newest in words."""
    shown_weeks = weeks(context.session, context.now, context.services.hours)
    if not any(week.numbers for week in shown_weeks):
        return asking(context, None, Reply(WORDS.say("figures-none")))
    file = Attachment(AttachmentKind.PHOTO, "chiffres.png", picture(shown_weeks))
    this = ["", WORDS.say("figures-this-week"), *lines(shown_weeks[-1])]
    before = [WORDS.say("figures-last-week"), *lines(shown_weeks[-2])]
    return asking(context, None, Reply("\n".join([*before, *this]), attachment=file))


def lines(week: Week) -> list[str]:
    """The numbers of a week, one subject a line; what was not counted is left out."""
    said = [
        _line("figures-line-questions", asked=week.asked, n=week.of(Figure.ANSWERED) or 0, rate=week.answer_rate),
        _line("figures-line-handed-on", asked=week.of(Figure.HANDED_ON), n=week.of(Figure.BY_TEAM) or 0),
        _line("figures-line-signed-up", asked=week.of(Figure.SIGNED_UP), n=week.of(Figure.CANCELLED) or 0),
        _line("figures-line-filled", asked=week.of(Figure.SEATS), n=week.of(Figure.TAKEN) or 0, rate=week.fill_rate),
        _line("figures-line-absent", asked=week.of(Figure.ABSENT), n=week.of(Figure.EXPECTED) or 0),
    ]
    return [one for one in said if one] or [WORDS.say("figures-line-nothing")]


def _line(key: str, *, asked: int | None, n: int, rate: int | None = 0) -> str:
    return "" if asked is None else WORDS.say(key, asked=asked, n=n, rate=rate or 0)


def of_last_week(session: Session, now: datetime, hours: VenueHours) -> list[str]:
    """The lines of Monday's word to the team; nothing when nothing was counted."""
    week = weeks(session, now, hours, 2)[0]
    if not any(week.numbers.values()):
        return []
    return [WORDS.say("figures-last-week"), *lines(week)]


def button() -> Button:
    """« Les chiffres en image »."""
    return Button(WORDS.label("figures-picture"), Press(Action.FIGURES))


def put_due(session: Session, team: int | None, now: datetime, hours: VenueHours) -> None:
    """On Monday morning, once: alone, unless a digest of that morning carries it."""
    day = hours.day(now)
    begins, ends = (wall(day, at, hours.zone) for at in (AT, _TOLD_UNTIL))
    if team is None or day.weekday() or not begins <= now < ends or _carrier(session, now, hours) is not None:
        return
    said = of_last_week(session, now, hours)
    if said:
        owe(session, team, Reply("\n".join(said), ((button(),),)), now, key=f"week:{day.isoformat()}:{team}")


def with_the_week(session: Session, said: Reply, event: Event, now: datetime, hours: VenueHours) -> Reply:
    """A digest as it is; the first of a Monday morning tells the week that ended, too: one message, not two."""
    if hours.day(now).weekday() or _carrier(session, now, hours) != event.id:
        return said
    week = of_last_week(session, now, hours)
    return replace(said, text="\n".join([said.text, "", *week]), rows=(*said.rows, (button(),))) if week else said


def _carrier(session: Session, now: datetime, hours: VenueHours) -> int | None:
    """The first event of the day whose digest is due that morning."""
    day = hours.day(now)
    begins, ends = (wall(one, time(0), hours.zone) for one in (day, day + timedelta(days=1)))
    found = session.execute(
        select(EventRow.id, EventRow.starts_at)
        .where(EventRow.starts_at >= begins, EventRow.starts_at < ends, EventRow.status == Status.SCHEDULED)
        .where(select(SignupRow.id).where(SignupRow.event_id == EventRow.id, _SEATED).exists())
        .order_by(EventRow.starts_at, EventRow.id)
    )
    return next((event_id for event_id, starts in found if due_at(starts, hours) >= begins), None)


_SEATED = SignupRow.state == State.CONFIRMED
