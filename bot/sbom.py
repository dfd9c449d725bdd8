"""What the bot is made of: a bill of materials in CycloneDX's JSON, read from the lock that is installed."""

import json
import re
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bot.errors import BotError

LOCK = Path(__file__).parents[1] / "requirements.lock"
_NEXT = re.compile(r"\n(?=[^\s#])")  # where an entry ends: its hashes are indented
_HEAD = re.compile(r"([\w.-]+)(?:\[[\w,.-]+\])?==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Package:
    """One package of the lock; `hashes`: SHA-256 of each file that may be installed for it."""

    name: str
    version: str
    hashes: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Its package URL."""
        return f"pkg:pypi/{self.name.lower().replace('_', '-')}@{self.version}"


def packages(lock: Path = LOCK) -> tuple[Package, ...]:
    """The packages of a lock. Raises BotError when there is none, or not every line of it is understood."""
    if not lock.is_file():
        raise BotError(f"There is no {lock.name} beside the program: run `cite sbom` from its folder.")
    found = tuple(map(_read, _NEXT.split(lock.read_text(encoding="utf-8"))))
    if not all(one.name and one.hashes for one in found):
        raise BotError(f"{lock.name} is not a lock with hashes.")
    return found


def _read(entry: str) -> Package:
    head = _HEAD.match(entry)
    name, number = head.groups() if head is not None else ("", "")
    return Package(name, number, tuple(_HASH.findall(entry)))


def bill(found: tuple[Package, ...]) -> str:
    """CycloneDX 1.6; the same lock gives the same text."""
    name = "cite-du-numerique-bot"
    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": name, "name": name, "version": version(name)},
        },
        "components": [_component(one) for one in found],
        "dependencies": [{"ref": name, "dependsOn": [one.purl for one in found]}],
    }
    return json.dumps(whole, indent=1)


def _component(one: Package) -> dict[str, Any]:
    return {
        "type": "library", "bom-ref": one.purl, "name": one.name, "version": one.version, "purl": one.purl,
        "hashes": [{"alg": "SHA-256", "content": content} for content in one.hashes],
    }  # fmt: skip
