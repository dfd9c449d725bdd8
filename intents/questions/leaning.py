"""Spans that lean on what was said before: « et quelles questions fait-il découvrir » on the game named before it,
« et la Région ? » on the question that was asked of the State, « elle date de quand ? » on the association asked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, pairwise

from intents.mentions import Aliases, Named
from intents.questions.spans import Span, asks
from intents.text import read_lists

MOST = 5  # looked at: each takes time
_TELLING = 4  # letters of a noun that tells what is asked for
_ALONE = 3  # words beside a name: fewer ask nothing by themselves


@dataclass(frozen=True, slots=True)
class Said:
    """A span and its words, put right."""

    span: Span
    words: tuple[str, ...]


def leaning(said: Sequence[Said], aliases: Aliases) -> tuple[Span, ...]:
    """The same spans with what they may lean on; those that stand by themselves give none."""
    lent = (one for place in range(1, len(said)) for one in _lent(said[:place], said[place], aliases))
    return tuple(islice(lent, MOST))


def _lent(all_before: Sequence[Said], one: Said, aliases: Aliases) -> Iterator[Span]:
    """With the name nearest before it; or the question that had that name, asked of the name that it has itself."""
    before = [said for said in all_before if said.span.end <= one.span.start]
    named = ((said, names[-1]) for said in reversed(before) if (names := aliases.named(said.words)))
    asked, name = next(named, (None, None))
    words = one.words if name is None else _without_pronouns(one.words, name)
    own = aliases.named(words)
    if not own and (one.span.is_asked or asks(one.span.text)):
        if name is not None:
            yield _as(one.span, (*name.words, *words))
        if before and (noun := _asked_for(before[-1].words)):
            yield _as(one.span, (noun, *words))
    elif asked and name and own and own[0].thing != name.thing and len(words) - len(own[0].words) < _ALONE:
        yield _as(one.span, _asked_of(own[0], asked.words, name))


def _asked_for(words: Sequence[str]) -> str | None:
    """« Quelle association gère le lieu » asks for an association: what follows may be about it."""
    after = (noun for word, noun in pairwise(words) if word in _listed("asking_for") and len(noun) >= _TELLING)
    return next(after, None)


def _without_pronouns(words: Sequence[str], name: Named) -> tuple[str, ...]:
    """« Celle de formation », after a room was named, is « salle de formation »."""
    return tuple(name.words[0] if word in _listed("pronouns") else word for word in words)


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(read_lists("questions.yaml")[name])


def _asked_of(other: Named, question: Sequence[str], name: Named) -> tuple[str, ...]:
    return (*question[: name.place], *other.words, *question[name.place + len(name.words) :])


def _as(span: Span, words: Sequence[str]) -> Span:
    return replace(span, text=" ".join(words), lent=True)
