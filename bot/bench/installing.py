"""The recognisers to compare with, installed into a folder of their own that is gone after the run."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from bot.bench.exam import Candidate
from bot.errors import BotError

_NODE_PACKAGES = ("@nlpjs/basic@4", "@nlpjs/lang-fr@4")
_PIP = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input")
_SCRIPT = Path(__file__).with_name("nlpjs.cjs")
_PYTHON_PEERS = (
    ("svm", "n-gram SVM", "sklearn", "scikit-learn>=1.7,<2"),
    ("fuzzy", "rapidfuzz", "rapidfuzz", "rapidfuzz>=3.14,<4"),
)


def peers(folder: Path) -> Iterator[Candidate | BotError]:
    """Each peer ready to sit an exam, or why it cannot; what they need goes into `folder`."""
    for make in (_nlpjs, *(lambda into, peer=peer: _python(into, *peer) for peer in _PYTHON_PEERS)):
        try:
            yield make(folder)
        except BotError as error:
            yield error


def aiogram(folder: Path) -> Path:
    """aiogram in a folder of its own, made now. Raises BotError when it cannot be had."""
    _install("aiogram", (*_PIP, "--target", str(folder), "aiogram>=3.22,<4"))
    return folder


def _nlpjs(folder: Path) -> Candidate:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise BotError(f"NLP.js is left out: {'node' if node is None else 'npm'} is not installed.")
    quietly = ("--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1")
    _install("NLP.js", (npm, "install", "--prefix", str(folder), *quietly, *_NODE_PACKAGES))
    return Candidate("NLP.js", (node, str(_SCRIPT)), {**os.environ, "NODE_PATH": str(folder / "node_modules")})


def _python(folder: Path, name: str, title: str, module: str, requirement: str) -> Candidate:
    if find_spec(module) is not None:
        return Candidate.of_ours(name, title)
    target = folder / name
    _install(title, (*_PIP, "--target", str(target), requirement))
    return Candidate.of_ours(name, title, target)


def _install(title: str, command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise BotError(f"{title} is left out: it could not be installed ({reason}).")
