"""What became of the phones of families, in numbers: who joined, who was removed, what the team decided."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from scheduler.family_models import FamilyLogRow
from scheduler.models import FamilyRow


class What(StrEnum):
    """What a line says."""

    JOINED = "joined"
    DECLINED = "declined"
    REMOVED = "removed"  # suspended at once, and for 48 hours
    REFUSED = "refused"  # the phone says no: the team decides
    LEFT = "left"
    AGREED = "agreed"
    FINAL = "final"  # the time was over
    CONFIRMED = "confirmed"  # by the team
    RETURNED = "returned"  # by the team, before or after the removal was final


def note(
    session: Session, what: What, family_id: int | None, now: datetime, removal_id: int | None = None,
    by: int | None = None,
) -> None:  # fmt: skip
    """Write a line. `by`: the member of the team who decided."""
    family = None if family_id is None else session.get(FamilyRow, family_id)
    number = 0 if family is None else family.number
    session.add(FamilyLogRow(at=now, what=what, family_number=number, removal_id=removal_id, by=by))
    session.flush()
