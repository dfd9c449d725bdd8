"""The words of answer_words.yaml, by which an answer is put right: looked for anywhere in what was said."""

from functools import cache
from pathlib import Path

from bot.dialogues.vocabulary import asks_something, listed_in, words_alone


@cache
def runs(kind: str) -> tuple[str, ...]:
    """One list: words, or runs of words, folded."""
    return tuple(listed_in(Path(__file__).with_suffix(".yaml"))[kind])


def has(said: str, *kinds: str) -> bool:
    """Whether one of these runs is in the folded words."""
    return any(f" {run} " in f" {said} " for kind in kinds for run in runs(kind))


def without(said: str, *kinds: str) -> str:
    """The folded words without these runs."""
    for run in (run for kind in kinds for run in runs(kind)):
        said = f" {said} ".replace(f" {run} ", " ").strip()
    return said


def begins(said: str, kind: str) -> bool:
    """Whether one of the folded words begins so."""
    return any(word.startswith(runs(kind)) for word in said.split())


def denies(said: str) -> bool:
    """Whether there is a no in the folded words, or a refusal."""
    return has(without(said, "fine", "more"), "not", "refuse")


def asks(text: str) -> bool:
    """Whether the words are a question, with or without its mark."""
    return asks_something(text) or has(words_alone(text), "asks")


def takes_back(text: str) -> bool:
    """Whether the words say that something was wrong or forgotten: « en fait », « pardon »."""
    return has(words_alone(text), "cue")
