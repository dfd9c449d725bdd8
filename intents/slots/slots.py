"""What a message says beside its intent: when, for whom, about what, which events, how many, which first names."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cache
from typing import Any

from intents.dates.dates import date_seeker, read_when
from intents.dates.when import Hours, Span, When
from intents.meaning.meaning import People, Slots
from intents.query.titles import Heard, Titles
from intents.slots.ages import ages_seeker, births_seeker, find_ages
from intents.slots.lengths import find_longest, length_seeker
from intents.slots.names import find_names
from intents.slots.pointing import (
    count_seeker,
    find_count,
    find_place,
    find_shift,
    is_other,
    is_soonest,
    refused_places,
)
from intents.text.seeking import Search
from intents.text.text import fold, said_in, words
from intents.text.word_codes import are_met, codes_in, codes_in_text

AUDIENCES = frozenset(
    {"tous", "scolaires", "collegiens", "lyceens", "etudiants", "seniors", "debutants", "familles"}
    | {"entreprises", "associations", "acteurs-publics"}
)
THEMES = frozenset(
    {"bases", "ia", "donnees", "securite", "reseaux-sociaux", "femmes", "addiction", "codage", "fabrication"}
    | {"media", "entrepreneuriat", "orientation"}
)


def find_audiences(text: str) -> frozenset[str]:
    """The audience codes a sentence speaks of ("mon ado" is both collegiens and lyceens)."""
    return codes_in_text("audiences", text)


def find_themes(text: str) -> frozenset[str]:
    """The theme codes a sentence speaks of."""
    return codes_in_text("themes", text)


KINDS = frozenset({"conference", "visit", "escape", "course", "meeting"})


def find_kinds(said: Iterable[str]) -> frozenset[str]:
    """The kinds named by these words, as the agenda writes them."""
    return codes_in("kinds", said)


_NONE = frozenset[str]()
_CODED = ("audiences", "themes")  # lists whose codes are marked
_REFUSED = "refused"  # what words stand for only where they are refused


def find_people(said: Iterable[str], refused: Iterable[str] = ()) -> tuple[People, ...]:
    """Who is spoken of; grown-ups who come with children count as no more than the children.

    Who wants nothing for children, and speaks of nobody else, means grown-ups.
    """
    found = {People(code) for code in codes_in("people", said)}
    unwanted = codes_in("people", ("pour", *refused)) | codes_in(_REFUSED, refused)
    if not found and not {People.CHILDREN, People.LITTLE}.isdisjoint(unwanted):
        return (People.ADULTS,)
    if found & {People.CHILDREN, People.LITTLE}:
        found.discard(People.ADULTS)
    return tuple(sorted(found))


_MARKERS = ("xwhen", "xage", "xaudience", "xtheme", "xcount")
_HANDS_ON = frozenset({"atelier", "ateliers", "workshop", "workshops"})
_SUBJECT = re.compile(r"\b(?:sur|about)\s+(?:les?|la|nos|mes|des|our|the)?\s*\w+")  # "sur les ados" is not for them


@dataclass(frozen=True, slots=True)
class Found:
    """The slots, and the titles heard (their words are no part of the question).

    `dated` are the words that tell the moment.
    """

    slots: Slots
    heard: Heard
    dated: frozenset[str] = frozenset()

    def markers(self) -> tuple[str, ...]:
        """What was found, by kind, for the model: the same words mean another thing beside a date or an age."""
        slots = self.slots
        return _markers(slots.when, slots.ages, slots.audiences, slots.themes, slots.count is not None)


def find_markers(text: str, said: Sequence[str], now: datetime) -> tuple[str, ...]:
    """The markers of what :func:`find_slots` finds where no event has a title, and nothing else of it."""
    typed = said_in(text)
    may = _search().may_find(typed)
    coded = any(are_met(name, words) for name in _CODED for words in (said, typed))
    if not may and not coded:  # most name none of it
        return ()
    told = _Told.of(text, may, now)
    audiences, themes = _codes(text, _split(said, _words_of(text, told.when))) if coded else (_NONE, _NONE)
    people = find_people(said) if audiences and not told.ages else ()
    return _markers(told.when, told.ages, _meant(audiences, people), themes, told.count is not None)


def _markers(*found: object) -> tuple[str, ...]:
    return tuple(marker for marker, present in zip(_MARKERS, found, strict=True) if present)


def find_slots(
    text: str, said: Sequence[str], titles: Titles, now: datetime, *, is_word: Callable[[str], bool], typed: str = ""
) -> Found:
    """Read everything but the intent. `said` are the message's words put right; `now` is local to the venue.

    `typed` is the message as it was typed, where `text` was put right: names are read from it.
    """
    told = _Told.of(text, _search().may_find(said_in(text)), now)
    when, ages = told.when, told.ages
    dated = _words_of(text, when)
    split = _split(said, dated)
    undated = ["" if word in dated else word for word in split.wanted]
    heard = titles.find(undated)
    unwanted = titles.find(split.refused)
    slots = Slots(
        when=None if titles.hold(heard.uids, dated) else when,
        ages=ages,
        people=() if ages else find_people(split.wanted, split.refused),
        events=heard.uids,
        titled=bool(heard.uids),
        not_events=tuple(sorted(set(unwanted.uids) - set(heard.uids))),
        soonest=is_soonest(said, dated),
        place=find_place(said, dated),
        other=is_other(said),
        hands_on=bool(_HANDS_ON & set(split.wanted)),
        shift=0 if when else find_shift(said),
        count=told.count,
        longest=told.longest,
        names=find_names(typed or text, lambda word: word in titles.words or is_word(word), dated),
    )
    rest = _Split(split.wanted, ["" if place in unwanted.places else word for place, word in enumerate(split.refused)])
    return Found(_with_codes(slots, text, rest), heard, dated)


_WHEN, _AGES, _BIRTHS, _COUNT, _LENGTH = (1 << number for number in range(5))


@cache
def _search() -> Search:
    """Who looks for all of them, in this order."""
    return Search.of(date_seeker(), ages_seeker(), births_seeker(), count_seeker(), length_seeker())


@dataclass(frozen=True, slots=True)
class _Told:
    """What grammars find in a text, each looked for only where its words can lead to it."""

    when: When | None
    ages: tuple[int, ...]
    count: int | None
    longest: int | None

    @classmethod
    def of(cls, text: str, may: int, now: datetime) -> "_Told":
        """Of those that `may` be found, as :func:`_search` says."""
        return cls(
            when=read_when(text, now) if may & _WHEN else None,
            ages=find_ages(text, now) if may & (_AGES | _BIRTHS) else (),
            count=find_count(text) if may & _COUNT else None,
            longest=find_longest(text) if may & _LENGTH else None,
        )


@dataclass(frozen=True, slots=True)
class _Split:
    """The words that are wanted and those that are refused, each in its place; elsewhere an empty word."""

    wanted: Sequence[str]
    refused: Sequence[str]


def _split(said: Sequence[str], dated: frozenset[str]) -> _Split:
    places = refused_places(said, dated)
    return _Split(
        ["" if place in places else word for place, word in enumerate(said)],
        [word if place in places else "" for place, word in enumerate(said)],
    )


def _with_codes(slots: Slots, text: str, split: _Split) -> Slots:
    """With audiences, themes and kinds."""
    audiences, themes = _codes(text, split)
    kinds, refused = find_kinds(split.wanted), codes_in(_REFUSED, split.refused)
    return replace(
        slots,
        audiences=_sorted(_meant(audiences, slots.people)),
        themes=_sorted(themes),
        kinds=_sorted(kinds),
        not_themes=_sorted(codes_in("themes", split.refused) - themes),
        not_kinds=_sorted((find_kinds(split.refused) | refused & KINDS) - kinds),
        not_audiences=_sorted((codes_in("audiences", split.refused) | refused & AUDIENCES) - audiences),
    )


def _codes(text: str, split: _Split) -> tuple[frozenset[str], frozenset[str]]:
    """The audiences and the themes wanted; of a text that refuses some, only the words put right are split."""
    if not all(split.wanted):
        return codes_in("audiences", split.wanted), codes_in("themes", split.wanted)
    folded = fold(text)
    of_people = _SUBJECT.sub(" ", folded) if _SUBJECT.search(folded) else text  # which has been read already
    return find_audiences(of_people), find_themes(text)


def _meant(audiences: frozenset[str], people: Sequence[People]) -> frozenset[str]:
    """ "Avec des enfants" is no family event, and "les parents d'ado" are not the teenagers."""
    if People.ADULTS in people:
        return audiences - {"collegiens", "lyceens"} if "familles" in audiences else audiences
    return audiences - {"familles"} if people else audiences


def _sorted(codes: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(codes))


def _words_of(text: str, when: When | None) -> frozenset[str]:
    """The words that tell the moment: they are no part of a title."""
    pieces = when.pieces if when is not None else ()
    return frozenset(word for first, last in pieces for word in words(text[first:last]))


_LISTS = ("ages", "audiences", "people", "themes", "kinds", "events", "not_themes", "not_kinds", "not_audiences",
          "not_events", "names", "words")  # fmt: skip
_FLAGS = ("titled", "hands_on", "together", "at_work")


def slots_fields(slots: Slots) -> dict[str, Any]:
    """What was looked for, as JSON can hold it."""
    when = None if slots.when is None else _when_fields(slots.when)
    plain = {
        "when": when,
        "titled": slots.titled,
        "hands_on": slots.hands_on,
        "count": slots.count,
        "together": slots.together,
        "longest": slots.longest,
        "at_work": slots.at_work,
    }
    return plain | {name: getattr(slots, name) for name in _LISTS}


def read_slots(fields: dict[str, Any]) -> Slots:
    """Read back what :func:`slots_fields` wrote; a field that an older version did not write is empty."""
    lists: dict[str, Any] = {name: tuple(fields.get(name, ())) for name in _LISTS}
    lists["people"] = tuple(map(People, lists["people"]))
    when = None if fields["when"] is None else _read_when(fields["when"])
    flags: dict[str, Any] = {
        name: bool(fields.get(name, False)) for name in ("titled", "hands_on", "together", "at_work")
    }
    return Slots(**lists, when=when, **flags, count=fields.get("count"), longest=fields.get("longest"))


def _when_fields(when: When) -> dict[str, Any]:
    return {
        "spans": _span_fields(when.spans),
        "not_spans": _span_fields(when.not_spans),
        "weekdays": sorted(when.weekdays),
        "not_weekdays": sorted(when.not_weekdays),
        "hours": _hours_fields(when.hours),
        "not_hours": _hours_fields(when.not_hours),
        "but": [_when_fields(one) for one in when.but],
        "others": [_when_fields(other) for other in when.others],
        "text": when.text,
    }


def _read_when(fields: dict[str, Any]) -> When:
    return When(
        spans=_read_spans(fields["spans"]),
        not_spans=_read_spans(fields["not_spans"]),
        weekdays=frozenset(fields["weekdays"]),
        not_weekdays=frozenset(fields["not_weekdays"]),
        hours=_read_hours(fields["hours"]),
        not_hours=_read_hours(fields["not_hours"]),
        but=tuple(_read_when(one) for one in fields.get("but", ())),
        others=tuple(_read_when(other) for other in fields.get("others", ())),
        text=fields["text"],
    )


def _span_fields(spans: tuple[Span, ...]) -> list[list[str]]:
    return [[span.first.isoformat(), span.last.isoformat()] for span in spans]


def _read_spans(fields: list[list[str]]) -> tuple[Span, ...]:
    return tuple(Span(date.fromisoformat(first), date.fromisoformat(last)) for first, last in fields)


def _hours_fields(hours: Hours | None) -> list[str] | None:
    times = () if hours is None else (hours.first, hours.last, *([hours.over_by] if hours.over_by else ()))
    return [one.isoformat() for one in times] or None


def _read_hours(fields: list[str] | None) -> Hours | None:
    return None if fields is None else Hours(*map(time.fromisoformat, fields))
