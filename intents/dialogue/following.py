"""A message read in its conversation, and what it means there."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from itertools import accumulate, islice
from operator import or_

import numpy as np

from intents.dialogue.asks import Ask, features, subject, told_by
from intents.dialogue.candidates import SIGN_UP, Act, Candidate, candidates, slots_of
from intents.dialogue.ranker import Ranker
from intents.dialogue.state import DialogueState
from intents.dialogue.turn import Turn, after, asks_of, cues, named_share
from intents.meaning.catalogue import ACTIONS, COURTESIES, DETAILS, EVENTS, GAP, NOT_TOPICS, OFF_TOPIC, OTHER_GAP
from intents.meaning.meaning import Decision, Meaning, Speech, meant, persons
from intents.model.model import Lexicon, Model
from intents.model.softmax import Floats, Softmax, likelihoods
from intents.model.verdict import Verdict, verdict
from intents.query.table import Events
from intents.questions.choosing import Choice, is_topic
from intents.questions.judging import Judged, Part
from intents.text.reading import Reader

SURE_FROM = 0.3  # how likely it has to be that this is done, of these events; else nothing was understood
BESIDE_FROM = 0.4  # the same of what is not the verdict on the words alone
# Below this likelihood a search is right four times in ten, cross-fitted: which events are meant is asked, where a few
# of them take most of it.
_CLEAR_FROM = 0.4
_OTHER_BELOW = 0.6  # up to here, another search is offered beside what the likeliest finds
_WORTH_OFFERING = 0.12  # likelihood from which it is
_MOST_OTHERS = 2
_NEAR_FROM = 0.15  # likelihood from which an event is offered beside what is not known of the venue
_ONE_MEANT_FROM = 0.5  # the same of a sign-up, or its end: below, one in two is for another event
_MOST_OF_IT = 0.7
_A_FEW = 5
_MOST_ACTIONS = 3
_ALSO_FROM = 0.6  # confidence from which a topic is told beside a list
OF_EVENTS = DETAILS | {EVENTS, "sign_up", "cancel_sign_up"}
_OF_NO_EVENT = frozenset(ACTIONS - OF_EVENTS)
_BOOKS = GAP + "booking"  # asked of an event, it is the sign-up


def turn_of(
    judged: Sequence[Judged],
    choice: Choice,
    state: DialogueState | None,
    lexicon: Lexicon,
    speech: Speech,
    now: datetime,
) -> Turn:
    """The message that was judged, in its conversation."""
    whole = judged[0].part
    when = whole.found.slots.when
    acts = (
        []
        if lexicon.model.acts is None
        else [_asked(lexicon.model.acts, one.part, state, lexicon.model.reader) for one in judged]
    )
    people = persons(whole.said, whole.found.slots.ages)
    undated = [word for word in whole.said if word not in whole.found.dated]
    return Turn(
        whole=whole,
        acts=acts,
        likeliest_ask=max(acts[0], key=acts[0].__getitem__) if acts else None,
        evidence=lexicon.table.words.evidence(undated, lambda word: told_by(lexicon, word)),
        named_share=named_share(whole),
        judged=judged,
        says=tuple(_says(judged, choice, lexicon.model, whole.found.slots.titled or _has_shown(state))),
        likely=np.max([likelihoods(one.scores) for one in judged], axis=0),
        lexicon=lexicon,
        state=state,
        speech=speech,
        now=now,
        cue=cues(whole.said, whole.read.text),
        asks=asks_of(whole.said, when is not None and when.not_hours is not None),
        people=people,
        meant=meant(whole.said, people or (() if state is None else state.people)),
        about=subject(whole, lexicon),
        attribute=_attribute(whole, lexicon.model),
    )


def _attribute(whole: Part, model: Model) -> tuple[str, float]:
    words = whole.found.heard.marked(whole.said)
    return model.attributes.best(model.attributes.likely(words, whole.read.markers, model.reader.concepts))


def _asked(acts: Softmax, part: Part, state: DialogueState | None, reader: Reader) -> Mapping[Ask, float]:
    """How likely the words of a message, or of a span of it, ask for each thing."""
    said = part.found.heard.marked(part.said)
    shares = likelihoods(acts.scores(features(said, part.read.markers, after(state), reader.concepts)))
    return {Ask(label): float(share) for label, share in zip(acts.labels, shares, strict=True)}


def _says(judged: Sequence[Judged], choice: Choice, model: Model, of_event: bool) -> Iterator[Verdict]:
    """What is asked where no event is meant, and the likeliest courtesies and other actions.

    Where an event is named or was shown (`of_event`), that it is not known, and the likeliest fact, stand beside it.
    """
    final = judged[choice.first].verdict
    if choice.second is not None:
        final = replace(final, also=judged[choice.second].verdict.intent)
    if final.intent in OF_EVENTS and final.decision is not Decision.ASK:
        of_events = OF_EVENTS | {_BOOKS} if final.intent == SIGN_UP else OF_EVENTS
        final = verdict(model, _without(judged[0].scores, model, of_events), judged[0].part.read)
    yield final
    likely = likelihoods(judged[0].scores)
    by_share = np.argsort(-likely).tolist()
    if of_event and (final.claims or final.intent in NOT_TOPICS):
        yield Verdict(OTHER_GAP, Decision.ANSWER, judged[0].weighed.silent, (), claims=False)
    labels = map(model.labels.__getitem__, by_share)
    facts = (one for one in labels if one not in NOT_TOPICS and not one.startswith((OFF_TOPIC, GAP)))
    if of_event and (fact := next(facts)) != final.intent:
        yield Verdict(fact, Decision.ANSWER, _share(model, likely, fact), ())
    beside = frozenset(COURTESIES) if choice.first else frozenset()  # said around what a part of the message asks
    actions = _OF_NO_EVENT - {final.intent} - beside
    others = (one for one in map(model.labels.__getitem__, by_share) if one in actions)
    yield from (Verdict(one, Decision.ANSWER, _share(model, likely, one), ()) for one in islice(others, _MOST_ACTIONS))


def _share(model: Model, likely: Floats, intent: str) -> float:
    number = model.number(intent)
    return 0.0 if number is None else float(likely[number])


def _without(scores: Floats, model: Model, intents: frozenset[str]) -> Floats:
    """The scores as if these intents did not exist."""
    return np.where([label in intents for label in model.labels], np.float32(-1e3), scores)


def _has_shown(state: DialogueState | None) -> bool:
    return state is not None and bool(state.shown)


@dataclass(frozen=True, slots=True)
class Likely:
    """How likely are all candidates that do the same as one, and of those the ones that do it of the same events.

    `between`: the events of the likeliest candidates, where it is not clear which of them are meant; `others`: other
    searches that are nearly as likely, best first.
    """

    alike: float
    same: float
    between: Events = 0
    others: tuple[Candidate, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether what is looked for need not be asked."""
        return self.same >= _CLEAR_FROM


def best(turn: Turn, ranker: Ranker) -> tuple[Candidate, Likely]:
    """The likeliest candidate of what is likeliest answered."""
    found = candidates(turn)
    shares = ranker.likelihoods(found, turn).tolist()
    alike, same = Counter[str](), Counter[tuple[str, Events]]()
    for one, share in zip(found, shares, strict=True):
        alike[one.intent] += share
        same[one.intent, one.events] += share
    answer = max(same, key=same.__getitem__)
    fits = [(share, one) for share, one in zip(shares, found, strict=True) if (one.intent, one.events) == answer]
    likeliest = max(fits, key=lambda pair: pair[0])[1]
    of_card = sum(share for share, one in zip(shares, found, strict=True) if _same_card(one, likeliest))
    likeliest, clear = _of_any_meant(likeliest, same, max(same[answer], of_card))
    searches = likeliest.act is Act.FIND
    between = _between(same) if searches and clear < _CLEAR_FROM else 0
    beside = searches and not between and clear < _OTHER_BELOW
    others = tuple(_other_searches(likeliest, found, shares)) if beside else tuple(_near(likeliest, found, shares))
    return likeliest, Likely(min(1.0, alike[likeliest.intent]), min(1.0, clear), between, others)


def _of_any_meant(request: Candidate, same: Counter[tuple[str, Events]], clear: float) -> tuple[Candidate, float]:
    """A request of which it is not clear for which event it is, for the few that may be meant: it is asked which."""
    if request.act is not Act.REQUEST or request.pick is None or clear >= _ONE_MEANT_FROM:
        return request, clear
    few = Counter({one: share for one, share in same.items() if one[0] == request.intent and one[1]})
    likeliest = _most_of(few, _MOST_OF_IT * few.total())
    meant = _events_of(likeliest)
    if meant.bit_count() > _A_FEW:
        return request, clear
    told = sum(few[one] for one in likeliest)
    return replace(request, events=meant, pick=replace(request.pick, events=meant)), told


_Weighed = tuple[float, Candidate]  # how likely it is, first


def _other_searches(likeliest: Candidate, found: Sequence[Candidate], shares: Sequence[float]) -> Iterator[Candidate]:
    """The likeliest search for each of the selections of events that are nearly as likely as that one."""
    searches = [pair for pair in zip(shares, found, strict=True) if pair[1].act is Act.FIND and pair[1].events]
    others = (one for one in _together(searches) if one[1].events != likeliest.events)
    yield from (one for share, one in islice(others, _MOST_OTHERS) if share >= _WORTH_OFFERING)


def _near(likeliest: Candidate, found: Sequence[Candidate], shares: Sequence[float]) -> Iterator[Candidate]:
    """The event that is likeliest meant where it is not known of the venue what is asked."""
    said = likeliest.verdict
    if likeliest.act is Act.SAY and said is not None and is_topic(said) and not said.claims:
        of_one = _together([pair for pair in zip(shares, found, strict=True) if _is_of_one(pair[1])])
        yield from (one for share, one in islice(of_one, 1) if share >= _NEAR_FROM)


def _together(weighed: Sequence[_Weighed]) -> Iterator[_Weighed]:
    """The likeliest candidate of each selection of events, with the likelihood of all that are of it, best first."""
    together, best_of = dict[Events, float](), dict[Events, _Weighed]()
    for pair in weighed:
        events = pair[1].events
        together[events] = together.get(events, 0.0) + pair[0]
        best_of[events] = max(pair, best_of.get(events, pair), key=lambda one: one[0])
    for events in sorted(together, key=together.__getitem__, reverse=True):
        yield together[events], best_of[events][1]


def _is_of_one(one: Candidate) -> bool:
    return one.act in (Act.FIND, Act.DETAIL) and one.events.bit_count() == 1


def _same_card(one: Candidate, likeliest: Candidate) -> bool:
    """Whether both show the card of the same one event, whichever of its details they tell first."""
    shows = (Act.FIND, Act.DETAIL)
    both_show = one.act in shows and likeliest.act in shows and one.verdict is likeliest.verdict is None
    return both_show and one.events == likeliest.events and one.events.bit_count() == 1


def _between(same: Counter[tuple[str, Events]]) -> Events:
    """A few events that the likeliest answers are about; none where they are about more, or one is about no event."""
    likeliest = _most_of(same, _MOST_OF_IT)
    events = _events_of(likeliest)
    of_none = any(intent not in OF_EVENTS and not found for intent, found in likeliest)
    return 0 if of_none or events.bit_count() > _A_FEW else events


def _most_of(same: Counter[tuple[str, Events]], share: float) -> list[tuple[str, Events]]:
    """The likeliest answers that take such a share together."""
    taken = accumulate(likely for _, likely in same.most_common())
    return [one for (one, likely), so_far in zip(same.most_common(), taken, strict=True) if so_far - likely < share]


def _events_of(answers: Iterable[tuple[str, Events]]) -> Events:
    return reduce(or_, (events for _, events in answers), 0)


def meaning_of(candidate: Candidate, likely: Likely, turn: Turn) -> Meaning:
    """The candidate as a meaning; its text and language are left to whoever read them."""
    slots = slots_of(candidate, turn)
    others = tuple(slots_of(one, turn) for one in likely.others)
    if candidate.verdict is not None:
        alone = candidate.act is Act.SAY and candidate.verdict is turn.says[0]
        said = candidate.verdict if alone else _as_ranked(candidate.verdict, likely.alike)
        return Meaning(
            text="",
            intent=said.intent,
            decision=said.decision,
            confidence=said.confidence,
            runners_up=said.runners_up,
            slots=slots,
            also=said.also,
            people=turn.people,
            others=others,
        )
    leans = bool(candidate.find and candidate.find.kept) or (candidate.pick is not None and not turn.slots.titled)
    decision = Decision.ANSWER if likely.same >= SURE_FROM else Decision.UNKNOWN
    is_asked = likely.between or (candidate.events and likely.others and not likely.is_clear)
    return Meaning(
        between=turn.table.uids(likely.between),
        others=others,
        text="",
        intent=candidate.intent,
        decision=Decision.ASK if is_asked else decision,
        confidence=likely.alike,
        slots=slots,
        follows_up=leans and turn.state is not None,
        also=_also_asked(candidate, turn),
        people=turn.people,
    )


def _as_ranked(said: Verdict, likelihood: float) -> Verdict:
    """What is not the verdict on the words alone counts as far as it is likely in the conversation."""
    decision = Decision.ANSWER if likelihood >= BESIDE_FROM else Decision.UNKNOWN
    return replace(said, confidence=likelihood, decision=decision)


def _also_asked(candidate: Candidate, turn: Turn) -> str | None:
    """The topic that a first question for a list clearly speaks of too: "du code pour un enfant de 10 ans ?"."""
    said = turn.says[0]
    tells = turn.state is None and is_topic(said) and said.claims and said.confidence >= _ALSO_FROM
    return said.intent if tells and candidate.act is Act.FIND else None
