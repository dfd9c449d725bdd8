"""The command line as scripts and staff meet it: whole processes' words, exit codes, files."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy.orm import Session

from bot.cli import app, main
from bot.core.settings import Settings
from bot.core.tables import QuestionRow
from knowledge.agenda import agenda
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from scheduler.core.people import BirthMonth
from scheduler.families import families
from scheduler.seats.answers import Answer, Question
from scheduler.signups import signups
from tests.model_cache import SHARED

Cite = Callable[..., tuple[int, str, str]]
DAY = datetime.now(UTC).date() + timedelta(days=10)
AGENDA = f"""uid,title,starts_at,ends_at,kind,room,age_min,age_max,audiences,themes,capacity,description
r1,Robots,{DAY}T14:00,{DAY}T16:00,workshop,Lab,,,tous,bases,2,Un atelier
c1,Conférence,{DAY}T18:00,{DAY}T19:00,conference,,,,tous,ia,,Une conférence
"""


@pytest.fixture
def cite(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, unlocked: str, capfd: pytest.CaptureFixture[str]) -> Cite:
    """Runs the command line as its entry point does: exit code, words, complaints."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CITE_{name.upper()}", raising=False)
    monkeypatch.setenv("CITE_DATABASE_URL", f"sqlite:///{tmp_path / 'cite.db'}")
    monkeypatch.setenv("CITE_SECRET_KEY", unlocked)
    monkeypatch.setenv("CITE_CACHE", str(SHARED))

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["cite", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        return int(ended.value.code or 0), out, err

    return run


@pytest.fixture
def filled(cite: Cite, tmp_path: Path) -> Path:
    """The database of `cite`, with the small agenda in it."""
    (tmp_path / "agenda.csv").write_text(AGENDA, encoding="utf-8")
    assert cite("agenda", "import", "agenda.csv")[0] == 0
    return tmp_path / "cite.db"


def join(path: Path, *names: str) -> None:
    """Sign adults up for the workshop, the last ones in line."""
    database = Database(make_engine(f"sqlite:///{path}"))

    def work(session: Session) -> None:
        now = datetime.now(UTC)
        event, family = agenda.by_uid(session, "r1"), families.ensure_family(session, 1, "fr", now)
        assert event is not None
        people = [families.add_participant(session, family.id, name, None, now).id for name in names]
        signups.sign_up(session, family_id=family.id, event_id=event.id, participants=people, or_wait=True, now=now)

    database.do(work)
    database.close()


def test_an_import_says_what_it_did_and_again_changes_nothing(cite: Cite, filled: Path) -> None:
    said = "0 added, 0 changed (0 moved, 0 cancelled), 2 unchanged.\n"
    assert cite("agenda", "import", "agenda.csv") == (0, said, "")


def test_an_import_warns_of_a_move_to_a_date_already_past(cite: Cite, filled: Path, tmp_path: Path) -> None:
    join(filled, "Monique")
    header, first = AGENDA.splitlines()[:2]
    past = first.replace(str(DAY), "2020-03-07")
    (tmp_path / "past.csv").write_text(f"{header}\n{past}\n", encoding="utf-8")
    code, said, warned = cite("agenda", "import", "past.csv")
    assert (code, "1 moved" in said) == (0, True)
    assert "r1 moved to a date that is already past" in warned


def test_a_bad_line_is_named_and_nothing_goes_in(cite: Cite, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text(AGENDA.replace("workshop", "party"), encoding="utf-8")
    code, _, complaint = cite("agenda", "import", "bad.csv")
    assert code == 1
    assert "2" in complaint
    assert "Traceback" not in complaint
    assert json.loads(cite("agenda", "list", "--json")[1]) == []


def test_an_export_can_be_imported_again(cite: Cite, filled: Path, tmp_path: Path) -> None:
    code, out, _ = cite("agenda", "export")
    assert code == 0
    assert out.startswith("\ufeffuid;title")
    (tmp_path / "again.csv").write_text(out, encoding="utf-8")
    assert cite("agenda", "import", "again.csv")[1].endswith("2 unchanged.\n")


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ics", "openagenda"])
def test_an_export_in_any_format_can_be_imported_again(cite: Cite, filled: Path, kind: str) -> None:
    assert cite("agenda", "export", "--format", kind, "--out", "agenda") == (0, "", "")
    assert cite("agenda", "import", "agenda")[1].endswith("2 unchanged.\n")


def test_an_address_is_fetched_safely_or_not_at_all(cite: Cite) -> None:
    code, _, complaint = cite("agenda", "import", "https://user:s3cret@agenda.test/agenda.ics")
    assert (code, complaint.count("\n")) == (1, 1)
    assert "s3cret" not in complaint


def test_a_draft_is_listed_and_said_to_be_one(cite: Cite, tmp_path: Path) -> None:
    header, first = AGENDA.splitlines()[:2]
    (tmp_path / "d.csv").write_text(f"{header},status\n{first},draft\n", encoding="utf-8")
    assert "1 added" in cite("agenda", "import", "d.csv")[1]
    assert cite("agenda", "list")[1].endswith("\tdraft\n")
    assert [event["status"] for event in json.loads(cite("agenda", "list", "--json")[1])] == ["draft"]


def test_a_cancelled_event_is_imported_and_listed_with_all_only(cite: Cite, filled: Path, tmp_path: Path) -> None:
    join(filled, "Monique")
    header, first = AGENDA.splitlines()[:2]
    (tmp_path / "c.csv").write_text(f"{header},status\n{first},cancelled\n", encoding="utf-8")
    assert "1 cancelled" in cite("agenda", "import", "c.csv")[1]
    assert [event["uid"] for event in json.loads(cite("agenda", "list", "--json")[1])] == ["c1"]
    assert len(json.loads(cite("agenda", "list", "--all", "--json")[1])) == 2
    assert "r1" in cite("agenda", "list", "--all")[1]


def test_sign_ups_are_exported_with_states_and_positions(cite: Cite, filled: Path) -> None:
    join(filled, "Monique", "Jean", "Paul")
    rows = json.loads(cite("signups", "export", "--event", "r1", "--format", "json")[1])
    assert [(row["participant"], row["state"], row["position"]) for row in rows] == [
        ("Monique", "confirmed", None),
        ("Jean", "confirmed", None),
        ("Paul", "waiting", 1),
    ]
    assert {tuple(row)[:6] for row in rows} == {("family", "participant", "age", "state", "position", "created_at")}


def test_the_export_holds_what_the_team_asked_and_says_where_an_age_is_open(cite: Cite, filled: Path) -> None:
    database = Database(make_engine(f"sqlite:///{filled}"))

    def work(session: Session) -> None:
        event, now = agenda.by_uid(session, "r1"), datetime.now(UTC)
        assert event is not None
        family = families.ensure_family(session, 1, "fr", now)
        born = BirthMonth(event.starts_at.year - 8, event.starts_at.month)
        child = families.add_participant(session, family.id, "Lou", born, now)
        said = [Answer(Question.PHONE, "+33 6 12 34 56 78"), Answer(Question.ALONE, "no", child.id)]
        signups.sign_up(session, family_id=family.id, event_id=event.id, participants=[child.id], answers=said, now=now)

    database.do(work)
    database.close()
    (row,) = json.loads(cite("signups", "export", "--event", "r1")[1])
    is_last_day = (DAY + timedelta(days=1)).month != DAY.month
    assert row["note"] == (None if is_last_day else "anniversaire ce mois-ci")
    assert (row["phone"], row["alone"], row["photo"]) == ("+33 6 12 34 56 78", "no", None)
    written = cite("signups", "export", "--event", "r1", "--format", "csv")[1]
    assert "'+33 6 12 34 56 78" in written


def test_a_spreadsheet_runs_no_formula_of_ours(cite: Cite, filled: Path) -> None:
    join(filled, "=cmd", "Zoé")
    code, out, _ = cite("signups", "export", "--event", "r1", "--format", "csv")
    assert code == 0
    assert out.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff")), delimiter=";"))
    assert [row["participant"] for row in rows] == ["'=cmd", "Zoé"]


def test_an_unknown_event_is_said_in_one_sentence(cite: Cite, filled: Path) -> None:
    code, out, complaint = cite("signups", "export", "--event", "nope")
    assert (code, out) == (1, "")
    assert "nope" in complaint
    assert complaint.count("\n") == 1


def test_a_backup_is_restored_after_a_loss(cite: Cite, filled: Path) -> None:
    join(filled, "Monique")
    assert cite("db", "backup", "copy.db")[0] == 0
    assert cite("db", "backup", "copy.db")[0] == 1
    with sqlite3.connect(filled) as connection:
        connection.execute("DELETE FROM signups")
    connection.close()
    assert json.loads(cite("signups", "export", "--event", "r1")[1]) == []
    assert cite("db", "restore", "copy.db")[0] == 0
    assert len(json.loads(cite("signups", "export", "--event", "r1")[1])) == 1


def test_a_file_that_is_no_backup_is_refused_and_nothing_changes(cite: Cite, filled: Path, tmp_path: Path) -> None:
    (tmp_path / "noise.db").write_bytes(b"not a database at all" * 100)
    code, _, complaint = cite("db", "restore", "noise.db")
    assert code == 1
    assert complaint.count("\n") == 1
    assert len(json.loads(cite("agenda", "list", "--json")[1])) == 2
    assert cite("db", "restore", "missing.db")[0] == 1


def test_a_sentence_is_explained_in_plain_words_or_as_json(cite: Cite) -> None:
    code, said, _ = cite("understand", "--why", "c’est où ?")
    assert (code, said.splitlines()[1].partition(",")[0]) == (0, "means address: answer")
    assert json.loads(cite("understand", "c’est où ?")[1])["intent"] == "address"
    assert cite("understand", "--why")[0] == 2


def test_a_database_is_brought_up_to_date_and_checked(cite: Cite) -> None:
    assert cite("db", "check")[0] == 1
    assert cite("db", "upgrade")[0] == 0
    assert cite("db", "check") == (0, "The database is whole and up to date.\n", "")


@pytest.mark.parametrize(
    "words",
    [("nonsense",), ("agenda", "fly"), ("signups", "export"), ("db", "backup"), ("agenda", "import", "a", "b"),
     ("signups", "export", "--event", "r1", "--format", "pdf")],
)  # fmt: skip
def test_misuse_ends_with_exit_code_2(cite: Cite, words: tuple[str, ...]) -> None:
    code, _, complaint = cite(*words)
    assert code == 2
    assert "Traceback" not in complaint


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", "short", ("agenda", "list")),
        ("DATABASE_URL", "mysql://x", ("agenda", "list")),
        ("TOKEN", "", ("run",)),
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none", ("agenda", "list")),
    ],
)
def test_what_is_wrong_with_the_settings_is_one_sentence(
    cite: Cite, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv(f"CITE_{name}", value)
    code, _, complaint = cite(*words)
    assert code == 1
    assert complaint.count("\n") == 1
    assert "Traceback" not in complaint


def test_a_missing_file_is_one_sentence(cite: Cite) -> None:
    code, _, complaint = cite("agenda", "import", "missing.csv")
    assert (code, complaint.count("\n")) == (1, 1)
    assert "missing.csv" in complaint


def test_doctor_makes_a_key_and_says_what_is_missing(cite: Cite, monkeypatch: pytest.MonkeyPatch) -> None:
    code, key, _ = cite("doctor", "--new-key")
    assert code == 0
    Fernet(key.strip())
    monkeypatch.setenv("CITE_SECRET_KEY", "")
    code, out, _ = cite("doctor")
    assert code == 1
    assert "CITE_SECRET_KEY" in out
    assert "CITE_TOKEN" in out
    assert "CITE_CONTROLLER and CITE_CONTACT not set" in out


def ask(path: Path, *topics: str | None) -> None:
    """Keep a question without an answer for each of these; the last one is for the team."""
    database, now = Database(make_engine(f"sqlite:///{path}")), datetime.now(UTC)

    def work(session: Session) -> None:
        rows = [QuestionRow(chat_id=1, words="?", topic=topic, created_at=now) for topic in topics]
        rows[-1].asked_team_at = now
        session.add_all(rows)

    database.do(work)
    database.close()


def test_what_is_not_known_is_counted_by_cell_with_what_is_said(cite: Cite, filled: Path) -> None:
    ask(filled, "hours", None, "escape.price", "price_escape")
    code, out, _ = cite("knowledge", "unanswered")
    price, *others = [line.split("\t") for line in out.splitlines()]
    assert code == 0
    assert price[:3] == ["2", "1 for the team", "escape.price"]
    assert price[3].startswith("Je ne sais pas quel est le prix de l’escape game")
    assert [line[:3] for line in others] == [
        ["1", "0 for the team", "other"],
        ["1", "0 for the team", "venue.opening_hours"],
    ]


def test_what_to_fill_first_is_printed_and_the_doctor_says_how_much(cite: Cite) -> None:
    code, out, _ = cite("knowledge", "unanswered", "--first")
    entries = [line for line in out.splitlines() if not line.startswith("#")]
    assert code == 0
    assert entries[0].startswith('venue.opening_hours: {fr: "…", en: "…", author: "…", checked: ')
    (said,) = [line for line in cite("doctor")[1].splitlines() if line.startswith("Knowledge:")]
    assert f"{len(entries)} of the 20 facts" in said
    assert "`cite knowledge unanswered --first`" in said


def test_the_content_is_checked_and_counted(cite: Cite) -> None:
    code, out, _ = cite("knowledge", "check")
    assert code == 0
    assert "topics and" in out
    assert "0 of their cells are filled in." in out


def test_every_command_explains_itself(cite: Cite) -> None:
    groups = [group.name for group in app.registered_groups]
    for words in ((), *((str(name),) for name in groups)):
        code, out, _ = cite(*words, "--help")
        assert code == 0
        assert "Usage" in out
