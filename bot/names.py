"""Who is meant, in words: « Léa et Tom », « Léa et une place sans prénom »."""

from collections.abc import Sequence

from babel.lists import format_list

from bot.messages import Messages
from scheduler.outcomes import Registration


def who(people: Sequence[Registration], words: Messages) -> str:
    """The first names in their order, then how many places have none."""
    named = [one.first_name for one in people if one.first_name is not None]
    unnamed = len(people) - len(named)
    parts = named + ([words.label("recap-unnamed", n=unnamed)] if unnamed else [])
    return format_list(parts, locale="en_GB" if words.language == "en" else "fr_FR")
