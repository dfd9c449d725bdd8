"""What a family answers to « Venez-vous ? », to a new date or to a place on offer: who comes, who does not, a delay.

Of each clause it is learnt whether it says so (intents/speech); of whom it says it is read here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from intents.meaning.meaning import Clause, Coming
from intents.readers.answers import told_in
from intents.readers.asking import asks, asks_something, may_come
from intents.readers.saying import asks_to_hand_on
from intents.readers.wording import has, listed, says_kind, says_name, spoken, words_alone
from intents.slots.names import known_names
from intents.slots.pointing import find_count
from intents.text.text import fold

_DOUBLED = re.compile(r"([a-z])\1+")
_OF_WHOM = 4  # words at the beginning of a clause, among which is of whom it tells
_LONGEST = 200  # characters: whether it still takes place is asked shortly


@dataclass(frozen=True, slots=True)
class Attendance:
    """`named`: what is said of known first names; `others`: of everybody else of the family.

    `late`, `ill`: a delay is told, an illness. `unclear`: it is said of somebody who cannot be told, or both is said.
    `mere`: not more than a yes, a no or that nobody knows yet. `weekday` (0 is Monday): the day that is named.
    `tells`: something for the team stands beside. `one_seat`: of several places without a name one is enough.
    """

    named: Mapping[str, Coming] = field(default_factory=dict)
    others: Coming | None = None
    late: bool = False
    ill: bool = False
    unclear: bool = False
    mere: bool = False
    weekday: int | None = None
    tells: bool = False
    one_seat: bool = False

    def of(self, first_name: str | None) -> Coming | None:
        """What is said of the one who is called so, or of a place without a name."""
        return self.others if first_name is None else self.named.get(first_name, self.others)

    def is_about(self, day: date) -> bool:
        """Whether an event of this local day may be meant."""
        return self.weekday in (None, day.weekday())


def read(text: str, clauses: Sequence[Clause], first_names: Sequence[str] = ()) -> Attendance | None:
    """What these words say of the family; None when they answer nothing. `first_names`: the youngest first."""
    reading = _Reading(tuple(first_names))
    for clause in clauses or _sign(text):
        reading.take(clause)
    reading.contrast(text, clauses)
    no_alone = reading.said == {None: Coming.NOT_COMING} and (None in reading.by_mere or not _denies(clauses))
    if no_alone and any(one.says is None and (asks(one.text) or may_come(one.text)) for one in clauses):
        return None  # « non mais il faut quoi », « c’est à quelle heure, il a foot à 17 h »
    late = is_late(text, clauses)
    reading.unclear = reading.unclear or (reading.counted and not reading.said)
    others = reading.said.pop(None, None)
    if others is Coming.UNSURE and set(first_names) <= set(reading.said):  # « Gabin est chez son père, je vous redis »
        reading.said = {one: Coming.UNSURE if it is Coming.NOT_COMING else it for one, it in reading.said.items()}
    if late and not reading.said and others is not Coming.UNSURE:
        others = Coming.COMING  # whoever is late comes, « bloqués » on the way or not
    tells, one_seat = tells_the_team(text), _found("one_seat", words_alone(text))
    if not (reading.said or others or late or reading.unclear or tells or one_seat):
        return None
    named = {name: said for name, said in reading.said.items() if name is not None}
    stays = reading.unclear or Coming.NOT_COMING in (others, *named.values())
    unsure = Coming.UNSURE in (others, *named.values())
    ill = (stays or unsure) and _found("ill", words_alone(text))
    mere = all(map(is_mere, clauses)) and not (tells or one_seat or reading.in_words or Coming.UNSURE in named.values())
    return Attendance(named, others, late, ill, reading.unclear, mere, _weekday(text), tells, one_seat)


def _sign(text: str) -> tuple[Clause, ...]:
    """A thumb alone."""
    said = {"ok": Coming.COMING, "non": Coming.NOT_COMING}.get(words_alone(spoken(text)))
    return () if said is None else (Clause(spoken(text), said),)


@dataclass(slots=True)
class _Reading:
    """Goes through the clauses; `said` of None: of everybody who is not named. `whom`: of whom was just spoken."""

    first_names: tuple[str, ...]
    said: dict[str | None, Coming] = field(default_factory=dict)
    by_mere: set[str | None] = field(default_factory=set)
    whom: tuple[str, ...] = ()
    before: tuple[str, ...] = ()  # « Léa, Tom ne viennent pas »: named in a clause that says nothing yet
    only: bool = False  # « une seule place suffira, pour Léa »
    unclear: bool = False
    in_words: bool = False  # something was said in so many words, which no yes or no is
    counted: bool = False  # « seulement 3 personnes »: so many come, whoever they are

    def take(self, clause: Clause) -> None:
        """One clause more."""
        said = words_alone(clause.text)
        named = self._named(clause.text) or self._by_age(said)
        if named:
            self.whom = named
        self.only = self.only or _found("only", said)
        if named and set(said.split()) <= set(words_alone(" ".join(named)).split()):
            self.before += named  # « Léa » alone says nothing of her
            return
        named, self.before = (*self.before, *named) if named else (), ()
        told = _by_words(clause, said, bool(named))
        self.in_words, clause = self.in_words or told is not clause, told
        if clause.says is None or (clause.says is Coming.NOT_COMING and _comes_all_the_same(clause.text)):
            return
        if clause.says is Coming.NOT_COMING and not named and len(self.first_names) > 1 and known_names(clause.text):
            self.counted = True  # of a stranger, or of one of them by another name
            return
        if clause.says is Coming.UNSURE and is_late(clause.text, ()):
            return  # « je viendrai, mais j’aurai peut-être dix minutes de retard »
        if named and _found("apart", said):
            self._put(named, Coming.NOT_COMING, clause)
            self._put((None,), Coming.COMING, clause)
        elif named:
            self._put(named, clause.says, clause)
            if clause.says is Coming.COMING and self.only:
                self.said[None], self.only = Coming.NOT_COMING, False
        else:
            self._put_unnamed(said, clause)

    def contrast(self, text: str, clauses: Sequence[Clause]) -> None:
        """« Romy sera là, mais Gaspard a une compétition »: whoever is told of against who comes does not come."""
        if Coming.COMING not in self.said.values():
            return
        for clause in clauses:
            led = re.search(rf"{_data()['against']} {re.escape(words_alone(clause.text))}\b", words_alone(text))
            tells_more = clause.says is not None or clause.text.endswith("?") or told_in(clause.text)
            if led is None or tells_more or _comes_all_the_same(clause.text):
                continue
            # « … mais je n'ai pas de réponse pour l'allergie d'Ana » tells nothing against Ana.
            told_of = self._named(" ".join(clause.text.split()[:_OF_WHOM]))
            self.said |= {one: Coming.NOT_COMING for one in told_of if one not in self.said}

    def _named(self, text: str) -> tuple[str, ...]:
        """Those of the family in this clause: by their whole name, or by a first name that is nobody else's of them."""
        whole = tuple(name for name in self.first_names if _names(text, name))
        firsts = {name: name.partition(" ")[0] for name in self.first_names if name not in whole}
        theirs = [name for name, first in firsts.items() if first != name and _names(text, first)]
        alone = (
            name for name in theirs if not any(_names(one, firsts[name]) for one in self.first_names if one != name)
        )
        return (*whole, *alone)

    def _by_age(self, said: str) -> tuple[str, ...]:
        """The younger or the elder one of two."""
        if len(self.first_names) != 2:
            return ()
        found = [name for name, kind in zip(self.first_names, ("younger", "elder"), strict=True) if _found(kind, said)]
        return tuple(found)

    def _put_unnamed(self, said: str, clause: Clause) -> None:
        several = len(self.first_names) > 1 and (_found("one", said) or not _found("both", said))
        if several and self.whom and (_found("same", said) or not _found("subject", said)):
            self._put(self.whom, clause.says or Coming.UNSURE, clause)
        elif clause.says is Coming.NOT_COMING and _found("only", said) and find_count(clause.text):
            self.counted = True
        elif several and any(_found(kind, said) for kind in ("one", "kin", "same")):
            self.unclear = True
        else:
            self._put((None,), clause.says or Coming.UNSURE, clause)

    def _put(self, whom: Iterable[str | None], said: Coming, clause: Clause) -> None:
        """A statement outweighs a mere yes or no, and what is said after all the one before."""
        mere = _is_a_word(clause.text)
        for one in whom:
            before = self.said.get(one)
            if before in (None, said) or one in self.by_mere or _found("after_all", words_alone(clause.text)):
                self.said[one] = said
                self.by_mere = self.by_mere | {one} if mere else self.by_mere - {one}
            elif Coming.UNSURE in (before, said):
                self.said[one] = Coming.UNSURE
            elif not mere:
                self.unclear = True


def _by_words(clause: Clause, said: str, named: bool) -> Clause:
    """What a clause says in so many words, where nothing learnt is like it: « je sais pas encore », « on est en
    route », « seulement Oscar »; and what no learning outweighs: « elle viendra pas », « personne n'a répondu ».
    """
    if _found("of_an_answer", said):
        return replace(clause, says=None)
    if _found("stays", said) and not (clause.text.endswith("?") or _found("supposed", said)):
        return replace(clause, says=Coming.NOT_COMING)
    if clause.says is not None or clause.text.endswith("?"):
        return clause
    if _found("undecided", said):
        return replace(clause, says=Coming.UNSURE)
    if _found("on_the_way", said) or (named and _found("only", said)):
        return replace(clause, says=Coming.COMING)
    return clause


def _comes_all_the_same(text: str) -> bool:
    """« il arrive à 15 h 20 », « on part à 16 h »: of who comes, however much it sounds like a no."""
    said = " ".join(fold(text).split())
    return _found("late", said) or _found("arrives", said) or tells_the_team(text)


def _names(text: str, first_name: str) -> bool:
    """« yousef » for Youssef too."""
    return says_name(text, first_name) or says_name(_squeezed(text), _squeezed(first_name))


def _squeezed(text: str) -> str:
    """Each letter once in a row."""
    return _DOUBLED.sub(r"\1", words_alone(text))


def _is_a_word(text: str) -> bool:
    return says_kind(text, "yes") or says_kind(text, "no")


def is_mere(clause: Clause) -> bool:
    """Whether it is no more than a yes, a no or a « peut-être »."""
    return clause.says in (None, Coming.UNSURE) or not _found("full", words_alone(clause.text))


def is_late(text: str, clauses: Sequence[Clause]) -> bool:
    """Whether a delay is told; nobody asks for it, and it is not the bus's."""
    pieces = [_any_of("tag").sub("", " ".join(fold(piece).split())) for piece in (text, *(one.text for one in clauses))]
    return any(_found("late", said) and not _found("not_late", said) for said in pieces)


def tells_the_team(text: str) -> bool:
    """Whether the team is to hear something: « prévenez l’animatrice », « dites-leur que… », who leaves early."""
    return _found("tells", words_alone(text)) or asks_to_hand_on(text)


def asked_beside(clauses: Sequence[Clause]) -> str:
    """What is asked beside an answer: « oui, et c’est où ? »; "" where nothing is, or nothing is answered."""
    return " ".join(_asks_beside(clauses)) if any(one.says for one in clauses) else ""


def clauses_of(part: str, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Those of the clauses that stand in this part of the message."""
    return tuple(one for one in clauses if words_alone(one.text) in words_alone(part))


def _asks_beside(clauses: Sequence[Clause]) -> list[str]:
    return [one.text for one in clauses if one.says is None and (asks_something(one.text) or may_come(one.text))]


def _denies(clauses: Sequence[Clause]) -> bool:
    """Whether one that says nobody comes says no in so many words, not only what keeps them busy."""
    stay = (words_alone(one.text) for one in clauses if one.says is Coming.NOT_COMING)
    return any(_found("denies", said) or _found("ill", said) for said in stay)


def said_to_come(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """First names in clauses that say that somebody comes, whoever they are; who only fetches does not."""
    coming = (one.text for one in clauses if one.says is Coming.COMING and not has(words_alone(one.text), "escort"))
    return tuple(name for text in coming for name in known_names(text))


def asks_for_another(text: str) -> bool:
    """« Et ma sœur ? », « can his cousin come too? »: whether somebody without a place may; nobody who only fetches."""
    said = words_alone(text)
    asks = "?" in text or asks_something(text) or may_come(text)
    return asks and _found("another", said) and _found("may_come_too", said) and not has(said, "escort", "fetches")


def asks_if_still_on(text: str) -> bool:
    """« C’est annulé ? », « c’est toujours bon pour demain ? »."""
    said = " ".join(fold(text).split())
    return len(said) <= _LONGEST and "?" in said and _found("still_on", said)


def _weekday(text: str) -> int | None:
    days, said = _data()["weekdays"], words_alone(text).split()
    return next((days.index(day) % 7 for day in days if day in said), None)


def _found(kind: str, said: str) -> bool:
    return _any_of(kind).search(said) is not None


@cache
def _any_of(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(_data()[kind]))


def _data() -> Mapping[object, Any]:
    return listed("attending")
