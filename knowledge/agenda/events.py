"""The event as everybody sees it: a frozen value, apart from how it is stored."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CHILDREN_UNTIL = 17  # an event whose highest age is this or less is for children (ARCHITECTURE.md, Who takes part)


class Kind(StrEnum):
    """What sort of event it is."""

    WORKSHOP = "workshop"
    COURSE = "course"
    CONFERENCE = "conference"
    ESCAPE = "escape"
    MEETING = "meeting"
    VISIT = "visit"


class Status(StrEnum):
    """Whether the event takes place."""

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    DRAFT = "draft"


class Audience(StrEnum):
    """Whom an event is meant for."""

    EVERYONE = "tous"
    PUPILS = "scolaires"
    MIDDLE_SCHOOL = "collegiens"
    HIGH_SCHOOL = "lyceens"
    STUDENTS = "etudiants"
    SENIORS = "seniors"
    BEGINNERS = "debutants"
    FAMILIES = "familles"
    COMPANIES = "entreprises"
    ASSOCIATIONS = "associations"
    PUBLIC_BODIES = "acteurs-publics"


class Theme(StrEnum):
    """What an event is about."""

    BASICS = "bases"
    AI = "ia"
    DATA = "donnees"
    SECURITY = "securite"
    SOCIAL_NETWORKS = "reseaux-sociaux"
    WOMEN = "femmes"
    ADDICTION = "addiction"
    CODING = "codage"
    FABRICATION = "fabrication"
    MEDIA = "media"
    ENTREPRENEURSHIP = "entrepreneuriat"
    ORIENTATION = "orientation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One dated event of the agenda. Instants are aware UTC; `capacity` None means no sign-up is needed."""

    id: int
    code: str
    uid: str
    title: str
    title_en: str | None
    starts_at: datetime
    ends_at: datetime
    kind: Kind
    room: str | None
    age_min: int | None
    age_max: int | None
    audiences: tuple[Audience, ...]
    themes: tuple[Theme, ...]
    capacity: int | None
    taken: int
    over: int
    description: str | None
    description_en: str | None
    signup_opens_at: datetime | None
    signup_closes_at: datetime | None
    status: Status
    reminders: str | None
    revision: int
    revised_at: datetime
    moved_at: datetime | None = None
    family_cap: int | None = None
    questions: tuple[str, ...] = ()
    made_up: bool = False

    @property
    def free_places(self) -> int | None:
        """Places that can still be taken; None when the event takes no sign-up."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def is_for_children(self) -> bool:
        """Whether only children take part, so that an adult's place makes no sense."""
        return self.age_max is not None and self.age_max <= CHILDREN_UNTIL

    @property
    def is_cancelled(self) -> bool:
        """Whether it will not take place."""
        return self.status is Status.CANCELLED

    def takes_signups(self, now: datetime) -> bool:
        """Whether one may register at this instant, waiting list included."""
        closes = self.signup_closes_at or self.starts_at
        opened = self.signup_opens_at is None or self.signup_opens_at <= now
        return self.capacity is not None and not self.is_cancelled and opened and now < closes
