"""What a family types back to « Venez-vous ? » or to a new date: it comes, it does not, who of it, it will be late.

A message is taken for an answer only when it is made of pieces that answer (attending.yaml), and perhaps of a reason
behind them: whatever else is in it is about something else, and read elsewhere.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from intents.readers.asking import asks_something
from intents.readers.wording import listed, spoken, words_alone
from intents.text import fold, written_out

LONGEST = 200  # characters: an answer is short
_LONGEST_REASON = 12  # words
_NAME = "@"  # stands for a known first name


class Said(StrEnum):
    """What the words mean to a reminder."""

    YES = "yes"  # to whatever was asked last
    NO = "no"
    COMING = "coming"
    NOT_COMING = "not_coming"
    KEEPING = "keeping"  # said of a new date, also when it was said before
    SOME = "some"  # only some of them come
    UNSURE = "unsure"  # whatever else is said: nothing changes yet
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Answer:
    """`by_name`: known first names are in it. `weekday` (0 is Monday): the day that is named, if one is.

    `reason`: more is said behind the answer, which may matter by itself.
    """

    said: Said
    by_name: bool = False
    weekday: int | None = None
    reason: bool = field(default=False, compare=False)

    def is_about(self, day: date) -> bool:
        """Whether an event of this local day may be meant."""
        return self.weekday in (None, day.weekday())


def read(text: str, names: Iterable[str] = ()) -> Answer | None:
    """What a typed answer to a reminder says; None when it is about something else. `names`: known first names."""
    said = _plain(text[:LONGEST], names)
    if _is_late(text):
        return Answer(Said.LATE, weekday=_weekday(said))
    if "?" in text or len(text) > LONGEST:
        return None
    kinds, rest = _pieces(said)
    by_name = _NAME in said.split()
    meant = _meant(kinds, by_name)
    if meant is None or (rest and not _is_mere_reason(meant, kinds, said, rest)):
        return None
    return Answer(meant, by_name, _weekday(said), reason=bool(rest))


def asks_if_still_on(text: str) -> bool:
    """« C’est annulé ? », « c’est toujours bon pour demain ? »."""
    said = " ".join(fold(text).split())
    return len(said) <= LONGEST and "?" in said and _any_of("still_on").search(said) is not None


def _is_late(text: str) -> bool:
    said = " ".join(fold(text).split())
    return _any_of("late").search(said) is not None and _any_of("not_late").search(said) is None


def _plain(text: str, names: Iterable[str]) -> str:
    """The words alone, short forms written out, each known first name as one sign."""
    spaced = " ".join(word.text for word in written_out(spoken(text)))
    said = " ".join("".join(c if c.isalnum() else " " for c in spaced).split())
    for name in sorted(filter(None, map(words_alone, names)), key=len, reverse=True):
        said = re.sub(rf"\b{re.escape(name)}\b", _NAME, said)
    return said


def _is_mere_reason(meant: Said, kinds: frozenset[str], said: str, rest: str) -> bool:
    """« non merci, on a autre chose », « oui, on a hâte »: what follows a clear answer changes nothing of it."""
    if _any_of("turns").search(rest) or asks_something(rest) or len(rest.split()) > _LONGEST_REASON:
        return False
    if meant is Said.NO:
        return _any_of("thanked").match(said) is not None or _any_of("reason").search(rest) is not None
    yes = meant in (Said.YES, Said.COMING) and Said.YES in kinds and _any_of("less").search(rest) is None
    return yes or meant is Said.NOT_COMING


def _pieces(said: str) -> tuple[frozenset[str], str]:
    """The kinds of piece that it begins with, the longest first, and what is left."""
    kinds, place = set(), 0
    while place < len(said):
        found = [(match.end(), kind) for kind, piece in _kinds().items() if (match := piece.match(said, place))]
        if not found:
            break
        place, kind = max(found)
        kinds.add(kind)
        place += 1  # the space
    return frozenset(kinds), said[place:]


def _meant(kinds: frozenset[str], by_name: bool) -> Said | None:
    telling = kinds - {"aside"}
    if Said.UNSURE in telling:
        return Said.UNSURE
    if "only" in telling or "without" in telling or (by_name and telling & {Said.NO, Said.NOT_COMING}):
        return Said.SOME
    if by_name and Said.YES in telling:
        telling |= {Said.COMING}
    for said, others in _WITH.items():
        if said in telling and telling <= {said, *others}:
            return said
    return None


# What may stand beside each without changing it: « ok, on ne vient pas ».
_WITH = {
    Said.KEEPING: (Said.YES, Said.COMING),
    Said.NOT_COMING: (Said.YES, Said.NO),
    Said.COMING: (Said.YES,),
    Said.YES: (),
    Said.NO: (),
}


def _weekday(said: str) -> int | None:
    days = _data()["weekdays"]
    return next((days.index(day) % 7 for day in days if day in said.split()), None)


@cache
def _kinds() -> dict[str, re.Pattern[str]]:
    return {kind: _compiled(kind) for kind in ("aside", *Said, "only", "without") if kind in _data()["pieces"]}


def _compiled(kind: str) -> re.Pattern[str]:
    data = _data()
    one = f"(?:{'|'.join(data['who'])})"
    who = f"{one}(?: (?:et|and) {one})*"
    pieces = [piece.replace("{who}", who) for piece in data["pieces"][kind]]
    return re.compile(f"(?:{'|'.join(pieces + (data['weekdays'] if kind == 'aside' else []))})(?= |$)")


@cache
def _any_of(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(_data()[kind]))


def _data() -> Mapping[object, Any]:
    return listed("attending")
