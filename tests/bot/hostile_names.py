"""Two hundred first names that mean harm, made of a few kinds of it; none is longer than a form takes."""

from collections.abc import Iterator
from itertools import product

LONGEST = 60
_PARTS = (
    "<b>", "</b>", "<a href='tg://user?id=1'>x</a>", "<tg-spoiler>", "&lt;", "&", "&#60;b&#62;", "<!--", "]]>",
    "<script>", "*gras*", "_trait_", "[x](http://x.test)", "`code`", "~barré~", "||caché||", "\\", "{ $name }",
    "{count}", "%s%n", "${7*7}", "\u202eaéL", "\u2066x\u2069", "\u200b", "\u00ad", "\ufeff", "e\u0301\u0301\u0301",
    "👩‍👩‍👧‍👦", "🏴‍☠️", "مريم", "ﷺ",
)  # fmt: skip
_AROUND = (("", "Léa"), ("Léa ", ""), ("", " x"), ("'", ""), ("O’", ""))
_CELLS = (
    "=cmd|' /C calc'!A0", "=1+1", "+33612345678", "-1+1", "@SUM(1)", "\t=1", "＝1", "=HYPERLINK(\"x\")", "'=1", ";=1",
    '"=1"',
)  # fmt: skip
_BEFORE = ("", "Léa ", " Léa", "\n", "'")
_LONG = ("x" * LONGEST, "😀" * 30, "&" * LONGEST, "<" * LONGEST)


def _made() -> Iterator[str]:
    for part, (before, after) in product(_PARTS, _AROUND):
        yield f"{before}{part}{after}"[:LONGEST]
    for cell, before in product(_CELLS, _BEFORE):
        yield f"{before}{cell}"[:LONGEST]
    yield from _LONG


NAMES = tuple(dict.fromkeys(_made()))
