"""`cite ask` and `cite understand`: the same understanding and answers, without Telegram and without acting."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.assistant.answer import Answer
from bot.assistant.compose import Assistant
from bot.assistant.learning import Understanding
from bot.assistant.why import why_in_json
from bot.errors import BotError
from intents.dates import find_dates
from intents.dialogue.state import DialogueState
from intents.interval import Interval
from intents.meaning import Meaning
from intents.trace import Trace
from knowledge.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Clerk:
    """Answers one conversation after the other; remembers nothing between them."""

    assistant: Assistant
    understanding: Understanding
    events: tuple[Event, ...]
    now: datetime

    def converse(self, turns: Iterable[str]) -> Iterator[tuple[Meaning, Answer]]:
        """Each turn's meaning and answer, in the light of the turns before it."""
        context: DialogueState | None = None
        language = "fr"
        for text in turns:
            meaning = self.understanding.understand(text, context, self.events, self.now)
            language = meaning.language if meaning.language in ("fr", "en") else language
            answer = self.assistant.answer(meaning, self.events, language, self.now, context)
            context = self.assistant.remember(answer, meaning, context, self.now)
            yield meaning, answer

    def answer_lines(self, lines: Iterable[str]) -> Iterator[str]:
        """One JSON line a turn for each {"id", "turns"} line, as the evaluation wants them."""
        for line in filter(str.strip, lines):
            asked = json.loads(line)
            for turn, (_, answer) in enumerate(self.converse(asked["turns"])):
                yield _as_json(asked["id"], turn, answer)

    def understand_lines(self, lines: Iterable[str], *, why: bool = False) -> Iterator[str]:
        """One JSON line of meaning and dates for each line: plain text, or {"id", "text", "now"} in JSON.

        `now` may be left out; without a zone it is the venue's time. Raises BotError for a `now` that is no instant.
        With `why`, a line says under that name how the meaning came about.
        """
        for line in filter(str.strip, lines):
            asked = _asked(line.strip())
            yield self._understood(asked, _instant(asked["now"], self) if asked.get("now") else self.now, why)

    def why(self, text: str) -> Trace:
        """How the meaning of a first message comes about."""
        return self.understanding.trace(text, None, self.events, self.now)

    def _understood(self, asked: dict[str, Any], now: datetime, why: bool) -> str:
        text, clerk = str(asked["text"]), replace(self, now=now)
        ((meaning, _),) = clerk.converse([text])
        dates = find_dates(text, now.astimezone(self.understanding.zone))
        known = {"id": asked["id"]} if "id" in asked else {}
        said = {**known, **json.loads(meaning.to_json()), "dates": [_bounds(interval) for interval in dates]}
        told = {"why": why_in_json(clerk.why(text))} if why else {}
        return json.dumps({**said, **told}, ensure_ascii=False)


def _asked(line: str) -> dict[str, Any]:
    """The line read: what is no JSON object with a text is a text itself."""
    try:
        asked = json.loads(line)
    except ValueError:
        asked = None
    return asked if isinstance(asked, dict) and "text" in asked else {"text": line}


def _instant(written: object, clerk: Clerk) -> datetime:
    try:
        instant = datetime.fromisoformat(str(written))
    except ValueError as error:
        raise BotError(f"{written} is not an instant: write 2026-12-01T10:00.") from error
    return instant if instant.tzinfo else instant.replace(tzinfo=clerk.understanding.zone)


def _bounds(interval: Interval) -> dict[str, str | None]:
    """Local times without zone, as 2026-12-05T00:00; null on an open side, and the end is excluded."""
    bounds = (("start", interval.start), ("end", interval.end))
    return {side: at.isoformat(timespec="minutes") if at else None for side, at in bounds}


def _as_json(asked_id: str, turn: int, answer: Answer) -> str:
    return json.dumps(
        {
            "id": asked_id,
            "turn": turn,
            "kind": answer.kind.value,
            "topic": answer.topic,
            "action": answer.action,
            "events": list(answer.events),
            "near": list(answer.near),
            "confidence": round(answer.confidence, 3),
            "text": answer.plain,
            "buttons": list(answer.labels),
        },
        ensure_ascii=False,
    )
