"""What may be looked for: what a message says, alone or with what was looked for before, less or changed."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from itertools import combinations

from intents.dates.when import OPEN_END, Span, When
from intents.dialogue.moments import Moment, Told, moments
from intents.dialogue.picks import By, Pick, date_words
from intents.dialogue.turn import Turn
from intents.meaning.meaning import People, Slots
from intents.text.text import fold
from intents.text.word_codes import codes_in

_NEXT = re.compile(r"suivant|d'apres|following|after that")


def _holding(spans: tuple[Span, ...], weekdays: frozenset[int]) -> tuple[Span, ...]:
    """The days of before, unless there is no such day of the week among them: "et le dimanche ?" after a Saturday."""
    days = (span.first + timedelta(more) for span in spans for more in range(min(7, (span.last - span.first).days + 1)))
    held = any(day.weekday() in weekdays for day in days)
    return spans if held or not weekdays else ()


def completed_when(new: When | None, before: When | None) -> When | None:
    """ "Le soir" keeps the days, "le mercredi" the month, "en janvier" the days of the week, all what was refused."""
    if new is None or before is None:
        return new or before
    dated = any(span.single for span in new.spans)
    days, hours = bool(new.spans or new.weekdays), bool(new.hours or new.not_hours)
    # "Le soir" and "en soirée cette semaine" stay so in another week or month; "samedi soir" is of that day.
    any_day = not (dated or before.weekdays or any(span.single for span in before.spans))
    return replace(
        new,
        spans=_following(new, before) or new.spans or _holding(before.spans, new.weekdays),
        weekdays=new.weekdays or (frozenset() if dated else before.weekdays),
        not_weekdays=new.not_weekdays | (before.not_weekdays - new.weekdays),
        not_spans=new.not_spans or before.not_spans,
        hours=new.hours or (None if hours or (days and not any_day) else before.hours),
        not_hours=new.not_hours or (None if hours else before.not_hours),
        but=new.but or before.but,
    )


def _following(new: When, before: When) -> tuple[Span, ...]:
    """ "Le mercredi suivant" counts from the day spoken of before, not from today."""
    if not (
        _NEXT.search(fold(new.text)) and len(new.spans) == len(before.spans) == 1 and before.spans[0].last < OPEN_END
    ):
        return ()
    span, after = new.spans[0], before.spans[0].last
    later = timedelta(weeks=max(0, (after - span.first).days // 7 + 1))
    return (Span(span.first + later, span.last + later if span.last < OPEN_END else OPEN_END),)


_MOST = 200  # queries that are weighed
_WORKSHOP = "workshop"


class Wish(StrEnum):
    """A part of what is looked for, that may be kept, changed or dropped by itself."""

    WHEN = "when"
    WHOM = "for whom"
    WHAT = "about what"
    KIND = "which kind"
    REFUSED = "what is refused"


class Way(StrEnum):
    """How what is looked for came about."""

    TITLE = "a title is looked for"
    UNTITLED = "a title that was heard is left"
    EVIDENCE = "words of titles and descriptions are looked for"
    SUBJECT = "a subject that no list holds is looked for"
    ROLES = "the moment is told by what each expression is for"
    ANCHORED = "the moment is told from one spoken of before"
    FROM_THERE = "the moment is told as on the days spoken of before"
    HABIT = "the moment is any such day of the week"
    WISHED = "what the message seems to refuse is wished for"
    NEVER = "the moment that is told is left"
    ANY_HOUR = "of the moment of before only the days are kept"
    ANY_DAY = "of the moment of before only the hours are kept"
    OTHER = "what was shown is left out"
    COMING = "the moment is the next such day of the week"
    ONLY_THEN = "of a day with hours that does not suit, only these hours are refused"
    EARLIER = "before what was shown"
    LATER = "after what was shown"
    NTH = "only the one at a place"
    ANYBODY = "the public that is told is left"
    AT_WORK = "grown-ups may come for their work"
    ANY_THEME = "a theme that is told is left"
    ANY_KIND = "the kind that is told is left"
    THEME_WORD = "a word that tells a theme is looked for itself"
    DATE_WORD = "a word of a date is looked for itself"
    ROOM = "what is in a room that is named"
    SAME_DAY = "on days when there is something for each"
    TOGETHER = "for all the ages at once"
    ONE_OF = "for some of those whose ages were told"
    EVERYBODY = "for all those whose ages were told"
    NUMBER_AGE = "a number alone is an age"
    APART = "each by themselves"
    WITHOUT = "without what the words speak of"
    SERIES = "other dates of what was shown"
    LIKE_IT = "what is about the same as what was shown"
    LAST_QUERY = "with what was looked for before"
    ALL = "nothing narrows it"


@dataclass(frozen=True, slots=True)
class Find:
    """What may be looked for: how it came about, which wishes are new, kept from before, or dropped.

    `moment` is how the time was read, `evidence` how much the words speak of the events whose title is looked for.
    """

    query: Slots
    ways: frozenset[Way]
    said: frozenset[Wish]
    kept: frozenset[Wish] = frozenset()
    dropped: frozenset[Wish] = frozenset()
    moment: Moment | None = None
    evidence: float = 0.0


def finds(turn: Turn, pointed: Sequence[Pick]) -> tuple[Find, ...]:
    """All that may be looked for, each query once."""
    found: dict[Slots, Find] = {}
    for one in _finds(turn, pointed):
        ages = one.query.ages
        query = replace(one.query, boys=bool(ages) and turn.are_boys(ages))
        found.setdefault(query, replace(one, query=query))
    return tuple(found.values())[:_MOST]


def _finds(turn: Turn, pointed: Sequence[Pick]) -> Iterator[Find]:
    yield from _refusing(turn, pointed)
    for new in _variants(turn, pointed):
        yield from _with_shown_left_out(turn, new)
        for before, more in _bases(turn, new.query):
            based = replace(new, ways=(new.ways - {Way.ALL}) | more)
            yield from (one for kept in _kept(turn, based, before) for one in _with_shown_left_out(turn, kept))


def _refusing(turn: Turn, pointed: Sequence[Pick]) -> Iterator[Find]:
    """What was looked for before, without those of the list that the words speak of: "pas le truc de bureau"."""
    if turn.state is None or not turn.state.query.narrows:
        return
    before = Find(turn.state.query, frozenset({Way.LAST_QUERY}), frozenset(), wishes_of(turn.state.query))
    for one in pointed:
        if one.by & {By.LISTED_WORDS, By.FITTING} and By.LISTED not in one.by:
            yield _without(before, turn.table.uids(one.events), Way.WITHOUT)


def _variants(turn: Turn, pointed: Sequence[Pick]) -> Iterator[Find]:
    """What the message says by itself, read in each way."""
    told = moments(turn)
    for about in _subjects(turn, pointed):
        for moment in told:
            ways = about.ways if moment.told is Told.WHOLE else about.ways | {Way[moment.told.name]}
            if Way.DATE_WORD in about.ways and moment.told is not Told.NEVER:
                continue
            query = replace(about.query, when=moment.when)
            one = replace(about, query=query, ways=ways, said=wishes_of(query), moment=moment)
            yield one if query.narrows else replace(one, ways=ways | {Way.ALL})
            yield from _narrower(turn, one)


def _subjects(turn: Turn, pointed: Sequence[Pick]) -> Iterator[Find]:
    """A title, words that events use, or a subject that no list holds."""
    said = replace(turn.slots, place=None, other=False, shift=0, names=(), count=None)
    none = frozenset[Wish]()
    yield Find(said, frozenset({Way.TITLE}) if said.titled else frozenset(), none)
    if said.titled:
        yield Find(replace(said, titled=False, events=()), frozenset({Way.UNTITLED}), none)
    for one in pointed:
        if By.WORDS in one.by and not said.titled:
            query = replace(said, titled=True, events=turn.table.uids(one.events))
            yield Find(query, frozenset({Way.EVIDENCE}), none, evidence=one.evidence)
    if not said.titled:
        yield from (Find(query, frozenset({way}), none) for query, way in _less(said))
    if turn.in_rooms:
        query = replace(said, titled=True, events=turn.table.uids(turn.in_rooms), themes=())
        yield Find(query, frozenset({Way.ROOM}), none)
    for word in date_words(turn):
        yield Find(replace(said, words=(word,), when=None), frozenset({Way.DATE_WORD}), none)
    for word in _theme_words(turn):
        yield Find(replace(said, titled=False, events=(), themes=(), words=(word,)), frozenset({Way.THEME_WORD}), none)
    if turn.subject:
        query = replace(said, titled=False, events=(), words=turn.subject)
        yield Find(query, frozenset({Way.SUBJECT}), none)


def _less(said: Slots) -> Iterator[tuple[Slots, Way]]:
    """The same without a word of a list that may only be told: "j'ai un synthé, je cherche à composer sur ordi"."""
    if said.audiences or said.people:
        yield replace(said, audiences=(), people=()), Way.ANYBODY
    if People.ADULTS in said.people:
        yield replace(said, at_work=True), Way.AT_WORK
    if said.kinds:
        yield replace(said, kinds=()), Way.ANY_KIND
        if said.hands_on:
            yield replace(said, kinds=(*said.kinds, _WORKSHOP)), Way.ANY_KIND
    if said.not_themes and said.not_events:  # "sauf Python": that workshop, not all that is about code
        yield replace(said, not_themes=()), Way.ANY_THEME
    if said.themes:
        yield replace(said, themes=()), Way.ANY_THEME
    if len(said.themes) > 1:
        yield from ((replace(said, themes=(one,)), Way.ANY_THEME) for one in said.themes)


def _theme_words(turn: Turn) -> Iterator[str]:
    """Words that tell a theme, and may be looked for themselves: "les leçons de téléphone", "un cours de Word"."""
    if turn.slots.themes and not turn.slots.titled:
        yield from (word for word in dict.fromkeys(turn.said) if codes_in("themes", (word,)))


def _narrower(turn: Turn, found: Find) -> Iterator[Find]:
    """One of a place in the order of time, what takes everybody at once."""
    said, place = found.query, turn.slots.place
    if place is not None:
        yield replace(found, query=replace(said, place=place), ways=found.ways | {Way.NTH})
    elif turn.slots.shift > 0 or turn.slots.soonest:
        yield replace(found, query=replace(said, place=1), ways=found.ways | {Way.NTH})
    if len(said.ages) > 1:
        yield replace(found, query=replace(said, together=True), ways=found.ways | {Way.TOGETHER})
        yield from _on_same_days(turn, found)
    yield from _for_others(turn, found)


def _for_others(turn: Turn, found: Find) -> Iterator[Find]:
    """For some of those who were spoken of, for all of them together, for somebody whose age is a number alone."""
    people = tuple(dict.fromkeys(one.age for one in (*(turn.state.people if turn.state else ()), *turn.people)))
    for ages, way in (
        (turn.meant.ages, Way.ONE_OF),
        (people if len(people) > 1 and turn.cue.together else (), Way.EVERYBODY),
        (_numbers(turn) if people and not found.query.ages else (), Way.NUMBER_AGE),
    ):
        if ages:
            together = turn.cue.together and len(ages) > 1
            query = replace(found.query, ages=ages, people=(), together=together)
            yield replace(found, query=query, ways=(found.ways - {Way.ALL}) | {way}, said=found.said | {Wish.WHOM})


def _numbers(turn: Turn) -> tuple[int, ...]:
    """The figures that are no part of a date: "pardon, 16"."""
    told = (word for word in turn.said if word.isdecimal() and word not in turn.whole.found.dated)
    return tuple(dict.fromkeys(int(word) for word in told if len(word) <= 2))[:1]


def _on_same_days(turn: Turn, found: Find) -> Iterator[Find]:
    """For several children on days when there is something for each of them."""
    query = replace(found.query, together=False)
    of_each = (turn.table.choose(replace(query, ages=(age,))) for age in query.ages)
    days = set.intersection(*({row.starts_at.date() for row in turn.table.rows_in(one)} for one in of_each))
    if days:
        when = replace(query.when or When(), spans=tuple(Span(day, day) for day in sorted(days)))
        yield replace(found, query=replace(query, when=when), ways=found.ways | {Way.SAME_DAY})


def _bases(turn: Turn, said: Slots) -> Iterator[tuple[Slots, frozenset[Way]]]:
    """What was looked for before, and the title of the one event that was shown."""
    state = turn.state
    if state is None:
        return
    if state.query.narrows:
        yield replace(state.query, soonest=False), frozenset({Way.LAST_QUERY})
    rows = turn.table.rows_in(turn.shown)
    if len({row.titles for row in rows}) == 1 and not said.titled:
        series = turn.table.uids(turn.table.series(turn.shown))
        yield Slots(titled=True, events=series), frozenset({Way.SERIES})
        if turn.cue.like_it and rows[0].themes:
            yield Slots(themes=rows[0].themes), frozenset({Way.LIKE_IT})


def wishes_of(query: Slots) -> frozenset[Wish]:
    """Which wishes a query holds."""
    held = {
        Wish.WHEN: query.when is not None,
        Wish.WHOM: query.for_whom,
        Wish.WHAT: bool(query.themes or query.titled or query.words),
        Wish.KIND: bool(query.kinds or query.longest),
        Wish.REFUSED: query.refuses,
    }
    return frozenset(wish for wish, holds in held.items() if holds)


def _kept(turn: Turn, new: Find, before: Slots) -> Iterator[Find]:
    """Every choice of what is kept of the query before; what is said anew takes the place of its kind."""
    held = wishes_of(before)
    optional = sorted(held - (new.said - {Wish.WHEN, Wish.REFUSED}))
    for size in range(len(optional), 0, -1):
        for chosen in combinations(optional, size):
            kept = frozenset(chosen)
            one = replace(new, query=merged(new.query, before, kept), kept=kept, dropped=held - kept - new.said)
            yield one
            if turn.cue.gives_up and Wish.WHEN in kept:
                yield from _half_of_the_moment(one)
            if one.query.together and not turn.cue.together:
                yield replace(one, query=replace(one.query, together=False), ways=one.ways | {Way.APART})
            if (turn.cue.together or turn.cue.same_day) and len(one.query.ages) > 1:
                yield replace(one, query=replace(one.query, together=True), ways=one.ways | {Way.TOGETHER})
                yield from _on_same_days(turn, one)


def _half_of_the_moment(found: Find) -> Iterator[Find]:
    """ "Peu importe l'heure" keeps the days, "peu importe le jour" the hours."""
    when = found.query.when
    if when is None or not when.hours or not (when.spans or when.weekdays):
        return
    for way, half in (
        (Way.ANY_HOUR, replace(when, hours=None)),
        (Way.ANY_DAY, replace(when, spans=(), weekdays=frozenset())),
    ):
        yield replace(found, query=replace(found.query, when=half), ways=found.ways | {way})


def merged(said: Slots, before: Slots, kept: Set[Wish]) -> Slots:
    """What is said, with these wishes of before."""
    whom = before if Wish.WHOM in kept else said
    what = before if Wish.WHAT in kept else said
    kind = before if Wish.KIND in kept else said
    old = before if Wish.REFUSED in kept else Slots()
    return replace(
        said,
        when=completed_when(said.when, before.when) if Wish.WHEN in kept else said.when,
        ages=whom.ages,
        audiences=whom.audiences,
        people=whom.people,
        together=whom.together or said.together,
        at_work=whom.at_work,
        themes=what.themes,
        titled=what.titled,
        events=what.events,
        words=what.words,
        kinds=kind.kinds,
        longest=kind.longest,
        hands_on=kind.hands_on or said.hands_on,
        not_themes=_refused(said.not_themes, old.not_themes, said.themes),
        not_kinds=_refused(said.not_kinds, old.not_kinds, said.kinds),
        not_audiences=_refused(said.not_audiences, old.not_audiences, said.audiences),
        not_events=_refused(said.not_events, old.not_events, said.events),
    )


def _refused(new: Sequence[str], before: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({*new, *before} - set(wanted)))


def _without(found: Find, uids: Sequence[str], way: Way) -> Find:
    left = tuple(sorted({*found.query.not_events, *uids}))
    return replace(found, query=replace(found.query, not_events=left), ways=found.ways | {way})


def _with_shown_left_out(turn: Turn, found: Find) -> Iterator[Find]:
    """The same, and where something else is asked for, without what was shown."""
    yield found
    if turn.state is None or not turn.state.shown:
        return
    if turn.slots.other or found.ways & {Way.SERIES, Way.LIKE_IT}:
        yield _without(found, turn.state.shown, Way.OTHER)
