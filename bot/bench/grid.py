"""`cite bench grid`: every attribute of every thing asked once; what is known has to be told, and nothing else."""

import random
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.assistant.answer import Answer, AnswerKind
from bot.assistant.asking import Clerk
from bot.assistant.facts import after
from bot.core.errors import BotError
from knowledge.library.library import Library
from knowledge.library.things import Cell, Thing, Things

WORDINGS = Path(__file__).parents[2] / "tests" / "phrases" / "grid" / "wordings.yaml"
_PLACE = re.compile(r"(?P<word>[^\s«\"]*)(?P<gap>\s*(?P<quote>[«\"])?\s*)\{T\}")
_ARTICLES = re.compile(r"(?:les?|la|une?|ces?|cette|the|this|these) |l'")
_PREPOSITIONS = {"de": "de", "à": "à", "a": "à", "À": "à"}
_YOURS = {"votre": "vos", "votr": "vos", "Votre": "Vos"}
# Words after which a name has no article: words that stand for one, and nouns ("le tarif salle de formation ?").
_BARE = frozenset({
    "votre", "votr", "vos", "les", "o", "un", "une", "otre", "a", "any", "your", "next", "missed", "côté", "coté",
    "dedan", "rendez-vous", "seance", "sujé", "batimen", "batiman", "machine", "foto", "plan", "concept", "entié",
    "l'animateur", "lorganisateur", "patron", "listoir", "fin", "tarif", "travo", "regle", "inscription", "mdp", "tel",
    "mel", "web", "niouzletter", "press", "menbre", "clé",
})  # fmt: skip


class Style(StrEnum):
    """How a wording is written."""

    CLEAN = "clean"
    DIRTY = "dirty"
    ENGLISH = "English"

    @property
    def language(self) -> str:
        """The language it is in."""
        return "en" if self is Style.ENGLISH else "fr"


SHARES = {Style.CLEAN: 3, Style.DIRTY: 2, Style.ENGLISH: 1}  # of the cells that are asked so


@dataclass(frozen=True, slots=True)
class Wording:
    """A question in which {T} stands for the thing."""

    style: Style
    text: str

    def of(self, thing: Thing) -> str:
        """The question about this thing: its name with its article, where that reads right."""
        name = thing.name[self.style.language].replace("’", "'").replace("\N{NO-BREAK SPACE}", " ")
        named = _in_english if self.style is Style.ENGLISH else _in_french
        text = _PLACE.sub(lambda place: named(place, name, thing.plural), self.text)
        return text if self.style is Style.DIRTY else text[:1].upper() + text[1:]


def read_wordings(file: Path = WORDINGS) -> Mapping[str, tuple[Wording, ...]]:
    """The wordings of each attribute; raises BotError where the file is not there or holds something else."""
    try:
        listed = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
        return {attribute: tuple(_wordings(texts)) for attribute, texts in listed.items()}
    except FileNotFoundError as error:
        raise BotError(f"{file} is not there: name a file of wordings with --wordings.") from error
    except (YAMLError, UnicodeDecodeError, AttributeError, KeyError, TypeError) as error:
        raise BotError(f"{file} does not list wordings by attribute and language.") from error


def _wordings(texts: Mapping[str, Sequence[str | None]]) -> Iterator[Wording]:
    """The third French one is badly spelt; nothing stands in the place of one that was left out."""
    styles = (Style.CLEAN, Style.CLEAN, Style.DIRTY)
    listed = (*zip(styles, texts["fr"], strict=False), *((Style.ENGLISH, text) for text in texts["en"]))
    yield from (Wording(style, text) for style, text in listed if text)


def _in_french(place: re.Match[str], name: str, is_plural: bool) -> str:
    word, bare = place["word"], _bare(name)
    if word in _PREPOSITIONS:
        contracted = after(_PREPOSITIONS[word], name)
        return contracted if word != "a" else contracted.replace("à ", "a ", 1)
    if word in _YOURS and bare == name:  # "votre BeLC" is nobody's
        return name
    return _simply(place, name, _YOURS.get(word, word) if is_plural else word)


def _in_english(place: re.Match[str], name: str, _: bool) -> str:
    """ "the" stands in the name, where it has one."""
    return name if place["word"] == "the" else _simply(place, name, place["word"])


def _simply(place: re.Match[str], name: str, word: str) -> str:
    if place["quote"]:
        return f"{word}{place['gap']}{_bare(name).strip('«»“” ')}"
    return f"{word}{place['gap']}{_bare(name) if place['word'] in _BARE else name}"


def _bare(name: str) -> str:
    article = _ARTICLES.match(name)
    return name[article.end() :] if article else name


NOW = "2026-12-01T10:00"  # the agenda is empty: any instant does, and one that is fixed gives the same answers


class Ending(StrEnum):
    """How an answer ended."""

    TOLD = "told"  # what was asked
    HONEST = "honest"  # that it is not known, or no subject of ours
    ASKED = "asked"
    MISLED = "misled"  # something else was told, or events listed
    ELSE = "else"  # taken for a request, or for another language


_ENDINGS = {
    AnswerKind.UNKNOWN: Ending.HONEST, AnswerKind.OFF_TOPIC: Ending.HONEST, AnswerKind.CLARIFY: Ending.ASKED,
    AnswerKind.ACTION: Ending.ELSE, AnswerKind.LANGUAGE: Ending.ELSE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """A cell asked in one wording; `kind` is that of its thing."""

    cell: Cell
    kind: str
    style: Style
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, whether a topic tells what it asks, what was answered, and how that ended."""

    question: Question
    known: bool
    answer: Answer
    ending: Ending


@dataclass(frozen=True, slots=True)
class Told:
    """Which topics tell each cell."""

    topics: Mapping[Cell, frozenset[str]]

    @classmethod
    def by(cls, library: Library) -> "Told":
        """From what the topics say that they tell."""
        told: dict[Cell, set[str]] = {}
        for topic in library.topics:
            for cell in () if topic.unknown else topic.cells:
                told.setdefault(cell, set()).add(topic.id)
        return cls({cell: frozenset(topics) for cell, topics in told.items()})

    def ending(self, cell: Cell, answer: Answer) -> Ending:
        """How this answer to a question about this cell ended."""
        if answer.kind in _ENDINGS:
            return _ENDINGS[answer.kind]
        return Ending.TOLD if answer.topic in self.topics.get(cell, ()) else Ending.MISLED


def questions(
    cells: Iterable[Cell], things: Things, wordings: Mapping[str, Sequence[Wording]], seed: int
) -> Iterator[Question]:
    """One for each cell, always the same for the same seed; raises BotError for an attribute without a wording."""
    for cell in cells:
        if not wordings.get(cell.attribute):
            raise BotError(f"No wording asks {cell.attribute}.")
        wording = _drawn(wordings[cell.attribute], random.Random(f"{seed}:{cell}"))
        thing = things.things[cell.thing]
        yield Question(cell, thing.kind, wording.style, wording.of(thing))


def some(cells: Sequence[Cell], most: int | None, seed: int) -> tuple[Cell, ...]:
    """So many of them, drawn by the seed; all of them without a number."""
    if most is None or most >= len(cells):
        return tuple(cells)
    return tuple(random.Random(seed).sample(cells, most))


def ask(asked: Iterable[Question], clerk: Clerk, told: Told, known: Container[Cell]) -> Iterator[Judged]:
    """Each question in a conversation of its own; `known` are the cells that it could tell."""
    for question in asked:
        ((_, answer),) = clerk.converse([question.text])
        yield Judged(question, question.cell in known, answer, told.ending(question.cell, answer))


def _drawn(wordings: Sequence[Wording], chance: random.Random) -> Wording:
    """The style first, so that an attribute with few wordings is asked in as many styles as the others."""
    styles = [style for style in SHARES if any(one.style is style for one in wordings)]
    (style,) = chance.choices(styles, [SHARES[style] for style in styles])
    return chance.choice([one for one in wordings if one.style is style])


_WIDE = 16
_KNOWN = (Ending.TOLD, Ending.HONEST, Ending.ASKED, Ending.MISLED, Ending.ELSE)
_OTHER = (Ending.HONEST, Ending.ASKED, Ending.MISLED, Ending.ELSE)


def as_table(judged: Sequence[Judged]) -> str:
    """A line for all, for each style and for each kind of thing."""
    kinds = sorted({one.question.kind for one in judged})
    return "\n".join(
        [
            head("cells that nothing tells"),
            row("all", judged),
            *(row(style.value, [one for one in judged if one.question.style is style]) for style in Style),
            *(row(kind, [one for one in judged if one.question.kind == kind]) for kind in kinds),
        ]
    )


def head(others: str) -> str:
    """The two lines above the figures; `others` names what cannot be told."""
    known, other = _width(_KNOWN), _width(_OTHER)
    names = "".join(f"{'n':>7}" + "".join(f"{one.value:>8}" for one in endings) for endings in (_KNOWN, _OTHER))
    return f"{'':{_WIDE}}{'known cells':>{known}}{others:>{other}}\n{'':{_WIDE}}{names}"


def row(name: str, judged: Iterable[Judged]) -> str:
    """How many, and the shares of how they ended: what is known, then what is not."""
    known = Counter[Ending]()
    other = Counter[Ending]()
    for one in judged:
        if one.known:
            known[one.ending] += 1
        else:  # what was left out of the lessons may still be told by a rule that learns nothing
            other[Ending.ELSE if one.ending is Ending.TOLD else one.ending] += 1
    return f"{name:{_WIDE}}{_shares(known, _KNOWN)}{_shares(other, _OTHER)}"


def wrong_ones(judged: Iterable[Judged]) -> str:
    """The cell, the question and the answer of each that was known and not told, or not known and told."""
    return "\n".join(_wrong(one) for one in judged if not _is_right(one))


def _is_right(one: Judged) -> bool:
    return one.ending is Ending.TOLD if one.known else one.ending in (Ending.HONEST, Ending.ASKED)


def _wrong(one: Judged) -> str:
    answered = " ".join(filter(None, (one.answer.kind.value, one.answer.topic, one.answer.action)))
    known = "known" if one.known else "other"
    return f"{one.question.cell} ({known}) {one.ending.value}: {one.question.text} -> {answered}"


def _shares(counts: Counter[Ending], endings: Sequence[Ending]) -> str:
    total = counts.total()
    shares = (f"{100 * counts[one] / total:.1f}%" if total else "-" for one in endings)
    return f"{total:7}" + "".join(f"{share:>8}" for share in shares)


def _width(endings: Sequence[Ending]) -> int:
    return 7 + 8 * len(endings)
