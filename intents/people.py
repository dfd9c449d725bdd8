"""Grown-ups, children or little ones, said without an age ("pour ma mère", "pour les petits")."""

from collections.abc import Iterable

from intents.meaning import People
from intents.word_codes import codes_in


def find_people(said: Iterable[str], refused: Iterable[str] = ()) -> tuple[People, ...]:
    """Who is spoken of; grown-ups who come with children count as no more than the children.

    Who wants nothing for children, and speaks of nobody else, means grown-ups.
    """
    found = {People(code) for code in codes_in("people", said)}
    if not found and not {People.CHILDREN, People.LITTLE}.isdisjoint(codes_in("people", ("pour", *refused))):
        return (People.ADULTS,)
    if found & {People.CHILDREN, People.LITTLE}:
        found.discard(People.ADULTS)
    return tuple(sorted(found))
