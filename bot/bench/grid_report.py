"""The tables of `cite bench grid` and `cite bench leftout`: how questions ended, by group; and the wrong ones."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.bench.cell_wordings import Style
from bot.bench.grid import Ending, Judged

_WIDE = 16
_KNOWN = (Ending.TOLD, Ending.HONEST, Ending.ASKED, Ending.MISLED, Ending.ELSE)
_OTHER = (Ending.HONEST, Ending.ASKED, Ending.MISLED, Ending.ELSE)


def as_table(judged: Sequence[Judged]) -> str:
    """A line for all, for each style and for each kind of thing."""
    kinds = sorted({one.question.kind for one in judged})
    return "\n".join(
        [
            head("cells that nothing tells"),
            row("all", judged),
            *(row(style.value, [one for one in judged if one.question.style is style]) for style in Style),
            *(row(kind, [one for one in judged if one.question.kind == kind]) for kind in kinds),
        ]
    )


def head(others: str) -> str:
    """The two lines above the figures; `others` names what cannot be told."""
    known, other = _width(_KNOWN), _width(_OTHER)
    names = "".join(f"{'n':>7}" + "".join(f"{one.value:>8}" for one in endings) for endings in (_KNOWN, _OTHER))
    return f"{'':{_WIDE}}{'known cells':>{known}}{others:>{other}}\n{'':{_WIDE}}{names}"


def row(name: str, judged: Iterable[Judged]) -> str:
    """How many, and the shares of how they ended: what is known, then what is not."""
    known = Counter[Ending]()
    other = Counter[Ending]()
    for one in judged:
        if one.known:
            known[one.ending] += 1
        else:  # what was left out of the lessons may still be told by a rule that learns nothing
            other[Ending.ELSE if one.ending is Ending.TOLD else one.ending] += 1
    return f"{name:{_WIDE}}{_shares(known, _KNOWN)}{_shares(other, _OTHER)}"


def wrong_ones(judged: Iterable[Judged]) -> str:
    """The cell, the question and the answer of each that was known and not told, or not known and told."""
    return "\n".join(_wrong(one) for one in judged if not _is_right(one))


def _is_right(one: Judged) -> bool:
    return one.ending is Ending.TOLD if one.known else one.ending in (Ending.HONEST, Ending.ASKED)


def _wrong(one: Judged) -> str:
    answered = " ".join(filter(None, (one.answer.kind.value, one.answer.topic, one.answer.action)))
    known = "known" if one.known else "other"
    return f"{one.question.cell} ({known}) {one.ending.value}: {one.question.text} -> {answered}"


def _shares(counts: Counter[Ending], endings: Sequence[Ending]) -> str:
    total = counts.total()
    shares = (f"{100 * counts[one] / total:.1f}%" if total else "-" for one in endings)
    return f"{total:7}" + "".join(f"{share:>8}" for share in shares)


def _width(endings: Sequence[Ending]) -> int:
    return 7 + 8 * len(endings)
