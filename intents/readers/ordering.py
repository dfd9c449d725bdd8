"""What is ordered in so many words, whatever is asked beside it: a place, another date in place of the form's."""

import re
from datetime import datetime

from intents.dates.dates import find_when
from intents.dates.when import When
from intents.readers.answers import told_in
from intents.readers.asking import may_come, takes_back
from intents.readers.births import phone_within
from intents.readers.wording import listed, says_so, words_alone

_PIECE = re.compile(r"[,.;!?\n]|\b(?:et|and|mais|but)\b")
_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*\s*")


def sentences(text: str) -> tuple[str, ...]:
    """With the marks that end them."""
    return tuple(_SENTENCE.findall(text))


def signs_up(text: str) -> bool:
    """« Je voudrais l'inscrire. C'est payant ? »: a sentence that asks and supposes nothing wants a place."""
    return any(_is_order(one) for one in sentences(text))


def _is_order(sentence: str) -> bool:
    said = words_alone(sentence)
    return "?" not in sentence and _found("signs_up", said) and not _found("but", said)


def wants_rather(text: str) -> bool:
    """« C'est le 23 que je veux, pas le 16 »: the date that is named is wanted in place of another."""
    said = words_alone(text)
    return _found("rather", said) and not _found("as_well", said)


def date_named(text: str, now: datetime) -> When | None:
    """Every day that is named, what is refused beside it; `now` is local."""
    return find_when(text, now)


def confirms_before(text: str, rest: str) -> bool:
    """« C'est parfait, je confirme. On aimerait aussi… »: what stands before the rest confirms, and the rest neither
    answers nor restricts anything; a mere comment may stand behind any yes.
    """
    said = words_alone(rest)
    if any(map(told_in, _PIECE.split(rest))) or phone_within(rest) or takes_back(rest) or may_come(rest):
        return False
    before = words_alone(text).removesuffix(said)
    return is_comment(rest) or (_found("confirms", before) and not _found("restricts", said))


def is_comment(rest: str) -> bool:
    """« Hâte d'y être ! »"""
    return _found("comments", words_alone(rest), at_start=True)


def wants_the_next(text: str) -> bool:
    """« Plutôt le mercredi d'après »."""
    return wants_rather(text) and _found("the_next", words_alone(text))


def _found(kind: str, said: str, at_start: bool = False) -> bool:
    return says_so(said, listed("orders")[kind], at_start)
