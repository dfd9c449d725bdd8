"""The counts by group, and the whole of `cite bench understanding` on a few questions."""

import json
import sys

import pytest

from bot.assistant.asking import Clerk
from bot.assistant.compose import Assistant
from bot.bench import measures, understanding
from bot.bench.judging import Outcome
from bot.bench.measures import Start, Timing
from bot.bench.understanding import agenda_file, labelled_files, measure, questions, score
from bot.core.errors import BotError
from knowledge.library.library import load_library
from tests.bot.bench.conftest import AGENDA, NOW, PARIS
from tests.model_cache import shared_understanding

ADDRESS = {"id": "a", "lang": "fr", "style": "clean", "text": "Quelle est votre adresse ?", "expect": "facts",
           "facts": ["address"]}  # fmt: skip
PRICE = {"id": "b", "lang": "en", "style": "casual", "text": "how much is a workshop?", "expect": "unknown"}
DIALOGUE = {
    "id": "c", "lang": "fr", "turns": [
        {"text": "Quelle est votre adresse ?", "expect": "facts", "facts": ["address"]},
        {"text": "merci", "expect": "action", "action": "thanks"},
    ],
}  # fmt: skip
IMPOSSIBLE = {**ADDRESS, "id": "d", "facts": ["escape_where"]}


@pytest.fixture(scope="module")
def clerk(events):
    """As `cite ask` has it."""
    return Clerk(
        assistant=Assistant(load_library(), PARIS), understanding=shared_understanding(), events=events, now=NOW
    )


def test_answers_are_counted_by_expectation_language_style_and_form(clerk, lines):
    board = score([lines("q.jsonl", ADDRESS, PRICE), lines("d.jsonl", DIALOGUE, IMPOSSIBLE)], clerk)
    assert {group: tally.total for group, tally in board.groups.items()} == {
        "facts": 2,
        "unknown": 1,
        "dialogue:action": 1,
        "dialogue:facts": 1,
        "style:casual": 1,
        "style:clean": 2,
        "en": 1,
        "fr": 4,
        "messages": 3,
        "dialogues": 2,
        "all": 5,
    }
    assert board.tally().share(Outcome.RIGHT) == pytest.approx(0.8)
    assert board.tally("facts").share(Outcome.WRONG) == pytest.approx(0.5)
    assert board.tally("nothing of the sort").total == 0


def test_one_run_measures_answers_variants_time_start_and_memory(clerk, lines):
    report = measure(questions([lines("q.jsonl", ADDRESS, PRICE, DIALOGUE)]), clerk, lambda: Start(1.5, 100.0))
    figures = json.loads(understanding.as_json(report))
    assert figures["groups"]["all"] == {"n": 4, "right": 4, "asked": 0, "missed": 0, "wrong": 0}
    assert figures["no_accents"]["all"]["n"] == figures["typos"]["all"]["n"] == 2
    assert 0 < figures["latency_ms"]["p50"] <= figures["latency_ms"]["p99"] <= figures["latency_ms"]["max"]
    assert (figures["start_s"], figures["memory_mb"]) == (1.5, 100)


def test_the_table_has_a_line_a_group_and_the_figures_below(clerk, lines):
    report = measure(questions([lines("q.jsonl", ADDRESS, DIALOGUE)]), clerk, lambda: Start(1.5, None))
    table = understanding.as_table(report).splitlines()
    assert table[1].split() == ["facts", "1", "100.0%", "0.0%", "0.0%", "0.0%", "100.0%", "0.0%", "100.0%", "0.0%"]
    assert table[2].split()[-4:] == ["-"] * 4
    assert table[-2:] == ["start to first answer: 1.50 s", "memory then: not told by this system"]


def test_without_the_source_code_the_questions_must_be_named(monkeypatch, tmp_path):
    monkeypatch.setattr("bot.bench.understanding._PHRASES", tmp_path)
    with pytest.raises(BotError, match="--files"):
        labelled_files([])


def test_the_held_out_questions_and_their_agenda_are_found():
    files = labelled_files([])
    assert {file.suffix for file in files} == {".jsonl"}
    assert agenda_file(None, files).name == "agenda.csv"
    assert agenda_file(AGENDA, files) == AGENDA


def test_questions_without_an_agenda_beside_them_need_one(lines):
    with pytest.raises(BotError, match="--agenda"):
        agenda_file(None, [lines("q.jsonl", ADDRESS)])


def test_a_start_lasts_until_the_first_answer():
    echo = "import sys; print(sys.stdin.readline(), end='', flush=True); sys.stdin.read()"
    found = measures.measure([sys.executable, "-c", echo], tries=1)
    assert 0 < found.seconds < 30
    assert found.memory_mb is None or found.memory_mb > 1


def test_a_process_that_does_not_answer_is_reported():
    with pytest.raises(BotError, match="did not answer"):
        measures.measure([sys.executable, "-c", "pass"], tries=1)


def test_percentiles_are_what_that_share_stays_within():
    assert Timing.of([n / 1000 for n in range(1, 101)]) == Timing(50.0, 99.0, 100.0)
    assert Timing.of([0.002]) == Timing(2.0, 2.0, 2.0)
