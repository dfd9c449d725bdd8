"""How a message was understood, told step by step: in plain English for whoever corrects phrasings, or as JSON."""

from collections.abc import Iterable, Iterator
from typing import Any

from intents.steps import By
from intents.trace import CandidateTrace, Likely, PartTrace, Sign, Trace

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
        "decided": trace.by.name.lower(), "asked": trace.asked,
        "candidates": [_candidate_in_json(one) for one in trace.candidates],
        "parts": [_part_in_json(part) for part in trace.parts],
    }  # fmt: skip


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
        "intent": one.intent, "events": one.events, "ways": one.ways, "likelihood": round(one.likelihood, _DIGITS),
        "signs": {name: round(adds, _DIGITS) for name, adds in one.signs},
    }  # fmt: skip


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
    yield f"    {part.bias:+.2f}  to begin with"


def _added(sign: Sign) -> str:
    adds = round(sign.adds, 2) + 0.0  # no "-0.00"
    return f"{adds:+.2f}  {sign.name.value}: {sign.value:.2f} x {sign.weight:.2f}"


def _listed(likely: Iterable[Likely]) -> str:
    return ", ".join(f"{one.name} {one.likelihood:.2f}" for one in likely)


def _part_in_json(part: PartTrace) -> dict[str, Any]:
    signs = [
        {"name": sign.name.name.lower(), "value": round(sign.value, _DIGITS), "weight": round(sign.weight, _DIGITS),
         "adds": round(sign.adds, _DIGITS)}
        for sign in part.signs
    ]  # fmt: skip
    return {
        "text": part.text, "words": part.words, "things": part.things, "intents": _shares(part.intents),
        "attributes": _shares(part.attributes), "signs": signs, "bias": round(part.bias, _DIGITS),
        "confidence": round(part.confidence, _DIGITS), "threshold": part.threshold, "verdict": part.verdict,
        "decision": part.decision.value, "sureness": round(part.sureness, _DIGITS), "likelihood": part.likelihood,
    }  # fmt: skip


def _shares(likely: Iterable[Likely]) -> dict[str, float]:
    return {one.name: round(one.likelihood, _DIGITS) for one in likely}
