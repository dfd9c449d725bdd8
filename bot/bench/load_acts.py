"""What people do under load: questions that all differ and presses, drawn from a seed."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from bot.bench.variants import typos
from bot.buttons import Action, Press

_FILE = Path(__file__).with_name("load_questions.yaml")
_SLOT = re.compile(r"\{(\w+)\}")
_VENUE, _AGENDA, _PRESSES = 50, 25, 25  # of a hundred acts
_WITH_TYPOS = 0.3
REPEATED = 20  # texts, where the same come again


@dataclass(frozen=True, slots=True)
class Act:
    """Words that somebody writes, or the callback data of a button that they press."""

    words: str = ""
    press: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is to ask about: the titles of the agenda, and the codes of its events."""

    titles: Sequence[str]
    codes: Sequence[str]


def acts(seen: Seen, seed: int, *, presses: bool = True, repeat: bool = False) -> Iterator[Act]:
    """Without end, the same for the same seed; no two texts are alike, unless they are to repeat."""
    chance = random.Random(seed)
    kinds = ("venue", "agenda", "press")
    texts = _Texts(seen, chance)
    kept = {kind: [texts.next(kind) for _ in range(REPEATED)] for kind in kinds[:2]} if repeat else {}
    shares = (_VENUE, _AGENDA, _PRESSES if presses else 0)
    while True:
        (kind,) = chance.choices(kinds, shares)
        if kind == "press":
            yield Act(press=_pressed(seen, chance))
        else:
            yield Act(words=chance.choice(kept[kind]) if repeat else texts.next(kind))


class _Texts:
    def __init__(self, seen: Seen, chance: random.Random) -> None:
        self._lists: Mapping[str, Sequence[str]] = {**_listed(), "title": seen.titles}
        self._chance, self._said = chance, set[str]()

    def next(self, kind: str) -> str:
        """A text that was not said yet."""
        while True:
            whole = "".join(self._chance.choice(self._lists[part]) for part in ("openings", kind, "closings"))
            text = _SLOT.sub(self._filled, whole)
            if self._chance.random() < _WITH_TYPOS or text in self._said:
                text = typos(text, self._chance.randrange(10**9))
            if text not in self._said:
                self._said.add(text)
                return text

    def _filled(self, slot: re.Match[str]) -> str:
        numbers = {"age": (4, 15), "count": (2, 8), "date": (2, 28)}
        if slot[1] in numbers:
            return str(self._chance.randint(*numbers[slot[1]]))
        return self._chance.choice(self._lists[slot[1]])


def _listed() -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = YAML(typ="safe", pure=True).load(_FILE.read_text(encoding="utf-8"))
    return found


def _pressed(seen: Seen, chance: random.Random) -> str:
    """The agenda, an event's card, how to come, one's own registrations, help."""
    of_none = (Action.AGENDA, Action.MINE, Action.HELP, Action.PRIVACY)
    if chance.random() < 0.5:
        return Press(chance.choice(of_none)).encode()
    return Press(chance.choice((Action.EVENT, Action.ROUTE)), chance.choice(seen.codes), 1).encode()
