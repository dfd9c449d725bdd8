"""Small made-up photos, voice messages, stickers... that people of the sandbox send."""

import struct
import zlib

from bot.sandbox.state import Sandbox
from bot.sandbox.text import trimmed, with_found_entities
from bot.sandbox.values import Formatted, Json, Upload

_LATITUDE, _LONGITUDE = 47.5861, 1.3359
"""Blois, roughly."""


def sample_content(sandbox: Sandbox, person_id: int, thing: str, caption: str = "") -> Json:
    """Telegram's fields for a sample of this kind of message."""
    if thing == "location":
        return {"location": {"latitude": _LATITUDE, "longitude": _LONGITUDE}}
    if thing == "contact":
        person = sandbox.people[person_id]
        return {"contact": {"phone_number": "+33600000000", "first_name": person.first_name, "user_id": person.id}}
    formatted = with_found_entities(trimmed(Formatted(caption)))
    return _file_content(sandbox, thing) | formatted.as_json("caption", "caption_entities")


def _file_content(sandbox: Sandbox, thing: str) -> Json:
    upload, details = _SAMPLES[thing]
    stored = sandbox.files.store(upload, f"{thing}s").as_json()
    if thing == "photo":
        return {"photo": [stored | details]}
    if thing == "document":
        names = {"file_name": upload.name, "mime_type": upload.mime}
        return {"document": stored | names}
    return {thing: stored | details}


def _png(width: int, height: int) -> bytes:
    """A plain square of one colour."""
    rows = (b"\0" + b"\x8f\xb4\xd9" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    packed = (struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d)) for t, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


_STICKER = {
    "width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular", "emoji": "👍",
}  # fmt: skip
_SAMPLES: dict[str, tuple[Upload, Json]] = {
    "photo": (Upload("photo.png", "image/png", _png(320, 240)), {"width": 320, "height": 240}),
    "voice": (Upload("voice.ogg", "audio/ogg", b"OggS\0"), {"duration": 3, "mime_type": "audio/ogg"}),
    "sticker": (Upload("sticker.webp", "image/webp", b"RIFF\0\0\0\0WEBP"), _STICKER),
    "document": (Upload("note.txt", "text/plain", b"Bonjour\n"), {}),
}
