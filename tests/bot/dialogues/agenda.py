"""A small agenda around today, and copies of its events, so that no dialogue takes another's places."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.cli.agenda import follow_up
from knowledge import agenda
from knowledge.importers.apply import apply
from knowledge.importers.csv_file import parse_csv
from scheduler import families, signups
from scheduler.ages import BirthMonth
from scheduler.hours import PARIS, VenueHours

NEVER_QUIET = VenueHours(PARIS.zone, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One event of the small agenda; `taken` places belong to another family already."""

    title: str
    in_days: int = 10
    hour: int = 14
    kind: str = "workshop"
    ages: tuple[int | None, int | None] = (6, 9)
    capacity: int | None = 12
    taken: int = 0
    family_cap: int | None = None
    status: str = "scheduled"
    questions: str = ""


EVENTS = {
    "robots": Planned(title="Robots en carton"),
    "duo": Planned(title="Studio de poche", in_days=12, capacity=2),
    "last": Planned(title="Dernière chance", in_days=12, capacity=1),
    "adults": Planned(title="Premiers pas sur la tablette", kind="course", ages=(18, None), capacity=8),
    "everyone": Planned(title="Jeux d’autrefois", kind="meeting", ages=(None, None), capacity=30),
    "full": Planned(title="Impression en relief", capacity=1, taken=1),
    "open": Planned(title="Conférence libre", kind="conference", ages=(None, None), capacity=None),
    "capped": Planned(title="Petit comité", capacity=8, family_cap=1),
    "cancelled": Planned(title="Atelier perdu", status="cancelled"),
    "odd": Planned(title="Pixels & <b>Bricoles</b> d’ici"),
}


def plant(session: Session, name: str, uid: str, now: datetime, planned: Planned | None = None) -> None:
    """Import the event `name` under this uid, and let another family take what is taken."""
    planned = planned or EVENTS[name]
    day = now.astimezone(PARIS.zone).date()
    report = apply(session, parse_csv(_csv(planned, uid, day), PARIS.zone), now)
    follow_up(session, report, NEVER_QUIET, now)
    if planned.taken and report.added:
        _take(session, report.added[0], planned, now)


def code_of(session: Session, uid: str) -> str:
    """The short code of an event."""
    event = agenda.by_uid(session, uid)
    assert event is not None
    return event.code


def _csv(planned: Planned, uid: str, today: date) -> bytes:
    start = datetime.combine(today + timedelta(days=planned.in_days), datetime.min.time())
    start = start.replace(hour=planned.hour)
    values = {
        "uid": uid, "title": planned.title, "starts_at": f"{start:%Y-%m-%dT%H:%M}",
        "ends_at": f"{start + timedelta(hours=2):%Y-%m-%dT%H:%M}", "kind": planned.kind,
        "room": "salle de créativité", "age_min": planned.ages[0], "age_max": planned.ages[1],
        "audiences": "tous", "themes": "bases", "capacity": planned.capacity,
        "description": "Un événement des tests.", "status": planned.status,
        "family_cap": planned.family_cap, "questions": planned.questions,
    }  # fmt: skip
    out = io.StringIO()
    writer = csv.DictWriter(out, values)
    writer.writeheader()
    writer.writerow({name: "" if value is None else value for name, value in values.items()})
    return out.getvalue().encode()


def _take(session: Session, event_id: int, planned: Planned, now: datetime) -> None:
    family = families.ensure_family(session, 900_000_000 + event_id, "fr", now)
    birth = BirthMonth(now.year - planned.ages[0] - 1 if planned.ages[0] else now.year - 8, 1)
    people = [
        families.add_participant(session, family.id, f"Ancien {n}", birth, now).id
        for n in range(planned.taken)
    ]
    signups.sign_up(session, family_id=family.id, event_id=event_id, participants=people, now=now)
