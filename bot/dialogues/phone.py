"""A telephone number, read strictly: the whole text is one French or international number, or nothing."""

import re
from unicodedata import normalize

_LEAD = re.compile(
    r"^(?:(?:c['’ ]?est|mon|my|est|is|it['’]s|le|au|sur|num(?:[ée]ro)?|n°|t[ée]l(?:[ée]phone)?|portable|perso|phone|"
    r"number|mobile|c|voici|here|oui|yes|alors|ok)\b[\s.:,]*)+(?=[+(\d])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s.\-‐‑–/_]+")
# Numbers in 08 are services that nobody is called back on.
_FRENCH = re.compile(r"(?:0|(?:\+|00)33(?:\(0\)|0)?)([1-79]\d{8})", re.ASCII)
_FOREIGN = re.compile(r"(?:\+|00)(?!33)([1-9]\d{8,14})", re.ASCII)


def read_phone(text: str) -> str | None:
    """The number in international writing, "+33612345678"; None when the text is not just one number."""
    bare = _LEAD.sub("", normalize("NFKC", text).strip(" .!"))
    if "\n" in bare:
        return None
    bare = _BETWEEN.sub("", bare)
    french = _FRENCH.fullmatch(bare)
    if french is not None:
        return f"+33{french[1]}"
    foreign = _FOREIGN.fullmatch(bare)
    return None if foreign is None else f"+{foreign[1]}"


def shown_phone(number: str) -> str:
    """« 06 12 34 56 78 » (with no-break spaces) for a French number, any other as it is stored."""
    if not number.startswith("+33"):
        return number
    digits = f"0{number[3:]}"
    return "\u00a0".join(digits[n : n + 2] for n in range(0, len(digits), 2))
