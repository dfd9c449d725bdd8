"""Which sorts of event are named."""

from collections.abc import Iterable

from intents.word_codes import codes_in

KINDS = frozenset({"conference", "visit", "escape", "course", "meeting"})


def find_kinds(said: Iterable[str]) -> frozenset[str]:
    """The kinds named by these words, as the agenda writes them."""
    return codes_in("kinds", said)
