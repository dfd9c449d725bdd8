"""Long files of sentences that are all written alike, read line by line: as any YAML they take seconds."""

import json
import re
from pathlib import Path
from typing import Any

_SENTENCE = r'"(?:[^"\\]|\\.)*"'
_LISTED = re.compile(rf"\s*- ({_SENTENCE})")
_KEY = re.compile(r"([a-z_]+):")
_WORDS = frozenset({"true", "false", "null"})  # which YAML takes for values
_ASKED = re.compile(rf"- \{{ask: ({_SENTENCE})(?:, told: \[([a-z0-9_, ]*)\])?(?:, unknown: (true|false))?\}}")


def lists_in(file: Path) -> dict[str, list[str]] | None:
    """Lists of sentences in double quotes, each under a key; None for a file that holds anything else."""
    found: dict[str, list[str]] = {}
    listed: list[str] | None = None
    for line in _lines(file):
        sentence, key = _LISTED.fullmatch(line), _KEY.fullmatch(line)
        read = None if sentence is None else _quoted(sentence[1])
        if key is not None and key[1] not in (*found, *_WORDS):
            listed = found[key[1]] = []
        elif listed is not None and read is not None:
            listed.append(read)
        else:
            return None
    return found if found and all(found.values()) else None


def asked_in(file: Path) -> list[dict[str, Any]] | None:
    """Questions, each with the topics that answer it, one a line; None for a file that holds anything else."""
    found = list[dict[str, Any]]()
    for line in _lines(file):
        match = _ASKED.fullmatch(line)
        ask = None if match is None else _quoted(match[1])
        if match is None or ask is None:
            return None
        told = [one.strip() for one in (match[2] or "").split(",") if one.strip()]
        if _WORDS.intersection(told) or any(one[0].isdigit() for one in told):
            return None
        found.append({"ask": ask, "told": told, "unknown": match[3] == "true"})
    return found or None


def _lines(file: Path) -> list[str]:
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return []
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _quoted(written: str) -> str | None:
    """What JSON and YAML read alike; None for what only one of them knows."""
    try:
        return str(json.loads(written))
    except ValueError:
        return None
