"""French spacing, set once at load so that writers type ordinary spaces (Imprimerie nationale's rules)."""

import re

NARROW = "\u202f"  # no-break, thin: before ; ! ? and inside numbers
NO_BREAK = "\u00a0"  # before : and inside « »

_SPACED = (
    (re.compile(r"[ \u202f]*([;!?]+)(?=[\s»)…]|$)"), rf"{NARROW}\1"),
    (re.compile(r" +:(?=\s|$)"), f"{NO_BREAK}:"),
    (re.compile(r"« *"), f"«{NO_BREAK}"),
    (re.compile(r" *»"), f"{NO_BREAK}»"),
    (re.compile(r"(?<=\d) (?=h\b)"), NO_BREAK),
    (re.compile(r"(?<=\bh) (?=\d)"), NO_BREAK),
    (re.compile(r"(?<=\d) (?=\d{3}\b)"), NARROW),
    (re.compile(r"(?<=\d) (?=(?:€|%|m²|M€|ans?\b|places?\b))"), NO_BREAK),
)


def french(text: str) -> str:
    """The same words with French spacing; applying it twice changes nothing."""
    for pattern, replacement in _SPACED:
        text = pattern.sub(replacement, text)
    return text


def in_language(text: str, language: str) -> str:
    """The text with the typography of its language; only French needs any."""
    return french(text) if language == "fr" else text
