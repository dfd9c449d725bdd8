"""Who comes to what grown-ups may come to: whoever writes and who comes with them, with a name or without."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from intents.readers.answer_values import Topic
from intents.readers.answers import told_in
from intents.readers.asking import asks_something, denies
from intents.readers.births import Named, Told
from intents.readers.born import people_told
from intents.readers.breath import comes_along, first_names
from intents.readers.people import for_oneself, grown_ups
from intents.readers.wording import listed, same_name, words, words_alone
from intents.slots.names import known_names, writers_name
from intents.text.text import tokens

_CLAUSES = re.compile(r"[,;:.!\n]+")
_GROWN = 40  # years; of somebody of whom only is known that they are of age
_BEHIND = 2  # words: « mon mari et Léa », « ma femme, Colette »


@dataclass(frozen=True, slots=True)
class Party:
    """Everybody of a sign-up: who is named, and how many more without a name where nobody is."""

    named: Named
    unnamed: int = 0


def party(text: str, spoken: Sequence[str], count: int, *, with_adults: bool, of_adults: bool, now: datetime) -> Party:
    """Who comes, of the names and the number that were heard; `with_adults`: grown-ups may, `of_adults`: only they."""
    found = first_names(text, spoken)
    told = people_told(text, found, now)
    beside = grown_ups(text, found) if found else 0
    if not with_adults:
        return Party(replace(told, adults=max(beside, bool(found) and comes_along(text))), 0 if found else count)
    if own := _own_name(text, found, of_adults=of_adults):
        grown = () if of_adults and not found else (Told(own, year=now.year - _GROWN),)
        told, beside = replace(told, names=(*found, own), told=(*told.told, *grown)), 0
    more = max(beside, _without_a_name(text, told.names))
    if not told.names:
        return Party(told, max(count, more))
    counted = count - len(told.names) if _counts_places(text) else 0
    return Party(replace(told, adults=max(more, counted)))


def who_joins(text: str, own: Sequence[str], now: datetime, *, grown: bool = True) -> Named | None:
    """« Mon épouse Ginette viendra aussi », "her brother would like to come as well": who comes beside these, where
    words say so; who only fetches a child does not. `grown`: whoever writes may be among them.
    """
    said = words_alone(text)
    rest = _any_of("plus_oneself").sub(" ", said)  # « plus moi » denies nothing
    oneself = not grown and bool(own) and rest != said
    if asks_something(text) or denies(rest):
        return None
    joins = bool(_any_of("joins").search(said) and _any_of("too").search(said))
    found = first_names(text, known_names(text)) if joins else ()
    names = tuple(one for one in found if not any(same_name(one, it) for it in own))
    if not names:
        count = max(_companions(text, own) if joins else 0, int(oneself))
        return Named((), adults=count) if count else None
    told = people_told(text, names, now)
    born = {one.name for one in told.told}
    of_age = (Told(one, year=now.year - _GROWN) for one in names if one not in born and _is_called_by(text, one))
    return replace(told, told=(*told.told, *of_age))


def _is_called_by(text: str, name: str) -> bool:
    """« Mon épouse Ginette »: a companion who is grown up."""
    said, first = words_alone(text).split(), words_alone(name).split()[0]
    places = [place for place, word in enumerate(said) if word == first and place]
    return any(said[place - 1] in words("companions") for place in places)


def comes_oneself(text: str) -> bool:
    """« Inscrivez-moi », « je viens avec Léa », « une place pour moi »."""
    return for_oneself(text) or comes_along(text) or _any_of("oneself_too").search(words_alone(text)) is not None


def _own_name(text: str, found: Sequence[str], *, of_adults: bool) -> str:
    """The name of whoever writes and comes, where it is none of those that were heard."""
    own = writers_name(text)
    alone = not found and (of_adults or not _speaks_of_children(text))
    return own if own and own not in found and (alone or comes_oneself(text)) else ""


def _speaks_of_children(text: str) -> bool:
    return not words("children").isdisjoint(words_alone(text).split())


def _without_a_name(text: str, names: Sequence[str]) -> int:
    """« Mon mari et moi », of whom one may have said their name; nobody who only fetches a child."""
    is_named = bool(writers_name(text)) or (bool(names) and not comes_along(text))
    return _companions(text, names) + (comes_oneself(text) and not is_named)


def _companions(text: str, names: Sequence[str]) -> int:
    """« Mon mari », « ma collègue »: how many who come with whoever writes have no name."""
    coming = " ".join(part for part in _CLAUSES.split(text) if Topic.ALONE not in told_in(part))
    said, firsts = [one.text for one in tokens(coming)], {one.text for name in names for one in tokens(name)[:1]}
    found = [place for place, _ in enumerate(said) if _is_companion(said, place)]
    return sum(firsts.isdisjoint(said[place + 1 : place + 1 + _BEHIND]) for place in found)


def _is_companion(said: Sequence[str], place: int) -> bool:
    """« mon mari », « ma collègue », « a friend »; « le fils de mon compagnon » and « un ami de Léo » are others."""
    before, after = ("", "", *said[:place])[-2:], "".join(said[place + 1 : place + 2])
    of_another = before[0] in words("companion_of_another") or after in words("companion_of_another")
    described = ("", "", *said[:place])[-3:-1] == ("c'", "est")  # « Monique, c'est notre voisine »
    return said[place] in words("companions") and before[1] in words("companion_of") and not (of_another or described)


def _counts_places(text: str) -> bool:
    """« Deux places », whoever they are for, beside names; « Léa et Tom, 2 enfants » counts those."""
    return not words("places").isdisjoint(words_alone(text).split())


@cache
def _any_of(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(listed("breath")[kind]), re.IGNORECASE)
