"""`cite bench` as it is typed."""

import json

import pytest
from typer.testing import CliRunner

from bot.bench import measures
from bot.bench.measures import Start
from bot.bench.recogniser import trial
from bot.bench.recogniser.trial import Candidate
from bot.cli import app
from bot.core import database
from bot.core.errors import BotError
from knowledge.store.columns import vault
from knowledge.store.engine import make_engine
from tests.bot.bench.conftest import AGENDA

ADDRESS = {"id": "a", "text": "Quelle est votre adresse ?", "expect": "facts", "facts": ["address"]}
EXAMPLES = [
    {"text": "du pain", "label": "bread"},
    {"text": "un gâteau", "label": "cake"},
    {"text": "il pleut", "label": None},
]


def cite(*words):
    done = CliRunner().invoke(app, [str(word) for word in words])
    if isinstance(done.exception, BotError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, tmp_path):
    """No start of a whole bot, no long learning, and no database but an empty one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITE_DATABASE_URL", f"sqlite:///{tmp_path / 'cite.db'}")
    monkeypatch.delenv("CITE_TEST_POSTGRES", raising=False)
    monkeypatch.setattr(measures, "measure", lambda: Start(1.0, 100.0))
    monkeypatch.setattr(trial, "OURS", Candidate.of_ours("fuzzy", "ours"))


def test_understanding_is_measured_without_touching_the_database(lines, tmp_path):
    said = cite("bench", "understanding", "--files", lines("q.jsonl", ADDRESS), "--agenda", AGENDA, "--json")
    assert json.loads(said)["groups"]["all"] == {"n": 1, "right": 1, "asked": 0, "missed": 0, "wrong": 0}
    assert not (tmp_path / "cite.db").exists()


def test_a_recogniser_is_marked_and_its_predictions_are_written(lines, tmp_path):
    train = lines("train.jsonl", *EXAMPLES)
    table = cite("bench", "recogniser", train, train, "--typos", 1, "--hard", "--predictions", "made.jsonl")
    assert "accuracy with typos" in table
    assert len((tmp_path / "made.jsonl").read_text(encoding="utf-8").splitlines()) == 3
    assert json.loads(cite("bench", "recogniser", train, train, "--json"))["ours"]["accuracy"] == 1.0


def test_peers_stand_beside_ours_and_the_missing_one_is_named(lines, monkeypatch):
    monkeypatch.setattr("bot.bench.recogniser.trial.shutil.which", lambda name: None)
    train = lines("train.jsonl", *EXAMPLES)
    assert set(json.loads(cite("bench", "recogniser", train, train, "--peers", "--json"))) == {
        "ours",
        "n-gram SVM",
        "rapidfuzz",
    }


def test_labelled_questions_that_are_empty_are_refused(lines):
    with pytest.raises(BotError, match="no question"):
        cite("bench", "understanding", "--files", lines("q.jsonl"), "--agenda", AGENDA)


def test_sign_ups_are_counted_on_a_database_of_their_own(tmp_path):
    (found,) = json.loads(cite("bench", "signups", "--seconds", 0.1, "--json"))
    assert (found["database"], found["processes"]) == ("SQLite", 1)
    assert found["signups"] > 0
    assert found["p50_ms"] <= found["p99_ms"]
    assert not (tmp_path / "cite.db").exists()


def test_sign_ups_are_counted_on_postgresql_beside_it(postgres_url):
    table = cite("bench", "signups", "--seconds", 0.1, "--postgres", postgres_url)
    assert [line.split()[:2] for line in table.splitlines()[1:]] == [["SQLite", "1"], ["PostgreSQL", "1"]]


def test_sign_ups_are_counted_from_several_processes():
    table = cite("bench", "signups", "--seconds", 0.1, "--processes", 2)
    assert table.splitlines()[1].split()[:2] == ["SQLite", "2"]


def test_a_postgresql_that_does_not_answer_is_named():
    with pytest.raises(BotError, match="PostgreSQL"):
        cite("bench", "signups", "--seconds", 0.1, "--postgres", "postgresql://nobody@127.0.0.1:1/none")


@pytest.fixture
def key_of_the_run(unlocked):
    """The bench takes a key of its own; the other tests go on with theirs."""
    yield
    vault.unlock([unlocked])


def test_delivery_is_measured_on_a_database_of_its_own(key_of_the_run):
    said = cite("bench", "delivery", "--messages", 5)
    assert "never sent" in said


def test_delivery_leaves_a_database_with_tables_alone(tmp_path):
    url = f"sqlite:///{tmp_path / 'used.sqlite'}"
    engine = make_engine(url)
    database.upgrade(engine)
    engine.dispose()
    with pytest.raises(BotError, match="empty database"):
        cite("bench", "delivery", "--database", url)


@pytest.mark.slow
def test_the_whole_bot_is_loaded_beside_a_bare_echo_bot(key_of_the_run):
    echo, ours = json.loads(cite("bench", "load", "--short", "--json"))
    assert ours["name"] == "ours: SQLite, polling, 1"
    assert ours["refused"] == 0
    assert ours["stages"]["worker.Claimer._store"]["statements"] >= ours["acts"]
    assert 0 < ours["paced"]["p50"] <= ours["paced"]["p99"]
    assert echo["stages"] == {}
