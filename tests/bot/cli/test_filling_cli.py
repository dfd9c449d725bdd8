"""`cite knowledge fill` and `cite knowledge filled`: strict, in plain words, and seen by the commands that read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.assistant.compose import Assistant
from bot.assistant.learning import Understanding
from bot.cli import knowledge
from bot.core import database as looking
from bot.core.database import filled_now
from bot.core.settings import Settings
from knowledge.agenda import filled_table
from knowledge.agenda.filled_table import FilledRow
from knowledge.library.filled import Filled, Origin
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from tests.bot.cli import test_cli
from tests.bot.cli.test_cli import Cite, ask
from tests.knowledge.agenda.test_filled_table import FACT

cite = test_cli.cite  # the fixture
WORDS = ("--fr", "C’est gratuit !", "--en", "It is free.", "--author", "Camille")
TOLD = ("  fr  C’est gratuit\u202f!", "  en  It is free.")
SOON = "A running bot takes it over within a minute."
YEAR = datetime.now(UTC).year + 2


@pytest.fixture
def path(cite: Cite, tmp_path: Path) -> Path:
    """The database of `cite`, without a row."""
    assert cite("db", "upgrade")[0] == 0
    return tmp_path / "cite.db"


@pytest.fixture
def of_file(monkeypatch: pytest.MonkeyPatch) -> Callable[[date | None], None]:
    """Lets filled.yaml fill escape.price, through a last day."""

    def fill(until: date | None) -> None:
        fact = replace(FACT, origin=Origin.FILE, checked=date(2020, 1, 1), until=until)
        for reader in (filled_table, looking):
            monkeypatch.setattr(reader, "read_filled", lambda *folder: Filled((fact,)))

    return fill


def spoil(path: Path, cell: str) -> None:
    """Let every row of the table be about another cell."""
    database = Database(make_engine(f"sqlite:///{path}"))

    def work(session: Session) -> None:
        session.execute(update(FilledRow).values(cell=cell))

    database.do(work)
    database.close()


def test_a_cell_is_filled_and_what_families_read_is_said_in_both_languages(cite: Cite) -> None:
    code, out, complaint = cite("knowledge", "fill", "lab.price", *WORDS, "--until", f"{YEAR}-06-30")
    assert (code, complaint) == (0, "")
    assert out.splitlines() == [
        "lab.price is filled. Families read:",
        *TOLD,
        f"The last day is {YEAR}-06-30. After it they read that it is not known.",
        SOON,
    ]


def test_what_is_filled_is_listed_with_its_author_its_days_and_its_place(cite: Cite) -> None:
    assert cite("knowledge", "filled") == (0, "Nothing is filled in.\n", "")
    cite("knowledge", "fill", "lab.price", *WORDS)
    cite("knowledge", "fill", "venue.phone", *WORDS, "--until", f"{YEAR}-06-30")
    lab, phone = [line.split("\t") for line in cite("knowledge", "filled")[1].splitlines()]
    assert lab[:2] == ["lab.price", "Camille"]
    assert date.fromisoformat(lab[2].removeprefix("checked ")) <= datetime.now(UTC).date() + timedelta(days=1)
    assert lab[3:] == ["no last day", "table"]
    assert phone[3:] == [f"until {YEAR}-06-30", "table"]


def test_a_second_fact_says_what_families_read_until_now(cite: Cite) -> None:
    cite("knowledge", "fill", "lab.price", *WORDS)
    said = cite("knowledge", "fill", "lab.price", "--fr", "5 €.", "--en", "€5.", "--author", "Ana")[1].splitlines()
    assert said[1] == "  fr  5\u00a0€."
    assert said[3].startswith("Until now they read what Camille wrote in the table, checked ")
    assert [line.split("\t")[1] for line in cite("knowledge", "filled")[1].splitlines()] == ["Ana"]


@pytest.mark.parametrize(
    ("until", "after"),
    [
        (None, "what filled.yaml says"),
        (date(YEAR, 7, 1), "what filled.yaml says"),
        (date(YEAR, 6, 30), "that it is not known"),
    ],
)
def test_the_table_goes_before_the_file_and_what_comes_after_its_last_day_is_said(
    cite: Cite, of_file: Callable[[date | None], None], until: date | None, after: str
) -> None:
    of_file(until)
    assert cite("knowledge", "filled")[1].endswith("\tfile\n")
    said = cite("knowledge", "fill", "escape.price", *WORDS, "--until", f"{YEAR}-06-30")[1].splitlines()
    assert said[3] == "Until now they read what Zoé wrote in filled.yaml, checked 2020-01-01."
    assert said[4] == f"The last day is {YEAR}-06-30. After it they read {after}."
    assert [line.split("\t")[1::3] for line in cite("knowledge", "filled")[1].splitlines()] == [["Camille", "table"]]


def test_a_cell_that_is_taken_out_is_not_known_again(cite: Cite) -> None:
    cite("knowledge", "fill", "lab.price", *WORDS)
    code, out, _ = cite("knowledge", "fill", "lab.price", "--empty")
    assert code == 0
    assert out.splitlines() == [
        "lab.price is taken out.",
        "Families read:",
        "  fr  Je ne sais pas quel est le prix du laboratoire d’expérimentation.",
        "  en  I don’t know what the price of the experimentation lab is.",
        SOON,
    ]
    assert cite("knowledge", "filled")[1] == "Nothing is filled in.\n"
    assert cite("knowledge", "fill", "lab.price", "--empty") == (1, "", "lab.price is not filled.\n")


def test_what_the_file_says_is_told_again_and_is_taken_out_in_the_file_only(
    cite: Cite, of_file: Callable[[date | None], None]
) -> None:
    of_file(None)
    cite("knowledge", "fill", "escape.price", *WORDS)
    said = cite("knowledge", "fill", "escape.price", "--empty")[1].splitlines()
    assert said[1:3] == ["Families read what is in filled.yaml:", f"  fr  {FACT.text['fr']}"]
    complaint = "escape.price is filled in filled.yaml, not in the table: take it out there.\n"
    assert cite("knowledge", "fill", "escape.price", "--empty") == (1, "", complaint)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("lab.prise", *WORDS), "lab.prise: 'prise' is no attribute"),
        (("labo.price", *WORDS), "labo.price: 'labo' is no thing"),
        (("venue.led_by", *WORDS), "venue.led_by: 'led_by' is not asked of things of kind 'venue'"),
        (("lab", *WORDS), "'lab' is no cell such as escape.price"),
        (("venue.address", *WORDS), "venue.address is told by topic address: change it there"),
        (("lab.price", *WORDS, "--fr", "…"), "lab.price.fr: the words are still to be written"),
        (("lab.price", *WORDS, "--author", " "), "lab.price.author: the words are still to be written"),
        (("lab.price", *WORDS, "--until", "2020-01-01"), "2020-01-01 is past already: --until is the last day"),
        (("lab.prise", "--empty"), "lab.prise: 'prise' is no attribute"),
    ],
    ids=str,
)
def test_what_is_wrong_is_named_in_one_sentence_and_nothing_is_stored(
    cite: Cite, words: tuple[str, ...], complaint: str
) -> None:
    code, out, said = cite("knowledge", "fill", *words)
    assert (code, out, said.count("\n")) == (1, "", 1)
    assert said.startswith(complaint)
    assert cite("knowledge", "filled")[1] == "Nothing is filled in.\n"


@pytest.mark.parametrize(
    "words",
    [("lab.price",), ("lab.price", *WORDS[:4]), ("lab.price", *WORDS, "--until", "demain"),
     ("lab.price", "--empty", "--fr", "Oui."), ("lab.price", "--empty", "--until", f"{YEAR}-01-01"), WORDS],
    ids=str,
)  # fmt: skip
def test_misuse_ends_with_exit_code_2(cite: Cite, words: tuple[str, ...]) -> None:
    assert cite("knowledge", "fill", *words)[0] == 2


def test_a_row_that_cannot_be_told_is_named_counted_by_the_doctor_and_can_be_taken_out(cite: Cite, path: Path) -> None:
    cite("knowledge", "fill", "lab.price", *WORDS)
    spoil(path, "lab.prise")
    code, out, complaint = cite("knowledge", "filled")
    assert (code, out) == (0, "Nothing is filled in.\n")
    assert "lab.prise: 'prise' is no attribute" in complaint
    assert "Filled: 1 in the table cannot be told. `cite knowledge filled` says why." in cite("doctor")[1]
    assert cite("knowledge", "fill", "lab.prise", "--empty") == (0, f"lab.prise is taken out.\n{SOON}\n", "")
    assert "Filled:" not in cite("doctor")[1]


def test_a_row_whose_cell_a_topic_tells_meanwhile_is_marked(cite: Cite, path: Path) -> None:
    cite("knowledge", "fill", "lab.price", *WORDS)
    spoil(path, "venue.address")
    assert cite("knowledge", "filled")[1].endswith("\ttable\ta topic tells it too: take it out\n")


def test_what_is_asked_in_vain_what_to_fill_first_and_the_doctor_leave_out_what_the_table_fills(
    cite: Cite, path: Path
) -> None:
    ask(path, "venue.opening_hours", "escape.price")
    before = cite("knowledge", "unanswered", "--first")[1]
    cite("knowledge", "fill", "venue.opening_hours", *WORDS)
    assert [line.split("\t")[2] for line in cite("knowledge", "unanswered")[1].splitlines()] == ["escape.price"]
    after = cite("knowledge", "unanswered", "--first")[1]
    assert "\nvenue.opening_hours: {" in before
    assert "\nvenue.opening_hours: {" not in after
    assert f"{after.count('checked: ')} of the 20 facts" in cite("doctor")[1]


def test_whoever_asks_is_told_what_the_table_fills(cite: Cite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Understanding, "open", lambda *given: None)  # what is heard is tested elsewhere
    assert knowledge._clerk("").assistant.filled == Filled()  # no database yet, and none is made
    assert not (tmp_path / "cite.db").exists()
    cite("knowledge", "fill", "lab.price", *WORDS)
    clerk = knowledge._clerk("")
    fact = clerk.assistant.filled.fact(clerk.assistant.filled.cells[0], clerk.now.date() + timedelta(days=1))
    assert fact is not None
    assert (str(fact.cell), fact.author, fact.origin) == ("lab.price", "Camille", Origin.TABLE)


def test_a_bot_that_starts_answers_with_what_the_table_fills(cite: Cite, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Assistant] = []

    class Started:
        """In the place of the whole bot: keeps what it would answer with."""

        def __init__(
            self, settings: Settings, db: Database, assistant: Assistant, answering: object, *, take_over: bool
        ) -> None:
            started.append(assistant)
            self.db = db

        async def run(self) -> int:
            self.db.close()
            return 0

    monkeypatch.setattr("bot.run.app.App", Started)
    monkeypatch.setattr("bot.router.answers.open_answering", lambda *given: None)
    monkeypatch.setattr("bot.core.telemetry.set_up_logs", lambda: None)
    monkeypatch.setenv("CITE_TOKEN", "123456:ABC")
    cite("knowledge", "fill", "lab.price", *WORDS)
    assert cite("run")[0] == 0
    assert [str(cell) for cell in started[0].filled.cells] == ["lab.price"]


def test_without_a_database_or_with_one_of_before_the_file_alone_is_read(database_url: str) -> None:
    assert filled_now(database_url) == Filled()
    assert filled_now("postgresql://nobody@127.0.0.1:1/none") == Filled()
