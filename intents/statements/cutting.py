"""A description cut into its sentences, each as it is written, in French or English."""

import re
from collections.abc import Iterator
from functools import cache

from intents.text import fold, read_lists

_BULLET = re.compile(r"^\s*(?:[-–—•*·▪►✓]|\d{1,2}[.)](?=\s))\s+")
_END = re.compile(r"(?P<mark>[.!?…]+)(?P<close>[\s  ]*[»”\"')\]]+)?\s+(?=\S)")
_LAST_WORD = re.compile(r"[\w.’']+$")
_SPACES = re.compile(r"[ \t]+")
_OPENING = "«“\"'([-–—•¿¡"
_INITIAL = 1  # letters: « J. Martin »


def sentences(text: str) -> tuple[str, ...]:
    """The sentences in their order; a heading that ends in a colon keeps the list that it begins."""
    return tuple(one for block in _blocks(text) for one in _cut(block))


def _blocks(text: str) -> Iterator[str]:
    """The lines and points of a list, without what marks them as such."""
    heading = ""
    for line in text.splitlines():
        point = _BULLET.match(line)
        said = _SPACES.sub(" ", line[point.end() :] if point else line).strip()
        if heading and said and (point or heading.endswith(":")):
            heading = f"{heading} {said}" if heading.endswith(":") else f"{heading.rstrip(',;')}, {said}"
            continue
        if heading:
            yield heading
        heading = said if said.endswith(":") else ""
        if said and not heading:
            yield said
    if heading:
        yield heading


def _cut(block: str) -> Iterator[str]:
    start = 0
    for found in _END.finditer(block):
        end = found.end("close") if found["close"] else found.end("mark")
        if _ends(block[start : found.start("mark")], found["mark"], block[found.end() :]):
            yield block[start:end].strip()
            start = found.end()
    if rest := block[start:].strip():
        yield rest


def _ends(before: str, mark: str, after: str) -> bool:
    """Whether this mark ends a sentence."""
    begins = after.lstrip(_OPENING + "   ")[:1]
    anew = begins.isupper() or begins.isdigit()
    if mark != ".":
        return anew
    word = _LAST_WORD.search(before)
    last = fold(word[0]).removesuffix(".") if word else ""
    never, within = _abbreviations()
    if last in never or (len(last) == _INITIAL and last.isalpha() and before[-1:].isupper()):
        return False
    if before.strip().isdigit():  # the number of a point: « 1. Dessiner »
        return False
    return anew or (last not in within and begins.isalpha())


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    listed = read_lists("abbreviations.yaml")
    return frozenset(str(listed["never"]).split()), frozenset(str(listed["within"]).split())
