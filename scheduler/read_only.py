"""A turn that may look, but change nothing of a family: what a phone that was removed may do until it is decided."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from scheduler.errors import SchedulerError
from scheduler.family_models import BroughtRow
from scheduler.models import (
    AnswerRow,
    ConsentRow,
    FamilyRow,
    HoldRow,
    InvitationRow,
    ParticipantRow,
    SignupRow,
)

_GUARDED = (ParticipantRow, BroughtRow, SignupRow, AnswerRow, HoldRow, ConsentRow, InvitationRow)
_TABLES = {row.__table__ for row in (*_GUARDED, FamilyRow)}


class ReadOnlyError(SchedulerError):
    """Something of a family was about to be changed by a phone that may only look."""


@contextmanager
def read_only(session: Session) -> Iterator[None]:
    """Raise ReadOnlyError before anything of a family is written, whoever asks for it: no writer can forget to look.

    How a family is written to (its language, its reminders) is no part of it; a new family and its end are.
    """
    session.flush()
    event.listen(session, "before_flush", _refuse_rows)
    event.listen(session, "do_orm_execute", _refuse_statement)
    try:
        yield
        session.flush()
    finally:
        event.remove(session, "before_flush", _refuse_rows)
        event.remove(session, "do_orm_execute", _refuse_statement)


def _refuse_rows(session: Session, context: Any, instances: Any) -> None:
    touched = [*session.new, *session.deleted, *(one for one in session.dirty if session.is_modified(one))]
    if any(isinstance(one, _GUARDED) for one in touched):
        raise ReadOnlyError("a phone that was removed changes nothing")


def _refuse_statement(state: ORMExecuteState) -> None:
    if state.is_select:
        return
    table = getattr(state.statement, "table", None)
    writes = state.is_insert or state.is_delete or (state.is_update and table is not FamilyRow.__table__)
    if writes and table in _TABLES:
        raise ReadOnlyError("a phone that was removed changes nothing")
