"""What words are made from, whether a person asked (a scene) or something happened (a notice's draft)."""

from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from bot.messages import Messages
from bot.scene import Desk


class Stage(Protocol):
    """The transaction, the business instant (aware UTC), the services and the family's language."""

    @property
    def session(self) -> Session:
        """The transaction."""

    @property
    def now(self) -> datetime:
        """The business clock."""

    @property
    def desk(self) -> Desk:
        """What does not change from turn to turn."""

    @property
    def words(self) -> Messages:
        """The sentences of the family's language."""
