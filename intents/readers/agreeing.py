"""A yes told with more: « oui c’est bien elle, et elle rentre seule »: whether it is one, and what stands beside it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from intents.readers.answers import told_in
from intents.readers.wording import has, has_run, listed, says_kind, says_name, spoken, words, words_alone
from intents.slots.pointing import find_count

_CLAUSE = re.compile(r"[^,;:.!?\n]+[,;:.!?\n]*")
_LINK = re.compile(r"\A[\s,;:.!-]*(?:(?:et|and|puis|alors|donc|so|then)\b[\s,]*)*", re.IGNORECASE)
_BUT = re.compile(r"\A(?:mais|but)\b[\s,]*", re.IGNORECASE)  # what follows is something else that is wanted
_LONGEST_YES = 5  # words of a yes that no mark ends


@dataclass(frozen=True, slots=True)
class Asked:
    """What a yes may be to. `names`, `people`: who is asked about, and so may be named or counted in it; `act`: an
    entry of agreeing.yaml, whose own words say yes too; `goes_on`: « c’est tout » does as well.
    """

    names: Sequence[str] = ()
    people: int | None = None
    act: str = ""
    goes_on: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """The lists of wording.yaml that say yes."""
        return ("yes", "enough") if self.goes_on else ("yes",)


def beside_a_yes(text: str, asked: Asked) -> str | None:
    """What else a message tells that says yes, perhaps nothing; None where it does not, or says no or a doubt too."""
    pieces = [(clause, _kind(clause, asked)) for clause in _CLAUSE.findall(spoken(text))]
    if pieces and pieces[0][1] == "rest":
        pieces = [*_begun(pieces[0][0], asked), *pieces[1:]]
    kinds = [kind for _, kind in pieces]
    rest = _LINK.sub("", "".join(clause for clause, kind in pieces if kind == "rest")).strip()
    return None if "yes" not in kinds or "no" in kinds or _doubts(rest) else rest


def beside_consent(text: str) -> str | None:
    """What else a message tells that accepts in so many words, whatever stands around it: « j’accepte, mais écrivez en
    anglais »; None where it does not, or takes it back, doubts it or restricts it.
    """
    clauses = _CLAUSE.findall(spoken(text))
    accepts = [has_run(clause, "accepts") and "?" not in clause and not _refuses(clause) for clause in clauses]
    rest = _LINK.sub("", "".join(clause for clause, yes in zip(clauses, accepts, strict=True) if not yes)).strip()
    asks_more = _BUT.sub("", rest)
    return None if not any(accepts) or any(map(_refuses, clauses)) or _doubts(asks_more) else asks_more


def _refuses(clause: str) -> bool:
    """Says no, or makes it depend on something: « je n’accepte pas », « si j’accepte »."""
    said = words_alone(clause)
    depends = not set(said.split()).isdisjoint(_data()["depends"]) and has_run(clause, "accepts")
    return depends or says_kind(clause, "no") or any(f" {one} " in f" {said} " for one in _data()["refuses"])


def only_yes_or_no(text: str) -> bool:
    """« Oui », « non merci », « continuez »: an answer, whatever else it might mean where nothing is asked."""
    return says_kind(text, "yes", "no", "enough")


def only_declines(text: str) -> bool:
    """« Non, pas la peine », to something that was offered and is no act."""
    said, declines = words_alone(text), _data()["declines"]
    first, _, rest = said.partition(" ")
    return said in declines or (rest in declines and says_kind(first, "no"))


def says_only(text: str, asked: Asked) -> bool:
    """Whether the text is hardly more than the names that are asked about: « Sophie et Luc aussi »."""
    own = {word for name in asked.names for word in words_alone(name).split()}
    return "?" not in text and set(words_alone(text).split()) <= own | _around("") | set(_data()["beside_names"])


def only_names(text: str, names: Sequence[str]) -> bool:
    """« Et Célestine alors ? »: one of these is named, or asked about, and hardly anything is said."""
    named = any(says_name(text, one) for one in names)
    return named and says_only(text.replace("?", ""), Asked(names))


def _kind(clause: str, asked: Asked) -> str:
    """« yes », « no », « these » (who is asked about, or nothing that counts), or « rest »."""
    clause = _LINK.sub("", clause)
    if only_declines(clause):
        return "these"
    if says_kind(clause, "no"):
        return "no"
    if says_kind(clause, *asked.kinds):
        return "yes"
    said = list(_beside_names(words_alone(clause).split(), asked.names))
    if asked.people == 1:
        said = [word for word in said if word not in _data()["of_one_only"]]
    if "?" in clause or set(said) - _around(asked.act) or find_count(clause) not in (None, asked.people):
        return "rest"
    return "yes" if _affirming(asked.act) & set(said) or has_run(clause, "affirms_in_words") else "these"


def _beside_names(said: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    """The words without these names, nor what joins two of them: « oui, Léa et Tom »."""
    own = {word for name in names for word in words_alone(name).split()}
    for before, word, after in zip(("", *said), said, (*said[1:], ""), strict=False):
        if word not in own and not (before in own and after in own and word in _data()["beside_names"]):
            yield word


def _begun(clause: str, asked: Asked) -> list[tuple[str, str]]:
    """The yes that this clause begins with, and the rest of it: « ok c’est bon mon numéro… »."""
    said = clause.split()
    ends = range(min(_LONGEST_YES, len(said) - 1), 0, -1)
    yes = (end for end in ends if says_kind(" ".join(said[:end]), *asked.kinds) and words_alone(" ".join(said[end:])))
    end = next(yes, 0)
    return [(" ".join(said[:end]), "yes" if end else "these"), (" ".join(said[end:]), "rest")]


def _doubts(rest: str) -> bool:
    """« … sauf Tom », « … je sais pas encore », « ok, je laisse »: no yes to all of it."""
    said = words_alone(rest)
    back = any(f"{said} ".startswith(f"{run} ") for run in _data()["takes_back"])
    restricts = said.partition(" ")[0] in _data()["restricts"] and not told_in(rest)  # « j'accepte. pas de photos »
    return back or has(said, "unsure") or restricts


@cache
def _around(act: str) -> frozenset[str]:
    """All that may stand in a clause that says yes."""
    return words("with_all") | _affirming(act) | frozenset(_data()["beside_yes"])


@cache
def _affirming(act: str) -> frozenset[str]:
    own = {word for said in _data()["to"].get(act, {}).get("yes", ()) for word in words_alone(said).split()}
    return words("affirms") | (own - set(_data()["beside_yes"]) - words("with_all"))


def _data() -> Mapping[object, Any]:
    return listed("agreeing")
