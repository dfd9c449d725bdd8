"""The weeks as the team sees them: a picture, the numbers in words beside it; and on Monday the week that ended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bot_api.buttons import Action, Button, Press
from bot.bot_api.replies import Attachment, AttachmentKind, Reply, owe
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.messages import dates
from bot.team.figures import weekly
from bot.team.figures.weekly import Figure, Week
from bot.team.writing import WORDS, asking
from bot.views import attachments
from knowledge.agenda.agenda import EventRow
from knowledge.agenda.events import Event, Status
from scheduler.core.hours import VenueHours, wall
from scheduler.core.tables import SignupRow, State
from scheduler.reminders.for_team import AT, due_at

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
    first, last = weeks[0].monday, weeks[-1].monday + weekly.A_WEEK - timedelta(days=1)
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
    weeks = weekly.weeks(context.session, context.now, context.services.hours)
    if not any(week.numbers for week in weeks):
        return asking(context, None, Reply(WORDS.say("figures-none")))
    file = Attachment(AttachmentKind.PHOTO, "chiffres.png", picture(weeks))
    this = ["", WORDS.say("figures-this-week"), *lines(weeks[-1])]
    before = [WORDS.say("figures-last-week"), *lines(weeks[-2])]
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
    week = weekly.weeks(session, now, hours, 2)[0]
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
