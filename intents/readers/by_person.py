"""What is answered of each of several: the message is cut by whom each part means, and each part is read as theirs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from intents.readers.answer_values import NO, YES, Topic, is_unsure
from intents.readers.answers import (
    allergy_told,
    may_be_health,
    of_everybody,
    speaks_of_allergies,
    told_in,
    told_value,
    without_said_before,
)
from intents.readers.asking import asks, denies
from intents.readers.wording import has, in_words, listed, run_at, runs, says_name, without, without_runs, words_alone
from intents.text.text import fold

_LONGEST_THING = 4  # words of one more thing in a list of allergies
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_WORD = re.compile(r"[^\W_]+")
_RELATIVES = ("kin", "described")
_OPPOSITE = {YES: NO, NO: YES}
_PAIR = 2  # children: of « l’autre » only one is left
_SOMEBODY = ""  # is meant, and nobody knows who


@dataclass(frozen=True, slots=True)
class Part:
    """What is said of somebody, and where it stands in the text; `names`: who is named or meant, perhaps nobody;
    `excepted`: « sauf Léa ».
    """

    said: tuple["Word", ...]
    names: tuple[str, ...] = ()
    excepted: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Without whom it is of."""
        return tuple(one.said for one in self.said if not one.whom)

    @property
    def text(self) -> str:
        """The same, with a space between."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word of the message; `whom`: those whom it means, with the words beside it."""

    said: str
    start: int
    end: int
    whom: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Meant:
    """Who may be meant: `names`, those of them whom the message names nowhere, and by which words (of shares.yaml)."""

    names: tuple[str, ...]
    unnamed: tuple[str, ...]
    kinds: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, text: str, names: tuple[str, ...], own: str) -> "_Meant":
        """« Sa sœur » and « l'autre » are not `own`; « le petit » may be; of two such nobody knows who is who."""
        unnamed, said = tuple(one for one in names if not says_name(text, one)), words_alone(text).split()
        apart = tuple(one for one in unnamed if one != own) if len(unnamed) == _PAIR else unnamed
        several = sum(bool(run_at(said, n, _runs(kind))) for n in range(len(said)) for kind in _RELATIVES) > 1
        kin, described = (() if several or len(one) != 1 else one for one in (apart, unnamed))
        return cls(names, unnamed, {"others": apart, "all": names, "kin": kin, "described": described})


@dataclass(slots=True)
class _Told:
    """What was read so far: of each (None: not sure), of whom the last part was, of which topic, and what it said."""

    found: dict[str, str | None] = field(default_factory=dict)
    last: tuple[str, ...] = ()
    spoken: Topic | None = None
    value: str | None = None
    of_nobody: str | None = None  # what was said first, of nobody by name
    named: set[str] = field(default_factory=set)


def by_person(topic: Topic, text: str, names: Sequence[str], own: str = "", given: str | None = None) -> dict[str, str]:
    """What is answered of each. `own`: whoever is asked about, of whom that is which names nobody; `given`: what was
    answered of the one before, which may be the same for others.
    """
    told, text = _Told(value=given), in_words(without_said_before(text))
    text = _nobody().sub(listed("shares")["nobody_is"][0], text)
    if topic is Topic.PHONE:
        return {}
    for part in parts(text, names, own):
        _hear(told, topic, part, text, tuple(names), own)
    others = [one for one in names if one not in told.found]
    if len(others) == 1 and own in told.named and told.of_nobody in (YES, NO) and topic is not Topic.ALLERGY:
        told.found[others[0]] = told.of_nobody  # « oui mais pas Tom », who was asked about
    return {name: value for name, value in told.found.items() if name and value is not None}


@cache
def _nobody() -> re.Pattern[str]:
    """« Ni l'un ni l'autre », « aucun des deux »: a no of all of them."""
    runs_of_words = (r"[\W_]+".join(run.split()) for run in _runs("nobody"))
    return re.compile(rf"\b(?:{'|'.join(runs_of_words)})\b", re.IGNORECASE)


def _hear(told: _Told, topic: Topic, part: Part, text: str, names: tuple[str, ...], own: str) -> None:
    """One more part."""
    if _only_takes_back(part):
        return
    whom = part.names or _meant(part, names, told.last) or told.last or ((own,) if own else ())
    if _is_the_same(part):
        _hear_the_same(told, part, names, own)
        return
    spoken = told_in(part.text)
    told.spoken = topic if topic in spoken else next(iter(spoken), _spoken_of(part) or told.spoken)
    if told.spoken not in (None, topic) or not (part.words or part.excepted):
        told.last = part.names or told.last
        return
    turned = part.excepted and topic is not Topic.ALLERGY
    value = _OPPOSITE.get(told.value or "") if turned else _value(topic, part, text, spoken)
    if value is _NOTHING:
        told.last = part.names or told.last
        return
    if whom == (own,) and not part.names and not told.found:
        told.of_nobody = value
    if not part.names and told.last and told.found.get(told.last[0]) not in (None, value):
        value = _with_more(topic, told.found[told.last[0]], value)
    told.named.update(part.names)
    _note(told, whom, value)


def _hear_the_same(told: _Told, part: Part, names: tuple[str, ...], own: str) -> None:
    """« Pareil pour Lina », « oui pareil » of the first, whose answer is that of the others too."""
    if told.value is None and own and not part.names and _polarity(without_runs(part.words, _runs("same"))) == YES:
        told.found[own], told.value = YES, YES
    others = tuple(one for one in names if one not in told.found and (one != own or part.names))
    if told.value is not None:
        _note(told, part.names or others, told.value)


_NOTHING = "\0"  # a part that tells nothing of it: a reason, a story


def _note(told: _Told, whom: tuple[str, ...], value: str | None) -> None:
    told.found.update(dict.fromkeys(whom, value))
    told.last, told.value = whom or told.last, value


def _with_more(topic: Topic, before: str | None, value: str | None) -> str | None:
    """One more thing in a list of allergies; a yes that is followed by a no of nobody else is none."""
    if topic is not Topic.ALLERGY or value is None:
        return None
    if value == NO:
        return before
    return value if before in (None, NO) else f"{before}, {value}"


def _meant(part: Part, names: tuple[str, ...], last: tuple[str, ...]) -> tuple[str, ...]:
    """« je les récupère », « ils rentrent seuls »: all of them, where nobody else was spoken of before."""
    return names if of_everybody(part.text) and len(last) < 2 else ()


def _spoken_of(part: Part) -> Topic | None:
    """What a part is about that does not tell it for sure: « une allergie, seulement au lait »."""
    if speaks_of_allergies(part.text):
        return Topic.ALLERGY
    return Topic.PHOTO if has(part.text, "photo") else None


def _only_takes_back(part: Part) -> bool:
    said = set(part.words)
    return bool(said & _set("back")) and said <= _set("back") | _set("yes") | _set("no") | _set("surely")


def _is_the_same(part: Part) -> bool:
    """« Lina pareil », « idem pour le petit »."""
    left = without_runs(part.words, _runs("same"))
    return len(left) < len(part.words) and set(left) <= _set("around_same") | _set("surely") | _set("leads") | _set(
        "yes"
    )


def alike(text: str, names: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """« mars 2023, Lina pareil »: of whom it is said that it is the same (all of these where nobody is named), and what
    else is said.
    """
    found = parts(text, names)
    same = [part for part in found if _is_the_same(part)]
    rest = (text[part.said[0].start : part.said[-1].end] for part in found if part not in same)
    return tuple(dict.fromkeys(name for part in same for name in part.names or names if name)), ", ".join(rest)


def _value(topic: Topic, part: Part, text: str, spoken: dict[Topic, str | None]) -> str | None:
    """What a part answers; None: it is not clear what."""
    if is_unsure(part.text) or not part.words or not _set("unsettled").isdisjoint(part.words):
        return None
    if topic is Topic.ALLERGY:
        return _health(part, text)
    says = _polarity(part.words)
    if topic in spoken:
        value = spoken[topic]
        return value if says in (None, value) else None
    if says is not None:
        return None if says == YES and not _set("conditions").isdisjoint(part.words) else says
    if (value := told_value(topic, part.text)) is not None:
        return value
    return NO if part.names and denies(part.text) else _NOTHING


def _polarity(said: Sequence[str]) -> str | None:
    """The yes or no that the words begin or end with, whatever reason stands beside it."""
    spoken = f" {' '.join(said)} "
    if any(f" {run} " in spoken for run in _runs("no_runs")):
        return NO
    left = without(" ".join(said), "fine", "more").split()
    fine = " ".join(left) != without(" ".join(said), "more")
    while left and left[0] in _set("surely") | _set("leads"):
        left.pop(0)
    ends = {*left[:1], *left[-1:]}
    fine = fine or any(f" {run} " in spoken for run in _runs("yes_runs"))
    agrees, refuses = fine or bool(ends & _set("yes")), bool(ends & _set("no"))
    return None if agrees is refuses else YES if agrees else NO


def _health(part: Part, text: str) -> str | None:
    """An allergy in the family's own words, or NO for none."""
    around = _set("around_thing") | _set("leads") | _set("surely")
    left = [word for word in part.said if not word.whom]
    left = left[: next((n for n, word in enumerate(left) if n and word.said in _set("elsewhere")), len(left))]
    spoken = max((n for n, word in enumerate(left[:-1]) if speaks_of_allergies(word.said)), default=-1)
    left = left[spoken + 1 :]  # « she is allergic to walnuts »: what follows is the thing
    nothing = {word.said for word in left} & (_set("none") | _set("no"))
    if {word.said for word in left} <= around | _set("none") | _set("no") or allergy_told(part.text) == NO:
        return NO if nothing or allergy_told(part.text) == NO else _NOTHING
    while left[0].said in around | _set("yes"):
        left.pop(0)
    while left[-1].said in around:
        left.pop()
    return _thing(part, left, text)


def _thing(part: Part, said: Sequence[Word], text: str) -> str:
    """As it was typed, where nobody is named in it."""
    thing = text[said[0].start : said[-1].end]
    if any(said[0].start < one.start < said[-1].end for one in part.said if one.whom):
        thing = " ".join(text[one.start : one.end] for one in said)
    short = len(said) <= _LONGEST_THING and _set_of("breath", "no_item").isdisjoint(one.said for one in said)
    told = may_be_health(thing) and not any(map(str.isdigit, thing)) and said[0].said not in _set("elsewhere")
    return thing if told and (part.names or short) else _NOTHING


def beside(topic: Topic, clause: str, names: Sequence[str]) -> str | None:
    """What a clause says of a question that the one before it named: « Manon aux noix », « Adam à rien »."""
    told = by_person(topic, clause, names)
    return next(iter(told.values()), None)


def parts(text: str, names: Sequence[str], own: str = "") -> list[Part]:
    """The message cut by who is named, or meant: « l'autre », « sa sœur » (not `own`); what is asked is left out."""
    meant = _Meant.of(text, tuple(names), own)
    found: list[Part] = []
    for sentence in _SENTENCE.finditer(text):
        if not asks(sentence[0]):
            clauses = _clauses(sentence[0], sentence.start(), meant)
            found += _joined(part for clause in clauses for part in _shares(*clause))
    return found


def _joined(found: Iterator[Part]) -> list[Part]:
    """Whoever is named without anything said goes with what comes next, or at the end with what came before."""
    done: list[Part] = []
    waits: tuple[str, ...] = ()
    for part in found:
        if not part.excepted and not set(part.words) - _set("leads"):
            waits = (*waits, *part.names)
            continue
        names = dict.fromkeys((*waits, *part.names))
        done, waits = [*done, Part(part.said, tuple(names), part.excepted)], ()
    if waits and done:
        done[-1] = Part(done[-1].said, tuple(dict.fromkeys((*done[-1].names, *waits))), done[-1].excepted)
    return done


def _clauses(sentence: str, offset: int, meant: _Meant) -> Iterator[tuple[list[Word], bool]]:
    """Each clause of a sentence in words, and whether it is an exception to the one before."""
    clause: list[Word] = []
    excepted = False
    spoken = [Word(fold(one[0]), one.start() + offset, one.end() + offset) for one in _WORD.finditer(sentence)]
    place = 0
    while place < len(spoken):
        length, leads_out = _joint(spoken, place)
        marked = place and re.search(
            r"[,;:()]", sentence[spoken[place - 1].end - offset : spoken[place].start - offset]
        )
        if (length or marked) and clause:
            yield _with_whom(clause, meant), excepted
            clause, excepted = [], False
        excepted = excepted or leads_out
        clause += spoken[place : place + 1] if not length else []
        place += length or 1
    if clause:
        yield _with_whom(clause, meant), excepted


def _joint(spoken: Sequence[Word], place: int) -> tuple[int, bool]:
    """How many words join what comes next to what came before, and whether they say that it is an exception."""
    for kind in ("joins", "excepts"):
        if length := run_at([one.said for one in spoken], place, _runs(kind)):
            return length, kind == "excepts"
    return 0, False


def _with_whom(clause: list[Word], meant: _Meant) -> list[Word]:
    """The words with those whom they mean."""
    said = [one.said for one in clause]
    fetched = not set(runs("escort")).isdisjoint(said)  # « c'est sa sœur qui vient le chercher »
    place = 0
    while place < len(said):
        length, whom = _mention(said, place, meant, fetched=fetched)
        if length and said[max(0, place - 1)] not in _set("beside"):
            for n in range(place, place + length):
                clause[n] = Word(said[n], clause[n].start, clause[n].end, whom)
        place += length or 1
    return clause


def _mention(said: Sequence[str], place: int, meant: _Meant, *, fetched: bool) -> tuple[int, tuple[str, ...]]:
    """How many words from here on mean somebody, and whom."""
    for name in meant.names:
        own = words_alone(name).split()
        if own and list(said[place : place + len(own)]) == own:
            return len(own), (name,)
    for kind, whom in meant.kinds.items():
        length = 0 if fetched and kind in _RELATIVES else run_at(said, place, _runs(kind))
        if length:
            return length, whom or (_SOMEBODY,)
    kind_of = said[place] in _set_of("by_person", "of_their_kind") and len(meant.unnamed) < len(meant.names)
    return (1, meant.unnamed) if kind_of else (0, ())


def _shares(clause: list[Word], excepted: bool) -> Iterator[Part]:
    """One part for each who is named apart: « oui pour Rayan non pour Sirine », « Hugo a rien Manon les noix »."""
    starts = [n for n, one in enumerate(clause) if one.whom and (not n or not clause[n - 1].whom)]
    if len(starts) < 2:
        yield from _and_the_same(clause, starts, excepted)
        return
    before = {one.said for one in clause[: starts[0]]} - _set("leads")
    cuts = [_end_of(clause, n) for n in starts[:-1]] if before else [_led(clause, n) for n in starts[1:]]
    for start, end in pairwise((0, *cuts, len(clause))):
        yield _part(clause[start:end], excepted)


def _and_the_same(clause: list[Word], starts: Sequence[int], excepted: bool) -> Iterator[Part]:
    """« march 2021 same for Rory »: what is the same of somebody stands apart from what that is."""
    said = [one.said for one in clause]
    lead = _led(clause, starts[0]) if starts else 0
    cut = next((n for n in range(1, lead) if n + run_at(said, n, _runs("same")) == lead), 0)
    yield from (_part(some, excepted) for some in (clause[:cut], clause[cut:]) if some)


def _part(said: Sequence[Word], excepted: bool) -> Part:
    return Part(tuple(said), tuple(dict.fromkeys(name for one in said for name in one.whom)), excepted)


def _end_of(clause: Sequence[Word], start: int) -> int:
    """Behind whoever is named here."""
    return next((n for n in range(start, len(clause)) if not clause[n].whom), len(clause))


def _led(clause: Sequence[Word], start: int) -> int:
    """From what leads to whoever is named here; « pas Léa » too, unless it is all that is said of the one before."""
    while start and clause[start - 1].said in _set("leads"):
        start -= 1
    said = [one for one in clause[:start] if not one.whom]
    denies_her = start > 1 and clause[start - 1].said in _set("no") and not clause[start - 2].whom and len(said) > 1
    return start - 1 if denies_her else start


@cache
def _runs(kind: str) -> tuple[str, ...]:
    return tuple(words_alone(str(one)) for one in listed("shares")[kind])


def _set(kind: str) -> frozenset[str]:
    return _set_of("shares", kind)


@cache
def _set_of(name: str, kind: str) -> frozenset[str]:
    return frozenset(words_alone(str(one)) for one in listed(name)[kind])
