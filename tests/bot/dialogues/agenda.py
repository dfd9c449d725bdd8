"""A small agenda around today, and copies of its events, so that no dialogue takes another's places."""

import csv
import io
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.agenda import agenda
from knowledge.agenda.agenda import EventRow
from knowledge.exchange.apply import apply
from knowledge.exchange.spreadsheets import parse_csv
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.people import BirthMonth
from scheduler.core.tables import ParticipantRow, SignupRow
from scheduler.families import families
from scheduler.seats import answers, registrations
from scheduler.seats.answers import Answer, Question
from scheduler.signups import signups
from scheduler.signups.event_changes import follow_up

NEVER_QUIET = VenueHours(PARIS.zone, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One event of the small agenda; `taken` places belong to another family, `waiting` families are in line.

    `of_its_own`: the title is this dialogue's alone, so that no other copy counts as another date of it.
    """

    title: str
    in_days: int = 10
    hour: int = 14
    kind: str = "workshop"
    ages: tuple[int | None, int | None] = (6, 9)
    capacity: int | None = 12
    taken: int = 0
    waiting: int = 0
    of_its_own: bool = False
    family_cap: int | None = None
    status: str = "scheduled"
    questions: str = ""
    description: str = "Un événement des tests."


EVENTS = {
    "robots": Planned(title="Robots en carton"),
    "duo": Planned(title="Studio de poche", in_days=12, capacity=2),
    "last": Planned(title="Dernière chance", in_days=12, capacity=1),
    "pair": Planned(title="Atelier à quatre mains", in_days=12, capacity=2, taken=1),
    "full_pair": Planned(title="Broderie et lumière", capacity=2, taken=2),
    "adults": Planned(title="Premiers pas sur la tablette", kind="course", ages=(18, None), capacity=8),
    "everyone": Planned(title="Jeux d’autrefois", kind="meeting", ages=(None, None), capacity=30),
    "full": Planned(title="Impression en relief", capacity=1, taken=1),
    "open": Planned(title="Conférence libre", kind="conference", ages=(None, None), capacity=None),
    "capped": Planned(title="Petit comité", capacity=8, family_cap=1),
    "cancelled": Planned(title="Atelier perdu", status="cancelled"),
    "queue": Planned(title="Dessin au laser", capacity=1, taken=1, waiting=2),
    "soon": Planned(title="Vidéo express", in_days=3),
    "first": Planned(title="Poterie numérique", of_its_own=True),
    "second": Planned(title="Poterie numérique", in_days=17, of_its_own=True),
    "third": Planned(title="Poterie numérique", in_days=24, capacity=1, taken=1, of_its_own=True),
    "older": Planned(title="Poterie numérique", in_days=31, ages=(12, 15), of_its_own=True),
    "asked": Planned(title="Studio photo", hour=9, capacity=5, questions="phone;alone;photo;allergy"),
    "asked_duo": Planned(title="Drone en vol", hour=9, capacity=2, questions="phone;allergy"),
    "asked_adults": Planned(title="Atelier cuisine", ages=(18, None), questions="phone;alone;photo;allergy"),
    "overlap": Planned(title="Au même moment", hour=15),
    "tiny": Planned(title="Éveil aux formes", in_days=3, hour=9, ages=(3, 5)),
    "told": Planned(
        title="Cerfs-volants connectés",
        of_its_own=True,
        description="Coudre un cerf-volant. Un adulte reste avec chaque enfant. Apportez des ciseaux.",
    ),
    "odd": Planned(title="Pixels & <b>Bricoles</b> d’ici"),
}


def plant(session: Session, name: str, uid: str, now: datetime, planned: Planned | None = None) -> None:
    """Import the event `name` under this uid, and let another family take what is taken."""
    planned = planned or EVENTS[name]
    day = now.astimezone(PARIS.zone).date()
    if planned.of_its_own:
        planned = replace(planned, title=f"{planned.title} {uid.rpartition('-')[2]}")
    report = apply(session, parse_csv(_csv(planned, uid, day), PARIS.zone), now)
    follow_up(session, report, NEVER_QUIET, now)
    if report.added:
        for family in range(1 + planned.waiting):
            _take(session, report.added[0], planned, now, family)


def code_of(session: Session, uid: str) -> str:
    """The short code of an event."""
    event = agenda.by_uid(session, uid)
    assert event is not None
    return event.code


def answer(session: Session, chat_id: int, uid: str, given: dict[str, str], now: datetime) -> None:
    """Keep answers to the team's questions, by question."""
    family, event = families.family_of(session, chat_id), agenda.by_uid(session, uid)
    assert family is not None
    assert event is not None
    rows = registrations.live_rows(session, event.id, family.id)
    answers.keep(session, rows, [Answer(Question(one), words) for one, words in given.items()], now)


def _csv(planned: Planned, uid: str, today: date) -> bytes:
    start = datetime.combine(today + timedelta(days=planned.in_days), datetime.min.time())
    start = start.replace(hour=planned.hour)
    values = {
        "uid": uid,
        "title": planned.title,
        "starts_at": f"{start:%Y-%m-%dT%H:%M}",
        "ends_at": f"{start + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "kind": planned.kind,
        "room": "salle de créativité",
        "age_min": planned.ages[0],
        "age_max": planned.ages[1],
        "audiences": "tous",
        "themes": "bases",
        "capacity": planned.capacity,
        "description": planned.description,
        "status": planned.status,
        "family_cap": planned.family_cap,
        "questions": planned.questions,
    }
    out = io.StringIO()
    writer = csv.DictWriter(out, values)
    writer.writeheader()
    writer.writerow({name: "" if value is None else value for name, value in values.items()})
    return out.getvalue().encode()


def _take(session: Session, event_id: int, planned: Planned, now: datetime, number: int) -> None:
    """Family 0 has the taken places, each other one waits with one child."""
    family = families.ensure_family(session, 900_000_000 + 1000 * event_id + number, "fr", now)
    birth = BirthMonth(now.year - planned.ages[0] - 1 if planned.ages[0] else now.year - 8, 1)
    people = [
        families.add_participant(session, family.id, f"Ancien {n}", birth, now).id
        for n in range(1 if number else planned.taken)
    ]
    if people:
        signups.sign_up(
            session, family_id=family.id, event_id=event_id, participants=people, or_wait=number > 0, now=now
        )


def register(session: Session, chat_id: int, uid: str, names: list[str], now: datetime) -> None:
    """Sign up children of seven, or let them wait together, as if this chat had gone through the form."""
    family = families.ensure_family(session, chat_id, "fr", now)
    families.record_consent(session, family.id, now)
    born = now - timedelta(days=round(7.5 * 365.25))
    birth = BirthMonth(born.year, born.month)
    people = [families.add_participant(session, family.id, name, birth, now).id for name in names]
    event = agenda.by_uid(session, uid)
    assert event is not None
    signups.sign_up(
        session,
        family_id=family.id,
        event_id=event.id,
        participants=people,
        or_wait=True,
        together=len(people) > 1,
        now=now,
    )


def signup_of(session: Session, uid: str, first_name: str) -> tuple[int, str]:
    """Id and check-in token of somebody's latest sign-up at an event."""
    rows = session.execute(
        select(SignupRow, ParticipantRow)
        .join(EventRow, EventRow.id == SignupRow.event_id)
        .join(ParticipantRow, ParticipantRow.id == SignupRow.participant_id)
        .where(EventRow.uid == uid)
        .order_by(SignupRow.id)
    )
    found = [(row.id, row.token) for row, who in rows if who.first_name == first_name]
    return found[-1]
