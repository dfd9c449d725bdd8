"""The learnt model and what it is used with: trained on every phrasing we have, kept in a cache folder."""

import gc
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.assistant import descriptions_learnt
from bot.assistant.focusing import Focusing
from intents.context import Context
from intents.errors import ModelError
from intents.lexicon import Lexicon
from intents.meaning import Meaning
from intents.model import file as model_file
from intents.model.key import model_key
from intents.model.model import Model
from intents.statements.matching import Descriptions
from intents.titles import Titled, Titles
from intents.trace import Trace, trace
from intents.understand import understand
from knowledge.events import Event
from knowledge.library import Library, content_files, load_library
from knowledge.things_read import asked_files


@dataclass(frozen=True, slots=True)
class Understanding:
    """Reads messages against the agenda of the moment; without `descriptions`, those of events answer nothing."""

    model: Model
    zone: ZoneInfo
    descriptions: Descriptions | None = None
    _prepared: dict[tuple[Titled, ...], Titles] = field(default_factory=dict)

    @classmethod
    def open(cls, cache: Path | None, zone: ZoneInfo) -> "Understanding":
        """With the kept model of today's phrasings, or a new one, learnt now (a minute or so) and kept in `cache`."""
        model = _kept_or_learnt(cache)
        folder = None if cache is None else model_folder(cache)
        descriptions = descriptions_learnt.kept_or_learnt(folder, model)
        # It lives as long as the process: looking through it for garbage would make a message wait 70 ms.
        gc.collect()
        gc.freeze()
        return cls(model, zone, descriptions)

    def understand(self, text: str, context: Context | None, events: Iterable[Event], now: datetime) -> Meaning:
        """What `text` means, said at `now` about these events."""
        events, now = tuple(events), now.astimezone(self.zone)
        lexicon = self._lexicon(events)
        meaning = understand(text, context, lexicon, now)
        if self.descriptions is None:
            return meaning
        return replace(meaning, focus=Focusing(self.descriptions, lexicon, now).of(meaning, context, events))

    def trace(self, text: str, context: Context | None, events: Iterable[Event], now: datetime) -> Trace:
        """Why it means that."""
        return trace(text, context, self._lexicon(events), now.astimezone(self.zone))

    def _lexicon(self, events: Iterable[Event]) -> Lexicon:
        titled = tuple(
            Titled(
                event.uid,
                tuple(title for title in (event.title, event.title_en) if title),
                event.starts_at.astimezone(self.zone),
                event.kind.value,
            )
            for event in events
        )
        return Lexicon(self.model, self._titles(titled))

    def _titles(self, titled: tuple[Titled, ...]) -> Titles:
        """Prepared once for as long as the agenda stays the same; `usual` words of ours name an event less."""
        if titled not in self._prepared:
            self._prepared.clear()
            self._prepared[titled] = Titles.of(titled, self.model.reader.speller.known)
        return self._prepared[titled]


def _kept_or_learnt(cache: Path | None) -> Model:
    if cache is None:
        return _learnt(load_library())
    folder = model_folder(cache)
    try:
        return model_file.load(folder)
    except ModelError:  # none yet, or a broken one
        model = _learnt(load_library(kept=cache))
        model_file.save(model, folder)
        return model


def _learnt(library: Library) -> Model:
    from bot.assistant.lessons import Lessons  # with what only learning needs

    return Lessons.of(library).learn()


def model_folder(cache: Path) -> Path:
    """Where the model of today's phrasings and code is kept."""
    code = (Path(__file__).with_name("lessons.py"), *descriptions_learnt.code_files())
    return cache / "model" / model_key((*content_files(), *asked_files(), *code))


def is_learnt(cache: Path) -> bool:
    """Whether `cache` holds the model of these very phrasings and this very code."""
    return model_file.is_kept(model_folder(cache))
