"""What stands on a list that leaves the screen: its head, and a line a child, family by family; as XLSX and as PDF."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from bot.assistant import cards
from bot.messages import dates
from bot.team.writing import WORDS
from bot.views import attachments
from intents.readers.births import shown_phone
from scheduler.core.hours import VenueHours
from scheduler.door.roll import Child, Roll

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_NO_LETTER = "□"
_WIDTHS = (12, 32, 8, 20, 24, 40)


@dataclass(frozen=True, slots=True)
class Line:
    """A child, as it is read."""

    who: str
    age: str
    phone: str
    alone: str
    allergy: str


@dataclass(frozen=True, slots=True)
class Family:
    """Those of one family who come."""

    number: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list, as it is read. `columns`: their names; without allergies one fewer."""

    title: str
    when: str
    counted: str
    columns: tuple[str, ...]
    families: tuple[Family, ...]
    printed: str

    @property
    def has_allergies(self) -> bool:
        """Whether there is a column for them."""
        return len(self.columns) == len(_COLUMNS)


_COLUMNS = ("family", "who", "age", "phone", "alone", "allergy")


def of_roll(roll: Roll, hours: VenueHours, now: datetime) -> Sheet:
    """The event's list; allergies only where a manager wants them on files."""
    event = roll.event
    names = _COLUMNS if roll.door.prints_allergies else _COLUMNS[:-1]
    return Sheet(
        title=cards.title(event, "fr"),
        when=dates.span(event.starts_at, event.ends_at, hours.zone, "fr"),
        counted=WORDS.label("sheet-counted", n=len(roll.children), families=len(roll.households)),
        columns=tuple(WORDS.label(f"sheet-{name}") for name in names),
        families=tuple(_family(household) for household in roll.households),
        printed=_printed(now, hours),
    )


def _printed(now: datetime, hours: VenueHours) -> str:
    return WORDS.label("sheet-printed", at=dates.moment(now, hours.zone, "fr"))


def _family(household: tuple[Child, ...]) -> Family:
    return Family(str(household[0].family_number), tuple(map(_line, household)))


def _line(child: Child) -> Line:
    return Line(
        who=readable(child.first_name) if child.first_name else WORDS.label("who-unnamed"),
        age="" if child.age is None else WORDS.label("sheet-years", age=child.age),
        phone="" if child.phone is None else shown_phone(child.phone),
        alone="" if child.alone is None else WORDS.label("sheet-alone-is", alone="yes" if child.alone else "no"),
        allergy=readable(child.allergy or ""),
    )


def readable(words: str) -> str:
    """On one line, without marks that are not seen: one that turns the direction of reading would turn all the rest."""
    seen = "".join(" " if one.isspace() else one for one in words)
    return " ".join("".join(one for one in seen if unicodedata.category(one) not in _UNSEEN).split())


def printable(words: str) -> str:
    """The same with a box for what the font of the paper has no letter for: a picture, a wide sign.

    Accents that no letter carries any more once letters and accents are one would stand on top of each other: they go.
    """
    folded = (one for one in unicodedata.normalize("NFKC", words) if unicodedata.category(one) not in ("Mn", "Me"))
    return "".join(_NO_LETTER if _has_no_letter(one) else one for one in folded)


def _has_no_letter(one: str) -> bool:
    return unicodedata.category(one) == "So" or unicodedata.east_asian_width(one) in "WF" or ord(one) > 0xFFFF


def pdf(sheet: Sheet, now: datetime) -> bytes:
    """To print."""
    families = [{"number": one.number, "lines": [_cells(line, sheet) for line in one.lines]} for one in sheet.families]
    data = {
        "title": printable(sheet.title),
        "when": sheet.when,
        "counted": sheet.counted,
        "columns": list(sheet.columns),
        "families": families,
        "printed": sheet.printed,
        "page": WORDS.label("sheet-page"),
    }
    return attachments.pdf("attendance", data, now)


def _cells(line: Line, sheet: Sheet) -> list[str]:
    cells = [printable(line.who), line.age, line.phone, line.alone]
    return [*cells, printable(line.allergy)] if sheet.has_allergies else cells


def xlsx(sheet: Sheet) -> bytes:
    """For a spreadsheet program. Every cell is a text: none can become a formula or a link."""
    import xlsxwriter  # late: few need it

    made = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(made, options) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        page = book.add_worksheet(WORDS.label("sheet-name"))
        for place, words in enumerate((sheet.title, sheet.when, sheet.counted, sheet.printed)):
            page.write_string(place, 0, words, bold if place == 0 else None)
        head = 5
        for column, name in enumerate(sheet.columns):
            page.write_string(head, column, name, bold)
            page.set_column(column, column, _WIDTHS[column])
        for row, cells in enumerate(_rows(sheet), head + 1):
            for column, words in enumerate(cells):
                page.write_string(row, column, words, wrapped)
        page.freeze_panes(head + 1, 0)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(head)
    return made.getvalue()


_A4 = 9  # the format's number for this paper


def _rows(sheet: Sheet) -> list[list[str]]:
    return [[one.number, *_plain(line, sheet)] for one in sheet.families for line in one.lines]


def _plain(line: Line, sheet: Sheet) -> list[str]:
    cells = [line.who, line.age, line.phone, line.alone]
    return [*cells, line.allergy] if sheet.has_allergies else cells
