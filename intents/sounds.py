"""How a French word sounds, roughly: words that are heard alike get the same key ("numérik", "numérique")."""

import re

_RULES = tuple(
    (re.compile(pattern), heard)
    for pattern, heard in (
        (r"eaux?|au[xt]?(?=$)|au", "o"),
        (r"ph", "f"),
        (r"qu|ck|k|q", "k"),
        (r"c(?=[eiy])|sc(?=[eiy])|ss|ç", "s"),
        (r"c(?!h)", "k"),
        (r"g(?=[eiy])", "j"),
        (r"gu(?=[eiy])", "g"),
        (r"(?:ai|ei)(?=n)|i(?=n)|y(?=n)|i(?=m[bp])", "in"),
        (r"(?<=in)[nm]+", ""),
        (r"e(?=[nm](?![aeiouynm]))", "a"),
        (r"m(?=[bp])", "n"),
        (r"(?:er|ez|ee?s?|et|ai[st]?|aient|ait|es|ent)$", "e"),
        (r"ai|ei", "e"),
        (r"y", "i"),
        (r"oeu|eu", "e"),
        (r"th", "t"),
        (r"h(?<!ch)", ""),
        (r"tion", "sion"),
        (r"z", "s"),
        (r"(?<=[a-z]{2})[sxtdpe]+$", ""),
        (r"(.)\1+", r"\1"),
    )
)


def sound(word: str) -> str:
    """A key of the word's sound; plain lower-case letters in, letters out."""
    for pattern, heard in _RULES:
        word = pattern.sub(heard, word)
    return word
