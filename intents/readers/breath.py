"""What is told in one breath, wherever it stands, and a message cut into what it tells and what it asks."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import pairwise

from intents.readers.answer_values import NO, YES, Topic
from intents.readers.answers import beside, of_everybody, told_in
from intents.readers.asking import asks_something, is_yes_or_no
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
from intents.readers.wording import has_word, listed, says_kind, says_name, words, words_alone
from intents.slots.ages import YearMonth, find_ages
from intents.slots.names import known_names
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
    said = [token.text for token in tokens(text)]
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


def people_told(text: str, names: Sequence[str], now: datetime) -> Named:
    """`names`, which were found in the text, with all that it tells of their births, wherever it stands."""
    said = without_phone(text)
    told = _in_order(said, names, now) or {name: _told(name, _spans(said, name, names), now) for name in names}
    if len(names) > 1 and (has_word(said, "twins") or _has_any(said, "born_alike")):
        told = _of_all(told)
    return Named(tuple(names), tuple(one for one in told.values() if one is not None))


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
    month = 0 if born.month else next(filter(None, months), 0)
    return born.and_before(Told("", month=month, age=ages[-1] if is_put_right(span) else ages[0]))


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
    last: tuple[str, ...] = ()
    for clause in _clauses(_marked(said, names), names):
        named = tuple(name for name in names if says_name(clause, name))
        last = named or last
        same = _the_same(clause, named, found)
        for topic, value in (_without_whom(told_in(clause), named) or same).items():
            of_all = len(names) < 2 or (not same and _is_of_all(clause, named, topic, value))
            if topic is Topic.ALLERGY and any(says_name(value or "", name) for name in names):
                continue  # « l'allergie, c'est Jules » does not tell which
            if value is not None and (of_all or last):
                found.append(Beforehand(topic, value, () if of_all else last))
    return tuple(dict.fromkeys(found))


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
    topic = before[-1].topic if before and before[-1].names else None
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
    return len(clause.split()) <= _LONGEST_ITEM and not has_word(clause, "coming")


_PIECE = re.compile(r"(?:(?<=[.!?;\n])(?![.!?])|,|\s+(?:et|mais|and|but|puis)\b)\s*", re.IGNORECASE)
_LINK = re.compile(r"[\s,]+(?:et|mais|and|but|puis)?[\s,]*\Z", re.IGNORECASE)
_LED = re.compile(r"(?:et|mais|and|but|puis)\s+", re.IGNORECASE)
_ENDS = (".", "!", "?", ";", "\n")
_FEWEST_ASKED = 2  # words of a question


@dataclass(frozen=True, slots=True)
class Cut:
    """What a message tells, the `order` in it without the answers to what will be asked, and what it asks; either of
    the latter perhaps nothing.
    """

    told: str
    order: str
    asked: str


def cut(text: str) -> Cut | None:
    """The parts of a message; None when it is of one piece."""
    pieces = _pieces(readable(text))
    asks = _asked_in(pieces)
    told = [piece for piece, asked in zip(pieces, asks, strict=True) if not asked]
    left = [piece for place, piece in enumerate(pieces) if asks[place] and not _answers_itself(pieces, asks, place)]
    question = _joined(left)
    order = _joined(piece for piece in told if not (told_in(piece) or phone_within(piece)))
    if not words_alone(_joined(told)) or not (words_alone(order) or words_alone(question)):
        return None
    if not words_alone(question) and len(words_alone(order)) == len(words_alone(text)):
        return None
    return Cut(_joined(told), order, in_full(_without_link(question)))


def _asked_in(pieces: Sequence[str]) -> list[bool]:
    """Which of the pieces ask; what follows a question up to its mark is part of it: « où se garer, à la fin ? »."""
    asks: list[bool] = []
    for place, piece in enumerate(pieces):
        begins = _begins_a_sentence(pieces, place)
        goes_on = bool(asks) and asks[-1] and not begins and "?" in piece and not pieces[place - 1].endswith("?")
        asks.append(goes_on or _asks(piece, begins))
    return asks


def _begins_a_sentence(pieces: Sequence[str], place: int) -> bool:
    """Whether this piece does; « ah, » before it is none of it."""
    before = pieces[place - 1] if place else ""
    is_sound = place == 1 and len(words_alone(before).split()) < _FEWEST_ASKED
    return not place or before.rstrip().endswith(_ENDS) or is_sound


def _answers_itself(pieces: Sequence[str], asks: Sequence[bool], place: int) -> bool:
    """« C'est à confirmer ? Oui c'est exact »: whoever asks answers at once."""
    after = pieces[place + 1] if place + 1 < len(pieces) and not asks[place + 1] else ""
    return is_yes_or_no(words_alone(after).partition(" ")[0])


def _pieces(text: str) -> list[str]:
    ends = [found.end() for found in _PIECE.finditer(text)]
    return [text[start:end] for start, end in zip((0, *ends), (*ends, len(text)), strict=True)]


def _joined(pieces: Iterable[str]) -> str:
    """The pieces one after the other, without the « et » that led to what is not there."""
    return _LINK.sub("", "".join(pieces)).strip()


def _asks(piece: str, begins_sentence: bool) -> bool:
    """Whether this piece alone asks about something else than what is told: no name and no number is in it."""
    said = _without_link(piece.strip(" ,"))
    if says_kind(said, "enough"):  # « on peut continuer »
        return False
    begins = f"{words_alone(said)} ".startswith(_openings())
    marked = begins_sentence and "?" in piece and len(words_alone(piece).split()) >= _FEWEST_ASKED
    return (begins or (marked and asks_something(piece))) and not known_names(piece) and not phone_within(piece)


@cache
def _openings() -> tuple[str, ...]:
    return tuple(f"{words_alone(str(one))} " for one in listed("breath")["asking"])


def in_full(question: str) -> str:
    """« c'est combien, au fait ? » asks the price, whatever « combien » may count elsewhere."""
    idioms = (one.partition(" = ") for one in listed("breath")["idioms"])
    said = words_alone(_without_link(question))
    for polite in listed("breath")["around_idioms"]:
        said = said.removeprefix(f"{polite} ").removesuffix(f" {polite}")
    return next((full for short, _, full in idioms if words_alone(short) == said), question)


def _without_link(piece: str) -> str:
    """« et c'est combien » without what only joins it to the rest."""
    link = _LED.match(piece)
    return piece if link is None else piece[link.end() :]
