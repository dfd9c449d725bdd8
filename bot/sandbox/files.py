"""The files of the sandbox, in memory; what kind of picture one really is, read from its first bytes."""

import secrets
import struct
from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.sandbox.values import StoredFile, Upload


class Files:
    """Keeps every file that was sent; ids are opaque, as Telegram's."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}

    def store(self, upload: Upload, folder: str) -> StoredFile:
        """Keeps the file under a new id; `folder` is the first part of getFile's file_path."""
        suffix = PurePosixPath(upload.name).suffix
        path = f"{folder}/file_{len(self._files)}{suffix}"
        file = StoredFile(f"BQAC{secrets.token_urlsafe(36)}", f"Ag{secrets.token_urlsafe(8)}", path, upload)
        self._files[file.id] = file
        return file

    def get(self, file_id: str) -> StoredFile | None:
        """The file with this file_id."""
        return self._files.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """The file at a getFile path."""
        return next((file for file in self._files.values() if file.path == path), None)


_NO_FRAME = (0xC4, 0xC8, 0xCC)  # JPEG markers in the range of the frame headers that are none


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, JPEG or WebP picture; width and height in pixels."""

    mime: str
    width: int
    height: int


def picture_in(data: bytes) -> Picture | None:
    """The picture these bytes are; None for anything else, a GIF and a picture that is cut off included."""
    readers = {"image/png": _png_size, "image/jpeg": _jpeg, "image/webp": _webp}
    for mime, reader in readers.items():
        try:
            size = reader(data)
        except struct.error:  # it ends too soon
            continue
        if size is not None and min(size) > 0:
            return Picture(mime, *size)
    return None


def _png_size(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or data[12:16] != b"IHDR" or data[-8:-4] != b"IEND":
        return None
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """Goes from segment to segment up to the frame's header."""
    if not data.startswith(b"\xff\xd8\xff") or b"\xff\xd9" not in data:
        return None
    at = 2
    while True:
        start, marker, length = struct.unpack_from(">BBH", data, at)
        if start != 0xFF:
            return None
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + length


def _webp(data: bytes) -> tuple[int, int] | None:
    length, chunk = struct.unpack_from("<4xI4x4s", data)
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or len(data) < length + 8:
        return None
    if chunk == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if chunk == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", data, 26)
    return (width & 0x3FFF, height & 0x3FFF) if chunk == b"VP8 " else None
