"""Learning which spans of a message ask something, from messages and what answers them. Needs scipy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from intents.model.fitting import fit_logistic
from intents.model.model import Lexicon, Model
from intents.model.softmax import Chooser, Floats
from intents.model.verdict import Verdict
from intents.query.titles import Titles
from intents.questions.choosing import Spans, is_topic, likelihoods, pairs_of
from intents.questions.judging import judge_every, read_part


@dataclass(frozen=True, slots=True)
class Message:
    """A message of one question or two: `told` are the topics that answer them, `gap` says that one has no answer.

    Of `told` any one answers it, unless it `asks_two`.
    """

    text: str
    told: frozenset[str]
    gap: bool
    asks_two: bool

    def is_answered_by(self, verdict: Verdict) -> bool:
        """Whether this is right for one of its questions."""
        return verdict.intent in self.told if verdict.claims else self.gap


@dataclass(slots=True)
class _Rows:
    signs: list[Floats] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)

    def add(self, signs: Floats, *, is_right: bool) -> None:
        self.signs.append(signs)
        self.right.append(is_right)


def learn_choice(model: Model, messages: Iterable[Message], now: datetime) -> Chooser:
    """What these messages teach of this model's verdicts; `now` is any moment, local to the venue."""
    lexicon = Lexicon(model, Titles())
    read = [(one, judge_every(read_part(one.text, lexicon, now), lexicon, now)) for one in messages]
    every = [(message, Spans.of(judged, model.attributes.aliases)) for message, judged in read]
    fact, gap = _Rows(), _Rows()
    for message, spans in every:
        for place, one in enumerate(spans.judged):
            if is_topic(one.verdict):
                rows = fact if one.verdict.claims else gap
                rows.add(spans.signs(place), is_right=message.is_answered_by(one.verdict))
    of_fact, of_gap = fit_logistic(fact.signs, fact.right), fit_logistic(gap.signs, gap.right)
    pairs = _pairs(every, Chooser(of_fact, of_gap, pair=of_fact))  # to judge single spans, any pair does
    return Chooser(of_fact, of_gap, fit_logistic(pairs.signs, pairs.right))


def _pairs(every: Sequence[tuple[Message, Spans]], chooser: Chooser) -> _Rows:
    rows = _Rows()
    for message, spans in every:
        likely = likelihoods(spans, chooser)
        for first, second in pairs_of(spans.judged):
            both = (spans.judged[first].verdict, spans.judged[second].verdict)
            right = message.asks_two and all(map(message.is_answered_by, both))
            rows.add(spans.pair_signs(first, second, likely), is_right=right)
    return rows
