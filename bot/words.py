"""Typed words as a value: who says them, what they were understood to mean, and in which language they are answered."""

from dataclasses import dataclass, replace

from bot.answers import Understood
from bot.conversation import ForTeam
from bot.messages import LANGUAGES
from bot.scene import Scene
from bot.screens import care
from intents.meaning import Meaning
from intents.readers.asking import asks_something


@dataclass(frozen=True, slots=True)
class Words:
    """Typed words. `awaited`: what the bot waited for, when they may be for the team.

    `understood` is None for words that were a button's when they came in.
    """

    scene: Scene
    understood: Understood | None
    awaited: ForTeam | None = None

    @property
    def text(self) -> str:
        """As typed."""
        return self.scene.turn.text

    @property
    def is_sure(self) -> bool:
        """Whether they clearly ask something."""
        return self.understood is not None and self.understood.is_sure

    @property
    def meaning(self) -> Meaning:
        """What they mean; only where they were understood."""
        assert self.understood is not None
        return self.understood.meaning

    @property
    def asks(self) -> bool:
        """Whether they plainly ask: then they begin, change and cancel nothing."""
        return self.understood is not None and self.meaning.speech.asks and asks_something(self.text)

    @property
    def beside(self) -> "Words | None":
        """What a message in distress asks beside it."""
        if self.understood is None or self.meaning.beside is None or not care.asks_beside(self.meaning):
            return None
        beside = self.meaning.beside
        scene = replace(self.scene, turn=replace(self.scene.turn, text=beside.text))
        return Words(scene, replace(self.understood, meaning=beside))

    @property
    def spoken(self) -> Scene:
        """The scene in the language of the words: the answer, its buttons and what resumes after it go together."""
        if self.understood is None:
            return self.scene
        language = self.understood.meaning.language
        # A form that begins goes on in the language of the chat.
        if language not in LANGUAGES or self.understood.meaning.intent == "sign_up":
            return self.scene
        return replace(self.scene, conversation=replace(self.scene.conversation, language=language))
