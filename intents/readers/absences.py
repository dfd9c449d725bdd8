"""Who does not come, in a sentence: « Ana ne viendra pas mais Tom oui », « seule Ana viendra »."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from intents.readers.wording import listed, says_name
from intents.text import fold


@dataclass(frozen=True, slots=True)
class Absence:
    """Known first names: who is `absent`, who is `coming`. `only`: whoever is not coming is absent.

    `unnamed`: somebody without a name is absent too (« je », « mon fils »). `stranger`: somebody is named whom
    the family has not got.
    """

    absent: frozenset[str] = frozenset()
    coming: frozenset[str] = frozenset()
    only: bool = False
    unnamed: bool = False
    stranger: bool = False

    @property
    def nobody(self) -> bool:
        """Whether all that is said is that people come."""
        return bool(self.coming) and not (self.absent or self.only or self.unnamed or self.stranger)


class _Says(Enum):
    ABSENT = auto()
    COMING = auto()

    @property
    def opposite(self) -> "_Says":
        return _Says.COMING if self is _Says.ABSENT else _Says.ABSENT


@dataclass(frozen=True, slots=True)
class _Clause:
    says: _Says
    text: str


def read(text: str, names: Iterable[str]) -> Absence:
    """Who of the people with these first names is said not to come; without any sign, those named are absent."""
    said = " ".join(fold(text).split())
    clauses = tuple(_clauses(said))
    named = {name: {one.says for one in clauses if says_name(one.text, name)} for name in names}
    absent = frozenset(name for name, says in named.items() if _Says.ABSENT in says)
    coming = frozenset(name for name, says in named.items() if says == {_Says.COMING})
    nameless = [one for one in clauses if not any(says_name(one.text, name) for name in named)]
    return Absence(
        absent, coming,
        only=bool(coming) and not absent and (_found("only", said) or _found("except", said)),
        unnamed=any(one.says is _Says.ABSENT for one in nameless),
        stranger=any(_has_a_stranger(one.text) for one in nameless),
    )  # fmt: skip


def says_so(text: str, names: Iterable[str]) -> bool:
    """Whether the words tell, by name, that one of these does not come; a question tells nothing."""
    clauses = () if "?" in text else tuple(_clauses(" ".join(fold(text).split())))
    # A mere « pas » may be about anything.
    absent = [
        one.text
        for one in clauses
        if _sign(one.text) is _Says.ABSENT and (_found("absent", one.text) or _found("comes", one.text))
    ]
    return any(says_name(clause, name) for name in names for clause in absent)


def _clauses(said: str) -> Iterator[_Clause]:
    """The statements, each with what it says; one that says nothing by itself goes with the one after, or before."""
    parts = [part for part in re.split(f"({_any('apart', 'except', 'without')})", said) if part.strip()]
    links = [_found("except", part) or _found("without", part) for part in parts]
    signs = [_sign(part) for part in parts]
    before: _Says | None = None
    for place, (part, sign) in enumerate(zip(parts, signs, strict=True)):
        if re.fullmatch(_any("apart", "except", "without"), part):
            continue
        if place and links[place - 1]:
            turned = _found("except", parts[place - 1])
            sign = (before or _Says.ABSENT).opposite if turned else _Says.ABSENT
        says = sign or before or next(filter(None, signs[place:]), _Says.ABSENT)
        before = says
        yield _Clause(says, part)


def _sign(clause: str) -> _Says | None:
    if _found("not_absent", clause):
        return _Says.COMING
    if _found("absent", clause):
        return _Says.ABSENT
    if _found("not", clause):
        return _Says.ABSENT
    return _Says.COMING if _found("comes", clause) or _found("only", clause) else None


def _has_a_stranger(clause: str) -> bool:
    words = frozenset(_data()["nobody"])
    return any(word not in words for word in re.findall(_any("subject"), clause))


def _found(kind: str, clause: str) -> bool:
    return re.search(_any(kind), clause) is not None


@cache
def _any(*kinds: str) -> str:
    return "|".join(f"(?:{one})" for kind in kinds for one in _data()[kind])


def _data() -> Mapping[object, Sequence[str]]:
    return listed("absences")
