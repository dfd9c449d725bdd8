"""Which sort of event is named. "Atelier" is said of anything, so it names none."""

from collections.abc import Iterable, Mapping
from functools import cache

from intents.features import stem
from intents.text import DATA, read_yaml
from intents.words import words


def find_kinds(said: Iterable[str]) -> tuple[str, ...]:
    """The kinds named by these words, as the agenda writes them."""
    known = _kinds()
    return tuple(dict.fromkeys(known[one] for word in said if (one := stem(word)) in known))


@cache
def _kinds() -> Mapping[str, str]:
    listed = read_yaml(DATA / "kinds.yaml")
    if not isinstance(listed, dict):
        raise TypeError("data/kinds.yaml must map a kind to its words")
    return {stem(word): str(kind) for kind, said in listed.items() for word in words(str(said))}
