"""What a family does with the places it has, who does not come, and something said before put right."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from functools import cache

from rapidfuzz.distance import OSA

from intents.readers.births import Named, corrects, introduced, leads
from intents.readers.people import read_names
from intents.readers.wording import bare, has_run, has_word, listed, says_name, words, words_alone
from intents.text.text import fold, tokens


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
        absent,
        coming,
        only=bool(coming) and not absent and (_found("only", said) or _found("except", said)),
        unnamed=any(one.says is _Says.ABSENT for one in nameless),
        stranger=any(_has_a_stranger(one.text) for one in nameless),
    )


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


_BEFORE = 2  # words
_PIECES = re.compile(r"[^.!?;,\n]+[.!?;,\n]*\s*")
_LED_APART = re.compile(r"[.!\n]\s*(?:(?:et|and|puis|sinon)\s+)?\Z", re.IGNORECASE)
_UNTOLD = re.compile(r"[^.!?\n]*\?|\b(?:si|if)\b[^,.!?\n]*", re.IGNORECASE)  # a question, a condition


def is_apart(text: str, rest: str) -> bool:
    """Whether this end of the text is a sentence of its own, perhaps led to: « …. Et il y en a un autre ? »."""
    text = text.rstrip()
    return text.endswith(rest) and _LED_APART.search(text.removesuffix(rest)) is not None


def cancels_nothing(text: str, names: Iterable[str]) -> bool:
    """« Je n’annule rien », « n’annulez pas, c’est pour savoir », and of none of these that they do not come."""
    told = " ".join(fold(_UNTOLD.sub(" ", text)).split())
    return _found("keeps", told) and not read(told, names).absent


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
            before = (before or _Says.ABSENT).opposite if turned else _Says.ABSENT
        else:
            before = sign or before or next(filter(None, signs[place:]), _Says.ABSENT)
        yield _Clause(before, part)


def _sign(clause: str) -> _Says | None:
    if _found("not_absent", clause) or _found("keeps", clause):
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


_ANSWERS = ("phone", "alone", "photo", "allergy")


def wants_another_date(text: str) -> bool:
    """Whether these words ask to move a place to another date: « je voudrais décaler Léa »."""
    said = _spelt(text)
    return any(run in said for run in _runs("another_date"))


def only_asks_to_change(text: str) -> bool:
    """« faut changer pour la sortie », « vous pouvez le modifier ? »: it asks for what is told beside it, no more."""
    said = set(words_alone(text).split())
    around = words("around_a_change").union(*(words(f"line_{one}") for one in _ANSWERS))
    return not said.isdisjoint(words("changes_it")) and said <= words("changes_it") | around


def without_request(text: str) -> str:
    """The text without the pieces that only ask for the change that is told in the others."""
    pieces = _PIECES.findall(text)
    left = [piece for piece in pieces if not only_asks_to_change(piece)]
    return "".join(left).strip(" ,") if left and len(left) < len(pieces) else text


def prefers_another(text: str) -> bool:
    """« En fait il préfère… », « je voudrais changer pour… », "could we do … instead": another one is wanted."""
    return has_run(text, "prefers_another")


def asks_for_another_date(text: str) -> bool:
    """« Il y a une autre date ? », where a place is at stake; and whatever asks to move one."""
    return wants_another_date(text) or has_run(text, "other_date")


def is_withdrawal(text: str) -> bool:
    """Whether these words alone, whatever else was talked about, give a place up: « je me désiste »."""
    return " ".join(bare(text).split()) in words("withdrawal")


def erases(text: str, asked: bool = False) -> str | None:
    """Which answer is to be erased, "phone", "alone", "photo" or "allergy": « supprimez mon numéro ». None: none,
    several, or it is only asked about or refused. `asked`: whether all is to be erased was just asked: « non, seulement
    le numéro ».
    """
    lists, said = listed("withdraw"), words_alone(text).split()
    meant = [str(one) for one in _ANSWERS if not set(lists[one]).isdisjoint(said)]
    return meant[0] if len(meant) == 1 and (asked or _is_to_erase(text)) else None


def takes_words_back(text: str) -> bool:
    """Whether words for the team are to be erased: « supprimez ma question »."""
    lists, said = listed("withdraw"), set(words_alone(text).split())
    meant = not said.isdisjoint(lists["words"]) and said.isdisjoint(lists["everything"])
    return meant and _is_to_erase(text)


def _is_to_erase(text: str) -> bool:
    lists, said = listed("withdraw"), words_alone(text).split()
    places = [place for place, word in enumerate(said) if word in lists["erases"]]
    denied = any(
        not set(lists["denied"]).isdisjoint((*said[max(0, place - 1) : place], *said[place + 1 : place + 2]))
        for place in places
    )
    return bool(places) and not denied and "?" not in text


def means_everything(text: str) -> bool:
    """« on annule tout »."""
    return has_word(text, "everything")


def means_everybody(text: str) -> bool:
    """« pour les deux », « tout le monde »."""
    return has_run(text, "everybody")


def asks_back(text: str) -> bool:
    """« Rétablir », « remettre Léa »; not « je ne voulais pas remettre Léa »."""
    said = words_alone(text).split()
    places = [place for place, word in enumerate(said) if word in words("restore")]
    return any(words("takes_out_of_act").isdisjoint(said[max(0, place - _BEFORE) : place]) for place in places)


def asks_everything_back(text: str) -> bool:
    """The same with nobody and nothing named: « remettez tout svp »."""
    return set(words_alone(text).split()) <= words("restore") | words("restored_thing")


def comes_after_all(text: str, names: Iterable[str]) -> bool:
    """« Mais non, Léa vient ! », of one of these."""
    said = text.split()
    while said and words_alone(said[0]) in words("protest"):
        said.pop(0)
    return read(" ".join(said), names).nobody


@cache
def _runs(kind: str) -> frozenset[str]:
    return frozenset(_spelt(run) for run in words(kind))


def _spelt(text: str) -> str:
    return f" {' '.join(part.text for part in tokens(text))} "


# « pas Hugo, c'est Hugues », « Zoé s'appelle Zoélie »
_SWAPPED = re.compile(
    r"(?:pas|not)\s+(?P<wrong>[^,]+?),?\s+(?:c['’]est|mais|plutôt|it['’]s|but)\s+(?P<right>.+)"
    r"|(?P<called>\w[\w' -]*?)\s+(?:s['’]appelle|se nomme|s['’][ée]crit|is called|is spel(?:t|led))\s+(?P<name>.+)",
    re.IGNORECASE,
)
_SPELT = re.compile(r"\s+(?:avec|sans|with|without)\s+(?:une?|deux|trois|des|two|an?|one)\b.*", re.IGNORECASE)
_LIKE, _SHORTEST_LIKE = 2, 3  # letters that differ in a name spelt anew, of so many at least
_INSTEAD = re.compile(r",?\s+(?:et )?(?:pas|non|not|au lieu de|instead of)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PutRight:
    """`right` is who and what is true; `wrong` the words that it takes the place of, perhaps none.

    `takes_back`: the words that lead to it say that something was wrong.
    """

    right: Named | None
    wrong: str
    takes_back: bool

    @property
    def name(self) -> str:
        """The one first name that is all of what is right; "" when it is something else."""
        named = self.right
        alone = named is not None and not named.doubtful and not named.told and len(named.names) == 1
        return named.names[0] if named is not None and alone else ""


def put_right(text: str, now: datetime, of: str = "") -> PutRight:
    """What is right and what it replaces. `of`: whom words without any name are about."""
    said = _SPELT.sub("", introduced(text).strip(" .!"))
    swapped = _SWAPPED.fullmatch(said)
    if swapped is not None:
        wrong, right = swapped["wrong"] or swapped["called"], swapped["right"] or swapped["name"]
    else:
        right, wrong = (*_INSTEAD.split(said, maxsplit=1), "")[:2]
    return PutRight(read_names(right, now, of=of), introduced(wrong), corrects(text))


def is_spelt_anew(text: str, name: str, other: str) -> bool:
    """Whether a name that something leads to is the other one, spelt better: « c'est Zoée » for Zoé."""
    if not leads(text) or min(len(name), len(other)) < _SHORTEST_LIKE or name[:1] != other[:1]:
        return False
    return OSA.distance(name, other, score_cutoff=_LIKE) <= _LIKE
