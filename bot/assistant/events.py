"""Events for understanding: as plain rows, which one a message is about, which fit, which come nearest."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from intents.dates.when import When
from intents.dialogue.state import DialogueState
from intents.meaning.catalogue import ACTIONS, DISTRESS, FORM, NOT_TOPICS, OFF_TOPIC
from intents.meaning.meaning import Focus, Meaning, Quoted, Slots
from intents.model.model import Lexicon
from intents.query.rows import EventRow
from intents.query.table import EventTable
from intents.statements.matching import Descriptions
from intents.statements.sentences import Question, read_question
from knowledge.agenda.agenda import Event


def row_of(event: Event, zone: ZoneInfo) -> EventRow:
    """The row of an event, its instants local to the venue."""
    return EventRow(
        uid=event.uid,
        titles=tuple(title for title in (event.title, event.title_en) if title),
        starts_at=event.starts_at.astimezone(zone),
        ends_at=event.ends_at.astimezone(zone),
        kind=event.kind.value,
        audiences=tuple(one.value for one in event.audiences),
        themes=tuple(one.value for one in event.themes),
        age_min=event.age_min,
        age_max=event.age_max,
        room=event.room or "",
        descriptions=tuple(text for text in (event.description, event.description_en) if text),
    )


ABOUT = "event_about"
_ELSEWHERE = ACTIONS | FORM | {DISTRESS}
_FEW = 4  # events just listed whose descriptions are looked into


@dataclass(frozen=True, slots=True)
class Focusing:
    """Finds the events in focus, at this instant, local to the venue."""

    descriptions: Descriptions
    lexicon: Lexicon
    now: datetime

    def of(self, meaning: Meaning, context: DialogueState | None, events: Iterable[Event]) -> Focus | None:
        """The events in focus; None where none is, or where the message asks for something else."""
        intent = meaning.intent or ""
        elsewhere = intent in _ELSEWHERE or intent.startswith(OFF_TOPIC)
        meant = () if elsewhere else self._meant(meaning, context)
        found = [one for uid in meant for one in events if one.uid == uid]
        if not found:
            return None
        question = read_question(meaning.text, self.lexicon, self.now)
        asked, likelihood = self.lexicon.model.attributes.best(question.asked)
        told = tuple(said for event in found for said in self._told(question, event))
        return Focus(tuple(event.uid for event in found), asked, likelihood, told)

    def _meant(self, meaning: Meaning, context: DialogueState | None) -> tuple[str, ...]:
        """The event that is named, or what was talked about just before where none is: one, or a short list, of which
        only what no list and no column tells is answered by descriptions.
        """
        if meaning.slots.titled:
            uids = meaning.slots.events
        else:
            uids = context.shown if context is not None and context.fresh(self.now) and context.about_events else ()
        if self._is_one_series(uids):
            return uids[:1]
        most = 1 if meaning.slots.titled or meaning.intent in NOT_TOPICS else _FEW
        return uids if len(uids) <= most else ()

    def _is_one_series(self, uids: Sequence[str]) -> bool:
        """Whether they are dates of one event: what nobody tells of it is told of none."""
        table = self.lexicon.table
        events = table.of_uids(uids)
        return bool(events) and len({row.titles for row in table.rows_in(events)}) == 1

    def _told(self, question: Question, event: Event) -> Iterator[Quoted]:
        """What each language's description answers; where there is no English one, the French one serves."""
        french, english = event.description or "", event.description_en or event.description or ""
        said = {text: self.descriptions.answering(question, text, self.lexicon.model) for text in {french, english}}
        for language, text in (("fr", french), ("en", english)):
            if (sentence := said[text]) is not None:
                yield Quoted(event.uid, language, sentence)


def choose(events: Iterable[Event], query: Slots, zone: ZoneInfo) -> tuple[Event, ...]:
    """The events that fit everything that was said, in the order given; of several children, those that take one."""
    listed = tuple(events)
    table = _table(listed, zone)
    fitting = frozenset(table.uids(table.choose(query)))
    return tuple(event for event in listed if event.uid in fitting)


def ahead(events: Iterable[Event], zone: ZoneInfo, now: datetime) -> tuple[Event, ...]:
    """Those that one can still come to: not begun, or open on another day as well."""
    listed = tuple(events)
    table = _table(listed, zone)
    coming = frozenset(table.uids(table.ahead(now.astimezone(zone))))
    return tuple(event for event in listed if event.uid in coming)


@lru_cache(maxsize=4)
def _table(events: tuple[Event, ...], zone: ZoneInfo) -> EventTable:
    return EventTable.of(row_of(event, zone) for event in events)


NEAREST = 3
_FAR = 10_000  # days


def nearest(events: tuple[Event, ...], slots: Slots, zone: ZoneInfo) -> tuple[Event, ...]:
    """Another day first, then another subject, then both, for the same people; at most three, in order."""
    whom = replace(slots, themes=(), kinds=(), events=(), titled=False, soonest=False)
    another_day = _only_refused(slots.when)
    for looser in (
        replace(slots, when=another_day, soonest=False),
        whom,
        replace(whom, when=another_day),
        replace(whom, when=another_day, audiences=()),
        Slots(ages=slots.ages, people=slots.people, when=another_day),
    ):
        found = choose(events, looser, zone)
        if found:
            chosen = sorted(found, key=lambda event: _days_from(slots.when, event.starts_at.astimezone(zone).date()))
            return tuple(event for event in found if event in chosen[:NEAREST])
    return ()


def _only_refused(when: When | None) -> When | None:
    """Another day, but none of those that were refused."""
    return when and replace(when, spans=(), weekdays=frozenset(), hours=None)


def _days_from(when: When | None, day: date) -> int:
    """How far a day is from those asked for; 0 when no day was."""
    if when is None or not when.spans:
        return 0
    return min(0 if day in span else min(_apart(day, span.first), _apart(day, span.last)) for span in when.spans)


def _apart(one: date, other: date) -> int:
    return min(abs((one - other).days), _FAR)
