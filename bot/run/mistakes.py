"""Mistakes of whoever sets the bot up, found from the settings and this machine alone; each is told in one sentence."""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

from bot.core.files import UMASK, database_file
from bot.core.settings import ENV_FILE, Settings, secret_files, secret_folders, settings_file

TOKEN = re.compile(r"\d{5,}:[\w-]{30,}")
HOOK_SECRET = re.compile(r"[\w-]{1,256}")
HOOK_PORTS = (None, 443, 80, 88, 8443)  # Telegram goes to no other
FREE_MB = 300
ELSEWHERE = re.compile(rf"{ENV_FILE}|CITE_PYTHON|CITE_TEST_\w+")  # not settings of the bot, see README


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence; a fault has to be mended, the rest is advice."""

    sentence: str
    is_fault: bool = False


def mistakes(settings: Settings) -> list[Finding]:
    """Every one that is found."""
    looks: tuple[Callable[[Settings], Iterator[Finding]], ...] = (_names, _token, _hook, _people, _secrets, _disk)
    return [finding for look in looks for finding in look(settings)]


def _names(settings: Settings) -> Iterator[Finding]:
    """A name that is misspelt is no error to anybody, and its value never heard."""
    known = {f"CITE_{name.upper()}" for name in Settings.model_fields}
    file = settings_file()
    written = dotenv_values(file) if file is not None and file.is_file() else {}
    in_files = (
        f"CITE_{name.upper()}" for folder in secret_folders(settings.secrets_dir) for name in secret_files(folder)
    )
    given = {name.upper() for name in (*os.environ, *written, *in_files) if name.upper().startswith("CITE_")}
    unknown = sorted(name for name in given - known if not ELSEWHERE.fullmatch(name))
    if unknown:
        yield Finding(f"Settings: {_listed(unknown)} is no setting, and not heard. Is it misspelt?", True)


def _token(settings: Settings) -> Iterator[Finding]:
    token = settings.token.get_secret_value()
    if token and not settings.api_is_local and not TOKEN.fullmatch(token):
        yield Finding("Token: not in BotFather's form, like 123456789:AAE…, without spaces, quotes or « bot ».", True)


def _hook(settings: Settings) -> Iterator[Finding]:
    secret = settings.webhook_secret.get_secret_value()
    if not settings.webhook_url:
        if secret:
            yield Finding("Webhook: CITE_WEBHOOK_SECRET is given without CITE_WEBHOOK_URL: the bot polls.")
        return
    address = urlsplit(settings.webhook_url)
    if address.scheme != "https" and not settings.api_is_local:
        yield Finding("Webhook: CITE_WEBHOOK_URL must begin with https://.", True)
    if address.port not in HOOK_PORTS and not settings.api_is_local:
        yield Finding("Webhook: Telegram goes to the ports 443, 80, 88 and 8443 alone.", True)
    if not secret:
        yield Finding("Webhook: CITE_WEBHOOK_SECRET is missing: choose 32 letters and digits.", True)
    elif not HOOK_SECRET.fullmatch(secret):
        yield Finding("Webhook: CITE_WEBHOOK_SECRET may hold letters, digits, _ and - alone.", True)


def _people(settings: Settings) -> Iterator[Finding]:
    groups = [one for one in settings.staff_ids if one < 0]
    if groups:
        yield Finding(
            f"Team: CITE_STAFF_IDS holds a group's number ({groups[0]}): it is for people, who see theirs by /id.", True
        )
    token = settings.token.get_secret_value()
    if token.split(":")[0] in map(str, settings.staff_ids):
        yield Finding("Team: CITE_STAFF_IDS holds the bot's own number. A person sees theirs by /id.", True)
    if settings.staff_chat_id is not None and settings.staff_chat_id > 0:
        yield Finding(
            "Team: CITE_STAFF_CHAT_ID is a person's number. A group's begins with a minus: /id in the group says it.",
            True,
        )


def _secrets(settings: Settings) -> Iterator[Finding]:
    """In the folder that is named; systemd and containers look after theirs."""
    named = Path(settings.secrets_dir) if settings.secrets_dir else None
    if named is not None and not named.is_relative_to("/run"):
        for path in (named, *secret_files(named).values()):
            if path.stat().st_mode & UMASK:
                mode = 700 if path == named else 600
                yield Finding(f"Files: others on this machine can open {path}. `chmod {mode} {path}`", True)
    file = database_file(settings.database_url)
    where = [folder for folder in (named, _folder_of(settings_file())) if folder is not None]
    copies = settings.daily_copy.folder if settings.daily_copy is not None else None
    if copies is not None and any(folder.resolve().is_relative_to(copies.resolve()) for folder in where):
        yield Finding(
            "Secret key: it lies with the copies: whoever takes them can read everything. Put CITE_BACKUP elsewhere.",
            True,
        )
    if file is not None and not file.is_absolute() and settings.daily_copy is not None:
        yield Finding(
            f"Database: {file} depends on the folder that `cite` is started in. Write sqlite:////… with four strokes."
        )


def _folder_of(file: Path | None) -> Path | None:
    return file.parent if file is not None and file.is_file() else None


def _disk(settings: Settings) -> Iterator[Finding]:
    database = database_file(settings.database_url)
    copies = settings.daily_copy.folder if settings.daily_copy is not None else None
    for folder in dict.fromkeys((database.parent if database is not None else None, copies, settings.cache_folder)):
        if folder is not None and _is_short(folder):
            yield Finding(f"Disk: less than {FREE_MB} MB are free for {folder}.", True)


def _is_short(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < FREE_MB * 1_000_000
    except OSError:  # not there yet, or not for this account
        return False


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
