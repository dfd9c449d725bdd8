"""Two hundred names that mean harm, in a spreadsheet and on paper: no formula, no broken file, every name readable."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy.orm import Session

from bot.team.lists import files
from bot.team.lists.files import Sheet
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.door.roll import Child, Door, Roll
from tests.bot import hostile_names
from tests.scheduler.scene import NOW, make_event, transaction

NAMES = (
    *hostile_names.NAMES, "#panic", "$x$", "*", "@", "#import \"x\"", "#read(\"/etc/passwd\")", "= Titre", "\n\n\nx",
    "\"Léa\"", "«Léa»", "L" * 200, "Wolfeschlegelsteinhausenbergerdorff " * 3, "\u202e\u202d", " ",
)  # fmt: skip
TURNING = "\u202d\u202e\u2066\u200b\ufeff\n"  # marks that are not seen, and turn or hide what follows
WIDEST = 130  # letters on a line of paper
ARABIC = ("م", "ﷺ", "\ufdfa")


@pytest.fixture
def event(database: Database) -> Event:
    with transaction(database) as session:
        return _event(session)


def _event(session: Session) -> Event:
    found = agenda.by_id(session, make_event(session, title="#panic & =1+1 $x$ *"))
    assert found is not None
    return found


def sheet_of(event: Event, allergies: bool = True) -> Sheet:
    """A list on which every name and every allergy means harm; families of one to three."""
    children = [
        Child(signup_id=n, family_id=n // 3, family_number=n // 3, first_name=name, age=7, phone="+33639981234",
              alone=False, allergy=name)
        for n, name in enumerate(NAMES)
    ]  # fmt: skip
    households = tuple(tuple(children[start : start + 3]) for start in range(0, len(children), 3))
    return files.of_roll(Roll(event, households, Door(prints_allergies=allergies)), PARIS, NOW)


def test_there_are_two_hundred_names() -> None:
    assert len(set(NAMES)) >= 200


def test_a_spreadsheet_opened_by_another_library_holds_texts_only_and_every_name(event: Event) -> None:
    made = sheet_of(event)
    content = files.xlsx(made)
    with zipfile.ZipFile(BytesIO(content)) as parts:
        assert parts.testzip() is None
        page = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "hyperlink" not in page.casefold()
    rows = list(load_workbook(BytesIO(content)).worksheets[0].iter_rows())
    cells = [cell for row in rows for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert not any(sign in str(cell.value) for cell in cells for sign in TURNING)
    told = [(row[1].value or "", row[5].value or "") for row in rows[6:]]
    assert told == [(line.who, line.allergy) for family in made.families for line in family.lines]


def test_paper_holds_every_name_as_letters(event: Event) -> None:
    made = sheet_of(event)
    pages = [page.extract_text() for page in PdfReader(BytesIO(files.pdf(made, NOW))).pages]
    assert max(len(line) for page in pages for line in page.splitlines()) < WIDEST  # no name runs over its neighbours
    text = _close("".join(pages))
    assert "\0" not in text
    assert _close(files.printable(made.title)) in text
    missing = [
        line.who
        for family in made.families
        for line in family.lines
        if not any(sign in line.who for sign in ARABIC) and _close(files.printable(line.who)) not in text
    ]
    assert missing == []


def _close(text: str) -> str:
    """Without spaces and line ends, which paper puts where it needs them."""
    return "".join(text.split())


def test_allergies_stand_on_files_only_where_a_manager_wants_them(event: Event) -> None:
    quiet = sheet_of(event, allergies=False)
    assert not quiet.has_allergies
    child = Child(signup_id=1, family_id=1, family_number=1, first_name="Léa", age=7, allergy="arachides")
    made = replace(files.of_roll(Roll(event, ((child,),)), PARIS, NOW))
    text = PdfReader(BytesIO(files.pdf(made, NOW))).pages[0].extract_text()
    values = [str(cell) for row in load_workbook(BytesIO(files.xlsx(made))).worksheets[0].values for cell in row]
    assert "arachides" not in text
    assert not any("arachides" in one for one in values)


def test_a_page_break_parts_no_family(event: Event) -> None:
    children = [
        Child(signup_id=n, family_id=n // 3, family_number=10_000 + n // 3, first_name=f"Enfant{n:03}x", age=7)
        for n in range(150)
    ]
    households = tuple(tuple(children[start : start + 3]) for start in range(0, 150, 3))
    made = files.of_roll(Roll(event, households), PARIS, NOW)
    pages = [page.extract_text() for page in PdfReader(BytesIO(files.pdf(made, NOW))).pages]
    assert len(pages) > 2
    for own in households:
        holding = {n for n, text in enumerate(pages) for child in own if f"{child.first_name}" in text}
        assert len(holding) == 1
        (page,) = holding
        assert str(own[0].family_number) in pages[page]
