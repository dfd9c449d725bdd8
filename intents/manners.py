"""Hello before and thanks after: polite, and no part of the question."""

import re
from functools import cache

from intents.text import DATA, read_yaml

_A_QUESTION = 3  # words: of fewer, each one tells ("ces parfait merci" is thanks)
_WORD = re.compile(r"\w+")


def bare(text: str) -> str:
    """The message without its greetings and thanks; the whole message when it is hardly anything else."""
    before, after = _manners()
    rest = after.sub("", before.sub("", text, count=1), count=1).strip()
    return rest if len(_WORD.findall(rest)) >= _A_QUESTION else text


@cache
def _manners() -> tuple[re.Pattern[str], re.Pattern[str]]:
    listed = read_yaml(DATA / "manners.yaml")
    if not isinstance(listed, dict):
        raise TypeError("data/manners.yaml must hold the lists before and after")
    before, after = (
        "|".join(re.escape(one) for one in sorted(listed[name], key=len, reverse=True)) for name in ("before", "after")
    )
    return (
        re.compile(rf"\A\s*(?:(?:{before})\b[\s,.!:;]*)+", re.IGNORECASE),
        # Tried only where a run of signs begins, and never given back: such runs may be as long as the message.
        re.compile(rf"(?:(?<![\s,.!?:;])[\s,.!?:;]++(?:{after}))+[\s,.!]*\Z", re.IGNORECASE),
    )
