"""What is told in one breath, wherever it stands: who comes, born when, and answers to what will be asked."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import pairwise

from intents.readers.answer_values import NO, YES, Topic
from intents.readers.answers import of_everybody, told_in
from intents.readers.births import (
    Named,
    Told,
    age_alone,
    birth_month,
    is_put_right,
    month_alone,
    phone_within,
    told_of,
    without_phone,
)
from intents.readers.by_person import beside, by_person, the_others
from intents.readers.wording import has_word, listed, says_name, words, words_alone
from intents.slots.ages import YearMonth, find_ages
from intents.text.text import readable, tokens

_CLAUSE = re.compile(
    r"(?<=\?)|[,;:.!…()—–\n☀-➿\U0001f300-\U0001faff]+|\b(?:mais|but|car|et|and|par contre)\b", re.IGNORECASE
)
_LONGEST_ELLIPSIS = 5  # words of « Manon aux fruits à coque »
_LONGEST_ITEM = 3  # words of one thing in a list


@dataclass(frozen=True, slots=True)
class Beforehand:
    """An answer that was told before its question was asked. `names`: of whom; nobody: of all who come."""

    topic: Topic
    words: str
    names: tuple[str, ...] = ()


def first_names(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """Those of these names that are first names here: no month of a date (« April 2018 »), no « d'Arcy »."""
    said = [token.text for token in tokens(_without_escorts(text))]
    firsts = {token.text for name in names for token in tokens(name)[:1]}
    return tuple(name for name in names if any(_is_first_name(said, place, firsts) for place in _positions(said, name)))


def _positions(said: Sequence[str], name: str) -> Iterator[int]:
    first = tokens(name)[0].text if tokens(name) else ""
    return (place for place, word in enumerate(said) if word == first)


def _is_first_name(said: Sequence[str], place: int, firsts: Set[str]) -> bool:
    earlier, before, _, after, *_ = ("", "", *said, "")[place : place + 4]
    is_date = said[place] in words("months") and (after.isdecimal() or before.isdecimal())
    is_family = before in listed("breath")["titles"] or (before in listed("breath")["particles"] and earlier in firsts)
    return not (is_date or is_family)


def _without_escorts(text: str) -> str:
    """Without who only fetches: « ils repartent avec leur tata Sonia », « c'est Sonia qui vient les chercher »."""
    for clause in _CLAUSE.split(text):
        if Topic.ALONE in told_in(clause) and (found := _any_of("escort").search(clause)) is not None:
            text = text.replace(clause, clause[: found.start()] + clause[found.end() :], 1)
    return text


def people_told(text: str, names: Sequence[str], now: datetime) -> Named:
    """`names`, which were found in the text, with all that it tells of their births, wherever it stands."""
    said = without_phone(text)
    told = _in_order(said, names, now) or {name: _told(name, _spans(said, name, names), now) for name in names}
    if len(names) > 1 and (has_word(said, "twins") or _has_any(said, "born_alike")):
        told = _of_all(told)
    return Named(tuple(names), tuple(one for one in told.values() if one is not None))


def with_births(named: Named, text: str, now: datetime) -> Named:
    """The same with the births of those who are named once more: « Léa et Tom, Léa est née en … »."""
    twice = tuple(name for name in named.names if sum(1 for _ in _places(text, name)) > 1)
    if not twice:
        return named
    told = people_told(text, named.names, now).told
    return replace(named, told=(*named.told, *(one for one in told if one.name in twice)))


def _spans(text: str, name: str, names: Sequence[str]) -> Iterator[str]:
    """What stands behind each mention of this name, as far as the next name; before it, where nobody else is named."""
    found = sorted((start, end, one) for one in names for start, end in _places(text, one))
    starts = (*(start for start, _, _ in found[1:]), len(text))
    for (_, end, one), until in zip(found, starts, strict=False):
        if one == name:
            yield text[end:until]
    if len(names) == 1:
        yield text[: found[0][0]] if found else text


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where the words of this name stand in the text."""
    wanted, said = [token.text for token in tokens(name)], tokens(text)
    for place in range(len(said) - len(wanted) + 1):
        if [token.text for token in said[place : place + len(wanted)]] == wanted:
            yield said[place].start, said[place + len(wanted) - 1].end


def _told(name: str, spans: Iterable[str], now: datetime) -> Told | None:
    """Everything that was said of one person."""
    found = Told(name)
    for one in (_beside(span, now) for span in spans):
        found = found.and_before(one)
    return _with_year(found, now) if found != Told(name) else None


def _beside(span: str, now: datetime) -> Told:
    """The birth, and the age, that a span tells; a date to come, or of this month, is the event's."""
    pieces = [piece for piece in _CLAUSE.split(span) if piece.strip()]
    told = [one for piece in (span, *pieces) if (one := told_of("", piece, now)) is not None]
    born = next((one for one in told if one.year and not _is_to_come(one, now)), Told(""))
    ages = [one.age for one in told if one.age] or [age_alone(span)]
    months = (_month_of_birth(piece, now) or (_month_of_year(piece, now) if born.year else 0) for piece in pieces)
    month = 0 if born.month else _month_behind(span, pieces, now) or next(filter(None, months), 0)
    return born.and_before(Told("", month=month, age=ages[-1] if is_put_right(span) else ages[0]))


def _month_behind(span: str, pieces: Sequence[str], now: datetime) -> int:
    """« (Né en 2013, le 8 décembre) »: the month that stands right behind the year of birth, with nothing else."""
    for piece, after in pairwise(pieces):
        said = words_alone(piece).split()
        if said and said[-1].isdecimal() and words("born") & set(said) and f"{after})" in span:
            return month_alone(after, now)
    return 0


def _month_of_birth(piece: str, now: datetime) -> int:
    said = words_alone(piece).split()
    behind = next((place for place, word in enumerate(said) if word in words("born")), None)
    return 0 if behind is None else month_alone(" ".join(said[behind + 1 :]), now)


def _month_of_year(piece: str, now: datetime) -> int:
    """« 2015, en juillet »; a day of this month or of the next one is rather the event's."""
    month = month_alone(piece, now)
    is_near = month in (now.month, now.month % 12 + 1) and any(map(str.isdigit, piece))
    return 0 if is_near else month


def _is_to_come(told: Told, now: datetime) -> bool:
    return YearMonth(told.year, told.month or 1) >= YearMonth(now.year, now.month if told.month else 1)


def _with_year(told: Told, now: datetime) -> Told:
    """« 7 ans, né en mars » tells the year too, unless the birthday is this month."""
    if told.year or not told.month or not told.age or told.month == now.month:
        return told
    return replace(told, year=now.year - told.age - (told.month > now.month))


def _of_all(told: dict[str, Told | None]) -> dict[str, Told | None]:
    """Of twins, what is said of one is said of all."""
    last = next((one for one in reversed(told.values()) if one is not None), None)
    return {name: None if last is None else replace(last, name=name) for name in told}


def _in_order(text: str, names: Sequence[str], now: datetime) -> dict[str, Told | None]:
    """« Léa et Tom, 8 et 6 ans »: as many births, or ages, as names before them go to them in their order."""
    firsts = [next(_places(text, name), (0, 0))[1] for name in names]
    figures = re.search(r"\d", text)
    if len(names) < 2 or figures is None or figures.start() < max(firsts):
        return {}
    months = [found for piece in _CLAUSE.split(text) if (found := birth_month(piece, now)) is not None]
    past = [one for one in months if one < YearMonth(now.year, now.month)]
    ages = find_ages(text, now)
    if len(past) == len(names):
        return {name: Told(name, one.year, one.month) for name, one in zip(names, past, strict=True)}
    return {name: Told(name, age=age) for name, age in zip(names, ages, strict=True)} if len(ages) == len(names) else {}


def comes_along(text: str) -> bool:
    """Whether whoever writes comes too: « je viens avec Léa », « j’y vais avec mes filles »."""
    return _any_of("along").search(words_alone(text)) is not None


def tells_who_comes(text: str, names: Sequence[str], now: datetime) -> bool:
    """Whether the words tell of a sign-up without asking for it: « Elouan, 7 ans, pas d’allergie »."""
    firsts = first_names(text, names)
    born = {one.name for one in people_told(text, firsts, now).told}
    return "?" not in text and ((bool(firsts) and born >= set(firsts)) or bool(answers_told(text, firsts)))


def answers_told(text: str, names: Sequence[str]) -> tuple[Beforehand, ...]:
    """Answers to what will be asked, each of whom it is said; where that is not sure, none."""
    text = _in_words(readable(text))
    said, number = without_phone(text), phone_within(text)
    found = [] if number is None else [Beforehand(Topic.PHONE, number)]
    unnamed = tuple(name for name in names if not says_name(said, name))
    last: tuple[str, ...] = ()
    for clause in _clauses(_marked(said, names), names):
        named = tuple(name for name in names if says_name(clause, name)) or the_others(clause, names, unnamed)
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
            if value is not None and (of_all or last):
                found.append(Beforehand(topic, value, () if of_all else last))
    return tuple(dict.fromkeys(found))


def _is_left_out(clause: str) -> bool:
    """« … not Felix. She’ll walk home »: what comes next is not said of who does not come."""
    return words_alone(clause).partition(" ")[0] in words("without") and not told_in(clause)


def _marked(text: str, names: Sequence[str]) -> str:
    """« Jules allergique aux noix Capucine rien » with a mark before whoever begins what is said of another one."""
    for start, own in sorted((start, name) for name in names for start, _ in _places(text, name)):
        before = _CLAUSE.split(text[:start])[-1]
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


def _in_words(text: str) -> str:
    """« Sort seul : non » as « sort seul non », « ne supporte pas le gluten » as an allergy."""
    return _any_of("not_borne").sub(" allergique à ", _any_of("field").sub(" ", text))


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
    if of_everybody(clause) or (not named and _has_any(clause, "of_several")):
        return True
    if any(re.search(rf"\b(?:pour|de|for|of) {re.escape(words_alone(one))}\b", words_alone(clause)) for one in named):
        return False
    of_one = bool(named) or _has_any(clause, "of_one")
    return not of_one and (topic is Topic.PHOTO or (topic is Topic.ALLERGY and value == NO))


def _has_any(text: str, kind: str) -> bool:
    return any(f" {words_alone(one)} " in f" {words_alone(text)} " for one in listed("breath")[kind])


def _clauses(text: str, names: Sequence[str]) -> Iterator[str]:
    """The clauses of a text; a list of allergies is one: « allergique aux noix et au lait »."""
    cuts = [(0, 0), *(found.span() for found in _CLAUSE.finditer(text)), (len(text), len(text))]
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
    if the_others(clause, names, names[1:]) or set(words_alone(clause).split()) <= set(listed("breath")["turning"]):
        return False  # « …, les garçons rien », « … euh si, Noé les œufs »
    return len(clause.split()) <= _LONGEST_ITEM and not has_word(clause, "coming")
