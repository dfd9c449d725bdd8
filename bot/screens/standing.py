"""How far one is from the head of a waiting list, in words."""

from collections.abc import Sequence

from bot.messages import Messages
from scheduler.outcomes import Registration


def place_in_line(entries: Sequence[Registration], words: Messages) -> str:
    """« Vous êtes 3e sur la liste (4 personnes sont avant vous). », of one event; "" when none of them waits.

    A family with several entries in line hears of its first one.
    """
    places = [(one.entry_position, one.position) for one in entries if one.entry_position and one.position]
    if not places:
        return ""
    place, first = min(places)
    return words.say("line-place", place=place, ahead=first - 1)
