"""What a person means: text in, meaning out. Knows neither a database nor a clock, nor anything else of ours."""

from intents.dialogue.state import DialogueState
from intents.lexicon import Lexicon
from intents.meaning import Candidate, Decision, Meaning, Slots
from intents.query.rows import EventRow
from intents.titles import Titles
from intents.understand import understand

__all__ = ["Candidate", "Decision", "DialogueState", "EventRow", "Lexicon", "Meaning", "Slots", "Titles", "understand"]
