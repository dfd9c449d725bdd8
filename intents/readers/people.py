"""First names in typed words: one or several, each perhaps introduced ("c'est pour ma fille Inès") and with a birth."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from unicodedata import category, normalize

from intents.readers.answers import told_in
from intents.readers.births import Named, Told, birth_month, introduced, told_of
from intents.readers.wording import bare, has_run, has_word, same_name, words, words_alone
from intents.slots.ages import YearMonth
from intents.slots.names import known_names
from intents.text.text import fold

LONGEST_NAME = 30
MOST_NAMES = 8  # in one sentence
_LONGEST_LIST = 500  # characters; more than so many names take
_JOINTS = re.compile(r"['’\- ]")
# After a year or an age, a capital begins the next name: « Léa mars 2018 Tom juin 2019 ».
_BETWEEN = re.compile(
    r"\s*(?:[,;&+\n]|(?<=\w\w)\.\s+(?=(?-i:[A-ZÀ-Ý]))|(?<!\d)/(?!\d)|\bet\b|\band\b"
    r"|(?<=\d{4}|.ans)\s+(?=(?-i:[A-ZÀ-Ý])))\s*",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[.,;:!?\n]+|\b(?:donc|alors|so)\b")
_NOBODY = "-"
_NOT_IN_A_NAME = ("ordinary", "padding", "introductions", "months", "yes", "no")
_LIST_MARKS = " \t-–•*"
_AFTER_NAME = re.compile(
    r"[\s,(:–-]*(?:\bnée?s?\b|\bnee?s? (?:en|le|in)\b|\bborn\b|\(|\d|\bqui a\b|\ba \d|\bde \d).*$",
    re.IGNORECASE | re.DOTALL,
)
_FIGURE_AFTER_NAME = re.compile(r"[\s,(:–-]+(?P<word>[^\W\d]+)?\.?[ -]*\d")


_ORDERS = "ez"  # what an order to « vous » ends with


def read_names(text: str, now: datetime, of: str = "", loosely: bool = False) -> Named | None:
    """One or several first names, each alone or with a birth; None when it reads like something else.

    `of`: whose birth was asked, and whom what comes before any name is about. `loosely`: « anne sophie » may be one.
    """
    if len(text) > _LONGEST_LIST:
        return None
    said = normalize("NFC", text).strip().rstrip(".!")
    pieces = [piece for piece in _BETWEEN.split(said.replace("?", "")) if piece]
    pieces = [piece for piece in pieces if bare(piece) not in words("twins")] or pieces
    named = [piece for piece in pieces if bare(piece) not in words("grown_ups")]
    grown_ups = len(pieces) - len(named)
    if len(named) > 1:
        named = [piece for piece in named if bare(piece) not in words("introductions")]
    people = _people([_split(piece, now) for piece in named], of, loosely)
    if (
        not pieces
        or (named and not people)
        or len(people) > MOST_NAMES
        or any(_is_an_order(name) for name, _ in people)
    ):
        return None
    doubles = loosely and any(map(_is_lower_double, (name for name, _ in people)))
    names = [_capitalised(name, shouted=text.isupper() and name != text) for name, _ in people]
    told = [told_of(name, rest, now) for name, (_, rest) in zip(names, people, strict=True)]
    ordinary = [
        name
        for name in names
        if name != of and (fold(name) in words("ordinary") | words("affirms") or (doubles and " " in name))
    ]
    # The first one is asked back when there is a doubt.
    names.sort(key=lambda name: name not in ordinary)
    all_told = _same_day(names, told) if words("twins") & set(said.casefold().split()) else _sure(told)
    return Named(tuple(names), all_told, "?" in text or bool(ordinary), adults=grown_ups)


def _is_an_order(name: str) -> bool:
    """« Inscrivez-le », « ajoutez-moi »: an order with its pronoun is nobody's name."""
    verb, _, pronoun = fold(name).replace(" ", "-").partition("-")
    return verb.endswith(_ORDERS) and pronoun in words("order_pronouns")


def without_mere_words(named: Named, text: str) -> Named:
    """« Yanis février 2016 et grouillez »: beside a birth that is told, a word in lower case is no name."""
    told, known = {one.name for one in named.told}, known_names(text)
    names = tuple(name for name in named.names if name in told or name in text or name in known)
    return replace(named, names=names) if told and names else named


def birth_alone(text: str, now: datetime) -> YearMonth | None:
    """A past month that is all there is, « mars 18 »: a birth without the name that was asked for."""
    named, born = read_names(text, now, of=_NOBODY), birth_month(text, now)
    if named is None or born is None or named.names != (_NOBODY,) or "?" in text:
        return None
    return born if born <= YearMonth(now.year, now.month) else None


def names_another(text: str, own: str) -> bool:
    """Whether a capital inside the sentence is somebody else's, as far as one can tell."""
    if text.isupper():
        return False
    known = {*fold(own).split()}.union(*(words(kind) for kind in ("months", "ordinary", "padding")))
    return any(word[:1].isupper() and bare(word).strip(",:") not in known for word in text.split()[1:])


def _split(piece: str, now: datetime) -> tuple[str, str]:
    """What stands where a name would, perhaps nothing, and what is said about it."""
    piece = introduced(piece.strip(_LIST_MARKS))
    ends = [found.start()] if (found := _AFTER_NAME.search(piece)) else []
    cut = min([*ends, *_date_begins(piece, now)], default=len(piece))
    if piece[:cut][-1:].isalpha() and piece[cut : cut + 1].isdigit():
        return piece, ""  # « CE2 », a class
    head, rest = _unpadded(piece[:cut]), piece[cut:]
    # « mars 18 » is a date; a child called Avril has a birth month beside the name.
    is_date = fold(head) in words("months") and _has_figures(rest) and birth_month(rest, now) is None
    return ("", piece) if is_date else (head, rest)


def _date_begins(piece: str, now: datetime) -> Iterator[int]:
    """Where a date of birth begins: a month belongs to it, any other word before the figures to the name."""
    found = _FIGURE_AFTER_NAME.search(piece)
    if found is not None and birth_month(piece, now) is not None:
        word = found["word"]
        yield found.end("word") if word and bare(word) not in words("months") else found.start()


def _unpadded(head: str) -> str:
    said = head.split()
    while said and bare(said[-1]) in words("padding"):
        said.pop()
    return " ".join(said)


def _people(pieces: Sequence[tuple[str, str]], of: str, loosely: bool) -> list[tuple[str, str]]:
    """Each name with all that is said about it; nothing when a piece is neither."""
    found: list[tuple[str, str]] = []
    for head, rest in pieces:
        if (_is_name(head) and not _is_a_command(head)) or (loosely and _is_lower_double(head)):
            found.append((head, rest))
        elif found and (not head or (_has_figures(found[-1][1]) and not _has_figures(rest))):
            found[-1] = (found[-1][0], f"{found[-1][1]}, {rest}")
        elif of and not head and not found:
            found.append((of, rest))
        else:
            return []
    return found


def _is_a_command(head: str) -> bool:
    """« Patricia et Jean-Luc, continuez », « adulte »: what a form is told, and nobody's name."""
    return any(bare(head) in words(kind) for kind in ("enough", "of_age", "all_of_age"))


def same_person(name: str, other: str) -> bool:
    """« Karim » for Karim Bensaïd, where the word behind is no first name that is known: it is the family's."""
    if same_name(name, other):
        return True
    short, full = sorted((name.split(), other.split()), key=len)
    is_family = len(short) == 1 and len(full) > 1 and not known_names(full[1])
    return is_family and same_name(short[0], full[0])


def _has_figures(text: str) -> bool:
    return any(map(str.isdigit, text))


def _sure(told: Sequence[Told | None]) -> tuple[Told, ...]:
    """Without what may be meant for several: « Léa et Tom, mars 2018 », or two of the same name."""
    count = Counter(one.name for one in told if one is not None)
    before = (*told[:1], *told)
    return tuple(one for last, one in zip(before, told, strict=False) if one and last and count[one.name] == 1)


def _same_day(names: Sequence[str], told: Sequence[Told | None]) -> tuple[Told, ...]:
    """Of twins, what is said of one is said of all."""
    births = list({replace(one, name="") for one in told if one is not None})
    return tuple(replace(births[0], name=name) for name in names) if len(births) == 1 else _sure(told)


def _is_name(name: str) -> bool:
    parts = _JOINTS.split(name)
    if len(name) > LONGEST_NAME or len(parts) > 3 or not all(map(_is_letters, parts)):
        return False
    # Several lower-case words in a row are a sentence, not a name.
    return " " not in name or all(part[:1].isupper() for part in name.split())


def _is_lower_double(name: str) -> bool:
    """« anne sophie »: two or three lower-case words that are known for nothing else."""
    parts = name.split()
    if not name.islower() or len(parts) not in (2, 3) or not all(map(_is_letters, parts)):
        return False
    return all(words(kind).isdisjoint(map(fold, parts)) for kind in _NOT_IN_A_NAME)


def _is_letters(part: str) -> bool:
    """Letters of any script with their marks, and nothing that only looks like them (« ፩ » is a digit)."""
    return part[:1].isalpha() and all(c.isalpha() or category(c).startswith("M") for c in part)


def _capitalised(name: str, shouted: bool = False) -> str:
    """As a first name is written; who writes it with a capital anywhere knows best."""
    if shouted:
        return name.title()
    if name.islower() and ("-" in name or _is_lower_double(name)):
        return "".join(part[:1].upper() + part[1:] for part in re.split(r"([ -])", name))
    return name if any(c.isupper() for c in name) else name[:1].upper() + name[1:]


def of_ages(names: tuple[str, ...], ages: tuple[int, ...]) -> Named:
    """The same when no more is left of the text than the names and ages it told; ages of not all are nobody's."""
    pairs = zip(names, ages, strict=True) if len(names) == len(ages) else ()
    return Named(names, tuple(Told(name, age=age) for name, age in pairs))


def grown_ups(text: str, names: Sequence[str] = ()) -> int:
    """How many who come have no name: « inscrivez Léo et moi », but not « moi, Jérémie »."""
    pieces = [piece.strip(_LIST_MARKS) for piece in _BETWEEN.split(text) if piece]
    meant = [_is_grown_up(bare(introduced(piece)).strip(",;: ")) for piece in pieces]
    named = [any(same_name(piece.rstrip(" .!,"), name) for name in names) for piece in (*pieces[1:], "")]
    return sum(meant) - sum(one and is_name for one, is_name in zip(meant, named, strict=True))


def for_oneself(text: str) -> bool:
    """« Inscrivez-moi », « c'est pour moi »: nobody who was spoken of before."""
    said = f" {words_alone(text)} "
    return any(f" {run} " in said for run in words("for_oneself"))


def _is_grown_up(said: str) -> bool:
    return any(said == one or said.startswith((f"{one} a ", f"{one} au ", f"{one} aux ")) for one in words("grown_ups"))


def comes_too(text: str) -> bool:
    """« Mia vient », « inscrire Mia »: words that say so."""
    return has_word(text, "coming")


def adds_somebody(text: str) -> bool:
    """« aussi Hugo », « j’ai oublié Hugo », where no words of their own are expected."""
    return has_word(text, "adding")


def wants_one_more(text: str) -> bool:
    """« Un de plus », « encore un enfant »."""
    return has_run(text, "one_more")


def gives_up_adding(text: str) -> bool:
    """« Oups non laisse, sa mère veut pas »: whoever was being added does not come; a question says nothing of it, nor
    does « sa mère ne veut pas de photos ».
    """
    return has_run(text, "gives_up") and "?" not in text and not any(map(str.isdigit, text)) and not told_in(text)


def has_capitals(text: str) -> bool:
    """Whether anything is written with a capital, as a name is."""
    return not text.islower()


def left_out(text: str, among: Iterable[str]) -> tuple[str, ...]:
    """Who of these does not come, in « Tom ne vient pas », « pas Tom »; nobody when somebody else is meant too."""
    names = tuple(among)
    said = bare(text).split()
    while said and said[0].strip(",") in words("protest"):
        said.pop(0)
    for subject in _left_out(introduced(" ".join(said))) if said else ():
        said = [name for name in _BETWEEN.split(subject) if name]
        found = tuple(name for name in names if any(same_name(name, one) for one in said))
        if said and all(any(same_name(name, one) for name in found) for one in said):
            return found
    return ()


def taken_out(text: str, among: Iterable[str]) -> tuple[str, ...]:
    """Who of these is to be taken off, in one sentence among others: « à 14 h Lila a danse. Enlevez Lila »."""
    names = tuple(among)
    clauses = [one.strip().split(maxsplit=1) for one in _SENTENCES.split(bare(text)) if one.strip()]
    led = [rest[0] for word, *rest in clauses if rest and word in words("takes_out")] if len(clauses) > 1 else []
    said = [one for rest in led for one in _BETWEEN.split(rest) if one]
    return tuple(name for name in names if any(same_name(name, one) for one in said))


def _left_out(said: str) -> Iterator[str]:
    """Whom the words would leave out, read in every way they can be."""
    spoken = said.split()
    while spoken and spoken[-1] in words("courtesy"):
        spoken.pop()
    said = " ".join(spoken)
    yield from (said.removesuffix(f" {word}") for word in words("absent") if said.endswith(f" {word}"))
    yield from (said.removeprefix(f"{word} ") for word in words("without") if said.startswith(f"{word} "))
