"""An event as a plain row: what understanding a message needs to know of it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event to come. Instants are local to the venue; `titles` and `descriptions` in every language; `kind`,
    `audiences` and `themes` are codes of the agenda file.
    """

    uid: str
    titles: tuple[str, ...]
    starts_at: datetime
    kind: str = ""
    audiences: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    age_min: int | None = None
    age_max: int | None = None
    ends_at: datetime | None = None
    room: str = ""
    descriptions: tuple[str, ...] = ()

    @property
    def is_for_children(self) -> bool:
        """Whether only children take part."""
        return self.age_max is not None and self.age_max <= CHILDREN_UNTIL

    def goes_on_after(self, day: date) -> bool:
        """Whether it is open on a later day than this one."""
        return self.ends_at is not None and self.ends_at.date() > day


CHILDREN_UNTIL = 17  # an event whose highest age is this or less is for children
