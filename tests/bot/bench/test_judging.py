"""Right, asked, missed or wrong: as the evaluation's rules have it.

`judged.jsonl` holds answers and what those rules made of them; `agenda.csv` the events they speak of.
"""

import html
import json

import pytest

from bot.assistant.answer import Answer, AnswerKind
from bot.bench.judging import Details, Judge, Outcome, load_wordings, read_labelled
from bot.core.errors import BotError
from tests.bot.bench.conftest import HERE, PARIS


@pytest.fixture
def judge(events):
    return Judge(Details(load_wordings(), PARIS), {event.uid: event for event in events})


def answer(kind, text="", **more):
    return Answer(kind=AnswerKind(kind), text=html.escape(text), confidence=1.0, **more)


def outcome(judge, lines, wanted, given):
    (asked,) = read_labelled([lines("one.jsonl", {"id": "a", "text": "?", **wanted})])
    return judge.outcome(asked.turns[0], given)


def test_the_judge_agrees_with_the_rules_on_hundreds_of_answers(judge, lines):
    known = [json.loads(line) for line in (HERE / "judged.jsonl").read_text(encoding="utf-8").splitlines()]
    asked = read_labelled([lines("all.jsonl", *({"id": str(n), **one["want"]} for n, one in enumerate(known)))])
    differing = [
        (turn.text, one["got"])
        for conversation, one in zip(asked, known, strict=True)
        for turn in conversation.turns
        if judge.outcome(turn, _given(one["got"])) != one["outcome"]
    ]
    assert len(known) > 200
    assert differing == []


def _given(got):
    return answer(got["kind"], got["text"], action=got["action"], events=tuple(got["events"]))


def test_a_question_asked_back_claims_nothing(judge, lines):
    assert outcome(judge, lines, {"expect": "facts", "facts": ["address"]}, answer("clarify")) is Outcome.ASKED


def test_every_fact_wanted_must_be_told(judge, lines):
    wanted = {"expect": "facts", "facts": ["address", "owner"]}
    half, whole = "5/11, avenue de Vendôme", "5/11, avenue de Vendôme ; elle appartient au Département"
    assert outcome(judge, lines, wanted, answer("answer", half)) is Outcome.WRONG
    assert outcome(judge, lines, wanted, answer("answer", whole)) is Outcome.RIGHT


def test_an_admission_misses_a_fact_and_suits_an_unknown(judge, lines):
    assert outcome(judge, lines, {"expect": "facts", "facts": ["address"]}, answer("unknown")) is Outcome.MISSED
    assert outcome(judge, lines, {"expect": "unknown"}, answer("unknown")) is Outcome.RIGHT


def test_a_claim_about_what_is_not_known_is_wrong(judge, lines):
    assert outcome(judge, lines, {"expect": "unknown"}, answer("answer", "8 €")) is Outcome.WRONG


def test_an_event_too_many_is_wrong_unless_it_does_no_harm(judge, lines):
    wanted = {"expect": "events", "uids": ["h01"]}
    both = answer("events", events=("h01", "h02"))
    assert outcome(judge, lines, wanted, both) is Outcome.WRONG
    assert outcome(judge, lines, {**wanted, "may": ["h02"]}, both) is Outcome.RIGHT


def test_the_kindest_of_several_fair_readings_counts(judge, lines):
    wanted = {"expect": "unknown", "or_expect": [{"expect": "action", "action": "sign_up"}]}
    assert outcome(judge, lines, wanted, answer("action", action="sign_up")) is Outcome.RIGHT


def test_a_fact_that_has_no_wording_is_named(judge, lines):
    with pytest.raises(BotError, match="the_moon"):
        outcome(judge, lines, {"expect": "facts", "facts": ["the_moon"]}, answer("answer", "ici"))


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "line 1 is not a labelled question"),
        ("[1]", "line 1 is not a labelled question"),
        ('{"id": "a", "text": "où ?", "expect": "poetry"}', "line 1: turns.0.expect"),
        ('{"id": "a", "turns": [{"expect": "facts"}]}', "line 1: turns.0.text"),
    ],
)
def test_a_bad_label_is_named_with_its_line(tmp_path, line, complaint):
    file = tmp_path / "bad.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(BotError, match=complaint):
        read_labelled([file])
