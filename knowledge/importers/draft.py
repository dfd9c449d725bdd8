"""An event as a source describes it, before it is stored."""

from dataclasses import dataclass, field
from datetime import datetime

from knowledge.events import Audience, Kind, Status, Theme

# What a sign-up may ask for besides the name (design.md §7, column `questions`).
QUESTIONS = ("phone", "alone", "photo", "allergy")

# Events whose uid starts so were made up for the demo, whichever file brings them in.
MADE_UP_PREFIX = "demo-"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """One event of a source; field by field a column of the agenda file. Instants are aware UTC.

    `unsaid` names the fields the source has no word for: a new event gets their default, a stored one keeps
    its own.
    """

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    kind: Kind
    title_en: str | None = None
    room: str | None = None
    age_min: int | None = None
    age_max: int | None = None
    audiences: tuple[Audience, ...] = ()
    themes: tuple[Theme, ...] = ()
    capacity: int | None = None
    description: str | None = None
    description_en: str | None = None
    signup_opens_at: datetime | None = None
    signup_closes_at: datetime | None = None
    status: Status = Status.SCHEDULED
    reminders: str | None = None
    questions: tuple[str, ...] = ()
    family_cap: int | None = None
    unsaid: frozenset[str] = field(default=frozenset())
