"""Sheets to print and pictures to send, set by typst from a template of `sheets/` and data.

What people wrote reaches a template as data, never as markup: `#panic`, `$`, `*` and `@` in a name are letters.
A template reads it by `#let data = json(bytes(sys.inputs.data))`, and uses the font « Lato », which is shipped.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

_SHEETS = Path(__file__).parent / "sheets"
_FONTS = Path(__file__).parent / "fonts"


def pdf(sheet: str, data: Mapping[str, Any], now: datetime) -> bytes:
    """A document to print; `sheet` names the template, `data` is what JSON can hold, `now` is its date."""
    return _set(sheet, data, format="pdf", timestamp=int(now.timestamp()))


def png(sheet: str, data: Mapping[str, Any], *, ppi: float = 144.0) -> bytes:
    """A picture of a template of one page."""
    return _set(sheet, data, format="png", ppi=ppi)


def _set(sheet: str, data: Mapping[str, Any], **how: Any) -> bytes:
    import typst  # late: 80 MB that only who prints needs

    found: bytes = typst.compile(
        str(_SHEETS / f"{sheet}.typ"),
        root=str(_SHEETS),
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        **how,
    )
    return found
