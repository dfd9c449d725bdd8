"""An answer as a value: what kind it is, what it speaks of, its words, and what may come next."""

import html
import re
from dataclasses import dataclass
from enum import StrEnum

from bot.buttons import Row
from intents.meaning import Slots

_TAG = re.compile(r"<[^>]+>")


class AnswerKind(StrEnum):
    """What sort of answer; the names are those of the evaluation's contract."""

    ANSWER = "answer"
    EVENTS = "events"
    EVENT = "event"
    ACTION = "action"
    CLARIFY = "clarify"
    UNKNOWN = "unknown"
    OFF_TOPIC = "off_topic"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`events` are uids that fit what was asked; `near` are shown only because nothing fits.

    `text` is Telegram HTML. `topic` is the topic answered, the known unknown, or the cell ("escape.price") that is
    filled or missing; `gap` is the gap topic that a filled cell answers. `query` is what was looked for in
    the agenda, where that is more than the message said. `offered` are the intents to choose from; `rephrase` says
    that nothing was understood and that the person is asked to say it differently.
    """

    kind: AnswerKind
    text: str
    confidence: float
    topic: str | None = None
    gap: str | None = None
    action: str | None = None
    events: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    query: Slots | None = None
    offered: tuple[str, ...] = ()
    rephrase: bool = False

    @property
    def plain(self) -> str:
        """The words without markup."""
        return html.unescape(_TAG.sub("", self.text))

    @property
    def labels(self) -> tuple[str, ...]:
        """The words on the buttons."""
        return tuple(button.label for row in self.rows for button in row)
