"""What the sentence that begins a sign-up tells of the births of those it names: « ma fille léa, 8 ans »."""

from datetime import datetime

from bot.dialogues.form import Told
from bot.dialogues.inputs import Named
from bot.dialogues.naming import BETWEEN, told_of
from intents.text import fold


def mentioned(text: str, names: tuple[str, ...], now: datetime) -> Named:
    """`names`, which were found in the text, with the birth or the age that stands right behind each."""
    beside = (_beside(name, text, now) for name in names)
    return Named(names, tuple(told for told in beside if told is not None))


def of_ages(names: tuple[str, ...], ages: tuple[int, ...]) -> Named:
    """The same when no more is left of the text than the names and ages it told; ages of not all are nobody's."""
    pairs = zip(names, ages, strict=True) if len(names) == len(ages) else ()
    return Named(names, tuple(Told(name, age=age) for name, age in pairs))


def _beside(name: str, text: str, now: datetime) -> Told | None:
    """What is told right after a first name, before anybody else is named."""
    after = text[fold(text).find(fold(name)) + len(name) :]
    figures = after.lstrip(" ,")
    return told_of(name, BETWEEN.split(figures if figures[:1].isdigit() else after)[0], now)
