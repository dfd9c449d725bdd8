"""Telegram's HTML, parsed as strictly as Telegram does it: text out, entities out, or "can't parse entities".

Source: core.telegram.org/bots/api#html-style. Only the tags listed there; only &lt; &gt; &amp; &quot; and
numbers are decoded, any other & stays as it is; tags must nest and close.
"""

import re
from dataclasses import dataclass, field
from html import unescape

from bot.sandbox.errors import Malformed
from bot.sandbox.text import utf16
from bot.sandbox.values import Entity, Formatted

_TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
_TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[^\s<>/]*)(?P<attributes>[^<>]*)>|&(?P<ref>\#?\w+);")
_ATTRIBUTE = re.compile(r"""\s+([a-zA-Z-]+)(?:=(?:"([^"]*)"|'([^']*)'|([\w.:/-]+)))?""")
_REFERENCES = {"lt", "gt", "amp", "quot"}


@dataclass(frozen=True, slots=True)
class _Open:
    """A tag that waits for its end; `start` counts UTF-16 units of the text before it."""

    tag: str
    attributes: dict[str, str]
    start: int


@dataclass(slots=True)
class _Parser:
    source: str
    parts: list[str] = field(default_factory=list)
    length: int = 0
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def run(self) -> Formatted:
        position = 0
        for token in _TOKEN.finditer(self.source):
            self._plain(self.source[position : token.start()], position)
            self._token(token)
            position = token.end()
        self._plain(self.source[position:], position)
        if self.open:
            raise _broken(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return Formatted("".join(self.parts), tuple(sorted(self.entities, key=lambda e: (e.offset, -e.length))))

    def _plain(self, text: str, position: int) -> None:
        if "<" in text:
            raise _broken(f"Unclosed start tag at byte offset {self._bytes(position + text.index('<'))}")
        self._emit(text)

    def _emit(self, text: str) -> None:
        self.parts.append(text)
        self.length += utf16(text)

    def _token(self, token: re.Match[str]) -> None:
        if token["ref"]:
            known = token["ref"] in _REFERENCES or token["ref"].startswith("#")
            self._emit(unescape(token[0]) if known else token[0])
        elif token["end"]:
            self._close(token["tag"].lower(), token.start())
        else:
            self._start(token["tag"].lower(), token["attributes"], token.start())

    def _start(self, tag: str, rest: str, position: int) -> None:
        attributes = _attributes(rest)
        if tag not in _TYPES or (tag == "span" and attributes.get("class") != "tg-spoiler"):
            raise _broken(f'Unsupported start tag "{tag}" at byte offset {self._bytes(position)}')
        self.open.append(_Open(tag, attributes, self.length))

    def _close(self, tag: str, position: int) -> None:
        if not self.open:
            raise _broken(f"Unexpected end tag at byte offset {self._bytes(position)}")
        opened = self.open.pop()
        if tag and tag != opened.tag:
            where = self._bytes(position)
            raise _broken(f'Unmatched end tag at byte offset {where}, expected "</{opened.tag}>", found "</{tag}>"')
        if self.length > opened.start:
            self._mark(opened)

    def _mark(self, opened: _Open) -> None:
        """Keeps the entity; a link without address is plain text, `<pre><code class>` gives the language."""
        kind, extra = _entity_kind(opened)
        if opened.tag == "a" and not extra:
            return
        if kind == "code" and self.open and self.open[-1].tag == "pre":
            language = opened.attributes.get("class", "").removeprefix("language-")
            self.open[-1].attributes["language"] = language
            return
        self.entities.append(Entity(kind, opened.start, self.length - opened.start, extra))

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode())


def parse(source: str) -> Formatted:
    """The text and its entities; Malformed when Telegram could not parse it."""
    return _Parser(source).run()


def _broken(why: str) -> Malformed:
    return Malformed(f"can't parse entities: {why}")


def _attributes(rest: str) -> dict[str, str]:
    found = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(rest)}
    if _ATTRIBUTE.sub("", rest).strip(" /\t\n"):
        raise _broken("Unclosed or wrong attribute in a start tag")
    return found


def _entity_kind(opened: _Open) -> tuple[str, tuple[tuple[str, str], ...]]:
    if opened.tag == "a":
        address = opened.attributes.get("href", "")
        return "text_link", (("url", address),) if address else ()
    if opened.tag == "tg-emoji":
        return "custom_emoji", (("custom_emoji_id", opened.attributes.get("emoji-id", "")),)
    if opened.tag == "blockquote" and "expandable" in opened.attributes:
        return "expandable_blockquote", ()
    language = opened.attributes.get("language", "")
    return _TYPES[opened.tag], (("language", language),) if language else ()
