"""The bot's own sentences: a Fluent file a subject and language, read once, strict."""

import html
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Junk, Resource

from bot.core.errors import BotError
from intents.text.text import fold
from knowledge.library.content import LANGUAGES, in_language

FOLDER = Path(__file__).parent
_VOWELS = frozenset("aeiou")
_LOCALES = {"fr": "fr-FR", "en": "en-GB"}


class MessageError(BotError):
    """A sentence is missing, malformed, or lacks an argument: a fault of ours, found by the tests."""


class Messages:
    """The sentences of one language. Arguments are HTML-escaped, so that a name cannot become markup."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "fr"
        self._bundle = _bundle(self.language)

    def say(self, key: str, **arguments: str | int) -> str:
        """The sentence `key` as Telegram HTML."""
        escaped = {name: self.escape(value) if isinstance(value, str) else value for name, value in arguments.items()}
        return self._format(key, escaped)

    def label(self, key: str, **arguments: str | int) -> str:
        """The same for a button or a toast, which are plain text: nothing is escaped."""
        return self._format(key, dict(arguments))

    @staticmethod
    def escape(text: str) -> str:
        """Make foreign words safe inside Telegram's HTML."""
        return html.escape(text, quote=False)

    @staticmethod
    def plain(text: str) -> str:
        """An escaped sentence without markup, for a terminal."""
        return html.unescape(text)

    def _format(self, key: str, arguments: dict[str, str | int]) -> str:
        try:
            pattern = self._bundle.get_message(key).value
        except LookupError as error:
            raise MessageError(f"no sentence {key} in {self.language}") from error
        if pattern is None:
            raise MessageError(f"the sentence {key} is empty in {self.language}")
        text, errors = self._bundle.format_pattern(pattern, arguments)
        if errors:
            raise MessageError(f"the sentence {key} in {self.language}: {errors[0]}")
        return str(text)


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([_LOCALES[language]], functions={"DE": _of}, use_isolating=False)
    for path in sorted(FOLDER.glob(f"*.{language}.ftl")):
        found = FluentResource(in_language(path.read_text(encoding="utf-8"), language))
        _check(path, found)
        bundle.add_resource(found)
    return bundle


def _of(name: object) -> Any:  # a text, which the package's own type forgets
    """« de », or « d’ » where a vowel follows: the French « de Tom », « d’Inès »."""
    return "d’" if fold(str(name))[:1] in _VOWELS else "de "


def _check(path: Path, found: Resource) -> None:
    for entry in found.body:
        if isinstance(entry, Junk):
            near = (entry.content or "").strip()[:40]
            raise MessageError(f"{path.name}: not understood near {near!r}")
