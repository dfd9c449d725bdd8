"""`cite ask` and `cite understand`: the same understanding and answers without Telegram, without acting; and why."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.assistant.answer import Answer
from bot.assistant.compose import Assistant
from bot.assistant.learning import Understanding
from bot.core.errors import BotError
from intents.dates.dates import find_dates
from intents.dates.when import Interval
from intents.dialogue.state import DialogueState
from intents.meaning.meaning import Meaning
from intents.understanding.trace import CandidateTrace, Likely, PartTrace, Sign, Trace
from intents.understanding.understand import By
from knowledge.agenda.agenda import Event
from knowledge.library.content import LANGUAGES

_NOTHING = "nothing"
_DIGITS = 3
_MOST_EVENTS = 8
_MOST_SIGNS = 8


def why_in_words(trace: Trace) -> Iterator[str]:
    """Lines of plain text."""
    meaning = trace.meaning
    yield f"“{meaning.text}”"
    yield f"means {_meant(trace)}: {meaning.decision.value}, confidence {meaning.confidence:.2f}"
    yield f"decided in the end by: {trace.by.value}"
    for one in trace.candidates:
        yield ""
        yield from _candidate_in_words(one)
    for place, part in enumerate(trace.parts):
        yield ""
        yield from _part_in_words(part, place, asked=place in trace.asked)
    if trace.parts and trace.by is By.NAME:
        yield ""
        yield "None of this was needed: it shows what would have been said otherwise."


def why_in_json(trace: Trace) -> dict[str, Any]:
    """The same, to be printed as JSON."""
    return {
        "decided": trace.by.name.lower(),
        "asked": trace.asked,
        "candidates": [_candidate_in_json(one) for one in trace.candidates],
        "parts": [_part_in_json(part) for part in trace.parts],
    }


def _meant(trace: Trace) -> str:
    also = f" and {trace.meaning.also}" if trace.meaning.also else ""
    return f"{trace.meaning.intent or _NOTHING}{also}"


def _candidate_in_words(one: CandidateTrace) -> Iterator[str]:
    events = ", ".join(one.events[:_MOST_EVENTS]) + (", …" if len(one.events) > _MOST_EVENTS else "")
    yield f"Candidate {one.intent}, likelihood {one.likelihood:.2f}; events: {events or _NOTHING}"
    yield f"  by: {', '.join(one.ways) or _NOTHING}"
    yield f"  signs: {', '.join(f'{name} {adds:+.2f}' for name, adds in one.signs[:_MOST_SIGNS]) or _NOTHING}"


def _candidate_in_json(one: CandidateTrace) -> dict[str, Any]:
    return {
        "intent": one.intent,
        "events": one.events,
        "ways": one.ways,
        "likelihood": round(one.likelihood, _DIGITS),
        "signs": {name: round(adds, _DIGITS) for name, adds in one.signs},
    }


def _part_in_words(part: PartTrace, place: int, *, asked: bool) -> Iterator[str]:
    yield f"Part {place}: “{part.text}”" if place else "The whole message"
    yield f"  words, put right: {' '.join(part.words)}"
    yield f"  things named: {', '.join(part.things) or _NOTHING}"
    yield f"  likeliest intents: {_listed(part.intents)}"
    yield f"  likeliest attributes asked: {_listed(part.attributes)}"
    yield from _trust_in_words(part)
    likely = "" if part.likelihood is None else f"; likelihood that this is asked {part.likelihood:.2f}"
    yield f"  so: {part.verdict}, {part.decision.value}, confidence {part.sureness:.2f}{likely}"
    if asked:
        yield "  this one is asked, where no event is meant"


def _trust_in_words(part: PartTrace) -> Iterator[str]:
    best = part.intents[0].name
    if not part.signs:
        yield f"  confidence in {best}: {part.confidence:.2f}, its likelihood; enough from {part.threshold:.2f}"
        return
    yield f"  confidence in {best}: {part.confidence:.2f}, from these signs; enough from {part.threshold:.2f}"
    yield from (f"    {_added(sign)}" for sign in part.signs)


def _added(sign: Sign) -> str:
    adds = round(sign.adds, 2) + 0.0  # no "-0.00"
    return f"{adds:+.2f}  {sign.name.value}: {sign.value:.2f} x {sign.weight:.2f}"


def _listed(likely: Iterable[Likely]) -> str:
    return ", ".join(f"{one.name} {one.likelihood:.2f}" for one in likely)


def _part_in_json(part: PartTrace) -> dict[str, Any]:
    signs = [
        {
            "name": sign.name.name.lower(),
            "value": round(sign.value, _DIGITS),
            "weight": round(sign.weight, _DIGITS),
            "adds": round(sign.adds, _DIGITS),
        }
        for sign in part.signs
    ]
    return {
        "text": part.text,
        "words": part.words,
        "things": part.things,
        "intents": _shares(part.intents),
        "attributes": _shares(part.attributes),
        "signs": signs,
        "confidence": round(part.confidence, _DIGITS),
        "threshold": part.threshold,
        "verdict": part.verdict,
        "decision": part.decision.value,
        "sureness": round(part.sureness, _DIGITS),
        "likelihood": part.likelihood,
    }


def _shares(likely: Iterable[Likely]) -> dict[str, float]:
    return {one.name: round(one.likelihood, _DIGITS) for one in likely}


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
            language = meaning.language if meaning.language in LANGUAGES else language
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
