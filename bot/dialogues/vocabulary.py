"""The words that decide a step, from words.yaml."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.dialogues.inputs import WAIT_LINE, WHO_LINE
from intents.text import fold
from scheduler.answers import Question

_LONGEST_ANSWER, _LONGEST_PHRASE = 80, 6  # characters of a mere answer; words of one phrase in it
_LINES = {
    "line_who": WHO_LINE,
    **{f"line_{question.value}": place for place, question in enumerate(Question, 1)},
    "line_wait": WAIT_LINE,
}


@cache
def listed_in(file: Path) -> dict[str, Any]:
    """What a YAML file of words holds, read once."""
    data: dict[str, Any] = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    return data


@cache
def words(kind: str) -> frozenset[str]:
    """The folded words of one kind in words.yaml."""
    return frozenset(fold(word) for word in listed_in(Path(__file__).with_name("words.yaml"))[kind])


def bare(text: str) -> str:
    """The text as the words are looked up: folded, without the marks around it."""
    return fold(text).strip(" .!")


def words_alone(text: str) -> str:
    """The folded words with one space between, and no mark at all."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


def says(text: str, *kinds: str) -> bool:
    """Whether the text is words of these kinds and nothing else, perhaps several: « ok oui j'accepte, merci »."""
    said = bare(spoken(text))
    if any(said in words(kind) for kind in kinds):
        return True
    if "?" in text or len(text) > _LONGEST_ANSWER:
        return False
    meant, courtesy, found = _phrases(*kinds), _phrases("courtesy"), False
    rest = words_alone(said)
    while rest:
        first = _first_of(meant, rest)
        found = found or first is not None
        phrase = first or _first_of(courtesy, rest)
        if phrase is None:
            return False
        rest = rest.removeprefix(phrase).strip()
    return found


@cache
def _phrases(*kinds: str) -> frozenset[str]:
    return frozenset(words_alone(phrase) for kind in kinds for phrase in words(kind))


def _first_of(phrases: frozenset[str], said: str) -> str | None:
    """The longest of these phrases that the words begin with."""
    run = said.split()[:_LONGEST_PHRASE]
    firsts = (" ".join(run[:count]) for count in range(len(run), 0, -1))
    return next((first for first in firsts if first in phrases), None)


def spoken(text: str) -> str:
    """A thumb alone in words; beside words it says nothing of its own."""
    if any(character.isalnum() for character in text):
        return text
    if not words("signs_yes").isdisjoint(text):
        return "ok"
    return text if words("signs_no").isdisjoint(text) else "non"


def is_yes_or_no(text: str) -> bool:
    """Whether this is a mere yes or no, which answers whatever was asked last."""
    return says(text, "yes") or says(text, "no")


def asks_something(text: str) -> bool:
    """Whether the words are a question rather than an answer."""
    said = fold(text)
    return "?" in said or any(re.match(rf"{re.escape(word)}\b", said) for word in words("asking"))


def line_meant(said: str) -> int | None:
    """The line of the recap in « modifier le téléphone »; None when there is no verb or no line."""
    verb, _, rest = said.partition(" ")
    if verb not in words("change"):
        return None
    spoken = set(re.findall(r"[^\W_]+", rest))
    return next((line for kind, line in _LINES.items() if spoken & words(kind)), None)
