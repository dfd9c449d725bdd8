"""What a message may carry, checked as Telegram checks it: texts, its strict HTML, captions, files, places."""

import re
from dataclasses import dataclass, field
from html import unescape

from bot.sandbox.arguments import Arguments
from bot.sandbox.state import Sandbox
from bot.sandbox.values import Entity, Formatted, Json, Malformed, Picture, Refused, StoredFile, Upload, picture_in

_FOUND = (
    ("url", re.compile(r"(?:https?://|\bt\.me/|\bwww\.)[^\s<>\"«»]*[^\s<>\"«».,;:!?)\]]")),
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")),
    ("bot_command", re.compile(r"(?<![\w/<>])/\w{1,64}(?:@\w{3,32})?", re.ASCII)),
    ("mention", re.compile(r"(?<![\w@])@\w{4,32}\b", re.ASCII)),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d]\w*")),
    ("phone_number", re.compile(r"(?<!\w)\+?\d(?:[ .-]?\d){9,12}(?!\w)")),
)


def utf16(text: str) -> int:
    """Length in UTF-16 units: an emoji counts two."""
    return len(text.encode("utf-16-le")) // 2


def trimmed(formatted: Formatted) -> Formatted:
    """Without the white space around, as Telegram stores it; the entities move along."""
    left = formatted.text.lstrip()
    dropped = utf16(formatted.text) - utf16(left)
    text = left.rstrip()
    end = utf16(text)
    kept = (_clipped(entity, dropped, end) for entity in formatted.entities)
    return Formatted(text, tuple(entity for entity in kept if entity.length > 0))


def _clipped(entity: Entity, dropped: int, end: int) -> Entity:
    first = max(0, entity.offset - dropped)
    last = min(end, entity.offset + entity.length - dropped)
    return Entity(entity.type, first, last - first, entity.extra)


def with_found_entities(formatted: Formatted) -> Formatted:
    """Adds the addresses, commands, mentions...

    that Telegram marks by itself where nothing else is marked.
    """
    entities = list(formatted.entities)
    for kind, pattern in _FOUND:
        for match in pattern.finditer(formatted.text):
            entity = Entity(kind, utf16(formatted.text[: match.start()]), utf16(match[0]))
            if not any(_overlap(entity, other) for other in entities):
                entities.append(entity)
    return Formatted(formatted.text, tuple(sorted(entities, key=lambda e: (e.offset, -e.length))))


def _overlap(one: Entity, other: Entity) -> bool:
    if other.type in ("bold", "italic", "underline", "strikethrough", "spoiler", "blockquote"):
        return False
    return one.offset < other.offset + other.length and other.offset < one.offset + one.length


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


MOST_TEXT = 4096
MOST_CAPTION = 1024
MOST_ENTITIES = 100
MOST_FILE_BYTES = 50_000_000
MOST_PHOTO_BYTES = 10 * 1024 * 1024
MOST_PHOTO_PIXELS = 10_000  # width and height together
MOST_PHOTO_RATIO = 20


def text_content(args: Arguments) -> Json:
    """The fields of a text message: 1-4096 characters once parsed."""
    formatted = _formatted(args, "text", "entities")
    if not formatted.text:
        raise Malformed("message text is empty")
    if len(formatted.text) > MOST_TEXT:
        raise Malformed("message is too long")
    options = args.object("link_preview_options")
    preview = {"link_preview_options": options} if options else {}
    return formatted.as_json("text", "entities") | preview


def caption_content(args: Arguments) -> Json:
    """The fields of a caption: 0-1024 characters once parsed."""
    formatted = _formatted(args, "caption", "caption_entities")
    if len(formatted.text) > MOST_CAPTION:
        raise Malformed("message caption is too long")
    return formatted.as_json("caption", "caption_entities")


def _formatted(args: Arguments, key: str, entities_key: str) -> Formatted:
    mode = args.text("parse_mode").lower()
    if mode not in ("", "html"):
        raise Malformed(f"unsupported parse_mode {mode}: the sandbox reads HTML only")
    if mode == "html":
        formatted = parse(args.text(key))
    else:
        formatted = Formatted(args.text(key), tuple(_entity(item) for item in args.objects(entities_key)))
    if len(formatted.entities) > MOST_ENTITIES:
        raise Malformed(f"more than {MOST_ENTITIES} entities")
    return with_found_entities(trimmed(formatted))


def _entity(item: Json) -> Entity:
    extra = tuple((key, str(value)) for key, value in item.items() if key not in ("type", "offset", "length"))
    return Entity(str(item["type"]), int(item["offset"]), int(item["length"]), extra)


def document_content(sandbox: Sandbox, args: Arguments) -> Json:
    """A document with its caption."""
    file = _stored(sandbox, args.file("document"), "documents")
    names = {"file_name": file.upload.name, "mime_type": file.upload.mime}
    return {"document": file.as_json() | names} | caption_content(args)


def photo_content(sandbox: Sandbox, args: Arguments) -> Json:
    """A photo with its caption; only true images, of a shape that fits a screen."""
    file = _stored(sandbox, args.file("photo"), "photos")
    picture = _picture(file.upload.data)
    size = {"width": picture.width, "height": picture.height}
    return {"photo": [file.as_json() | size]} | caption_content(args)


def _picture(data: bytes) -> Picture:
    if len(data) > MOST_PHOTO_BYTES:
        most = f"the maximum size is {MOST_PHOTO_BYTES} bytes"
        raise Malformed(f"file of size {len(data)} bytes is too big for a photo; {most}")
    picture = picture_in(data)
    if picture is None:
        raise Malformed("IMAGE_PROCESS_FAILED")
    short, long = sorted((picture.width, picture.height))
    if short + long > MOST_PHOTO_PIXELS or long > MOST_PHOTO_RATIO * short:
        raise Malformed("PHOTO_INVALID_DIMENSIONS")
    return picture


def _stored(sandbox: Sandbox, given: Upload | str, folder: str) -> StoredFile:
    if isinstance(given, Upload):
        if not given.data:
            raise Malformed("file must be non-empty")
        if len(given.data) > MOST_FILE_BYTES:
            raise Refused(413, "Request Entity Too Large")
        return sandbox.files.store(given, folder)
    if found := sandbox.files.get(given):
        return found
    raise Malformed("wrong file identifier/HTTP URL specified")


def location_content(args: Arguments) -> Json:
    """A point on the map."""
    latitude, longitude = args.real("latitude"), args.real("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Malformed("wrong latitude or longitude specified")
    return {"location": {"latitude": latitude, "longitude": longitude}}


def venue_content(args: Arguments) -> Json:
    """A point with a name and an address."""
    place = location_content(args)
    if not args.text("title").strip() or not args.text("address").strip():
        raise Malformed("VENUE_TITLE_EMPTY")
    return place | {"venue": place | {"title": args.text("title"), "address": args.text("address")}}
