"""One of a few events told by comparing them: "le plus court", "celui des petits", "le tout dernier"."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import cache

from intents.dialogue.turn import Turn
from intents.query.rows import EventRow
from intents.query.table import Events
from intents.text import read_lists
from intents.words import words

_NO_LIMIT = 200  # years
_BY: Mapping[str, Callable[[EventRow], float]] = {
    "earliest": lambda row: row.starts_at.timestamp(),
    "latest": lambda row: -row.starts_at.timestamp(),
    "youngest": lambda row: _NO_LIMIT if row.age_max is None else row.age_max,
    "oldest": lambda row: -(_NO_LIMIT if row.age_max is None else row.age_max),
    "longest": lambda row: -_length(row).total_seconds(),
    "shortest": lambda row: _length(row).total_seconds(),
}


def superlatives(turn: Turn, among: Events) -> Iterator[Events]:
    """The events of a set that the words tell so."""
    rows = turn.table.rows_in(among)
    if len(rows) < 2:
        return
    text = f" {' '.join(turn.said)} "
    for name, phrases in _phrases().items():
        if any(phrase in text for phrase in phrases):
            least = min(_BY[name](row) for row in rows)
            yield turn.table.of_uids(frozenset(row.uid for row in rows if _BY[name](row) == least))


def _length(row: EventRow) -> timedelta:
    return timedelta(0) if row.ends_at is None else row.ends_at - row.starts_at


@cache
def _phrases() -> Mapping[str, tuple[str, ...]]:
    listed = dict(read_lists("pointing.yaml")["superlatives"])
    return {str(name): tuple(f" {' '.join(words(str(one)))} " for one in said) for name, said in listed.items()}
