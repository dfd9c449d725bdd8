"""Which of the things on the screen is meant: the words of a button, some names among those shown, a number."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher

from intents.readers.asking import asks_something, is_no, is_yes_or_no
from intents.readers.wording import bare, has_run, has_word, listed, same_name, says_name, words, words_alone
from intents.slots.names import known_names
from intents.slots.pointing import find_count

_LONGEST_DATE = 6  # words; more are about something else too
_CLAUSES = re.compile(r"[,;:.!?\n]+|\b(?:mais|but|car)\b", re.IGNORECASE)
_NEAR_UNNAMED = 5  # words: « enlevez les 3 places »
_ALIKE = 0.5  # share of letters in order
_SHORT, _BEFORE = 4, 3  # letters of a word by which a title is found; words that may lead to it


def label_meant(labels: Sequence[str], text: str) -> int | None:
    """The place of the button whose words were typed, without case, accents or marks; None when it is none of them."""
    wanted = words_alone(text)
    if not wanted:
        return None
    shown = [words_alone(label) for label in labels]
    meant = _places(shown, lambda label: label == wanted)
    # « son prénom » for « Le prénom », unless there are several such.
    alike = _places(shown, lambda label: _undetermined(label) == _undetermined(wanted))
    # « dim. 13 déc. » for « dim. 13 déc., 14 h (12 places) »; what a « oui » or a question begins, nobody guesses.
    begun = _places(shown, lambda label: label.startswith(f"{wanted} ") and " " in wanted)
    begun = [] if "?" in text or is_yes_or_no(wanted.partition(" ")[0]) else begun
    return next((found[0] for found in (meant[:1], alike, begun) if len(found) == 1), None)


def named_among(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """Those of these first names that are in the words, however they are typed."""
    return tuple(name for name in names if says_name(text, name))


@dataclass(frozen=True, slots=True)
class Instead:
    """« Pas Noé, plutôt Lila », « Lila à la place de Noé », « juste Lila »: who does not come and who does.

    `only`: nobody but those who come; `keeps`: said of who keeps the place, whatever is asked.
    """

    out: tuple[str, ...]
    come: tuple[str, ...]
    only: bool
    keeps: bool = False

    def others(self, among: Sequence[str]) -> tuple[str, ...]:
        """Who of these does not come."""
        out = among if self.only else self.out
        return tuple(name for name in out if not any(same_name(name, one) for one in self.come))


def instead(text: str, among: Sequence[str], answers: bool = True) -> Instead | None:
    """Who of these, or of our first names, comes in place of whom; None when neither is said. `answers`: a name alone
    behind « pas Noé » may answer what is asked; else it is who comes: « non, pas Noé, Lila ! ».
    """
    led = " ".join(word for word in text.split() if words_alone(word) not in words("leads_only"))  # « juste » is a name
    spoken = known_names(led)
    names = (*among, *(name for name in spoken if not any(_is_of(name, one) for one in among)))
    clauses = [words_alone(clause).split() for clause in _CLAUSES.split(text)]
    leads = {name: kind for name in names for clause in clauses if (kind := _lead(clause, words_alone(name).split()))}
    away = tuple(name for name in among if any(_stays_away(clause, words_alone(name)) for clause in clauses))
    out = tuple(name for name in names if leads.get(name) == "leads_out" or name in away)
    keeps = any(kind == "leads_keep" for kind in leads.values())
    only = tuple(name for name in names if leads.get(name) in ("leads_only", "leads_keep"))
    joined = list(_enumerated(clauses, only, names))
    only = (*only, *(name for name in names if name not in (*out, *only) and any(_says(one, name) for one in joined)))
    puts = has_word(text, "puts_instead") or bool(only)
    alone = [] if answers else [name for name in names if any(_is_alone(clause, name) for clause in clauses)]
    alone = [name for name in alone if not any(_is_alike(name, one) for one in out)]  # « c’est Paola, pas Paul »
    come = only or tuple(name for name in named_among(text, names) if name not in out and (puts or name in alone))
    if "?" in text or not (only or away or (out and come)):
        return None
    return Instead(out, come, bool(only), keeps)


def _is_of(name: str, other: str) -> bool:
    """« Pierre » of Pierre Labat."""
    return same_name(name, other) or words_alone(other).startswith(f"{words_alone(name)} ")


def _enumerated(clauses: Sequence[Sequence[str]], only: Sequence[str], names: Sequence[str]) -> Iterator[Sequence[str]]:
    """The clauses that name who alone comes, and those of mere names behind: « seulement Karim, Sophie et Luc »."""
    own = {word for name in names for word in words_alone(name).split()} | set(listed("agreeing")["beside_names"])
    goes_on = False
    for clause in clauses:
        goes_on = any(_says(clause, name) for name in only) or (goes_on and set(clause) <= own)
        if goes_on:
            yield clause


def _is_alike(name: str, other: str) -> bool:
    """Whether one may be the other, spelt anew."""
    return SequenceMatcher(None, words_alone(name), words_alone(other)).ratio() >= _ALIKE


def _is_alone(clause: Sequence[str], name: str) -> bool:
    """« Lila », « mais c'est Lila »: a clause of hardly more than the name."""
    own = words_alone(name).split()
    return bool(clause) and set(own) <= set(clause) and set(clause) - set(own) <= words("around_a_name")


def _says(clause: Sequence[str], name: str) -> bool:
    return says_name(" ".join(clause), name)


def _stays_away(clause: Sequence[str], name: str) -> bool:
    """« Lou ne vient pas »: the words behind the name say so."""
    _, found, behind = f" {' '.join(clause)} ".partition(f" {name} ")
    return bool(found) and any(f" {run} " in f" {behind} " for run in words("stays_away"))


def _lead(clause: Sequence[str], name: Sequence[str]) -> str:
    """Whether what leads to this name says that it does not come, or that nobody else does."""
    place = next((n for n in range(len(clause)) if clause[n : n + len(name)] == list(name)), None)
    if place is not None and "".join(clause[place + len(name) : place + len(name) + 1]) in words("only_behind"):
        return "leads_only"
    before = [] if place is None else list(clause[:place])
    while before and before[-1] in words("leads_between"):
        before.pop()
    last, second = (*reversed(before), "", "")[:2]
    if last == "que":  # « on inscrit que Léa », not « je crois que Léa », « plutôt que Léa »
        kind = "leads_out" if second in words("leads_rather") else ""
        return "leads_only" if second in words("before_que") or not second else kind
    if second in words("without"):
        return ""  # « pas juste Léa »
    return next((kind for kind in ("leads_only", "leads_keep", "leads_out") if last in words(kind)), "")


def denied(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """Who is not meant, where one of these was asked about: « non pas Léa »."""
    first, second, *rest = (*words_alone(text).split(), "", "")
    if not (is_no(first) and second in words("without")):
        return ()
    return tuple(name for name in names if f"{' '.join(rest)} ".startswith(f"{words_alone(name)} "))


def number_meant(text: str) -> int | None:
    """How many, in a text that says little else: « 3 », « plutôt 3 places »."""
    number = number_alone(text)
    return find_count(text) if number is None else number


def number_of_us(text: str) -> int | None:
    """« Oui nous trois », « on sera quatre »: how many come, whoever writes among them."""
    return find_count(text) or find_count(f" {words_alone(text)} ".replace(" nous ", " nous sommes "))


def tells_unnamed(text: str) -> bool:
    """« 3 places sans prénom »."""
    return has_run(text, "unnamed")


def without_unnamed(text: str) -> bool:
    """« Pas de places sans prénom », « enlevez les deux places sans nom »: nobody comes who has no name."""
    said = words_alone(text)
    found = next((f" {said} ".partition(f" {one} ")[0] for one in words("unnamed") if f" {one} " in f" {said} "), None)
    before = [] if found is None else found.split()
    gone = words("without") | words("takes_out") | {"aucune", "zero", "0", "no"}
    return "?" not in text and not gone.isdisjoint(before[-_NEAR_UNNAMED:])


def number_alone(text: str) -> int | None:
    """« 3 », « plutôt 3 », « on sera 4 svp »: a number, and nothing that is about something else."""
    numbers = [word for word in bare(text).split() if word not in words("around_a_number")]
    if len(numbers) == 1 and numbers[0].isdecimal() and len(numbers[0]) < 3:
        return int(numbers[0])
    return None


def means_all(text: str, people: int) -> bool:
    """« Oui les deux, c’est bon », « c’est exact, nous confirmons », of so many: only a yes, and no other number."""
    said = set(words_alone(text).split())
    affirms = bool(said & words("affirms")) or has_run(text, "affirms_in_words")
    agrees = affirms and said <= words("with_all") | words("affirms")
    return agrees and "?" not in text and find_count(text) in (None, people)


def means_all_by_name(text: str, names: Sequence[str]) -> bool:
    """« Oui, c’est bien Léa, continuons », of those who are called so, all of whom are named."""
    own = {word for name in names for word in words_alone(name).split()}
    rest = " ".join(word for word in words_alone(text).split() if word not in own)
    return "?" not in text and named_among(text, names) == tuple(names) and means_all(rest, len(names))


def without_only(text: str) -> str:
    """Without « seulement », which else makes what is said unsure."""
    return " ".join(
        word for word in text.split() if words_alone(word) not in words("leads_only") | words("only_behind")
    )


def means_some_by_name(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """« Voilà, confirmez pour Noé », of several who are called so: those alone who are named; else nobody."""
    some = named_among(text, names)
    own = {word for name in some for word in words_alone(name).split()} | {"pour", "for"}
    rest = " ".join(word for word in words_alone(text).split() if word not in own)
    return some if 0 < len(some) < len(names) and "?" not in text and means_all(rest, len(some)) else ()


def tells_little_else(text: str) -> bool:
    """Whether there are hardly more words than a date has, and no question."""
    return len(text.split()) <= _LONGEST_DATE and not asks_something(text)


def has_words(text: str) -> bool:
    """Whether there is more than figures, marks and a letter held down: « zzz 12 » tells no word."""
    return any(len({char for char in word if char.isalpha()}) > 1 for word in words_alone(text).split())


def word_count(text: str) -> int:
    """How many words there are."""
    return len(text.split())


def titled(text: str, title: str) -> bool:
    """Whether this title is among the words."""
    return says_name(text, title)


def titles_named(text: str, titles: Sequence[str]) -> tuple[str, ...]:
    """Those of these titles that a word tells from all others, behind one that leads to it: « il préfère les
    marionnettes », not « pas le film »; a word of answers, such as « photo », names none.
    """
    said = words_alone(text).split()
    leads = words("determiners") | set(_led("leads"))
    names = {
        title: [one for one in places if said[one] not in _led("of_answers") and _led_by(said, one, leads)]
        for title, places in _mentions(said, titles).items()
    }
    return tuple(title for title, places in names.items() if places and not _is_denied(said, places[0]))


def _led_by(said: Sequence[str], place: int, leads: Set[str]) -> bool:
    return not place or said[place - 1] in leads


def titles_led_to(text: str, titles: Sequence[str]) -> tuple[str, ...]:
    """Those of these titles that somebody is said to go to, in their order: « à la lampe et aux drones »."""
    said = words_alone(text).split()
    found = [(_led_to(said, places), title) for title, places in _mentions(said, titles).items()]
    return tuple(title for place, title in sorted((place, title) for place, title in found if place is not None))


def _led_to(said: Sequence[str], places: Sequence[int]) -> int | None:
    """The first of these places that words lead to; what is asked of all counts only beside a date."""
    for place in places:
        led = not place or any(word in _led("leads") for word in said[max(0, place - _BEFORE) : place])
        led = led or any(word in _led("for_whom") for word in said[place + 1 : place + _BEFORE])
        dated = said[place] not in _led("of_answers") or any(word.isdecimal() for word in said[place + 1 : place + 3])
        if led and dated:
            return place
    return None


def _led(kind: str) -> Sequence[str]:
    return listed("breath")[kind]


def _mentions(said: Sequence[str], titles: Sequence[str]) -> dict[str, list[int]]:
    """Where words stand that tell one title from all others."""
    telling = {title: set(map(_stem, _telling(title))) for title in titles}
    own = {title: its.difference(*(telling[one] for one in titles if one != title)) for title, its in telling.items()}
    return {title: [place for place, word in enumerate(said) if _stem(word) in its] for title, its in own.items()}


def _telling(title: str) -> list[str]:
    """The words of a title by which it is found."""
    return [word for word in words_alone(title).split() if len(word) >= _SHORT and word not in _led("common")]


def _stem(word: str) -> str:
    return word.rstrip("sx")


def whom_to_what(text: str, names: Sequence[str], titles: Sequence[str]) -> Mapping[str, tuple[str, ...]] | None:
    """Who goes to which of several events: « Léa aux fusées et Tom aux lampes »; None where the words do not tell."""
    said = words_alone(text).split()
    placed = [(place, title) for title, places in _mentions(said, titles).items() for place in places[:1]]
    placed += [(place, name) for name in names for place in _places_of(said, words_alone(name).split())]
    if {one for _, one in placed} < {*names, *titles}:
        return None
    runs: list[list[str]] = []
    for _, one in sorted(placed):
        if runs and (runs[-1][-1] in titles) == (one in titles):
            runs[-1].append(one)
        else:
            runs.append([one])
    if len(runs) % 2 and runs[-1][0] not in titles:
        runs = _without_told_of(runs, titles)
    if len(runs) == 2 or not names:
        return dict.fromkeys(titles, tuple(names))
    return _in_pairs(runs, titles) if len(runs) % 2 == 0 else None


def titles_in_turns(text: str, names: Sequence[str], titles: Sequence[str]) -> tuple[str, ...]:
    """Those of these titles that each has somebody go to it: « le plateau pour Léa et la photo pour Tom »."""
    said = words_alone(text).split()
    mentions = {title: places for title, places in _mentions(said, titles).items() if places}
    if len(mentions) < 2 or any(_is_denied(said, places[0]) for places in mentions.values()):
        return ()
    whom = whom_to_what(text, names, tuple(mentions)) or {}
    who = [name for those in whom.values() for name in those]
    in_turns = bool(who) and all(whom.values()) and len(set(who)) == len(who)
    return tuple(sorted(mentions, key=lambda title: mentions[title][0])) if in_turns else ()


def told_apart(text: str, told: Sequence[tuple[str, str]]) -> int | None:
    """Which of these, each a title and a description, some word tells from all others: « celui où on fait de la
    musique »; of descriptions only where one is pointed at. None where no word does, or words tell several.
    """
    said = words_alone(text).split()
    titles = [title for title, _ in told]
    named = [place for place, title in enumerate(titles) if _mentions(said, titles)[title]]
    if not named and not set(said).isdisjoint(_led("points")):
        wholes = [f"{title} {description}" for title, description in told]
        named = [place for place, whole in enumerate(wholes) if _mentions(said, wholes)[whole]]
    return named[0] if len(named) == 1 else None


def _is_denied(said: Sequence[str], place: int) -> bool:
    """« pas de photo pour Tom »."""
    return not words("without").isdisjoint(said[max(0, place - _BEFORE) : place])


def _without_told_of(runs: list[list[str]], titles: Sequence[str]) -> list[list[str]]:
    """Without the names that begin the message, « Léa 9 ans et Tom 7 ans, … », or end it, whose events stand elsewhere:
    before all the way in which nobody goes to two of them.
    """
    ways = ((runs[0], runs[1:]), (runs[-1], runs[:-1]))
    told = [rest for run, rest in ways if set(run) <= {one for other in rest for one in other}]
    apart = [rest for rest in told if _goes_to_one(_in_pairs(rest, titles))]
    return next(iter((*apart, *reversed(told))), runs)


def _goes_to_one(whom: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether nobody goes to two events."""
    who = [name for those in whom.values() for name in those]
    return len(set(who)) == len(who)


def _in_pairs(runs: Sequence[Sequence[str]], titles: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one, other in zip(runs[::2], runs[1::2], strict=True):
        those, events = (other, one) if one[0] in titles else (one, other)
        found |= dict.fromkeys(events, tuple(dict.fromkeys(those)))
    return found


def _places_of(said: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Where these words stand together."""
    return [place for place in range(len(said)) if said[place : place + len(wanted)] == wanted]


def without_titles(text: str, titles: Iterable[str]) -> str:
    """« Studio photo » is no word about photos."""
    for title in titles:
        start = text.casefold().find(title.casefold())
        text = text if start < 0 else f"{text[:start]} {text[start + len(title) :]}"
    return text


def _places(shown: Sequence[str], fits: Callable[[str], bool]) -> list[int]:
    return [place for place, label in enumerate(shown) if fits(label)]


def _undetermined(said: str) -> str:
    first, _, rest = said.partition(" ")
    return rest if rest and first in words("determiners") else said
