"""Local wall time in the agenda file: `2026-12-05T14:00`, and the two nights a year it fails."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from knowledge.importers.errors import Cause

EXAMPLE = "2026-12-05T14:00"
# Years outside are typing mistakes, and could not be converted near the ends of the calendar.
YEARS = range(2000, 2200)
_WRITTEN = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)([+-]\d\d:\d\d)?", re.ASCII)


class WallTimeError(ValueError):
    """The text names no instant; `expected` says what would."""

    def __init__(self, cause: Cause, expected: str = "") -> None:
        self.cause, self.expected = cause, expected
        super().__init__(cause, expected)


def read(text: str, zone: ZoneInfo) -> datetime:
    """The instant, in UTC. An offset (`+01:00`) is only needed for the hour that comes twice.

    Where one is written it must be the zone's; WallTimeError otherwise, and for an hour the clocks skip.
    """
    naive, offset = _parts(text)
    found = _instants(naive, zone)
    if not found:
        raise WallTimeError(Cause.NO_SUCH_TIME)
    if offset:
        if offset not in found:
            raise WallTimeError(Cause.WRONG_OFFSET, _choices(naive, found))
        return found[offset]
    if len(found) > 1:
        raise WallTimeError(Cause.TIME_TWICE, _choices(naive, found))
    return next(iter(found.values()))


def write(instant: datetime, zone: ZoneInfo) -> str:
    """What `read` turns into this instant again: seconds unless zero, an offset only when it is needed."""
    local = instant.astimezone(zone)
    naive = local.replace(tzinfo=None)
    text = naive.isoformat(timespec="seconds" if naive.second else "minutes")
    return text + _offset(local) if len(_instants(naive, zone)) > 1 else text


def _parts(text: str) -> tuple[datetime, str]:
    match = _WRITTEN.fullmatch(text)
    try:
        naive = datetime.fromisoformat(f"{match[1]}T{match[2]}") if match else None
    except ValueError:
        naive = None
    if match is None or naive is None or naive.year not in YEARS:
        raise WallTimeError(Cause.BAD_TIME, EXAMPLE)
    return naive, match[3] or ""


def _instants(naive: datetime, zone: ZoneInfo) -> dict[str, datetime]:
    """The instants, by offset, at which the wall clock shows `naive`: none, one, or two."""
    folds = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    instants = {_offset(local): local.astimezone(UTC) for local in folds}
    return {
        offset: at for offset, at in instants.items() if at.astimezone(zone).replace(tzinfo=None) == naive
    }  # fmt: skip


def _offset(local: datetime) -> str:
    return local.strftime("%z")[:3] + ":" + local.strftime("%z")[3:5]


def _choices(naive: datetime, found: dict[str, datetime]) -> str:
    text = naive.isoformat(timespec="seconds" if naive.second else "minutes")
    return " or ".join(text + offset for offset in found)
