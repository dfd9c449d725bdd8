"""`cite bench frames`: what is meant stays the same where a message is written otherwise, and changes with a word."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from bot.assistant.learning import Understanding
from bot.bench.judging import Expect
from bot.bench.ranker import TaughtSet
from bot.bench.variants import unaccented
from intents.meaning.meaning import Meaning, Slots

_SWAPS = Path(__file__).with_name("swaps.yaml")
_END = re.compile(r"[.!?…]\s*$")
Frame = tuple[str | None, Slots]

REWRITES: Mapping[str, Callable[[str], str]] = {
    "without accents": unaccented,
    "in small letters": str.lower,
    "after a greeting": lambda text: f"Bonjour, {text}",
    "before a thank-you": lambda text: f"{text} Merci d'avance !" if _END.search(text) else f"{text}, merci d'avance",
    "with two spaces": lambda text: text.replace(" ", "  "),
    "with round apostrophes": lambda text: text.replace("'", "’"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """How many messages were written otherwise in one way, and of how many that told nothing else (or something)."""

    name: str
    asked: int
    held: int


def frame(meaning: Meaning) -> Frame:
    """What is meant, without who is named and how many they are."""
    return meaning.intent, replace(meaning.slots, names=(), count=None)


def rewritten(read: "Sequence[Message]") -> Iterator[Row]:
    """Of each way to write otherwise, how often nothing changes."""
    for name, rewrite in REWRITES.items():
        pairs = [(one, rewrite(one.text)) for one in read]
        yield _counted(name, [one.frame == one.again(text) for one, text in pairs if text != one.text])


def swapped(read: "Sequence[Message]") -> Iterator[Row]:
    """Of each list of words, how often another word of it changes what is looked for, where events are."""
    searches = [one for one in read if one.expect is Expect.EVENTS]
    for name, words in swaps().items():
        pairs = [(one, swap(one.text, words)) for one in searches]
        yield _counted(name, [one.frame != one.again(text) for one, text in pairs if text is not None])


def swap(text: str, words: Sequence[str]) -> str | None:
    """The text with the one word of the list that it holds replaced by the next; None where it holds none, or more.

    A day of the week before a date is left alone: the date tells which day is meant.
    """
    longest = sorted(words, key=len, reverse=True)
    found = list(re.finditer(rf"\b(?:{'|'.join(map(re.escape, longest))})\b(?!\s+\d)", text))
    if len(found) != 1:
        return None
    other = words[(words.index(found[0].group()) + 1) % len(words)]
    return f"{text[: found[0].start()]}{other}{text[found[0].end() :]}"


@cache
def swaps() -> Mapping[str, Sequence[str]]:
    """The lists of swaps.yaml."""
    listed = YAML(typ="safe", pure=True).load(_SWAPS.read_text(encoding="utf-8"))
    return {str(name): tuple(map(str, words)) for name, words in listed.items()}


def table(rows: Iterable[Row], held: str) -> Iterator[str]:
    """A line each, and one for all."""
    rows = list(rows)
    every = Row("all", sum(one.asked for one in rows), sum(one.held for one in rows))
    for one in (*rows, every):
        yield f"{one.name:24}{one.asked:6}{100 * one.held / max(1, one.asked):8.1f} % {held}"


@dataclass(frozen=True, slots=True)
class Message:
    """A message beside the agenda of its set, and what it means."""

    text: str
    expect: Expect
    taught: TaughtSet
    understanding: Understanding
    frame: Frame

    @classmethod
    def of(cls, taught: Iterable[TaughtSet], understanding: Understanding) -> "list[Message]":
        """The single messages of these sets, each read once."""
        return [
            cls(turn.text, turn.expect, each, understanding, _meant(turn.text, each, understanding))
            for each in taught
            for turn in (one.turns[0] for one in each.conversations if not one.is_dialogue)
        ]

    def again(self, text: str) -> Frame:
        """What another text would mean in its place."""
        return _meant(text, self.taught, self.understanding)


def _meant(text: str, taught: TaughtSet, understanding: Understanding) -> Frame:
    return frame(understanding.understand(text, None, taught.events, taught.now))


def _counted(name: str, held: Sequence[bool]) -> Row:
    return Row(name, len(held), sum(held))
