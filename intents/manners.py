"""Hello before, thanks, a signature or « c’est bien ça ? » after: no part of what is said."""

import re
from functools import cache

from intents.text import any_of, read_lists

_A_QUESTION = 3  # words: of fewer, each one tells ("ces parfait merci" is thanks)
_CAPITALISED = r"[A-ZÀ-Ý][\w'’-]*\.?"
_WORD = re.compile(r"\w+")


def bare(text: str) -> str:
    """The message without its greetings, thanks and « n’est-ce pas ? »; all of it when it is hardly anything else."""
    before, after = _manners()
    rest = after.sub("", before.sub("", text, count=1), count=1).strip()
    rest = _confirming().sub("\\1 ?", rest)
    return rest if len(_WORD.findall(rest)) >= _A_QUESTION else text


def unsigned(text: str, writer: str = "") -> str:
    """A letter without its closing and signature: « Oui, volontiers. Bien à vous, Roger Martin ».

    `writer`: the first name under which the message was sent; below a whole sentence it is a signature by itself.
    The whole message when it is nothing else.
    """
    rest = _closing().sub("", text, count=1).rstrip()
    if rest == text and writer:
        own = re.sub(rf"(?<=[.!?\n])\s*+{re.escape(writer)}(?:\s+{_CAPITALISED})?[\s.!]*\Z", "", text, count=1)
        rest = own if len(_WORD.findall(own)) >= _A_QUESTION else text
    return rest if _WORD.search(rest) else text


@cache
def _closing() -> re.Pattern[str]:
    formulas = any_of(read_lists("manners.yaml")["closings"])
    signed = rf"(?:[\s,.!:;–-]+{_CAPITALISED}){{0,3}}"
    return re.compile(rf"(?:(?<=[.!?;\n])|(?<=,))\s*+(?i:{formulas}){signed}[\s.,!]*\Z")


@cache
def _confirming() -> re.Pattern[str]:
    tags = any_of(read_lists("manners.yaml")["confirming"])
    return re.compile(rf"(\w)[\s,.!:;?–-]++(?:{tags})[\s?!.]*\Z", re.IGNORECASE)


@cache
def _manners() -> tuple[re.Pattern[str], re.Pattern[str]]:
    listed = read_lists("manners.yaml")
    before, after = any_of(listed["before"]), any_of(listed["after"])
    return (
        re.compile(rf"\A\s*(?:(?:{before})\b[\s,.!:;]*)+", re.IGNORECASE),
        # Tried only where a run of signs begins, and never given back: such runs may be as long as the message.
        re.compile(rf"(?:(?<![\s,.!?:;])[\s,.!?:;]++(?:{after}))+[\s,.!]*\Z", re.IGNORECASE),
    )
