"""Settings that lie in files, one a setting, as Docker, systemd and Kubernetes hand secrets over: no process list, no
environment of another process ever shows them.
"""

import os
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from bot.core.errors import SettingsError

SECRETS_DIR = "CITE_SECRETS_DIR"
CREDENTIALS = "CREDENTIALS_DIRECTORY"  # systemd's LoadCredential
RUN_SECRETS = "/run/secrets"  # where compose puts them
LARGEST = 64_000  # bytes; a secret is a line


def secret_folders(named: str = "") -> tuple[Path, ...]:
    """The folders that are there, the one that is asked first at the head; `named`: what CITE_SECRETS_DIR says.

    Raises SettingsError when the one that is named is none: its secrets would be missed one by one.
    """
    if named and not _can_be_read(named):
        raise SettingsError(f"Wrong settings: {SECRETS_DIR} names no folder that this account can read ({named}).")
    folders = (named, os.environ.get(CREDENTIALS, ""), RUN_SECRETS)
    return tuple(dict.fromkeys(Path(one) for one in folders if one and _can_be_read(one)))


def _can_be_read(folder: str) -> bool:
    return os.access(f"{folder}/.", os.R_OK | os.X_OK, effective_ids=True)


def secret_files(folder: Path, prefix: str = "cite_") -> dict[str, Path]:
    """The files of this folder that are named like settings, whatever their case: the setting without its prefix."""
    found = sorted(folder.iterdir(), reverse=True)  # CITE_TOKEN stands over cite_token, where both are
    return {path.name.lower().removeprefix(prefix): path for path in found if path.name.lower().startswith(prefix)}


class SecretFiles(PydanticBaseSettingsSource):
    """Below the environment, above .env: who moves a secret out of .env may leave the old line there."""

    def __init__(self, settings: type[BaseSettings], dotenv: PydanticBaseSettingsSource) -> None:
        super().__init__(settings)
        self._dotenv = dotenv

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Not asked field by field: see `__call__`."""
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """What the files say; an empty one says nothing."""
        named = self.current_state.get("secrets_dir") or self._dotenv().get("secrets_dir") or ""
        said: dict[str, Any] = {}
        for folder in reversed(secret_folders(str(named))):
            files = secret_files(folder)
            texts = {name: _read(files[name], name) for name in self.settings_cls.model_fields if name in files}
            said |= {name: text for name, text in texts.items() if text}
        return said


def _read(path: Path, name: str) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            return file.read(LARGEST).strip()
    except (OSError, UnicodeDecodeError) as error:
        why = (error.strerror if isinstance(error, OSError) else "it is no text") or type(error).__name__
        raise SettingsError(
            f"Wrong settings: CITE_{name.upper()} lies in {path}, which cannot be read: {why}."
        ) from None
