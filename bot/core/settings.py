"""The settings: environment variables with the prefix CITE_, files of secrets, or a .env file. Names are fixed.

Files of secrets hold one setting each, as Docker, systemd and Kubernetes hand secrets over: no process list, no
environment of another process ever shows them.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cryptography.fernet import Fernet
from pydantic import AfterValidator, BeforeValidator, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict
from sqlalchemy.exc import ArgumentError

from bot.core.errors import SettingsError
from bot.core.files import cache_folder
from knowledge.store.engine import normalise
from scheduler.core.hours import SchedulerError, VenueHours, parse_quiet
from scheduler.reminders.rules import Rule, parse_rules

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


_INTERVAL = re.compile(r"(\d{1,6}(?:\.\d+)?)(s|m|h)")
_HOUR = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_UNITS = {"s": 1, "m": 60, "h": 3600}
ENV_FILE = "CITE_ENV_FILE"  # of the environment alone
OPEN = "open:"  # before a host that is not of this machine alone
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("is not a time zone's name") from error
    return name


def _key(value: SecretStr) -> SecretStr:
    for key in filter(None, value.get_secret_value().split(",")):
        try:
            Fernet(key.strip())
        except ValueError as error:
            raise ValueError("is not in Fernet's format: `cite doctor --new-key` prints one") from error
    return value


def _ids(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _rate(value: str) -> str:
    if value != "off" and not (value.replace(".", "", 1).isdigit() and float(value) > 0):
        raise ValueError('is neither a number of messages a second nor "off"')
    return value


def _database(url: str) -> str:
    try:
        backend = normalise(url).get_backend_name()
    except ArgumentError:
        backend = ""
    if backend not in ("sqlite", "postgresql"):
        raise ValueError("is not an address such as sqlite:///data/cite.db or postgresql://…")
    return url


def _keep(value: int) -> int:
    if not 30 <= value <= 36500:
        raise ValueError("is not a number of days from 30 (a phone number stays so long) to 36500")
    return value


def _listen(value: str) -> str:
    port = value.rpartition(":")[2]
    if not (port.isascii() and port.isdecimal() and int(port) < 65536):
        raise ValueError("is not a host and a port such as 127.0.0.1:8080")
    return value


def _metrics(value: str) -> str:
    host, _, port = value.removeprefix(OPEN).rpartition(":")
    if not value:
        return value
    if not (host and port.isascii() and port.isdecimal() and int(port) < 65536):
        raise ValueError("is not a host and a port such as 127.0.0.1:9100")
    if host.strip("[]") not in LOOPBACK and not value.startswith(OPEN):
        raise ValueError(f"can be reached from outside: write {OPEN}{value} if only your own network can")
    return value


def _understood(parse: Callable[[str], object]) -> Callable[[str], str]:
    """A validator out of a parser of ours, whose errors are not ValueErrors."""

    def check(value: str) -> str:
        try:
            parse(value)
        except SchedulerError as error:
            raise ValueError(f"is wrong ({error})") from error
        return value

    return check


def parse_interval(text: str) -> timedelta:
    """ "30s", "2m", "1h"; raises ValueError."""
    found = _INTERVAL.fullmatch(text)
    seconds = float(found[1]) * _UNITS[found[2]] if found else 0.0
    if seconds <= 0:
        raise ValueError('is not a time such as "30s" or "2m"')
    return timedelta(seconds=seconds)


def _interval(value: str) -> str:
    parse_interval(value)
    return value


@dataclass(frozen=True, slots=True)
class DailyCopy:
    """Where a copy of the database is put every day, and at which hour of the venue."""

    folder: Path
    at: time


def parse_backup(text: str) -> DailyCopy:
    """ "/var/backups/cite@03:00"; raises ValueError."""
    folder, _, hour = text.rpartition("@")
    found = _HOUR.fullmatch(hour)
    if not folder or found is None:
        raise ValueError("is not a folder and an hour such as /var/backups/cite@03:00")
    return DailyCopy(Path(folder), time(int(found[1]), int(found[2])))


def _backup(value: str) -> str:
    if value:
        parse_backup(value)
    return value


class Settings(BaseSettings):
    """Everything that can be set. Only `run` and `doctor` need TOKEN; only what decrypts needs SECRET_KEY."""

    model_config = SettingsConfigDict(env_prefix="CITE_", env_ignore_empty=True, extra="ignore", frozen=True)

    token: SecretStr = SecretStr("")
    api_url: str = "https://api.telegram.org"
    database_url: Annotated[str, AfterValidator(_database)] = "sqlite:///data/cite.db"
    secret_key: Annotated[SecretStr, AfterValidator(_key)] = SecretStr("")
    timezone: Annotated[str, AfterValidator(_zone)] = "Europe/Paris"
    staff_chat_id: int | None = None
    staff_ids: Annotated[list[int], NoDecode, BeforeValidator(_ids)] = []
    reminders: Annotated[str, AfterValidator(_understood(parse_rules))] = "7d,1d@18:00,2h"
    quiet_hours: Annotated[str, AfterValidator(_understood(parse_quiet))] = "21:00-08:00"
    webhook_url: str | None = None
    webhook_secret: SecretStr = SecretStr("")
    listen: Annotated[str, AfterValidator(_listen)] = "127.0.0.1:8080"
    metrics: Annotated[str, AfterValidator(_metrics)] = ""
    beat: Annotated[str, AfterValidator(_interval)] = "30s"
    send_rate: Annotated[str, AfterValidator(_rate)] = "25"
    keep_days: Annotated[int, AfterValidator(_keep)] = 365
    controller: str = ""
    contact: str = ""
    cache: str = ""
    backup: Annotated[str, AfterValidator(_backup)] = ""
    secrets_dir: str = ""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The first that says something is heard."""
        return init_settings, env_settings, SecretFiles(settings_cls, dotenv_settings), dotenv_settings

    @property
    def daily_copy(self) -> DailyCopy | None:
        """Where and when the database is copied, None when it is not."""
        return parse_backup(self.backup) if self.backup else None

    @property
    def cache_folder(self) -> Path:
        """Where the learnt model is kept."""
        return cache_folder(self.cache)

    @property
    def zone(self) -> ZoneInfo:
        """Where the venue's wall clock hangs."""
        return ZoneInfo(self.timezone)

    @property
    def hours(self) -> VenueHours:
        """The zone and the quiet hours together."""
        return VenueHours(self.zone, parse_quiet(self.quiet_hours))

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The reminders that every event gets unless it has its own."""
        return parse_rules(self.reminders)

    @property
    def beat_every(self) -> timedelta:
        """How often what is owed is worked out."""
        return parse_interval(self.beat)

    @property
    def keep(self) -> timedelta:
        """How long sign-ups are kept after their event."""
        return timedelta(days=self.keep_days)

    @property
    def messages_a_second(self) -> float | None:
        """The overall limit, None when limits are off."""
        return None if self.send_rate == "off" else float(self.send_rate)

    @property
    def keys(self) -> tuple[str, ...]:
        """The Fernet keys, the writing one first."""
        return tuple(key.strip() for key in self.secret_key.get_secret_value().split(",") if key.strip())

    @property
    def bot_id(self) -> int:
        """Telegram's number of this bot: the part of the token before the colon."""
        return int(self.token.get_secret_value().split(":")[0])

    @property
    def api_is_local(self) -> bool:
        """Whether the API is a test server on this machine: only there may the clock be shifted."""
        return urlsplit(self.api_url).hostname in LOOPBACK

    @property
    def listen_at(self) -> tuple[str, int]:
        """Host and port of the webhook and of /healthz."""
        return _host_and_port(self.listen)

    @property
    def metrics_at(self) -> tuple[str, int] | None:
        """Host and port of /metrics; None when nobody asks."""
        return _host_and_port(self.metrics.removeprefix(OPEN)) if self.metrics else None


def _host_and_port(value: str) -> tuple[str, int]:
    host, _, port = value.rpartition(":")
    return host.strip("[]") or "127.0.0.1", int(port)


def settings_file() -> Path | None:
    """The file of settings: .env, or the one that CITE_ENV_FILE names; None when that is empty.

    Raises SettingsError when the one that is named cannot be read: all would be as if nothing had ever been set.
    """
    name = os.environ.get(ENV_FILE)
    if name and not os.access(name, os.R_OK, effective_ids=True):
        raise SettingsError(f"Wrong settings: {ENV_FILE} names no file that this account can read ({name}).")
    return Path(name or ".env") if name != "" else None


def load_settings() -> Settings:
    """Read the settings; raise SettingsError with one sentence naming every bad key."""
    try:
        return Settings(_env_file=settings_file())  # type: ignore[call-arg]  # pydantic-settings takes it
    except ValidationError as error:
        wrong = "; ".join(
            f"CITE_{'_'.join(str(part) for part in problem['loc'][:1]).upper()} "
            f"{problem['msg'].removeprefix('Value error, ')}"
            for problem in error.errors()
        )
        raise SettingsError(f"Wrong settings: {wrong}.") from None
