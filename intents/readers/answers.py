"""An answer to an event's question, put right in words, or told a child at a time."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intents.readers.answer_values import NO, YES, Answered, Topic, is_unsure, new_allergy
from intents.readers.asking import asks, asks_something, begins_with_no, denies
from intents.readers.births import Person, introduced, read_phone
from intents.readers.wording import (
    begins,
    has,
    has_run,
    has_word,
    in_words,
    runs,
    says_kind,
    says_name,
    without,
    words,
    words_alone,
)

_PARTS = re.compile(r"[,;:.!\n]+|\b(?:mais|but|car|et|and)\b", re.IGNORECASE)


_OF_ONE = re.compile(
    r"\s+(?:pour (?:lui|elle|eux|elles)|non plus|for (?:him|her|them)|either|du tout|at all)$", re.IGNORECASE
)
_NOTHING = frozenset({"aucune", "aucun", "rien", "ras", "none", "nothing"})
_LED_BY_NO = re.compile(r"\s*(?:ah |mais )?(?:non|no|nan)\b[\s,.!:]+", re.IGNORECASE)
_LED_BY_YES = re.compile(r"\A(?:oui|ouais|yes)\b[\s,;:.!]+", re.IGNORECASE)
_SAID_BEFORE = re.compile(
    r"[,;]?\s*\b(?:comme )?(?:je (?:(?:crois|pense) que je )?(?:vous )?(?:l['’ ]? ?)?(?:ai|avais) (?:d[ée]j[àa] )?"
    r"(?:dit|[ée]crit)(?: d[ée]j[àa])?|je (?:vous )?(?:le )?disais|d[ée]j[àa] (?:dit|[ée]crit)|dit plus haut"
    r"|(?:(?:as|like) )?(?:i think )?(?:i (?:already |have )?(?:said|told you|mentioned)(?: already)?|mentioned))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the sentence: its words, whom it names, what it says of each question (None: that is not clear)."""

    said: str
    people: tuple[int, ...]
    only_names: bool
    values: dict[Topic, str | None]


@dataclass(frozen=True, slots=True)
class _Value:
    """What the sentence says of one question, of whom."""

    people: tuple[int, ...]
    value: str | None


def new_answers(text: str, known: Sequence[Person]) -> tuple[Answered, ...]:
    """What these words put right, of whom among `known`; empty when they ask, or are about something else."""
    if asks(text) or has(words_alone(text), "elsewhere"):
        return ()
    found = (_phone(text), *_by_parts(text, known), new_allergy(without_said_before(text), known))
    return tuple(one for one in found if one is not None)


def told_value(topic: Topic, text: str) -> str | None:
    """The answer where this very question is on the screen; None when the words are none."""
    if topic is Topic.PHONE:
        return read_phone(text)
    if topic is Topic.ALLERGY:
        told = value_of(topic, text) or allergy_told(text)
        return None if told is None or says_kind(text, "courtesy") or asks(text) else told
    if says_kind(text, "yes") or says_kind(text, "no"):
        return YES if says_kind(text, "yes") else NO
    told = value_of(topic, text)
    if told is None or (told == YES and begins_with_no(text)):  # « non, elle rentre seule » lets nobody leave
        return NO if refuses(topic, text) else None
    return told


def value_of(topic: Topic, text: str) -> str | None:
    """What a sentence tells of this: « elle peut rentrer seule »; None when it tells nothing of it."""
    return next((one.words for one in new_answers(text, ()) if one.question is topic), None)


def told_in(clause: str, names: Sequence[str] = ()) -> dict[Topic, str | None]:
    """What one clause says of leaving alone, of photos and of allergies, perhaps of these; None: not which."""
    said = words_alone(clause)
    if asks(clause) or has(said, "elsewhere") or is_unsure(clause):
        return {}
    found, allergy = dict(_part(clause, (), names).values), new_allergy(without_said_before(clause), ())
    if allergy is not None:
        found[Topic.ALLERGY] = allergy.words
    return found


def refuses(topic: Topic, text: str) -> bool:
    """« non, je viens la chercher », « pas de photo »; a « oui » with more words may hold a condition."""
    if asks_something(text) or asks_something(introduced(text)) or has_word(text, "no_trouble"):
        return False
    return has_run(text, f"not_{topic.value}") or begins_with_no(text)


def withholds_phone(text: str) -> bool:
    """« je préfère pas donner mon numéro »."""
    return (says_kind(text, "no") or has_run(text, "not_phone")) and not asks_something(text)


def allergy_told(text: str) -> str | None:
    """Where an allergy is asked: NO, or the family's own words; a « oui » tells nothing that could help the child."""
    if value_of(Topic.ALLERGY, in_words(text)) == NO:
        return NO  # « elle mange de tout »
    own = _OF_ONE.sub("", _SAID_BEFORE.sub("", _without_others(text)).strip(" ,;:.!")).strip(" ,;:.!")
    own = _LED_BY_YES.sub("", own)
    if any(says_kind(one, "none", "no") for one in (text, own, _of_nobody(own))):
        return NO
    if not _of_nobody(own):
        return NO if has(words_alone(text), "neither_too") else None  # « lui non plus »; « pour lui » tells nothing
    tells = not says_kind(text, "yes") and not asks_something(text) and any(one.isalpha() for one in own)
    return " ".join(own.split()) if tells and may_be_health(own) else None


def may_be_health(text: str) -> bool:
    """Whether the words may tell an allergy: none of them is about the sign-up, who comes, or the team."""
    elsewhere = begins(words_alone(text), "not_health") or says_kind(text, "yes") or has_word(text, "no_trouble")
    elsewhere = elsewhere or _is_a_date(text) or (has_word(text, "born") and any(map(str.isdigit, text)))
    return not elsewhere or speaks_of_allergies(text)


def _is_a_date(text: str) -> bool:
    """« 30 novembre 2020 »: figures, and no other words than those of a date."""
    said = words_alone(text).split()
    return any(map(str.isdecimal, said)) and all(word.isdecimal() or word in words("months") for word in said)


def speaks_of_answers(text: str) -> bool:
    """Whether leaving alone, photos or allergies are spoken of at all."""
    said = words_alone(text)
    return has(said, "photo", "solo") or begins(said, "allergy_begins")


def only_confirms(text: str) -> bool:
    """« Je confirme », « validez »: a yes to a whole sign-up, said without any other."""
    said = words_alone(text).split()
    return any(word.startswith(("confirm", "valid")) for word in said) and words("agrees_itself").isdisjoint(said)


def orders_to_confirm(text: str) -> bool:
    """« Oui, validez », "yes please confirm": the whole sign-up is to be confirmed, whatever is asked."""
    return has_run(text, "orders_to_confirm")


def without_said_before(text: str) -> str:
    """« Max sésame, je l’ai déjà dit » without that it was."""
    return _SAID_BEFORE.sub("", text)


def only_closes(text: str) -> bool:
    """« C’est bon merci », « parfait »: ends a talk, and allows nothing by itself."""
    return says_kind(text, "closes")


def speaks_of_allergies(text: str) -> bool:
    """Whether an allergy is spoken of."""
    return begins(words_alone(text), "allergy_begins")


def denies_health(text: str) -> bool:
    """« Hugo aucune, Manon les noix », « Léa n’a rien »: only of an allergy is it said so."""
    said = words_alone(text)
    nothing = not set(said.split()).isdisjoint(_NOTHING) and not has_run(text, "nothing_but")
    return nothing and not has(said, "photo", "solo") and may_be_health(text)


def tells_of_nothing(beside: str | None) -> bool:
    """Whether what stands beside a yes is nothing but for whom it is: « c'est parfait, pour moi »."""
    return beside is not None and not _of_nobody(beside)


def _of_nobody(text: str) -> str:
    """« lui non », « rien pour elle » without whom it is of."""
    return " ".join(word for word in words_alone(text).split() if word not in words("for_whom"))


def _without_others(text: str) -> str:
    """« aux noix, et ok pour les photos » without what answers another question, where that stands behind."""
    for found in _PARTS.finditer(text):
        part = _PARTS.split(text[found.end() :])[0]
        if told_in(part).keys() - {Topic.ALLERGY}:
            return text[: found.start()]
    return text


def of_the_other(topic: Topic | None, text: str) -> str | None:
    """« non, Tom n'a rien », « non, les noix »: the other child's own answer, NO for none; "": only that it is another
    one; None when neither is said.
    """
    spoken = [word for word in words_alone(text).split() if len(word) > 1]  # « n'a »
    if topic is Topic.ALLERGY and says_kind(" ".join(spoken), "none", "no"):
        return NO
    if topic is Topic.ALLERGY and (led := _LED_BY_NO.match(text)) is not None:
        return _other_allergy(text[led.end() :])
    return "" if says_kind(spoken[0] if spoken else "", "no") and not asks_something(introduced(text)) else None


def _other_allergy(text: str) -> str:
    told = allergy_told(text) if _of_nobody(text) and not denies(text) else None
    return "" if told is None or not words("another").isdisjoint(words_alone(text).split()) else told


def of_everybody(text: str) -> bool:
    """Whether all are meant: « pour les deux »."""
    return has(words_alone(text), "everybody")


def _phone(text: str) -> Answered | None:
    """Another number; or that the one told is wrong."""
    number, said = read_phone(text), words_alone(text)
    if number is None:
        return Answered(Topic.PHONE) if has(said, "phone_changed") else None
    around = {word for word in said.split() if not word.isdecimal()}
    called = not around.isdisjoint(words("line_phone"))
    meant = called or has(said, "cue") or around <= set(runs("phone_around"))
    return Answered(Topic.PHONE, number) if meant else None


def _by_parts(text: str, known: Sequence[Person]) -> list[Answered]:
    """Of leaving alone and of photos: part by part, since « elle rentre seule, pas de photo » says two things."""
    parts = [_part(one, known) for one in _PARTS.split(text) if words_alone(one)]
    unsure, everybody = is_unsure(text), has(words_alone(text), "everybody")
    found: list[Answered] = []
    for question in (Topic.ALONE, Topic.PHOTO):
        told = _told(question, parts)
        for people in dict.fromkeys(one.people for one in told):
            values = {one.value for one in told if one.people == people}
            value = None if unsure or len(values) > 1 else values.pop()
            found.append(Answered(question, value, people, everybody))
    return found


def _told(question: Topic, parts: Sequence[_Part]) -> list[_Value]:
    """Whoever is named apart counts for what follows, or for what came before; a no that stands apart makes unsure."""
    found: list[_Value] = []
    apart: list[_Part] = []  # what was said since, of no question
    for part in parts:
        if question in part.values:
            people = (*_named(apart), *part.people) or (found[-1].people if found else ())
            unsure = part.values[question] == YES and any(denies(one.said) for one in apart)
            found.append(_Value(tuple(dict.fromkeys(people)), None if unsure else part.values[question]))
        apart = [] if part.values else [*apart, part]
    return [*found[:-1], _with_rest(found[-1], apart)] if found else []


def _with_rest(last: _Value, rest: Sequence[_Part]) -> _Value:
    """« …, Léa » tells of whom it is; « …, Tom non » and « …, en fait c'est oui » leave it unsure."""
    named = _named(rest)
    if named and not last.people and all(one.only_names for one in rest if one.people):
        last, named = _Value(named, last.value), ()
    turned = any(has(one.said, "then_yes" if last.value == NO else "then_no") for one in rest)
    unsure = turned or (last.value == YES and any(denies(one.said) for one in rest))
    if not (named or unsure):
        return last
    return _Value((*last.people, *named) if last.people else (), None)


def _named(parts: Sequence[_Part]) -> tuple[int, ...]:
    return tuple(one for part in parts for one in part.people)


def _part(text: str, known: Sequence[Person], others: Sequence[str] = ()) -> _Part:
    said = without(words_alone(text), "with_thing")
    people = tuple(one.id for one in known if says_name(text, one.first_name))
    named = (*(one.first_name for one in known), *others)
    names = {word for name in named for word in words_alone(name).split()}
    values: dict[Topic, str | None] = {}
    if _leaves_alone(said, names) or _is_fetched(said, names):
        values[Topic.ALONE] = _alone(said, names)
    if has(said, "photo") and words("coming").isdisjoint(said.split()):
        value = _photo(said)
        # « je vous envoie une photo » is about something else.
        if value is not None or has(said, "cue", "photo_about") or not without(said, "photo"):
            values[Topic.PHOTO] = value
    if begins(said, "allergy_begins"):
        values[Topic.ALLERGY] = None  # read from the whole sentence
    return _Part(said, people, set(said.split()) <= {*names, "pour", "for"}, values)


def _leaves(said: str) -> bool:
    return has(said, "leaves") or begins(said, "leaves_begin")


def _leaves_alone(said: str, names: Iterable[str]) -> bool:
    around = set(without(said, "solo", "around_solo").split()) - set(names)
    return has(said, "solo") and not has(said, "myself") and (_leaves(said) or not around)


def _is_fetched(said: str, names: Iterable[str]) -> bool:
    spoken = [word for word in said.split() if word != "up"]
    fetched = any(
        {*spoken[max(0, place - 1) : place], *spoken[place + 1 : place + 3]} & {*runs("whom"), *names}
        for place, word in enumerate(spoken)
        if word in runs("escort")
    )
    return fetched or has(said, "fetches") or (_leaves(said) and has(said, "with_adult"))


def says_how_they_leave(clause: str) -> bool:
    """« elle rentre seule », not « lui, tout seul »."""
    return _leaves(words_alone(clause))


def is_with_adult(clause: str) -> bool:
    """« Anna avec moi », where leaving is spoken of; a brother is none."""
    said = words_alone(clause)
    return has(said, "with_adult") and not has(said, "with_child", "not")


def _alone(said: str, names: Iterable[str]) -> str | None:
    """Only what says clearly that a child may leave alone lets it; « sans adulte » denies nothing."""
    alone, fetched = _leaves_alone(said, names), _is_fetched(said, names)
    rest = without(said, "solo", "more", "fine")
    denied, refused = has(rest, "not"), has(rest, "refuse")
    beside = has(said, "with_child") and not (alone and denied)  # « avec sa sœur, pas tout seul »
    if beside or (denied and refused) or (fetched and alone and not denied):
        return None
    if alone:
        last = said.rsplit(maxsplit=1)[-1]
        return NO if denied or refused or last in runs("then_no") else YES  # « repartir seule non »
    return None if denied or refused else NO


def _photo(said: str) -> str | None:
    """A yes only where it is said to photos; None where the words do not tell."""
    agrees = has(said, "fine", "photo_yes")
    if denies(said) or (has(said, "photo_no") and not agrees):
        return NO
    return YES if agrees else None
