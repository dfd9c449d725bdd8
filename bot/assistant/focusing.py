"""Which one event a message may be about, and what the sentences of its description answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from intents.catalogue import ACTIONS, DISTRESS, FORM, OFF_TOPIC
from intents.dialogue.state import DialogueState
from intents.lexicon import Lexicon
from intents.meaning import Focus, Meaning
from intents.statements.asking import Question, read_question
from intents.statements.matching import Descriptions
from knowledge.events import Event

ABOUT = "event_about"
_ELSEWHERE = ACTIONS | FORM | {DISTRESS}


@dataclass(frozen=True, slots=True)
class Focusing:
    """Finds the event in focus, at this instant, local to the venue."""

    descriptions: Descriptions
    lexicon: Lexicon
    now: datetime

    def of(self, meaning: Meaning, context: DialogueState | None, events: Iterable[Event]) -> Focus | None:
        """The event in focus; None where none is, or where the message asks for something else."""
        intent = meaning.intent or ""
        uid = None if intent in _ELSEWHERE or intent.startswith(OFF_TOPIC) else self._meant(meaning, context)
        event = next((one for one in events if one.uid == uid), None)
        if event is None:
            return None
        question = read_question(meaning.text, self.lexicon, self.now)
        asked, likelihood = self.lexicon.model.attributes.best(question.asked)
        return Focus(event.uid, asked, likelihood, tuple(self._told(question, event)))

    def _meant(self, meaning: Meaning, context: DialogueState | None) -> str | None:
        """The one event that is named, or the one talked about just before where none is."""
        if meaning.slots.titled:
            uids = meaning.slots.events
        else:
            uids = context.shown if context is not None and context.fresh(self.now) and context.about_events else ()
        return uids[0] if len(uids) == 1 else None

    def _told(self, question: Question, event: Event) -> Iterator[tuple[str, str]]:
        """What each language's description answers; where there is no English one, the French one serves."""
        french, english = event.description or "", event.description_en or event.description or ""
        said = {text: self.descriptions.answering(question, text, self.lexicon.model) for text in {french, english}}
        for language, text in (("fr", french), ("en", english)):
            if (sentence := said[text]) is not None:
                yield language, sentence
