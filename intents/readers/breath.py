"""What is told in one breath, wherever it stands: who comes, born when, and answers to what will be asked."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import pairwise

from intents.readers.answer_values import NO, YES, Topic
from intents.readers.answers import denies_health, is_with_adult, of_everybody, says_how_they_leave, told_in
from intents.readers.births import (
    phone_within,
    without_phone,
)
from intents.readers.born import CLAUSE, has_any, people_told, places
from intents.readers.by_person import beside, by_person
from intents.readers.wording import has_word, in_words, listed, says_name, words, words_alone
from intents.slots.names import known_names
from intents.text.text import fold, readable, tokens

_LONGEST_ELLIPSIS = 5  # words of « Manon aux fruits à coque »
_COMMANDS = ("yes", "no", "enough", "courtesy")
_LONGEST_ITEM = 3  # words of one thing in a list


@dataclass(frozen=True, slots=True)
class Beforehand:
    """An answer that was told before its question was asked. `names`: of whom; nobody: of all who come."""

    topic: Topic
    words: str
    names: tuple[str, ...] = ()


def first_names(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """Those of these names that are first names here: no month of a date (« April 2018 »), no « d'Arcy »."""
    said = [token.text for token in tokens(_without_escorts(_without_own_name(text)))]
    firsts = {token.text for name in names for token in tokens(name)[:1]}
    ours = {name for name in names if any(fold(name) in words(kind) for kind in _COMMANDS)}  # « Léa et Tom, continuez »
    return tuple(
        name
        for name in names
        if name not in ours and any(_is_first_name(said, place, firsts) for place in _positions(said, name))
    )


def _positions(said: Sequence[str], name: str) -> Iterator[int]:
    first = tokens(name)[0].text if tokens(name) else ""
    return (place for place, word in enumerate(said) if word == first)


def _is_first_name(said: Sequence[str], place: int, firsts: Set[str]) -> bool:
    earlier, before, _, after, *_ = ("", "", *said, "")[place : place + 4]
    is_date = said[place] in words("months") and (after.isdecimal() or before.isdecimal())
    is_family = before in listed("breath")["titles"] or (before in listed("breath")["particles"] and earlier in firsts)
    is_family = is_family or ((earlier, before) == ("nom", ":") and "prenom" in said)  # a form's line
    return not (is_date or is_family)


def _without_own_name(text: str) -> str:
    """Without whoever says who writes: « Sandrine Poulain, je voudrais inscrire mes filles … »."""
    found = _any_of("presents_oneself").match(text)
    return text if found is None else f"{text[: found.start('own')]}{text[found.end('own') :]}"


def _without_escorts(text: str) -> str:
    """Without who only fetches: « ils repartent avec leur tata Sonia », « c'est Sonia qui vient les chercher »."""
    for clause in CLAUSE.split(text):
        if Topic.ALONE in told_in(clause) and (found := _any_of("escort").search(clause)) is not None:
            text = text.replace(clause, clause[: found.start()] + clause[found.end() :], 1)
    return text


def comes_along(text: str) -> bool:
    """Whether whoever writes comes too: « je viens avec Léa », « j’y vais avec mes filles »."""
    return _any_of("along").search(words_alone(text)) is not None


def tells_who_comes(text: str, names: Sequence[str], now: datetime) -> bool:
    """Whether the words tell of a sign-up without asking for it: « Elouan, 7 ans, pas d’allergie »."""
    firsts = first_names(text, names)
    born = {one.name for one in people_told(text, firsts, now).told}
    if not firsts and "?" not in text:  # « née le 3 mars 2016, allergique aux noix »
        return has_word(text, "born") and bool(people_told(text, ("-",), now).told)
    return "?" not in text and ((bool(firsts) and born >= set(firsts)) or bool(answers_told(text, firsts)))


def answers_told(text: str, names: Sequence[str]) -> tuple[Beforehand, ...]:
    """Answers to what will be asked, each of whom it is said; where that is not sure, none."""
    text = in_words(readable(text))
    said, number = without_phone(text), phone_within(text)
    found = [] if number is None else [Beforehand(Topic.PHONE, number)]
    unnamed = tuple(name for name in names if not says_name(said, name))
    last: tuple[str, ...] = ()
    before: tuple[str, ...] = ()  # « Hugo et Manon n'ont… »: named in clauses that say nothing else
    said = _whole(said)
    for clause in _clauses(_together(_marked(said, names), names), names):
        named = tuple(name for name in names if says_name(clause, name)) or _the_others(clause, names, unnamed)
        before, together = _with_those_before(clause, before, named)
        last = last if named and _is_left_out(clause) else named or last
        each = by_person(Topic.PHOTO, clause, named) if len(named) > 1 and Topic.PHOTO in told_in(clause) else {}
        if len(set(each.values())) > 1:  # « photos oui pour Rayan, non pour Sirine »
            found += [Beforehand(Topic.PHOTO, value, (name,)) for name, value in each.items()]
            continue
        same = _the_same(clause, named, found)
        for topic, value in (_without_whom(told_in(clause, named), named) or same).items():
            of_all = len(names) < 2 or (not same and _is_of_all(clause, named, topic, value))
            if topic is Topic.ALLERGY and any(says_name(value or "", name) for name in names):
                continue  # « l'allergie, c'est Jules » does not tell which
            if topic is Topic.ALONE and value == YES and not found and not says_how_they_leave(clause):
                continue  # « c'est bien lui, tout seul »: nobody else comes
            if value is not None and (of_all or last):
                of_these = named if same and named else last  # « photo ok pour Max, pas pour Felix »
                whom = together if _is_of_several(clause, topic, value, together) else of_these
                found.append(Beforehand(topic, value, () if of_all else whom))
    return tuple(dict.fromkeys((*found, *_without_allergy(said, names, found))))


def _whole(text: str) -> str:
    """Without a yes that holds for a part only: « photos ok, mais pas sur internet »."""
    found = _any_of("in_part").search(text)
    before = "" if found is None else CLAUSE.split(text[: found.start()])[-1]
    restricts = found is not None and told_in(before).get(Topic.PHOTO) == YES
    restricts = restricts and found is not None and not told_in(found["what"]) and not known_names(found["what"])
    return text.replace(before, "", 1) if restricts else text


def _without_allergy(text: str, names: Sequence[str], found: Sequence[Beforehand]) -> tuple[Beforehand, ...]:
    """« Rien à signaler pour Malo, Gaspard est allergique au latex »: none of whom nothing is told but that."""
    told = {name for one in found if one.topic is Topic.ALLERGY for name in one.names}
    if not told or not denies_health(text):
        return ()
    each = by_person(Topic.ALLERGY, text, names)
    return tuple(Beforehand(Topic.ALLERGY, NO, (one,)) for one, said in each.items() if said == NO and one not in told)


def _with_those_before(clause: str, before: Sequence[str], named: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Who waits for the next clause, and of whom this one is said: « Hugo et Manon n'ont rien » cut behind « Hugo »."""
    together = tuple(dict.fromkeys((*before, *named))) if named else ()
    only_names = set(words_alone(clause).split()) <= {word for name in named for word in words_alone(name).split()}
    return (together if only_names else (), together)


def _is_of_several(clause: str, topic: Topic, value: str, together: Sequence[str]) -> bool:
    """« Hugo et Manon n'ont pas d'allergie », but « Hugo, Manon rentre seule » and « Hugo et Manon, elle a… »."""
    harmless = topic is Topic.PHOTO or (topic is Topic.ALLERGY and value == NO)
    return len(together) > 1 and harmless and not has_any(clause, "of_one")


def _is_left_out(clause: str) -> bool:
    """« … not Felix. She’ll walk home »: what comes next is not said of who does not come."""
    return words_alone(clause).partition(" ")[0] in words("without") and not told_in(clause)


def _the_others(clause: str, names: Sequence[str], unnamed: Sequence[str]) -> tuple[str, ...]:
    """« Les autres », « les petits », beside somebody who is named « les garçons »: those whom the message names
    nowhere; nobody when the clause speaks of no others.
    """
    said = set(words_alone(clause).split())
    kinds = len(unnamed) < len(names) and not said.isdisjoint(listed("by_person")["of_their_kind"])
    return tuple(unnamed) if kinds or not said.isdisjoint(listed("by_person")["others"]) else ()


def _together(text: str, names: Sequence[str]) -> str:
    """« pas de photos pour Hugo et Manon » with a mark at which it is not cut, where nothing more is said of Manon."""
    if len(names) < 2:
        return text
    one, led = ("|".join(map(re.escape, some)) for some in (names, listed("breath")["to_whom"]))
    pattern = rf"\b({led}) ({one}) (?:et|and) ({one})(?=\s*(?:[.,;!?)\n]|$))"
    return re.sub(pattern, r"\1 \2 & \3", text, flags=re.IGNORECASE)


def _marked(text: str, names: Sequence[str]) -> str:
    """« Jules allergique aux noix Capucine rien » with a mark before whoever begins what is said of another one."""
    for start, own in sorted((start, name) for name in names for start, _ in places(text, name)):
        before = CLAUSE.split(text[:start])[-1]
        of_another = any(says_name(before, one) for one in names if one != own) and told_in(before)
        joined = set(words_alone(before).split()[-1:]) & set(listed("breath")["to_whom"])
        if of_another and not joined and text[start - 1] == " ":
            text = f"{text[: start - 1]},{text[start:]}"
    return text


def _without_whom(told: dict[Topic, str | None], named: Sequence[str]) -> dict[Topic, str | None]:
    """« allergie : Hugo les œufs » is an allergy to eggs."""
    what = told.get(Topic.ALLERGY)
    if what is None or not any(says_name(what, name) for name in named):
        return told
    return {**told, Topic.ALLERGY: beside(Topic.ALLERGY, what, named)}


@cache
def _any_of(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(listed("breath")[kind]), re.IGNORECASE)


def _the_same(clause: str, named: Sequence[str], before: Sequence[Beforehand]) -> dict[Topic, str | None]:
    """« pas de photo de Nils, Pia oui », « Hugo aux noix, Manon à rien »: of another one what was last told of."""
    last = before[-1] if before else None
    none_of_all = last is not None and last.topic is Topic.ALLERGY and last.words == NO  # « … euh si, Noé les œufs »
    topic = last.topic if last is not None and (last.names or none_of_all) else None
    if topic is None or topic is Topic.PHONE or not named:
        return {}
    rest = set(words_alone(clause).split()) - {word for name in named for word in words_alone(name).split()}
    agrees, denies = rest & set(listed("breath")["yes"]), rest & set(listed("breath")["no"])
    if topic is Topic.ALLERGY:
        return _the_same_allergy(clause, named, rest)
    if topic is Topic.ALONE and is_with_adult(clause):  # « Zoé rentre seule, Anna avec moi »
        return {Topic.ALONE: NO}
    only = bool(agrees) is not bool(denies) and rest <= {*agrees, *denies, *listed("breath")["beside_yes"]}
    return {topic: YES if agrees else NO} if only else {}


def _the_same_allergy(clause: str, named: Sequence[str], rest: set[str]) -> dict[Topic, str | None]:
    """« Hugo aux noix, Manon à rien », « Hugo allergique au lait, Manon rien »."""
    nothing = set(listed("breath")["none"])
    if rest <= nothing | set(listed("breath")["beside_yes"]):
        return {} if rest.isdisjoint(nothing) else {Topic.ALLERGY: NO}
    if len(rest) > _LONGEST_ELLIPSIS or not rest & set(listed("breath")["ellipsis"]):
        return {}
    told = beside(Topic.ALLERGY, clause, named)
    return {} if told is None else {Topic.ALLERGY: told}


def _is_of_all(clause: str, named: Sequence[str], topic: Topic, value: str | None) -> bool:
    """« ils rentreront seuls », « pas d'allergie »; « il rentrera seul », « photo pour Léa » is of one."""
    if of_everybody(clause) or (not named and has_any(clause, "of_several")):
        return True
    if any(re.search(rf"\b(?:pour|de|for|of) {re.escape(words_alone(one))}\b", words_alone(clause)) for one in named):
        return False
    of_one = bool(named) or has_any(clause, "of_one")
    return not of_one and (topic is Topic.PHOTO or (topic is Topic.ALLERGY and value == NO))


def _clauses(text: str, names: Sequence[str]) -> Iterator[str]:
    """The clauses of a text; a list of allergies is one: « allergique aux noix et au lait »."""
    cuts = [(0, 0), *(found.span() for found in CLAUSE.finditer(text)), (len(text), len(text))]
    start: int | None = None
    for (_, begins), (ends, _) in pairwise(cuts):
        clause = text[begins:ends]
        if not clause.strip():
            continue
        if start is not None and _goes_on(clause, names):
            continue
        if start is not None:
            yield text[start : _before(cuts, begins)]
        start = begins if Topic.ALLERGY in told_in(clause) else None
        if start is None:
            yield clause
    if start is not None:
        yield text[start:]


def _before(cuts: Sequence[tuple[int, int]], begins: int) -> int:
    """Where the cut before this clause begins."""
    return next(start for start, end in cuts if end == begins)


def _goes_on(clause: str, names: Sequence[str]) -> bool:
    """Whether a clause only goes on with a list: nobody, nothing else and no figure is in it."""
    if any(says_name(clause, name) for name in names) or told_in(clause) or any(map(str.isdigit, clause)):
        return False
    if not set(words_alone(clause).split()).isdisjoint(listed("breath")["no_item"]):
        return False  # « …, on peut m’appeler »
    if _the_others(clause, names, names[1:]) or set(words_alone(clause).split()) <= set(listed("breath")["turning"]):
        return False  # « …, les garçons rien », « … euh si, Noé les œufs »
    return len(clause.split()) <= _LONGEST_ITEM and not has_word(clause, "coming")
