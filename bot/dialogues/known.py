"""What is known while a form is open: the family, its people, its places there, the seats kept for it."""

from dataclasses import dataclass
from datetime import datetime

from bot.dialogues.effects import Facts
from bot.scene import Scene
from knowledge.events import CHILDREN_UNTIL, Event
from scheduler import families, holds, offers, registrations
from scheduler.ages import AgeFit, BirthMonth, fits_age
from scheduler.answers import Question
from scheduler.families import Family, Participant
from scheduler.holds import Held
from scheduler.outcomes import Registration


@dataclass(frozen=True, slots=True)
class Known:
    """`here`: what the family has at this event; `elsewhere`: at others to come; `kept`: seats for this form."""

    family: Family | None
    participants: tuple[Participant, ...]
    here: tuple[Registration, ...]
    elsewhere: tuple[Registration, ...]
    kept: Held | None
    facts: Facts

    def first_name(self, participant_id: int) -> str:
        """How this participant is called."""
        return next((one.first_name for one in self.participants if one.id == participant_id), "")


def known_people(scene: Scene) -> tuple[Participant, ...]:
    """The participants that this chat's family has told us about."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    return () if family is None else families.participants(scene.session, family.id)


def by_age(scene: Scene) -> tuple[str, ...]:
    """Their first names, the youngest first; adults last."""
    people = known_people(scene)
    children = [(one.birth.year, one.birth.month, one.first_name) for one in people if one.birth is not None]
    adults = (one.first_name for one in people if one.birth is None)
    return (*(name for *_, name in sorted(children, reverse=True)), *adults)


def load(scene: Scene, event: Event) -> Known:
    """All of it, in this transaction."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    people = () if family is None else families.participants(scene.session, family.id)
    theirs = _registrations(scene, family)
    here = tuple(one for one in theirs if one.event.id == event.id)
    return Known(
        family=family,
        participants=people,
        here=here,
        elsewhere=tuple(one for one in theirs if one.event.id != event.id),
        kept=holds.seats_kept(scene.session, event.id, scene.turn.chat_id, scene.now),
        facts=_facts(scene, event, family, people, here),
    )


def _registrations(scene: Scene, family: Family | None) -> tuple[Registration, ...]:
    if family is None:
        return ()
    return registrations.registrations(scene.session, family.id, scene.now, scene.desk.hours)


def _facts(
    scene: Scene, event: Event, family: Family | None, people: tuple[Participant, ...], here: tuple[Registration, ...]
) -> Facts:
    return Facts(
        consented=family is not None and family.consented_at is not None,
        participants=tuple(one.id for one in people),
        first_names={one.id: one.first_name for one in people},
        fitting=frozenset(one.id for one in people if fit(scene, event, one) is AgeFit.OK),
        children=frozenset(one.id for one in people if one.birth is not None),
        already=frozenset(one.participant_id for one in here if one.participant_id is not None),
        unnamed_already=sum(one.participant_id is None for one in here),
        room=None if event.family_cap is None else max(0, event.family_cap - len(here)),
        capacity=event.capacity,
        list_open=scene.now < offers.closes_at(event.starts_at),
        questions=tuple(Question(code) for code in event.questions),
        for_children=event.is_for_children,
        for_adults=is_for_adults(event),
        this_month=_month_of(scene.local_now),
    )


def is_for_adults(event: Event) -> bool:
    """Whether no child may come."""
    return event.age_min is not None and event.age_min > CHILDREN_UNTIL


def fit(scene: Scene, event: Event, one: Participant) -> AgeFit:
    """Whether the event suits this participant's age on its day."""
    return fits_age(event.age_min, event.age_max, one.birth, scene.desk.hours.day(event.starts_at))


def _month_of(local: datetime) -> BirthMonth:
    return BirthMonth(local.year, local.month)
