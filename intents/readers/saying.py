"""What a whole message says to a dialogue: yes, no, stop, back, the line of a recap, who should call."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from intents.readers.asking import asks_something
from intents.readers.births import without_phone
from intents.readers.wording import (
    bare,
    has_run,
    has_word,
    is_among,
    listed,
    says_in_order,
    says_kind,
    spoken,
    words,
    words_alone,
)


class Word(StrEnum):
    """What words may say by themselves; each is a list of wording.yaml."""

    YES = "yes"
    NO = "no"
    STOP = "stop"
    BACK = "back"
    NOT_THIS_NAME = "not_this_name"
    ENOUGH = "enough"  # nobody else comes
    ADULT = "adult"
    TOGETHER = "together"
    ONE_BY_ONE = "one_by_one"
    WAITING = "waiting"
    CHOOSE = "choose"
    CHANGE = "change"
    WHY = "why"
    SKIP = "skip"
    LEAVE = "leave"
    SAME = "same"
    DIFFERENT = "different"
    NONE = "none"
    MISTAKE = "mistake"
    EVERYBODY = "everybody"


def says(text: str, *said: Word) -> bool:
    """Whether the text says one of these and nothing else, with courtesy and other words of the same around it."""
    return says_kind(text, *said)


def says_or_asks(text: str, *said: Word) -> bool:
    """The same of words that may be asked too: « pourquoi ? »."""
    return says_kind(bare(text).rstrip(" ?"), *said)


def is_whole(text: str, *said: Word) -> bool:
    """Whether the whole text is one of the words for these, exactly."""
    return is_among(text, *said)


def without_names(text: str, names: Iterable[str]) -> str:
    """« oui pareil pour Tom » without who it is for."""
    around = {word for name in names for word in words_alone(name).split()} | words("for_whom")
    return " ".join(word for word in bare(text).split() if word not in around)


def way_preferred(text: str) -> Word | None:
    """« on préfère attendre tous ensemble »: one of the two ways, named in a sentence that denies and asks nothing."""
    if has_run(text, "either_way"):  # « l'un ou l'autre, ça va aussi »
        return None if asks_something(text) else Word.ONE_BY_ONE
    ways = [way for way in (Word.ONE_BY_ONE, Word.TOGETHER) if has_run(text, way)]
    return ways[0] if len(ways) == 1 and not has_word(text, "no_way") and not asks_something(text) else None


def waits_in_words(text: str) -> bool:
    """« Ah mince, ok liste d’attente alors »: the list is named in a sentence that denies and asks nothing."""
    return has_run(text, "waiting") and not has_word(text, "no_way") and not asks_something(text)


def line_meant(text: str) -> str | None:
    """The line of the recap in « modifier le téléphone »: "who", "wait" or a question's name; None without any."""
    verb, _, rest = bare(text).rstrip(" ?").partition(" ")
    if verb not in words("change"):
        return None
    spoken = set(re.findall(r"[^\W_]+", rest))
    return next((line for line in _LINES if spoken & words(f"line_{line}")), None)


_LINES = ("who", "phone", "alone", "photo", "allergy", "wait")


def asks_about_line(text: str, line: str, *, told: bool) -> bool:
    """« C’est pour internet, la photo ? », « je ne connais pas ce mot, allergie »: of what is asked. `told`: the words
    answer something too.
    """
    named = not set(words_alone(text).split()).isdisjoint(words(f"line_{line}"))
    return named and (has_run(text, "not_understood") or (asks_something(text) and not told))


_PLACE = frozenset({"place", "places", "la", "les", "it", "them"})


def agrees(text: str, to: str) -> bool | None:
    """Whether the whole text says yes, or no, to this act (an entry of `to` in agreeing.yaml, or any other name)."""
    if _says(text, "yes", to):
        return True
    return False if _says(text, "no", to) else None


def is_strict(act: str) -> bool:
    """Whether only some words say yes to this act: what cannot be undone, or what a card only offers."""
    return "only" in _data()["to"].get(act, {})


def refuses(text: str, to: str) -> bool:
    """« Non, gardez Théo sur la liste »: a no to this act begins the text, with its own words behind; no question."""
    first, _, rest = words_alone(text).partition(" ")
    own = {word for said in _data()["to"].get(to, {}).get("no", ()) for word in words_alone(said).split()} - _PLACE
    return "?" not in text and says_kind(first, "no") and not own.isdisjoint(rest.split())


def is_no_alone(text: str) -> bool:
    """A mere « non »."""
    return says_kind(text, "no")


def agrees_about(text: str, names: Iterable[str], to: str) -> bool | None:
    """The same of words that name of whom: « oui, confirmez pour Léa »."""
    return None if "?" in text else agrees(without_names(words_alone(text), names), to)


def further_words(text: str, to: str) -> str:
    """What follows the yes: « et dites-leur aussi que j’ai deux enfants »; "" when the text does not begin with one."""
    said, yes = text.split(), _words("yes", to)
    ends = (end for end in range(len(said) - 1, 0, -1) if words_alone(" ".join(said[:end])) in yes)
    end = next(ends, None)
    return "" if end is None else " ".join(said[end:])


def takes_the_place(text: str) -> bool:
    """Whether the whole text wants a place that was on offer: « oui je veux la place », « je la veux »."""
    return not _PLACE.isdisjoint(words_alone(text).split()) and _says(text, "yes", "TAKE")


def asks_about_the_place(text: str) -> bool:
    """Whether the whole text asks if there is time yet: « c'est trop tard ? », « jusqu'à quand ? »."""
    return _without_courtesy(text) in frozenset(map(words_alone, _data()["still_there"]))


def _says(text: str, which: str, to: str) -> bool:
    """« oui », « je confirme », and both: « oui je confirme »."""
    said, meant = _without_courtesy(text), _words(which, to)
    first, _, rest = said.partition(" ")
    if "?" in text:  # « annuler ? » cancels nothing
        return False
    return said in meant or (first in meant and _without_courtesy(rest) in meant)


def _without_courtesy(text: str) -> str:
    said = words_alone(spoken(text))
    for polite in _courtesy():
        said = said.removeprefix(f"{polite} ").removesuffix(f" {polite}")
    return said


@cache
def _courtesy() -> tuple[str, ...]:
    """The longest first."""
    polite = map(words_alone, (*words("courtesy"), *_data()["courtesy"]))
    return tuple(sorted(polite, key=lambda said: (-len(said), said)))


@cache
def _words(which: str, to: str) -> frozenset[str]:
    own = _data()["to"].get(to, {})
    usual = (*words(which), *_data()[which])
    of_any = own.get("only", usual) if which == "yes" else usual
    return frozenset(map(words_alone, (*of_any, *own.get(which, ()))))


def _data() -> Mapping[object, Any]:
    return listed("agreeing")


_GROUPINGS = ("one_by_one", "together")  # « pas ensemble » is not together
_FEWEST_BESIDE = 2  # words beside « dites à l’équipe »
_MOST_BESIDE = 3  # words beside « demandez-leur » that tell nothing
_BEFORE_A_GROUP, _FEWEST_OF_A_GROUP = 2, 10  # words before what it is called; people
_LONGEST = 120  # characters: such a question is short
_TRAILING = re.compile(r"[\s,;:-]*(?:\b(?:et|and|mais|but)\b[\s,]*)*\Z", re.IGNORECASE)
_LEADING = re.compile(r"\A[\s,;:.!-]*(?:(?:et|and|puis|oui|yes|merci|svp)\b[\s,!.]*)*", re.IGNORECASE)
_TO_THEM = re.compile(r"\A\s*(?:à|a|to)\s+(?:l\W?\s?|the )(?:[ée]quipe|team)\b", re.IGNORECASE)
_LED_BY = r"(?:que|qu|si|like)(?: (?:vous|tu|you))?|(?:vous|tu) (?:pouvez|peux|pourriez)|you to"
_LEADING_TO_ASK = re.compile(rf"(?:\A|[,.;!?\n])[^,.;!?\n]*\b(?:{_LED_BY})\Z", re.IGNORECASE)
_PLACES = {"{it}": "it", "{from}": "from"}


def asks_where_from(text: str) -> bool:
    """Whether all of the text asks that, with what may stand before and after it."""
    if len(text) > _LONGEST:
        return False
    said = words_alone(text)
    for place, kind in _PLACES.items():
        said = _any_of(kind).sub(place, said)
    found = _core().fullmatch(said)
    return found is not None and found[1] in _questions()


@cache
def _questions() -> frozenset[str]:
    return frozenset(" ".join(map(_one, question.split())) for question in _listed("asks"))


def _one(word: str) -> str:
    return word if word in _PLACES else words_alone(word)


@cache
def _core() -> re.Pattern[str]:
    """What is left without the phrases around."""
    around = _any_of("around").pattern
    return re.compile(f"(?:{around} )*(.+?)(?: {around})*")


@cache
def _any_of(kind: str) -> re.Pattern[str]:
    """One of the phrases of this list, the longest first."""
    phrases = sorted(map(words_alone, _listed(kind)), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b")


def _listed(kind: str) -> tuple[str, ...]:
    return tuple(listed("where_from")[kind])


def asks_for_a_call(text: str) -> bool:
    """« Rappelez-moi », « vous pouvez me rappeler au 06 12 34 56 78 svp ? »."""
    return _is(without_phone(text), "call")


def asks_what_became(text: str) -> bool:
    """« Quand est-ce qu’on me répond ? », « vous avez transmis ? »."""
    return _is(text, "became")


def speaks_of_a_group(text: str) -> bool:
    """« Ma classe de CM2 », « nos 20 résidents », "our school trip": a class or a group comes, nobody by name."""
    lists, said = listed("for_team"), words_alone(text).split()
    called = (place for place, word in enumerate(said) if word in lists["group"])
    of_theirs = any(any(map(_tells_a_group, said[max(0, place - _BEFORE_A_GROUP) : place])) for place in called)
    return of_theirs or says_in_order(text, lists["group_phrases"])


def _tells_a_group(word: str) -> bool:
    return word in listed("for_team")["group_of"] or (word.isdecimal() and int(word) >= _FEWEST_OF_A_GROUP)


def speaks_of_an_answer(text: str) -> bool:
    """« Et pour ma classe, vous avez une réponse ? »"""
    return "?" in text and not set(words_alone(text).split()).isdisjoint(listed("for_team")["answer"])


def asks_to_hand_on(text: str) -> bool:
    """« Dites à l’équipe que Léa rentre seule », "can you tell the team we may be late?": with something to hand on."""
    said = words_alone(text)
    phrase = next((one for one in _phrases("hand_on") if f" {one} " in f" {said} "), None)
    if phrase is None and says_in_order(text, listed("for_team")["to_be_told"]):
        phrase = ""
    if phrase is None or any(f"{said} ".startswith(f"{one} ") for one in _phrases("hand_on_how")):
        return False
    return len(said.split()) - len(phrase.split()) >= _FEWEST_BESIDE


def beside_asking(text: str) -> str | None:
    """What is told beside « oui, demandez-leur », perhaps nothing; None when nobody is to be asked. A yes before it
    goes with it.
    """
    found = _asking_them().search(text)
    if found is None or "?" in text:
        return None
    before, after = _TRAILING.sub("", text[: found.start()]).strip(" .!"), _LEADING.sub("", text[found.end() :])
    before = _LEADING_TO_ASK.sub("", before).strip(" .!,")  # « oui je veux bien que vous » agrees to nothing else
    after = _LEADING.sub("", _politely().sub("", _TO_THEM.sub("", after)))
    agrees = says_kind(before, "yes", "courtesy") and not has_run(before, "accepts")  # « j’accepte » is to the notice
    before = "" if agrees else before
    return ". ".join(one.strip(" .!") for one in (before, after) if words_alone(one) and not says_kind(one, "courtesy"))


@cache
def _politely() -> re.Pattern[str]:
    """« demandez-leur s’il vous plaît, et… »: courtesy right behind, which is nothing more for the team."""
    return re.compile(rf"\A\s*(?:{'|'.join(listed('breath')['politely'])})[\s,.!]*", re.IGNORECASE)


def further_for_them(text: str) -> str:
    """« Demandez à l'équipe si je peux rester, et si c'est accessible »: what is named to be asked; "" for nothing."""
    found = _asking_them().search(text)
    rest = "" if found is None else text[found.end() :].strip(" ,:")
    return rest if goes_with_what_is_asked(rest) else ""


def language_named(text: str) -> str:
    """« En anglais svp »: which of our languages, "" where none or both are."""
    said = set(words_alone(text).split())
    found = [code for code, names in _data()["languages"].items() if not said.isdisjoint(names)]
    return found[0] if len(found) == 1 else ""


def gives_all_up(text: str) -> bool:
    """« Laissez tomber, je rappellerai demain »: the whole message gives up, with a reason behind; nothing asked."""
    said = words_alone(text)
    return "?" not in text and any(f"{said} ".startswith(f"{words_alone(one)} ") for one in _data()["gives_up_all"])


def only_of_waiting(text: str) -> bool:
    """« liste d’attente »: a clause that names it and nothing else."""
    said = set(words_alone(text).split())
    return bool(said & words("line_wait")) and said <= words("line_wait") | {"d", "de", "en", "la", "the", "on"}


def only_asks_them(text: str) -> bool:
    """« Oui, posez-leur la question »: the team is to be asked, and hardly anything else is said."""
    rest = beside_asking(text)
    return rest is not None and len(words_alone(rest).split()) <= _MOST_BESIDE


def goes_with_what_is_asked(rest: str) -> bool:
    """« … si c’est payant », « … aussi pour le parking »: more for the team."""
    first = words_alone(rest).partition(" ")[0]
    return first in listed("for_team")["ask_further"]


@cache
def _asking_them() -> re.Pattern[str]:
    """Typed as it may be: « demandez-leur », « demandez leur »."""
    phrases = sorted(listed("for_team")["ask_them"], key=len, reverse=True)
    alike = ("[ ’'-]+".join(map(re.escape, re.split(r"[ '-]", phrase))) for phrase in phrases)
    return re.compile(rf"\b(?:(?:oui|ok|yes)[ ,]+)*(?:{'|'.join(alike)})\b|\b(?:oui|ok),? demandez?\b", re.IGNORECASE)


def alike(text: str) -> str:
    """What two texts have in common that ask the same word for word: courtesy, case, accents and marks do not count."""
    return _without_courtesy(text)


def only_thanks(text: str) -> bool:
    """« Merci beaucoup ! »"""
    return says_kind(text, "courtesy")


def answers_at_length(text: str) -> bool:
    """« Oui, le 16 nous va très bien »: begins with a yes or a no, and tells more than that."""
    first, _, rest = words_alone(text).partition(" ")
    return says_kind(first, "yes", "no") and len(rest.split()) > _MOST_BESIDE and not says_kind(text, "yes", "no")


def drops(text: str) -> bool:
    """« Non », « laisse tomber »."""
    return says_kind(text, "no", "stop")


def _is(text: str, kind: str) -> bool:
    """Whether all of the text is one of these phrases, with what may stand before and after it."""
    said, around = words_alone(text), _phrases("around")
    while said not in _phrases(kind):
        shorter = next((s for one in around for s in (_less(said, one),) if s != said), "")
        if not shorter:
            return False
        said = shorter
    return True


def _less(said: str, phrase: str) -> str:
    return said.removeprefix(f"{phrase} ").removesuffix(f" {phrase}")


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    """The longest first."""
    phrases = map(words_alone, listed("for_team")[kind])
    return tuple(sorted(phrases, key=lambda said: (-len(said), said)))


def waits_together(text: str) -> bool | None:
    """Whether a family wants its seats all at once, or (False) one by one; None where neither is said."""
    said = words_alone(text)
    if len(text) > _LONGEST or "?" in text:
        return None
    return next((kind == "together" for kind in _GROUPINGS if _grouping(kind).search(said)), None)


@cache
def _grouping(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(listed("grouping")[kind]))
