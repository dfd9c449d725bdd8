"""What a stretch of a message leans on: the name or the question before it, or a name that stands apart from it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, pairwise

from intents.model.attributes import telling
from intents.questions.spans import Span, asks
from intents.text.reading import Aliases, Named
from intents.text.text import read_lists

MOST_LEANING = 5  # looked at: each takes time
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
    return tuple(islice(lent, MOST_LEANING))


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


_FEWEST_ASKING = 3  # words beside a name that stands apart from them
_APART = " ,:-–—"  # all that stands between a name and the question about it


def about_names(text: str, said: Sequence[Said], aliases: Aliases) -> tuple[Span, ...]:
    """The spans that leave no name apart from the question about it: « La Région : quelles sont ses missions ? » asks
    one thing, not what the Region is, nor what anybody's missions are.
    """
    pairs = list(_names_apart(text, said, aliases))
    kept = [one.span for one in said if not _leaves_apart(one.span, pairs)]
    joined = (_joined(text, name, question) for name, question in pairs)
    return tuple(sorted(dict.fromkeys((*kept, *joined)), key=lambda one: (one.start, one.end)))


def _names_apart(text: str, said: Sequence[Said], aliases: Aliases) -> Iterator[tuple[Span, Span]]:
    """Each name that stands by itself before or after a question which names nothing, and that question."""
    pieces = [one for one in said if not any(one is not other and one.span.holds(other.span) for other in said)]
    for one, other in pairwise(sorted(pieces, key=lambda piece: piece.span.start)):
        between = text[one.span.end : other.span.start]
        if between.strip(_APART) or not between.strip():
            continue
        for name, question in ((one, other), (other, one)):
            if is_name(name.words, aliases, _listed("before_names")) and _asks_of_nothing(question, aliases):
                yield name.span, question.span


def is_name(words: Sequence[str], aliases: Aliases, small: frozenset[str] = frozenset()) -> bool:
    """Whether these words are those of names, but for `small` ones and such as tell nothing."""
    named = aliases.named(words)
    left = Counter(words) - Counter(word for one in named for word in one.words)
    return bool(named) and not telling([word for word in left if word not in small])


def _asks_of_nothing(one: Said, aliases: Aliases) -> bool:
    """Whether it asks, and names nothing."""
    is_long = len(one.words) >= _FEWEST_ASKING
    return is_long and (one.span.is_asked or asks(one.span.text)) and not aliases.named(one.words)


def _leaves_apart(span: Span, pairs: Sequence[tuple[Span, Span]]) -> bool:
    """Whether it holds a question without the name that it is about, or such a name and no question about it."""
    held = [(span.holds(name), span.holds(question)) for name, question in pairs]
    names = [name for name, _ in pairs if span.holds(name)]
    alone = any(not any(span.holds(q) for n, q in pairs if n == name) for name in names)
    return alone or any(question and not name for name, question in held)


def _joined(text: str, name: Span, question: Span) -> Span:
    start, end = min(name.start, question.start), max(name.end, question.end)
    return Span(text[start:end], start, end, is_asked=(name if name.start > question.start else question).is_asked)


def cuts(name: Sequence[str], words: Sequence[str]) -> bool:
    """Whether these words begin or end within this name, at one of its words that join (« collégiens et lycéens »)."""
    joints = _joining()
    for place in (place for place, word in enumerate(name) if word in joints):
        before, after = tuple(name[:place]), tuple(name[place + 1 :])
        if (before and tuple(words[-len(before) :]) == before) or (after and tuple(words[: len(after)]) == after):
            return True
    return False


@cache
def _joining() -> frozenset[str]:
    return frozenset(map(str, read_lists("questions.yaml")["joints"]))
