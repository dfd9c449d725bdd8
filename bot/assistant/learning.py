"""The learnt model and what it is used with: trained on every phrasing we have, kept in a cache folder."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from intents.brain import Model
from intents.catalogue import Example, load_catalogue
from intents.context import Context
from intents.meaning import Meaning
from intents.model_file import is_kept, load_or_train
from intents.titles import Titled, Titles
from intents.understand import Lexicon, understand
from intents.words import words
from knowledge.events import Event
from knowledge.library import Library


@dataclass(frozen=True, slots=True)
class Lessons:
    """Every phrasing we have, and the intents whose answer is not known."""

    examples: tuple[Example, ...]
    silent: tuple[str, ...]

    @classmethod
    def of(cls, library: Library) -> "Lessons":
        """The phrasings of topics (knowledge) and of what people ask the bot to do (intents)."""
        asked = tuple(
            Example(text=phrase, intent=topic.id, language=language)
            for topic in library.topics
            for language in ("fr", "en")
            for phrase in topic.phrases[language]
        )
        silent = tuple(topic.id for topic in library.topics if topic.unknown)
        return cls((*asked, *load_catalogue().examples), silent)


@dataclass(frozen=True, slots=True)
class Understanding:
    """Reads messages against the agenda of the moment. `usual` counts the words of our own phrasings."""

    model: Model
    usual: Counter[str]
    zone: ZoneInfo

    @classmethod
    def open(cls, lessons: Lessons, cache: Path | None, zone: ZoneInfo) -> "Understanding":
        """With the cached model, or a new one learnt (half a minute) and kept in `cache`."""
        usual = Counter(word for example in lessons.examples for word in words(example.text))
        return cls(load_or_train(cache, lessons.examples, lessons.silent), usual, zone)

    def understand(self, text: str, context: Context | None, events: Iterable[Event], now: datetime) -> Meaning:
        """What `text` means, said at `now` about these events."""
        titled = (
            Titled(
                event.uid,
                tuple(title for title in (event.title, event.title_en) if title),
                event.starts_at.astimezone(self.zone),
            )
            for event in events
        )
        lexicon = Lexicon(self.model, Titles.of(titled, self.usual))
        return understand(text, context, lexicon, now.astimezone(self.zone))


def is_learnt(lessons: Lessons, cache: Path) -> bool:
    """Whether `cache` holds the model of these very phrasings and this very code."""
    return is_kept(cache, lessons.examples, lessons.silent)
