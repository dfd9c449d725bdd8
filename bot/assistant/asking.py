"""`cite ask` and `cite understand`: the same understanding and answers, without Telegram and without acting."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.assistant.answer import Answer
from bot.assistant.compose import Assistant
from bot.assistant.learning import Understanding
from intents.context import Context
from intents.meaning import Meaning
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
        context: Context | None = None
        language = "fr"
        for text in turns:
            meaning = self.understanding.understand(text, context, self.events, self.now)
            language = meaning.language if meaning.language in ("fr", "en") else language
            answer = self.assistant.answer(meaning, self.events, language, self.now)
            context = self.assistant.remember(answer, meaning, context, self.now)
            yield meaning, answer

    def answer_lines(self, lines: Iterable[str]) -> Iterator[str]:
        """One JSON line a turn for each {"id", "turns"} line, as the evaluation wants them."""
        for line in filter(str.strip, lines):
            asked = json.loads(line)
            for turn, (_, answer) in enumerate(self.converse(asked["turns"])):
                yield _as_json(asked["id"], turn, answer)

    def understand_lines(self, lines: Iterable[str]) -> Iterator[str]:
        """One JSON line of meaning for each line of text."""
        for line in filter(str.strip, lines):
            for meaning, _ in self.converse([line.strip()]):
                yield meaning.to_json()


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
