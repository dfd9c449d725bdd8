"""What an answer says, told from its words: the patterns of wordings.yaml, on folded text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, TypeAdapter
from ruamel.yaml import YAML

from bot.errors import BotError

_FILE = Path(__file__).with_name("wordings.yaml")


def says(text: str, pattern: str) -> bool:
    """Whether the folded text holds the pattern, over line ends too."""
    return re.search(pattern, text, re.DOTALL) is not None


def _either(ways: object) -> object:
    return ways.replace(" | ", "|").strip() if isinstance(ways, str) else ways


Pattern = Annotated[str, BeforeValidator(_either)]


@dataclass(frozen=True, slots=True)
class Saying:
    """What has to be said, all of it."""

    patterns: tuple[Pattern, ...]

    def is_in(self, text: str) -> bool:
        """Whether the folded text says all of it."""
        return all(says(text, pattern) for pattern in self.patterns)


Listed = Annotated[Saying, BeforeValidator(lambda patterns: {"patterns": patterns})]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """How facts, rooms and the like are said. Rooms are named by their folded name."""

    facts: dict[str, Listed]
    rooms: dict[str, Pattern]
    both_languages: Listed
    nothing_found: Listed
    every_age: Listed
    no_limit: Listed

    def tells(self, text: str, facts: Iterable[str]) -> bool:
        """Whether the folded text tells all these facts; raises BotError for one we have no words for."""
        return all(self._fact(fact).is_in(text) for fact in facts)

    def _fact(self, name: str) -> Saying:
        if name not in self.facts:
            raise BotError(f"{_FILE.name} does not say how the fact {name} is told.")
        return self.facts[name]


@cache
def load_wordings() -> Wordings:
    """The patterns we ship."""
    return TypeAdapter(Wordings).validate_python(YAML(typ="safe", pure=True).load(_FILE.read_text(encoding="utf-8")))
