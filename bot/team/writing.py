"""What somebody of the team writes with the bot, one thing at a time: a fact, a name, a message to families."""

from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from bot.bot_api.replies import Reply
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.chat.writings import Writing
from bot.messages import Messages

WORDS = Messages("fr")  # the team's language
_LONGEST_LABEL = 60  # characters
_STALE_AFTER = timedelta(hours=1)
Kind = TypeVar("Kind", bound=Writing)


def under_way(context: Context, kind: type[Kind]) -> Kind | None:
    """What this person writes of this kind, unless it was left for long; in a group it may be somebody else's."""
    found = of_this_person(context)
    return found if isinstance(found, kind) else None


def of_this_person(context: Context) -> Writing | None:
    """The same, whatever it is."""
    found = context.conversation.writing
    if found is None or found.person_id != context.turn.person_id:
        return None
    return found if context.now.timestamp() - found.begun < _STALE_AFTER.total_seconds() else None


def asking(context: Context, writing: Writing | None, *replies: Reply) -> Outcome:
    """Say this, with what is written as it is now (None: it is over)."""
    return replace(context, conversation=replace(context.conversation, writing=writing)).answer(*replies)


def without(context: Context) -> Context:
    """The context in which nothing is being written: typed words mean what they always mean."""
    return replace(context, conversation=replace(context.conversation, writing=None))


def short(words: str, most: int = _LONGEST_LABEL) -> str:
    """What fits on a button, or so many characters."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def hint(context: Context) -> list[str]:
    """A bot in a group hears replies and commands only."""
    return [] if context.turn.is_private else [WORDS.say("fact-reply")]
