"""How moves are said: a file a writer, a list of patterns a move, with places in braces."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from ruamel.yaml import YAML

from bot.bench.simulator.talk import Step
from bot.core.errors import BotError

_CHILDREN = ("Lina", "Noé", "Jeanne", "Sacha")
WRITERS = Path(__file__).with_name("writers")
TEACHING, TESTING = "abcd", "efgh"  # what one half says is learnt from, with the other it is measured


@dataclass(frozen=True, slots=True)
class Writer:
    """One writer's ways to say each move."""

    name: str
    patterns: Mapping[str, Sequence[str]]

    def says(self, step: Step, rng: Random) -> str:
        """The step in one of this writer's ways."""
        return rng.choice(self.patterns[step.move]).format(child=rng.choice(_CHILDREN), **step.places)


def load_writers(names: str = "") -> tuple[Writer, ...]:
    """These writers, a letter each, by default all; raises BotError for one who does not exist."""
    known = {file.stem: file for file in sorted(WRITERS.glob("*.yaml"))}
    asked = tuple(names) or tuple(known)
    if missing := [name for name in asked if name not in known]:
        raise BotError(f"{missing[0]} is no writer: known are {', '.join(known)}.")
    return tuple(Writer(name, YAML(typ="safe", pure=True).load(known[name].read_text("utf-8"))) for name in asked)
