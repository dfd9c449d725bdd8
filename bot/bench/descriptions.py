"""`cite bench descriptions`: questions about descriptions; which are answered by the right sentence, which mislead."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.core.errors import BotError
from intents.model.model import Model
from intents.model.training import SOME_DAY
from intents.statements.learning import about
from intents.statements.matching import Descriptions
from intents.statements.sentences import read_question


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A question about a description; `answer` is the sentence that answers it, None where none does."""

    title: str
    description: str
    question: str
    answer: str | None
    lang: str = "fr"
    id: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was quoted to it."""

    pair: Pair
    quoted: str | None

    @property
    def is_answered(self) -> bool:
        """Whether the sentence that answers was quoted."""
        return self.quoted is not None and _bare(self.quoted) == _bare(self.pair.answer or "")

    @property
    def misleads(self) -> bool:
        """Whether another one was."""
        return self.quoted is not None and not self.is_answered


def read_pairs(file: Path) -> tuple[Pair, ...]:
    """One JSON object a line; raises BotError for a line that is no pair."""
    lines = file.read_text(encoding="utf-8").splitlines()
    try:
        return tuple(Pair(**json.loads(line)) for line in lines if line.strip())
    except (ValueError, TypeError) as error:
        raise BotError(f"{file} holds a line that is no pair: {error}.") from error


def judge(pairs: Iterable[Pair], descriptions: Descriptions, model: Model) -> Iterator[Judged]:
    """Each pair, with the sentence that would be quoted."""
    for pair in pairs:
        asked = read_question(pair.question, about(pair.title, model), SOME_DAY)
        yield Judged(pair, descriptions.answering(asked, pair.description, model))


def table(judged: tuple[Judged, ...]) -> str:
    """Shares, in a line each: answered and missed of those that a sentence answers, misled of all."""
    answerable = [one for one in judged if one.pair.answer is not None]
    answered, misled = sum(one.is_answered for one in answerable), sum(one.misleads for one in judged)
    missed = sum(one.quoted is None for one in answerable)
    return "\n".join(
        [
            f"pairs     {len(judged)}, {len(answerable)} of them answered by a sentence",
            f"answered  {_share(answered, len(answerable))}",
            f"missed    {_share(missed, len(answerable))}",
            f"misled    {_share(misled, len(judged))}",
        ]
    )


def wrong_ones(judged: tuple[Judged, ...]) -> str:
    """The questions that were misled or missed, with what was quoted and what answers."""
    wrong = (one for one in judged if one.misleads or (one.pair.answer is not None and not one.is_answered))
    return "\n".join(f"{one.pair.question}\n  quoted: {one.quoted}\n  answers: {one.pair.answer}" for one in wrong)


def _share(some: int, of: int) -> str:
    return f"{some / of:.1%} ({some})" if of else "none"


def _bare(text: str) -> str:
    return " ".join(text.split())
