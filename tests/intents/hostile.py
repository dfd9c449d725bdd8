"""Texts that no family would write and that must do no harm: drawn by kind, the same ones for the same seed."""

import json
import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from pathlib import Path

PHRASES = Path(__file__).parents[1] / "phrases"
HUGE = 100_000  # characters
LISTED = json.loads(Path(__file__).with_name("hostile.json").read_text("utf-8"))  # JSON: it can hold half a character
PLANES = (  # first and last code points, lone surrogates and unassigned ones included
    *((0x00, 0x1F), (0x20, 0x7F), (0x80, 0x24F), (0x300, 0x36F), (0x400, 0x6FF), (0x900, 0x11FF), (0x2000, 0x206F)),
    *((0x2100, 0x2BFF), (0x3000, 0xD7FF), (0xD800, 0xDFFF), (0xE000, 0xFAFF), (0xFB00, 0xFFFF), (0x10000, 0x1FFFF)),
    (0x20000, 0x10FFFF),
)


@dataclass(frozen=True, slots=True)
class Hostile:
    """A text, and which kind of hostile it is."""

    kind: str
    text: str


def hostile(seed: int, many: int) -> Iterator[Hostile]:
    """So many texts, each kind as often as the others."""
    draw = random.Random(seed)
    for kind, make in islice(cycle(_KINDS.items()), many):
        yield Hostile(kind, make(draw))


def _of_any_plane(draw: random.Random) -> str:
    return "".join(chr(draw.randint(*draw.choice(PLANES))) for _ in range(draw.choice((1, 3, 10, 60, 1200))))


def _of_one_plane(draw: random.Random) -> str:
    plane = draw.choice(PLANES)
    return "".join(chr(draw.randint(*plane)) for _ in range(draw.choice((1, 3, 10, 60, 1200))))


def _of_runs(draw: random.Random) -> str:
    """One thing again and again, and sometimes something at its end that no pattern expects."""
    run = draw.choice(LISTED["runs"])
    times = max(1, draw.choice((10, 100, 1000, HUGE)) // len(run))
    return run * times + draw.choice(LISTED["ends"])


def _of_mixed_runs(draw: random.Random) -> str:
    """A few things by turns: what a pattern with options inside options would stumble over."""
    runs = draw.sample(LISTED["runs"], draw.choice((2, 3, 4)))
    return "".join(draw.choice(runs) for _ in range(draw.choice((5, 40, 300)))) + draw.choice(LISTED["ends"])


def _of_snippets(draw: random.Random) -> str:
    chosen = (draw.choice((draw.choice(LISTED["snippets"]), _phrase(draw))) for _ in range(draw.choice((1, 2, 4, 12))))
    return draw.choice((" ", "", ", ", "\n")).join(chosen)


def _of_long_words(draw: random.Random) -> str:
    letters = draw.choice((string.ascii_lowercase, string.digits, "ab1", "éèà", string.printable, *LISTED["scripts"]))
    words = ("".join(draw.choices(letters, k=draw.choice((1, 8, 30, 400)))) for _ in range(draw.choice((1, 5, 60))))
    return " ".join(words)


def _of_scripts(draw: random.Random) -> str:
    words = (draw.choice((*LISTED["scripts"], *_phrase(draw).split())) for _ in range(draw.choice((2, 10, 200))))
    return draw.choice((" ", "\u200f ", "\u2067", "\u202e")).join(words)


def _of_slips(draw: random.Random) -> str:
    """A real question with characters gone, doubled, swapped for odd ones, or all its words shuffled."""
    letters = list(_phrase(draw))
    for _ in range(draw.choice((1, 3, 15))):
        at = draw.randrange(len(letters))
        odd = chr(draw.randint(*draw.choice(PLANES)))
        letters[at] = draw.choice(("", letters[at] * 2, letters[at] * 50, odd, "\0"))
    return "".join(letters)


def _of_shuffled_words(draw: random.Random) -> str:
    words = " ".join(_phrase(draw) for _ in range(draw.choice((1, 3, 20)))).split()
    draw.shuffle(words)
    return " ".join(words)


def _of_long_stories(draw: random.Random) -> str:
    return draw.choice((" ", ". ", ", ", "\n", " et ")).join(_phrase(draw) for _ in range(draw.choice((3, 8, 30))))


_KINDS: dict[str, Callable[[random.Random], str]] = {
    make.__name__.removeprefix("_of_"): make
    for make in (
        *(_of_any_plane, _of_one_plane, _of_runs, _of_mixed_runs, _of_snippets, _of_long_words, _of_scripts),
        *(_of_slips, _of_shuffled_words, _of_long_stories),
    )
}


def _phrase(draw: random.Random) -> str:
    return draw.choice(_phrases())


@cache
def _phrases() -> tuple[str, ...]:
    """Real questions."""
    lines = (line for file in sorted(PHRASES.rglob("*.jsonl")) for line in file.read_text("utf-8").splitlines())
    asked = (json.loads(line) for line in lines)
    return tuple(turn["text"] for one in asked for turn in one.get("turns", [one]))
