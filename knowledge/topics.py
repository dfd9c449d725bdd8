"""A topic: one thing that families ask about, its answer, and the ways people ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.things import Cell
from knowledge.values import Value


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that families ask about. The mappings go from language (fr, en) to words.

    `unknown` says that the venue's document leaves it out, and the answer says so; otherwise `source` holds the
    document's lines (from 1) that the answer rests on. `related` are ids of topics worth offering next. `cells` is what
    the answer tells, or what is not known, `values` the values that the answer holds; the main one comes first.
    """

    id: str
    label: Mapping[str, str]
    answer: Mapping[str, str]
    phrases: Mapping[str, tuple[str, ...]]
    unknown: bool
    source: tuple[int, ...]
    related: tuple[str, ...]
    cells: tuple[Cell, ...] = ()
    values: tuple[Value, ...] = ()
