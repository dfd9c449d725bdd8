"""The values of an answer to what an event asks of everybody who comes; allergies among them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from intents.readers.asking import denies
from intents.readers.births import Person
from intents.readers.wording import begins, has, runs, says_name, without, words, words_alone
from intents.text.text import fold

YES, NO = "yes", "no"  # the words of ALONE and PHOTO; NO of ALLERGY is that there is none


class Topic(StrEnum):
    """What is answered."""

    PHONE = "phone"
    ALONE = "alone"  # may the child leave alone
    PHOTO = "photo"  # may the child be photographed
    ALLERGY = "allergy"


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer that was told, or put right: « en fait elle rentre seule ».

    `words`: YES or NO, a number, an allergy in the family's words; None when they do not tell what is true now.
    `people` are the ids of those named, perhaps nobody; `everybody`: all are meant. `adds`: what was answered before
    stays true too.
    """

    question: Topic
    words: str | None = None
    people: tuple[int, ...] = ()
    everybody: bool = False
    adds: bool = False


_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"[,;:.!\n]+|\b(?:mais|but|car|et|and)\b", re.IGNORECASE)
_MOST_LED = 4  # words of an English « tree nut allergy »
_LINKS = frozenset({"et", "and"})  # to what comes next: « no allergies and, … »
_NEAR = 2  # words before the allergy that may tell whose it is


def is_unsure(text: str) -> bool:
    """« ça dépend », « peut-être »; « elle peut être prise en photo » is sure."""
    return has(without(words_alone(text), "sure"), "unsure")


def new_allergy(text: str, known: Sequence[Person]) -> Answered | None:
    """What is said of allergies, in the family's own words; None when they are not spoken of."""
    topics = [match for match in _WORD.finditer(text) if begins(fold(match[0]), "allergy_begins")]
    if not topics:
        return None
    people = tuple(one for one in known if says_name(text, one.first_name))
    own = words_alone(_PART.split(text[: topics[0].start()])[-1])  # « elle est allergique, je suis dans le bus »
    sure = len(topics) == 1 and not is_unsure(text) and not has(own, "others")
    told = _told(text, topics[0], [one.first_name for one in people]) if sure else None
    said = words_alone(text)
    return Answered(
        Topic.ALLERGY, told, tuple(one.id for one in people), has(said, "everybody"), has(said, "allergy_more")
    )


def _told(text: str, topic: re.Match[str], names: Sequence[str]) -> str | None:
    """The allergy, NO for none, or None when it is not said which."""
    before, after = text[: topic.start()], text[topic.end() :]
    own = words_alone(_PART.split(before)[-1])
    none = not set(runs("allergy_none")).isdisjoint(own.split())
    what = _without_frame(_one_subject(after), names) or ("" if none else _led_to(before, fold(topic[0])))
    if begins(fold(topic[0]), "allergy_itself") and not none and not denies(own):
        what = f"{topic[0]}{_one_subject(after)}".strip(" ,;")  # « il est asthmatique »
    if [name for name in names if says_name(what, name)]:
        return None  # « allergique aux noix, Tom au lait »
    if set(words_alone(what).split()) <= words("for_whom"):
        what = ""  # « pas d'allergie pour lui »
    alone = _of_nobody(what)
    if alone in words("none") or (not own and alone in runs("then_no")):  # « allergie : non »
        return NO
    if what and set(words_alone(what).split()) <= {*runs("not"), *runs("then_no"), *runs("then_yes")}:
        return None  # « l'allergie, c'est Milo, pas Lou »
    denied = none or denies(own) or own.split()[-1:] == ["no"]
    if denied and not what and not set(runs("owned")).isdisjoint(own.split()[-_NEAR:]):
        return None  # « n'oubliez pas son allergie » tells that there is one
    return (None if what else NO) if denied else what or None


def _of_nobody(what: str) -> str:
    """« aucune pour les deux » without whom it is of."""
    said = without(words_alone(what), "everybody")
    return said.removesuffix(" pour").removesuffix(" for")


def _one_subject(after: str) -> str:
    """As far as it is about the allergy: « noix et lait », not the photos that come next."""
    end = re.search(r"[.!\n]", after)
    after = after[: end.start()] if end else after
    cuts = [match.start() for match in _PART.finditer(after) if _is_elsewhere(after[match.end() :])]
    after = after[: min(cuts)] if cuts else after
    polite = next((word for word in _WORD.finditer(after) if fold(word[0]) in words("courtesy")), None)
    return after if polite is None else after[: polite.start()]  # « aux noix merci je suis dans le bus »


def _is_elsewhere(part: str) -> bool:
    said = words_alone(_PART.split(part)[0])
    others = (*runs("escort"), *words("line_phone"), "attente")
    return has(said, "photo", "solo") or not set(said.split()).isdisjoint(others)


def _without_frame(after: str, names: Sequence[str]) -> str:
    """Without what leads to it and what follows it: « aux noix, pour Léa, merci » is « noix »."""
    framing = {*runs("allergy_to"), *runs("allergy_more"), *runs("allergy_after"), "pour", "for"}
    framing |= {word for name in names for word in words_alone(name).split()}
    after = _wholly().sub(" ", after)
    found = list(_WORD.finditer(after))
    while found and fold(found[0][0]) in framing - {word for word in framing if word in words("none")}:
        found.pop(0)
    framing = (framing - set(runs("allergy_to"))) | _LINKS
    while found and fold(found[-1][0]) in framing:
        found.pop()
    return after[found[0].start() : found[-1].end()] if found else ""


@cache
def _wholly() -> re.Pattern[str]:
    """« rien du tout »: how wholly there is none."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, runs('allergy_wholly')))})\b", re.IGNORECASE)


def _led_to(before: str, topic: str) -> str:
    """« she has a nut allergy », « nut allergy »: « nut »."""
    found = [one for one in _WORD.finditer(before) if one.start() >= _begins(before)]
    lead = next((n for n in range(len(found) - 1, -1, -1) if fold(found[n][0]) in runs("allergy_leads")), None)
    led = found[lead + 1 :] if lead is not None else found if topic in runs("allergy_english") else []
    denied = any(has(fold(one[0]), "not", "photo_no") for one in led)
    told = any(len(one[0]) > 1 for one in led)  # « n'a d'allergie »
    return before[led[0].start() : led[-1].end()] if told and not denied and len(led) <= _MOST_LED else ""


def _begins(before: str) -> int:
    """Where the part that leads to it begins."""
    return max((found.end() for found in _PART.finditer(before)), default=0)
