"""A telephone number, read strictly: one French or international number among words, or nothing."""

import re
from unicodedata import normalize

_DIGITS = re.compile(r"[+(]?\d(?:[\d \u00a0\u202f\t.\-‐‑–/_()]*\d)?", re.ASCII)
_AROUND = re.compile(r"[^\d<>?+\n]*", re.ASCII)
_BETWEEN = re.compile(r"[\s.\-‐‑–/_]+")
# Numbers in 08 are services that nobody is called back on.
_FRENCH = re.compile(r"(?:0|(?:\+|00)33(?:\(0\)|0)?)([1-79]\d{8})", re.ASCII)
_FOREIGN = re.compile(r"(?:\+|00)(?!33)([1-9]\d{8,14})", re.ASCII)


def read_phone(text: str) -> str | None:
    """The number in international writing, "+33612345678"; None when there is not just one number among words."""
    said = normalize("NFKC", text)
    found = _DIGITS.search(said)
    if found is None or not _stands_alone(said, found):
        return None
    bare = _BETWEEN.sub("", found[0])
    french = _FRENCH.fullmatch(bare)
    if french is not None:
        return f"+33{french[1]}"
    foreign = _FOREIGN.fullmatch(bare)
    return None if foreign is None else f"+{foreign[1]}"


def _stands_alone(said: str, found: re.Match[str]) -> bool:
    """Whether no other figure and no question is around it, and no letter is part of it."""
    before, after = said[: found.start()], said[found.end() :]
    touched = before[-1:].isalnum() or after[:1].isalnum()
    return not touched and all(_AROUND.fullmatch(part) for part in (before, after))


def has_phone(text: str) -> bool:
    """Whether there is a number among whatever else, figures too: « au 06 12 34 56 78, après 18 h »."""
    return without_phone(text) != normalize("NFKC", text)


def without_phone(text: str) -> str:
    """The text without the numbers in it."""
    return _DIGITS.sub(lambda found: "" if read_phone(found[0]) else found[0], normalize("NFKC", text))


def shown_phone(number: str) -> str:
    """« 06 12 34 56 78 » (with no-break spaces) for a French number, any other as it is stored."""
    if not number.startswith("+33"):
        return number
    digits = f"0{number[3:]}"
    return "\u00a0".join(digits[n : n + 2] for n in range(0, len(digits), 2))
