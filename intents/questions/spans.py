"""The stretches of a message that may be questions, as they are cut out of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from intents.text.text import any_of, read_lists

MOST_SPANS = 8  # spans looked at: each takes time
_ENDS = re.compile(r"(?:[.?!…;:]+(?=\s|\Z)|…|\n)+")
_AROUND = " ,-–—+\t"
_SAYS = re.compile(r"\w+\W+\w|\w{4}")  # two words, or one that is not short: « et Neolink ? », « Surface ? »


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a message, from `start` to `end` in characters; `is_asked` when a question mark follows.

    `lent`: its text is not as typed, but was given the name or the question that it leans on.
    """

    text: str
    start: int
    end: int
    is_asked: bool = False
    lent: bool = False

    def meets(self, other: "Span") -> bool:
        """Whether they have some of the message in common."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether the other lies within this one."""
        return self.start <= other.start and other.end <= self.end


def spans(text: str) -> tuple[Span, ...]:
    """The stretches of a message but for the whole of it, in their order; none where it is all of one piece.

    Where there are too many, sentences count before halves, and the end before the start: people end with what they
    want.
    """
    sentences = list(_sentences(text))
    halves = [half for one in sentences for half in _halves(text, one)]
    several = sentences if len(sentences) > 1 else []
    found = [one for one in (*reversed(several), *reversed(halves)) if _SAYS.search(one.text)]
    return tuple(sorted(found[:MOST_SPANS], key=lambda one: (one.start, one.end)))


def whole_of(text: str) -> Span:
    """All of a message, as a span."""
    return Span(text, 0, len(text), is_asked=text.rstrip().endswith("?"))


def asks(text: str) -> bool:
    """Whether these words plainly ask something."""
    return _asking().search(f" {text} ") is not None


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for sign in (*_ENDS.finditer(text), None):
        end = len(text) if sign is None else sign.start()
        if text[start:end].strip(_AROUND):
            yield _span(text, start, end, is_asked=sign is not None and "?" in sign[0])
        start = end if sign is None else sign.end()


def _halves(text: str, sentence: Span) -> Iterator[Span]:
    """From its start to each place where it may be cut, from there to its end, and what lies between two of them."""
    cuts = [(one.start(), one.end()) for one in _joints().finditer(text, sentence.start, sentence.end)]
    starts = (sentence.start, *(end for _, end in cuts))
    ends = (*(start for start, _ in cuts), sentence.end)
    last = len(cuts)
    for first in range(last + 1):
        for second in range(first, last + 1):
            is_piece = first in (0, second) or second == last
            if is_piece and (first, second) != (0, last) and text[starts[first] : ends[second]].strip(_AROUND):
                yield _span(text, starts[first], ends[second], is_asked=sentence.is_asked)


def _span(text: str, start: int, end: int, *, is_asked: bool) -> Span:
    """Without the signs around it."""
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip(_AROUND))
    stripped = inside.strip(_AROUND)
    return Span(stripped, start, start + len(stripped), is_asked)


@cache
def _joints() -> re.Pattern[str]:
    """A comma, or a word that joins."""
    listed = any_of(read_lists("questions.yaml")["joints"])
    return re.compile(rf",\s+(?:(?:{listed})(?=\s)\s*)?|\s+(?:{listed})(?=[\s?,])\s*|\s+[-–—+]\s+", re.IGNORECASE)


@cache
def _asking() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{any_of(read_lists('questions.yaml')['asking'])})(?=[\s?,])", re.IGNORECASE)
