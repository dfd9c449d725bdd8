"""Our own engine as a recogniser: all that the measuring knows of it is here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from bot.bench.recogniser import Labelled, Ranked, Recognised
from intents.catalogue import Example
from intents.manners import bare
from intents.model.model import Model
from intents.model.training import train
from intents.reading import Read
from intents.slots import find_slots
from intents.titles import Titles

# Our engine treats some names apart (events, sign_up…): a foreign label must not be taken for one of them.
_PREFIX = "label:"
_OUT_OF_SCOPE = "off_topic.other"
_MANY = 5
# Dates in a text only have to be noticed: any day does.
_SOME_DAY = datetime(2026, 12, 1, 10, tzinfo=ZoneInfo("Europe/Paris"))


@dataclass(frozen=True, slots=True)
class Ours:
    """Our engine, trained on any data."""

    model: Model

    @classmethod
    def learn(cls, examples: Sequence[Labelled]) -> Self:
        """Learn as the bot learns its phrasings."""
        return cls(
            train([Example(text=one.text, intent=_inner(one.label), language="fr") for one in examples])
        )

    def recognise(self, text: str) -> Recognised:
        """As the bot reads a message, without context, agenda or the decision that follows."""
        model, text = self.model, bare(text)
        said = model.reader.words(text)
        found = find_slots(text, said, Titles(), _SOME_DAY, is_word=model.reader.speller.knows)
        read = Read(text, tuple(said), found.markers())
        (scores,) = model.scores([read])
        ranked = model.rank(scores, _MANY + 1)
        claims = [one for one in ranked if not model.groups.is_silent(one.intent)]
        if not claims:
            return Recognised((), 0.0)
        best_first = [claims[0], *(one for one in ranked if one is not claims[0])]
        return Recognised(
            tuple(Ranked(model.labels[one.intent].removeprefix(_PREFIX), one.likelihood) for one in claims[:_MANY]),
            model.trust.likelihood(model.signs(best_first, read, model.asked(read))),
        )


def _inner(label: str | None) -> str:
    return _OUT_OF_SCOPE if label is None else _PREFIX + label
