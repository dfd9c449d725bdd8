"""What /donnees shows, gathered: the family's data, and what the conversation keeps."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.models import QuestionRow
from bot.scene import Scene
from scheduler import privacy
from scheduler.models import LIVE
from scheduler.outcomes import Registration
from scheduler.privacy import Held


@dataclass(frozen=True, slots=True)
class Asked:
    """Words for the team; `at` is aware UTC. `sent`: the family wanted it to have them. `seen`: what it had read."""

    words: str
    at: datetime
    sent: bool
    seen: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """All that is held because of this chat. `held` None: no family yet. `draft`: a form is open."""

    held: Held | None
    questions: tuple[Asked, ...]
    draft: bool
    now: datetime

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to show, nor to erase."""
        return self.held is None and not self.questions and not self.draft

    @property
    def sent(self) -> tuple[Asked, ...]:
        """The questions that the team was asked."""
        return tuple(one for one in self.questions if one.sent)

    @property
    def to_come(self) -> tuple[Registration, ...]:
        """The live registrations at events that have not ended."""
        return tuple(entry for entry in self._registrations if self._is_to_come(entry))

    @property
    def over(self) -> tuple[Registration, ...]:
        """The past and the cancelled ones."""
        return tuple(entry for entry in self._registrations if not self._is_to_come(entry))

    @property
    def _registrations(self) -> tuple[Registration, ...]:
        return () if self.held is None else self.held.registrations

    def _is_to_come(self, entry: Registration) -> bool:
        return entry.state in LIVE and entry.event.ends_at > self.now


def gather(scene: Scene) -> Kept:
    """Everything, read now."""
    chat_id = scene.turn.chat_id
    rows = scene.session.scalars(select(QuestionRow).where(QuestionRow.chat_id == chat_id).order_by(QuestionRow.id))
    return Kept(
        held=privacy.what_we_hold(scene.session, chat_id, scene.now, scene.desk.hours),
        questions=tuple(
            Asked(row.words or "", row.created_at, row.asked_team_at is not None, row.seen) for row in rows
        ),
        draft=scene.conversation.form is not None,
        now=scene.now,
    )
