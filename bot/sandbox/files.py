"""The files of the sandbox, in memory."""

import secrets
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
