"""Texts as Telegram sees them: UTF-16 lengths, trimming, and the entities it finds by itself."""

import re

from bot.sandbox.values import Entity, Formatted

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
