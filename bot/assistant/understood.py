"""What was looked for, in one short phrase, so that a wrong reading is seen: "pour 5 et 9 ans, samedi 5 décembre"."""

from collections.abc import Iterable, Iterator
from datetime import date

from bot.assistant.moment_said import moment_parts
from bot.messages import Messages
from intents.meaning import Slots


def understood(slots: Slots, words: Messages, today: date) -> str:
    """For whom, about what, when, as a line of Telegram HTML; empty when nothing was narrowed. `today` is local."""
    parts = [*_whom(slots, words), *_what(slots, words), *moment_parts(slots.when, words, today)]
    return words.say("understood", what=", ".join(parts)) if parts else ""


def some_ages(ages: Iterable[int], words: Messages) -> str:
    """« 5 et 9 », « 6, 7 et 8 »."""
    return joined([str(age) for age in ages], words)


def joined(listed: list[str], words: Messages) -> str:
    """« le mercredi, le jeudi et le samedi »."""
    if len(listed) < 2:
        return "".join(listed)
    return words.label("understood-and", some=", ".join(listed[:-1]), last=listed[-1])


def _whom(slots: Slots, words: Messages) -> Iterator[str]:
    if slots.ages:
        ages = some_ages(slots.ages, words)
        yield words.label("understood-ages", ages=ages, oldest=max(slots.ages))
        return
    yield from (words.label("understood-people", who=person.value) for person in slots.people)
    yield from (words.label("understood-audience", who=code) for code in slots.audiences)


def _what(slots: Slots, words: Messages) -> Iterator[str]:
    if not slots.titled:
        yield from (words.label("understood-kind", kind=code) for code in slots.kinds)
        yield from (words.label("understood-theme", about=code) for code in slots.themes)
    yield from (words.label("understood-not-kind", kind=code) for code in slots.not_kinds)
    yield from (words.label("understood-not-theme", about=code) for code in slots.not_themes)
    yield from (words.label("understood-not-audience", who=code) for code in slots.not_audiences)
