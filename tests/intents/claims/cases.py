"""The labelled claims, and what is made of them without a learnt model."""

import json
from datetime import date
from functools import cache
from pathlib import Path

from bot.assistant.claims import polarity
from bot.assistant.lessons import Lessons
from intents.claims.reading import find_claims
from intents.text.text import words
from knowledge.library.library import load_library

TODAY = date(2026, 11, 25)


@cache
def library():
    return load_library()


@cache
def _aliases():
    return Lessons.of(library()).facts.aliases


def labelled(name):
    lines = Path(__file__).with_name(f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def judged(case):
    """How the answer to this message would begin, given the topic; None for neither yes nor no."""
    claims = find_claims(case["text"], TODAY)
    return polarity(library().topic(case["topic"]).values, claims, _aliases().things(words(case["text"])))
