"""What somebody in distress, or who tells of it, reads first. Parses no text."""

from bot.messages import Messages
from intents.speech.heard import Speech, Whose, Writer
from knowledge.library import Library

HELPLINE = "helpline"


def kind_words(speech: Speech, words: Messages, library: Library, *, young: bool = False) -> str:
    """Kind words to the right person, and a number to call only if the team gave one. `young`: a child writes here."""
    helpline = library.topic(HELPLINE)
    number = [] if helpline.unknown else [Messages.escape(helpline.answer[words.language])]
    return "\n\n".join([words.say(_key(speech, young)), *number])


def _key(speech: Speech, young: bool) -> str:
    if speech.whose is Whose.SELF and (young or speech.writer in (Writer.CHILD, Writer.TEENAGER)):
        return "care-young"
    return f"care-{speech.whose}"
