"""Which events a message may point at: by title, by what was shown, by comparing, by what is said of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import cache

from intents.dates.when import Span, When
from intents.dialogue.asks import may_be_one
from intents.dialogue.turn import Turn
from intents.meaning.meaning import Slots
from intents.query.rows import EventRow
from intents.query.table import Events
from intents.slots.pointing import find_place
from intents.text.text import read_lists, words

_NO_LIMIT = 200  # years
_BY: Mapping[str, Callable[[EventRow], float]] = {
    "earliest": lambda row: row.starts_at.timestamp(),
    "latest": lambda row: -row.starts_at.timestamp(),
    "youngest": lambda row: _NO_LIMIT if row.age_max is None else row.age_max,
    "oldest": lambda row: -(_NO_LIMIT if row.age_max is None else row.age_max),
    "longest": lambda row: -_length(row).total_seconds(),
    "shortest": lambda row: _length(row).total_seconds(),
}


def superlatives(turn: Turn, among: Events) -> Iterator[Events]:
    """The events of a set that the words tell so."""
    rows = turn.table.rows_in(among)
    if len(rows) < 2:
        return
    text = f" {' '.join(turn.said)} "
    for name, phrases in _phrases().items():
        if any(phrase in text for phrase in phrases):
            least = min(_BY[name](row) for row in rows)
            yield turn.table.of_uids(frozenset(row.uid for row in rows if _BY[name](row) == least))


def _length(row: EventRow) -> timedelta:
    return timedelta(0) if row.ends_at is None else row.ends_at - row.starts_at


@cache
def _phrases() -> Mapping[str, tuple[str, ...]]:
    listed = dict(read_lists("pointing.yaml")["superlatives"])
    return {str(name): tuple(f" {' '.join(words(str(one)))} " for one in said) for name, said in listed.items()}


_AS_MUCH = 0.9  # of the best evidence: then both may be meant
_NEARLY = 0.55  # the same, loosely
_LEAST_EVIDENCE = 0.5  # less is said of any event
_MOST = 12  # events that may still be pointed at together


class By(StrEnum):
    """What points at events."""

    EXACT = "a whole title, word by word"
    TITLE = "a title"
    SERIES = "other events of that title"
    WORDS = "words of a title or a description"
    DATE_WORDS = "words of a title or a description, those of a date among them"
    SHOWN = "what was shown last"
    SOONEST = "the soonest of those shown"
    SAME_DAY = "others on the days of those shown"
    LISTED = "the last list"
    PLACE = "a place in the last list"
    OTHER = "the others of the last list"
    NEXT = "the one that comes next, or before"
    NEXT_DATE = "the next date of what was shown, or the one before"
    SUPERLATIVE = "the first, the longest, that of the youngest"
    FITTING = "what is said of them, among those listed"
    LISTED_WORDS = "words, among those listed"
    PERSON = "one of those whose ages were told, among those listed"
    GIVEN_UP = "a day that is given up"
    ANYWHERE = "what is said of them, in the whole agenda"


@dataclass(frozen=True, slots=True)
class Pick:
    """Events that may be meant, and what points at them. `evidence`: how much the words speak of them."""

    events: Events
    by: frozenset[By]
    evidence: float = 0.0


def picks(turn: Turn) -> tuple[Pick, ...]:
    """All that may be pointed at, each set of events once."""
    found: dict[Events, Pick] = {}
    for one in _picks(turn):
        if one.events and one.events.bit_count() <= _MOST:
            known = found.get(one.events)
            found[one.events] = one if known is None else _joined(known, one)
    return tuple(found.values())


def _joined(one: Pick, other: Pick) -> Pick:
    return Pick(one.events, one.by | other.by, max(one.evidence, other.evidence))


def _picks(turn: Turn) -> Iterator[Pick]:
    yield from _titled(turn)
    yield from _spoken_of(turn)
    yield from _called_by_dates(turn)
    yield from _shown(turn)
    yield from _anywhere(turn)


def _pick(events: Events, by: By, evidence: float = 0.0) -> Pick:
    return Pick(events, frozenset({by}), evidence)


def _titled(turn: Turn) -> Iterator[Pick]:
    """The title heard, on the day that is told."""
    slots, table, share = turn.slots, turn.table, turn.whole.found.heard.share
    yield from (_pick(exact, By.EXACT, 1.0) for exact in _exactly(turn))
    if not slots.titled:
        return
    named = table.of_uids(slots.events)
    yield _pick(named, By.TITLE, share)
    yield _pick(named & fitting(turn, slots), By.TITLE, share)
    yield _pick(named & _loosely_then(turn, named), By.TITLE, share)


def _exactly(turn: Turn) -> Iterator[Events]:
    """The events whose title is said word by word, and those of them on the day that is told."""
    text = f" {' '.join(turn.said)} "
    named = [row.uid for row in turn.table.rows if any(f" {one} " in text for one in turn.table.bare_titles(row))]
    events = turn.table.of_uids(frozenset(named))
    yield events
    yield events & fitting(turn, turn.slots)
    yield events & _loosely_then(turn, events)


def _spoken_of(turn: Turn) -> Iterator[Pick]:
    """The events of whose titles and descriptions the words speak most."""
    evidence = {uid: much for uid, much in turn.evidence.items() if much >= _LEAST_EVIDENCE}
    if not evidence:
        return
    for best, events in _best(turn, evidence, turn.table.all):
        yield _pick(events, By.WORDS, best)
        yield _pick(events & fitting(turn, turn.slots), By.WORDS, best)
        yield _pick(events & _loosely_then(turn, events), By.WORDS, best)
    fits = fitting(turn, replace(turn.slots, themes=(), kinds=()))
    if fits != turn.table.all:
        yield from (_pick(events, By.WORDS, best) for best, events in _best(turn, evidence, fits))
    if turn.state is not None:
        for best, events in _best(turn, evidence, turn.listed):
            yield _pick(events, By.LISTED_WORDS, best)
            yield _pick(events & fitting(turn, turn.slots), By.LISTED_WORDS, best)


def date_words(turn: Turn) -> Iterator[str]:
    """Words of a date that events are called by: "les cartes de Noël", "la soirée jeux"."""
    for word in dict.fromkeys(turn.said):
        if word in turn.whole.found.dated and may_be_one(word) and turn.table.telling(word):
            yield word


def _called_by_dates(turn: Turn) -> Iterator[Pick]:
    """The events of which the words speak most, those of a date included."""
    called = set(date_words(turn))
    if not called:
        return
    said = [word for word in turn.said if word in called or word not in turn.whole.found.dated]
    evidence = turn.table.words.evidence(said)
    for best, events in _best(turn, evidence, turn.table.all):
        yield _pick(events, By.DATE_WORDS, best)
    for best, events in _best(turn, evidence, turn.listed):
        yield Pick(events, frozenset({By.DATE_WORDS, By.LISTED_WORDS}), best)


def _best(turn: Turn, evidence: Mapping[str, float], among: Events) -> Iterator[tuple[float, Events]]:
    uids = set(turn.table.uids(among))
    within = {uid: much for uid, much in evidence.items() if uid in uids}
    best = max(within.values(), default=0.0)
    for share in (_AS_MUCH, _NEARLY) if within else ():
        yield best * share, turn.table.of_uids(frozenset(uid for uid, much in within.items() if much >= share * best))


def _shown(turn: Turn) -> Iterator[Pick]:
    """What was shown, the last list, and those of them that fit what is said."""
    if turn.state is None or not turn.state.shown:
        return
    slots, shown, listed = turn.slots, turn.shown, turn.listed
    yield _pick(shown, By.SHOWN)
    yield _pick(listed, By.LISTED)
    yield _pick(shown & -shown, By.SOONEST)
    yield _pick(_on_the_same_days(turn) & ~shown, By.SAME_DAY)
    yield _pick(_numbered(turn, listed), By.FITTING)
    uids = turn.state.listed or turn.state.shown
    for place in filter(None, {slots.place, find_place(turn.said, ())}):
        yield _pick(_nth(turn, uids, place), By.PLACE)
        yield _pick(listed & ~_nth(turn, uids, place), By.OTHER)
    yield from _beside(turn)
    yield _pick(listed & ~shown, By.OTHER)
    yield from (_pick(events, By.SUPERLATIVE) for events in superlatives(turn, listed))
    yield from (_pick(among & fits, By.FITTING) for among in (shown, listed) for fits in _ways(turn, among))
    if turn.meant.ages:
        yield _pick(listed & fitting(turn, Slots(ages=turn.meant.ages)), By.PERSON)
    yield from (_pick(turn.table.series(shown) & ~shown & fits, By.SERIES) for fits in (fitting(turn, slots), -1))


def _on_the_same_days(turn: Turn) -> Events:
    """What fits the hours that are told, on the days of what was shown."""
    days, when = turn.days_shown, turn.slots.when
    if not days or when is None or when.hours is None:
        return 0
    spans = tuple(Span(day, day) for day in dict.fromkeys(days))
    return fitting(turn, replace(turn.slots, when=When(spans=spans, hours=when.hours)))


def _numbered(turn: Turn, among: Events) -> Events:
    """ "Celle du 28", "28": on that day of a month, or at that hour."""
    numbers = {int(word) for word in turn.said if word.isdecimal()}
    if not numbers:
        return 0
    rows = turn.table.rows_in(among)
    days = frozenset(row.uid for row in rows if row.starts_at.day in numbers)
    return turn.table.of_uids(days or frozenset(row.uid for row in rows if row.starts_at.hour in numbers))


def _nth(turn: Turn, uids: Sequence[str], place: int) -> Events:
    """The event at this place of a list, from 1, or from -1 for the last."""
    if abs(place) > len(uids):
        return 0
    return turn.table.of_uids((uids[place - 1 if place > 0 else place],))


def _beside(turn: Turn) -> Iterator[Pick]:
    """The next event after those shown, or the one before them: of the same title, of what was looked for, of all."""
    if turn.state is None or not turn.slots.shift:
        return
    query = replace(turn.state.query, soonest=False, place=None, not_events=())
    yield _pick(_next_to(turn.shown, turn.table.series(turn.shown), turn.slots.shift), By.NEXT_DATE)
    for among in (turn.table.choose(query), turn.table.all, turn.table.choose(replace(query, when=None))):
        yield _pick(_next_to(turn.shown, among, turn.slots.shift), By.NEXT)


def _next_to(shown: Events, among: Events, shift: int) -> Events:
    """The event of a set that comes next after all that was shown, or just before it."""
    if not shown:
        return 0
    if shift > 0:
        later = among & ~((1 << shown.bit_length()) - 1)
        return later & -later
    earlier = among & ((shown & -shown) - 1)
    return 1 << (earlier.bit_length() - 1) if earlier else 0


def _ways(turn: Turn, among: Events) -> Iterator[Events]:
    """All that is said, or a part of it, where it tells some of these events from the others."""
    slots = turn.slots
    parts = (
        slots,
        replace(slots, ages=(), people=()),
        Slots(when=slots.when),
        Slots(kinds=slots.kinds),
        Slots(themes=slots.themes),
        Slots(audiences=slots.audiences),
        Slots(ages=slots.ages, people=slots.people),
    )
    for part in parts:
        fits = fitting(turn, part)
        if 0 < (fits & among) != among:
            yield fits
    loosely = _loosely_then(turn, among)
    if 0 < loosely & among != among:
        yield loosely


def _anywhere(turn: Turn) -> Iterator[Pick]:
    """What fits all that is said, in the whole agenda: "la visite du 12 juin"."""
    slots = turn.slots
    if slots.when is not None and (slots.when.not_spans or slots.when.not_weekdays or slots.when.but):
        yield _pick(turn.table.choose(Slots(when=given_up(slots).when)), By.GIVEN_UP)
    if slots.when is not None and slots.narrows:
        rest = turn.table.choose(replace(slots, titled=False, events=(), place=None, soonest=False, when=None))
        yield _pick(rest & _loosely_then(turn, rest), By.ANYWHERE)
    if slots.narrows or slots.soonest or slots.place:
        events = turn.table.choose(replace(slots, titled=False, events=(), place=None))
        yield _pick(events, By.ANYWHERE)
        if slots.place is not None:
            yield _pick(turn.table.nth(events, slots.place), By.ANYWHERE)


def given_up(slots: Slots) -> Slots:
    """ "On vient pas demain" refuses a day, and means what is on that day."""
    when = slots.when
    if when is not None and when.but and not when.spans:
        return replace(slots, when=when.but[0])
    if when is None or when.spans or when.weekdays or not (when.not_spans or when.not_weekdays):
        return slots
    meant = replace(when, spans=when.not_spans, weekdays=when.not_weekdays, not_spans=(), not_weekdays=frozenset())
    return replace(slots, when=meant)


def fitting(turn: Turn, slots: Slots) -> Events:
    """The events that fit what is said, whatever title was heard."""
    return turn.table.choose(replace(slots, titled=False, events=(), soonest=False, place=None, hands_on=False))


def _loosely_then(turn: Turn, among: Events) -> Events:
    """ "Le 12" or "samedi", read as the next one, may be a later 12th or Saturday: those of `among` on such a day."""
    when = turn.slots.when
    if when is None or len(when.spans) != 1 or not when.spans[0].single:
        return 0
    day = when.spans[0].first
    hours = When(hours=when.hours, not_hours=when.not_hours)
    by_number = any(char.isdigit() for char in when.text)
    fits = [
        row.uid
        for row in turn.table.rows_in(among)
        if (row.starts_at.day == day.day if by_number else row.starts_at.weekday() == day.weekday())
        and hours.accepts(row.starts_at)
    ]
    return turn.table.of_uids(frozenset(fits))
