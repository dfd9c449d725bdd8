"""Ways to ask each attribute by people who never saw our templates, and a thing's name put into them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.assistant.unknowns import after
from bot.errors import BotError
from knowledge.things import Thing

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
    """"the" stands in the name, where it has one."""
    return name if place["word"] == "the" else _simply(place, name, place["word"])


def _simply(place: re.Match[str], name: str, word: str) -> str:
    if place["quote"]:
        return f"{word}{place['gap']}{_bare(name).strip('«»“” ')}"
    return f"{word}{place['gap']}{_bare(name) if place['word'] in _BARE else name}"


def _bare(name: str) -> str:
    article = _ARTICLES.match(name)
    return name[article.end() :] if article else name
