"""The learnt model and what it is used with, kept in a cache folder; what the team has named, heard beside it."""

import gc
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.assistant.claims import Claims
from bot.assistant.events import Focusing, row_of
from bot.core.files import Tell, alone_in
from bot.core.starting import nothing_is_garbage
from intents.dialogue.state import DialogueState
from intents.meaning.meaning import Meaning, Trouble
from intents.model import file as model_file
from intents.model.file import model_key
from intents.model.model import Claimed, Lexicon, Model
from intents.query.rows import EventRow
from intents.query.table import EventTable
from intents.query.titles import Titles
from intents.speech.listening import Listener
from intents.statements import matching
from intents.statements import matching as descriptions_file
from intents.statements.matching import Descriptions
from intents.text.reading import Alias, Aliases
from intents.text.text import DATA, ModelError, readable
from intents.understanding.named import Names, about_new, as_learnt, attribute_asked, plain_words
from intents.understanding.trace import Trace, trace
from intents.understanding.understand import understand
from knowledge.agenda.agenda import Event
from knowledge.library.filled import Name
from knowledge.library.library import Library, content_files, load_library
from knowledge.library.taught import load_asked, load_described, load_statements
from knowledge.library.things import Things, asked_files

CODE = Path(matching.__file__).parent
_EVERYDAY_FROM = 100  # times that a word is said in all our phrasings
_WORD_LISTS = ("abbreviations.yaml", "answered_by.yaml", "statement_words.yaml")


def learnt_descriptions(model: Model) -> Descriptions:
    """Learnt anew, for this model of questions."""
    from intents.statements.learning import Asked, Described, learn_descriptions  # with what only learning needs

    described = [
        Described(one.title, one.description, tuple(Asked(text, at) for text, at in one.asked))
        for one in load_described()
    ]
    return learn_descriptions(model, load_statements(), _questions(), described)


def code_files() -> list[Path]:
    """The code and the word lists whose change asks for learning anew."""
    return sorted((*CODE.glob("*.py"), *(DATA / name for name in _WORD_LISTS)))


def _questions() -> Mapping[str, tuple[str, ...]]:
    """Ways to ask each attribute, in both languages."""
    found: dict[str, tuple[str, ...]] = {}
    for listed in load_asked().values():
        for attribute, templates in listed.items():
            found[attribute] = (*found.get(attribute, ()), *templates)
    return found


@dataclass(frozen=True, slots=True)
class Understanding:
    """Reads messages against the agenda of the moment; without `descriptions`, those of events answer nothing, and
    without `claimed` what a message claims does not tell which fact it asks for.
    """

    model: Model
    zone: ZoneInfo
    descriptions: Descriptions | None = None
    claimed: Claimed | None = None
    _prepared: dict[tuple[EventRow, ...], Lexicon] = field(default_factory=dict)
    _at_hand: dict[int, tuple[tuple[Event, ...], Lexicon]] = field(default_factory=dict)  # for the very same events

    @classmethod
    def open(
        cls, cache: Path | None, zone: ZoneInfo, tell: Tell = lambda share: None, library: Library | None = None
    ) -> "Understanding":
        """With the kept model of today's phrasings, or a new one, learnt now and kept in `cache`; `tell` hears how far
        learning is. `library`: what answers are made from, when that was read already.
        """
        try:
            with nothing_is_garbage():  # else looking through it would also make a message wait 70 ms
                return cls._of(*_kept(cache), zone, library or load_library(kept=cache))
        except ModelError:  # none yet, or a broken one
            with alone_in(cache) as note:
                model, descriptions = _kept_or_learnt(cache, _both(note, tell))
        gc.collect()
        with nothing_is_garbage():
            return cls._of(model, descriptions, zone, library or load_library(kept=cache))

    @classmethod
    def _of(cls, model: Model, descriptions: Descriptions, zone: ZoneInfo, library: Library) -> "Understanding":
        return cls(model, zone, descriptions, Claims.of(library).claimed)

    def understand(self, text: str, context: DialogueState | None, events: Iterable[Event], now: datetime) -> Meaning:
        """What `text` means, said at `now` about these events."""
        events, now = tuple(events), now.astimezone(self.zone)
        lexicon = self.lexicon(events)
        return self.focused(understand(text, context, lexicon, now), context, events, now)

    def focused(
        self, meaning: Meaning, context: DialogueState | None, events: tuple[Event, ...], now: datetime
    ) -> Meaning:
        """A meaning with the events in focus, and what their descriptions answer; `now` is local to the venue."""
        if self.descriptions is None:
            return meaning
        focusing = Focusing(self.descriptions, self.lexicon(events), now)
        return replace(meaning, focus=focusing.of(meaning, context, events))

    def understand_named(
        self, text: str, context: DialogueState | None, events: Iterable[Event], now: datetime, names: Names
    ) -> Meaning:
        """The same where the team has named things since the model was learnt."""
        events, local = tuple(events), now.astimezone(self.zone)
        meaning = self.understand(as_learnt(text, names), context, events, now)
        return about_new(replace(meaning, text=text), text, self.lexicon(events), names, local)

    def attribute_asked(self, text: str, name: str, now: datetime) -> str:
        """What is asked of something called so that has no name here; "" where that is not clear."""
        return attribute_asked(text, name, self.lexicon(()), now.astimezone(self.zone)) or ""

    def is_everyday(self, name: str) -> bool:
        """Whether it is a word that families use for much else: as a name it would be heard where nobody means it."""
        words = plain_words(name)
        return len(words) == 1 and self.model.reader.speller.known.get(words[0], 0) >= _EVERYDAY_FROM

    def hears_trouble(self, text: str) -> bool:
        """Whether somebody may be in distress; much quicker than understanding."""
        detectors = self.model.detectors
        return detectors is not None and Listener(detectors).hear(readable(text)).trouble is not Trouble.NONE

    def trace(self, text: str, context: DialogueState | None, events: Iterable[Event], now: datetime) -> Trace:
        """Why it means that."""
        return trace(text, context, self.lexicon(events), now.astimezone(self.zone))

    def lexicon(self, events: Iterable[Event]) -> Lexicon:
        """Prepared once for as long as the agenda stays the same."""
        events = tuple(events)
        at_hand = self._at_hand.get(id(events))
        if at_hand is not None and at_hand[0] is events:
            return at_hand[1]
        lexicon = self._lexicon(events)
        self._at_hand.clear()
        self._at_hand[id(events)] = events, lexicon
        return lexicon

    def _lexicon(self, events: tuple[Event, ...]) -> Lexicon:
        rows = tuple(row_of(event, self.zone) for event in events)
        if rows not in self._prepared:
            self._prepared.clear()
            titles = Titles.of(rows, self.model.reader.speller.known)
            table = EventTable.of(rows, self.model.reader.speller.real)
            self._prepared[rows] = Lexicon(self.model, titles, table, self.claimed)
        return self._prepared[rows]


def _kept(cache: Path | None) -> tuple[Model, Descriptions]:
    """Raises ModelError when they are not there, or not whole."""
    if cache is None:
        raise ModelError("no folder is given")
    folder = model_folder(cache)
    return model_file.load(folder), descriptions_file.load(folder)


def _both(first: Tell, second: Tell) -> Tell:
    def tell(share: float) -> None:
        first(share)
        second(share)

    return tell


def _kept_or_learnt(cache: Path | None, tell: Tell) -> tuple[Model, Descriptions]:
    """As another process has learnt them meanwhile, or learnt now."""
    with suppress(ModelError):
        return _kept(cache)
    tell(0.0)
    with nothing_is_garbage():  # looking for it among millions of words would take a tenth of the time
        model, descriptions = _learnt(load_library(kept=cache), tell)
    if cache is None:
        return model, descriptions
    descriptions_file.save(descriptions, model_folder(cache))
    model_file.save(model, model_folder(cache))  # its words last: they say that all is there
    return _kept(cache)  # mapped from there, as for whoever comes later: what was learnt is let go


def _learnt(library: Library, tell: Tell) -> tuple[Model, Descriptions]:
    """On one thread: others would help with sums so small that they mostly wait for one another, and cost CPU."""
    from threadpoolctl import threadpool_limits  # holds only the libraries that are there

    from bot.assistant.lessons import Lessons  # with what only learning needs

    lessons = Lessons.of(library)
    with threadpool_limits(1):
        model = lessons.learn(tell)
        return model, learnt_descriptions(model)


def model_folder(cache: Path) -> Path:
    """Where the model of today's phrasings and code is kept."""
    code = (Path(__file__).with_name("lessons.py"), *code_files())
    return cache / "model" / model_key((*content_files(), *asked_files(), *code))


def is_learnt(cache: Path) -> bool:
    """Whether `cache` holds the model of these very phrasings and this very code."""
    return model_file.is_kept(model_folder(cache))


def heard(things: Things, names: Iterable[Name]) -> Names:
    """`things`: with the new ones among them."""
    names = tuple(names)
    new = [one for one in names if one.is_new and one.thing in things.things]
    known = [one for one in names if not one.is_new and one.thing in things.things]
    return Names(
        new=Aliases.of(Alias(one.thing, alias, strong=True) for one in new for alias in one.aliases),
        attributes={
            one.thing: frozenset(name for name in things.attributes if things.is_asked_of(name, one.thing))
            for one in new
        },
        learnt={
            plain_words(alias): things.things[one.thing].strong["fr"][0]
            for one in known
            for alias in one.aliases
            if things.things[one.thing].strong["fr"]
        },
    )


def thing_named(text: str, things: Things) -> str | None:
    """The thing that these words name, beyond doubt first; None when they name none."""
    every = Aliases.of(
        Alias(thing.id, alias, strong)
        for thing in things.things.values()
        for strong, listed in ((True, thing.strong), (False, thing.weak))
        for aliases in listed.values()
        for alias in aliases
    )
    found = every.things(plain_words(text))
    return found[0] if found else None


def names_already(alias: str, things: Things) -> str | None:
    """The thing that this very name stands for already, beyond doubt or not."""
    said = plain_words(alias)
    every = ((thing.id, one) for thing in things.things.values() for listed in (thing.strong, thing.weak)
             for aliases in listed.values() for one in aliases)  # fmt: skip
    return next((thing for thing, one in every if plain_words(one) == said), None)
