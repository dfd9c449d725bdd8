"""All that a message may mean: events looked for, a detail of some, a sign-up or its end, something else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from heapq import nlargest
from itertools import islice

import numpy as np

from intents.dialogue.picks import By, Pick, given_up, picks
from intents.dialogue.queries import Find, finds
from intents.dialogue.turn import Turn
from intents.meaning.catalogue import EVENTS, GAP, LAST_WORDS, NOT_TOPICS, OFF_TOPIC, OTHER_GAP
from intents.meaning.meaning import Decision, Slots
from intents.model.verdict import Verdict
from intents.query.table import Events
from intents.slots.pointing import DETAILS as ASKED_DETAILS
from intents.slots.pointing import Asked

ABOUT, GIBBERISH = "event_about", "off_topic.gibberish"
SIGN_UP, CANCEL = "sign_up", "cancel_sign_up"
_DETAILS = (ABOUT, "event_when", "event_duration", "event_room", "event_age", "event_capacity")
_MOST_DETAILS = 3
_ONLY_SOONEST = frozenset({By.SOONEST})
_MOST_FACTS = 3
_FAR = 40  # intents among which the likeliest facts are


class Act(StrEnum):
    """What a candidate does."""

    FIND = "find"  # events that fit are listed
    DETAIL = "detail"  # something about some events is told, or that it is not known
    REQUEST = "request"  # a sign-up, or its end, for some events
    SAY = "say"  # a fact, what is not known, a courtesy, another action


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the things that a message may mean; `events` are those found or pointed at, `verdict` what SAY says."""

    act: Act
    intent: str
    events: Events = 0
    find: Find | None = None
    pick: Pick | None = None
    verdict: Verdict | None = None

    @property
    def ways(self) -> tuple[str, ...]:
        """How it came about, in plain words."""
        if self.find is not None:
            return tuple(sorted(self.find.ways)) + tuple(f"keeps {wish}" for wish in sorted(self.find.kept))
        return () if self.pick is None else tuple(sorted(self.pick.by))


def candidates(turn: Turn) -> tuple[Candidate, ...]:
    """All candidates; those that look for events first, unless no word is known."""
    if _is_noise(turn):
        return _as_said(one for one in turn.says if one.intent != OTHER_GAP)
    return *_of_events(turn, picks(turn)), *_as_said((*turn.says, *_also_said(turn)))


def _as_said(verdicts: Iterable[Verdict]) -> tuple[Candidate, ...]:
    return tuple(Candidate(Act.SAY, one.intent, verdict=one) for one in verdicts)


def _is_noise(turn: Turn) -> bool:
    """Whether not a word is known, of ours or of an event, and nothing may point at what was shown."""
    first = turn.says[0]
    points = turn.slots.shift or any(word.isdecimal() for word in turn.said)
    known = turn.evidence or turn.subject or (turn.has_shown and points)
    unread = first.decision is Decision.UNKNOWN and not first.confidence
    return (unread or first.intent == GIBBERISH) and not known


def _also_said(turn: Turn) -> Iterator[Verdict]:
    """What may be said, in a conversation, beside what the words alone ask: the next likeliest facts, those that follow
    from what was told, thanks and a goodbye; and that it is not known, where the words alone do not ask so.
    """
    if turn.state is None:
        return  # the words alone say best which fact is asked, and which is not known
    known = {*(one.intent for one in turn.says), *turn.state.refused}
    related = turn.state.related
    near = [*islice(_facts(turn), _MOST_FACTS), *nlargest(_MOST_FACTS, related, turn.likelihood)]
    near += () if turn.asks_beside_courtesy else LAST_WORDS
    for intent in dict.fromkeys(near):
        if intent not in known:
            yield Verdict(intent, Decision.ANSWER, turn.likelihood(intent), ())
    if all(one.claims for one in turn.says):
        yield Verdict(OTHER_GAP, Decision.ANSWER, turn.judged[0].weighed.silent, (), claims=False)


def _facts(turn: Turn) -> Iterator[str]:
    """The facts, likeliest first."""
    labels = turn.lexicon.model.labels
    for number in np.argsort(-turn.likely)[:_FAR].tolist():
        label = labels[number]
        if label not in NOT_TOPICS and not label.startswith((OFF_TOPIC, GAP)):
            yield label


def _of_events(turn: Turn, pointed: Sequence[Pick]) -> Iterator[Candidate]:
    ahead = turn.table.ahead(turn.now)
    for one in finds(turn, pointed):
        yield Candidate(Act.FIND, EVENTS, turn.table.choose(one.query, ahead), find=one)
    details = () if turn.cue.opens else _details(turn)
    unknown = _not_known(turn)
    for pick in pointed:
        yield from (Candidate(Act.DETAIL, detail, pick.events, pick=pick) for detail in details)
        if pick.by == _ONLY_SOONEST:  # asked of several, a detail may be told of the next; nothing is done to it alone
            continue
        if not turn.cue.opens and len({row.titles for row in turn.table.rows_in(pick.events)}) == 1:
            yield Candidate(Act.DETAIL, unknown.intent, pick.events, pick=pick, verdict=unknown)
        yield Candidate(Act.REQUEST, SIGN_UP, pick.events, pick=pick)
        yield Candidate(Act.REQUEST, CANCEL, pick.events, pick=pick)
    yield Candidate(Act.REQUEST, SIGN_UP)
    yield Candidate(Act.REQUEST, CANCEL)


def _details(turn: Turn) -> tuple[str, ...]:
    """The details that are likeliest asked, those that the words ask for, and the one told before: "et l'autre ?"."""
    asked = {ASKED_DETAILS[code] for code in turn.asks if code in ASKED_DETAILS}
    if Asked.FITS in turn.asks:
        asked.add("event_age")
    likely = sorted(_DETAILS, key=turn.likelihood, reverse=True)[:_MOST_DETAILS]
    before = [] if turn.state is None or turn.state.intent not in _DETAILS else [turn.state.intent]
    return tuple(dict.fromkeys((ABOUT, *sorted(asked), *likely, *before)))


def _not_known(turn: Turn) -> Verdict:
    """That what is asked of an event is told by none of its columns: its price, who holds it, what to bring."""
    first = turn.says[0]
    if not first.claims and first.intent.startswith(GAP):
        return first
    return Verdict(OTHER_GAP, Decision.ANSWER, turn.judged[0].weighed.silent, (), claims=False)


def slots_of(candidate: Candidate, turn: Turn) -> Slots:
    """What is said beside the intent, as this candidate takes it."""
    said = turn.slots
    if candidate.find is not None:
        return replace(candidate.find.query, names=said.names, count=said.count)
    if candidate.act is Act.REQUEST:
        return _requested(candidate, turn)
    if candidate.pick is None:
        return said
    return Slots(
        titled=True,
        events=turn.table.uids(candidate.events),
        ages=said.ages,
        people=said.people,
        names=said.names,
        count=said.count,
    )


def _requested(candidate: Candidate, turn: Turn) -> Slots:
    """Who comes or does not, when; with the events that are pointed at."""
    said = given_up(turn.slots) if candidate.intent == CANCEL else turn.slots
    if candidate.pick is None:
        return replace(said, titled=False, events=()) if said.titled else said
    titled = bool(candidate.pick.by & {By.TITLE, By.EXACT, By.WORDS})
    return replace(said, titled=titled, events=turn.table.uids(candidate.events))
