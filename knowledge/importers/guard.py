"""Cells that a spreadsheet would run as a formula are kept text by an apostrophe in front: of every file for staff.

Source: OWASP's page on CSV injection, for the characters.
"""

import re

_START = r"[=+\-@\t\r\n＝＋－＠]"  # some programs take the wide forms for the plain ones
_RISKY = re.compile(rf"'*{_START}")
_GUARDED = re.compile(rf"'+{_START}")


def protect(cell: str) -> str:
    """The cell as a staff export writes it. One that looks protected already gets a second apostrophe."""
    return "'" + cell if _RISKY.match(cell) else cell


def unprotect(cell: str) -> str:
    """The cell before `protect`; leaves any other text alone, an apostrophe before a letter too."""
    return cell[1:] if _GUARDED.match(cell) else cell
