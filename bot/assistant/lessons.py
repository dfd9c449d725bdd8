"""What understanding learns from: phrasings of facts and acts, templates of attributes, questions without an answer."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar
from zlib import crc32

from intents.dialogue.asks import After, ask_of
from intents.dialogue.learning import Line, learn_acts, learn_roles, learn_subjects, load_lines, load_marked, load_times
from intents.meaning.catalogue import GAP, ORDERED, Example, gap, load_catalogue
from intents.model.model import Model
from intents.model.training import SOME_DAY, Doubt, Facts, train
from intents.questions.learning import Message, learn_choice
from intents.speech.fitting import fit_detectors
from intents.speech.listening import Detectors
from intents.text.reading import Alias, Aliases
from intents.text.text import words
from knowledge.library.content import LANGUAGES
from knowledge.library.library import Library
from knowledge.library.taught import load_asked, load_doubts, load_messages, load_unknown
from knowledge.library.things import VENUE, Cell, Thing, Things, load_things

_Kind = TypeVar("_Kind")
Asked = Mapping[str, Mapping[str, Sequence[str]]]  # language -> attribute -> templates
_THING = "{T}"
_DRAWN = 9  # one ordinary phrasing in so many stands beside the sentences about the agenda
_DOUBTS = 4  # one doubt in so many stands beside the messages of one question or two
_OTHERS = 2  # things of which nothing tells an attribute that is told of another
_DETECTORS, _PHRASINGS, _ACTS, _ROLES = 0.3, 0.7, 0.8, 0.9  # which share of learning is done after each
_ARTICLES = ("le ", "la ", "les ", "l'", "l’", "un ", "une ", "votre ", "vos ", "notre ", "the ")


@dataclass(frozen=True, slots=True)
class Lessons:
    """Every phrasing we have, the intents whose answer is not known, questions that teach which fact tells what is
    asked, and whole messages, of one question or two.
    """

    examples: tuple[Example, ...]
    silent: tuple[str, ...]
    facts: Facts
    doubts: tuple[Doubt, ...]
    messages: tuple[Message, ...]

    @classmethod
    def of(cls, library: Library) -> "Lessons":
        """The phrasings of topics (knowledge) and of what people ask the bot to do (intents)."""
        things = load_things()
        asked, aside = _parted(load_asked())
        of_things = of_attributes(library, things, asked)
        examples = (*_of_topics(library), *of_things, *_unknown(), *load_catalogue().examples)
        gaps = {one.intent for one in examples if one.intent.startswith(GAP)}
        silent = (*(topic.id for topic in library.topics if topic.unknown), *sorted(gaps))
        templates = tuple(_templates(asked))
        facts = Facts(aliases=_aliases(things), cells=_cells(library), templates=templates, default=VENUE)
        learnt = {tuple(words(one.text)) for one in examples}
        doubts = tuple(Doubt(one.ask, one.told) for one in load_doubts() if tuple(words(one.ask)) not in learnt)
        of_cells = (one for one in _of_cells(library, things, aside) if tuple(words(one.text)) not in learnt)
        doubts = (*doubts, *of_cells)
        return cls(examples, silent, facts, doubts, tuple(_messages(doubts)))

    def learn(self, tell: Callable[[float], None] = lambda share: None) -> Model:
        """A new model: some tens of seconds; `tell` hears which share of it is done."""
        detectors = self.detectors()
        tell(_DETECTORS)
        model = train(self.examples, self.silent, self.facts, self.doubts, detectors)
        tell(_PHRASINGS)
        acts = learn_acts(self.sentences(), model.reader, SOME_DAY)
        tell(_ACTS)
        marked = load_marked()
        roles = learn_roles((*marked, *load_times()), model.reader, SOME_DAY)
        subjects = learn_subjects(marked, model.reader)
        tell(_ROLES)
        chooser = learn_choice(model, self.messages, SOME_DAY)
        return replace(model, chooser=chooser, acts=acts, roles=roles, subjects=subjects)

    def sentences(self) -> tuple[Line, ...]:
        """What is asked for in a conversation: sentences about the agenda, beside some of all the others."""
        silent = frozenset(self.silent)
        others = (one for one in self.examples if _is_drawn(one.text) and "{" not in one.text)
        return *load_lines(), *(
            Line(one.text, ask_of(one.intent, claims=one.intent not in silent), After.NOTHING) for one in others
        )

    def detectors(self, without: str = "") -> Detectors:
        """How a message is said, learnt without one of the labelled sets if wanted."""
        return fit_detectors(tuple(self._ordinary()), tuple(one.bare for one in load_lines()), without)

    def _ordinary(self) -> Iterator[str]:
        """What is no order, of each template one sentence."""
        once = {one.made_of[:1] or one.text: one for one in self.examples if one.intent not in ORDERED}
        return (one.text for one in once.values())


def _is_drawn(text: str) -> bool:
    """One text in so many, always the same."""
    return crc32(text.encode()) % _DRAWN == 0


def _of_topics(library: Library) -> Iterator[Example]:
    for topic in library.topics:
        for language in LANGUAGES:
            yield from (Example(phrase, topic.id, language) for phrase in topic.phrases[language])


def _templates(asked: Asked) -> Iterator[Example]:
    for language, listed in asked.items():
        for attribute, templates in listed.items():
            yield from (Example(template, attribute, language) for template in templates)


def _messages(doubts: Iterable[Doubt]) -> Iterator[Message]:
    """Of one question or two, then some of the doubts, which ask one: of all, two questions are heard too rarely."""
    for one in load_messages():
        asks_two = len(one.told) + one.unknown > 1
        yield Message(one.ask, frozenset(one.told), gap=one.unknown, asks_two=asks_two)
    for doubt in islice(doubts, 0, None, _DOUBTS):
        yield Message(doubt.text, frozenset(doubt.told), gap=not doubt.told, asks_two=False)


def _cells(library: Library) -> dict[str, tuple[tuple[str, str], ...]]:
    return {topic.id: tuple((cell.thing, cell.attribute) for cell in topic.cells) for topic in library.topics}


def _aliases(things: Things) -> Aliases:
    return Aliases.of(alias for thing in things.things.values() for alias in _of_thing(thing))


def _of_thing(thing: Thing) -> Iterator[Alias]:
    """A name of one word may be any word, such as « l’entrée »; one of several is beyond doubt."""
    for name in thing.name.values():
        if " " in _without_article(name):
            yield Alias(thing.id, _without_article(name), strong=True)
    for strong, listed in ((True, thing.strong), (False, thing.weak)):
        yield from (Alias(thing.id, alias, strong) for aliases in listed.values() for alias in aliases)


def _unknown() -> Iterator[Example]:
    """Questions without an answer, in either language."""
    for attribute, questions in load_unknown().items():
        yield from (Example(question, gap(attribute), "fr") for question in questions)


_ASIDE = 7  # one template in so many is never a phrasing: it teaches which fact tells what is asked


def _parted(asked: Asked) -> tuple[Asked, Asked]:
    """The templates that are learnt, and those that are set aside."""
    return _some(asked, aside=False), _some(asked, aside=True)


def _some(asked: Asked, *, aside: bool) -> Asked:
    return {
        language: {
            attribute: [one for one in templates if (crc32(one.encode()) % _ASIDE == 0) is aside]
            for attribute, templates in listed.items()
        }
        for language, listed in asked.items()
    }


def _of_cells(library: Library, things: Things, asked: Asked) -> Iterator[Doubt]:
    """Each template asked of a thing of which a fact tells that, and of one of which none does."""
    known = {cell: topic.id for topic in library.topics if not topic.unknown for cell in topic.cells}
    for language, listed in asked.items():
        for attribute, templates in listed.items():
            for template in templates:
                for thing in _one_of_each(template, attribute, things, known):
                    told = known.get(Cell(thing.id, attribute))
                    text = template.replace(_THING, _named(thing, template, language))
                    yield Doubt(text, () if told is None else (told,), attribute)


def _one_of_each(template: str, attribute: str, things: Things, known: Container[Cell]) -> Iterator[Thing]:
    if _THING not in template:
        yield things.things[VENUE]
        return
    fitting = [one for one in things.things.values() if things.is_asked_of(attribute, one.id)]
    for is_told in (True, False):
        some = [one for one in fitting if (Cell(one.id, attribute) in known) is is_told]
        if some:
            yield _drawn(some, template)


def of_attributes(library: Library, things: Things, asked: Asked) -> Iterator[Example]:
    """Each template of `asked` (language -> attribute -> templates) said of the venue, where it names nothing; else of
    a thing of which it is told, and of others: of more of them where the attribute is told of some thing, for that
    they all are not.
    """
    told = {cell: topic.id for topic in library.topics for cell in topic.cells}
    for language, listed in asked.items():
        for attribute, templates in listed.items():
            for template in templates:
                for thing in _meant(template, attribute, things, told):
                    intent = told.get(Cell(thing.id, attribute), gap(attribute))
                    name = _named(thing, template, language)
                    made_of = (template, name) if _THING in template else ()
                    yield Example(template.replace(_THING, name), intent, language, made_of)


def _meant(template: str, attribute: str, things: Things, told: Mapping[Cell, str]) -> Iterator[Thing]:
    if _THING not in template:
        yield things.things[VENUE]
        return
    fitting = [one for one in things.things.values() if things.is_asked_of(attribute, one.id)]
    known = [one for one in fitting if Cell(one.id, attribute) in told]
    others = [one for one in fitting if one not in known]
    if known:
        yield _drawn(known, template)
    drawn = (_drawn(others, template + str(time)) for time in range(_OTHERS if known else 1) if others)
    yield from {one.id: one for one in drawn}.values()


def _named(thing: Thing, template: str, language: str) -> str:
    """One of the thing's names, without its article."""
    name = _drawn((thing.name[language], *thing.strong[language]), template + thing.id)
    return _without_article(name)


def _without_article(name: str) -> str:
    article = next((one for one in _ARTICLES if name.lower().startswith(one)), "")
    return name[len(article) :]


def _drawn(among: Sequence[_Kind], seed: str) -> _Kind:
    """One of them, always the same for the same seed."""
    return among[crc32(seed.encode()) % len(among)]
