"""What somebody in distress, or who tells of it, reads first. Parses no text."""

from bot.assistant.answer import Answer, AnswerKind
from bot.messages import Messages
from intents.speech.heard import Speech, Whose, Writer

HELPLINE = "helpline"


def kind_words(speech: Speech, words: Messages, helpline: Answer, *, young: bool = False) -> str:
    """Kind words to the right person, and a number to call only if the team gave one. `young`: a child writes here."""
    number = [helpline.text] if helpline.kind is AnswerKind.ANSWER else []
    return "\n\n".join([words.say(_key(speech, young)), *number])


def _key(speech: Speech, young: bool) -> str:
    if speech.whose is Whose.SELF and (young or speech.writer in (Writer.CHILD, Writer.TEENAGER)):
        return "care-young"
    return f"care-{speech.whose}"
