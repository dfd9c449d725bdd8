"""Child processes that run this very code, whatever folder they start in."""

import os
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[2]


def module(name: str, *arguments: str) -> tuple[str, ...]:
    """The command that runs one of our modules; -u: what it prints comes out at once, not when it ends."""
    return (sys.executable, "-u", "-m", name, *arguments)


def environment(*folders: Path) -> dict[str, str]:
    """This process's environment, where our code, and packages in these folders, are found first."""
    known = (*map(str, (_ROOT, *folders)), *filter(None, [os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(known)}
