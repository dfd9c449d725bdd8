"""What families write around a question to the team, whole messages only: call me, what became of it, never mind."""

from functools import cache
from pathlib import Path

from bot.dialogues.phone import without_phone
from bot.dialogues.vocabulary import listed_in, says, words_alone


def asks_for_a_call(text: str) -> bool:
    """« Rappelez-moi », « vous pouvez me rappeler au 06 12 34 56 78 svp ? »."""
    return _is(without_phone(text), "call")


def asks_what_became(text: str) -> bool:
    """« Quand est-ce qu’on me répond ? », « vous avez transmis ? »."""
    return _is(text, "became")


def drops(text: str) -> bool:
    """« Non », « laisse tomber »."""
    return says(text, "no", "stop")


def _is(text: str, kind: str) -> bool:
    """Whether all of the text is one of these phrases, with what may stand before and after it."""
    said, around = words_alone(text), _phrases("around")
    while said not in _phrases(kind):
        shorter = next((s for one in around for s in (_less(said, one),) if s != said), "")
        if not shorter:
            return False
        said = shorter
    return True


def _less(said: str, phrase: str) -> str:
    return said.removeprefix(f"{phrase} ").removesuffix(f" {phrase}")


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    """The longest first."""
    listed = map(words_alone, listed_in(Path(__file__).with_suffix(".yaml"))[kind])
    return tuple(sorted(listed, key=lambda said: (-len(said), said)))
