"""Reading a file in a child process that may use little time and memory, and knows no secret.

What it gives back is plain data. Whatever becomes of the child, this process goes on.
"""

import json
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from knowledge.exchange.draft import AgendaImportError, BadLinesError, Flaw, NotUtf8Error, UnreadableFileError
from knowledge.exchange.rows import Placed, placed_from_json, problems_from_json

WITHIN_S = 30.0  # by the clock on the wall; the child's own limits (knowledge.exchange.child) are tighter
_CODE = Path(__file__).parents[2]


def read(content: bytes, name: str, zone: ZoneInfo, now: datetime) -> tuple[Placed, ...]:
    """The drafts in it, with their places; AgendaImportError as if it were read here, or because it takes too much."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as told:
        given.write(content)
        given.seek(0)
        command = (sys.executable, "-P", "-m", "knowledge.exchange.child", name, zone.key, now.isoformat())
        try:
            done = subprocess.run(
                command,
                stdin=given,
                stdout=told,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": str(_CODE), "PYTHONUTF8": "1"},  # and nothing of ours: no key, no token, no proxy
                cwd="/",
                timeout=WITHIN_S,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise UnreadableFileError(Flaw.TOO_HEAVY) from error
        told.seek(0)
        return _told(told.read(), done.returncode)


def _told(answer: bytes, code: int) -> tuple[Placed, ...]:
    if code:  # negative: a limit has ended it
        raise UnreadableFileError(Flaw.TOO_HEAVY if code < 0 else Flaw.BROKEN)
    kind, value = json.loads(answer)
    if kind == "drafts":
        return placed_from_json(value)
    raise _error(kind, value)


def _error(kind: str, value: str) -> AgendaImportError:
    match kind:
        case "problems":
            return BadLinesError(problems_from_json(value))
        case "encoding":
            return NotUtf8Error(int(value))
    return UnreadableFileError(Flaw(value))
