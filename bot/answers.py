"""From typed words to an outcome: understanding before the transaction, the answer inside it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.conversation import Outcome
from bot.replies import Reply
from bot.scene import Scene
from bot.settings import Settings
from intents.context import Context
from intents.meaning import Decision, Meaning
from knowledge.store import Database


@dataclass(frozen=True, slots=True)
class Understood:
    """What the words mean."""

    meaning: Meaning


class Answering:
    """Understands and answers typed words."""

    async def understand(self, text: str, context: Context | None, now: datetime) -> Understood:
        """What the words mean."""
        return Understood(Meaning(text=text, intent=None, decision=Decision.UNKNOWN, confidence=0.0))

    def is_sure(self, understood: Understood) -> bool:
        """Whether the words clearly ask something, so that a form may step aside."""
        return understood.meaning.decision is Decision.ANSWER

    def answer(self, scene: Scene, understood: Understood) -> Outcome:
        """The answer."""
        return scene.answer(Reply(scene.words.say("media-other")))


def open_answering(settings: Settings, db: Database) -> Answering:
    """Load what answering needs."""
    return Answering()


def cache_folder(settings: Settings) -> Path:
    """Where the model's cache lies: beside the SQLite database, else under ./data."""
    return Path("data")
