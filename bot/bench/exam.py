"""An exam: learn these examples, then recognise these texts. Each candidate sits it in a process of its own, so that
what it loads, and what it holds in memory, is its own. `python -m bot.bench.exam NAME`, in and out as JSON lines.
"""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

from pydantic import TypeAdapter, ValidationError

from bot.bench import child
from bot.bench.memory import resident_mb
from bot.bench.recogniser import Labelled, Recognised, Recogniser
from bot.bench.timing import timed
from bot.errors import BotError


@dataclass(frozen=True, slots=True)
class Paper:
    """What a candidate is given."""

    examples: tuple[Labelled, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What it makes of one text, and in how many seconds."""

    recognised: Recognised
    seconds: float


@dataclass(frozen=True, slots=True)
class Sat:
    """A whole exam: the replies in the order of the texts. Seconds of learning; megabytes held at the end."""

    replies: tuple[Reply, ...]
    learning: float
    memory_mb: float | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who sits the exam: the command that does it, and the environment to do it in."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]

    @classmethod
    def of_ours(cls, name: str, title: str, *folders: Path) -> "Candidate":
        """One of the recognisers that this program knows by `name`; its packages may lie in `folders`."""
        return cls(title, child.module("bot.bench.exam", name), child.environment(*folders))


_SAT = TypeAdapter(Sat)


def sit(candidate: Candidate, paper: Paper) -> Sat:
    """Have a candidate sit the exam; raises BotError with its last words when it fails."""
    done = subprocess.run(
        candidate.command,
        input=json.dumps(asdict(paper)),
        env=dict(candidate.environment),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    try:
        return _SAT.validate_json(done.stdout)
    except ValidationError as error:
        last_words = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise BotError(f"{candidate.name} did not finish: {last_words}") from error


def examine(recogniser: type[Recogniser], paper: Paper) -> Sat:
    """Learn and recognise in this process."""
    learnt, learning = timed(recogniser.learn, paper.examples)
    gc.collect()
    learnt.recognise(paper.texts[0])  # what is loaded on first use is no part of how long a text takes
    replies = [Reply(*timed(learnt.recognise, text)) for text in paper.texts]
    return Sat(tuple(replies), learning, resident_mb(os.getpid()))


def main(arguments: Sequence[str], paper: TextIO, answers: TextIO) -> None:
    """The child's part."""
    given = TypeAdapter(Paper).validate_json(paper.read())
    answers.write(json.dumps(asdict(examine(_named(arguments[0]), given))))


def _named(name: str) -> type[Recogniser]:
    # Each imports what it needs, and nothing that another one needs.
    if name == "ours":
        from bot.bench.ours import Ours

        return Ours
    from bot.bench.peers import Fuzzy, NgramSvm

    return NgramSvm if name == "svm" else Fuzzy


if __name__ == "__main__":
    main(sys.argv[1:], sys.stdin, sys.stdout)
